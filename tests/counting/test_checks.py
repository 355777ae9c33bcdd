"""What is wrong in a register, by rows and codes and nothing else of it."""

import pytest

from dbp_analysis.common.errors import Problem
from dbp_analysis.counting.checks import agency_problems, register_problems
from dbp_analysis.counting.engine import engine
from dbp_analysis.counting.register import Register
from dbp_analysis.counting.rules import CountingRule

from ..registers_made import BOOK, TABLE, dossier, register, registers, rule


def problems(one: Register, by: CountingRule | None = None) -> list[Problem]:
    with engine("") as connection:
        dossiers = one.standard(connection)
        found = list(register_problems(connection, one, dossiers, by or rule()))
        return [*found, *agency_problems(connection, one, dossiers)]


def test_the_copies_are_sound() -> None:
    for path in (BOOK, TABLE):
        assert problems(*registers(path)) == []


@pytest.mark.parametrize(
    ("cells", "severity", "said"),
    [
        ({"code": None}, "error", "không có mã hồ sơ"),
        ({"unit": None}, "error", "không ghi cơ quan"),
        ({"received": None}, "error", "không có ngày tiếp nhận"),
        ({"due": None}, "error", "không có hạn trả"),
        ({"channel": None}, "error", "không ghi hình thức nộp"),
        ({"channel": "9"}, "error", "có ô không đọc được"),
        ({"finished": "10:00 30/11/2023"}, "warning", "hoàn thành trước khi tiếp nhận"),
        ({"due": "17:00 30/11/2023"}, "warning", "hạn trả trước ngày tiếp nhận"),
        ({"finished": "10:00 07/12/2032"}, "warning", "muộn hơn mọi hồ sơ khác"),
        ({"finished": None}, "warning", "không có ngày hoàn thành"),
        ({"code": "H18.21-231130-0001"}, "warning", "mã ghi ngày khác"),
    ],
)
def test_a_fault_is_told_with_its_row(cells: dict[str, object], severity: str, said: str) -> None:
    (problem,) = problems(register(dossier("H18.21-231201-0002"), dossier(**cells)))
    assert (problem.severity, problem.row, problem.file) == (severity, 3, "dong-bo.csv")
    assert said in problem.what
    assert problem.column


def test_what_is_left_out_need_not_be_whole() -> None:
    assert problems(register(dossier(status="7", due=None, finished=None))) == []


def test_a_rule_may_take_a_blank_for_something() -> None:
    lenient = rule(blank_channel="counter", without_due="in_time")
    assert problems(register(dossier(channel=None, due=None)), lenient) == []


def test_a_code_of_another_agency_than_the_units_is_told() -> None:
    rows = [dossier(f"H18.21-231201-{at:04d}") for at in range(30)]
    (problem,) = problems(register(*rows, dossier("H18.21-231201-0099", unit="03127")))
    assert "H18.21-231201-0099" in problem.what


def test_of_many_dossiers_the_first_are_named() -> None:
    rows = [dossier(f"H18.21-231201-{at:04d}", due=None) for at in range(30)]
    (problem,) = problems(register(*rows))
    assert problem.what.startswith("30 hồ sơ không có hạn trả: H18.21-231201-0000, ")
    assert problem.what.endswith("25 hồ sơ khác.")


def test_what_does_not_look_like_a_code_is_not_shown() -> None:
    (problem,) = problems(register(dossier("SO-DINH-DANH-0001", due=None)))
    assert "SO-DINH-DANH" not in str(problem)
    assert problem.row == 2
