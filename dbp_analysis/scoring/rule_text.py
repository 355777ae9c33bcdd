"""Rules of a scheme in words: what the value of an indicator earns, which scores a band holds."""

from itertools import pairwise

from dbp_analysis.common.numbers import concise, in_full, settle
from dbp_analysis.common.sentences import band_limits
from dbp_analysis.settings.curve import PointStep, covers_all
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("rules")


def rule_text(indicator: Indicator) -> str:
    """The curve or the steps of an indicator inside a sentence, figures in full; empty without either."""
    if indicator.steps:
        steps = "; ".join(_step(indicator, step) for step in indicator.steps)
        several = len(indicator.steps) > 1
        said = say("steps_only" if covers_all(indicator.steps) else "steps", steps=steps)
        return said + (say("first") if several else "")
    if not indicator.curve:
        return ""
    points = (
        say("point", value=_value(indicator, value), points=_points(points))
        for value, points in indicator.curve
    )
    jumps = any(before == after for (before, _), (after, _) in pairwise(indicator.curve))
    return say("curve", points="; ".join(points)) + (say("jump") if jumps else "")


def _step(indicator: Indicator, step: PointStep) -> str:
    bounds = " ".join(say(f"bound.{word}", value=_value(indicator, bound)) for word, bound in step.bounds)
    return say("step", bounds=bounds, points=_points(step.points))


def _points(points: float) -> str:
    """In full, unless a weight leaves it without end."""
    return in_full(points) if settle(points * 1e4).is_integer() else concise(points)


def _value(indicator: Indicator, value: float) -> str:
    percent = indicator.is_share
    return f"{in_full(settle(value * 100))}%" if percent else indicator.with_unit(in_full(value))


def limits_of(scheme: Scheme, at: int, factor: float = 1.0) -> str:
    """The scores, times ``factor``, of the band at a place of the scheme's list: ``từ 8 đến dưới 9``."""
    band, better = scheme.bands[at], scheme.bands[at - 1] if at else None
    return band_limits(
        band.limit * factor,
        better.limit * factor if better else None,
        strict=band.strict,
        upper_strict=bool(better and better.strict),
    )
