import pytest

from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.xlsx_extent import Extent, extent_of, shared_text, string_lengths


@pytest.mark.parametrize(
    ("cells", "extent"),
    [
        ("", Extent(0, 0, 0)),
        ('<row r="3"><c r="C3" s="1" t="s"><v>0</v></c></row>', Extent(3, 3, 1)),
        ('<row r="1"><c r="A9"><v>1</v></c><c r="AA2"><v>1</v></c></row>', Extent(9, 27, 0)),
        ('<row r="5"><c><v>1</v></c><c r="F5"><v>2</v></c><c t="s"><v>3</v></c></row>', Extent(5, 7, 1)),
        ("<row><c><v>1</v></c></row><row/><row><c><v>1</v></c></row>", Extent(3, 1, 0)),
        ('<x:row xmlns:x="x"><x:c t="s" r="B2"><x:v>1</x:v></x:c></x:row>', Extent(2, 2, 1)),
        ('<row r="1048576"><c r="XFD1048576"/><c r="A1"><v>1</v></c></row>', Extent(1, 1, 0)),
        ('<cols><col min="1" max="16384"/></cols>', Extent(0, 0, 0)),
    ],
)
def test_extent_covers_every_cell(cells: str, extent: Extent) -> None:
    assert extent_of(f"<worksheet>{cells}</worksheet>".encode()) == extent


@pytest.mark.parametrize(
    "content", [b'<a><c r="1A"/></a>', b'<a><row r="-1"/><c/></a>', b"<a><c></a>", b"<c>\x00"]
)
def test_what_cannot_be_measured_is_refused(content: bytes) -> None:
    with pytest.raises(RefusalError):
        extent_of(content)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(RefusalError, match="sâu"):
        extent_of(b"<c>" + b"<a>" * 100_000)


def test_text_of_shared_strings_is_counted_per_reference() -> None:
    lengths = string_lengths(
        "<sst><si><t>một</t></si><si><r><t>ha</t></r><r><t>i!</t></r></si></sst>".encode()
    )
    assert lengths == [3, 4]
    cells = b'<row><c t="s"><v>1</v></c><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c><v>0</v></c></row>'
    assert shared_text(cells, lengths) == 11


def test_the_number_of_a_shared_string_has_few_digits() -> None:
    with pytest.raises(RefusalError, match="số thứ tự"):
        shared_text(b'<c t="s"><v>' + b"0" * 10_000 + b"</v></c>", [5])
