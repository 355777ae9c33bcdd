import datetime
from pathlib import Path

import pytest

from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.xml_2003 import read_xml_2003

from .files import read_bytes, refusal_in_little_memory

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def book(*tables: str, after: str = "") -> str:
    sheets = "".join(
        f'<Worksheet ss:Name="S{at}"><Table>{rows}</Table>{after}</Worksheet>'
        for at, rows in enumerate(tables, 1)
    )
    return (
        f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{NAMESPACE}" '
        f'xmlns:ss="{NAMESPACE}" xmlns:html="http://www.w3.org/TR/REC-html40">{sheets}</Workbook>'
    )


def cell(kind: str, value: str, attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'


ONE = cell("Number", "1")
MERGED = cell("String", "a", 'ss:MergeAcross="1"')
FAR = cell("Number", "1", 'ss:Index="16384"')


def test_values_keep_their_types() -> None:
    cells = (
        cell("String", "Nà <html:B>Tấu</html:B>"),
        cell("String", "007"),
        cell("Number", "8.4e1"),
        cell("Boolean", "1"),
        cell("DateTime", "2023-12-31T00:00:00.000"),
        cell("DateTime", "2023-12-31T17:30:00.000"),
        cell("DateTime", "1899-12-31T08:30:00.000"),
        cell("Error", "#N/A"),
        '<Cell ss:Formula="=RC[-1]"/>',
        '<Cell ss:Formula="=RC[-1]"><Data ss:Type="Number">3</Data></Cell>',
        "<Cell><Comment><Data>ghi chú</Data></Comment></Cell>",
    )
    (sheet,) = read_xml_2003(book(f"<Row>{''.join(cells)}</Row>"))
    moments = (datetime.date(2023, 12, 31), datetime.datetime(2023, 12, 31, 17, 30), "08:30:00")
    assert sheet.rows == (("Nà Tấu", "007", 84, True, *moments, "#N/A", "=RC[-1]", 3),)


def test_indexes_and_merged_cells_keep_every_cell_at_its_address() -> None:
    rows = (
        f'<Row ss:Index="2">{MERGED}{ONE}</Row>'
        f'<Row ss:Span="1"/><Row><Cell ss:Index="3"><Data ss:Type="Number">2</Data></Cell></Row>'
    )
    (sheet,) = read_xml_2003(book(rows))
    assert sheet.rows == ((None,) * 3, ("a", None, 1), (None,) * 3, (None,) * 3, (None, None, 2))


def test_sheets_come_in_order_with_hidden_ones(tmp_path: Path) -> None:
    options = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    text = book(f"<Row>{ONE}</Row>", "", after=options)
    data = text.replace("<Workbook ", '<Workbook xmlns:x="urn:schemas-microsoft-com:office:excel" ').encode(
        "utf-16"
    )
    assert [(sheet.name, sheet.hidden) for sheet in read_bytes(tmp_path, data)] == [
        ("S1", True),
        ("S2", True),
    ]


def test_a_prefix_is_as_good_as_none(tmp_path: Path) -> None:
    data = (
        f'<ss:Workbook xmlns:ss="{NAMESPACE}"><ss:Worksheet ss:Name="a"><ss:Table><ss:Row><ss:Cell>'
        '<ss:Data ss:Type="Number">1</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>'
    )
    assert read_bytes(tmp_path, data.encode())[0].rows == ((1,),)


@pytest.mark.parametrize(
    "text",
    [
        book(f"<Row>{ONE}</Row>")[:-30],
        book(),
        "<!DOCTYPE a>" + book(f"<Row>{ONE}</Row>"),
        book(f'<Row ss:Index="1000000">{ONE}</Row>'),
        book(f"<Row>{FAR}</Row>"),
        book(*['<Row ss:Index="4000"><Cell ss:Index="900"><Data ss:Type="Number">1</Data></Cell></Row>'] * 2),
    ],
)
def test_what_is_broken_or_reaches_too_far_is_refused(text: str) -> None:
    with pytest.raises(RefusalError):
        read_xml_2003(text)


@pytest.mark.slow
@pytest.mark.parametrize("element", ["<a/>", "<a>", '<Row ss:Index="200000"/>'])
def test_a_page_of_elements_takes_little_memory(tmp_path: Path, element: str) -> None:
    text = book("").replace("<Table>", "<Table>" + element * (15_000_000 // len(element)))
    refusal_in_little_memory(tmp_path, text.encode(), megabytes=1_000)


def test_a_raised_or_struck_out_digit_does_not_become_one_more_digit() -> None:
    cells = cell("String", "100<html:Sup><html:B>1</html:B></html:Sup>") + cell(
        "String", "<html:S>9</html:S>8"
    )
    (sheet,) = read_xml_2003(book(f"<Row>{cells}</Row>"))
    assert sheet.rows == (("100^1", "^98"),)
