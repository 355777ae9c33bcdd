"""Which counts follow from the cases of an indicator: by the scheme's sums, and what forms hold equal."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from dbp_analysis.settings.layout import Identity
from dbp_analysis.settings.scheme import Indicator
from dbp_analysis.settings.sums import count_of

Form = dict[str, int]


def slopes(
    counts: Sequence[str], indicators: Sequence[Indicator], identities: Sequence[Identity]
) -> tuple[dict[int, float], bool]:
    """By how much a sum of ``counts`` changes with one more in the numerator of each indicator, by position,
    while its denominator stays; and whether that is said of the whole sum: late dossiers go down where those
    in time go up. What follows from several indicators is said of none.
    """
    equal = [_form(one.left, minus=one.right) for one in identities]
    whole = _slope(_form(counts), indicators, equal)
    if whole:
        return dict([whole]), True
    each = [_slope(_form([count]), indicators, equal) for count in counts]
    found: dict[int, float] = {}
    for at, by in filter(None, each):
        found[at] = found.get(at, 0.0) + by
    return found, all(each)


def _slope(wanted: Form, indicators: Sequence[Indicator], equal: Sequence[Form]) -> tuple[int, float] | None:
    found = []
    for at, one in enumerate(indicators):
        known = [*equal, _form(one.denominator)]
        moved = _weights(wanted, [*known, _form(one.numerator)])
        if moved is not None and _weights(wanted, known) is None:
            found.append((at, float(moved[-1])))
    return found[0] if len(found) == 1 else None


def _weights(wanted: Form, known: Sequence[Form]) -> "np.ndarray[tuple[int], np.dtype[np.float64]] | None":
    """What the ``known`` sums are multiplied by to add up to the one wanted; None where they never do."""
    table = pd.DataFrame([wanted, *known]).fillna(0.0).to_numpy(dtype=float)
    weights = np.linalg.lstsq(table[1:].T, table[0], rcond=None)[0]
    return weights.round(9) if np.allclose(table[1:].T @ weights, table[0], atol=1e-9) else None


def _form(parts: Sequence[str], minus: Sequence[str] = ()) -> Form:
    """How often each count is added to a sum; below 0 where it is taken away."""
    form: Counter[str] = Counter()
    for part in parts:
        form[count_of(part)] += -1 if part.startswith("-") else 1
    for name in minus:
        form[name] -= 1
    return dict(form)
