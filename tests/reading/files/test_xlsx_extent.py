import pytest

from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.xlsx_extent import Extent, extent_of, shared_text


@pytest.mark.parametrize(
    ("cells", "extent"),
    [
        ("", Extent(0, 0, 0)),
        ('<row r="3"><c r="C3" s="1" t="s"><v>0</v></c></row>', Extent(3, 3, 1)),
        ('<row r="1"><c r="A9"><v>1</v></c><c r="AA2"><v>1</v></c></row>', Extent(9, 27, 0)),
        ("<row><c><v>1</v></c></row><row/><row><c><v>1</v></c></row>", Extent(3, 1, 0)),
        ('<row r="7"><c><v>1</v></c><c t="s"><v>1</v></c></row>', Extent(7, 2, 1)),
        ('<x:row xmlns:x="x"><x:c t="s" r="B2"><x:v>1</x:v></x:c></x:row>', Extent(2, 2, 1)),
        ('<row r="1048576"><c r="XFD1048576"/><c r="A1"><v>1</v></c></row>', Extent(1, 1, 0)),
        ('<row r="1048576"><c r="XFD1048576" s="3"></c><c r="A1"><v>1</v></c></row>', Extent(1, 1, 0)),
        ('<cols><col min="1" max="16384"/></cols>', Extent(0, 0, 0)),
    ],
)
def test_extent_covers_every_cell(cells: str, extent: Extent) -> None:
    assert extent_of(f"<worksheet>{cells}</worksheet>".encode()) == extent


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="5"><c><v>1</v></c><c r="F5"><v>2</v></c><c t="s"><v>3</v></c></row>',
        "<row\tr = '5'><x:c\nr\n=\n'G5'><v>2</v></x:c></row>",
        '<row r="5"><c r="a1" r="G5"><v>1</v></c></row>',
    ],
)
def test_what_may_be_understood_in_several_ways_is_measured_at_its_largest(cells: str) -> None:
    extent = extent_of(f"<worksheet>{cells}</worksheet>".encode())
    assert extent.rows >= 5
    assert extent.columns >= 7


def test_a_part_in_utf_16_is_refused() -> None:
    with pytest.raises(RefusalError):
        extent_of(b"<c>\x00")


def test_text_of_shared_strings_is_counted_per_reference() -> None:
    strings = "<sst><si><t>một</t></si><si><r><t>ha</t></r><r><t>i!</t></r></si></sst>".encode()
    cells = b'<row><c t="s"><v>1</v></c><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c><v>0</v></c></row>'
    assert shared_text([cells], [strings]) == 11
    odd = b'<c t="s"><!-- --><v>0</v></c><c t="s"><v>00000000000000000</v></c><c t="s"><v>9</v></c>'
    assert shared_text([odd], [strings]) == 12
