"""How a change is written: signed points, places, and the indicator behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dbp_analysis.asking.change.split import Change, rows_of
from dbp_analysis.common.numbers import distance, settle, vanishes, vietnamese
from dbp_analysis.scoring.scorecard import NO_CASES
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences

MOST_CAUSES = 3

say = Sentences("change")


@dataclass(frozen=True)
class Mover:
    """An indicator, or a group of given points, that moved a unit's total.

    ``name`` is its short name; ``before`` and ``after`` are its counts ("56/143"), "không phát sinh", or the
    points where those were given; ``change`` in points of the total. ``left_out`` is the month, ``before``
    or ``after``, in which the indicator did not count: then the total moved because the others were rescaled.
    """

    name: str
    before: str
    after: str
    change: float
    left_out: str = ""

    @property
    def text(self) -> str:
        """``Hài lòng +3,20 (56/143 → 120/150)``; ``Hài lòng không phát sinh nên không tính (trước: 0/2)``."""
        figures = {"name": self.name, "before": self.before, "after": self.after}
        if self.left_out:
            return say(f"mover.left_out_{self.left_out}", **figures)
        moved = moved_text(self.change, 2) if vanishes(self.change, 2) else signed(self.change, 2)
        return say("mover.moved", change=moved, **figures)


@dataclass(frozen=True)
class Cause:
    """What moved a unit's total: as much as explains more than half of the change, strongest first."""

    movers: tuple[Mover, ...]

    @property
    def text(self) -> str:
        """Each with its figures; of many the first, and how many more."""
        return say.listed("mover.more", [mover.text for mover in self.movers], MOST_CAUSES)

    @property
    def short(self) -> str:
        """What has room in a picture: the figures of one, or the names of two."""
        if len(self.movers) == 1:
            return self.text
        return say.listed("mover.more", [mover.name for mover in self.movers], 2)


def status_text(status: str) -> str:
    """Why a unit cannot be compared, or that it can."""
    return say(f"status.{status}")


def signed(value: float, decimals: int) -> str:
    """A change in Vietnamese writing, with its sign however small it is: ``+1,25``, ``−0,50``, ``0,00``."""
    way = settle(float(value))
    return f"{'+' if way > 0 else '−' if way < 0 else ''}{vietnamese(abs(value), decimals)}"


def moved_text(value: float, decimals: int) -> str:
    """A change in words, however small: ``tăng 1,25``, ``giảm chưa đến 0,01``."""
    return say("up" if value > 0 else "down", points=distance(value, decimals))


def causes(change: Change) -> dict[str, Cause]:
    """Of each unit that moved, what moved it most, by unit code."""
    return {
        code: Cause(tuple(_mover(change.scheme, part) for part in parts))
        for code, parts in change.main_by_unit.items()
    }


def _mover(scheme: Scheme, part: dict[str, Any]) -> Mover:
    return Mover(
        subject_name(scheme, part["subject"]),
        figure_text(part, "before"),
        figure_text(part, "after"),
        part["change"],
        month_left_out(indicator_of(scheme, part["subject"]), part),
    )


def indicator_of(scheme: Scheme, subject: str) -> Indicator | None:
    """The indicator that a subject is, or None for a group of given points."""
    return next((one for one in scheme.indicators if one.id == subject), None)


def month_left_out(indicator: Indicator | None, part: dict[str, Any]) -> str:
    """``before`` or ``after``, where the scheme leaves the indicator out for want of cases; else empty."""
    if indicator is None or indicator.no_cases != "leave_out":
        return ""
    return next((when for when in ("before", "after") if part[f"denominator_{when}"] == 0), "")


def subject_name(scheme: Scheme, subject: str) -> str:
    """The short name of an indicator, a group or what is added beside them."""
    if indicator := indicator_of(scheme, subject):
        return indicator.short_name
    groups = {group.id: group.short_name for group in scheme.groups}
    return groups.get(subject) or scheme.adjustment_name(subject)


def figure_text(part: dict[str, Any], when: str) -> str:
    """What stands behind the points of a part ``before`` or ``after``."""
    numerator, denominator = part[f"numerator_{when}"], part[f"denominator_{when}"]
    if pd.isna(denominator):
        return vietnamese(part[f"points_{when}"], 2)
    return f"{vietnamese(numerator)}/{vietnamese(denominator)}" if denominator else NO_CASES


def rank_move(places: int | None) -> str:
    """Places gained or lost, in words; empty where they are not known."""
    if pd.isna(places):
        return ""
    if not places:
        return say("places_kept")
    return say("places_up" if places > 0 else "places_down", places=abs(places))


def unit_texts(change: Change) -> dict[str, str]:
    """The change of each unit in a sentence, by unit code."""
    behind = causes(change)
    return {code: _unit_text(change, unit, behind.get(code)) for code, unit in rows_of(change.units).items()}


def _unit_text(change: Change, unit: dict[str, Any], cause: Cause | None) -> str:
    parts = [say("unit.apart", why=status_text(unit["status"]))]
    if pd.notna(unit["change"]):
        parts = list(_moves(unit, change.scheme.printed.total, cause))
    return say("unit.since", period=change.before.period, said="; ".join(parts))


def _moves(unit: dict[str, Any], decimals: int, cause: Cause | None) -> Iterator[str]:
    way = settle(unit["change"])
    before = vietnamese(unit["total_before"], decimals)
    yield say("unit.moved", moved=moved_text(way, decimals), before=before) if way else say("unit.kept")
    if places := rank_move(unit["rank_change"]):
        moved = unit["rank_change"] != 0
        yield say("unit.ranks", places=places, before=unit["rank_before"]) if moved else places
    if unit["band_change"]:
        told = {"before": unit["band_before"], "after": unit["band_after"]}
        # What holds it back explains a fall; that nothing does any more, a rise.
        fell = unit["band_change"] == "down"
        why = unit["held_back_after"] if fell else unit["held_back_before"]
        if why and unit["held_back_before"] != unit["held_back_after"]:
            yield say("unit.band_held" if fell else "unit.band_freed", why=why, **told)
        else:
            yield say("unit.band", **told)
    if cause:
        yield say("unit.cause_left_out" if cause.movers[0].left_out else "unit.cause", cause=cause.text)


def rank_arrow(places: int | None) -> str:
    """Places gained or lost as a sign that a photocopier keeps: ``▲ 2``, ``▼ 1``; nothing where none or not
    known.
    """
    return "" if pd.isna(places) or not places else f"{'▲' if places > 0 else '▼'} {abs(places)}"


def change_table(change: Change) -> pd.DataFrame:
    """The comparison for a reader, one row a unit: rank, total before and after, places, bands, and why."""
    decimals = change.scheme.printed.total
    behind = causes(change)
    names = change.after.units["unit_short"]
    rows = [
        {
            "Hạng": _or_dash(unit["rank_after"]),
            "Đơn vị": names[code],
            "Điểm trước": _points(unit["total_before"], decimals),
            "Điểm nay": _points(unit["total_after"], decimals),
            "Tăng, giảm": "–" if pd.isna(unit["change"]) else signed(unit["change"], decimals),
            "Hạng trước → nay": f"{_or_dash(unit['rank_before'])} → {_or_dash(unit['rank_after'])}",
            "Xếp loại": _bands(unit),
            "Do đâu": behind[code].text if code in behind else _why_not(unit),
        }
        for code, unit in rows_of(change.units).items()
    ]
    return pd.DataFrame(rows)


def _points(value: float, decimals: int) -> str:
    return "–" if pd.isna(value) else vietnamese(value, decimals)


def _or_dash(value: Any) -> str:
    return "–" if pd.isna(value) else str(value)


def _bands(unit: dict[str, Any]) -> str:
    before, after = unit["band_before"], unit["band_after"]
    known = pd.notna(before) and before != after
    return f"{before} → {_or_dash(after)}" if known else _or_dash(after)


def _why_not(unit: dict[str, Any]) -> str:
    return status_text(unit["status"]) if pd.isna(unit["change"]) else ""
