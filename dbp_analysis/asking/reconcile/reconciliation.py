"""``dbp reconcile``: the whole answer for a month, and its tables for a reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import NamedTuple

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
from dbp_analysis.settings.layout import figure_names
from dbp_analysis.settings.month_settings import MonthSettings, load_month_settings
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.sentences import Sentences

MOST_ROWS, MOST_CODES = 60, 5

say = Sentences("reconcile")


class Compared(NamedTuple):
    """A figure on both sides; NaN where one, or its effect on the total, is not known. ``said`` is its class
    and ``evidence`` why, both in words.
    """

    unit_code: str
    figure: str
    name: str
    left: float
    right: float
    difference: float
    effect: float
    said: str
    evidence: str


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """What two sides say of a month.

    ``figures`` are as from ``classified``, differences first, the largest effect first, with a column
    ``effect``: points of the total, NaN where not known; ``change`` leads from the scores of the left to
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

    def rows(self, figures: pd.DataFrame) -> Iterator[Compared]:
        """Rows of ``figures`` to be told one by one."""
        columns = ["left", "right", "difference", "effect", "kind", "evidence"]
        for (code, count), left, right, apart, effect, kind, why in figures[columns].itertuples(name=None):
            name, said = self.names.get(count, count) or say("all_figures"), say(f"class.{kind}")
            yield Compared(str(code), str(count), name, left, right, apart, effect, said, why)

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
        units, codes = self.settled.units["unit_short"], self.dossiers.groupby(["unit_code", "count"])
        named = {key: self._codes(own) for key, own in codes}
        rows = [
            (
                units[one.unit_code], one.name,
                _figure(one.left), _figure(one.right), _figure(one.difference, sign=True),
                "–" if pd.isna(one.effect) else signed(one.effect, 2), one.said,
                " ".join(filter(None, (one.evidence, named.get((one.unit_code, one.figure))))),
            )
            for one in self.rows(self.differences)
        ]  # fmt: skip
        heads = ["Đơn vị", "Số liệu", "Bên trái", "Bên phải", "Chênh lệch", "Điểm", "Loại", "Căn cứ"]
        frame = pd.DataFrame(rows, columns=heads).set_index("Đơn vị")
        return ReaderTable(frame, ("Số liệu", "Loại", "Căn cứ"), most=MOST_ROWS)

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
        raise WrongUse(
            "Hai bên là cùng một tệp.\n  Cách xử lý: chỉ rõ tệp của mỗi bên: --left-file TỆP --right-file TỆP"
        )
    project = find_project(data)
    settled = load_month_settings(project, *project.choose(month, publication), None)
    with opened_sides(settled, (left, right), (left_file, right_file)) as sides:
        return reconciled(sides)


def reconciled(sides: Sides) -> Reconciliation:
    """What two sides that were read say; registers must be open."""
    change, figures = bridge(sides), classified(sides)
    by_figure = effects(change, figures)
    scored = figures.index.get_level_values("count").isin(sides.settled.scheme.inputs)
    effect = settle(cells(by_figure.drop(columns="rest")).reindex(figures.index)).where(scored)
    told = figures.assign(effect=effect)
    order = told.assign(kind=told["kind"].isin(CLASSES), effect=effect.abs(), left=told["difference"].abs())
    order = order.sort_values(["kind", "effect", "left"], ascending=False, kind="stable")
    counted, read = (
        [one.layout for one in (sides.left, sides.right) if bool(one.tally) is is_] for is_ in (True, False)
    )
    return Reconciliation(
        settled=sides.settled,
        left=sides.left,
        right=sides.right,
        figures=told.loc[order.index],
        change=change,
        effects=by_figure,
        dossiers=dossiers_behind(sides, figures[figures["kind"].isin(CLASSES)]),
        names=figure_names(sides.settled.scheme, [*counted, *sides.settled.layouts, *read]),
    )


def _figure(value: float, *, sign: bool = False) -> str:
    return "–" if pd.isna(value) else f"{'+' if sign and value > 0 else ''}{in_full(value)}"
