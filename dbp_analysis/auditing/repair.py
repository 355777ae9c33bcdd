"""Figures that a scan damaged, restored where exactly one reading agrees with the arithmetic of the row."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.figures import decimals_of, number
from dbp_analysis.auditing.heads import maxima_of
from dbp_analysis.auditing.row_sums import row_of

_MOST_READINGS = 500
_LETTERS = str.maketrans("OoIl", "0011")


def repaired(annex: Annex) -> Annex:
    """The annex of a scan with lost decimal marks and last digits restored; any other as it is.

    A cell is restored only where one reading of the row's doubtful cells fits its sum and its conversion,
    and no other does.
    """
    if not annex.damaged:
        return annex
    for row in range(len(annex.texts)):
        doubtful = {name: found for name in _figures(annex) if (found := _readings(annex, row, name))}
        count = 1
        for found in doubtful.values():
            count *= len(found)
        if doubtful and count <= _MOST_READINGS:
            annex = _restored(annex, row, doubtful)
    return annex


def _figures(annex: Annex) -> list[str]:
    return [name for name in annex.decimals if name in annex.texts and "." not in name]


def _readings(annex: Annex, row: int, name: str) -> list[Decimal]:
    """What else a cell may say than what stands there: the same digits with a mark, one digit more."""
    text, value = annex.printed(row, name).translate(_LETTERS), annex.figure(row, name)
    decimals, most = annex.decimals[name], _most(annex, name)
    told = number(text)
    if told is None or annex.is_blank(row, name):
        return []
    readings = [] if told == value else [told]
    if decimals and decimals_of(told) == 0 and (told > most or len(text) > decimals):
        marked = told.scaleb(-decimals)
        readings += [marked] if marked <= most else []
    if 0 < decimals_of(told) < decimals:
        readings += [told + Decimal(digit).scaleb(-decimals) for digit in range(10)]
    return [one for one in readings if one <= most]


def _most(annex: Annex, name: str) -> Decimal:
    return maxima_of(annex.scheme).get(name, Decimal(str(annex.scheme.maximum)))


def _restored(annex: Annex, row: int, doubtful: dict[str, list[Decimal]]) -> Annex:
    fitting = []
    for chosen in _choices(annex, row, doubtful):
        tried = _with(annex, row, chosen)
        if _fits(tried, row):
            fitting.append((chosen, tried))
    fewest = min((len(chosen) for chosen, _ in fitting), default=0)
    best = [one for one in fitting if len(one[0]) == fewest]
    if len(best) == 1 and fewest:
        return best[0][1]
    # What is above its maximum as it stands is damaged, whatever else is wrong in the row.
    above = {name: found for name, found in doubtful.items() if _above(annex, row, name)}
    return _with(annex, row, {name: found[0] for name, found in above.items() if len(found) == 1})


def _above(annex: Annex, row: int, name: str) -> bool:
    value = annex.figure(row, name)
    return value is not None and value > _most(annex, name)


def _choices(annex: Annex, row: int, doubtful: dict[str, list[Decimal]]) -> Iterator[dict[str, Decimal]]:
    """Every way to read the doubtful cells, that of leaving some as they are included."""
    names = list(doubtful)
    ways: list[Sequence[Decimal | None]] = [(None, *doubtful[name]) for name in names]
    for chosen in product(*ways):
        yield {name: one for name, one in zip(names, chosen, strict=True) if one is not None}


def _with(annex: Annex, row: int, chosen: dict[str, Decimal]) -> Annex:
    values = annex.values.copy()
    for name, value in chosen.items():
        values[name] = [*values[name][:row], value, *values[name][row + 1 :]]
    return replace(annex, values=values, repaired=annex.repaired | {(row, name) for name in chosen})


def _fits(annex: Annex, row: int) -> bool:
    """Whether some values of all figures of a row agree."""
    sums = row_of(annex, row)
    both = sums.parts and sums.total and sums.parts.within(sums.total)
    within = not any(_above(annex, row, name) for name in _figures(annex))
    return bool(within and both and (sums.converted is None or both.within(sums.converted)))
