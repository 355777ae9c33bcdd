import shutil
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.lab.cards import MonthCard
from dbp_analysis.lab.verbs import compare, publications, score_month, series, what_if
from dbp_analysis.scoring.score import score_inputs

from ..made import PROJECT, Place, copy_real, dossier_rows, with_value
from ..small_notebooks import add_month

DATA = PROJECT / "data"
SAMPLE = "dien-bien-phu-thu"


@pytest.fixture(scope="module")
def card():
    return score_month("2023-12", data=DATA)


@pytest.fixture(scope="module")
def november():
    return score_month("2025-11", SAMPLE, DATA)


@pytest.fixture(scope="module")
def december():
    return score_month("2025-12", SAMPLE, DATA)


@pytest.fixture(scope="module")
def across_a_merger():
    return compare("2025-06", "2025-07", SAMPLE, DATA)


def test_what_changed_is_asked_of_a_card_or_of_two_months(november, december):
    asked = december.change().units

    assert asked.equals(compare("2025-11", "2025-12", SAMPLE, DATA).units)
    assert asked.equals(compare(november, december).units)
    assert asked.equals(compare("2025-11", december, SAMPLE, DATA).units)
    assert list(asked.index) == list(december.results.index)


def test_what_moved_a_unit_adds_up_to_its_change(november, december):
    compared = compare(november, december)
    moved = december.results["total"] - november.results["total"]

    assert compared.parts.index.names == ["unit", "subject"]
    assert compared.units["change"].to_dict() == pytest.approx(moved.to_dict())
    assert compared.parts.groupby("unit")["change"].sum().to_dict() == pytest.approx(moved.to_dict())


def test_the_chart_of_a_comparison_names_both_months(november, december):
    assert "tháng 12 năm 2025 so với tháng 11 năm 2025" in compare(november, december).plot().subtitle


def test_a_comparison_across_a_merger_says_what_it_lacks(across_a_merger):
    assert across_a_merger.units.at["Nà Tấu", "status"] == "incomplete"
    assert "Xã Nà Tấu từ 01/7/2025 còn gồm xã Mường Đăng" in across_a_merger._repr_html_()
    assert "Số liệu thử, không có thật" in across_a_merger._repr_html_()
    assert repr(across_a_merger) == "Comparison(2025-06, 2025-07)"


def test_a_comparison_across_a_merger_says_what_was_summed_however_it_is_asked_for(across_a_merger):
    asked = score_month("2025-07", SAMPLE, DATA).change()

    assert any("được cộng từ các đơn vị trước khi sáp nhập" in note for note in across_a_merger.notes)
    assert asked.notes == across_a_merger.notes


def test_ranks_before_are_not_compared_where_a_unit_was_only_a_part_of_itself(across_a_merger):
    assert across_a_merger.units[["rank_before", "rank_change"]].isna().all(axis=None)
    assert any(note.startswith("Không so sánh thứ hạng") for note in across_a_merger.notes)
    assert not any("tính lại theo" in note for note in across_a_merger.notes)
    assert "=" not in across_a_merger.plot().description


def test_a_month_beside_a_card_is_of_the_card_s_publication_and_data(place: Place):
    add_month(place, "2023-11")
    card = score_month("2023-12", place.publication, place.data)
    place.copy_to("khac", "2023-11")

    assert repr(compare("2023-11", card)) == "Comparison(2023-11, 2023-12)"


def test_sums_to_date_are_compared_by_one_rule_however_it_is_asked_for(place: Place):
    november = add_month(place, "2023-11")
    for one, day in ((november, "2023-11-30"), (place, "2023-12-31")):
        (one.folder / "month.toml").write_text(f"year_to_date = {day}\n", encoding="utf-8")
        one.dossiers(with_value(dossier_rows(), 2, "A", ""))
    asked = score_month("2023-12", data=place.data).change()

    assert asked.notes == compare("2023-11", "2023-12", data=place.data).notes
    assert "đều lũy kế từ đầu năm" in asked.notes[0]

    (november.folder / "month.toml").unlink()
    with pytest.raises(WrongUse, match="chỉ một bên là số lũy kế từ đầu năm"):
        compare("2023-11", "2023-12", data=place.data)


def test_a_month_scored_by_another_scheme_is_compared_when_asked_for_and_said(place: Place):
    november = add_month(place, "2023-11")
    path = place.data / "schemes" / "bo-thu.toml"
    older = path.read_text(encoding="utf-8").replace('id = "bo-thu"', 'id = "bo-cu"')
    path.with_name("bo-cu.toml").write_text(older, encoding="utf-8")
    (november.folder / "month.toml").write_text('scheme = "bo-cu"\n', encoding="utf-8")

    assert compare("2023-11", "2023-12", data=place.data).notes == (
        "Số liệu tháng 11 năm 2023 được chấm lại theo bộ chỉ số của kỳ sau (Bộ chỉ số thử).",
    )


def test_months_of_which_the_earlier_had_points_that_the_later_scheme_no_longer_gives(tmp_path: Path):
    data = copy_real(tmp_path).data
    october, november = (data / "gia-lai" / month for month in ("2026-10", "2026-11"))
    shutil.copytree(october, november)
    settings = (november / "month.toml").read_text(encoding="utf-8").replace("2026-10-10", "2026-11-10")
    (november / "month.toml").write_text(f'scheme = "qd766-2027"\n{settings}', encoding="utf-8")
    text = (data / "schemes" / "qd766-2026.toml").read_text(encoding="utf-8")
    before, openness, *groups = text.partition("[[findings]]")[0].split("[[groups]]")
    assert '"openness_points"' in openness
    later = "[[groups]]".join([before.replace('id = "qd766-2026"', 'id = "qd766-2027"'), *groups])
    lines = [line for line in later.splitlines() if not line.startswith("openness_points")]
    (data / "schemes" / "qd766-2027.toml").write_text("\n".join(lines), encoding="utf-8")

    compared = compare("2026-10", "2026-11", data=data)

    assert set(compared.units["status"]) == {"compared"}
    assert compared.units["change"].eq(0).all()
    assert series("2026-10", "2026-11", data=data).months == ["2026-10", "2026-11"]


@pytest.mark.parametrize("month", [202312, None, 2023.12])
def test_a_month_that_is_no_text_is_refused_in_words(month):
    asked = (lambda one: compare(one, "2025-12"), lambda one: series(one, "2025-12"))
    for ask in (score_month, what_if, *asked):
        with pytest.raises(WrongUse, match="không phải là tháng"):
            ask(month)


def test_months_between_that_were_not_asked_for_are_not_called_missing():
    assert not any("không có số liệu" in note for note in compare("2025-08", "2025-12", SAMPLE, DATA).notes)


@pytest.mark.parametrize(("before", "after"), [("2025-12", "2025-11"), ("2025-11", "2025-11")])
def test_months_in_the_wrong_order_are_not_compared(before, after):
    with pytest.raises(WrongUse, match=rf"Không so sánh được {before} \({SAMPLE}\) với {after}"):
        compare(before, after, SAMPLE, DATA)


def test_periods_of_two_kinds_are_refused_with_the_reason_that_a_report_gives(december):
    quarter = replace(december.inputs, month="2025-Q4")
    said = "Không so sánh số liệu tháng 12 năm 2025 với số liệu quý IV năm 2025: hai kỳ khác loại."
    with pytest.raises(WrongUse, match=said):
        compare(MonthCard(quarter, score_inputs(quarter)), december)


def test_months_of_two_publications_are_not_compared(card, december):
    with pytest.raises(WrongUse, match=r"2023-12 \(dien-bien-phu\) với 2025-12 \(dien-bien-phu-thu\)"):
        compare(card, december)


def test_a_series_is_every_month_from_first_to_last():
    assert series("2025-11", "2025-12", SAMPLE, DATA).months == ["2025-11", "2025-12"]


def test_a_scenario_is_scored_like_a_month(tmp_path: Path):
    scheme = (DATA / "schemes" / "dien-bien-2023.toml").read_text(encoding="utf-8")
    scenario = tmp_path / "thu-nghiem.toml"
    scenario.write_text(
        scheme.replace('id = "dien-bien-2023"', 'id = "thu-nghiem"').replace(
            "at_least = 9\n", "at_least = 8.8\n"
        ),
        encoding="utf-8",
    )
    bands = score_month("2023-12", data=DATA, scheme=scenario).results["band"]

    assert list(bands[bands == "Xuất sắc"].index) == ["Pá Khoang", "Him Lam"]


def test_publications_say_which_months_there_are(place: Place):
    add_month(place, "2023-11")
    place.copy_to("trong", "2024-01")
    shutil.rmtree(place.data / "trong" / "2024-01")
    there = publications(place.data)

    assert list(there.columns) == ["title", "scheme", "first", "last", "months"]
    assert there.loc["vi-du", ["scheme", "first", "last"]].tolist() == ["bo-thu", "2023-11", "2023-12"]
    assert there.at["vi-du", "months"] == ["2023-11", "2023-12"]
    assert there.loc["trong", ["first", "last"]].isna().all()
    assert there.at["trong", "months"] == []


def test_what_if_takes_a_month_as_score_month_does(place: Place):
    scenario = what_if("2023-12", place.publication, place.data)

    assert scenario.changes == ()
    assert what_if("2023-12", data=place.data).inputs.publication.id == place.publication
    pd.testing.assert_frame_equal(
        scenario.base.results, score_month("2023-12", data=place.data).scorecard.results
    )


def test_a_scheme_goes_by_its_id_or_its_file(place: Place, monkeypatch: pytest.MonkeyPatch):
    path = place.data / "schemes" / "bo-thu.toml"
    other = path.with_name("bo-moi.toml")
    text = path.read_text(encoding="utf-8").replace('id = "bo-thu"', 'id = "bo-moi"')
    other.write_text(text.replace("at_least = 9 ", "at_least = 8 "), encoding="utf-8")
    by_id, by_file = (score_month("2023-12", data=place.data, scheme=one) for one in ("bo-moi", other))

    assert by_id.inputs.scenario == by_file.inputs.scenario == "bo-moi"
    assert by_id.scorecard.scheme == by_file.scorecard.scheme
    assert by_id.results.equals(by_file.results)
    with pytest.raises(WrongUse, match=r"Không có tệp hay bộ chỉ số .bo-khac.*\n.*bo-moi"):
        score_month("2023-12", data=place.data, scheme="bo-khac")
    with pytest.raises(WrongUse, match="Không có tệp hay bộ chỉ số"):
        score_month("2023-12", data=place.data, scheme="../schemes/bo-moi")


@pytest.mark.parametrize("name", ["data", "scheme", "counts"])
@pytest.mark.parametrize("value", [5, pd.DataFrame({"a": [1]})])
def test_a_path_that_is_none_is_refused_in_words(place: Place, name: str, value: object):
    with pytest.raises(WrongUse, match=f"{name} phải là đường dẫn, không phải {type(value).__name__}"):
        score_month("2023-12", **({"data": place.data} | {name: value}))


def test_months_are_read_as_people_write_them(november, december):
    assert score_month("thang12", "dien-bien-phu", DATA).inputs.month == "2023-12"
    assert compare("11/2025", "T12/2025", SAMPLE, DATA).units.equals(compare(november, december).units)
    assert series("tháng 11 năm 2025", publication=SAMPLE, data=DATA).months == ["2025-11", "2025-12"]
