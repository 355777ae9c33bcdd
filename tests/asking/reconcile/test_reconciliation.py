"""Figures of two sides: what is a difference, and an exact bridge from one score to the other."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.asking.reconcile.reconciliation import reconcile_month
from dbp_analysis.common.errors import DataRejected, WrongUse

from ...made import PROJECT, Place, real_inputs
from ...reconcile_made import COUNTS, made_of

SHIFTS = st.lists(st.integers(-4, 6), min_size=8, max_size=8)


@settings(max_examples=8)
@given(shifts=SHIFTS, zero=st.booleans())
def test_the_bridge_is_exact_whatever_differs(shifts: list[int], zero: bool) -> None:
    inputs = real_inputs()
    left = inputs.counts.droplevel("month")[list(COUNTS)]
    moved = np.resize(shifts, left.shape)
    right = (left + moved).clip(lower=0)
    if zero:  # no case on one side alone
        right.iloc[0, [8, 9]] = 0
    found = made_of(inputs, left, right)
    change = found.change.compared["change"]
    assert found.effects.sum(axis="columns").to_numpy() == pytest.approx(change.to_numpy(), abs=1e-9)
    told = found.differences["effect"].groupby(level="unit_code").sum().reindex(change.index, fill_value=0)
    assert (told + found.effects["rest"]).to_numpy() == pytest.approx(change.to_numpy(), abs=1e-8)


def test_what_only_one_side_knows_is_no_difference_and_moves_nothing() -> None:
    inputs = real_inputs()
    left = inputs.counts.droplevel("month")[list(COUNTS)]
    right = left.drop(columns="payable").astype(float)
    right.loc["03316", "carried_over"] = np.nan
    found = made_of(inputs, left, right)
    assert found.differences.empty
    assert found.summary == "Hai bên không có chênh lệch nào."
    assert found.figures.loc[("03316", "carried_over"), "kind"] == "one_side"
    assert found.change.compared["change"].eq(0).all()
    assert any("Chỉ bên trái có: Hồ sơ thuộc thủ tục có phí, lệ phí." in note for note in found.notes)


def test_zero_is_a_figure_and_differs_from_another() -> None:
    inputs = real_inputs()
    left = inputs.counts.droplevel("month")[list(COUNTS)]
    right = left.copy()
    right.loc["03316", "paid_online"] = left.loc["03316", "paid_online"] + 2
    ((key, row),) = made_of(inputs, left, right).differences.iterrows()
    assert (key, row["left"], row["right"], row["kind"]) == (("03316", "paid_online"), 0, 2, "unexplained")


def test_a_province_is_reconciled_in_under_two_seconds() -> None:
    inputs = real_inputs("2026-10", "gia-lai")
    left = inputs.counts.droplevel("month")
    right = left + (np.arange(left.size).reshape(left.shape) % 3 == 0)
    started = time.process_time()
    found = made_of(inputs, left, right)
    assert len(found.table.frame) > 1000
    assert time.process_time() - started < 2
    change = found.change.compared["change"]
    assert len(change) == 135
    assert found.effects.sum(axis="columns").to_numpy() == pytest.approx(change.to_numpy(), abs=1e-9)


def test_a_heading_of_another_month_explains_every_difference_of_its_side() -> None:
    other = "../2025-11/bieu-II-06a.xlsx"
    form = "vpcp-kstt-ii-06a"
    found = reconcile_month("2025-12", form, form, "dien-bien-phu-thu", PROJECT / "data", right_file=other)
    assert set(found.differences["kind"]) == {"other_period"}
    assert "Tiêu đề tệp của bên phải ghi tháng 11 năm 2025." in found.notes


def test_a_figure_that_the_forms_say_is_a_sum_is_compared_with_the_sum() -> None:
    found = reconcile_month("2023-12", "vpcp-kstt-ii-06a", "so-hoa-766", "dien-bien-phu", PROJECT / "data")
    assert found.differences.empty
    compared = found.figures["difference"].dropna().index.unique("count")
    assert set(compared) == {"received_in_period", "resolved_total"}


@pytest.mark.parametrize(
    ("left", "right", "files", "error", "said"),
    [
        ("ho-so", "ho-so", {}, WrongUse, "cùng một tệp"),
        ("thanh-toan", "thanh-toan", {"right_file": "thanh-toan.csv"}, WrongUse, "cùng một tệp"),
        ("ho-so", "thanh-toannn", {}, WrongUse, "có phải thanh-toan"),
        ("ho-so", "thanh-toan", {"right_file": "khong-co.csv"}, WrongUse, "Không thấy tệp khong-co.csv"),
        ("ho-so", "thanh-toan", {"right_file": "ho-so.xlsx"}, DataRejected, "ho-so.xlsx"),
        ("ho-so", "thanh-toan", {"left_file": "ban-sao.xlsx"}, WrongUse, "Không thấy tệp"),
    ],
)
def test_a_side_that_cannot_be_read_is_refused_with_its_remedy(
    place: Place, left: str, right: str, files: dict[str, str], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        reconcile_month("2023-12", left, right, data=place.data, **files)


def test_sides_without_a_figure_in_common_are_not_said_to_agree() -> None:
    with pytest.raises(WrongUse, match="không có số liệu nào chung"):
        reconcile_month("2023-12", "muc-do-hai-long", "thanh-toan-766", "dien-bien-phu", PROJECT / "data")


def test_of_several_files_by_one_layout_one_must_be_named(place: Place) -> None:
    copy = place.folder / "ban-sao.csv"
    copy.write_bytes((place.folder / "thanh-toan.csv").read_bytes())
    with pytest.raises(WrongUse, match=r"ban-sao\.csv, thanh-toan\.csv(.|\n)*--right-file"):
        reconcile_month("2023-12", "ho-so", "thanh-toan", data=place.data)
    found = reconcile_month(
        "2023-12", "ho-so", "thanh-toan", data=place.data, right_file=str(Path("thanh-toan.csv"))
    )
    assert list(found.differences["kind"]) == []


def test_a_unit_that_stands_twice_is_refused(place: Place) -> None:
    path = place.folder / "thanh-toan.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[-1]]), encoding="utf-8-sig")
    with pytest.raises(DataRejected, match="đã có ở dòng"):
        reconcile_month("2023-12", "ho-so", "thanh-toan", data=place.data)
