from pathlib import Path

import pytest

from dbp_analysis.common.digests import file_hash, hash_now, register_digest, settings_digest, together
from dbp_analysis.common.errors import RunFailed
from dbp_analysis.settings.units import read_register

REGISTER = """\
place,code,type,name,valid_from,valid_to,successor
a,1,Phường,Một,,,
a,2,Xã,Hai,,2025-06-30,1
b,3,Xã,Ba,,2025-06-30,1
b,4,Xã,Bốn,,,
"""


def test_the_comments_of_a_settings_file_say_nothing() -> None:
    assert settings_digest(b"a = 1\n") == settings_digest("# một\r\na = 1 # hai\r\n".encode("utf-8-sig"))
    assert len({settings_digest(text) for text in (b"a = 1", b"a = 1.0", b"a = '1'", b"b = 1")}) == 4


@pytest.mark.parametrize(
    ("month", "old", "new", "same"),
    [
        ("2025-03", "b,4", "b,5,Xã,Năm,,,\nb,4", True),
        ("2025-03", "Ba", "Bà", True),
        ("2025-03", "a,1,Phường,Một,,,", "a,1,Phường,Một,,2025-12-31,9\na,9,Phường,Chín,2026-01-01,,", True),
        ("2025-03", "2025-06-30,1", "2025-05-31,1", True),
        ("2025-03", "Hai", "Hài", False),
        ("2025-03", "a,2", "a,6,Xã,Sáu,,,\na,2", False),
        ("2025-07", "Hai", "Hài", False),
        ("2025-07", "Ba", "Bà", False),
        ("2025-07", "2025-06-30,1\nb,3", "2025-06-30,\nb,3", False),
        ("2025-07", "b,4", "b,2,Xã,Hai,,2025-06-30,1\nb,4", True),
        ("2025-08", "Hai", "Hài", True),
        ("2025-08", "Một", "Mốt", False),
        ("0001-01", "b,4", "b,5,Xã,Năm,,,\nb,4", True),
    ],
)
def test_of_the_register_a_month_uses_its_own_units_and_those_that_just_joined(
    tmp_path: Path, month: str, old: str, new: str, same: bool
) -> None:
    path = tmp_path / "units.csv"
    seen = []
    for text in (REGISTER, REGISTER.replace(old, new)):
        path.write_text(text, encoding="utf-8")
        seen.append(register_digest(read_register(path), "a", month))

    assert REGISTER.count(old) >= 1
    assert (seen[0] == seen[1]) is same


def test_a_file_that_cannot_be_read_is_like_no_other(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")

    assert hash_now(tmp_path / "a") == file_hash(tmp_path / "a")
    assert hash_now(tmp_path) == hash_now(tmp_path / "b") == ""


def test_a_file_that_was_read_twice_and_had_changed_fails_the_run() -> None:
    one, other = Path("a"), Path("b.csv")

    assert together([{one: "1"}, {one: "1", other: "2"}]) == {one: "1", other: "2"}
    with pytest.raises(RunFailed, match=r"thay đổi trong lúc chạy: b\.csv\..*\n.*chạy lại"):
        together([{other: "2"}, {other: "3"}])
