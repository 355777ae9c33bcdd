"""The counts of the invented units, month after month: seasons, trends, and what is pending carried over."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from dbp_analysis.common.periods import following
from dbp_analysis.demo.profiles import Flag, Profiles, Real, Whole, month_generator

SEASON = (0.82, 0.68, 1.06, 1.03, 1.00, 1.00, 0.98, 0.95, 1.02, 1.04, 1.08, 1.24)
"""Dossiers of January … December beside an average month: fewest at Tết, most at the year's end."""

_BACKLOG = {2: 1.5, 12: 0.7}
"""What is left pending at the end of a month, beside other months: much at Tết, little in December."""

_SETTLES = 24.0
"""Months in which a trend does most of its work: nothing rises for ever."""


def month_names(first: str, months: int) -> list[str]:
    """``months`` months from ``first`` on, as ``YYYY-MM``."""
    names = [first]
    while len(names) < months:
        names.append(following(names[-1]))
    return names


def monthly_counts(
    profiles: Profiles, seed: int, first: str, months: int
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each month with its counts: one row a unit, one column a count, named as the layouts name them.

    What a month carries over is what the month before left pending.
    """
    in_time, overdue = profiles.pending_before, np.zeros_like(profiles.pending_before)
    for index, month in enumerate(month_names(first, months)):
        counts = _month(profiles, month_generator(seed, index), index, month, in_time, overdue)
        in_time, overdue = counts["pending_in_time"].to_numpy(), counts["pending_overdue"].to_numpy()
        yield month, counts


def _month(
    profiles: Profiles, rng: np.random.Generator, index: int, month: str, in_time: Whole, overdue: Whole
) -> pd.DataFrame:
    number = int(month[-2:])
    elapsed = _SETTLES * (1 - np.exp(-index / _SETTLES))
    received = _received(profiles, rng, elapsed, number)
    online = rng.binomial(received, _share(profiles.online_level + profiles.online_trend * elapsed))
    progress = _progress(profiles, rng, received, in_time, overdue, _BACKLOG.get(number, 1.0))
    counts = {
        "received_online": online,
        "received_counter": received - online,
        "received_in_period": received,
        "carried_over": in_time + overdue,
        "received_total": received + in_time + overdue,
        **progress,
        **_payments(profiles, rng, index, elapsed, received),
        **_digitisation(profiles, rng, index, elapsed, online, received, progress["resolved_total"]),
        **_satisfaction(profiles, rng, received),
    }
    return pd.DataFrame(counts).astype(np.int64)


def _share(log_odds: Real) -> Real:
    shares: Real = 1 / (1 + np.exp(-log_odds))
    return shares


def _received(profiles: Profiles, rng: np.random.Generator, elapsed: float, number: int) -> Whole:
    everywhere = rng.normal(0, 0.04)
    own = rng.normal(0, 0.12, len(profiles))
    growth = (1 + profiles.growth) ** (elapsed / 12)
    return rng.poisson(profiles.size * growth * SEASON[number - 1] * np.exp(everywhere + own))


def _progress(
    profiles: Profiles,
    rng: np.random.Generator,
    received: Whole,
    in_time: Whole,
    overdue: Whole,
    backlog: float,
) -> dict[str, Whole]:
    """What was resolved and what is pending. A dossier that was overdue is late once it is resolved."""
    bad = _bad_months(profiles, rng)
    still_overdue = rng.binomial(overdue, np.where(bad, 0.4, 0.1))
    now_overdue = rng.binomial(in_time, np.where(bad, 0.2, 0.0))
    pending = rng.binomial(received, profiles.pending_share * backlog)
    soon_overdue = rng.binomial(pending, np.where(bad, 0.1, 0.0))
    pending_in_time = pending - soon_overdue
    pending_overdue = still_overdue + now_overdue + soon_overdue
    resolved = received + in_time + overdue - pending_in_time - pending_overdue
    long_late = overdue - still_overdue
    late = long_late + rng.binomial(resolved - long_late, np.where(bad, profiles.late_share, 0.0))
    early = rng.binomial(resolved - late, profiles.early_share)
    return {
        "resolved_total": resolved,
        "resolved_early": early,
        "resolved_on_time": resolved - late - early,
        "resolved_late": late,
        "pending_total": pending_in_time + pending_overdue,
        "pending_in_time": pending_in_time,
        "pending_overdue": pending_overdue,
    }


def _bad_months(profiles: Profiles, rng: np.random.Generator) -> Flag:
    """Which units run late this month: troubled ones every other month, the rest hardly ever."""
    bad: Flag = rng.random(len(profiles)) < np.where(profiles.troubled, 0.5, 0.01)
    return bad


def _payments(
    profiles: Profiles, rng: np.random.Generator, index: int, elapsed: float, received: Whole
) -> dict[str, Whole]:
    payable = rng.binomial(received, profiles.payable_share)
    share = _share(profiles.paid_level + profiles.paid_trend * elapsed)
    paid = rng.binomial(payable, np.where(index >= profiles.paid_from, share, 0.0))
    return {"fee_procedures": profiles.fee_procedures, "payable": payable, "paid_online": paid}


def _digitisation(
    profiles: Profiles,
    rng: np.random.Generator,
    index: int,
    elapsed: float,
    online: Whole,
    received: Whole,
    resolved: Whole,
) -> dict[str, Whole]:
    """What comes online is digital as it comes; what comes to the counter, as the unit is used to."""
    digitised = online + rng.binomial(received - online, profiles.digitised_share)
    reused = rng.binomial(digitised, profiles.reused_share)
    share = _share(profiles.digital_level + profiles.digital_trend * elapsed)
    results = rng.binomial(resolved, np.where(index >= profiles.digital_from, share, 0.0))
    return {
        "dossiers_not_digitised": received - digitised,
        "dossiers_digitised": digitised,
        "dossiers_reused": reused,
        "dossiers_reused_national": rng.binomial(reused, 0.4),
        "results_not_digital": resolved - results,
        "results_digital": results,
    }


def _satisfaction(profiles: Profiles, rng: np.random.Generator, received: Whole) -> dict[str, Whole]:
    petitions = rng.poisson(profiles.petition_rate)
    on_time = rng.binomial(petitions, 0.92)
    ratings = rng.binomial(received, profiles.rated_share)
    return {
        "petitions": petitions,
        "petitions_on_time": on_time,
        "petitions_satisfied": rng.binomial(on_time, 0.9),
        "ratings": ratings,
        "ratings_satisfied": rng.binomial(ratings, profiles.satisfied_share),
    }
