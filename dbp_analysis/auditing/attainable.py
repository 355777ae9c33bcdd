"""Whether printed points can be had at all: from the counts beside them, or from any whole counts."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.figures import Interval
from dbp_analysis.auditing.finding import Finding, cell_finding, told
from dbp_analysis.auditing.heads import group_column
from dbp_analysis.common.numbers import half_up, in_full
from dbp_analysis.common.sentences import listed
from dbp_analysis.scoring.published import compare_published
from dbp_analysis.scoring.score import earned, score
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.sums import count_of, summed

say = Sentences("audit")

Floats = npt.NDArray[np.float64]
Sums = Mapping[tuple[str, ...], Floats]
"""What sums of counts are, row by row; NaN where not known."""

_NOISE = 1e-9
_NOISE_FRACTION = Fraction(1, 10**9)
_MOST_CASES = 1_000_000


def check_attainable(annex: Annex) -> list[Finding]:
    """Points and ratios that the counts printed beside them do not give, that no whole number of cases gives
    of a denominator that is known, or that the scheme never gives; points of groups likewise.
    """
    sums = _sums(annex)
    found: list[Finding] = []
    for i in annex.scheme.indicators:
        over, under = (_known(sums, parts, len(annex.texts)) for parts in (i.numerator, i.denominator))
        for row in range(len(annex.texts)):
            found += _row(annex, row, i, float(over[row]), float(under[row]))
    return [*found, *_groups(annex, sums)]


def _sums(annex: Annex) -> Sums:
    """Every count that is printed, and every sum of counts that is printed as numerator or denominator."""
    sums = {}
    for i in annex.scheme.indicators:
        for part, parts in (("numerator", i.numerator), ("denominator", i.denominator)):
            if parts and f"{i.id}.{part}" in annex.texts:
                sums[parts] = _floats(annex, f"{i.id}.{part}")
    counts = (name for name in map(str, annex.texts) if name.startswith("count:"))
    return sums | {(name.removeprefix("count:"),): _floats(annex, name) for name in counts}


def _floats(annex: Annex, column: str) -> Floats:
    figures = (annex.figure(row, column) for row in range(len(annex.texts)))
    return np.array([np.nan if one is None else float(one) for one in figures])


def _known(sums: Sums, parts: tuple[str, ...], rows: int) -> Floats:
    if parts in sums:
        return sums[parts]
    if parts and all((count_of(part),) in sums for part in parts):
        return summed(parts, lambda count: sums[(count,)])
    return np.full(rows, np.nan)


def _row(annex: Annex, row: int, i: Indicator, over: float, under: float) -> Iterator[Finding]:
    """The points and the ratio of an indicator in a row, with its counts as far as they are known."""
    points, ratio = annex.interval(row, i.id), annex.interval(row, f"{i.id}.ratio")
    counts = say("table.counts", over=in_full(over), under=in_full(under)) if over >= 0 else ""
    if over > under and i.is_share and f"{i.id}.numerator" in annex.texts:
        yield cell_finding("counts", annex, row, f"{i.id}.numerator", say("table.above_whole", counts=counts))
    elif counts and under >= 0:
        exact = over / under if under else np.nan
        gives = _points(i, np.array([exact]), under, annex.scheme)
        if points and not _hit(points, gives):
            follows = say("table.points", given=counts, points=told(gives))
            yield cell_finding("points", annex, row, i.id, follows)
        if ratio and not _hit(ratio, np.array([exact])):
            follows = say("table.ratio", given=counts, ratio=told(np.array([exact * 100])))
            yield cell_finding("ratio", annex, row, f"{i.id}.ratio", follows)
    elif points and ratio and i.direction != "both":
        ends = _points(i, np.array(list(map(float, ratio))), np.inf, annex.scheme)
        if not points.within(_span(ends)):
            follows = say("table.points", given=annex.printed(row, f"{i.id}.ratio"), points=told(ends))
            yield cell_finding("points", annex, row, i.id, follows)
    elif points:
        yield from _any_counts(annex, row, i, under, points)


def _any_counts(annex: Annex, row: int, i: Indicator, under: float, points: Interval) -> Iterator[Finding]:
    """Points that no numerator gives, of a known denominator or of any."""
    if 0 < under <= _MOST_CASES:
        attainable = _points(i, np.arange(under + 1) / under, under, annex.scheme)
        if not _hit(points, attainable):
            follows = say("table.no_numerator", under=in_full(under), points=_nearest(points, attainable))
            yield cell_finding("unattainable", annex, row, i.id, follows)
    elif np.isnan(under) and (i.steps or i.constant is not None):
        rounded = annex.scheme.rounding.indicator
        steps = np.array([*(step.points for step in i.steps), 0.0, i.maximum])
        steps = steps if rounded is None else half_up(steps, rounded)
        steps = steps if i.constant is None else np.array([i.constant])
        if not _hit(points, steps):
            follows = say("table.steps", points=listed([in_full(float(one)) for one in np.unique(steps)]))
            yield cell_finding("unattainable", annex, row, i.id, follows)


def _groups(annex: Annex, sums: Sums) -> Iterator[Finding]:
    """Points of groups that their counts do not give, with any whole number for one that is not known."""
    groups = {g.id: group_column(g.id) for g in annex.scheme.groups if group_column(g.id) in annex.texts}
    single = {parts[0]: values for parts, values in sums.items() if len(parts) == 1 and parts[0][0] != "-"}
    if not groups or not single:
        return
    stated = {f"{PUBLISHED}{name}": _floats(annex, column) for name, column in groups.items()}
    rows = pd.MultiIndex.from_product([["0"], range(len(annex.texts))], names=["month", "unit_code"])
    card = score(pd.DataFrame(single | stated, index=rows), annex.scheme, pd.DataFrame())
    compared = compare_published(card).query("not agrees").reset_index()
    for row, subject, points in zip(
        *(compared[n] for n in ("unit_code", "subject", "recomputed")), strict=True
    ):
        printed = [
            i.id in annex.texts
            for group in annex.scheme.groups
            if group.id == subject
            for i in group.indicators
        ]
        if subject in groups and not all(printed):
            follows = say("table.group_counts", points=in_full(points))
            yield cell_finding("unattainable", annex, row, groups[subject], follows)


def _points(i: Indicator, ratios: Floats, under: float, scheme: Scheme) -> Floats:
    return earned(i, ratios, np.full(ratios.shape, under), scheme)


def _hit(printed: Interval, values: Floats) -> bool:
    """Whether one of the values is printed so; what is not known may be."""
    low, high = float(printed.low) - _NOISE, float(printed.high) + _NOISE
    return bool((np.isnan(values) | ((values >= low) & (values <= high))).any())


def _span(ends: Floats) -> Interval:
    low, high = (Fraction(round(float(end), 9)) for end in sorted(ends))
    return Interval(low - _NOISE_FRACTION, high + _NOISE_FRACTION)


def _nearest(printed: Interval, values: Floats) -> str:
    middle = float(printed.low + printed.high) / 2
    below, above = values[values < middle], values[values > middle]
    return told([*([below.max()] if below.size else []), *([above.min()] if above.size else [])])
