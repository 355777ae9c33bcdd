"""Single dossiers between two moments: what is seen, which step moved them, what is not known."""

import datetime

import pytest

from dbp_analysis.counting.counts import Span
from dbp_analysis.counting.engine import engine
from dbp_analysis.counting.moments import Moments, between, seen, states

from ..registers_made import calendar, dossier, register, rule

FIRST = datetime.date(2023, 12, 1)
THEN, NOW = datetime.datetime(2023, 12, 6), datetime.datetime(2023, 12, 7)
SOON = datetime.datetime(2023, 12, 12)


def moved(*rows: dict[str, object], address: str = "", paused: bool = False, **by: str) -> Moments:
    """The dossiers of these rows from the 6th to the 7th."""
    with engine(address) as connection:
        dossiers = seen(register(*rows, paused=paused).standard(connection), NOW)
        span = Span(FIRST, NOW)
        return between(connection, dossiers, rule(**by), span, calendar(), THEN, SOON)


PENDING = {"finished": None, "status": "4"}
IN_THE_DAY = "09:00 06/12/2023"


MOVES: dict[str, tuple[dict[str, object], str, str, str]] = {
    "03124": ({"received": IN_THE_DAY, **PENDING}, "received", "", "pending_in_time"),
    "03127": ({"finished": IN_THE_DAY}, "resolved_in_time", "pending_in_time", "resolved_early"),
    "03130": (
        {"finished": IN_THE_DAY, "due": "17:00 04/12/2023"},
        *("resolved_late", "pending_overdue", "resolved_late"),
    ),
    "03133": ({"due": "17:00 05/12/2023", **PENDING}, "overdue", "pending_in_time", "pending_overdue"),
    "03136": ({"finished": IN_THE_DAY, "status": "7"}, "left", "pending_in_time", ""),
    "03139": ({"finished": "09:00 07/12/2023", "status": "7"}, "", "pending_in_time", "pending_in_time"),
}
OUTCOMES = ("resolved_early", "resolved_on_time", "resolved_late", "pending_in_time", "pending_overdue")


@pytest.mark.parametrize("address", ["", "polars"])
def test_each_dossier_moves_in_one_step(address: str) -> None:
    rows = (dossier(f"H18.21-231201-{unit}", unit=unit, **cells) for unit, (cells, *_) in MOVES.items())
    found = states(moved(*rows, address=address).cells)
    for unit, (_, step, before, after) in MOVES.items():
        told = []
        for table in found.values():
            row = table[list(OUTCOMES)].reindex([unit], fill_value=0).loc[unit]
            told.append(next((name for name in OUTCOMES if row[name]), ""))
        at = list(found).index(step) if step else len(found)
        assert told == [before] * at + [after] * (len(found) - at), unit


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({**PENDING, "status": "7"}, ["left"]),
        ({**PENDING, "status": "10"}, ["done"]),
        ({**PENDING, "paused": 3, "due": "17:00 04/12/2023"}, ["paused"]),
        ({**PENDING, "paused": 1, "due": "17:00 08/12/2023"}, []),
        ({"finished": "09:00 04/12/2023", "paused": 3}, []),
        ({**PENDING, "status": "7", "received": IN_THE_DAY}, []),
    ],
)
def test_what_the_register_does_not_tell_of_the_earlier_state_is_not_guessed(
    cells: dict[str, object], why: list[str]
) -> None:
    assert moved(dossier(**cells), paused=True).unsure["why"].tolist() == why


def test_what_is_listed_is_what_is_due_soon_late_or_moved() -> None:
    rows = (
        dossier("H18.21-231201-0001", due="17:00 11/12/2023", **PENDING),
        dossier("H18.21-231201-0002", due="17:00 12/12/2023", **PENDING),
        dossier("H18.21-231201-0003", due="17:00 01/12/2023", finished="09:00 04/12/2023"),
        dossier("H18.21-231201-0004", finished="09:00 04/12/2023"),
    )
    assert sorted(moved(*rows).dossiers["code"]) == ["H18.21-231201-0001", "H18.21-231201-0003"]
