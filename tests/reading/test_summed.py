"""A longer period on the sum of its months, or on exports of its own."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.reading.month import read_month
from dbp_analysis.reading.summed import sum_of
from dbp_analysis.running.month import plan_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.month_settings import load_month_settings

from ..made import PROJECT, Place, dossier_rows, real_inputs, with_value

SAMPLE = "dien-bien-phu-thu"


def add(place: Place, period: str, heading: str) -> Place:
    place.copy_to(place.publication, period)
    other = replace(place, month=period)
    other.dossiers(with_value(dossier_rows(), 2, "A", f"Kỳ báo cáo: {heading}"))
    return other


def test_a_quarter_is_the_sum_of_its_months_and_capped_once() -> None:
    quarter = real_inputs("2025-Q3", SAMPLE)
    months = [real_inputs(f"2025-{at:02d}", SAMPLE) for at in (7, 8, 9)]
    card = score_inputs(quarter)

    assert quarter.errors == ()
    assert quarter.period == "quý III năm 2025"
    for code in quarter.units.index:
        own = quarter.counts.loc[("2025-Q3", code)]
        for name in quarter.scheme.inputs:
            assert own[name] == sum(one.counts.loc[(one.month, code), name] for one in months)
        for one in quarter.scheme.indicators:
            if one.constant is None and own[list(one.denominator)].sum():
                part, whole = (
                    sum(Fraction(int(own[name])) for name in names)
                    for names in (one.numerator, one.denominator)
                )
                share = min(part / whole / Fraction(str(one.full_at or 1)), 1)
                points = float(share * Fraction(str(one.maximum)))
                assert card.points.loc[("2025-Q3", code), one.id] == pytest.approx(points, abs=1e-12)


def test_every_file_of_every_month_is_a_source() -> None:
    files = {path.relative_to(PROJECT / "data").as_posix() for path in real_inputs("2025-Q3", SAMPLE).files}

    for at in (7, 8, 9):
        month = f"2025-{at:02d}"
        for path in real_inputs(month, SAMPLE).project.month_files(SAMPLE, month):
            assert f"{SAMPLE}/{month}/{path.name}" in files


def test_units_that_merged_within_a_year_are_summed_over_their_parts() -> None:
    year = real_inputs("2025", SAMPLE)
    (now,) = [code for code, name in year.units["unit_short"].items() if name == "Điện Biên Phủ"]
    old = year.register.query("place == @place", local_dict={"place": year.publication.place})
    parts = {*old.loc[old["successor"].eq(now), "code"], now}
    name = year.scheme.inputs[0]
    expected = sum(
        one.counts.loc[(one.month, code), name]
        for one in (real_inputs(f"2025-{at:02d}", SAMPLE) for at in range(1, 13))
        for code in one.units.index
        if code in parts
    )

    assert year.counts.loc[("2025", now), name] == expected
    assert "được cộng từ các đơn vị trước khi sáp nhập" in year.settings.note


def test_across_a_merger_quarters_are_not_compared() -> None:
    quarter = real_inputs("2025-Q3", SAMPLE)

    assert since_previous(quarter, score_inputs(quarter)).reason == (
        "Không so sánh số liệu quý III năm 2025 với số liệu quý II năm 2025: giữa hai kỳ có sáp nhập đơn vị."
    )


def test_neighbours_of_one_kind_are_compared() -> None:
    quarter = real_inputs("2025-Q4", SAMPLE)
    found = since_previous(quarter, score_inputs(quarter))

    assert (found.reason, found.month) == ("", "2025-Q3")
    assert found.change.before.period == "quý III năm 2025"


def test_a_period_without_all_its_months_is_marked_and_not_compared(place: Place) -> None:
    add(place, "2023-11", "Tháng 11 năm 2023")
    add(place, "2023-09", "Tháng 9 năm 2023")
    quarter = replace(place, month="2023-Q4").read()

    assert quarter.errors == ()
    assert quarter.period == "quý IV năm 2023, mới có 02/03 tháng"
    assert "chưa có tháng 10/2023" in quarter.settings.note
    assert [p.what for p in quarter.warnings if p.check == "months"] == ["Chưa có số liệu tháng 10 năm 2023."]
    assert "chưa đủ số liệu của cả kỳ" in since_previous(quarter, score_inputs(quarter)).reason


def test_exports_of_its_own_come_first_and_must_state_the_period(place: Place) -> None:
    own = add(place, "2023-Q4", "Quý IV năm 2023")
    assert own.read().errors == ()
    assert {r.file for r in own.read().readings} == {"ho-so.xlsx", "thanh-toan.csv"}

    own.dossiers(with_value(dossier_rows(), 2, "A", "Kỳ báo cáo: Quý III năm 2023"))
    (wrong,) = own.read().errors
    assert wrong.what == "Tệp ghi kỳ báo cáo quý III năm 2023, không phải quý IV năm 2023."


def test_a_week_is_scored_on_exports_of_its_own(place: Place) -> None:
    own = add(place, "2026-W41", "Tuần 41 năm 2026 (từ ngày 05/10/2026 đến ngày 11/10/2026)")
    place.change("units.csv", ",2025-06-30,03127", ",,")
    place.change("units.csv", ",2025-06-30,03316", ",,")

    assert own.read().errors == ()
    assert own.read().period.startswith("tuần 41 năm 2026 (từ ngày 05/10/2026")


def test_without_any_month_the_missing_exports_are_named(place: Place) -> None:
    said = r"(?s)Chưa có số liệu kỳ 2024-Q1.*2024-01, 2024-02, 2024-03.*dbp new 2024-Q1"
    with pytest.raises(WrongUse, match=said):
        replace(place, month="2024-Q1").read()


def test_figures_to_date_are_those_of_the_last_month_or_refused() -> None:
    year, month = real_inputs("2026", "gia-lai"), real_inputs("2026-10", "gia-lai")

    assert year.period == "năm 2026, mới đến ngày 10/10/2026"
    inputs = [name for name in month.scheme.inputs if name in month.counts]
    assert year.counts[inputs].droplevel("month").equals(month.counts[inputs].droplevel("month"))
    with pytest.raises(WrongUse, match="lũy kế từ đầu năm không cộng"):
        read_month("2026-Q4", "gia-lai", PROJECT / "data")


def test_counts_of_a_sum_are_not_replaced(place: Place, tmp_path) -> None:
    (tmp_path / "k.csv").write_text("", encoding="utf-8")
    with pytest.raises(WrongUse, match="cộng từ các tháng"):
        read_month("2023-Q4", "vi-du", place.data, counts=tmp_path / "k.csv")


def test_a_run_of_a_quarter_goes_to_a_folder_of_its_own(place: Place) -> None:
    run = plan_month("quý IV/2023", "", place.data, place.output)

    assert (run.target.name, run.parameters["month"]) == ("2023-Q4", "2023-Q4")


@pytest.mark.parametrize(("way", "expected"), [("own", None), ("mean", 0.5)])
def test_given_points_are_never_summed(way: str, expected: float | None) -> None:
    october = real_inputs("2026-10", "gia-lai")
    scheme = october.scheme.model_copy(update={"given_over_months": way})
    settings = october.settings.model_copy(update={"year_to_date": None})
    name = next(group.given for group in scheme.groups if group.given in october.counts)
    index = october.counts.index
    months = [
        replace(
            october,
            month=month,
            scheme=scheme,
            settings=settings,
            counts=october.counts.assign(**{name: points}).set_axis(
                index.set_levels([month], level="month"), axis="index"
            ),
        )
        for month, points in (("2026-10", 0.25), ("2026-11", 0.75))
    ]
    settled = load_month_settings(october.project, "gia-lai", "2026-Q4", None)
    code = settled.units.index[0]
    form = pd.DataFrame({name: [3.0]}, index=pd.Index([code], name="unit_code"))
    found = sum_of(settled, months, form, rules=False).counts[name].droplevel("month")

    assert found[code] == 3.0
    rest = found.drop(code)
    assert rest.isna().all() if expected is None else rest.eq(expected).all()


def test_where_nothing_listed_means_none_what_some_months_list_is_added_up() -> None:
    october = real_inputs("2026-10", "gia-lai")
    extra = {"id": "x", "name": "x", "short_name": "x", "unlisted": "none"}
    bonus = Adjustment(**extra, kind="bonus", given="praise", at_most=3)
    taken = Adjustment(**extra | {"id": "y"}, kind="deduction", counts=("blame",), points_each=1)
    changed = {"given_over_months": "mean", "adjustments": (bonus, taken)}
    scheme = october.scheme.model_copy(update=changed)
    settings = october.settings.model_copy(update={"year_to_date": None})
    months = [
        replace(
            october,
            month=month,
            scheme=scheme,
            settings=settings,
            counts=october.counts.assign(praise=praise, blame=blame).set_axis(
                october.counts.index.set_levels([month], level="month"), axis="index"
            ),
        )
        for month, praise, blame in (("2026-10", 3.0, 4.0), ("2026-11", float("nan"), float("nan")))
    ]
    settled = load_month_settings(october.project, "gia-lai", "2026-Q4", None)

    found = sum_of(settled, months, pd.DataFrame(), rules=False).counts

    assert found["praise"].eq(1.5).all()
    assert found["blame"].eq(4).all()


def test_points_of_the_only_month_that_there_is_are_not_those_of_the_quarter() -> None:
    october = real_inputs("2026-10", "gia-lai")
    settings = october.settings.model_copy(update={"year_to_date": None})
    name = next(group.given for group in october.scheme.groups if group.given in october.counts)
    months = [replace(october, settings=settings, counts=october.counts.assign(**{name: 0.25}))]
    settled = load_month_settings(october.project, "gia-lai", "2026-Q4", None)

    assert sum_of(settled, months, pd.DataFrame(), rules=False).counts[name].isna().all()
