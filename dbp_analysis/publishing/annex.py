"""The annex table (phụ lục): the published header of three levels and its printed figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dbp_analysis.asking.change.split import Change
from dbp_analysis.common.numbers import concise, fixed, settle, trimmed
from dbp_analysis.common.periods import before_text
from dbp_analysis.scoring.clusters import cluster_means
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS, LIMIT
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.ranking import printed_ranks

say = Sentences("notes")
_report = Sentences("report")
_COMMA = str.maketrans(".-", ",−")


def said(key: str, **values: object) -> str:
    """The words of the annex's heads."""
    return _report(f"table.{key}", **values)


@dataclass(frozen=True)
class HeaderCell:
    """A header cell and how many rows and columns of the header it spans."""

    text: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class AnnexTable:
    """``header``: the cells that start in each header row, left to right; ``rows``: the printed cells,
    one row a unit in rank order; ``kinds``: what each column holds, for its width and alignment
    (``rank``, ``name``, ``points``, ``adjusted``, ``total``, ``converted``, ``band``, ``change``,
    ``rank_before``).
    """

    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    clusters: "AnnexTable | None" = None

    def _repr_html_(self) -> str:
        header = "".join(f"<tr>{''.join(map(_header_html, row))}</tr>" for row in self.header)
        body = "".join(f"<tr>{''.join(map(_cell_html, row, self.kinds))}</tr>" for row in self.rows)
        own = f"<table><thead>{header}</thead><tbody>{body}</tbody></table>"
        return own + (self.clusters._repr_html_() if self.clusters else "")

    def __repr__(self) -> str:
        return f"AnnexTable({len(self.rows)} rows, {len(self.kinds)} columns)"


def annex_table(card: Scorecard, change: Change | None = None, *, point: bool = False) -> AnnexTable:
    """The annex of a one-month card, as the scheme prints it. The converted score has a column of its
    own only where its scale differs from the scheme's maximum. Bonuses and deductions stand signed behind the
    groups, and what the ends of the scale changed where they did. With ``change`` since the month before, two
    columns more say how the total moved and which rank the unit had. Numbers have a decimal comma, or a
    ``point``.
    """
    scheme = card.scheme
    columns = _point_columns(card).mask(card.left_out)
    adjusted = shown_adjustments(card)
    results = card.of_units(card.results)
    with_converted = scheme.with_converted
    printed = {band.name: band.printed for band in scheme.bands}
    table = pd.DataFrame({"rank": printed_ranks(results).fillna("–")})
    table["name"] = card.names("unit_label")
    for name, points in card.of_units(columns).items():
        table[name] = [_printed_points(value, str(name), scheme) for value in points]
    for name, points in card.of_units(adjusted.apply(lambda one: one.mask(card.left_out))).items():
        table[f"adjusted {name}"] = [_printed_change(value, scheme.printed.points) for value in points]
    table["total"] = [_printed(value, scheme.printed.total) for value in results["total"]]
    if with_converted:
        table["converted"] = [_printed(value, scheme.printed.converted) for value in results["converted"]]
    table["band"] = card.bands.map(lambda band: printed.get(band, band))
    kinds = ["rank", "name", *["points"] * columns.shape[1], *["adjusted"] * adjusted.shape[1], "total"]
    kinds += [*["converted"] * with_converted, "band"]
    if change:
        moved = change.units.loc[results.index]
        table["change"] = [_printed_change(value, scheme.printed.total) for value in moved["change"]]
        table["rank_before"] = moved["rank_before"].astype("string").fillna("–")
        kinds += ["change", "rank_before"]
    # Ranks that are shared or missing are no running numbers.
    rank_name = "rank" if bool((results["tied"] | results["rank"].isna()).any()) else "number"
    written = table.astype(str)
    for name, kind in zip(written, kinds, strict=True):
        if not point and kind not in ("name", "band"):
            written[name] = written[name].str.translate(_COMMA)
    names = list(map(str, adjusted))
    return AnnexTable(
        header=_header(scheme, said(rank_name), names, _change_headers(card) if change else ()),
        rows=tuple(map(tuple, written.to_numpy().tolist())),
        kinds=tuple(kinds),
        clusters=_clusters(card, point=point),
    )


def _clusters(card: Scorecard, *, point: bool) -> AnnexTable | None:
    """The means of clusters of units, where there are any."""
    means, scheme = cluster_means(card), card.scheme
    if means.empty:
        return None
    names = [("total", said("cluster_total"), scheme.printed.total)]
    names += [("converted", said("cluster_converted"), scheme.printed.converted)] * scheme.with_converted
    table = pd.DataFrame({"rank": means["rank"].astype("string").fillna("–")})
    table["name"] = [f"{name} ({why})" if why else str(name) for name, why in means["why"].items()]
    table["units"] = [
        f"{units}" if units == scored else f"{scored}/{units}"
        for units, scored in zip(means["units"], means["scored"], strict=True)
    ]
    for column, _, decimals in names:
        table[column] = [_printed(value, decimals) for value in means[column]]
        if not point:
            table[column] = table[column].str.translate(_COMMA)
    heads = [said("rank"), said("cluster"), said("cluster_units"), *(name for _, name, _ in names)]
    return AnnexTable(
        header=(tuple(map(HeaderCell, heads)),),
        rows=tuple(map(tuple, table.astype(str).to_numpy().tolist())),
        kinds=("rank", "name", "points", *(column for column, _, _ in names)),
    )


def _change_headers(card: Scorecard) -> tuple[str, str]:
    before = before_text(card.months[0])
    return said("change", before=before), said("rank_before", before=before)


def _point_columns(card: Scorecard) -> pd.DataFrame:
    """The points that are printed, in the scheme's order: of indicators, or of whole groups."""
    if card.scheme.printed.columns == "groups":
        return card.group_points
    parts = [
        card.points[[i.id for i in group.indicators]] if group.indicators else card.group_points[[group.id]]
        for group in card.scheme.groups
    ]
    return pd.concat(parts, axis="columns")


def shown_adjustments(card: Scorecard) -> pd.DataFrame:
    """The adjustments that are shown: all of the scheme, ``limit`` only where it changed a total."""
    unchanged = LIMIT in card.adjustments and not settle(card.adjustments[LIMIT].dropna()).any()
    return card.adjustments.drop(columns=LIMIT) if unchanged else card.adjustments


def _printed(value: float, decimals: int) -> str:
    return "–" if pd.isna(value) else fixed(value, decimals)


def _printed_change(value: float, decimals: int) -> str:
    return "–" if pd.isna(value) else f"{'+' if settle(value) > 0 else ''}{fixed(value, decimals)}"


def _printed_points(value: float, name: str, scheme: Scheme) -> str:
    if pd.isna(value):
        return "–"
    write = trimmed if name in scheme.printed.trim else fixed
    return write(value, scheme.printed.points)


def _header(
    scheme: Scheme, rank_name: str, adjusted: Sequence[str], more: Sequence[str]
) -> tuple[tuple[HeaderCell, ...], ...]:
    """Level 1: what the table holds; level 2: the groups; level 3: the indicators of larger groups."""
    split = scheme.printed.columns == "indicators" and any(
        len(group.indicators) > 1 for group in scheme.groups
    )
    depth = 3 if split else 2
    groups: list[HeaderCell] = []
    indicators: list[HeaderCell] = []
    width = 0
    for group in scheme.groups:
        if split and len(group.indicators) > 1:
            groups.append(HeaderCell(group.name, columns=len(group.indicators)))
            indicators += [HeaderCell(_with_maximum(i.label, i.maximum)) for i in group.indicators]
            width += len(group.indicators)
        else:
            groups.append(HeaderCell(_with_maximum(group.name, group.maximum), rows=depth - 1))
            width += 1
    groups += [HeaderCell(_adjusted_name(name, scheme), rows=depth - 1) for name in adjusted]
    tail = [said("total"), *[said("converted")] * scheme.with_converted, said("band"), *more]
    first = (
        HeaderCell(rank_name, rows=depth),
        HeaderCell(said("unit"), rows=depth),
        HeaderCell(said("points"), columns=width),
        *([HeaderCell(ADJUSTMENTS, columns=len(adjusted))] if adjusted else []),
        *(HeaderCell(text, rows=depth) for text in tail),
    )
    return (first, tuple(groups), tuple(indicators)) if split else (first, tuple(groups))


def _adjusted_name(column: str, scheme: Scheme) -> str:
    """``Điểm trừ: Hồ sơ quá hạn (tối đa 5 điểm)``."""
    name = scheme.adjustment_name(column)
    one = next((one for one in scheme.adjustments if one.id == column), None)
    if one is None:
        return name
    kind = say(f"column.{one.kind}", name=name)
    return say("adjustment.head", said=kind, most=concise(one.at_most)) if one.at_most else kind


def _header_html(cell: HeaderCell) -> str:
    spans = f'rowspan="{cell.rows}" colspan="{cell.columns}"'
    return f'<th {spans} style="text-align: center">{escape(cell.text)}</th>'


def _cell_html(text: str, kind: str) -> str:
    style = "text-align: left; white-space: nowrap" if kind == "name" else "text-align: center"
    return f'<td style="{style}">{escape(text)}</td>'


def _with_maximum(name: str, maximum: float) -> str:
    return said("maximum", name=name, points=concise(maximum))
