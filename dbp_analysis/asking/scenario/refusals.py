"""Ids, maxima and bands that a scenario cannot have: ``WrongUse`` in the words of its reader."""

from collections.abc import Container
from numbers import Real
from typing import Any

from dbp_analysis.asking.scenario.changes import exact
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.numbers import is_number
from dbp_analysis.reading.overlay_files import can_name
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.config import validate
from dbp_analysis.settings.scheme import Group, Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("scenario")


def checked_id(name: str, real: Container[str]) -> str:
    """A scenario's id if it can be; ``real`` are those of the project's schemes."""
    if not can_name(name):
        raise WrongUse(say("refused.id_letters", id=repr(name)))
    if name in real:
        raise WrongUse(say("refused.id_real", id=name))
    return name


def group_locked(group: Group, card: Scorecard) -> str:
    """Why no maximum in a group can change: units of the card have only points given for it."""
    given = int(card.given[group.id].sum())
    return say("refused.group", group=group.short_name, count=given) if given else ""


def check_maximum(indicator: Indicator, maximum: float) -> None:
    """Raise unless an indicator can have this maximum."""
    name, least = indicator.short_name, indicator.constant or 0.0
    if not (is_number(maximum) and maximum > 0):
        raise WrongUse(say("refused.maximum", indicator=name))
    if maximum < least:
        raise WrongUse(say("refused.maximum_constant", indicator=name, least=exact(least)))


def check_band(scheme: Scheme, band: str, at_least: float) -> None:
    """Raise unless a band, by its name, can begin at ``at_least``: it stays between its neighbours, the first
    within the scale, and the last begins at 0.
    """
    if not isinstance(at_least, Real):
        raise WrongUse(say("refused.band_number", band=band, value=repr(at_least)))
    at = [one.name for one in scheme.bands].index(band)
    if at == len(scheme.bands) - 1:
        if at_least != 0:
            raise WrongUse(say("refused.band_last", band=band))
        return
    below, above = scheme.bands[at + 1], scheme.bands[at - 1] if at else None
    fits = at_least < above.limit if above else at_least <= scheme.scale
    if not (fits and at_least > below.limit):
        said = {"band": band, "below": below.name, "low": exact(below.limit)}
        if above is None:
            raise WrongUse(say("refused.band_first", high=exact(scheme.scale), **said))
        raise WrongUse(say("refused.band_between", above=above.name, high=exact(above.limit), **said))


def validated(content: dict[str, Any]) -> Scheme:
    """The scheme with this content; raise ``WrongUse`` for whatever else it cannot be."""
    try:
        return validate(content, Scheme, f"{content['id']}.toml")
    except DataRejected as error:
        said = "\n  ".join(": ".join(filter(None, (one.column, one.what))) for one in error.problems)
        raise WrongUse(say("refused.scheme", problems=said)) from None
