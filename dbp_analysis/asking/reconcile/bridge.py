"""From the score by one side to the score by the other: an exact sum over figures."""

from collections.abc import Iterator

import pandas as pd

from dbp_analysis.asking.change.split import Change, change_between
from dbp_analysis.asking.reconcile.sides import Sides, Which
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.sums import Part, count_of

say = Sentences("reconcile")


def bridge(sides: Sides) -> Change:
    """The scores by the left side and by the right, and what moves each from one to the other. What a side
    does not state is as the other states it, or else as the month's own figures have it: it moves nothing.
    """
    settled, left, right = sides.settled, sides.left.figures, sides.right.figures

    def scored(figures: pd.DataFrame, which: Which) -> Scorecard:
        whole = figures.combine_first(sides.others).reindex(sorted(settled.units.index))
        counts = pd.concat({settled.month: whole.rename_axis("unit_code")}, names=["month"])
        period = say(f"period.{which}", period=settled.period)
        return score(counts, settled.scheme, settled.units, {settled.month: period})

    return change_between(
        scored(left.combine_first(right), "left"), scored(right.combine_first(left), "right")
    )


def effects(change: Change, figures: pd.DataFrame) -> pd.DataFrame:
    """What each difference does to the total: units in the rows, counts in the columns, and ``rest`` for what
    belongs to none of them. A row adds up to the change of the total of its unit.

    What numerators do to an indicator, and denominators, is shared among their counts by how far each of them
    differs; an indicator without cases on one side counts with its denominators.
    """
    apart = figures["difference"].unstack("count").reindex(change.compared.index)
    found = pd.DataFrame(0.0, change.compared.index, [*apart.columns, "rest"])
    for subject, parts in change.parts.groupby(level="subject"):
        moved = parts.droplevel("subject").reindex(found.index).fillna(0.0)
        found["rest"] += moved["change"]
        over, under, stated = _made_of(change.scheme, str(subject))
        of_under = moved["by_denominator"] + moved["by_other"]
        for names, by in ((over, moved["by_numerator"]), (under, of_under), (stated, moved["by_other"])):
            for name, points in _shared(names, by, apart):
                found[name] += points
                found["rest"] -= points
    return found


def _shared(parts: tuple[Part, ...], by: pd.Series, apart: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """Points shared among counts by how far they differ; none where these differences add up to nothing."""
    known = [part for part in parts if count_of(part) in apart]
    signed = {count_of(one): apart[count_of(one)].fillna(0.0) * (-1 if one[0] == "-" else 1) for one in known}
    total = sum(signed.values(), pd.Series(0.0, by.index))
    for name, differs in signed.items():
        yield name, (by * differs / total.where(total != 0)).fillna(0.0)


def _made_of(scheme: Scheme, subject: str) -> tuple[tuple[Part, ...], tuple[Part, ...], tuple[str, ...]]:
    """The numerators and the denominators of a subject of a bridge, or what states its points."""
    if one := next((one for one in scheme.indicators if one.id == subject), None):
        return one.numerator, one.denominator, tuple(filter(None, (one.given, one.value)))
    if adjustment := scheme.adjustment(subject):
        return adjustment.counts, (), tuple(filter(None, (adjustment.given,)))
    return (), (), tuple(group.given for group in scheme.groups if group.id == subject and group.given)
