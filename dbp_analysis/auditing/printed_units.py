"""The units that the rows of a printed table mean, also where a scan damaged their names."""

from collections.abc import Sequence

import pandas as pd

from dbp_analysis.auditing.heads import letters
from dbp_analysis.settings.units import UnitMatcher, name_key

_LIKE, _CLOSE, _SURELY = 70.0, 12.0, 95.0
"""How alike, of 100, a damaged name must be to a unit's; so much less alike may be one that is still free;
from where on it is that unit's, also where another row bears it.
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
    pairs = sorted(
        (
            (fuzz.ratio(letters(name_key(names[row])), kind), row, code)
            for row, one in enumerate(found)
            if one is None
            for code, kind in kinds.items()
        ),
        reverse=True,
    )
    meant = dict(enumerate(found))
    best = {row: likeness for likeness, row, _ in reversed(pairs)}
    for likeness, row, code in pairs:
        free = code not in meant.values() or likeness >= _SURELY
        if likeness >= max(_LIKE, best[row] - _CLOSE) and meant[row] is None and free:
            meant[row] = code
    return list(meant.values())
