"""Small scorecards for the tests of robustness: units a, b, c … with counts that a reader can follow."""

from collections.abc import Sequence
from string import ascii_lowercase
from typing import Any

import pandas as pd

from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

MONTH = "2024-01"
MAXIMA = (30, 10, 20)
Rows = Sequence[Sequence[tuple[float, float]]]


def small_scheme(maxima: Sequence[float] = MAXIMA, no_cases: str = "full", **more: Any) -> Scheme:
    """Indicators i0, i1, … of these maxima, each in a group g0, g1, … of its own; ten-point scale."""
    groups = [
        {
            "id": f"g{n}",
            "name": f"Nhóm {n}",
            "short_name": f"Nhóm {n}",
            "indicators": [
                {
                    "id": f"i{n}",
                    "name": f"Tỷ lệ {n}",
                    "short_name": f"Chỉ số {n}",
                    "label": f"Chỉ số {n}",
                    "maximum": maximum,
                    "numerator": [f"over{n}"],
                    "denominator": [f"under{n}"],
                    "no_cases": no_cases,
                }
            ],
        }
        for n, maximum in enumerate(maxima)
    ]
    bands = [
        {"name": name, "printed": name, "at_least": limit}
        for name, limit in (("Tốt", 8), ("Khá", 5), ("Yếu", 0))
    ]
    counts = {name: name for n in range(len(maxima)) for name in (f"over{n}", f"under{n}")}
    base = {"id": "s", "title": "Bộ chỉ số thử", "legal_basis": ["Văn bản"], "scale": 10, "bands": bands}
    base["no_cases_unit"] = "ranked"  # every unit has a place, unless a test says otherwise
    return Scheme.model_validate({**base, "groups": groups, "counts": counts, **more})


def small_units(number: int) -> pd.DataFrame:
    """Units of the codes a, b, c …, named Xã A, Xã B …"""
    codes = pd.Index(list(ascii_lowercase[:number]), name="unit_code")
    names = {name: [f"Xã {code.upper()}" for code in codes] for name in ("unit_name", "unit_label")}
    return pd.DataFrame({**names, "unit_short": [code.upper() for code in codes]}, index=codes)


def small_card(
    rows: Rows, maxima: Sequence[float] = MAXIMA, no_cases: str = "full", **more: Any
) -> Scorecard:
    """One month of units a, b, c …: a row of (numerator, denominator) by indicator for each."""
    scheme = small_scheme(maxima[: len(rows[0])] if rows else maxima, no_cases, **more)
    units = small_units(len(rows))
    index = pd.MultiIndex.from_product([[MONTH], units.index], names=["month", "unit_code"])
    values = [[value for pair in row for value in pair] for row in rows]
    return score(pd.DataFrame(values, index, list(scheme.inputs), dtype=float), scheme, units)


def given_card(points: Sequence[Sequence[float]], maxima: Sequence[float] = MAXIMA) -> Scorecard:
    """One month of units a, b, c … of which only the points of groups g0, g1, … are published."""
    groups = [
        {
            "id": f"g{n}",
            "name": f"Nhóm {n}",
            "short_name": f"Nhóm {n}",
            "given": f"p{n}",
            "given_maximum": maximum,
        }
        for n, maximum in enumerate(maxima)
    ]
    names = [f"p{n}" for n in range(len(maxima))]
    scheme = small_scheme(groups=groups, counts=dict.fromkeys(names, "Điểm"))
    units = small_units(len(points))
    index = pd.MultiIndex.from_product([[MONTH], units.index], names=["month", "unit_code"])
    return score(pd.DataFrame(points, index, names, dtype=float), scheme, units)
