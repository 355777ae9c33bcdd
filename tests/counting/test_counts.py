"""Dossiers → counts: the published month, each part of a rule, several periods, a moment within one."""

import datetime
import itertools

import numpy as np
import pandas as pd
import pytest

from dbp_analysis.counting.counts import COUNTS, Span, counts, placed
from dbp_analysis.counting.engine import engine, fetched
from dbp_analysis.counting.repeats import repeats
from dbp_analysis.counting.rules import load_rule
from dbp_analysis.counting.tally import tally

from ..registers_made import (
    BOOK,
    COPIES,
    DATA,
    LATENESS,
    SPAN,
    TABLE,
    by_code,
    counted,
    counts_of,
    dossier,
    published_counts,
    register,
    registers,
    rule,
)

EARLY = {"received_online": 1, "resolved_early": 1, "dossiers_digitised": 1, "results_digital": 1}


@pytest.mark.parametrize("address", ["duckdb", "polars"])
@pytest.mark.parametrize("path", [BOOK, TABLE], ids=["book", "table"])
def test_both_vocabularies_give_the_published_counts_on_every_engine(path, address) -> None:
    with counted(*registers(path), address=address) as found:
        pd.testing.assert_frame_equal(by_code(found), published_counts(), check_names=False)
        assert (found.again, found.left_out) == (37, {"withdrawn": 14, "stopped": 30})


def test_two_registers_of_the_same_dossiers_count_each_once() -> None:
    with counted(*registers(BOOK, TABLE)) as found:
        summed = by_code(found).groupby(level=0).sum()
        pd.testing.assert_frame_equal(summed, published_counts(), check_names=False)


@pytest.mark.parametrize(("name", "asked"), [("day", "thong-tu-01-2020"), ("timestamp", "ngay-gio")])
def test_both_rules_of_lateness_give_their_counts(name: str, asked: str) -> None:
    wanted = pd.read_csv(COPIES / "rules-expected.csv", dtype={"unit_code": str})
    wanted = wanted[wanted["rule"].eq(name)].set_index("unit_code").drop(columns="rule")
    with counted(*registers(LATENESS), by=load_rule(DATA, asked)) as found:
        pd.testing.assert_frame_equal(found.counts[list(wanted)], wanted, check_names=False)


def test_a_dossier_is_counted_where_it_came_and_where_it_went() -> None:
    assert counts_of(dossier()) == EARLY


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({"finished": "17:30 08/12/2023"}, "resolved_on_time"),
        ({"finished": "00:05 09/12/2023"}, "resolved_late"),
        ({"finished": None, "due": "17:00 31/12/2023"}, "pending_in_time"),
        ({"finished": "00:00 01/01/2024", "due": "17:00 30/12/2023"}, "pending_overdue"),
        ({"received": "23:50 30/11/2023"}, "carried_over"),
        ({"channel": "3"}, "received_counter"),
        ({"payable": "1"}, "payable"),
        ({"payable": "1", "paid_online": "2"}, "paid_online"),
    ],
)
def test_each_count_has_its_dossiers(cells: dict[str, object], count: str) -> None:
    assert counts_of(dossier(**cells))[count] == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "7"},
        {"status": "8", "finished": None},
        {"received": "23:50 01/11/2023", "finished": "23:40 30/11/2023"},
        {"received": "00:00 01/01/2024", "finished": None},
    ],
)
def test_what_is_not_of_the_period_counts_nowhere(cells: dict[str, object]) -> None:
    assert counts_of(dossier(**cells)) == {}


def test_fees_of_what_was_carried_over_count_nowhere() -> None:
    found = counts_of(dossier(received="08:00 20/11/2023", payable="1", paid_online="1"))
    assert set(found) == {"carried_over", "resolved_early", "results_digital"}


@pytest.mark.parametrize(
    ("pauses", "count"),
    [("working_days", "resolved_on_time"), ("calendar_days", "resolved_late"), ("none", "resolved_late")],
)
def test_pauses_move_the_due_day_as_the_rule_says(pauses: str, count: str) -> None:
    # Due on Friday the 8th, paused for two days: Tuesday the 12th by working days.
    found = counts_of(dossier(paused="2", finished="09:00 12/12/2023"), paused=True, by=rule(pauses=pauses))
    assert found[count] == 1


def test_calendar_days_of_pause_need_no_calendar_of_working_days() -> None:
    found = register(dossier(paused="4", finished="09:00 12/12/2023"), paused=True)
    by = rule(pauses="calendar_days")
    with engine() as connection:
        counted = tally(connection, found.standard(connection), by, SPAN, None).counts
    assert counted["resolved_on_time"].sum() == 1


def test_a_rule_may_count_what_was_withdrawn() -> None:
    assert counts_of(dossier(status="7"), by=rule(withdrawn="count")) == EARLY


def test_a_rule_may_count_each_row() -> None:
    assert counts_of(dossier(), dossier())["received_online"] == 1
    assert counts_of(dossier(), dossier(), by=rule(same_code="each_row"))["received_online"] == 2


@pytest.mark.parametrize(("reception", "count"), [("first", "carried_over"), ("last", "received_online")])
def test_of_several_receptions_the_rule_takes_one(reception: str, count: str) -> None:
    rows = [dossier(), dossier(received="08:00 20/11/2023")]
    assert counts_of(*rows, by=rule(reception=reception))[count] == 1
    assert counts_of(*reversed(rows), by=rule(reception=reception))[count] == 1


def test_a_rule_may_leave_out_what_earlier_years_left() -> None:
    old = dossier(received="08:00 20/12/2022")
    assert counts_of(old)["carried_over"] == 1
    assert counts_of(old, by=rule(carried_over="this_year")) == {}


def test_without_a_due_day_nothing_is_late() -> None:
    assert counts_of(dossier(due=None))["resolved_on_time"] == 1
    assert counts_of(dossier(due=None, finished=None))["pending_in_time"] == 1


def test_a_period_may_end_at_any_moment() -> None:
    span = Span(datetime.date(2023, 12, 1), datetime.datetime(2023, 12, 7, 9))
    assert counts_of(dossier(), span=span)["pending_in_time"] == 1
    late = dossier(due="17:00 06/12/2023")
    assert counts_of(late, span=span)["pending_overdue"] == 1


def invented(rows: int, seed: int = 1) -> list[dict[str, object]]:
    """Dossiers of all kinds, wrong ones too."""
    rng = np.random.default_rng(seed)

    def moment(low: int, high: int) -> list[str]:
        days = datetime.datetime(2023, 9, 1) + pd.to_timedelta(rng.integers(low, high, rows), unit="h")
        return list(days.strftime("%H:%M %d/%m/%Y"))

    drawn = zip(
        moment(0, 3000), moment(0, 3600), moment(0, 3600), rng.integers(0, 99, (rows, 4)), strict=True
    )
    return [
        dossier(
            f"H18.{n[0] % 3}-231201-{n[1]:04d}",
            unit=f"U{n[0] % 3}",
            received=received,
            due=due,
            finished=finished if n[2] % 3 else None,
            channel=str(1 + n[3] % 3),
            status=str((4, 5, 7, 8, 9, 10)[n[2] % 6]),
            payable=str(n[3] % 2),
        )
        for received, due, finished, n in drawn
    ]


def test_the_identities_of_the_form_hold_whatever_the_dossiers_say() -> None:
    for each in (rule(), rule(late_by="time", same_code="each_row", carried_over="this_year")):
        with counted(register(*invented(400)), by=each) as found:
            n = found.counts
        assert n["received_total"].sum() > 50
        outs = ["resolved_early", "resolved_on_time", "resolved_late", "pending_in_time", "pending_overdue"]
        ins = n["received_online"] + n["received_counter"] + n["carried_over"]
        assert n["received_total"].equals(ins)
        assert n[outs].sum(axis="columns").equals(ins)


def test_several_periods_at_once_are_those_one_by_one() -> None:
    one = register(*invented(400, seed=2))
    starts = [datetime.datetime(2023, m, 1) for m in (10, 11, 12)] + [datetime.datetime(2024, 1, 1)]
    spans = [Span(a.date(), b) for a, b in itertools.pairwise(starts)]
    for each in (rule(), rule(carried_over="this_year", late_by="time")):
        with engine("") as connection:
            dossiers = one.standard(connection)
            again = repeats(connection, dossiers, each, 400)
            assert again
            own, less = (placed(t, each, spans, None) for t in (dossiers, again.again))
            together = fetched(connection, counts(own, len(spans), less)).set_index(["span", "unit"])
        for at, span in enumerate(spans, 1):
            with counted(one, by=each, span=span) as found:
                alone = found.counts[list(COUNTS)]
            assert together.loc[at].sort_index()[list(COUNTS)].equals(alone[alone.ne(0).any(axis=1)])


def test_codes_are_looked_for_a_part_at_a_time(monkeypatch) -> None:
    import dbp_analysis.counting.repeats as module

    with engine("") as connection:
        dossiers = register(*invented(300)).standard(connection)
        whole = module.repeated_codes(connection, dossiers, 300)
        monkeypatch.setattr(module, "ROWS_AT_A_TIME", 100)
        parts = module.repeated_codes(connection, dossiers, 300)
    assert sorted(whole["hash"]) == sorted(parts["hash"])
    assert len(whole)


def test_the_dossiers_behind_a_count_can_be_asked_for() -> None:
    with counted(*registers(TABLE)) as found:
        late = found.behind({"pending_overdue": ["03130"]})
        assert len(late) == published_counts()["pending_overdue"]["03130"]
        assert set(late) == {"count", "unit", "code", "row"}
        both = found.memberships()
    assert both["outcome"].eq("resolved_late").sum() == published_counts()["resolved_late"].sum()
    assert SPAN.last_day == datetime.datetime(2023, 12, 31)
