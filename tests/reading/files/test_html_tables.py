import tracemalloc
from pathlib import Path

import pytest

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.html_tables import read_html
from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.sheet import Cell

from .files import read_bytes, refusal, refusal_in_little_memory


def rows_of(html: str) -> tuple[tuple[Cell, ...], ...]:
    (sheet,) = read_html(html.encode())
    return sheet.rows


def test_every_table_is_a_sheet_in_order() -> None:
    sheets = read_html("<p>x</p><table><tr><td>một</table><table><tr><th>hai</th></tr></table>".encode())
    assert [(sheet.name, sheet.rows) for sheet in sheets] == [
        ("Bảng 1", (("một",),)),
        ("Bảng 2", (("hai",),)),
    ]


def test_head_body_and_foot_keep_their_order() -> None:
    html = "<table><thead><tr><th>a</thead><tbody><tr><td>1</tbody><tfoot><tr><td>t</tfoot></table>"
    assert rows_of(html) == (("a",), ("1",), ("t",))


def test_text_is_as_a_browser_shows_it() -> None:
    html = (
        "<table><tr><td>\n  <span>Số lượng: 0</span><br/><span>Tỷ lệ:\n 0.0%</span> <!-- x --></td>"
        "<td><div>a</div><div>b &amp; c</div><script>x<td></script></td>"
        "<td>&nbsp;1</td><td> </td></tr></table>"
    )
    assert rows_of(html) == (("Số lượng: 0\nTỷ lệ: 0.0%", "a\nb & c", "\u00a01", None),)


def test_merged_cells_have_their_text_in_the_first_cell_only() -> None:
    html = (
        '<table><tr><td colspan="3">tiêu đề<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5'
        "<tr><td>6<td>7<td rowspan=9>8</table>"
    )
    assert rows_of(html) == (("tiêu đề", None, None), ("1", "2", "3"), (None, "4", "5"), ("6", "7", "8"))


def test_a_merged_cell_ends_with_its_row_group() -> None:
    html = "<table><thead><tr><td rowspan=0>a<td>b<tr><td>c</thead><tr><td>1<td>2</table>"
    assert rows_of(html) == (("a", "b"), (None, "c"), ("1", "2"))


def test_spans_that_overlap_or_make_no_sense_count_as_browsers_count_them() -> None:
    html = '<table><tr><td colspan="0">a<td colspan="x">b<td colspan="2%">c</table>'
    assert rows_of(html) == (("a", "b", "c", None),)


def test_a_nested_table_is_a_sheet_of_its_own_and_doubles_no_rows() -> None:
    html = "<table><tr><td>trước<table><tr><td>1</td><td>2</td></tr></table>sau</td><td>x</td></tr></table>"
    outer, inner = read_html(html.encode())
    assert outer.rows == (("trướcsau", "x"),)
    assert inner.rows == (("1", "2"),)


def test_unclosed_cells_and_rows_are_closed_by_the_next() -> None:
    assert rows_of("<table><tr><td>a<td>b<tr><td>c</table>") == (("a", "b"), ("c", None))


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("<meta charset='windows-1258'>", "cp1258"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8"),
        ("<meta charset=utf-16>", "utf-8"),
    ],
)
def test_encodings_by_mark_declaration_or_default(tmp_path: Path, head: str, encoding: str) -> None:
    html = f"<html>{head}<table><tr><td>Tân Đô</table>".encode(encoding)
    assert read_bytes(tmp_path, html, "a.xls")[0].rows == (("Tân Đô",),)


def test_bytes_that_are_not_in_the_encoding_are_refused(tmp_path: Path) -> None:
    assert "UTF-8" in refusal(tmp_path, b"<table><tr><td>\xff\xfe\xfd</table>").what


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td colspan=1000000000>a</table>",
        "<table>" + "<tr><td colspan=1000>a" * 4_001 + "</table>",
        "<table><tr><td>" * (bounds.SHEETS + 1) + "</table>",
        "<table>" + "<tr><td colspan=1000 rowspan=999999999>a" * 4_001 + "</table>",
    ],
)
def test_tables_beyond_the_bounds_are_refused_in_little_memory(tmp_path: Path, html: str) -> None:
    tracemalloc.start()
    try:
        problem = refusal(tmp_path, html.encode())
        assert tracemalloc.get_traced_memory()[1] < 200 * bounds.MEGABYTE
    finally:
        tracemalloc.stop()
    assert "giới hạn" in problem.what or "quá" in problem.what


@pytest.mark.slow
def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    assert "dòng 200000" in refusal(tmp_path, b"<table>" + b"<tr>" * (bounds.ROWS + 2)).what


def test_a_page_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    assert "16 MB" in refusal(tmp_path, b"<table>" + b" " * bounds.HTML_BYTES).what


@pytest.mark.slow
def test_deep_nesting_is_no_recursion() -> None:
    deep = "<div>" * 200_000 + "a" + "</div>" * 200_000
    assert rows_of(f"<table><tr><td>{deep}</td></tr></table>") == (("a",),)


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a",
        "<table><tr><td>a</td></tr></tab",
        "<table><tr><td>a<!-- </table>",
        "<table></table><td",
    ],
)
def test_a_page_that_is_cut_off_is_refused(tmp_path: Path, html: str) -> None:
    assert "hỏng" in refusal(tmp_path, html.encode()).what


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["<a ", "<a " + 'b="c" ', '<a b="'])
def test_a_tag_without_end_is_refused_in_little_memory(tmp_path: Path, tag: str) -> None:
    page = b"<table><tr><td>" + tag.encode() * (bounds.HTML_BYTES // len(tag) - 9)
    assert "thẻ" in refusal_in_little_memory(tmp_path, page)


def test_tags_and_text_are_whole_across_pieces() -> None:
    rows = "".join(f'<tr><td class="số">xã&nbsp;{i}</td><td>{i}</td></tr>' for i in range(20_000))
    assert rows_of(f"<table>{rows}</table>") == tuple((f"xã\u00a0{i}", str(i)) for i in range(20_000))


def test_many_unclosed_comments_are_no_endless_search(tmp_path: Path) -> None:
    refusal(tmp_path, b"<table><tr><td>" + b"<!--" * 1_000_000)


def test_a_page_without_table_is_told_as_a_login_page(tmp_path: Path) -> None:
    assert "đăng nhập" in refusal(tmp_path, b"<html><form>login</form></html>", "a.xls").what


def test_a_table_that_is_never_closed_ends_with_its_page() -> None:
    page = "<html><body><table><tr><td>a<td>1<tr><td>b<td>2</body></html>\n"
    assert read_html(page.encode())[0].rows == (("a", "1"), ("b", "2"))


@pytest.mark.parametrize("end", ["", "</body><tr><td>c", "</html><table><tr><td>c", "</div>"])
def test_a_table_that_is_never_closed_is_cut_off_where_its_page_does_not_end(
    tmp_path: Path, end: str
) -> None:
    assert "kết thúc bảng" in refusal(tmp_path, f"<html><body><table><tr><td>a<td>1{end}".encode()).what


def test_cells_of_all_tables_count_together_while_they_are_read() -> None:
    table = "<table>" + "<tr><td colspan=1000>a" * 2_001
    for page in (f"{table}</table>" * 2, f"{table}<tr><td>{table}"):
        with pytest.raises(RefusalError, match="4000000 ô"):
            read_html(page.encode())


def test_what_a_browser_does_not_show_is_no_part_of_a_figure() -> None:
    html = (
        '<table><tr><td><span style="display: none">0071<b>x</b></span>71<td><i hidden>9</i>8'
        '<tr><td>1<span style="visibility:hidden">2<td>3</table>'
    )
    assert rows_of(html) == (("71", "8"), ("1", "3"))


def test_a_table_that_is_hidden_until_one_chooses_it_is_read() -> None:
    assert rows_of('<div style="display:none"><table><tr hidden><td>1</table></div>') == (("1",),)


@pytest.mark.parametrize("mark", ["sup", "sub", "del", "s", "strike"])
def test_what_is_raised_or_struck_out_does_not_become_more_digits(mark: str) -> None:
    ((after, before, name),) = rows_of(
        f"<table><tr><td>100<{mark}>1</{mark}><td><{mark}>9</{mark}>8<td>Nà Tấu<{mark}></{mark}></table>"
    )
    assert not str(after).isdigit()
    assert str(before) == "98" if mark in ("sup", "sub") else not str(before).isdigit()
    assert str(name).startswith("Nà Tấu")


def test_a_table_knows_what_the_page_says_above_it() -> None:
    wide = "<table><tr><td>1<td>2<td>3</table>"
    html = (
        "<title>Tháng 1/2023</title><select><option>Tháng 2/2023</select><h3>Mức độ</h3><p>Tháng 12</p>"
        f"<table><tr><td colspan=8>UBND<td>năm 2023</table>{wide}<p>Tháng 11</p><div>x{wide}</div>"
    )
    above = [sheet.above for sheet in read_html(html.encode())]
    assert above == ["Mức độ\nTháng 12", "Mức độ\nTháng 12\nUBND năm 2023", "Tháng 11\nx"]
