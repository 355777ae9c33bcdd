"""Sheets of what the scoring made: every figure behind every point, unrounded."""

import pandas as pd

from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.annex import shown_adjustments
from dbp_analysis.publishing.sheets import (
    POINTS,
    RATIO,
    UNIT_COLUMNS,
    WHOLE,
    Column,
    Sheets,
    Value,
)
from dbp_analysis.scoring.clusters import cluster_means
from dbp_analysis.scoring.lines import SCORED, Adjusted, Line, adjusted_lines, names_of, score_lines
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN
from dbp_analysis.settings.adjustment import ADJUSTMENTS
from dbp_analysis.settings.scheme import Scheme


def line_sheet(sheets: Sheets) -> None:
    """One row a unit and indicator: the counts, the ratio and the points."""
    columns = [
        *UNIT_COLUMNS, Column("Nhóm", 40), Column("Chỉ số", 24), Column("Tên chỉ số", 62),
        Column("Tử số gồm", 62), Column("Tử số", 18, WHOLE), Column("Mẫu số gồm", 62),
        Column("Mẫu số", 18, WHOLE), Column("Tỷ lệ", 30, RATIO),
        Column("Điểm tối đa", 20, "General"), Column("Điểm", 20, POINTS),
    ]  # fmt: skip
    heads = {row[1]: row for row in sheets.heads()}
    rows = [(*heads[line.unit_code], *_line(line, sheets.card.scheme)) for line in score_lines(sheets.card)]
    rows += [
        (*heads[code], *_adjusted(one, sheets.card.scheme))
        for code, lines in adjusted_lines(sheets.card).items()
        for one in lines
    ]
    sheets.table("Số liệu", "Tử số, mẫu số và điểm của từng chỉ số", columns, rows)


def _line(line: Line, scheme: Scheme) -> tuple[Value, ...]:
    one, group = line.indicator, line.group
    if one is None:
        said = line.basis or capitalised(UNKNOWN)
        return group.name, "", said, "", None, "", None, None, line.maximum, line.points
    ratio: Value = NO_CASES if line.denominator == 0 else line.ratio
    points: Value = NO_CASES if line.denominator == 0 and pd.isna(line.points) else line.points
    if not one.is_share and pd.notna(line.ratio):  # the column is in percent
        ratio = one.value_text(line.ratio)
    if not one.is_counted:
        known = pd.notna(line.stated) or one.constant is not None
        said = line.basis if known else capitalised(UNKNOWN)
        stated = (line.stated, "", line.given_of[1]) if line.given_of else (None, "", None)
        shown = None if pd.isna(ratio) else ratio
        return group.name, one.label, one.name, said, *stated, shown, line.maximum, line.points
    over, under = names_of(one.numerator, scheme), names_of(one.denominator, scheme)
    counts = (over, line.numerator, under, line.denominator)
    return group.name, one.label, one.name, *counts, ratio, line.maximum, points


def _adjusted(line: Adjusted, scheme: Scheme) -> tuple[Value, ...]:
    """A bonus or deduction: what was counted, its cap, and its signed points."""
    one = scheme.adjustment(line.column)
    if one is None:
        return (
            ADJUSTMENTS,
            "",
            scheme.adjustment_name(line.column),
            "",
            None,
            "",
            None,
            None,
            None,
            line.points,
        )
    counted = names_of(one.counts, scheme) if one.counts else SCORED
    cases = line.cases if one.counts else None
    return ADJUSTMENTS, "", one.name, counted, cases, "", None, None, one.at_most, line.points


def point_sheet(sheets: Sheets) -> None:
    """One row a unit: unrounded points, total and converted score."""
    card, scheme = sheets.card, sheets.card.scheme
    named = {i.id: f"{g.short_name}: {i.short_name}" for g in scheme.groups for i in g.indicators}
    groups = [group for group in scheme.groups if len(group.indicators) != 1 or group.given]
    points = card.of_units(card.points)
    nothing = card.of_units(card.denominators).eq(0) & points.isna()
    points = points.astype(object).mask(nothing, NO_CASES)
    results = card.of_units(card.results)
    scores = {"total": "Tổng điểm"} | ({"converted": scheme.score_name} if scheme.with_converted else {})
    adjusted = card.of_units(shown_adjustments(card))
    extra = [f"{ADJUSTMENTS}: {scheme.adjustment_name(str(name))}" for name in adjusted]
    names = [*named.values(), *(f"{group.name} (cả nhóm)" for group in groups), *extra, *scores.values()]
    groups_shown = card.of_units(card.group_points)[[g.id for g in groups]]
    parts = [points, groups_shown, adjusted, results[list(scores)]]
    kept = pd.concat(parts, axis="columns")
    columns = [*UNIT_COLUMNS, *(Column(name, 26, POINTS) for name in names), Column("Xếp loại", 30)]
    held = [Column("Chưa xếp loại cao hơn vì", 62)] if results["held_back"].ne("").any() else []
    kept = kept.astype(object).mask(kept.isna().mul(results["no_cases"], axis="index"), NO_CASES)
    rows = [
        (*head, *values, str(band), *[why] * len(held))
        for head, values, band, why in zip(
            sheets.heads(), kept.to_numpy(), card.bands, results["held_back"], strict=True
        )
    ]
    columns += held
    sheets.table("Bảng điểm", "Điểm chưa làm tròn để in, tổng điểm, xếp loại", columns, rows)


def cluster_sheet(sheets: Sheets) -> None:
    """One row a cluster of units: unrounded means, where there are clusters."""
    means, scheme = cluster_means(sheets.card), sheets.card.scheme
    if means.empty:
        return
    scores = {"total": "Tổng điểm bình quân"}
    scores |= {"converted": "Điểm quy đổi bình quân"} if scheme.with_converted else {}
    columns = [
        Column("Hạng", 18, WHOLE), Column("Cụm", 62), Column("Số đơn vị", 22, WHOLE),
        Column("Được chấm", 22, WHOLE), *(Column(name, 30, POINTS) for name in scores.values()),
    ]  # fmt: skip
    rows = []
    for name, row in means.astype({"rank": float}).to_dict("index").items():
        rank, *figures = (row["why"] or row[one] for one in ("rank", *scores))
        rows.append((rank, str(name), row["units"], row["scored"], *figures))
    sheets.table("Theo cụm", "Bình quân điểm của các đơn vị trong cụm", columns, rows)
