"""How large each invented unit is, and its habits: drawn once for all months."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from dbp_analysis.demo.settings import ward_count

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Flag = npt.NDArray[np.bool_]

NEVER = 1_000_000
"""The month from which a unit does something that it never does."""

_UNITS, _MONTHS = 0, 1


@dataclass(frozen=True)
class Profiles:
    """What is the unit's own, one value a unit. A level or a trend is on the scale of log odds:
    the level at the first month, the trend by which it changes a month at first.

    ``size`` is the dossiers of a month on average, ``growth`` their growth a year, ``pending_before`` those
    left over from before the first month; ``troubled`` units are those where dossiers run late;
    ``paid_from`` and ``digital_from`` the index of the month in which a unit begins to take payments online
    or to issue digital results.
    """

    size: Real
    growth: Real
    small: Flag
    troubled: Flag
    online_level: Real
    online_trend: Real
    pending_share: Real
    pending_before: Whole
    early_share: Real
    late_share: Real
    fee_procedures: Whole
    payable_share: Real
    paid_level: Real
    paid_trend: Real
    paid_from: Whole
    digital_level: Real
    digital_trend: Real
    digital_from: Whole
    digitised_share: Real
    reused_share: Real
    petition_rate: Real
    rated_share: Real
    satisfied_share: Real

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.size)


def unit_generator(seed: int) -> np.random.Generator:
    """The generator of what holds for all months."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(_UNITS,))))


def month_generator(seed: int, index: int) -> np.random.Generator:
    """The generator of one month: its numbers are its own, however many months are made."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(_MONTHS, index))))


def draw_profiles(seed: int, units: int) -> Profiles:
    """The habits of ``units`` units: about one in seven very small, another one in seven troubled."""
    rng = unit_generator(seed)
    order = rng.permutation(units)
    small = order < round(units * 0.15)
    troubled = order >= units - int(np.ceil(units * 0.15))
    ward = np.arange(units) < ward_count(units)
    size = rng.lognormal(np.log(110), 0.6, units) * np.where(ward, 1.7, 1.0)
    paid_from = np.where(rng.random(units) < 0.7, 0, rng.integers(3, 18, units))
    digital_from = np.where(rng.random(units) < 0.8, 0, rng.integers(3, 18, units))
    whole_habit = rng.random(units)
    size = np.where(small, rng.uniform(0.4, 4, units), size)
    pending_share = rng.uniform(0.03, 0.13, units)
    return Profiles(
        size=size,
        growth=rng.normal(0.04, 0.03, units),
        small=small,
        troubled=troubled,
        online_level=rng.normal(1.0, 1.0, units),
        online_trend=rng.normal(0.06, 0.07, units),
        pending_share=pending_share,
        pending_before=rng.poisson(size * pending_share),
        early_share=rng.beta(6, 5, units),
        late_share=rng.beta(3, 20, units),
        fee_procedures=rng.integers(18, 62, units),
        payable_share=rng.beta(8, 7, units),
        paid_level=rng.normal(-1.6, 0.8, units),
        paid_trend=rng.normal(0.08, 0.06, units),
        paid_from=np.where(rng.random(units) < 0.06, NEVER, paid_from),
        digital_level=np.where(whole_habit < 0.4, np.inf, rng.normal(0.5, 1.5, units)),
        digital_trend=rng.normal(0.06, 0.06, units),
        digital_from=digital_from,
        digitised_share=np.where(whole_habit > 0.35, rng.choice([0.0, 1.0], units), rng.random(units)),
        reused_share=rng.beta(1.5, 9, units),
        petition_rate=np.where(small, 0.01, rng.uniform(0.02, 0.3, units)),
        rated_share=rng.beta(4, 8, units),
        satisfied_share=np.where(rng.random(units) < 0.6, 1.0, rng.beta(60, 2, units)),
    )
