import datetime
import io
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

from dbp_analysis.reading.files.ods import read_ods

from .files import ods_of, refusal, refusal_in_little_memory, zipped

NUMBER = '<table:table-cell office:value-type="float" office:value="{}"/>'
ONE = NUMBER.format(1)


def row(*cells: str, repeat: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def empty(repeat: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeat}"/>'


def typed(kind: str, attribute: str, value: str, text: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_a_file_of_a_library_is_read() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="Số liệu")
    line = TableRow()
    for text in ("Nà Tấu", "84"):
        cell = TableCell(valuetype="string")
        cell.addElement(P(text=text))
        line.addElement(cell)
    line.addElement(TableCell(valuetype="float", value=84))
    table.addElement(line)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    (sheet,) = read_ods(buffer.getvalue())
    assert (sheet.name, sheet.rows) == ("Số liệu", (("Nà Tấu", "84", 84),))


def test_values_keep_their_types() -> None:
    cells = (
        typed("percentage", "value", "0.5", "50%"),
        typed("currency", "value", "1000"),
        typed("boolean", "boolean-value", "true"),
        typed("date", "date-value", "2023-12-31"),
        typed("date", "date-value", "2023-12-31T17:30:00"),
        typed("time", "time-value", "PT08H30M00S", "08:30:00"),
        typed("string", "string-value", "thật", "hiện"),
        '<table:table-cell calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>',
        ONE,
    )
    assert read_ods(ods_of(row(*cells)))[0].rows == (
        (
            0.5,
            1000,
            True,
            datetime.date(2023, 12, 31),
            datetime.datetime(2023, 12, 31, 17, 30),
            "08:30:00",
            "thật",
            "#N/A",
            1,
        ),
    )


def test_text_has_its_lines_and_spaces_but_not_comments() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p>'
        '</office:annotation><text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p>'
        "<text:p>c<text:tab/>d</text:p></table:table-cell>"
    )
    assert read_ods(ods_of(row(cell)))[0].rows == (("a  b\nc\td",),)


def test_an_empty_first_paragraph_is_a_line() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p/><text:p>b</text:p></table:table-cell>'
    assert read_ods(ods_of(row(cell)))[0].rows == (("\nb",),)


@pytest.mark.parametrize("inside", ["<text:tab/>", "<text:line-break/>", "<text:s/>", "a<text:s/>"])
def test_a_cell_of_more_text_than_a_spreadsheet_holds_is_refused_before_it_is_built(
    tmp_path: Path, inside: str
) -> None:
    cell = f"<table:table-cell><text:p>{inside * 40_000}</text:p></table:table-cell>"
    assert "32767 ký tự" in refusal(tmp_path, ods_of(row(cell))).what


def test_a_negative_run_of_spaces_gives_no_room_for_others(tmp_path: Path) -> None:
    spaces = '<text:s text:c="-30000"/><text:s text:c="30000"/>' * 2
    cell = f"<table:table-cell><text:p>{spaces}</text:p></table:table-cell>"
    assert "32767 ký tự" in refusal(tmp_path, ods_of(row(cell))).what


def test_text_of_repeated_cells_counts_where_it_stands(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="900">'
        f"<text:p>{'a' * 30_000}</text:p></table:table-cell>"
    )
    assert "quá nhiều văn bản" in refusal(tmp_path, ods_of(row(cell, repeat=10))).what


def test_copies_of_linked_files_count_among_the_cells(tmp_path: Path) -> None:
    copy = "<table:table-source/>" + row(empty(999), ONE, repeat=3_000)
    assert "4000000 ô" in refusal(tmp_path, ods_of(row(ONE), copy, copy)).what


def test_a_namespace_is_not_written_out_before_every_element(tmp_path: Path) -> None:
    content = f'<a xmlns:x="{"u" * 300}"><x:b/></a>'
    assert "không gian tên" in refusal(tmp_path, zipped({"content.xml": content})).what


def test_leading_empty_rows_and_columns_are_kept_and_repeats_written_out() -> None:
    repeated = (
        '<table:table-cell office:value-type="float" office:value="2" table:number-columns-repeated="2"/>'
    )
    (sheet,) = read_ods(ods_of(row(empty(3), repeat=2) + row(empty(1), repeated, repeat=2)))
    assert sheet.rows == ((None,) * 3, (None,) * 3, (None, 2, 2), (None, 2, 2))


def test_empty_repeats_to_the_end_of_the_sheet_cost_nothing() -> None:
    table = row(ONE, empty(16_383)) + row(empty(16_384), repeat=1_048_574) + row(empty(16_384))
    assert read_ods(ods_of(table, table))[1].rows == ((1,),)


def test_header_rows_groups_and_covered_cells_are_part_of_the_sheet() -> None:
    table = (
        f"<table:table-header-rows>{row(ONE, '<table:covered-table-cell/>', ONE)}</table:table-header-rows>"
        f"<table:table-row-group>{row(ONE)}</table:table-row-group>"
    )
    assert read_ods(ods_of(table))[0].rows == ((1, None, 1), (1, None, None))


def test_a_sheet_that_is_not_shown_is_hidden() -> None:
    document = OpenDocumentSpreadsheet()
    style = Style(name="ta2", family="table")
    style.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(style)
    for name, style_name in (("a", None), ("b", "ta2")):
        document.spreadsheet.addElement(Table(name=name, **({"stylename": style_name} if style_name else {})))
    buffer = io.BytesIO()
    document.write(buffer)
    assert [(sheet.name, sheet.hidden) for sheet in read_ods(buffer.getvalue())] == [
        ("a", False),
        ("b", True),
    ]


def test_copies_of_linked_files_are_no_sheets() -> None:
    assert [sheet.name for sheet in read_ods(ods_of(row(ONE), "<table:table-source/>" + row(ONE)))] == ["T1"]


@pytest.mark.parametrize(
    "table",
    [
        row(ONE, repeat=1_048_576),
        row(empty(16_383), ONE),
        row(empty(1), repeat=10**9) + row(ONE),
        row(empty(10**18), ONE),
        row(ONE, empty(900), ONE, repeat=5_000),
        row('<table:table-cell><text:p><text:s text:c="4000000000"/></text:p></table:table-cell>'),
        row(ONE, repeat=0),
        row(ONE, repeat=-5),
        row(empty(999), ONE, repeat=4_000) * 3,
    ],
)
def test_repeats_beyond_the_bounds_are_refused_in_little_memory(tmp_path: Path, table: str) -> None:
    assert refusal_in_little_memory(tmp_path, ods_of(table)) != ""


def test_cells_of_all_sheets_count_together(tmp_path: Path) -> None:
    table = row(empty(899), ONE, repeat=2_000)
    assert "4000000 ô" in refusal(tmp_path, ods_of(table, table, table)).what


def test_an_encrypted_file_is_told_as_a_password(tmp_path: Path) -> None:
    data = ods_of(row(ONE), manifest="<manifest><manifest:encryption-data/></manifest>")
    assert "mật khẩu" in refusal(tmp_path, data).what


@pytest.mark.parametrize(
    "content", ["", "<a>", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a>" * 1_000_000]
)
def test_broken_content_is_refused(tmp_path: Path, content: str) -> None:
    assert "hỏng" in refusal(tmp_path, zipped({"content.xml": content})).what


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "Err:502"])
def test_an_error_with_the_value_zero_is_the_error(error: str) -> None:
    (sheet,) = read_ods(ods_of(row(typed("float", "value", "0", error))))
    assert sheet.rows == ((error,),)


def test_digits_of_two_formats_do_not_become_one_number() -> None:
    texts = ("100<text:span>1</text:span>", "<text:span>9</text:span>100", "<text:span>100</text:span>")
    cells = [f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts]
    (sheet,) = read_ods(ods_of(row(*cells)))
    assert sheet.rows == (("100^1", "9^100", "100"),)
