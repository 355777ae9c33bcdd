"""The units that the rows of a printed table mean, also where a scan damaged their names."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dbp_analysis.auditing.heads import letters
from dbp_analysis.settings.units import UnitMatcher, name_key

_LIKE, _CLOSE = 60.0, 25.0
"""How alike, of 100, a damaged name must be to a unit's; and so much less alike may be the one that is left
for a row when every row has a unit of its own.
"""


def units_meant(
    names: Sequence[str], codes: Sequence[str], units: pd.DataFrame, *, damaged: bool
) -> list[str | None]:
    """For each row the code of the unit that it means, None where none is certain.

    ``units`` as from :func:`~dbp_analysis.settings.units.units_in_month`. Damaged names are matched by the
    likeness of their letters, all rows together, so that no two rows share a unit unless both bear its name.
    """
    matcher = UnitMatcher(units)
    found = [matcher.match(name, code).unit_code for name, code in zip(names, codes, strict=True)]
    return _by_likeness(found, names, units) if damaged else found


def _by_likeness(found: Sequence[str | None], names: Sequence[str], units: pd.DataFrame) -> list[str | None]:
    from rapidfuzz import fuzz, process
    from scipy.optimize import linear_sum_assignment

    kinds = [letters(name_key(name)) for name in units["unit_name"]]
    said = [letters(name_key(name)) for name in names]
    alike = process.cdist(said, kinds, scorer=fuzz.ratio, dtype=np.float64)
    apart = dict(zip(*linear_sum_assignment(alike, maximize=True), strict=True))
    meant = list(found)
    for row in (row for row, code in enumerate(found) if code is None):
        best = int(alike[row].argmax())
        own = int(apart.get(row, best))
        at = own if alike[row, own] >= max(_LIKE, alike[row, best] - _CLOSE) else best
        meant[row] = str(units.index[at]) if alike[row, at] >= _LIKE else None
    return meant
