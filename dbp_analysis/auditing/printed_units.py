"""The units that the rows of a printed table mean, also where a scan damaged their names."""

from collections.abc import Sequence

import pandas as pd

from dbp_analysis.auditing.heads import letters
from dbp_analysis.settings.unit_names import UnitMatcher, name_key

_LIKE, _CLOSE, _SURELY = 60.0, 25.0, 95.0
"""How alike, of 100, a damaged name must be to a unit's; so much less alike may be the one that is left for
a row when every row has a unit of its own; and so alike, it bears a name that another row has.
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
    from rapidfuzz import fuzz

    kinds = {str(code): letters(name_key(name)) for code, name in units["unit_name"].items()}
    likest = {
        row: sorted(
            ((fuzz.ratio(letters(name_key(names[row])), own), code) for code, own in kinds.items()),
            reverse=True,
        )
        for row, code in enumerate(found)
        if code is None
    }
    meant = list(found)
    pairs = [(like, row, code) for row, own in likest.items() for like, code in own]
    for like, row, code in sorted(pairs, reverse=True):
        close = like >= max(_LIKE, likest[row][0][0] - _CLOSE)
        if close and meant[row] is None and code not in meant:
            meant[row] = code
    for row, own in likest.items():
        if meant[row] is None and own and own[0][0] >= _SURELY:
            meant[row] = own[0][1]
    return meant
