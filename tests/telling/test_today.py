from dataclasses import replace

import pandas as pd
import pytest

from dbp_analysis.charts import stakes_chart
from dbp_analysis.common.moments import typed_moment
from dbp_analysis.telling.today import MOST_DEPARTMENTS, MOST_UNITS, describe_today, step_numbers
from dbp_analysis.telling.today_tables import bridge_table, unit_rows, units_table

from ..today_made import december


def test_the_message_is_read_in_a_minute_and_says_that_it_is_provisional() -> None:
    lines = describe_today(december()).lines
    assert len(lines) <= 12
    assert lines[0].startswith("TẠM TÍNH đến 10 giờ 30 ngày 20/12/2023 – ")
    assert f"{len(december().due_soon)} hồ sơ" in next(one for one in lines if one.startswith("Sắp đến hạn"))


@pytest.mark.parametrize(("kind", "most"), [("Phường", MOST_UNITS), ("Sở", MOST_DEPARTMENTS)])
def test_few_units_are_named_and_the_others_counted(kind: str, most: int) -> None:
    today = december()
    units = today.inputs.units.assign(unit_type=kind)
    lines = describe_today(replace(today, inputs=replace(today.inputs, units=units))).lines
    stake = next(one for one in lines if one.startswith("Điểm có thể mất"))
    assert stake.count("điểm (") == min(most, len(today.losing))
    assert f"và {len(today.losing) - most} đơn vị khác" in stake
    names = units["unit_short"]
    assert sum(name in line for name in names for line in lines if line != stake) == 0


def test_what_cannot_be_rebuilt_is_said_with_its_reason() -> None:
    lines = describe_today(december()).lines
    told = next(one for one in lines if one.startswith("Không dựng lại được"))
    assert "mà sổ không ghi ngày kết thúc" in told
    assert "tạm dừng" not in told  # this register has no column of pauses


def test_where_no_unit_can_be_rebuilt_no_numbers_are_said_to_have_moved() -> None:
    today = december()
    lines = describe_today(replace(today, bridge=today.bridge * float("nan"), moved=today.moved[:0])).lines
    assert any(one.startswith("Không dựng lại được") for one in lines)
    assert not any("tiếp nhận 0" in one for one in lines)


def test_units_that_have_a_part_of_the_points_but_no_band_are_counted_as_such() -> None:
    today = december()
    some = today.units["band"].where(today.units.index != today.units.index[0])
    lines = describe_today(replace(today, units=today.units.assign(band=some))).lines
    assert lines[1].startswith(f"Tạm xếp loại {len(some) - 1} đơn vị")
    assert lines[2] == "1 đơn vị: chưa đủ số liệu, không xếp hạng."


def test_a_month_of_which_a_group_is_not_known_is_told_as_such() -> None:
    today = december()
    counts = today.inputs.counts.assign(ratings=float("nan"), ratings_satisfied=float("nan"))
    inputs = replace(today.inputs, counts=counts)
    unknown = replace(today.card, counts=counts)
    nothing = today.units.assign(band=pd.NA, open=60.0)
    lines = describe_today(replace(today, inputs=inputs, card=unknown, units=nothing)).lines
    assert any("điểm chỉ tính trên phần đã có (tối đa 60/80), không xếp hạng" in one for one in lines)
    assert not any("xuống loại" in one or "lên loại" in one for one in lines)


def test_a_register_that_ends_days_before_is_said_to() -> None:
    today = december()
    lines = describe_today(replace(today, moment=typed_moment("2024-01-02", ""))).lines
    assert any(one.startswith("Sổ chỉ có đến ") and "hết ngày 02/01/2024" in one for one in lines)
    assert not any(one.startswith("Sổ chỉ có đến ") for one in describe_today(today).lines)


def test_a_quiet_day_has_nothing_to_name() -> None:
    today = december()
    quiet = today.units.assign(due_soon=0.0, at_stake=0.0, overdue=0.0)
    none = today.due_soon[:0]
    still = replace(today, units=quiet, due_soon=none, overdue=none, apologies=none, since=None)
    lines = describe_today(still).lines
    assert any(one.startswith("Không có hồ sơ nào đến hạn") for one in lines)
    assert "Không có hồ sơ nào đang quá hạn." in lines
    assert stakes_chart(still).title == "Không đơn vị nào mất điểm vì hồ sơ sắp đến hạn"


def test_the_steps_are_the_moves_and_their_points() -> None:
    numbers, today = step_numbers(december()), december()
    assert numbers["dossiers"].sum() == len(today.moved) + int((today.moved["new"]).sum()) - int(
        (today.moved["step"] == "received").sum()
    )
    change = numbers["gained"].sum() - numbers["lost"].sum()
    assert change == pytest.approx(today.units["change"].sum())


def test_the_tables_have_each_unit_and_each_that_moved() -> None:
    today = december()
    rows = list(unit_rows(today))
    assert len(rows) == len(units_table(today).frame) == 12
    stakes = [float(cell.replace(",", ".")) for _, _, _, _, (cell, _), *_ in rows]
    assert stakes == sorted(stakes, reverse=True)
    assert (bridge_table(today).frame["Điểm thay đổi"] != "").all()


def test_the_chart_names_who_has_the_most_to_lose() -> None:
    today, chart = december(), stakes_chart(december())
    first = today.inputs.units.at[today.order[0], "unit_short"]
    assert first in chart.title
    assert "tạm tính đến 10 giờ 30" in chart.subtitle
