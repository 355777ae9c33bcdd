from dataclasses import replace
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.asking.trend.control import control_limits
from dbp_analysis.asking.trend.runs import runs
from dbp_analysis.asking.trend.trends import Trend, by_month, place_ratios, read_trend
from dbp_analysis.settings.month_file import Month

from ...made import Place
from ...trend_made import HIM_LAM, NA_TAU, SUCCESSORS, THANH_MINH, demo_trend, gaining, rows, series_of

NAN = float("nan")


@pytest.fixture
def trend(place: Place) -> Trend:
    """Four months with one missing: Nà Tấu climbs from last to first, Thanh Minh falls."""
    months = {
        "2023-09": rows(90, 80, 70),
        "2023-10": rows(90, 80, 75),
        "2023-12": rows(90, 80, 85),
        "2024-01": rows(90, 80, 95),
    }
    return read_trend(series_of(place, months))


def test_totals_stand_by_short_name_and_month_in_the_order_of_the_last(trend: Trend) -> None:
    assert list(trend.totals.index) == ["Nà Tấu", "Him Lam", "Thanh Minh"]
    assert list(trend.totals.columns) == ["2023-09", "2023-10", "2023-11", "2023-12", "2024-01"]
    expected = [35.0, 37.5, NAN, 42.5, 47.5]  # half of the percentage: 50 points in all
    np.testing.assert_allclose(trend.totals.loc["Nà Tấu"], expected)


def test_a_month_without_data_is_missing_in_every_frame(trend: Trend) -> None:
    for frame in (trend.totals, trend.ranks, trend.bands):
        assert frame["2023-11"].isna().all()
        assert frame.drop(columns="2023-11").notna().all(axis=None)


def test_ranks_and_bands_are_those_of_the_card(trend: Trend) -> None:
    assert trend.ranks["2023-09"].to_dict() == {"Him Lam": 1, "Thanh Minh": 2, "Nà Tấu": 3}
    assert trend.ranks["2024-01"].to_dict() == {"Nà Tấu": 1, "Him Lam": 2, "Thanh Minh": 3}
    assert trend.bands.loc["Nà Tấu"].dropna().tolist() == ["Khá", "Khá", "Khá", "Xuất sắc"]


def test_moves_are_from_the_first_month_to_the_last(trend: Trend) -> None:
    moves = trend.moves
    assert moves["climbed"].to_dict() == {"Nà Tấu": 2, "Him Lam": -1, "Thanh Minh": -1}
    assert moves.loc["Nà Tấu", ["from_band", "to_band"]].tolist() == ["Khá", "Xuất sắc"]


def test_the_place_s_ratio_is_the_sum_of_parts_by_the_sum_of_wholes(place: Place) -> None:
    counts = {HIM_LAM: (97, 98, 3, 70, 0, 9), THANH_MINH: (1, 3, 1, 2, 4, 7), NA_TAU: (5, 6, 7, 8, 0, 0)}

    table = place_ratios(series_of(place, {"2023-12": counts}))

    assert table.at[("on_time", "2023-12"), "ratio"] == float(Fraction(97 + 1 + 5, 98 + 3 + 6))
    assert table.at[("submitted", "2023-12"), "ratio"] == float(Fraction(3 + 1 + 7, 70 + 2 + 8))
    assert table.at[("paid", "2023-12"), "ratio"] == 0.25
    assert table["known"].eq(3).all()
    assert table["comparable"].tolist() == [True, True, False]  # sixteen cases are too few


def test_a_count_that_is_not_known_is_left_out_and_counted(place: Place) -> None:
    counts = {**rows(90, 80, 70), NA_TAU: (70, 100, NAN, 100, 70, NAN)}

    table = place_ratios(series_of(place, {"2023-12": counts}))

    assert table.loc["submitted"].iloc[0][["numerator", "denominator", "known"]].tolist() == [170, 200, 2]
    assert table.loc["paid"].iloc[0][["numerator", "denominator", "known"]].tolist() == [170, 200, 2]
    assert table["units"].eq(3).all()
    assert table["comparable"].tolist() == [True, False, False]


def test_a_unit_without_a_row_makes_the_month_incomparable(place: Place) -> None:
    some = {HIM_LAM: (90, 100, 90, 100, 90, 100)}

    table = place_ratios(series_of(place, {"2023-11": some, "2023-12": rows(9, 8, 7)}))

    assert table.xs("2023-11", level="month")["known"].tolist() == [1, 1, 1]
    assert not table.xs("2023-11", level="month")["comparable"].any()
    assert table.xs("2023-12", level="month")["comparable"].all()


def test_no_case_at_all_gives_no_ratio(place: Place) -> None:
    none = dict.fromkeys((HIM_LAM, THANH_MINH, NA_TAU), (1, 1, 1, 1, 0, 0))

    table = place_ratios(series_of(place, {"2023-12": none}))

    assert table.at[("paid", "2023-12"), "denominator"] == 0
    assert np.isnan(table.at[("paid", "2023-12"), "ratio"])


def test_a_sum_from_january_is_neither_a_run_nor_judged(place: Place) -> None:
    months = {f"2023-{n:02d}": rows(50 + n, 50 + n, 50 + n) for n in range(1, 13)}
    own = read_trend(series_of(place, months))
    to_date = Month(year_to_date=date(2023, 6, 30))

    summed = read_trend(series_of(place, months, **{f"m2023_{n:02d}": to_date for n in range(1, 13)}))
    june = read_trend(series_of(place, months, m2023_06=to_date))

    assert set(own.limits) == set(summed.limits) == {"on_time", "submitted", "paid"}
    assert all(own.limits.values())
    assert not any(summed.limits.values())
    assert own.unit_runs["months"].tolist() == [11, 11, 11]
    assert own.place_runs["months"].tolist() == [11, 11, 11]
    assert summed.unit_runs.empty
    assert summed.place_runs.empty
    assert june.unit_runs[["first", "last"]].drop_duplicates().to_numpy().tolist() == [
        ["2023-02", "2023-05"],
        ["2023-08", "2023-12"],
    ]
    assert summed.totals.equals(own.totals)  # shown all the same


def test_what_a_merged_unit_was_before_is_marked_as_summed(place: Place) -> None:
    with (place.data / "units.csv").open("a", encoding="utf-8") as register:
        register.write(SUCCESSORS)
    july = {HIM_LAM: (9, 10, 3, 10, 1, 10), NA_TAU: (1, 1, 1, 1, 1, 1)}

    trend = read_trend(series_of(place, {"2025-06": rows(9, 8, 7), "2025-07": july}))

    assert trend.summed.loc["Điện Biên Phủ"].tolist() == [True, False]
    assert trend.summed.loc["Nà Tấu"].tolist() == [False, False]


def test_what_a_merger_adds_is_no_change_of_the_place(place: Place) -> None:
    """The old units go on as they were: 50 or 51 of 100; 300 cases without success come with the merger."""
    trend = gaining(place, [50, 51] * 3, [50, 51] * 3)

    paid = trend.place.loc["paid"]
    assert paid["comparable"].tolist() == [False] * 6 + [True] * 6
    assert paid["ratio"].tolist() == [0.5, 0.51] * 3 + [150 / 600, 153 / 600] * 3
    limits = control_limits(trend.comparable.loc["paid"], fewest=6)
    assert limits is not None
    assert (limits.points, limits.outside, limits.verdict, limits.moved) == (6, (), "usual", "")
    assert trend.limits["paid"] is None
    assert trend.verdicts["paid"] is None


@pytest.mark.parametrize(
    ("shares", "verdict"),
    [
        ((50, 51, 52, 53, 54, 55), "rising"),
        ((55, 54, 53, 52, 51, 50), "falling"),
        ((50, 50, 51, 52, 53, 54), None),  # five of them
        ((50, 51, 52, 52, 53, 54), None),
        ((50, 51, 52, 53, 54, 55, 50), None),  # no longer
        ((50, 60) * 4 + (50, 51, 52, 53, 54, 55), "rising"),  # within the limits
        ((50, 51) * 7, "usual"),
    ],
)
def test_six_months_in_one_direction_are_a_signal_with_limits_or_without(
    place: Place, shares: tuple[int, ...], verdict: str | None
) -> None:
    months = [f"{2022 + n // 12}-{n % 12 + 1:02d}" for n in range(len(shares))]
    trend = read_trend(series_of(place, {m: rows(s, s, s) for m, s in zip(months, shares, strict=True)}))

    assert trend.verdicts["paid"] == verdict
    if verdict in ("rising", "falling"):
        run = trend.one_way["paid"]
        assert (run.rising, run.last, run.before) == (verdict == "rising", months[-1], shares[-6] / 100)
        assert run.start == months[-6]


def test_no_run_and_no_move_goes_over_what_a_merger_adds(place: Place) -> None:
    trend = gaining(place, [50, 51, 52], [53, 54, 55], joined=(300, 300))

    assert trend.since == "2025-07"
    assert trend.place_runs.empty
    runs = trend.unit_runs[["subject", "first", "last"]].to_numpy().tolist()
    assert runs == [["Điện Biên Phủ", "2025-05", "2025-09"]]  # whole all the time, its parts summed
    assert trend.moves["from_rank"].to_dict() == trend.ranks["2025-07"].to_dict()


def test_a_run_after_a_merger_counts_from_its_first_whole_month(place: Place) -> None:
    trend = gaining(place, [50, 51], [52, 53, 54, 55])

    (run,) = trend.place_runs[trend.place_runs["subject"].eq("paid")].itertuples()
    assert (run.first, run.last, run.months, run.before) == ("2025-08", "2025-10", 3, 156 / 600)


def test_a_merger_of_known_units_alone_breaks_nothing(place: Place) -> None:
    with (place.data / "units.csv").open("a", encoding="utf-8") as register:
        register.write(SUCCESSORS)
    july = {HIM_LAM: (104, 200) * 3, NA_TAU: (52, 100) * 3}

    trend = read_trend(series_of(place, {"2025-06": rows(51, 51, 51), "2025-07": july}))

    assert trend.all_whole
    assert trend.place["comparable"].all()


def test_units_of_one_full_name_are_told_apart_by_their_code(place: Place) -> None:
    series = series_of(place, {"2023-12": rows(90, 80, 70)})
    units = series.card.units.assign(unit_short=["Him Lam", "Xã Nà Tấu", "Xã Nà Tấu"])

    shown = by_month(replace(series, card=replace(series.card, units=units)), "total")

    assert list(shown.index) == ["Him Lam", "Xã Nà Tấu (03145)", "Xã Nà Tấu (03316)"]


def found(values: pd.DataFrame, length: int = 3) -> list[tuple[object, ...]]:
    columns = ["subject", "rising", "first", "last", "months", "before", "after"]
    return [tuple(row) for row in runs(values, length)[columns].to_numpy().tolist()]


def frame(*table: list[float]) -> pd.DataFrame:
    columns = [f"2025-{n:02d}" for n in range(1, len(table[0]) + 1)]
    return pd.DataFrame(table, index=[f"u{n}" for n in range(len(table))], columns=columns)


def test_three_months_in_a_row_are_a_run_and_two_are_not() -> None:
    assert found(frame([1, 2, 3, 4, 3], [1, 2, 3, 3, 3])) == [("u0", True, "2025-02", "2025-04", 3, 1.0, 4.0)]


def test_a_run_is_as_long_as_it_lasts_and_another_may_follow() -> None:
    assert found(frame([9, 1, 2, 3, 4, 5, 4, 3, 2])) == [
        ("u0", True, "2025-03", "2025-06", 4, 1.0, 5.0),
        ("u0", False, "2025-07", "2025-09", 3, 5.0, 2.0),
    ]


def test_a_missing_month_and_an_equal_value_end_a_run() -> None:
    assert found(frame([1, 2, 3, NAN, 4, 5, 6], [1, 2, 3, 3, 4, 5, 5])) == []


def test_a_run_does_not_go_on_in_the_next_row() -> None:
    assert found(frame([9, 8, 1, 2, 3], [4, 5, 3, 4, 5])) == []


def test_noise_of_binary_arithmetic_is_no_rise() -> None:
    assert found(frame([0.3, 0.1 + 0.2, 0.4, 0.5])) == []


def test_nothing_to_compare_gives_no_run() -> None:
    assert found(frame([1])) == []
    assert found(frame([1])[:0]) == []


VALUES = st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=8, max_size=8)


@given(st.lists(VALUES, min_size=1, max_size=4), st.integers(2, 4))
def test_runs_agree_with_looking_at_every_stretch(table: list[list[int | None]], length: int) -> None:
    expected = []
    for number, values in enumerate(table):
        for rising in (True, False):

            def moved(n: int, values: list[int | None] = values, rising: bool = rising) -> bool:
                before, after = values[n - 1], values[n]
                known = before is not None and after is not None
                return known and (after > before if rising else after < before)

            for start in range(1, 8):
                for end in range(start, 8):
                    longest = (start == 1 or not moved(start - 1)) and (end == 7 or not moved(end + 1))
                    if longest and end - start + 1 >= length and all(map(moved, range(start, end + 1))):
                        expected.append(
                            (f"u{number}", rising, f"2025-{start + 1:02d}", f"2025-{end + 1:02d}")
                        )
    numbers = [[NAN if value is None else float(value) for value in values] for values in table]

    assert sorted(row[:4] for row in found(frame(*numbers), length)) == sorted(expected)


def test_many_units_and_months_are_read_at_once() -> None:
    trend = demo_trend(135, 24, drop=("2023-07",))
    assert trend.totals.shape == (135, 24)
    assert trend.totals["2023-07"].isna().all()
    assert not ((trend.unit_runs["first"] <= "2023-07") & (trend.unit_runs["last"] >= "2023-07")).any()
    assert set(trend.unit_runs["subject"]) <= set(trend.totals.index)
