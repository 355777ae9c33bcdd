from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.scenario.scenario import Scenario, scenario_of
from dbp_analysis.common.errors import DataRejected, RunFailed, WrongUse
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.telling.findings import find

from ...decision_made import make_decision
from ...made import Place, copy_partly_counted, make_place, payment_rows, real_inputs, with_value

FRAMES = ("counts", "numerators", "denominators", "ratios", "points", "group_points", "results", "units")


@pytest.fixture(scope="module")
def december() -> Scenario:
    """The published month, nothing changed yet."""
    return scenario_of(real_inputs())


@pytest.fixture(scope="module")
def gia_lai(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """135 communes, most of them with given points only."""
    return scenario_of(copy_partly_counted(tmp_path_factory.mktemp("gia-lai")).read())


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Scenario]:
    place = make_place(tmp_path_factory.mktemp("tiny"))
    return place, scenario_of(place.read())


def total(scenario: Scenario, unit: str) -> float:
    results = scenario.card.of_units(scenario.card.results)
    return float(results["total"][scenario.unit_code(unit)])


def assert_same_card(one: Scorecard, other: Scorecard) -> None:
    assert one.scheme == other.scheme
    assert one.periods == other.periods
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))


def read_back(scenario: Scenario, folder: Path) -> MonthInputs:
    written = scenario.write(folder)
    files = {{".toml": "scheme", ".csv": "counts"}[path.suffix]: path for path in written}
    inputs = scenario.inputs
    return read_month(inputs.month, inputs.publication.id, inputs.project.data, folder, **files)


def test_a_scenario_that_changes_nothing_scores_the_same(december: Scenario) -> None:
    assert december.changes == ()
    assert december.changed_counts.empty
    assert december.scheme == december.inputs.scheme
    assert december.note.startswith("Kịch bản giả định: chưa thay đổi gì. ")
    pd.testing.assert_frame_equal(december.card.results, december.base.results)


def test_a_shift_changes_the_total_by_what_the_counts_earn(december: Scenario) -> None:
    # Nà Tấu: 56 of 143 online, 87 at the counter.
    moved = december.with_shift("xã nà tấu", "received_online", 100)
    gained = Fraction(10 * (100 - 56), 143)
    assert total(moved, "Nà Tấu") - total(december, "Nà Tấu") == pytest.approx(float(gained), abs=1e-12)
    assert moved.counts_of("03316")["received_counter"] == 43
    assert moved.changes == (
        "Nà Tấu: Tiếp nhận trực tuyến trong kỳ từ 56 thành 100",
        "Nà Tấu: Tiếp nhận trực tiếp, qua bưu chính trong kỳ từ 87 thành 43",
    )


def test_a_count_alone_takes_the_counts_of_the_form_along(december: Scenario) -> None:
    more = december.with_counts("Nà Tấu", {"carried_over": 20})
    changed = more.changed_counts.set_index("count")
    assert changed["from"].to_dict() == {
        "carried_over": 16,
        "received_total": 159,
        "pending_total": 12,
        "pending_overdue": 0,
    }
    assert changed["to"].to_dict() == {
        "carried_over": 20,
        "received_total": 163,
        "pending_total": 16,
        "pending_overdue": 4,
    }
    assert set(changed["unit_name"]) == {"Nà Tấu"}
    assert more.changes[1] == "Nà Tấu: Đang giải quyết quá hạn từ 0 thành 4 (kéo theo)"


def test_several_counts_change_at_once_where_one_alone_is_impossible(december: Scenario) -> None:
    with pytest.raises(WrongUse, match="tử số 1 sẽ lớn hơn mẫu số 0"):
        december.with_counts("Nà Tấu", {"petitions": 0})
    none = dict.fromkeys(("petitions", "petitions_on_time", "petitions_satisfied"), 0)
    assert total(december.with_counts("Nà Tấu", none), "Nà Tấu") == total(december, "Nà Tấu")


def test_a_change_taken_back_is_no_change(december: Scenario) -> None:
    there = december.with_shift("Nà Tấu", "received_online", 100).with_maximum("progress", 20)
    back = there.with_shift("Nà Tấu", "received_online", 56).with_maximum("progress", 30)
    assert back.changes == ()
    assert there.changes != ()


def test_weights_bands_and_rounding_change_the_scheme(december: Scenario) -> None:
    other = december.with_maximum("paid_online", 12.5).with_band("Tốt", 7.125).with_rounding(1)
    assert (december.scheme.maximum, other.scheme.maximum) == (80, 82.5)
    assert other.scheme.group("online").maximum == 22.5
    assert other.changes == (
        "Điểm tối đa Thanh toán trực tuyến: từ 10 thành 12,5",
        "Mức Tốt: từ 8 thành 7,125",
        "Điểm chỉ số: từ không làm tròn thành làm tròn đến 1 chữ số thập phân",
    )
    # Nà Tấu: 30; 3,916 → 3,9; 0; 0,374 → 0,4; 3,9; 5; 5; 5.
    assert total(other, "Nà Tấu") == pytest.approx(30 + 3.9 + 0.4 + 3.9 + 15)


def test_the_scheme_of_a_scenario_says_what_it_is(december: Scenario) -> None:
    scheme = december.with_band("Tốt", 7.5).scheme
    assert scheme.id == "dien-bien-2023-gia-dinh"
    assert scheme.title.endswith(" (kịch bản giả định)")
    assert "giả định" in scheme.inferred[0]
    assert "Mức Tốt: từ 8 thành 7,5" in scheme.inferred[0]
    assert scheme.inferred[1:] == december.inputs.scheme.inferred


def test_the_note_is_in_front_of_that_of_the_month(december: Scenario) -> None:
    note = december.with_shift("Nà Tấu", "paid_online", 9).note
    assert note.startswith("Kịch bản giả định: 1 số liệu thay đổi, cách chấm giữ nguyên. ")
    assert note.endswith(december.inputs.settings.note)


def test_the_note_numbers_the_counts_that_are_listed(december: Scenario) -> None:
    # dossiers_not_digitised follows, but has no name that a reader knows.
    moved = december.with_shift("Nà Tấu", "dossiers_digitised", 60)
    assert len(moved.changed_counts) == 2
    assert len(moved.changes) == 1
    assert "1 số liệu thay đổi" in moved.note


def test_a_scenario_of_counts_alone_is_scored_by_the_real_scheme(december: Scenario) -> None:
    assert december.with_shift("Nà Tấu", "paid_online", 9).card.scheme == december.inputs.scheme
    rules = december.with_band("Tốt", 7.5)
    assert rules.card.scheme.id == "dien-bien-2023-gia-dinh"
    assert rules.note.startswith(
        "Kịch bản giả định: cách chấm thay đổi (bộ chỉ số dien-bien-2023-gia-dinh), số liệu giữ nguyên. "
    )


@pytest.mark.parametrize("value", [-1, 1.5, float("nan"), float("inf")])
def test_only_whole_numbers_from_zero_are_counts(december: Scenario, value: float) -> None:
    with pytest.raises(WrongUse, match="số nguyên không âm"):
        december.with_counts("Nà Tấu", {"paid_online": value})
    with pytest.raises(WrongUse, match="số nguyên không âm"):
        december.with_shift("Nà Tấu", "paid_online", value)


@pytest.mark.parametrize(
    ("count", "value", "said"),
    [
        ("paid_online", 85, "tử số 85 sẽ lớn hơn mẫu số 84"),
        ("received_online", 144, "Tiếp nhận trực tiếp, qua bưu chính trong kỳ: phải là số nguyên không âm"),
        ("resolved_on_time", 87, "Đã giải quyết quá hạn: phải là số nguyên không âm"),
        ("dossiers_digitised", 144, "dossiers_not_digitised sẽ là −1"),
    ],
)
def test_impossible_counts_are_refused_with_the_reason(
    december: Scenario, count: str, value: int, said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        december.with_shift("Nà Tấu", count, value)


@pytest.mark.parametrize("count", ["received_total", "pending_overdue", "khong-co"])
def test_counts_that_earn_nothing_only_follow(december: Scenario, count: str) -> None:
    with pytest.raises(WrongUse, match="paid_online"):
        december.with_counts("Nà Tấu", {count: 1})


def test_a_unit_that_is_not_certain_is_asked_back(december: Scenario) -> None:
    with pytest.raises(WrongUse, match="có phải: UBND xã Nà Tấu"):
        december.with_counts("Nà Tâu", {"paid_online": 1})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda s: s.with_maximum("progress", 0),
            "^Điểm tối đa Tiến độ giải quyết: phải là một số lớn hơn 0",
        ),
        (lambda s: s.with_maximum("progress", float("inf")), "phải là một số lớn hơn 0"),
        (lambda s: s.with_maximum("progress", float("nan")), "phải là một số lớn hơn 0"),
        (lambda s: s.with_maximum("tien-do", 5), "chọn một trong progress, "),
        (
            lambda s: s.with_band("Tốt", 7),
            r"^Mức Tốt: phải cao hơn mức Khá \(7\) và thấp hơn mức Xuất sắc \(9\)",
        ),
        (lambda s: s.with_band("Tốt", 9), r"thấp hơn mức Xuất sắc \(9\)"),
        (lambda s: s.with_band("Tốt", float("nan")), "phải cao hơn mức Khá"),
        (lambda s: s.with_band("Yếu", 1), "luôn bắt đầu từ 0"),
        (lambda s: s.with_band("Xuất sắc", 10.5), "không quá thang điểm 10"),
        (lambda s: s.with_band("Giỏi", 9), "chọn một trong Xuất sắc, "),
        (lambda s: s.with_rounding(7), "không được quá 6"),
        (lambda s: s.with_id("Kịch bản"), "^Mã kịch bản 'Kịch bản' không dùng được: .*chữ thường không dấu"),
        (lambda s: s.with_id("../x"), "chữ thường không dấu"),
        (lambda s: s.with_id("dien-bien-2023"), "bộ chỉ số thật"),
        (lambda s: s.with_id("qd766-2026"), "bộ chỉ số thật"),
    ],
)
def test_schemes_that_cannot_be_are_refused(december: Scenario, change, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        change(december)


def test_bands_reach_their_limits(december: Scenario) -> None:
    assert december.with_band("Xuất sắc", 10).rules.bands[0].at_least == 10
    assert december.with_band("Yếu", 0).changes == ()


def test_an_indicator_of_fixed_points_keeps_at_least_those(place: Place) -> None:
    place.change(
        "schemes/bo-thu.toml",
        'numerator = ["paid_online"]\ndenominator = ["payable"]\nno_cases = "full"',
        "constant = 4.5",
    )
    scenario = scenario_of(place.read())
    assert scenario.with_maximum("paid", 4.5).rules.indicator("paid").maximum == 4.5
    with pytest.raises(WrongUse, match="Điểm tối đa Thanh toán trực tuyến: phải từ 4,5 trở lên"):
        scenario.with_maximum("paid", 4.25)


def test_weights_of_a_group_with_given_points_are_refused(gia_lai: Scenario) -> None:
    with pytest.raises(WrongUse, match="122 đơn vị chỉ có điểm nhóm do nguồn công bố"):
        gia_lai.with_maximum("resolved_on_time", 30)


def test_a_count_that_is_not_known_cannot_change(gia_lai: Scenario) -> None:
    without = next(code for code in gia_lai.counts.xs("2026-10").index[gia_lai.counts["received"].isna()])
    with pytest.raises(WrongUse, match="chỉ có điểm do nguồn công bố"):
        gia_lai.with_counts(without, {"on_time": 1})
    with pytest.raises(WrongUse, match="Không đổi được số liệu 'openness_points'"):
        gia_lai.with_counts(without, {"openness_points": 18})


def test_counts_change_where_they_are_known_among_given_points(gia_lai: Scenario, tmp_path: Path) -> None:
    known = gia_lai.counts["received"].dropna().index[0][1]
    low, high = gia_lai.shift_range(known, "on_time")
    assert (low, high) == (0, gia_lai.counts_of(known)["received"])
    best = gia_lai.with_shift(known, "on_time", high)
    assert best.card.points.loc[("2026-10", known), "resolved_on_time"] == 20
    assert best.counts_of(known)["overdue"] == 0
    inputs = read_back(best, tmp_path)
    assert inputs.errors == ()
    assert_same_card(score_inputs(inputs), best.card)


def test_a_scenario_is_not_compared_with_what_was_published(gia_lai: Scenario) -> None:
    best = gia_lai.with_band("Tốt", 75).card
    assert not [finding for finding in find(best) if finding.kind == "differs"]
    pd.testing.assert_frame_equal(
        best.results.drop(columns="band"), gia_lai.base.results.drop(columns="band")
    )


def test_a_scenario_starts_from_a_sound_real_month(place: Place, tmp_path: Path) -> None:
    written = read_back(scenario_of(place.read()).with_band("Khá", 6), tmp_path)
    with pytest.raises(WrongUse, match="đã là kịch bản"):
        scenario_of(written)
    place.payments(with_value(payment_rows(), 2, "D", "abc"))
    with pytest.raises(DataRejected):
        scenario_of(place.read())


def test_a_scenario_shows_its_changes_in_a_notebook(place: Place) -> None:
    place.change("schemes/bo-thu.toml", 'resolved = "Đã', 'resolved = "<b>Đã')
    scenario = scenario_of(place.read()).with_shift("Nà Tấu", "resolved", 141)
    assert "Nà Tấu: &lt;b&gt;Đã giải quyết từ 140 thành 141" in scenario._repr_html_()
    assert repr(scenario) == "Scenario(bo-thu-gia-dinh, 2023-12, 1 changes)"


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda one: one.with_counts("Nà Tấu", {"paid_online": "12"}),
            "số nguyên không âm, không thể là '12'",
        ),
        (lambda one: one.with_shift("Nà Tấu", "paid_online", None), "số nguyên không âm, không thể là None"),
        (lambda one: one.with_counts("Nà Tấu", ["paid_online"]), "mã số liệu"),
        (lambda one: one.with_maximum("paid_online", "20"), "phải là một số lớn hơn 0"),
        (lambda one: one.with_band("Tốt", "8"), "phải bắt đầu từ một số, không thể là '8'"),
        (lambda one: one.with_rounding("hai"), "sai kiểu dữ liệu"),
        (lambda one: one.write(3), "folder phải là đường dẫn, không phải int"),
    ],
)
def test_a_wrong_type_is_refused_in_words(december: Scenario, ask: Callable, said: str) -> None:
    changed = december.with_band("Tốt", 7.5)
    with pytest.raises(WrongUse, match=said):
        ask(changed)


def test_the_files_say_what_is_changed(december: Scenario, tmp_path: Path) -> None:
    moved = december.with_shift("Nà Tấu", "paid_online", 9).with_band("Tốt", 7.5)
    scheme, counts = moved.write(tmp_path)
    assert counts.read_text(encoding="utf-8-sig").splitlines() == [
        "unit_code,unit_name,count,from,to",
        "03316,Nà Tấu,paid_online,0,9",
    ]
    assert load_scheme(scheme) == moved.scheme


def test_files_of_a_scenario_go_to_the_outputs_by_default(place: Place) -> None:
    scenario = scenario_of(place.read()).with_shift("Nà Tấu", "resolved", 141).with_band("Khá", 6)
    written = scenario.with_id("thu-1").write()
    assert [path.relative_to(place.output).as_posix() for path in written] == [
        "scenarios/thu-1.toml",
        "scenarios/thu-1.csv",
    ]


def test_only_what_is_changed_is_written(place: Place, tmp_path: Path) -> None:
    month = scenario_of(place.read())
    assert [path.suffix for path in month.with_band("Khá", 6).with_id("cach").write(tmp_path)] == [".toml"]
    counts = month.with_shift("Nà Tấu", "resolved", 141).with_id("so-lieu")
    assert [path.suffix for path in counts.write(tmp_path)] == [".csv"]
    with pytest.raises(WrongUse, match="Chưa thay đổi gì"):
        month.write(tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.*")) == ["cach.toml", "so-lieu.csv"]


def test_a_name_is_one_scenario_and_no_file_of_another_is_replaced(place: Place, tmp_path: Path) -> None:
    month = scenario_of(place.read())
    (counts,) = month.with_shift("Nà Tấu", "resolved", 141).write(tmp_path)
    before = counts.read_bytes()
    assert month.with_shift("Nà Tấu", "resolved", 141).write(tmp_path) == (counts,)
    others = [month.with_shift("Nà Tấu", "resolved", 142), month.with_band("Khá", 6)]
    for other in others:
        with pytest.raises(WrongUse, match=r"đã dùng: .* có bo-thu-gia-dinh\.csv với nội dung khác"):
            other.write(tmp_path)
    assert counts.read_bytes() == before
    assert [path.name for path in tmp_path.glob("bo-thu*")] == [counts.name]


def test_a_folder_that_cannot_be_written_is_a_clear_failure(place: Place) -> None:
    place.output.write_text("a file where a folder should be")
    with pytest.raises(RunFailed, match="Không ghi được"):
        scenario_of(place.read()).with_band("Khá", 6).write()


def drawn_scenario(data: st.DataObject, scenario: Scenario) -> Scenario:
    """Some changes of every kind, those that are refused passed over."""
    indicators = [indicator.id for indicator in scenario.rules.indicators]
    kinds = st.sampled_from(["shift", "maximum", "band", "rounding"])
    for kind in data.draw(st.lists(kinds, max_size=5)):
        try:
            if kind == "shift":
                unit = data.draw(st.sampled_from(list(scenario.inputs.units.index)))
                count = data.draw(st.sampled_from(list(scenario.rules.inputs)))
                low, high = scenario.shift_range(unit, count)
                value = data.draw(st.integers(low, low + 3000 if high is None else high))
                scenario = scenario.with_shift(unit, count, value)
            elif kind == "maximum":
                maximum = data.draw(st.floats(0.01, 100, allow_nan=False))
                scenario = scenario.with_maximum(data.draw(st.sampled_from(indicators)), maximum)
            elif kind == "band":
                band = data.draw(st.sampled_from([band.name for band in scenario.rules.bands]))
                scenario = scenario.with_band(band, data.draw(st.floats(0, 10)))
            else:
                scenario = scenario.with_rounding(data.draw(st.none() | st.integers(0, 6)))
        except WrongUse:
            assume(kind == "band")  # nothing else that is drawn here is impossible
    return scenario


@settings(max_examples=20)
@given(data=st.data())
def test_the_files_read_back_give_the_same_card(
    tiny: tuple[Place, Scenario], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    scenario = drawn_scenario(data, tiny[1])
    assume(scenario.changes)
    inputs = read_back(scenario, tmp_path_factory.mktemp("scenario"))
    assert inputs.errors == ()
    assert inputs.settings.note == scenario.note
    assert_same_card(score_inputs(inputs), scenario.card)


def test_a_band_of_a_strict_limit_and_of_conditions_keeps_both_when_it_moves(tmp_path: Path) -> None:
    """Strict: 50 points are not enough for Trung bình; who misses a condition of a band stands below it."""
    scenario = scenario_of(make_decision(tmp_path).read())
    moved = scenario.with_band("Trung bình", 51.5).with_band("Xuất sắc", 88)
    bands = {band.name: band for band in moved.scheme.bands}
    assert (bands["Trung bình"].above, bands["Trung bình"].at_least) == (51.5, None)
    assert bands["Xuất sắc"].requires == scenario.rules.bands[0].requires
    held = moved.card.of_units(moved.card.results)["held_back"]
    assert held[scenario.unit_code("Mường Thanh")] == "còn hồ sơ quá hạn"
    converted = moved.card.results["converted"].round(9)
    level = converted[converted < 65].max()
    just = scenario.with_band("Trung bình", float(level)).card.results
    assert just["band"][converted == level].tolist() == ["Yếu"]
    with pytest.raises(WrongUse, match="phải cao hơn mức"):
        scenario.with_band("Trung bình", 0)
    read = read_back(moved, tmp_path / "written")
    pd.testing.assert_frame_equal(score_inputs(read).results, moved.card.results)
