"""``dbp reconcile``: the whole answer for a month, and its tables for a reader."""

import os
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from dbp_analysis.asking.change.split import Change
from dbp_analysis.asking.change.text import change_table, signed
from dbp_analysis.asking.reconcile.bridge import bridge, effects
from dbp_analysis.asking.reconcile.classes import CLASSES, cells, classified
from dbp_analysis.asking.reconcile.dossiers import dossiers_behind
from dbp_analysis.asking.reconcile.sides import Side, Sides, opened_sides
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import in_full, settle
from dbp_analysis.common.once import once
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.one_export import given_file
from dbp_analysis.settings.layout import figure_names
from dbp_analysis.settings.month_settings import MonthSettings, load_month_settings
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.sentences import Sentences

MOST_ROWS, MOST_CODES = 60, 5

say = Sentences("reconcile")


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """What two sides say of a month.

    ``figures`` are as from ``classified``, differences first, the largest effect first, with the columns
    ``effect``, points of the total, NaN where not known or not scored, ``name`` and ``said``, what the figure
    and its class are called; ``change`` leads from the scores of the left to
    those of the right, ``effects`` says by which figure (as from ``bridge.effects``); ``dossiers`` as from
    ``dossiers_behind``; ``names`` what each figure is called.
    """

    settled: MonthSettings
    left: Side
    right: Side
    figures: pd.DataFrame
    change: Change
    effects: pd.DataFrame
    dossiers: pd.DataFrame
    names: dict[str, str]

    @property
    def differences(self) -> pd.DataFrame:
        """The rows of ``figures`` in which the sides differ."""
        return self.figures[self.figures["kind"].isin(CLASSES)]

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(text)}</p>" for text in (*self.notes, self.summary))

    def __repr__(self) -> str:
        return f"Reconciliation({self.settled.publication.id}, {self.settled.month}, {self.summary})"

    @property
    def notes(self) -> tuple[str, ...]:
        """What is compared, and what only one side states, which is no difference."""
        both = set(self.figures["difference"].dropna().index.unique("count"))
        told = [self.settled.settings.note]
        for which, side in (("left", self.left), ("right", self.right)):
            told.append(say(f"note.{which}", title=side.title))
            told += [say(f"evidence.heading_{which}", period=side.stated)] if side.stated else []
            alone = [self.names.get(name, name) for name in map(str, side.figures) if name not in both]
            told += [say(f"only.{which}", names=listed(alone))] if alone else []
        return tuple(filter(None, told))

    @property
    def summary(self) -> str:
        """How many differences there are, in a sentence."""
        units = self.differences.index.unique("unit_code")
        return say("found", count=len(self.differences), units=len(units)) if len(units) else say("none")

    @property
    def classes(self) -> ReaderTable:
        """How many differences there are of each class, of how many units."""
        found = self.differences.reset_index().groupby("kind")["unit_code"]
        counted = found.agg(["size", "nunique"]).reindex(CLASSES).dropna().astype(int).astype(str)
        counted.index = pd.Index([say(f"class.{kind}") for kind in counted.index], name="Loại chênh lệch")
        return ReaderTable(counted.set_axis(["Số chênh lệch", "Số đơn vị"], axis="columns"))

    @property
    def table(self) -> ReaderTable:
        """Every difference, the largest effect on points first."""
        told = self.differences
        codes: dict[Any, str] = {
            key: self._codes(own) for key, own in self.dossiers.groupby(["unit_code", "count"])
        }
        why = [f"{said} {codes.get(key, '')}".strip() for key, said in told["evidence"].items()]
        frame = pd.DataFrame(
            {
                "Số liệu": told["name"],
                "Bên trái": told["left"].map(_figure),
                "Bên phải": told["right"].map(_figure),
                "Chênh lệch": told["difference"].map(partial(_figure, sign=True)),
                "Điểm": told["effect"].map(lambda points: "–" if pd.isna(points) else signed(points, 2)),
                "Loại": told["said"],
                "Căn cứ": why,
            }
        )
        units = told.index.get_level_values("unit_code").map(self.settled.units["unit_short"].to_dict())
        shown = frame.set_axis(units.rename("Đơn vị"), axis="index")
        return ReaderTable(shown, ("Số liệu", "Loại", "Căn cứ"), most=MOST_ROWS)

    @property
    def scores(self) -> ReaderTable:
        """Total and rank of every unit by either side, and what leads from one to the other."""
        heads = {"Điểm trước": "Bên trái", "Điểm nay": "Bên phải", "Hạng trước → nay": "Hạng trái → phải"}
        table = change_table(self.change).rename(columns=heads).drop(columns="Hạng")
        return ReaderTable(table.set_index("Đơn vị"), ("Xếp loại", "Do đâu"), most=MOST_ROWS)

    def _codes(self, own: pd.DataFrame) -> str:
        told = say.listed("dossiers.more", list(own["code"]), MOST_CODES)
        return say("dossiers.sure" if own["sure"].all() else "dossiers.may_be", codes=told)


@once
def reconcile_month(
    month: str,
    left: str,
    right: str,
    publication: str = "",
    data: str | Path = "",
    *,
    left_file: str = "",
    right_file: str = "",
) -> Reconciliation:
    """Compare the exports of a month by the layouts ``left`` and ``right`` (ids), found among its files or
    named. Raise ``WrongUse`` or ``DataRejected`` where a side cannot be read, or both are one file.
    """
    if (left, left_file) == (right, right_file):
        raise _one_file()
    project = find_project(data)
    settled = load_month_settings(project, *project.choose(month, publication), None)
    with opened_sides(settled, (left, right), (left_file, right_file)) as sides:
        folder = project.month_folder(settled.publication.id, settled.month)
        read = [
            given_file(settled, file) if file else folder / side.file
            for file, side in ((left_file, sides.left), (right_file, sides.right))
        ]
        if left == right and os.path.realpath(read[0]) == os.path.realpath(read[1]):
            raise _one_file()
        found = reconciled(sides)
    if found.figures["kind"].eq("one_side").all():
        raise WrongUse(
            f"Hai bên không có số liệu nào chung để đối chiếu: {sides.left.title}; {sides.right.title}.\n"
            "  Cách xử lý: chọn hai mẫu tệp ghi cùng một số liệu: --left MẪU --right MẪU"
        )
    return found


def _one_file() -> WrongUse:
    return WrongUse(
        "Hai bên là cùng một tệp.\n  Cách xử lý: chỉ rõ tệp của mỗi bên: --left-file TỆP --right-file TỆP"
    )


def reconciled(sides: Sides) -> Reconciliation:
    """What two sides that were read say; registers must be open."""
    settled, change, figures = sides.settled, bridge(sides), classified(sides)
    by_figure, count = effects(change, figures), figures.index.get_level_values("count")
    effect = settle(cells(by_figure.drop(columns="rest")).reindex(figures.index))
    # What a register's counts are called stands in no header of its own.
    layouts = sorted((sides.left, sides.right), key=lambda side: side.tally is None)
    own = [layouts[0].layout, *settled.layouts, layouts[1].layout]
    names = figure_names(settled.scheme, own) | {"": say("all_figures")}
    told = figures.assign(
        effect=effect.where(count.isin(settled.scheme.inputs)),
        name=[names.get(one, one) for one in count],
        said=[say(f"class.{kind}") for kind in figures["kind"]],
    )
    order = told[["effect", "difference"]].abs().assign(kind=told["kind"].isin(CLASSES))
    order = order.sort_values(["kind", "effect", "difference"], ascending=False, kind="stable")
    told = told.loc[order.index]
    behind = dossiers_behind(sides, told[told["kind"].isin(CLASSES)])
    return Reconciliation(settled, sides.left, sides.right, told, change, by_figure, behind, names)


def _figure(value: float, *, sign: bool = False) -> str:
    return "–" if pd.isna(value) else f"{'+' if sign and value > 0 else ''}{in_full(value)}"
