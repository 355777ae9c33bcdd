"""Two invented systems with planted differences of every class: a register, and a form of another system."""

import pandas as pd

from dbp_analysis.asking.reconcile.reconciliation import Reconciliation, reconcile_month, reconciled
from dbp_analysis.asking.reconcile.sides import Side, Sides
from dbp_analysis.reading.inputs import MonthInputs

from .made import Place, write_csv
from .registers_made import TABLE, published_counts, with_registers

COUNTS = (
    "received_online", "received_counter", "carried_over", "resolved_early", "resolved_on_time",
    "resolved_late", "pending_in_time", "pending_overdue", "payable", "paid_online",
)  # fmt: skip
MOVED = {
    # By data/rules/tung-dong.toml and cong-dvcqg-766.toml; by the register until 30 and 29 December.
    "03133": ("other_rule", {"received_online": 4, "carried_over": 2, "resolved_early": 3,
                             "pending_in_time": 2, "pending_overdue": 1, "payable": 2}),
    "03317": ("other_rule", {"received_counter": 2, "carried_over": 2, "resolved_early": 2,
                             "pending_overdue": 2, "payable": 1}),
    "03124": ("late", {"received_online": -3, "pending_in_time": -3, "payable": -3}),
    "03316": ("late", {"resolved_early": -3, "pending_in_time": 3}),
    "03142": ("unexplained", {"resolved_early": -1, "resolved_on_time": 1}),
    "03145": ("unexplained", {"paid_online": 7}),
}  # fmt: skip
POINTS = "published.submitted_online"
LAYOUT = """\
id = "he-thong-hai"
title = "Biểu của hệ thống thứ hai"
file_name = "he-thong-hai.csv"
source = "Hệ thống thứ hai"
period = "none"
covers = "some"
unit_code = ["unit"]
columns = [
  {columns}
  {{ published = "submitted_online", header = ["submitted_online"] }},
]
"""


def planted() -> tuple[pd.DataFrame, dict[tuple[str, str], str]]:
    """The second system's figures of December 2023, and the class of each that was made another."""
    own = published_counts()[list(COUNTS)].astype(float)
    share = 10 * own["received_online"] / (own["received_online"] + own["received_counter"])
    own[POINTS] = share.round(1)
    right, classes = (
        own.copy(),
        {(unit, POINTS): "rounding" for unit in own.index[(share - own[POINTS]).abs() > 1e-9]},
    )
    for unit, (kind, moved) in MOVED.items():
        for name, by in moved.items():
            right.loc[unit, name] += by
            classes[unit, name] = kind
    right.loc["03136"] = november().loc["03136"]
    classes |= {("03136", name): "other_period" for name in (*COUNTS, POINTS) if name != "resolved_late"}
    classes = {key: kind for key, kind in classes.items() if key[0] != "03326"}
    return right.drop("03326"), classes | {("03326", ""): "missing_unit"}


def november() -> pd.DataFrame:
    """What the second system says of the month before."""
    table = pd.DataFrame({name: [float(at + 301)] for at, name in enumerate(COUNTS)}, index=["03136"])
    return table.assign(**{"resolved_late": 0.0, POINTS: 5.0})


def two_systems(real: Place) -> tuple[Place, dict[tuple[str, str], str]]:
    """The project's data with both systems' files of December 2023, and the planted classes."""
    with_registers(real, TABLE)
    columns = "\n  ".join(f'{{ count = "{name}", header = ["{name}"] }},' for name in COUNTS)
    (real.data / "layouts" / "he-thong-hai.toml").write_text(LAYOUT.format(columns=columns), encoding="utf-8")
    right, classes = planted()
    before = real.folder.with_name("2023-11")
    before.mkdir()
    for folder, table in ((real.folder, right), (before, november())):
        rows = [
            ["unit", *COUNTS, "submitted_online"],
            *([code, *map(_cell, row)] for code, *row in table.itertuples()),
        ]
        write_csv(folder / "he-thong-hai.csv", rows)
    return real, classes


def reconciliation(place: Place) -> Reconciliation:
    """The answer for the two systems."""
    return reconcile_month("2023-12", "dong-bo-ho-so", "he-thong-hai", "dien-bien-phu", place.data)


def made_of(inputs: MonthInputs, left: pd.DataFrame, right: pd.DataFrame) -> Reconciliation:
    """Figures of two sides of a month (index ``unit_code``), and nothing else that could explain them."""
    layout = inputs.layouts[0]
    others = inputs.counts.droplevel("month")
    return reconciled(Sides(inputs, Side(layout, "a.csv", left), Side(layout, "b.csv", right), others, ()))


def _cell(value: float) -> str:
    return f"{value:g}".replace(".", ",")
