"""The workbook: the annex to hand on, and behind it every number that the points come from."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.annex import AnnexTable, shown_adjustments
from dbp_analysis.publishing.change_sheets import change_sheets
from dbp_analysis.publishing.columns import placed_header, plan_table
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.driver_sheets import driver_sheets
from dbp_analysis.publishing.form import FONT, LANDSCAPE
from dbp_analysis.publishing.metrics import wrapped
from dbp_analysis.publishing.notes import Note, report_notes
from dbp_analysis.publishing.sheets import (
    NOTES,
    PIXELS_PER_MM,
    POINTS,
    RATIO,
    ROOM,
    RULE,
    UNIT_COLUMNS,
    WHOLE,
    Column,
    Sheets,
    Value,
)
from dbp_analysis.reading.exports import Reading
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.clusters import cluster_means
from dbp_analysis.scoring.lines import SCORED, Adjusted, Line, adjusted_lines, names_of, score_lines
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN
from dbp_analysis.settings.adjustment import ADJUSTMENTS
from dbp_analysis.settings.layout import PUBLISHED
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.ranking import TIED
from dbp_analysis.telling.report import MonthlyReport

_CREATED = datetime(2000, 1, 1)

say = Sentences("workbook")


def annex_workbook(report: MonthlyReport, content: ReportContent) -> bytes:
    """The workbook as a file's content; the same report gives the same bytes."""
    buffer = BytesIO()
    text_is_data = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    font = {"font_name": FONT, "font_size": 12}
    with Workbook(buffer, {"in_memory": True, "default_format_properties": font, **text_is_data}) as book:
        title = " ".join(content.annex.title)
        issuer = report.inputs.publication.issuer.short_name
        about = {"title": title, "subject": capitalised(report.card.period), "author": issuer}
        book.set_properties({**about, "created": _CREATED})
        sheets = Sheets(book, report.card, content.note)
        cover = sheets.sheet(say("cover.name"))
        _annex(sheets, content)
        _lines(sheets)
        _points(sheets)
        _clusters(sheets)
        _counts(sheets, report.inputs.readings)
        _given(sheets, report.inputs)
        if report.since.change:
            change_sheets(sheets, report.since.change)
        driver_sheets(sheets)
        _notes(sheets, report_notes(report, content))
        _cover(sheets, cover, report, title)
    return buffer.getvalue()


def _cover(sheets: Sheets, cover: Worksheet, report: MonthlyReport, title: str) -> None:
    """What the workbook is, whose it is, how its cells are read, and a link to each of its sheets."""
    publication, card = report.inputs.publication, report.card
    period = say("cover.period", period=capitalised(card.period), units=len(card.results))
    signs = {"unknown": UNKNOWN, "no_cases": NO_CASES, "not_applicable": say("not_applicable")}
    told = [
        period, say("cover.issuer", issuer=publication.issuer.short_name), sheets.note,
        say("cover.contact", contact=publication.contact) if publication.contact else "",
        say("cover.signs", **signs),
    ]  # fmt: skip
    columns = (Column(say("cover.sheet"), 60), Column(say("cover.holds"), 180))
    room = sum(column.width for column in columns) - ROOM
    top = 0
    for text in filter(None, (title, *told)):
        for line in wrapped(text, room, 12, bold=text is title):  # no cells are merged, so each has its row
            cover.write_string(top, 0, line, sheets.format(bold=text is title, text_wrap=False))
            top += 1
    top += 1
    sheets.rows(cover, top, say("cover.contents"), columns, sheets.contents)
    for row, (name, _) in enumerate(sheets.contents, top + 1):
        sheets.link(cover, row, name, name, border=1, border_color=RULE)
    cover.repeat_rows(top)


def _annex(sheets: Sheets, content: ReportContent) -> None:
    """The annex as it is printed. A cell holds the printed figure, so that no program's rounding can
    show another; the unrounded one stands on the sheet ``Bảng điểm``.
    """
    annex = content.annex
    sheet = sheets.sheet("Phụ lục", say("cover.annex"))
    table, plan = annex.table, plan_table(annex.table, LANDSCAPE.text_width)
    for column, width in enumerate(plan.widths):
        sheet.set_column_pixels(column, column, round(width * PIXELS_PER_MM))
    titles = [(annex.label, "annex_label"), *((line, "annex_title") for line in annex.title)]
    titles.append((annex.reference, "annex_reference"))
    titles += [(text, "note") for text in (content.note, annex.note) if text]
    for row, (text, style) in enumerate(titles):
        sheets.title(sheet, row, len(plan.widths), text, style)
    top = len(titles) + 1
    body = top + len(table.header)
    _header(sheets, sheet, top, table, plan.size, plan.widths)
    for row, texts in enumerate(table.rows, body):
        for column, (text, kind) in enumerate(zip(texts, table.kinds, strict=True)):
            _printed(sheets, sheet, row, column, text, kind, plan.size)
    sheet.freeze_panes(body, 2)
    sheet.repeat_rows(top, body - 1)
    sheet.print_area(0, 0, body + len(table.rows) - 1, len(plan.widths) - 1)
    sheet.center_horizontally()


def _header(
    sheets: Sheets, sheet: Worksheet, top: int, table: AnnexTable, size: float, widths: Sequence[float]
) -> None:
    """The merged header, its rows as high as their texts need."""
    format_ = sheets.format(font_size=size, bold=True, align="center", border=1)
    heights = [0.0] * len(table.header)
    for place in sorted(placed_header(table), key=lambda place: place.cell.rows):
        cell, first, left = place.cell, place.row, place.column
        text = cell.text.replace(" điểm)", "\u00a0điểm)")
        last, right = first + cell.rows - 1, left + cell.columns - 1
        lines = len(wrapped(text, sum(widths[left : right + 1]) - ROOM, size, bold=True))
        missing = (lines * 1.25 + 0.4) * size - sum(heights[first : last + 1])
        heights[last] += max(0.0, missing)
        if (first, left) != (last, right):
            sheet.merge_range(top + first, left, top + last, right, "", format_)
        sheet.write_string(top + first, left, text, format_)
    for row, height in enumerate(heights, top):
        sheet.set_row(row, height)


def _printed(
    sheets: Sheets, sheet: Worksheet, row: int, column: int, text: str, kind: str, size: float
) -> None:
    look = {"font_size": size, "border": 1, "align": "left" if kind == "name" else "center"}
    look["indent"] = int(kind == "name")
    look["bold"] = kind in ("total", "converted")
    own = next((band for band in sheets.card.scheme.bands if kind == "band" and band.printed == text), None)
    if own and own.colour:
        look |= {"bg_color": own.colour, "font_color": own.ink}
    if kind in ("name", "band") or text == "–" or text.endswith(TIED):
        sheet.write_string(row, column, text, sheets.format(**look))
        return
    text = text.replace(",", ".").replace("−", "-")
    decimals = len(text.partition(".")[2])
    shown = "0." + "0" * decimals if decimals else "0"
    shown = f"+{shown};-{shown};{shown}" if kind in ("change", "adjusted") else shown
    sheet.write_number(row, column, float(text), sheets.format(num_format=shown, **look))


def _lines(sheets: Sheets) -> None:
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


def _points(sheets: Sheets) -> None:
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


def _clusters(sheets: Sheets) -> None:
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


def _counts(sheets: Sheets, readings: Sequence[Reading]) -> None:
    """One row a unit, one column a count as it went into the scoring."""
    counts = sheets.card.of_units(sheets.card.counts).dropna(axis="columns", how="all")
    names = _names(sheets.card.scheme, readings)
    columns = list(UNIT_COLUMNS)
    for name, values in counts.items():
        whole = bool((values.dropna() % 1 == 0).all())
        columns.append(Column(names.get(str(name), str(name)), 26, WHOLE if whole else POINTS))
    rows = [(*head, *map(float, row)) for head, row in zip(sheets.heads(), counts.to_numpy(), strict=True)]
    sheets.table("Số liệu đầu vào", "Số liệu đầu vào để chấm điểm", columns, rows)


def _given(sheets: Sheets, inputs: MonthInputs) -> None:
    """One row a figure that people gave, with its reason; no sheet where there is none."""
    heads = {row[1]: row for row in sheets.heads()}
    rows = [(*heads[one.unit_code], one.title, one.value, one.reason) for one in inputs.given]
    if rows:
        columns = [*UNIT_COLUMNS, Column("Chỉ tiêu", 62), Column("Điểm", 20, "General"), Column("Lý do", 150)]
        sheets.table("Chấm điểm", "Điểm do người chấm và lý do", columns, rows)


def _names(scheme: Scheme, readings: Sequence[Reading]) -> dict[str, str]:
    """What each input is called: by the scheme, else by the header it was read from."""
    headers = {
        column.name: " – ".join(column.header) for reading in readings for column in reading.layout.columns
    }
    scored = {"total": "Tổng điểm"} | {group.id: f"{group.short_name} (cả nhóm)" for group in scheme.groups}
    scored |= {one.id: one.short_name for one in scheme.indicators}
    published = {f"{PUBLISHED}{name}": f"Điểm đã công bố: {said}" for name, said in scored.items()}
    return headers | published | scheme.counts


def _notes(sheets: Sheets, notes: Sequence[Note]) -> None:
    """What a reader must know to trust or redo the figures."""
    columns = [Column("Mục", 40), Column("Nội dung", 70), Column("Chi tiết", 150)]
    rows = [(note.section, note.label, note.text) for note in notes]
    sheets.table(NOTES, "Cách tính điểm, nguồn và kiểm tra số liệu", columns, rows)
