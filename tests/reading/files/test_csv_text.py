from pathlib import Path

import pytest

from dbp_analysis.reading.files import bounds
from dbp_analysis.reading.files.csv_text import read_csv
from dbp_analysis.reading.files.sheet import Cell

from .files import read_bytes, refusal


def rows_of(text: str) -> tuple[tuple[Cell, ...], ...]:
    return read_csv(text.encode(), "a")[0].rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("Đơn vị", "Số", "Tỷ lệ"), ("Nà Tấu", "84", "12")))
    assert rows_of(text) == (("Đơn vị", "Số", "Tỷ lệ"), ("Nà Tấu", "84", "12"))


def test_a_code_kept_as_text_is_the_code() -> None:
    assert rows_of('="03124",1\n"=""03124""",2\n') == (("03124", "1"), ("03124", "2"))
    assert rows_of("'tên,=A1\n") == (("'tên", "=A1"),)


def test_decimal_commas_are_not_separators() -> None:
    assert rows_of("Đơn vị;Tỷ lệ\nNà Tấu;12,5\nPá Khoang;7,5\n")[1] == ("Nà Tấu", "12,5")


def test_a_title_above_the_table_does_not_hide_the_separator() -> None:
    assert rows_of("Báo cáo tháng 12, năm 2023\n\na;b\n1;2\n3;4\n") == (
        ("Báo cáo tháng 12, năm 2023", None),
        (None, None),
        ("a", "b"),
        ("1", "2"),
        ("3", "4"),
    )


def test_quoted_newlines_and_quotes_stay_in_their_cell() -> None:
    assert rows_of('a,b\r\n"một\nhai","x ""y"""\r\n1,2\r\n') == (
        ("a", "b"),
        ("một\nhai", 'x "y"'),
        ("1", "2"),
    )


def test_all_cells_stay_text_and_rows_are_padded() -> None:
    assert rows_of("007,1.0\n,\nx\n") == (("007", "1.0"), (None, None), ("x", None))


def test_a_line_that_names_the_separator_is_no_row() -> None:
    assert rows_of("sep=|\r\na|b,c\r\n") == (("a", "b,c"),)


def test_one_column_is_a_sheet() -> None:
    assert rows_of("a\nb") == (("a",), ("b",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_by_their_mark(tmp_path: Path, encoding: str) -> None:
    (sheet,) = read_bytes(tmp_path, "Điện Biên,1".encode(encoding), "số liệu.csv")
    assert (sheet.name, sheet.rows) == ("số liệu", (("Điện Biên", "1"),))


def test_a_field_longer_than_the_default_of_the_library_is_read() -> None:
    assert rows_of(f"{'a' * 200_000},b")[0][1] == "b"


@pytest.mark.parametrize(
    "content", ["Tân Đô".encode("cp1258"), b"a,b\x00\n", b"\x7fELF\x01\x02", b"\xff\xfea"]
)
def test_what_is_not_utf_8_text_is_refused_with_the_way_out(tmp_path: Path, content: bytes) -> None:
    assert "Tải lại tệp dạng xlsx" in refusal(tmp_path, content, "a.csv").remedy


def test_a_quote_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    assert "nháy kép" in refusal(tmp_path, b'a,b\n"1,2\n3,4\n').what


@pytest.mark.parametrize("text", ["," * bounds.COLUMNS, "a\n" * (bounds.ROWS + 1), "a\n" * 5_000 + "," * 900])
def test_a_table_beyond_the_bounds_is_refused(tmp_path: Path, text: str) -> None:
    assert "giới hạn" in refusal(tmp_path, text.encode()).what


def test_blank_lines_alone_are_an_empty_file(tmp_path: Path) -> None:
    assert "rỗng" in refusal(tmp_path, b",,,\n,,,\n").what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_record_keeps_its_width_and_an_open_end_is_seen(encoding: str, delimiter: str) -> None:
    lines = ['a,"b, b",c', "1,2,3", "4,5"]
    text = "\r\n".join(lines).replace(",", delimiter)
    (cut,) = read_csv(text.encode(encoding), "cut")
    assert cut.widths == (3, 3, 2)
    assert cut.open_ended
    for end in ("\n", "\r\n", "\r"):
        (whole,) = read_csv((text + end).encode(encoding), "whole")
        assert not whole.open_ended


def test_a_control_character_that_a_system_left_in_a_text_is_named_with_its_line(tmp_path: Path) -> None:
    problem = refusal(tmp_path, "Mã,Số\n03124,1\n\x1f03127,2\n".encode())
    assert "U+001F" in problem.what
    assert "dòng 3" in problem.what


def test_lines_that_two_programs_ended_are_no_empty_lines() -> None:
    assert rows_of("a,b\r\r\n1,2\r\r\n") == (("a", "b"), ("1", "2"))
