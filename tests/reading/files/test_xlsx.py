import datetime
import io
from pathlib import Path

import pytest
import xlsxwriter

from dbp_analysis.reading.files import Sheet
from dbp_analysis.reading.files.xlsx import read_xlsx

from .files import refusal, refusal_in_little_memory, xlsx, xlsx_members, xlsx_of, zipped

A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_values_keep_their_types() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, ["Nà Tấu", "007", 84, 0.5, True, ""])
        sheet.write_datetime(
            0, 6, datetime.datetime(2023, 12, 31), book.add_format({"num_format": "dd/mm/yyyy"})
        )
        sheet.write_datetime(
            0, 7, datetime.datetime(2023, 12, 31, 17, 30), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        )
        sheet.write_number(0, 8, 0.5, book.add_format({"num_format": "hh:mm"}))
    (sheet_read,) = read_xlsx(buffer.getvalue())
    assert sheet_read.name == "Số liệu"
    assert sheet_read.rows[0] == (
        "Nà Tấu",
        "007",
        84,
        0.5,
        True,
        None,
        datetime.date(2023, 12, 31),
        datetime.datetime(2023, 12, 31, 17, 30),
        "12:00:00",
    )
    assert sheet_read.rows[0][4] is True


def test_leading_empty_rows_and_columns_are_kept() -> None:
    assert read_xlsx(xlsx(((), (None, "x"), ())))[0].rows == ((None, None), (None, "x"))


def test_formula_without_value_and_errors_are_what_they_show() -> None:
    cells = (
        "<f>1&amp;1</f></c>",
        "<f>1+1</f><v></v></c>",
        '<f t="shared" si="0"/><v/></c>',
        "<f>1+2</f><v>3</v></c>",
        "<v>4</v></c>",
    )
    written = "".join(f'<c r="{letter}1">{cell}' for letter, cell in zip("ABCDE", cells, strict=True))
    others = '<c r="F1" t="e"><f>A1</f><v>#N/A</v></c><c r="G1" t="str"><f>A1</f><v></v></c>'
    (sheet,) = read_xlsx(xlsx_of(f'<row r="1">{written}{others}<c r="H1"><v>5</v></c></row>'))
    assert sheet.rows == (("=1&1", "=1+1", "=", 3, 4, "#N/A", None, 5),)


def test_hidden_sheets_are_read_and_chart_sheets_are_not() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("a").write(0, 0, 1)
        hidden = book.add_worksheet("ẩn")
        hidden.hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=a!$A$1"})
        book.add_chartsheet("biểu đồ").set_chart(chart)
    assert read_xlsx(buffer.getvalue()) == (Sheet("a", ((1,),)), Sheet("ẩn", (), hidden=True))


def test_text_of_a_merged_cell_stands_in_its_first_cell() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().merge_range("A1:C2", "tiêu đề")
    assert read_xlsx(buffer.getvalue())[0].rows[0][0] == "tiêu đề"


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Z9:A1"])
def test_a_wrong_dimension_changes_nothing(dimension: str) -> None:
    data = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
    )
    assert read_xlsx(xlsx_of(data, f'<dimension ref="{dimension}"/>'))[0].rows == ((1, 2), (None, 3))


def test_cells_without_addresses_are_read() -> None:
    data = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    assert read_xlsx(xlsx_of(data))[0].rows == ((1, 2), (3, None))


def test_formatted_but_empty_cells_far_away_do_not_matter() -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert read_xlsx(xlsx_of(A1 + far))[0].rows == ((1,),)


def test_backslashes_in_member_names_are_read() -> None:
    members = {name.replace("/", "\\"): content for name, content in xlsx_members(A1).items()}
    assert read_xlsx(zipped(members))[0].rows == ((1,),)


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1048576" t="str"><v></v></c></row>',
        '<row r="1"><c r = "XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><x:c xmlns:x="x" s="1" r="XFD1048576"><v>1</v></x:c></row>',
        '<row r="1"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZZZZZ99999999999"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c><c r="XFC1"><v>1</v></c><c><v>1</v></c></row>',
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="1"><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<!-- --><row r="1"><c r="A1048576"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_is_refused_before_calamine_allocates(tmp_path: Path, data: str) -> None:
    assert refusal_in_little_memory(tmp_path, xlsx_of(A1 + data)) != ""


def test_a_far_cell_in_utf_16_or_beside_a_dtd_is_refused(tmp_path: Path) -> None:
    far = '<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    part = "xl/worksheets/sheet1.xml"
    for content in (far.encode("utf-16"), f'<!DOCTYPE a [<!ENTITY b "c">]>{far}'.encode()):
        assert refusal_in_little_memory(tmp_path, zipped(xlsx_members("") | {part: content})) != ""


def test_cells_in_a_part_of_any_name_are_bounded(tmp_path: Path) -> None:
    members = xlsx_members("")
    relations = str(members["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", "odd.xml")
    far = '<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    data = zipped(members | {"xl/_rels/workbook.xml.rels": relations, "xl/odd.xml": far})
    assert "giới hạn" in refusal_in_little_memory(tmp_path, data)


def test_a_long_shared_string_in_many_cells_is_refused(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 2_001))
    members = xlsx_members(rows) | {"xl/sharedStrings.xml": f"<sst><si><t>{'a' * 2_000_000}</t></si></sst>"}
    assert "văn bản" in refusal_in_little_memory(tmp_path, zipped(members))


def test_one_long_shared_string_among_many_short_ones_is_read() -> None:
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>{int(r == 1)}</v></c></row>' for r in range(1, 20_001))
    strings = f"<sst><si><t>ngắn</t></si><si><t>{'a' * 30_000}</t></si></sst>"
    (sheet,) = read_xlsx(zipped(xlsx_members(rows) | {"xl/sharedStrings.xml": strings}))
    assert len(str(sheet.rows[0][0])) == 30_000
    assert {row[0] for row in sheet.rows[1:]} == {"ngắn"}


def test_many_sheets_that_show_one_large_part_are_refused(tmp_path: Path) -> None:
    corner = '<row r="1000"><c r="ALL1000"><v>1</v></c></row>'
    assert "4000000 ô" in refusal_in_little_memory(tmp_path, xlsx_of(corner, sheets=100))


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    assert "200 trang" in refusal(tmp_path, xlsx_of(A1, sheets=201)).what


@pytest.mark.parametrize("count", ["4294967295", "18446744073709551615", "&#57;9999999999"])
def test_a_huge_declared_number_of_strings_is_refused(count: str, tmp_path: Path) -> None:
    strings = f'<sst uniqueCount="{count}"><si><t>a</t></si></sst>'
    data = zipped(xlsx_members(A1) | {"xl/sharedStrings.xml": strings})
    assert "khai báo" in refusal_in_little_memory(tmp_path, data)


def test_numbers_that_are_none_come_as_text() -> None:
    assert read_xlsx(xlsx_of('<row r="1"><c r="A1"><v>nan</v></c></row>'))[0].rows == (("nan",),)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, keep: float) -> None:
    data = xlsx()
    assert "hỏng" in refusal(tmp_path, data[: int(len(data) * keep)]).what


def test_a_missing_part_is_refused(tmp_path: Path) -> None:
    members = xlsx_members(A1)
    del members["xl/worksheets/sheet1.xml"]
    assert "hỏng" in refusal(tmp_path, zipped(members)).what


def test_a_raised_or_struck_out_digit_does_not_become_one_more_digit() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        raised = workbook.add_format({"font_script": 1})
        struck = workbook.add_format({"font_strikeout": True})
        bold = workbook.add_format({"bold": True})
        sheet.write_rich_string(0, 0, "100", raised, "1")
        sheet.write_rich_string(0, 1, struck, "9", "100")
        sheet.write_rich_string(0, 2, "10", bold, "0")
    (read,) = read_xlsx(buffer.getvalue())
    assert read.rows == (("100^1", "^9100", "100"),)
