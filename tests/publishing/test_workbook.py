from dataclasses import replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.common.errors import Problem
from dbp_analysis.publishing.content import report_content
from dbp_analysis.publishing.notes import report_notes
from dbp_analysis.publishing.workbook import annex_workbook
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.telling.report import write_report

HOSTILE = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(1+1)*cmd"]
NOTE = "Số liệu dựng lại."


def report_of(inputs):
    card = score_inputs(inputs)
    return write_report(inputs, card, since_previous(inputs, card))


def content_of(report):
    inputs = report.inputs
    return report_content(inputs.publication, inputs.settings, report.card, report.commentary, report.since)


def with_names(inputs, names):
    return replace(inputs, units=inputs.units.assign(unit_name=names, unit_label=names, unit_short=names))


def national(inputs, count=135):
    """``count`` units, six groups of which only points are known; two tie for the lead, the last has none."""
    maxima = {"openness": 18, "progress": 20, "online": 12, "payment": 10, "digitisation": 22, "rating": 18}
    groups = [
        {"id": g, "name": f"Nhóm {g}", "short_name": g, "given": f"{g}_points", "given_maximum": maximum}
        for g, maximum in maxima.items()
    ]
    bands = [("Xuất sắc", 90), ("Tốt", 80), ("Khá", 70), ("Trung bình", 50), ("Yếu", 0)]
    scheme = Scheme.model_validate(
        {
            "id": "quoc-gia",
            "title": "Bộ chỉ số quốc gia thử",
            "legal_basis": ["Quyết định thử"],
            "scale": 100,
            "printed": {"points": 2},
            "no_cases_unit": "left_out",
            "bands": [{"name": name, "printed": name, "at_least": limit} for name, limit in bands],
            "counts": {f"{g}_points": f"Điểm {g}" for g in maxima},
            "groups": groups,
        }
    )
    codes = pd.Index([f"{n:05d}" for n in range(1, count + 1)], name="unit_code")
    names = [f"Xã Số {n}" for n in range(1, count + 1)]
    shares = np.linspace(0.99, 0.4, count)[:, None] * np.ones(6)
    shares[1], shares[-1] = shares[0], np.nan
    index = pd.MultiIndex.from_product([[inputs.month], codes], names=["month", "unit_code"])
    counts = pd.DataFrame((shares * list(maxima.values())).round(2), index, list(scheme.inputs))
    labels = [f"UBND {name}" for name in names]
    columns = {"unit_type": "Xã", "unit_name": names, "unit_label": labels, "unit_short": names}
    return replace(inputs, scheme=scheme, units=pd.DataFrame(columns, codes), counts=counts)


def opened(report):
    return openpyxl.load_workbook(BytesIO(annex_workbook(report, content_of(report))))


def shown(cell):
    """The text that a spreadsheet shows for a cell of the annex: half up, as Excel rounds."""
    if isinstance(cell.value, str):
        return cell.value
    unit = Decimal(cell.number_format)
    return str(Decimal(str(cell.value)).quantize(unit, ROUND_HALF_UP))


def body(sheet, table):
    first = sheet.max_row - len(table.rows) + 1
    return [[shown(cell) for cell in row] for row in sheet.iter_rows(min_row=first)]


def rows_of(sheet):
    """The table of a data sheet as dicts by header."""
    header, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def report(inputs):
    return report_of(inputs)


@pytest.fixture(scope="module")
def book(report):
    return opened(report)


def with_points(table):
    """The rows of an annex as a program says them in a language of decimal points."""
    return [
        [
            text if kind in ("name", "band") else text.replace(",", ".")
            for text, kind in zip(row, table.kinds, strict=True)
        ]
        for row in table.rows
    ]


def test_the_annex_shows_exactly_the_printed_figures_as_numbers(report, book):
    table = content_of(report).annex.table
    sheet = book["Phụ lục"]

    assert body(sheet, table) == with_points(table)
    last = sheet[sheet.max_row]
    assert [cell.data_type for cell in last] == ["n", "s", "n", "n", "n", "n", "n", "s"]


@pytest.mark.parametrize(("online", "printed"), [(107, "2.68"), (345, "8.63"), (0, "0.00"), (400, "10.00")])
def test_a_half_is_shown_rounded_up_like_the_printed_figure(inputs, online, printed):
    scheme = inputs.scheme.model_copy(
        update={"printed": inputs.scheme.printed.model_copy(update={"points": 2})}
    )
    counts = inputs.counts.assign(received_online=float(online), received=400.0)
    report = report_of(replace(inputs, scheme=scheme, counts=counts))

    table = content_of(report).annex.table
    shown_rows = body(opened(report)["Phụ lục"], table)

    assert {row[3] for row in shown_rows} == {printed}
    assert shown_rows == with_points(table)


def test_whole_points_may_stand_without_decimals_beside_others_with_them(inputs):
    printed = inputs.scheme.printed.model_copy(update={"trim": ("on_time",)})
    report = report_of(replace(inputs, scheme=inputs.scheme.model_copy(update={"printed": printed})))

    table = content_of(report).annex.table

    assert {row[2] for row in table.rows} == {"30", "29,1"}
    assert body(opened(report)["Phụ lục"], table) == with_points(table)


def test_the_annex_carries_its_titles_and_a_merged_header_of_three_levels(book):
    sheet = book["Phụ lục"]

    lines = [sheet.cell(row, 1).value for row in range(1, 5)]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert lines[:3] == ["Phụ lục", "KẾT QUẢ ĐÁNH GIÁ", "THÁNG 12 NĂM 2023"]
    assert lines[3].startswith("(Kèm theo Báo cáo số")
    assert {"A6:A8", "B6:B8", "C6:E6", "C7:C8", "D7:E7", "F6:F8"} <= merged
    assert sheet["D8"].value.replace("\u00a0", " ") == "Chỉ số 1 (10 điểm)"


def test_the_annex_prints_on_a4_landscape_with_its_header_on_every_page(book):
    sheet = book["Phụ lục"]

    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0, "as many pages as its rows need"
    assert sheet.print_title_rows == "$6:$8"
    assert sheet.freeze_panes == "C9"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet["A6"].font.name == "Times New Roman"


def test_every_point_has_its_numerator_and_denominator(book):
    sheet = book["Số liệu"]
    rows = rows_of(sheet)

    found = next(
        row for row in rows if row["Mã đơn vị"] == "03316" and row["Tên chỉ số"].endswith("trực tuyến")
    )
    assert len(rows) == 3 * 3
    assert (found["Tử số gồm"], found["Tử số"]) == ("Tiếp nhận trực tuyến", 56)
    assert (found["Mẫu số gồm"], found["Mẫu số"]) == ("Tiếp nhận", 150)
    assert found["Điểm"] == pytest.approx(found["Tỷ lệ"] * found["Điểm tối đa"])
    assert next(iter(sheet.tables.values())).autoFilter is not None


def test_nothing_of_nothing_is_said_in_words(book):
    rows = rows_of(book["Số liệu"])

    (none,) = [row for row in rows if row["Mẫu số"] == 0]
    assert (none["Mã đơn vị"], none["Tỷ lệ"], none["Điểm"]) == ("03316", "không phát sinh", 10)


def test_unrounded_points_add_up_to_the_unrounded_total(book):
    rows = rows_of(book["Bảng điểm"])

    for row in rows:
        points = [value for name, value in row.items() if ": " in name]
        assert len(points) == 3
        assert sum(points) == pytest.approx(row["Tổng điểm"])


def test_codes_stay_text_with_their_zeros(book):

    for name in ("Số liệu", "Bảng điểm", "Số liệu đầu vào"):
        codes = [row["Mã đơn vị"] for row in rows_of(book[name])]
        assert set(codes) == {"03127", "03145", "03316"}


def test_hostile_names_stay_plain_text(inputs):
    report = report_of(with_names(inputs, HOSTILE))
    book = opened(report)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink.location and not cell.hyperlink.target for cell in cells if cell.hyperlink)
    assert set(HOSTILE) <= {cell.value for cell in cells}


def test_the_note_on_the_figures_stands_on_every_sheet(inputs):
    inputs = replace(inputs, settings=Month(provenance="reconstructed", note=NOTE))

    for sheet in opened(report_of(inputs)):
        assert any(cell.value == NOTE for row in sheet.iter_rows() for cell in row)
        head = sheet.oddHeader.center.text
        assert head == NOTE or (head.endswith(f", tháng 12 năm 2023. {NOTE}") and sheet.print_title_cols)


def test_a_long_note_is_cut_at_the_head_of_printed_pages_alone(inputs):
    note = "Số liệu A & B dựng lại. " * 30
    inputs = replace(inputs, settings=Month(provenance="reconstructed", note=note))

    for sheet in opened(report_of(inputs)):
        head = sheet.oddHeader.center.text
        head = head.partition(", tháng 12 năm 2023. ")[2] or head
        assert note.startswith(" ".join(head.removesuffix("…").split()).replace("&&", "&"))
        assert head.endswith("…")
        first = " ".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)
        assert " ".join(note.split()) in " ".join(first.split())


def test_notes_tell_method_sources_and_what_the_checks_found(inputs):
    warned = replace(
        inputs.checks[0], problems=(Problem("files", "Có chuyện.", "Xem lại.", "a.xlsx", severity="warning"),)
    )
    report = report_of(replace(inputs, checks=(warned, *inputs.checks[1:])))

    notes = {(note.section, note.label): note.text for note in report_notes(report, content_of(report))}

    assert notes["Quy tắc chung", "Điểm quy đổi"] == "Tổng điểm / 50 × 10."
    assert notes["Quy tắc chung", "Xếp loại"] == (
        "Theo điểm quy đổi: Xuất sắc từ 9; Khá từ 7 đến dưới 9; Yếu dưới 7."
    )
    assert "không phát sinh thì được đủ điểm" in notes["Chỉ số", "Nhóm dịch vụ công trực tuyến: Chỉ số 2"]
    assert notes["Nguồn số liệu", "ho-so.xlsx"].endswith("3 đơn vị.")
    assert notes["Kiểm tra số liệu", warned.title].startswith("1 cảnh báo")
    assert notes["Kiểm tra số liệu", warned.title].endswith("Có chuyện. (tệp a.xlsx)")
    assert notes["Kiểm tra số liệu", inputs.checks[1].title].startswith("Đạt")


def test_the_notes_say_where_points_are_rounded_and_where_not(inputs):
    told = {}
    for decimals in (None, 2):
        rounding = inputs.scheme.rounding.model_copy(update={"indicator": decimals})
        scheme = inputs.scheme.model_copy(update={"rounding": rounding})
        report = report_of(replace(inputs, scheme=scheme))
        (told[decimals],) = [
            n.text for n in report_notes(report, content_of(report)) if n.label == "Làm tròn"
        ]

    assert "không làm tròn trước khi cộng; chỉ khi in mới làm tròn" in told[None]
    assert "đến 2 chữ số thập phân trước khi cộng; tổng điểm không làm tròn thêm" in told[2]
    assert "chỉ khi in" not in told[2]


def test_every_input_stands_under_a_name_that_people_use(inputs):
    """A published total, a published indicator, and a count that only the layout knows."""
    layout = inputs.readings[0].layout
    header = layout.columns[0].header
    more = [{"published": "total"}, {"published": "paid"}, {"count": "only_read"}]
    columns = [type(layout.columns[0]).model_validate({**one, "header": (*header, "Thêm")}) for one in more]
    extended = layout.model_copy(update={"columns": (*layout.columns, *columns)})
    reading = replace(inputs.readings[0], layout=extended)
    counts = inputs.counts.assign(only_read=1.0, **{"published.total": 40.0, "published.paid": 9.5})
    report = report_of(replace(inputs, readings=(reading, *inputs.readings[1:]), counts=counts))

    names = set(rows_of(opened(report)["Số liệu đầu vào"])[0])
    short_name = inputs.scheme.indicator("paid").short_name
    assert {"Điểm đã công bố: Tổng điểm", f"Điểm đã công bố: {short_name}"} <= names
    assert " – ".join((*header, "Thêm")) in names
    assert not {"only_read", "published.total", "published.paid"} & names


def test_a_total_that_is_the_score_stands_once(inputs):
    row = rows_of(opened(report_of(national(inputs, 5)))["Bảng điểm"])[-1]

    assert "Điểm quy đổi" not in row
    assert (row["Tổng điểm"], row["Xếp loại"]) == ("chưa đủ số liệu", "chưa đủ số liệu")


def test_points_that_are_not_known_are_not_said_to_be_published(inputs):
    rows = rows_of(opened(report_of(national(inputs, 5)))["Số liệu"])

    assert {row["Tên chỉ số"] for row in rows if row["Điểm"] == "chưa đủ số liệu"} == {"Chưa đủ số liệu"}


def test_points_given_for_a_group_of_one_indicator_are_not_left_out(inputs):
    content = inputs.scheme.model_dump()
    content["groups"][0]["given"] = "pace_points"
    content["counts"]["pace_points"] = "Điểm tiến độ"
    counts = inputs.counts.assign(pace_points=12.5, resolved=float("nan"))
    scheme = type(inputs.scheme).model_validate(content)
    rows = rows_of(opened(report_of(replace(inputs, scheme=scheme, counts=counts)))["Bảng điểm"])

    assert {row[f"{scheme.groups[0].name} (cả nhóm)"] for row in rows} == {12.5}


def test_points_of_a_group_are_said_to_be_given_only_where_it_has_no_counts(inputs):
    content = inputs.scheme.model_dump()
    content["groups"][0]["given"] = "pace_points"
    content["counts"]["pace_points"] = "Điểm tiến độ"
    scheme = type(inputs.scheme).model_validate(content)
    counted = report_of(replace(inputs, scheme=scheme, counts=inputs.counts.assign(pace_points=12.5)))
    given = report_of(national(inputs, 5))
    (said,) = {n.text for n in report_notes(counted, content_of(counted)) if n.label == scheme.groups[0].name}
    only = {n.text for n in report_notes(given, content_of(given)) if n.label == "Nhóm openness"}

    assert said.startswith("Đơn vị chưa đủ số liệu của nhóm thì lấy điểm theo nguồn công bố; tối đa ")
    assert only == {"Điểm của nhóm theo nguồn công bố; tối đa 18 điểm."}


def test_a_check_that_finds_very_much_still_fits_a_cell(inputs):
    found = (Problem("files", "Có chuyện " + "rất dài " * 20, "Xem lại."),) * 500
    checks = (replace(inputs.checks[0], problems=found),)
    report = report_of(replace(inputs, checks=checks))

    (text,) = [row["Chi tiết"] for row in rows_of(opened(report)["Ghi chú"]) if row["Mục"].startswith("Kiểm")]

    assert text.startswith("500 lỗi")
    assert text.endswith("và 480 nội dung khác.")


def test_inferred_statements_are_said(inputs):
    report = report_of(
        replace(inputs, scheme=inputs.scheme.model_copy(update={"inferred": ("Đây là suy luận.",)}))
    )

    assert "Đây là suy luận." in [row["Chi tiết"] for row in rows_of(opened(report)["Ghi chú"])]


def test_many_units_of_which_only_group_points_are_known(inputs):
    report = report_of(national(inputs))
    table = content_of(report).annex.table
    book = opened(report)

    assert body(book["Phụ lục"], table) == with_points(table)
    lines = rows_of(book["Số liệu"])
    assert len(lines) == 135 * 6
    assert (lines[0]["Nhóm"], lines[0]["Điểm"]) == ("Nhóm openness", 17.82)
    assert {row["Hạng"] for row in lines[:12]} == {1}
    assert lines[-1]["Hạng"] == "chưa đủ số liệu"


def test_the_same_report_gives_the_same_bytes(report):
    content = content_of(report)

    assert annex_workbook(report, content) == annex_workbook(report, content)
    assert opened(report).properties.created == datetime(2000, 1, 1)


def test_points_by_people_stand_on_a_sheet_with_their_reasons_as_text(place):
    place.change("schemes/bo-thu.toml", "[counts]\n", '[counts]\nmodel_points = "Mô hình mới"\n')
    bonus = (
        '[[adjustments]]\nid = "model"\nkind = "bonus"\nname = "Thưởng"\nshort_name = "Thưởng"\n'
        'given = "model_points"\nat_most = 3\nunlisted = "none"\n\n[[findings]]'
    )
    place.change("schemes/bo-thu.toml", "[[findings]]", bonus)
    form = f'Đơn vị,Chỉ tiêu,Điểm,Lý do\nXã Nà Tấu,Mô hình mới,"2,5",{HOSTILE[0]}\n'
    (place.folder / "cham-tay.csv").write_text(form, encoding="utf-8")
    report = report_of(place.read())
    book = openpyxl.load_workbook(BytesIO(annex_workbook(report, content_of(report))))
    cells = [cell for row in book["Chấm điểm"].iter_rows() for cell in row if cell.value is not None]
    assert {"Mô hình mới", 2.5, HOSTILE[0]} <= {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)
    bonuses = [cell.value for cell in list(book["Số liệu đầu vào"].columns)[-1]][-3:]
    assert sorted(map(str, bonuses)) == ["2.5", "không áp dụng", "không áp dụng"]
    notes = [note for note in report_notes(report, content_of(report)) if note.section == "Điểm chấm tay"]
    assert [note.text for note in notes] == [f"Mô hình mới: 2,5. {HOSTILE[0]}"]


def test_the_notes_say_from_when_a_scheme_holds_and_what_longer_periods_take(place):
    place.change("schemes/bo-thu.toml", "scale", 'valid_from = 2023-07-01\ngiven_over_months = "mean"\nscale')
    report = report_of(place.read())
    said = {note.label: note.text for note in report_notes(report, content_of(report))}
    assert said["Hiệu lực"].startswith("Có hiệu lực từ 01/07/2023;")
    assert "bình quân các tháng" in said["Quý, 6 tháng, năm"]
