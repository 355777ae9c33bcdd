from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.common.errors import DataRejected, Problem, WrongUse
from dbp_analysis.reading.overlay_files import (
    CountChange,
    counts_csv,
    read_count_changes,
    scenario_files,
    scheme_toml,
)
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.unit_names import UnitMatcher

from ..made import PROJECT, Place, write_xlsx

HEADER = "unit_code,unit_name,count,from,to\n"


def changes_in(place: Place, text: str) -> tuple[CountChange, ...]:
    path = place.data / "thu.csv"
    path.write_text(text, encoding="utf-8")
    return read_count_changes(path, UnitMatcher(place.read().units))


def problem_in(place: Place, text: str) -> Problem:
    with pytest.raises(DataRejected) as caught:
        changes_in(place, text)
    (problem,) = caught.value.problems
    assert problem.file == "thu.csv"
    return problem


@pytest.mark.parametrize("name", ["dien-bien-2023", "qd766-2026"])
def test_a_real_scheme_is_written_so_that_it_reads_back_the_same(name: str, tmp_path: Path) -> None:
    scheme = load_scheme(PROJECT / "data" / "schemes" / f"{name}.toml")
    (tmp_path / f"{name}.toml").write_text(scheme_toml(scheme), encoding="utf-8", newline="\n")
    assert load_scheme(tmp_path / f"{name}.toml") == scheme


# What is no letter or mark of any script is refused wherever a TOML file is read.
@settings(max_examples=30)
@given(
    title=st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).filter(str.strip),
    at_least=st.floats(0.001, 9.999),
)
def test_any_visible_text_and_any_number_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, title: str, at_least: float
) -> None:
    path = PROJECT / "data" / "schemes" / "dien-bien-2023.toml"
    content = load_scheme(path).model_dump() | {"title": title}
    content["bands"] = [content["bands"][0] | {"at_least": at_least}, content["bands"][-1]]
    scheme = Scheme.model_validate(content)
    written = tmp_path_factory.mktemp("scheme") / "dien-bien-2023.toml"
    written.write_text(scheme_toml(scheme), encoding="utf-8", newline="\n")
    assert load_scheme(written) == scheme


def test_a_file_of_changes_reads_back_what_was_written(place: Place) -> None:
    table = pd.DataFrame(
        [["03316", "Nà Tấu", "received", 150, 1160]],
        columns=["unit_code", "unit_name", "count", "from", "to"],
    )
    (change,) = changes_in(place, counts_csv(table))
    assert (change.unit_code, change.count, change.before, change.after) == ("03316", "received", 150, 1160)
    assert str(change) == "Nà Tấu: received 150 → 1.160"


@pytest.mark.parametrize("row", ["03316,,received,150,160", ",xã Nà Tấu,received,150,160"])
def test_a_unit_is_known_by_its_code_or_its_name(place: Place, row: str) -> None:
    (change,) = changes_in(place, f"{HEADER}{row}\n\n")
    assert change.unit_code == "03316"


def test_a_file_as_a_spreadsheet_program_leaves_it_is_read(place: Place) -> None:
    text = HEADER.replace(",", ";") + "3316;Nà Tấu;received;150;1.160\n"
    (change,) = changes_in(place, text)
    assert (change.unit_code, change.after) == ("03316", 1160)
    path = place.data / "thu.xlsx"
    write_xlsx(path, [["Unit_Code", "count", "from", "to"], [3316, "received", 150, 1160]])
    assert read_count_changes(path, UnitMatcher(place.read().units)) == (change,)


def test_a_file_without_rows_changes_nothing(place: Place) -> None:
    assert changes_in(place, HEADER) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("03316,Him Lam,received,150,160", "không nhận ra đơn vị '03316 Him Lam'"),
        (",Nà Tâu,received,150,160", "có phải: UBND xã Nà Tấu"),
        (",,received,150,160", "không nhận ra đơn vị"),
        ("03316,,received,150,", "để trống"),
        ("03316,,received,150,-1", "số âm"),
        ("03316,,received,150,1.5", "không phải số nguyên"),
        ("03316,,received,150,=1+1", "không phải số nguyên"),
    ],
)
def test_a_row_that_is_not_certain_is_refused_with_its_number(place: Place, row: str, said: str) -> None:
    problem = problem_in(place, f"{HEADER}{row}\n")
    assert said in problem.what
    assert problem.row == 2


def test_a_cell_that_stands_twice_is_refused(place: Place) -> None:
    problem = problem_in(place, f"{HEADER}03316,,received,150,160\n,Nà Tấu,received,150,170\n")
    assert "đã có ở dòng trên" in problem.what
    assert problem.row == 3


def test_a_missing_column_is_named(place: Place) -> None:
    assert "thiếu cột from, to" in problem_in(place, "unit_code,count\n03316,received\n").what


def test_a_file_that_can_name_no_folder_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "Kịch bản.csv").write_text(HEADER, encoding="utf-8")
    with pytest.raises(WrongUse, match="không đặt tên"):
        scenario_files(tmp_path, counts=tmp_path / "Kịch bản.csv")
    with pytest.raises(WrongUse, match="Không có tệp kịch bản"):
        scenario_files(tmp_path, counts=tmp_path / "thu.csv")
    with pytest.raises(WrongUse, match="Không có tệp kịch bản"):
        scenario_files(tmp_path, counts=tmp_path)


def test_a_column_that_stands_twice_is_refused(place: Place) -> None:
    assert "hai cột to" in problem_in(place, "unit_code,count,from,to,to\n03316,received,150,160,161\n").what


def test_a_number_torn_apart_by_a_comma_is_refused(place: Place) -> None:
    problem = problem_in(place, "unit_code,count,from,to\n03316,received,150,1,024\n")
    assert "ngoài các cột" in problem.what
    assert problem.row == 2
