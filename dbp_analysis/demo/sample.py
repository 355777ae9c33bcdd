"""Sample months of real units with invented figures, across their merger: what the project itself shows."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from dbp_analysis.demo.counts import monthly_counts
from dbp_analysis.demo.exports import month_exports
from dbp_analysis.demo.profiles import draw_profiles
from dbp_analysis.demo.settings import sample_month_toml
from dbp_analysis.settings.successors import carry_counts
from dbp_analysis.settings.units import register_in_month

PUBLICATION, PLACE = "dien-bien-phu-thu", "dien-bien-phu"
FIRST_MONTH, MONTHS = "2025-01", 12
SEED = 4


def write_sample(folder: Path, register: pd.DataFrame, seed: int = SEED) -> None:
    """Write ``folder/<month>/`` with the exports and ``month.toml`` of each sample month.

    ``register`` is as from ``read_register``. The units are those of :data:`PLACE` in ``register``; from the
    month on in which they merge, their successors report the sums of their figures. The same register and
    seed give the same bytes. The project's own are written by ``write_sample(data / PUBLICATION, …)``.
    """
    for month, counts in sample_counts(register, seed):
        units = register_in_month(register, PLACE, month).set_index("code", drop=False)
        target = folder / month
        target.mkdir(parents=True, exist_ok=True)
        for name, content in month_exports(month, units.loc[counts.index], counts).items():
            (target / name).write_bytes(content)
        (target / "month.toml").write_text(sample_month_toml(seed), encoding="utf-8", newline="\n")


def sample_counts(register: pd.DataFrame, seed: int) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each month with its counts by ``unit_code``, as the units of that month report them."""
    codes = register_in_month(register, PLACE, FIRST_MONTH)["code"]
    for month, drawn in monthly_counts(draw_profiles(seed, len(codes)), seed, FIRST_MONTH, MONTHS):
        index = pd.MultiIndex.from_product([[FIRST_MONTH], codes], names=["month", "unit_code"])
        carried = carry_counts(drawn.set_axis(index, axis="index"), register, PLACE, month)
        yield month, carried.counts.droplevel("month").astype("int64")
