from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.publishing.record import run_record
from dbp_analysis.reading.corrections import corrections_table, load_corrections
from dbp_analysis.reading.month import load_month_inputs

from ..made import Place

FIX = """\
[[corrections]]
unit = "{unit}"
count = "{count}"
from = {old}
to = {new}
reason = "Nhập nhầm"
reported_by = "UBND xã Nà Tấu"
date = 2024-01-03
"""


def correct(place: Place, unit="03316", count="ratings_satisfied", old=65, new=64) -> None:
    path = place.folder / "corrections.toml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + FIX.format(unit=unit, count=count, old=old, new=new), encoding="utf-8")


def test_a_month_without_corrections_has_none(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.toml") == ()
    assert corrections_table(()).empty


@pytest.mark.parametrize("unit", ["03316", "UBND xã Nà Tấu", "Nà Tấu"])
def test_a_fix_is_applied_before_the_checks(real: Place, unit: str) -> None:
    correct(real, unit)
    inputs = real.read()
    assert inputs.errors == ()
    assert inputs.counts.at[("2023-12", "03316"), "ratings_satisfied"] == 64


def test_a_fix_of_one_figure_of_an_identity_needs_the_others_too(real: Place) -> None:
    correct(real, count="received_online", old=56, new=57)
    assert {problem.check for problem in real.read().errors} == {"identities"}


def test_the_total_row_moves_with_a_figure_it_was_made_from(real: Place) -> None:
    for count, old, new in (("received_counter", 87, 86), ("received_online", 56, 57)):
        correct(real, count=count, old=old, new=new)
    assert real.read().errors == ()


def test_fixes_follow_one_another(real: Place) -> None:
    correct(real, old=65, new=64)
    correct(real, old=64, new=63)
    assert real.read().counts.at[("2023-12", "03316"), "ratings_satisfied"] == 63


def test_a_fix_is_refused_when_the_source_was_mended(real: Place) -> None:
    correct(real, old=60, new=64)
    with pytest.raises(DataRejected) as rejection:
        load_month_inputs("2023-12", real.publication, real.data)
    (problem,) = rejection.value.problems
    assert problem.file == "corrections.toml"
    assert "cần sửa từ 60" in problem.what
    assert "muc-do-hai-long.xlsx dòng 14 ghi 65" in problem.what
    assert "xóa hiệu chỉnh" in problem.remedy


@pytest.mark.parametrize(
    ("unit", "count", "key", "what", "remedy"),
    [
        ("Nà Tầu", "ratings", "unit", "không rõ đơn vị nào là 'Nà Tầu'", "Có phải UBND xã Nà Tấu"),
        ("?", "ratings", "unit", "không rõ đơn vị nào là '?'", "như trong units.csv"),
        ("03316", "ratings_satisfed", "count", "không có số liệu mang mã", "Có phải ratings_satisfied"),
        ("03316", "xyz", "count", "không có số liệu mang mã 'xyz'", "Các mã hiện có: "),
    ],
)
def test_a_fix_of_nothing_known_says_whether_unit_or_count_is_unknown_and_what_may_be_meant(
    real: Place, unit: str, count: str, key: str, what: str, remedy: str
) -> None:
    correct(real, unit=unit, count=count)
    (problem,) = real.read().errors
    assert (problem.check, problem.column) == ("corrections", f"corrections[1].{key}")
    assert what in problem.what
    assert remedy in problem.remedy


def test_a_wrong_record_names_the_key(real: Place) -> None:
    (real.folder / "corrections.toml").write_text('[[corrections]]\nunit = "03316"\n', encoding="utf-8")
    with pytest.raises(DataRejected) as rejection:
        real.read()
    assert "corrections[1].reason" in {problem.column for problem in rejection.value.problems}


def test_fixes_are_listed_with_their_reason_in_table_and_record(real: Place) -> None:
    correct(real)
    inputs = real.read()
    table = corrections_table(inputs.corrections)
    assert table.loc[1].tolist() == [
        "03316",
        "ratings_satisfied",
        65,
        64,
        "Nhập nhầm",
        "UBND xã Nà Tấu",
        "03/01/2024",
    ]
    assert '<td style="text-align: left">Nhập nhầm</td>' in inputs._repr_html_()
    assert run_record(inputs, {}, (), ())["corrections"][0]["from"] == 65
    assert "dien-bien-phu/2023-12/corrections.toml" in run_record(inputs, {}, (), ())["inputs"]
