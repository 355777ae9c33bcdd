from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.settings.successors import carry_counts
from dbp_analysis.settings.units import read_register, units_in_month

from ..made import PROJECT, real_inputs

CITY = "dien-bien-phu"
REGISTER = read_register(PROJECT / "data" / "units.csv")
OLD = units_in_month(REGISTER, CITY, "2023-12", "{name}")
MERGED = {
    "03127": ["03127", "03130", "03133", "03136", "03142", "03145"],
    "03316": ["03316"],
    "03325": ["03317", "03325", "03326"],
    "03334": ["03124", "03139"],
}


@pytest.fixture(scope="module")
def december() -> pd.DataFrame:
    return real_inputs().counts


def made(*rows: str) -> pd.DataFrame:
    """A register of the place ``a`` (or as written), as ``read_register`` returns it."""
    cells = [row.split(",") for row in rows]
    columns = ["code", "name", "valid_from", "valid_to", "successor", "place"]
    register = pd.DataFrame([[*row, "a"][:6] for row in cells], columns=columns).assign(type="Xã")
    days = {name: pd.to_datetime(register[name], format="%Y-%m-%d") for name in ("valid_from", "valid_to")}
    return register.assign(**days)


def counted(values: dict[tuple[str, str], float], name: str = "received") -> pd.DataFrame:
    index = pd.MultiIndex.from_tuples(values, names=["month", "unit_code"])
    return pd.DataFrame({name: list(values.values())}, index=index, dtype=float)


def received(counts: pd.DataFrame) -> dict[tuple[str, str], float]:
    return counts["received"].to_dict()


TWO_IN_ONE = made("1,A,,2025-06-30,3", "2,B,,2025-06-30,3", "3,C,2025-07-01,,")

# sums


def test_the_counts_of_the_city_are_summed_to_its_four_units(december: pd.DataFrame) -> None:
    carried = carry_counts(december, REGISTER, CITY, "2025-07").counts
    assert list(carried.columns) == list(december.columns)
    assert list(carried.loc["2023-12"].index) == sorted(MERGED)
    for code, parts in MERGED.items():
        expected = december.loc["2023-12"].loc[parts].sum()
        assert carried.loc[("2023-12", code)].tolist() == expected.tolist()
    assert carried.at[("2023-12", "03127"), "received_online"] == 226 + 127 + 161 + 230 + 131 + 80


def test_the_parts_of_a_sum_are_named_as_they_were_then(december: pd.DataFrame) -> None:
    parts = carry_counts(december, REGISTER, CITY, "2025-07").parts
    assert parts[("2023-12", "03334")] == ("Phường Noong Bua", "Phường Nam Thanh")
    assert "Phường Mường Thanh" in parts[("2023-12", "03127")]
    assert parts[("2023-12", "03316")] == ("Xã Nà Tấu",)


def test_a_merged_unit_is_scored_anew_and_is_no_average(december: pd.DataFrame) -> None:
    scheme = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")
    new_units = units_in_month(REGISTER, CITY, "2025-07", "{name}")
    carried = carry_counts(december, REGISTER, CITY, "2025-07").counts
    before = score(december, scheme, OLD)
    after = score(carried, scheme, new_units)
    parts = december.loc["2023-12"].loc[MERGED["03325"]]
    ratio = parts["paid_online"].sum() / parts["payable"].sum()
    assert after.ratios.at[("2023-12", "03325"), "paid_online"] == ratio
    average = before.results["total"].loc["2023-12"].loc[MERGED["03325"]].mean()
    assert abs(after.results["total"][("2023-12", "03325")] - average) > 0.5
    assert sorted(after.results["rank"]) == [1, 2, 3, 4]


def test_counts_of_the_month_itself_stay_as_they_are(december: pd.DataFrame) -> None:
    for month in ("2023-12", "2025-06"):
        same = carry_counts(december, REGISTER, CITY, month)
        pd.testing.assert_frame_equal(same.counts, december.sort_index(), check_index_type=False)
        assert same.incomplete == ()


def test_a_series_crosses_the_day_with_a_reused_code() -> None:
    months = ["2023-12", "2025-06", "2025-07", "2025-08"]
    codes = {m: list(OLD.index) if m < "2025-07" else sorted(MERGED) for m in months}
    values = {(m, code): float(at + 1) for m in months for at, code in enumerate(codes[m])}
    carried = carry_counts(counted(values), REGISTER, CITY, "2025-08")
    for month in months[:2]:
        for code, parts in MERGED.items():
            assert carried.counts.at[(month, code), "received"] == sum(values[month, one] for one in parts)
    for month in months[2:]:
        for code in MERGED:
            assert carried.counts.at[(month, code), "received"] == values[month, code]
    assert carried.parts[("2025-06", "03334")] == ("Phường Noong Bua", "Phường Nam Thanh")
    assert carried.parts[("2025-07", "03334")] == ("Phường Mường Thanh",)
    assert carried.counts.index.is_monotonic_increasing


def test_a_chain_is_followed_to_its_end_or_to_the_month_asked_for() -> None:
    register = made(
        "1,A,,2024-12-31,2",
        "2,B,,2024-12-31,2",
        "2,BB,2025-01-01,2025-06-30,1",
        "4,D,,2025-06-30,1",
        "1,CC,2025-07-01,,",
    )
    counts = counted(
        {
            ("2024-12", "1"): 1,
            ("2024-12", "2"): 10,
            ("2024-12", "4"): 100,
            ("2025-01", "2"): 7,
            ("2025-01", "4"): 70,
            ("2025-07", "1"): 5,
        }
    )
    assert received(carry_counts(counts, register, "a", "2025-07").counts) == {
        ("2024-12", "1"): 111,
        ("2025-01", "1"): 77,
        ("2025-07", "1"): 5,
    }
    assert received(carry_counts(counts[:5], register, "a", "2025-03").counts) == {
        ("2024-12", "2"): 11,
        ("2024-12", "4"): 100,
        ("2025-01", "2"): 7,
        ("2025-01", "4"): 70,
    }


def test_nothing_is_carried_from_nothing(december: pd.DataFrame) -> None:
    carried = carry_counts(december[:0], REGISTER, CITY, "2025-07")
    assert (len(carried.counts), len(carried.parts), carried.incomplete) == (0, 0, ())
    assert list(carried.counts.columns) == list(december.columns)


def test_the_input_is_not_changed(december: pd.DataFrame) -> None:
    counts, register = december.copy(), REGISTER.copy()
    carry_counts(counts, register, CITY, "2025-07")
    pd.testing.assert_frame_equal(counts, december)
    pd.testing.assert_frame_equal(register, REGISTER)


# what is not known


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    for counts in (
        counted({("2025-01", "1"): 5, ("2025-01", "2"): np.nan}),
        counted({("2025-01", "1"): 5}),
        counted({("2025-01", "1"): np.nan, ("2025-01", "2"): np.nan}),
    ):
        carried = carry_counts(counts, TWO_IN_ONE, "a", "2025-07").counts
        assert list(carried.index) == [("2025-01", "3")]
        assert carried["received"].isna().all()


def test_only_the_month_and_the_count_with_the_gap_are_unknown() -> None:
    counts = counted({(m, c): 1 for m in ("2025-01", "2025-02") for c in ("1", "2")}).assign(resolved=2.0)
    counts.loc[("2025-01", "1"), "resolved"] = np.nan
    carried = carry_counts(counts, TWO_IN_ONE, "a", "2025-07").counts
    assert carried["received"].tolist() == [2, 2]
    assert np.isnan(carried["resolved"]).tolist() == [True, False]


def test_units_without_any_row_do_not_appear(december: pd.DataFrame) -> None:
    some = december[december.index.get_level_values("unit_code").isin(MERGED["03325"])]
    carried = carry_counts(some, REGISTER, CITY, "2025-07")
    assert list(carried.counts.index) == [("2023-12", "03325")]
    assert list(carried.parts.index) == [("2023-12", "03325")]
    assert carried.counts.notna().all(axis=None)
    assert carried.incomplete == ()


def test_points_are_never_summed() -> None:
    register = made(
        "1,A,,2025-06-30,3", "2,B,,2025-06-30,3", "3,C,2025-07-01,,", "4,D,,2025-06-30,5", "5,E,2025-07-01,,"
    )
    counts = counted({("2025-06", "1"): 1, ("2025-06", "2"): 1, ("2025-06", "4"): 1, ("2025-07", "3"): 1})
    counts["published.total"] = [7.5, 8.25, 9.5, 6.25]
    carried = carry_counts(counts, register, "a", "2025-07", points=["published.total", "given"]).counts
    assert list(carried.columns) == ["received", "published.total"]
    assert carried["published.total"].fillna(-1).to_dict() == {
        ("2025-06", "3"): -1,
        ("2025-06", "5"): 9.5,
        ("2025-07", "3"): 6.25,
    }


def test_points_of_a_unit_that_was_only_a_part_are_not_those_of_the_whole(december: pd.DataFrame) -> None:
    counts = december.assign(given=3.0)
    given = carry_counts(counts, REGISTER, CITY, "2025-07", points=["given"]).counts["given"]
    assert given.isna().all()


def test_points_that_pass_for_counts_are_refused() -> None:
    counts = counted({("2025-01", "1"): 1, ("2025-01", "2"): 2}).assign(points=[7.5, np.nan])
    with pytest.raises(ValueError, match="points"):
        carry_counts(counts, TWO_IN_ONE, "a", "2025-07")


# what is not there


def test_only_units_that_took_in_others_are_incomplete(december: pd.DataFrame) -> None:
    incomplete = carry_counts(december, REGISTER, CITY, "2025-07").incomplete
    assert [(one.unit_code, one.unit_name, one.since, one.missing) for one in incomplete] == [
        ("03316", "Xã Nà Tấu", date(2025, 7, 1), ("Xã Mường Đăng", "Xã Ngối Cáy")),
        ("03334", "Phường Mường Thanh", date(2025, 7, 1), ("Xã Thanh Xương",)),
    ]
    assert list(map(str, incomplete)) == [
        "Xã Nà Tấu từ 01/7/2025 còn gồm xã Mường Đăng, xã Ngối Cáy, không có trong số liệu trước ngày này.",
        "Phường Mường Thanh từ 01/7/2025 còn gồm xã Thanh Xương, không có trong số liệu trước ngày này.",
    ]


def test_months_after_the_day_are_complete_and_of_several_the_unit_is_named_once() -> None:
    after = counted({("2025-07", code): 1 for code in MERGED})
    assert carry_counts(after, REGISTER, CITY, "2025-08").incomplete == ()
    before = counted({(m, code): 1 for m in ("2025-05", "2025-06") for code in OLD.index})
    both = carry_counts(pd.concat([before, after]), REGISTER, CITY, "2025-07").incomplete
    assert [one.unit_code for one in both] == ["03316", "03334"]


def test_what_was_taken_in_earlier_is_missing_only_before_that_day() -> None:
    register = made(
        "9,X,,2024-12-31,1,b",
        "1,A,,2025-06-30,3",
        "2,B,,2025-06-30,3",
        "3,C,2025-07-01,,",
        ",Y,,2025-06-30,3,b",
    )
    both = {(m, c): 1.0 for m in ("2024-12", "2025-01") for c in ("1", "2")}
    incomplete = carry_counts(counted(both), register, "a", "2025-07").incomplete
    assert [(one.unit_code, one.since, one.missing) for one in incomplete] == [
        ("3", date(2025, 1, 1), ("Xã X",)),
        ("3", date(2025, 7, 1), ("Xã Y",)),
    ]
    late = {key: value for key, value in both.items() if key[0] == "2025-01"}
    assert [o.missing for o in carry_counts(counted(late), register, "a", "2025-07").incomplete] == [
        ("Xã Y",)
    ]
    (early,) = carry_counts(counted(both), register, "a", "2025-02").incomplete
    assert (early.unit_code, early.missing) == ("1", ("Xã X",))


def test_the_same_unit_in_another_publication_is_not_missing() -> None:
    others = made("1,A,,2025-06-30,3,b", "2,B,,2025-06-30,3,b", "7,Z,,2025-06-30,3,b", "3,C,2025-07-01,,,b")
    register = pd.concat([TWO_IN_ONE, others], ignore_index=True)
    counts = counted({("2025-01", "1"): 1, ("2025-01", "2"): 2})
    (lacking,) = carry_counts(counts, register, "a", "2025-07").incomplete
    assert lacking.missing == ("Xã Z",)


# what cannot be carried


def rejected(register: pd.DataFrame, month: str = "2025-07") -> list[tuple[str, int | None, str]]:
    counts = counted({("2025-01", "1"): 1})
    with pytest.raises(DataRejected) as caught:
        carry_counts(counts, register, "a", month)
    assert all((p.file, p.check) == ("units.csv", "units") for p in caught.value.problems)
    return [(p.what, p.row, p.column) for p in caught.value.problems]


def test_a_unit_that_ended_without_successor_is_refused_by_its_row() -> None:
    assert rejected(made("0,Z,,2024-12-31,", "1,A,,2025-06-30,")) == [
        ("Xã A (mã 1) hết hiệu lực từ 01/7/2025 mà không ghi đơn vị kế thừa.", 3, "successor")
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ["3,C,2025-07-02,,"],
        ["3,C,,2025-06-30,"],
        ["3,C,2025-07-01,,,b"],
        ["3,C,,2025-06-30,1"],
    ],
    ids=["no-row", "too-late", "ended-too", "elsewhere", "circle"],
)
def test_a_successor_that_does_not_exist_on_the_day_after_is_refused(rows: list[str]) -> None:
    what, row, column = rejected(made("1,A,,2025-06-30,3", *rows))[0]
    assert what == (
        "Xã A (mã 1) ghi đơn vị kế thừa là 3, nhưng từ 01/7/2025 không có đơn vị nào mang mã này."
    )
    assert (row, column) == (2, "successor")


def test_a_unit_that_follows_itself_is_refused() -> None:
    assert "kế thừa là 1" in rejected(made("1,A,,2025-06-30,1"))[0][0]


def test_a_break_in_the_middle_of_a_chain_is_refused_where_it_is() -> None:
    register = made("1,A,,2025-02-28,2", "2,B,2025-03-01,2025-06-30,")
    assert rejected(register) == [
        ("Xã B (mã 2) hết hiệu lực từ 01/7/2025 mà không ghi đơn vị kế thừa.", 3, "successor")
    ]
    carried = carry_counts(counted({("2025-01", "1"): 1}), register, "a", "2025-06")
    assert received(carried.counts) == {("2025-01", "2"): 1}


def test_two_units_of_the_successors_code_are_refused() -> None:
    ((what, _, _),) = rejected(made("1,A,,2025-06-30,3", "3,C,2025-07-01,,", "3,D,,,"))
    assert "Mã 3 có hai dòng cùng hiệu lực trong tháng 2025-07" in what


def test_a_code_of_no_unit_in_its_month_is_refused() -> None:
    with pytest.raises(DataRejected, match=r"Mã 3 không phải mã đơn vị nào của tháng 2025-01"):
        carry_counts(counted({("2025-01", "3"): 1}), TWO_IN_ONE, "a", "2025-07")


def test_a_merged_unit_is_not_taken_apart() -> None:
    with pytest.raises(ValueError, match="2025-07"):
        carry_counts(counted({("2025-07", "3"): 1}), TWO_IN_ONE, "a", "2025-06")


def test_a_hole_in_the_register_of_another_place_does_not_matter() -> None:
    register = pd.concat([TWO_IN_ONE, made("8,H,,2025-01-31,9,b", "7,G,,2025-01-31,,b")], ignore_index=True)
    counts = counted({("2025-01", "1"): 1, ("2025-01", "2"): 2})
    carried = carry_counts(counts, register, "a", "2025-07")
    assert (received(carried.counts), carried.incomplete) == ({("2025-01", "3"): 3}, ())


# any register


@st.composite
def merging(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units that merge on two days into fewer and fewer, codes used again, and counts of three months."""
    days = [("", "2024-12-31"), ("2025-01-01", "2025-06-30"), ("2025-07-01", "")]
    months = ["2024-12", "2025-03", "2025-09"]
    codes = [
        draw(st.lists(st.sampled_from("12345678"), min_size=1, max_size=size, unique=True))
        for size in (8, 5, 3)
    ]
    rows = []
    for at, (begin, end) in enumerate(days):
        for code in codes[at]:
            successor = draw(st.sampled_from(codes[at + 1])) if end else ""
            rows.append(f"{code},N{at}{code},{begin},{end},{successor}")
    number = st.integers(0, 10**6)
    values = {(months[at], code): (draw(number), draw(number)) for at in range(3) for code in codes[at]}
    index = pd.MultiIndex.from_tuples(values, names=["month", "unit_code"])
    return made(*rows), pd.DataFrame(list(values.values()), index=index, columns=["x", "y"])


@settings(max_examples=15)
@given(merging())
def test_every_count_of_the_place_is_conserved(drawn: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    register, counts = drawn
    carried = carry_counts(counts, register, "a", "2025-09")
    totals = carried.counts.groupby("month").sum()
    pd.testing.assert_frame_equal(totals, counts.astype(float).groupby("month").sum())
    assert carried.incomplete == ()
    last = set(units_in_month(register, "a", "2025-09", "{name}").index)
    assert set(carried.counts.index.get_level_values("unit_code")) <= last
    assert sum(map(len, carried.parts)) == len(counts)


@settings(max_examples=15)
@given(merging())
def test_carrying_in_two_steps_is_carrying_at_once(drawn: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    register, counts = drawn
    first = counts.loc[["2024-12"]]
    half = carry_counts(first, register, "a", "2025-03").counts.rename({"2024-12": "2025-03"}, level="month")
    missing = register.loc[register["valid_from"].eq("2025-01-01"), "code"]
    full = half.reindex(
        pd.MultiIndex.from_product([["2025-03"], missing], names=half.index.names), fill_value=0
    )
    twice = carry_counts(full, register, "a", "2025-09").counts.loc["2025-03"]
    once = carry_counts(first, register, "a", "2025-09").counts.loc["2024-12"]
    pd.testing.assert_frame_equal(twice.reindex(once.index), once)


def test_hundreds_of_months_are_carried_at_once() -> None:
    months = [f"{year}-{month:02d}" for year in range(2000, 2025) for month in range(1, 13)]
    counts = counted({(m, code): 1 for m in months for code in OLD.index})
    carried = carry_counts(counts, REGISTER, CITY, "2025-07")
    assert len(carried.counts) == 4 * len(months)
    assert carried.counts["received"].sum() == len(counts)
