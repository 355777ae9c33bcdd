"""The workbook as a stranger meets it: the checklist of official statistics in spreadsheets (gptables)."""

from dataclasses import replace
from itertools import pairwise

import pytest

from dbp_analysis.settings.month_file import Month

from ..made import make_place
from ..two_months import add_november
from .test_workbook import NOTE, national, opened, report_of, rows_of

PRINTED = ("Bìa", "Phụ lục")
"""All other sheets hold data, a table each."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """With a month before, a note, and a unit of which figures are not known."""
    place = make_place(tmp_path_factory.mktemp("two-months"))
    add_november(place)
    inputs = replace(place.read(), settings=Month(provenance="reconstructed", note=NOTE))
    counts = inputs.counts.copy()
    counts.iloc[1, 0] = float("nan")
    return opened(report_of(replace(inputs, counts=counts)))


def tables(book):
    return {name: book[name].tables for name in book.sheetnames}


def test_a_cover_says_what_the_workbook_is_and_leads_to_every_sheet(book):
    cover = book.worksheets[0]
    texts = [row[0].value for row in cover.iter_rows() if row[0].value]
    links = {
        cell.value: cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink
    }

    assert texts[:2] == ["KẾT QUẢ ĐÁNH GIÁ THÁNG 12 NĂM 2023", "Tháng 12 năm 2023, 3 đơn vị"]
    assert texts[2:4] == ["Đơn vị ban hành: UBND thành phố Ví Dụ", NOTE]
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}
    assert book.properties.title == texts[0]
    assert book.properties.creator == "UBND thành phố Ví Dụ"


def test_every_data_sheet_holds_one_table_with_a_name_and_distinct_headers(book):
    found = {name: list(of) for name, of in tables(book).items() if name not in PRINTED}

    assert found == {name: [name.replace(" ", "_")] for name in book.sheetnames if name not in PRINTED}
    assert "Bảng_điểm" in book["Bảng điểm"].tables
    for name in found:
        (table,) = book[name].tables.values()
        headers = [column.name for column in table.tableColumns]
        assert all(headers)
        assert len(set(headers)) == len(headers)
        assert book[name]["A1"].value
        assert table.ref.startswith("A4:")


def test_no_cell_of_a_data_sheet_is_merged_hidden_or_blank(book):
    for sheet in book.worksheets:
        hidden = [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()]
        assert sheet.sheet_state == "visible"
        assert not any(one.hidden for one in hidden)
        for table in sheet.tables.values():
            assert not sheet.merged_cells.ranges
            assert all(cell.value not in (None, "") for row in sheet[table.ref] for cell in row)


def test_why_a_cell_has_no_figure_is_told_apart(book, inputs):
    lines = rows_of(book["Số liệu"])
    unknown = [row for row in lines if row["Điểm"] == "chưa đủ số liệu"]
    assert unknown
    assert {row["Tỷ lệ"] for row in unknown} == {"chưa đủ số liệu"}
    assert {row["Tỷ lệ"] for row in lines if row["Mẫu số"] == 0} == {"không phát sinh"}
    given = rows_of(opened(report_of(national(inputs, 2)))["Số liệu"])
    assert {row["Tử số"] for row in given} == {"không áp dụng"}


def test_points_of_what_did_not_arise_are_not_said_to_be_unknown(inputs):
    groups = inputs.scheme.model_dump()["groups"]
    groups[1]["indicators"][1]["no_cases"] = "leave_out"
    scheme = type(inputs.scheme).model_validate({**inputs.scheme.model_dump(), "groups": groups})
    book = opened(report_of(replace(inputs, scheme=scheme)))

    (line,) = [row for row in rows_of(book["Số liệu"]) if row["Mẫu số"] == 0]
    (unit,) = [row for row in rows_of(book["Bảng điểm"]) if row["Mã đơn vị"] == line["Mã đơn vị"]]
    assert line["Điểm"] == unit["Trực tuyến: Thanh toán trực tuyến"] == "không phát sinh"


def test_every_sheet_prints_across_with_its_header_on_every_page_and_large_enough_to_read(book):
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
    wide, narrow = book["Số liệu"], book["Ghi chú"]
    assert (wide.page_setup.fitToWidth, wide.print_title_cols) == (2, "$A:$C")
    assert narrow.page_setup.fitToWidth in (None, 1)


def test_data_sheets_lead_to_the_notes_and_those_back_to_the_cover(book):
    for name in book.sheetnames[2:]:
        (link,) = [cell.hyperlink for row in book[name].iter_rows() for cell in row if cell.hyperlink]
        assert link.location == ("'Bìa'!A1" if name == "Ghi chú" else "'Ghi chú'!A1")


@pytest.mark.parametrize("units", [39, 62])
def test_the_last_page_of_the_annex_has_at_least_three_units(units, inputs):
    """With the usual height of a row it would have one or two."""
    sheet = opened(report_of(national(inputs, units)))["Phụ lục"]
    # 15 points is a row's height where none is stated.
    points = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    breaks = [one.id for one in sheet.row_breaks.brk]

    assert sheet.max_row - breaks[-1] >= 3
    room, (header, *_) = 170 / 25.4 * 72, sheet.print_title_rows.split(":")
    above = sum(points[int(header.strip("$")) - 1 : sheet.max_row - units])
    for first, last in pairwise([0, *breaks, sheet.max_row]):
        assert sum(points[first:last]) + (above if first else 0) <= room


def test_a_sheet_too_long_for_paper_prints_only_a_head_that_says_so(inputs):
    book = opened(report_of(national(inputs, 135)))
    sheet, cover = book["Số liệu"], [row[1].value for row in book["Bìa"].iter_rows()]

    assert sheet.print_area.partition("!")[2].startswith("$A$1:")
    assert sheet.print_area.endswith("$3")
    assert "810 dòng" in sheet["D3"].value
    assert any("810 dòng" in text for text in cover if text)
    assert book["Phụ lục"].print_area.endswith(f"${book['Phụ lục'].max_row}")
