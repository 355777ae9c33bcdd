"""Working days: the package ``holidays``, laid over by the decisions in ``data/calendar.toml``."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import holidays
import numpy as np
import pandas as pd
from pydantic import model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.settings.config import Config, Text, load_toml

SAME_DAY_UNTIL = datetime.time(15)
"""What is due on the day of reception is due on the next working day when received later (Decree
23/2015/NĐ-CP, article 7)."""


class DecidedDay(Config):
    """A day that is worked, or not, because a ``decision`` says so."""

    day: datetime.date
    work: bool
    decision: Text


class DecidedDays(Config):
    """``data/calendar.toml``: the days that decisions swapped, and those that the package does not know."""

    days: tuple[DecidedDay, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "DecidedDays":
        if len({one.day for one in self.days}) < len(self.days):
            raise ValueError("mỗi ngày chỉ ghi một lần")
        return self


@dataclass(frozen=True, eq=False)
class Calendar:
    """Whether each of a row of days is worked: ``worked`` has an entry a day from ``first`` on."""

    first: datetime.date
    worked: "np.ndarray[tuple[int], np.dtype[np.bool_]]"

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row a day: ``day``, and ``number``, how many working days there were until its end."""
        days = pd.date_range(self.first, periods=len(self.worked), unit="us")
        return pd.DataFrame({"day": days, "number": np.cumsum(self.worked), "worked": self.worked})

    def after(self, day: datetime.date, working_days: int) -> datetime.date:
        """The day so many working days after ``day``, which itself is none of them; ``IndexError`` where the
        table ends before.
        """
        at = (day - self.first).days
        following = np.flatnonzero(self.worked[at + 1 :])
        return day + datetime.timedelta(days=int(following[working_days - 1]) + 1 if working_days else 0)

    def due(self, received: datetime.datetime, working_days: int) -> datetime.date:
        """The day on which a dossier ``received`` then is due."""
        if working_days:
            return self.after(received.date(), working_days)
        on_time = received.time() <= SAME_DAY_UNTIL and self.worked[(received.date() - self.first).days]
        return received.date() if on_time else self.after(received.date(), 1)


def load_calendar(data: Path, years: Sequence[int], noted: Noted = unnoted) -> Calendar:
    """The working days from the first to the last of ``years``, by the data folder ``data``; raise
    ``DataRejected`` naming each wrong key of ``calendar.toml``.
    """
    path, first = data / "calendar.toml", datetime.date(min(years), 1, 1)
    days = pd.date_range(first, datetime.date(max(years), 12, 31))
    off = holidays.country_holidays("VN", years=range(min(years), max(years) + 1))
    worked = (days.day_of_week < 5) & ~days.isin(pd.to_datetime(list(off)))
    for one in load_toml(path, DecidedDays, noted).days if path.exists() else ():
        if first <= one.day <= days[-1].date():
            worked[(one.day - first).days] = one.work
    return Calendar(first, np.asarray(worked))
