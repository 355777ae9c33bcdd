"""Series for the tests, made without files: of the tiny place, and of an invented one of any size."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.demo.counts import monthly_counts
from dbp_analysis.demo.profiles import draw_profiles
from dbp_analysis.demo.settings import invented_units
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.series import Series, join_months, load_series
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.successors import CarriedCounts
from dbp_analysis.settings.units import units_in_month

from .made import PROJECT, Place, real_inputs

COUNTS = ("resolved_on_time", "resolved", "received_online", "received", "paid_online", "payable")
HIM_LAM, THANH_MINH, NA_TAU = "03127", "03145", "03316"
SUCCESSORS = """\
vi-du,03127,Phường,Điện Biên Phủ,2025-07-01,,
vi-du,03316,Xã,Nà Tấu,2025-07-01,,
"""
"""What the register of the tiny place needs to go on after June 2025: Thanh Minh became part of 03127."""

JOINED = "khac,99001,Xã,Mường Đăng,,2025-06-30,03316\n"
"""A unit of another place, without figures, that became part of Nà Tấu after June 2025."""

Rows = Mapping[str, tuple[float, ...]]
"""Unit code → its :data:`COUNTS`."""


def rows(*shares: float, cases: int = 100) -> Rows:
    """The three units of the tiny place, so many of ``cases`` in each indicator."""
    codes = (HIM_LAM, THANH_MINH, NA_TAU)
    return {
        code: (share, cases, share, cases, share, cases) for code, share in zip(codes, shares, strict=True)
    }


def month_of(place: Place, month: str, counts: Rows) -> MonthInputs:
    """The tiny place's month as if it had these counts."""
    return _as_if(place.read(), month, counts)


def _as_if(base: MonthInputs, month: str, counts: Rows, settings: Month | None = None) -> MonthInputs:
    units = units_in_month(base.register, base.publication.place, month, base.publication.unit_label)
    index = pd.MultiIndex.from_product([[month], list(counts)], names=["month", "unit_code"])
    frame = pd.DataFrame(list(counts.values()), index=index, columns=list(COUNTS), dtype=float)
    return replace(base, month=month, units=units, counts=frame, settings=settings or Month())


def series_of(place: Place, months: Mapping[str, Rows], **settings: Month) -> Series:
    """Months of the tiny place joined; a month's settings are given as ``m2023_01=Month(…)``."""
    base = place.read()
    named = {month: settings.get(f"m{month.replace('-', '_')}") for month in months}
    return join_months([_as_if(base, m, counts, named[m]) for m, counts in months.items()])


def gaining(
    place: Place, before: Sequence[float], after: Sequence[float], joined: tuple[float, float] = (0, 300)
) -> Trend:
    """Months up to June 2025 in which all three units have these shares of 100 cases each, and from July
    on months in which the same cases go on, but Nà Tấu also has those that :data:`JOINED` brings.
    """
    with (place.data / "units.csv").open("a", encoding="utf-8") as register:
        register.write(SUCCESSORS + JOINED)
    months = {f"2025-{n:02d}": rows(s, s, s) for n, s in enumerate(before, start=7 - len(before))}
    for n, share in enumerate(after, start=7):
        whole = (share + joined[0], 100 + joined[1])
        months[f"2025-{n:02d}"] = {HIM_LAM: (2 * share, 200) * 3, NA_TAU: whole * 3}
    return read_trend(series_of(place, months))


@cache
def sample_trend(first: str = "2025-01", last: str = "2025-12") -> Trend:
    """The months of the sample in the project's data, read once for all tests."""
    return read_trend(load_series(first, last, data=PROJECT / "data"))


@cache
def demo_trend(units: int, months: int, seed: int = 3, drop: tuple[str, ...] = ()) -> Trend:
    """The invented place's months from 2023-01 on, those in ``drop`` left out."""
    base = real_inputs("2025-12", "dien-bien-phu-thu")
    register = invented_units(units).rename(columns={"name": "unit_short"}).set_index("code")
    register.index.name = "unit_code"
    register["unit_name"] = register["type"] + " " + register["unit_short"]
    register["unit_label"] = "UBND " + register["unit_name"]
    made = {
        month: table.set_axis(register.index, axis="index").astype(float)
        for month, table in monthly_counts(draw_profiles(seed, units), seed, "2023-01", months)
        if month not in drop
    }
    counts = pd.concat(made, names=["month"])
    inputs = tuple(replace(base, month=m, counts=counts.loc[[m]], settings=Month()) for m in made)
    parts = pd.Series([("một đơn vị",)] * len(counts), index=counts.index)
    card = score(counts, base.scheme, register)
    return read_trend(Series(inputs, card, CarriedCounts(counts, parts, (), parts.index)))
