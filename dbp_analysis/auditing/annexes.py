"""Finding the annex of a document: the tables of scores among its tables, and by which scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.document import Document
from dbp_analysis.auditing.figures import count, decimals_of, number
from dbp_analysis.auditing.grids import COUNTS, Grid, grids, is_unit, long_form
from dbp_analysis.auditing.heads import (
    by_position,
    covered,
    group_column,
    letters,
    maxima_of,
    named_columns,
    scanned_maxima,
    words,
)
from dbp_analysis.auditing.printed_units import units_meant
from dbp_analysis.auditing.repair import repaired
from dbp_analysis.auditing.row_sums import row_of
from dbp_analysis.common.texts import folded
from dbp_analysis.settings.layout import Column, Layout
from dbp_analysis.settings.scheme import Scheme

_FEWEST_FIT = 0.5
"""Of the rows of a table without heads that name its columns, so many must add up."""
_WORDS = ("unit", "number", "rank", "band", "code")


def find_annexes(
    document: Document,
    schemes: Sequence[Scheme],
    units: pd.DataFrame | None = None,
    layouts: Sequence[Layout] = (),
) -> tuple[Annex, ...]:
    """Every table of scores of a document, in its order, taken for the scheme that fits it best.

    ``units`` is the register of the report's units (as from ``units_in_month``); without it rows have no
    codes. ``layouts`` are the forms of tables that a source publishes: counts with its own points.
    """
    found = []
    for grid in grids(document):
        for read in (_read_long, partial(_read_by_heads, layouts=layouts), _read_by_position):
            readings = [one for scheme in schemes if (one := read(grid, scheme, document))]
            if readings:
                found.append(_with_units(max(readings, key=_fit), units))
                break
    return tuple(found)


def _fit(annex: Annex) -> tuple[bool, float, float, int]:
    """How well a table is read by its scheme: all points there, rows that add up, points within the maxima,
    columns.
    """
    names = list(map(str, annex.texts))
    return covered(names, annex.scheme), _adding_up(annex), _within_maxima(annex), len(names)


def _within_maxima(annex: Annex) -> float:
    most = maxima_of(annex.scheme)
    fits = [value <= most[str(n)] for n in annex.values if n in most for value in annex.values[n] if value]
    return float(sum(fits)) / max(1, len(fits))


def _adding_up(annex: Annex) -> float:
    rows = [row_of(annex, at) for at in range(len(annex.texts))]
    fits = [bool(row.parts.within(row.total)) for row in rows if row.parts and row.total]
    return float(sum(fits)) / max(1, len(fits))


def _read_long(grid: Grid, scheme: Scheme, document: Document) -> Annex | None:
    long = long_form(grid, scheme)
    return _built(long, dict(enumerate(long.heads[0])), scheme, document, listed=False) if long else None


def _read_by_heads(grid: Grid, scheme: Scheme, document: Document, layouts: Sequence[Layout]) -> Annex | None:
    paths = grid.paths
    heads = {at: " – ".join(path) for at, path in paths.items()}
    if columns := _layout_columns(paths, scheme, layouts):
        return _built(grid, columns, scheme, document, heads)
    columns = named_columns(paths, grid.maxima, scheme)
    columns = {at: name for at, name in columns.items() if _within(grid, at, maxima_of(scheme).get(name))}
    names = list(columns.values())
    told = "total" in names and covered(names, scheme)
    return _built(grid, columns, scheme, document, heads) if told else None


def _within(grid: Grid, column: int, most: Decimal | None) -> bool:
    """Whether most figures of a column could be points: a column of counts may be called like theirs."""
    figures = [figure for row in grid.rows if (figure := number(row[column])) is not None]
    return most is None or sum(figure <= most + 1 for figure in figures) * 2 >= len(figures)


def _read_by_position(grid: Grid, scheme: Scheme, document: Document) -> Annex | None:
    """A table whose heads cannot be read: figures in the scheme's order, if maxima or sums bear it out."""
    for behind in (["band"], []):
        order = by_position(len(grid.rows[0]) - 2 - len(behind), scheme)
        if order:
            annex = _built(grid, dict(enumerate(["rank", "unit", *order, *behind])), scheme, document)
            stated = scanned_maxima([cell for row in grid.heads for cell in row])
            wanted = [most for name in order if (most := maxima_of(scheme).get(name))][: len(stated)]
            as_stated = bool(stated) and stated == wanted
            return annex if annex and (as_stated or _adding_up(annex) >= _FEWEST_FIT) else None
    return None


def _layout_columns(
    paths: Mapping[int, tuple[str, ...]], scheme: Scheme, layouts: Sequence[Layout]
) -> dict[int, str]:
    """The columns of a layout, where all of them stand in the table and the scheme knows them."""
    at = {tuple(map(folded, path)): column for column, path in paths.items()}
    for layout in layouts:
        wanted = {one.header: name for one in layout.columns if (name := _name_of(one, scheme)) is not None}
        roles = {layout.unit_name: "unit", layout.unit_code: "code"}
        found = {at.get(tuple(map(folded, path))): name for path, name in wanted.items()}
        scored = not all(name.startswith("count:") for name in wanted.values())
        if None not in found and "" not in wanted.values() and scored:
            own = {at.get(tuple(map(folded, path))): role for path, role in roles.items()}
            return {column: name for column, name in (found | own).items() if column is not None}
    return {}


def _name_of(column: Column, scheme: Scheme) -> str | None:
    """What a column of a layout is called in an annex by a scheme; None for a count that it does not take,
    empty for points that it does not give.
    """
    if column.count or column.value:
        return f"count:{column.name}" if column.name in scheme.inputs else None
    given = {group.given: group_column(group.id) for group in scheme.groups}
    given |= {i.given: i.id for i in scheme.indicators}
    stated = {group.id: group_column(group.id) for group in scheme.groups}
    stated |= {i.id: i.id for i in scheme.indicators} | {"total": "total"}
    return given.get(column.points, "") if column.points else stated.get(str(column.published), "")


def _built(
    grid: Grid,
    columns: Mapping[int, str],
    scheme: Scheme,
    document: Document,
    heads: Mapping[int, str] | None = None,
    *,
    listed: bool = True,
) -> Annex | None:
    """The annex of a table whose columns are known; of a scan with what can be restored."""
    columns = dict(sorted(columns.items()))
    unit = next((at for at, name in columns.items() if name == "unit"), None)
    if unit is None:
        return None
    figures = [at for at, name in columns.items() if name not in _WORDS]
    rows = [row for row in grid.rows if is_unit(row, unit, figures)]
    texts = _with_counts({name: [row[at] for row in rows] for at, name in columns.items()})
    values = {name: _figures(name, column) for name, column in texts.items() if name not in _WORDS}
    named = {name: heads[at] if heads else _head_of(name, scheme) for at, name in columns.items()}
    named = {name: named.get(name) or named[name.rpartition(".")[0]] for name in texts}
    decimals = {name: _decimals(column, name, scheme, document) for name, column in values.items()}
    told: dict[str, Sequence[object]] = {**texts, **values, "unit": [None] * len(rows)}
    if "band" in texts:
        told["band"] = [_band(text, scheme, damaged=document.damaged) for text in texts["band"]]
    frames = _frame(texts), _frame(told)
    return repaired(Annex(scheme, *frames, named, decimals, grid.place, document.damaged, listed=listed))


def _frame(columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([*column], dtype=object) for name, column in columns.items()})


def _figures(name: str, texts: Sequence[str]) -> list[Decimal | None]:
    if name.startswith("count:") or name.endswith((".numerator", ".denominator")):
        return list(map(count, texts))
    figures = list(map(number, texts))
    percents = name.endswith(".ratio") and any(one > 1 for one in figures if one is not None)
    return [one and one.scaleb(-2) for one in figures] if percents else figures


def _with_counts(texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """Cells such as "7,5 (9/12)" taken apart: points, numerator, denominator."""
    apart = dict(texts)
    for name in (name for name in texts if name not in _WORDS):
        found = [COUNTS.search(text) for text in texts[name]]
        if any(found):
            apart[name] = [COUNTS.sub("", text).strip(" ()=;:–-") for text in texts[name]]
            apart[f"{name}.numerator"] = [one[1] if one else "" for one in found]
            apart[f"{name}.denominator"] = [one[2] if one else "" for one in found]
    return apart


def _head_of(name: str, scheme: Scheme) -> str:
    """What a column is called where its head cannot be read."""
    groups = {group_column(group.id): group.name for group in scheme.groups}
    own = {i.id: f"{scheme.group_of(i.id).name} – {i.label}" for i in scheme.indicators}
    head = "number" if name == "rank" else name
    return (groups | own).get(name) or words().get(head, [name])[0]


def _band(text: str, scheme: Scheme, *, damaged: bool) -> str | None:
    """The band that a cell names, in full, as printed or by its first letters; of a scan the likest."""
    from rapidfuzz import fuzz

    said = letters(text)
    names = {band.name: (letters(band.name), letters(band.printed)) for band in scheme.bands}
    for name, own in names.items():
        short = "".join(word[:1] for word in own[0].split())
        if said in own or (said == short and len(short) > 1):
            return name
    likeness = {name: max(fuzz.ratio(said, one) for one in own) for name, own in names.items()}
    return max(likeness, key=likeness.__getitem__) if damaged and said else None


def _decimals(values: Sequence[Decimal | None], name: str, scheme: Scheme, document: Document) -> int:
    """As many as any figure of the column has; where trailing zeros are left out (in sheets, and for points
    that the scheme prints so), at least as many as the scheme prints.
    """
    own = max((decimals_of(value) for value in values if value is not None), default=0)
    printed = {"total": scheme.printed.total, "converted": scheme.printed.converted}
    trimmed = name.removeprefix("group:") in scheme.printed.trim or document.kind in ("sheet", "html")
    return max(own, printed.get(name, scheme.printed.points)) if trimmed else own


def _with_units(annex: Annex, units: pd.DataFrame | None) -> Annex:
    if units is None:
        return annex
    names = annex.texts["unit"].tolist()
    codes = annex.texts["code"].tolist() if "code" in annex.texts else [""] * len(names)
    names = ["" if name == code else name for name, code in zip(names, codes, strict=True)]
    meant = units_meant(names, codes, units, damaged=annex.damaged)
    return replace(annex, values=annex.values.assign(unit=pd.Series(meant, dtype=object)))
