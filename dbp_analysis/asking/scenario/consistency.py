"""Counts that belong together: what follows when one of a unit's counts changes, and what cannot be.

The counts of one unit are a mapping from the id of a count to its value, NaN where it is not known.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import floor, inf, isnan, nan

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.scoring.lines import names_of
from dbp_analysis.settings.layout import Identity
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.settings.sums import added, count_of, summed

Counts = Mapping[str, float]

say = Sentences("scenario")


def known_identities(counts: Counts, identities: Sequence[Identity]) -> list[Identity]:
    """The identities of which the unit's counts are all known: those that the checks hold it to."""
    return [
        identity
        for identity in identities
        if not any(isnan(counts.get(name, float("nan"))) for name in (*identity.left, *identity.right))
    ]


def followed(
    counts: Counts, changed: Counts, scheme: Scheme, identities: Sequence[Identity]
) -> dict[str, float]:
    """The counts with the ``changed`` ones, and those that follow from them by ``identities``.

    What the scheme reads stays unless it is changed; the other counts of a form, its totals and the cells
    that nothing scores, make the identities hold again, totals (left) before parts. Whether the result can
    be is for :func:`impossible` to say.
    """
    new = {**counts, **changed}
    settled = set(scheme.inputs)
    open_ones = known_identities(counts, identities)
    while open_ones:
        free = {
            at: [name for name in (*identity.left, *identity.right) if name not in settled]
            for at, identity in enumerate(open_ones)
        }
        at = min(free, key=lambda at: max(len(free[at]), 1))
        identity = open_ones.pop(at)
        if free[at]:
            first = free[at][0]
            weight = identity.left.count(first) - identity.right.count(first)
            new[first] -= _difference(new, identity) / weight if weight else 0
            settled |= set(free[at])
    return new


def impossible(counts: Counts, scheme: Scheme, identities: Sequence[Identity]) -> Iterator[str]:
    """Why a unit cannot have these counts, a sentence each; none when it can."""
    for name, value in counts.items():
        if value < 0 or not (isnan(value) or float(value).is_integer()):
            written = vietnamese(value, 0 if value < 0 else 2)
            yield say("impossible.value", count=scheme.counts.get(name, name), value=written)
    for indicator in scheme.indicators:
        numerator, denominator = _ratio(counts, indicator)
        for name, parts, value in (
            ("numerator", indicator.numerator, numerator),
            ("denominator", indicator.denominator, denominator),
        ):
            if value < 0 and parts != added(parts):
                said = {"indicator": indicator.name, "sum": names_of(parts, scheme)}
                yield say(f"impossible.{name}", value=vietnamese(value), **said)
        if numerator > denominator and (indicator.is_share or denominator <= 0):
            said = {"numerator": vietnamese(numerator), "denominator": vietnamese(denominator)}
            yield say("impossible.ratio", indicator=indicator.name, **said)
    for identity in known_identities(counts, identities):
        if _difference(counts, identity):
            yield say("impossible.identity", identity=identity.name)


def counterpart(scheme: Scheme, count: str) -> str | None:
    """The count that a case leaves when it comes to ``count`` while the denominators stay as they are.

    It stands beside ``count`` in most denominators and in no numerator with it: dossiers at the counter for
    those online, late ones for those in time. None where there is no such count.
    """
    earning = [set(map(count_of, i.numerator)) for i in scheme.indicators if count in i.numerator]
    beside = Counter(
        other
        for indicator in scheme.indicators
        if earning and count in indicator.denominator
        for other in added(indicator.denominator)
        if other != count and not any(other in numerator for numerator in earning)
    )
    return beside.most_common(1)[0][0] if beside else None


def room(
    counts: Counts, step: Counts, scheme: Scheme, identities: Sequence[Identity]
) -> tuple[int, int | None]:
    """How many steps can be taken back and how many forth, None where nothing limits them.

    ``step`` is what one step adds to which counts. Everything that limits the counts is linear in them, so
    that one step shows how fast each limit comes nearer.
    """
    known = known_identities(counts, identities)
    stepped = followed(counts, {name: counts[name] + by for name, by in step.items()}, scheme, known)
    if any(_difference(stepped, identity) for identity in known):
        return 0, 0
    back, forth = inf, inf
    for left, after in zip(_limits(counts, scheme), _limits(stepped, scheme), strict=True):
        if after < left:
            forth = min(forth, left / (left - after))
        if after > left:
            back = min(back, left / (after - left))
    return floor(back), None if forth == inf else floor(forth)


def _limits(counts: Counts, scheme: Scheme) -> list[float]:
    """How far each count and each sum is above zero, and each numerator of a share below its denominator; NaN
    where not known.
    """
    ratios = [_ratio(counts, indicator) for indicator in scheme.indicators]
    shares = (under - over for (over, under), i in zip(ratios, scheme.indicators, strict=True) if i.is_share)
    return [*counts.values(), *(one for ratio in ratios for one in ratio), *shares]


def _ratio(counts: Counts, indicator: Indicator) -> tuple[float, float]:
    """Numerator and denominator of one unit; NaN where not known, 0 and 0 where there are none."""
    if not indicator.is_counted:
        return 0.0, 0.0

    def known(count: str) -> float:
        return counts.get(count, nan)

    return summed(indicator.numerator, known), summed(indicator.denominator, known)


def _difference(counts: Counts, identity: Identity) -> float:
    return _sum(counts, identity.left) - _sum(counts, identity.right)


def _sum(counts: Counts, names: Sequence[str]) -> float:
    return sum(counts.get(name, float("nan")) for name in names)
