from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings.unit_names import UnitMatcher
from dbp_analysis.settings.units import read_register, units_in_month

from ..made import PROJECT, UNITS

LABEL = "UBND {type} {name}"
HEADER = "place,code,type,name,valid_from,valid_to,successor\n"


def register(folder: Path, rows: str) -> pd.DataFrame:
    path = folder / "units.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_register(path)


BEFORE, AFTER = "2025-06", "2025-07"


def in_city(month: str) -> UnitMatcher:
    units = read_register(PROJECT / "data" / "units.csv")
    return UnitMatcher(units_in_month(units, "dien-bien-phu", month, LABEL))


@pytest.mark.parametrize(("month", "exists"), [("2023-12", True), (BEFORE, True), (AFTER, False)])
def test_a_unit_exists_until_its_last_day(month: str, exists: bool) -> None:
    assert ("03133" in in_city(month).units.index) is exists


def test_the_city_has_twelve_units_until_june_2025_and_four_from_july() -> None:
    assert len(in_city(BEFORE).units) == 12
    assert in_city(AFTER).units["unit_name"].to_dict() == {
        "03127": "Phường Điện Biên Phủ",
        "03316": "Xã Nà Tấu",
        "03325": "Xã Mường Phăng",
        "03334": "Phường Mường Thanh",
    }


@pytest.mark.parametrize(("month", "name"), [(BEFORE, "Phường Him Lam"), (AFTER, "Phường Điện Biên Phủ")])
def test_a_code_that_was_reused_means_the_unit_of_the_month(month: str, name: str) -> None:
    found = in_city(month)
    for code in ("03127", "3127"):
        assert found.match(code=code).unit_code == "03127"
    assert found.units.at["03127", "unit_name"] == name
    assert found.match(name, "03127").unit_code == "03127"


@pytest.mark.parametrize(("month", "name"), [(AFTER, "Phường Him Lam"), (BEFORE, "Phường Điện Biên Phủ")])
def test_a_name_of_another_day_is_not_taken_even_with_its_code(month: str, name: str) -> None:
    assert in_city(month).match(name).unit_code is None
    assert in_city(month).match(name, "03127").unit_code is None


@pytest.mark.parametrize(("month", "code"), [(BEFORE, "03136"), (AFTER, "03334")])
@pytest.mark.parametrize("written", ["Mường Thanh", "UBND phường Mường Thanh"])
def test_the_new_ward_of_an_old_name_is_not_the_old_one(month: str, code: str, written: str) -> None:
    found = in_city(month)
    assert found.match(written).unit_code == code
    other = {"03136", "03334"} - {code}
    assert found.match(written, other.pop()).unit_code is None


def test_units_that_are_in_no_publication_have_no_code_and_no_month() -> None:
    units = read_register(PROJECT / "data" / "units.csv")
    assert set(units.loc[units["code"] == "", "place"]) == {"dien-bien-khac"}
    for month in (BEFORE, AFTER):
        assert "" not in in_city(month).units.index


def test_every_successor_in_the_register_exists_on_the_day_after() -> None:
    units = read_register(PROJECT / "data" / "units.csv")
    for unit in units[units["successor"] != ""].itertuples():
        after = units[units["code"].eq(unit.successor) & units["valid_from"].gt(unit.valid_to)]
        assert list(after["valid_from"]) == [unit.valid_to + pd.Timedelta(days=1)]


def test_the_register_holds_the_published_changes_of_2025() -> None:
    """Resolution 1661/NQ-UBTVQH15 of 16/06/2025."""
    units = read_register(PROJECT / "data" / "units.csv")
    units = units[units["place"].isin(["dien-bien-phu", "dien-bien-khac"])]
    merged = units.groupby("successor")["name"].agg(set).drop("")
    assert merged.to_dict() == {
        "03127": {"Him Lam", "Tân Thanh", "Mường Thanh", "Thanh Bình", "Thanh Trường", "Thanh Minh"},
        "03334": {"Noong Bua", "Nam Thanh", "Thanh Xương"},
        "03325": {"Nà Nhạn", "Pá Khoang", "Mường Phăng"},
        "03316": {"Nà Tấu", "Mường Đăng", "Ngối Cáy"},
    }


def test_a_unit_of_a_publication_without_a_code_is_refused_in_its_row(tmp_path: Path) -> None:
    units = register(tmp_path, "a,1,Xã,B,,,\na,,Xã,C,,2023-11-30,\na,,Xã,D,,,\na,,Xã,E,,,\nb,,Xã,G,,,\n")
    with pytest.raises(DataRejected) as caught:
        units_in_month(units, "a", "2023-12", LABEL)
    problems = caught.value.problems
    assert [(p.what, p.file, p.row, p.column) for p in problems] == [
        ("Xã D chưa có mã.", "units.csv", 4, "code"),
        ("Xã E chưa có mã.", "units.csv", 5, "code"),
    ]


def test_a_code_may_pass_to_a_new_unit_on_the_day_after(tmp_path: Path) -> None:
    rows = "a,03127,Phường,Him Lam,,2025-06-30,03127\na,03127,Phường,Điện Biên Phủ,2025-07-01,,\n"
    both = register(tmp_path, rows)
    for month, name in (("2025-06", "Phường Him Lam"), ("2025-07", "Phường Điện Biên Phủ")):
        assert list(units_in_month(both, "a", month, LABEL)["unit_name"]) == [name]


def test_only_the_units_of_the_place_are_taken_by_code(tmp_path: Path) -> None:
    units = units_in_month(
        register(tmp_path, "a,2,Xã,B,,,\nb,3,Xã,C,,,\na,1,Phường,D,,,\n"), "a", "2023-12", "{Type} {name}"
    )
    assert list(units.index) == ["1", "2"]
    assert list(units["unit_label"]) == ["Phường D", "Xã B"]
    assert list(units["unit_type"]) == ["Phường", "Xã"]
    assert list(units["unit_short"]) == ["D", "B"]


def test_codes_and_names_stay_text(tmp_path: Path) -> None:
    frame = register(tmp_path, "a,00001,Xã,NA,2020-01-01,,\n")
    assert frame.loc[0, ["code", "name", "successor"]].tolist() == ["00001", "NA", ""]
    assert frame.at[0, "valid_from"] == pd.Timestamp(2020, 1, 1)
    assert pd.isna(frame.at[0, "valid_to"])


def test_a_register_saved_by_excel_has_a_mark_that_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, encoding="utf-8-sig")
    assert len(read_register(path)) == 3


def test_a_register_without_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("place,code,type,name\n", encoding="utf-8")
    with pytest.raises(DataRejected) as caught:
        read_register(path)
    (problem,) = caught.value.problems
    assert problem.what == "Danh mục thiếu cột valid_from, valid_to, successor."
    assert problem.remedy == "Dòng đầu ghi: place,code,type,name,valid_from,valid_to,successor."


def test_a_register_whose_cells_are_parted_by_something_else_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("place|code|type|name\nvi-du|1|Xã|A\nvi-du|2|Xã|B\n", encoding="utf-8")
    with pytest.raises(DataRejected, match="dấu phẩy hoặc dấu chấm phẩy") as caught:
        read_register(path)
    assert len(caught.value.problems) == 1


def test_days_that_are_none_are_told_once_with_their_places(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    rows = "".join(f"vi-du,{n},Xã,Tên {n},2025-13-{n},2025-14-{n},\n" for n in range(10, 20))
    path.write_text(f"place,code,type,name,valid_from,valid_to,successor\n{rows}", encoding="utf-8")
    with pytest.raises(DataRejected) as caught:
        read_register(path)
    assert len(caught.value.problems) == 20
    (told,) = caught.value.causes
    assert "Cũng vậy ở 19 chỗ nữa: dòng 3, cột valid_from" in str(told)
    assert all(p.file == "units.csv" for p in caught.value.problems)


@pytest.mark.parametrize("day", ["31/06/2025", "6/30/2025", "7/1/2025", "2025-06-31", "2025-6", "không rõ"])
def test_a_day_that_is_none_is_refused_with_its_row(tmp_path: Path, day: str) -> None:
    with pytest.raises(DataRejected) as caught:
        register(tmp_path, f"a,1,Xã,B,,,\na,2,Xã,C,,{day},\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column) == ("units.csv", 3, "valid_to")
    assert day in problem.what


@pytest.mark.parametrize(
    "content",
    [UNITS.encode("utf-16"), b"", (UNITS + "a,1,X\xe3,B,,,,,,\n").encode()],
    ids=["utf-16", "empty", "too-many-cells"],
)
def test_a_register_that_is_no_such_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "units.csv").write_bytes(content)
    with pytest.raises(DataRejected, match="không phải bảng CSV UTF-8"):
        read_register(tmp_path / "units.csv")


def test_a_name_with_characters_that_cannot_be_seen_is_refused_in_its_row(tmp_path: Path) -> None:
    with pytest.raises(DataRejected) as caught:
        register(tmp_path, "a,1,Xã,Nà Tấu,,,\na,2,Xã,Nà \u202eNhạn,,,\na,3\u200b,Xã,Pá Khoang,,,\n")
    assert [(p.file, p.row, p.column) for p in caught.value.problems] == [
        ("units.csv", 4, "code"),
        ("units.csv", 3, "name"),
    ]
    assert "U+202E" in caught.value.problems[1].what


@pytest.mark.parametrize(
    "row", ["a,=1,Xã,B,,,", "a,1,=1+2,B,,,", "a,1,Xã,@B,,,", "a,1,-,B,,,", "a,1,+X,B,,,"]
)
def test_what_a_spreadsheet_takes_for_a_formula_is_no_name(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataRejected, match="công thức") as caught:
        register(tmp_path, f"a,9,Xã,A,,,\n{row}\n")
    (problem,) = caught.value.problems
    assert (problem.file, problem.row) == ("units.csv", 3)


def test_a_name_broken_into_lines_is_the_same_name(tmp_path: Path) -> None:
    assert register(tmp_path, 'a,1,Xã,"Nà\n Tấu\t",,,\n').at[0, "name"] == "Nà Tấu"


def test_a_place_that_the_register_does_not_have_is_one_mistake(tmp_path: Path) -> None:
    known = register(tmp_path, "dien-bien,1,Xã,A,,,")
    with pytest.raises(DataRejected) as caught:
        units_in_month(known, "dien-bein", "2023-12", LABEL)
    (problem,) = caught.value.problems
    assert problem.what == "Danh mục units.csv không có địa phương 'dien-bein'."
    assert (problem.where, problem.remedy) == (
        "tệp publication.toml, mục place",
        "Ghi đúng mã địa phương: có phải dien-bien?",
    )


def test_a_missing_register_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataRejected, match=r"Không có danh mục đơn vị.\n  Ở đâu: tệp units.csv"):
        read_register(tmp_path / "units.csv")


def test_a_code_of_two_units_at_once_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "place,code,type,name,valid_from,valid_to,successor\np,1,Xã,A,,2025-07-31,\np,1,Xã,B,2025-07-01,,\n",
        encoding="utf-8",
    )
    register = read_register(path)
    assert list(units_in_month(register, "p", "2025-08", "{name}")["unit_label"]) == ["B"]
    with pytest.raises(DataRejected, match="hai dòng cùng hiệu lực"):
        units_in_month(register, "p", "2025-07", "{name}")


def test_the_place_behind_a_name_does_not_matter() -> None:
    assert in_city("2023-12").match("UBND xã Nà Tấu - Tỉnh Điện Biên").unit_code == "03316"
    assert in_city("2023-12").match("Phường Him Lam, thành phố Điện Biên Phủ").unit_code == "03127"


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("day", ["30/06/2025", "30/6/2025", "30-06-2025", "2025-06-30"])
def test_a_register_saved_by_excel_is_the_same_register(tmp_path: Path, separator: str, day: str) -> None:
    rows = f"Place,code,type,name,valid_from,valid_to,successor,,\n a ,1,Xã,B ,,{day},2,,\n,,,,,,,,\n"
    path = tmp_path / "units.csv"
    path.write_text(rows.replace(",", separator), encoding="utf-8-sig", newline="\r\n")
    (found,) = read_register(path).to_dict("records")
    assert (found["place"], found["name"], found["valid_to"]) == ("a", "B", pd.Timestamp("2025-06-30"))
    assert pd.isna(found["valid_from"])
    assert set(found) == set(HEADER.strip().split(","))


def test_a_day_and_month_without_zeros_is_read_where_another_day_shows_their_order(tmp_path: Path) -> None:
    rows = register(tmp_path, "a,1,Xã,B,,30/6/2025,2\na,2,Xã,B,1/7/2025,,\n")
    assert rows.at[1, "valid_from"] == pd.Timestamp("2025-07-01")


def test_a_day_that_is_wrong_in_many_rows_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(DataRejected) as caught:
        register(tmp_path, "".join(f"a,{at},Xã,B{at},,6/30/2025,\n" for at in range(150)))
    (problem,) = caught.value.problems
    assert "149 ô khác" in problem.what
    assert "01/07/2025" in problem.remedy


@pytest.mark.parametrize("written", ["3124", "3124.0", "03124"])
def test_a_register_whose_codes_lost_their_zeros_has_them_again(tmp_path: Path, written: str) -> None:
    units = register(tmp_path, f"a,{written},Xã,B,,2025-06-30,{written}\na,0127,Xã,C,,,\na,127,Xã,D,,,\n")
    assert list(units["code"]) == ["03124", "0127", "127"]
    assert units["successor"][0] == "03124"


@pytest.mark.parametrize(
    ("row", "column"), [(",1,Xã,B,,,", "place"), ("a,1,,B,,,", "type"), ("a,1,Xã,,,,", "name")]
)
def test_a_row_that_does_not_say_which_unit_it_is_is_refused(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(DataRejected) as caught:
        register(tmp_path, f"a,9,Xã,A,,,\n{row}\n")
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, column)


def test_days_that_stand_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRejected) as caught:
        register(tmp_path, "a,9,Xã,A,,,\na,1,Xã,B,2025-07-01,2025-06-30,\n")
    (problem,) = caught.value.problems
    assert (problem.row, problem.column) == (3, "valid_from")
