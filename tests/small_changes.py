"""Two small months side by side: units by name, with (numerator, denominator) of three indicators each."""

from collections.abc import Mapping

import pandas as pd

from dbp_analysis.asking.change.split import Change, change_between
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

NAMES = {"in_time": ("Giải quyết đúng hạn", 10), "online": ("Nộp trực tuyến", 20), "rated": ("Hài lòng", 10)}
Rows = Mapping[str, tuple[tuple[float, float], ...] | None]

SCHEME = Scheme.model_validate(
    {
        "id": "thu",
        "title": "Bộ chỉ số thử",
        "legal_basis": ["Văn bản thử"],
        "scale": 10,
        "bands": [
            {"name": name, "printed": name, "at_least": limit}
            for name, limit in (("Xuất sắc", 9), ("Tốt", 7.5), ("Khá", 5), ("Yếu", 0))
        ],
        "counts": {f"{name}_{part}": "số" for name in NAMES for part in ("over", "under")},
        "groups": [
            {
                "id": f"group_{name}",
                "name": f"Nhóm {label.lower()}",
                "short_name": label,
                "indicators": [
                    {
                        "id": name,
                        "name": f"Tỷ lệ {label.lower()}",
                        "short_name": label,
                        "label": "Chỉ số 1",
                        "maximum": maximum,
                        "numerator": [f"{name}_over"],
                        "denominator": [f"{name}_under"],
                        "no_cases": "full",
                    }
                ],
            }
            for name, (label, maximum) in NAMES.items()
        ],
    }
)


def small_change(before: Rows, after: Rows, scheme: Scheme = SCHEME) -> Change:
    """March 2025 since February; None for a unit without figures. Codes are u1, u2 … as units are named."""
    units = list(dict.fromkeys([*after, *before]))
    return change_between(_card(before, "2025-02", units, scheme), _card(after, "2025-03", units, scheme))


def _card(rows: Rows, month: str, units: list[str], scheme: Scheme) -> Scorecard:
    codes = {name: f"u{n}" for n, name in enumerate(units, 1)}
    unknown = ((float("nan"), float("nan")),) * len(NAMES)
    values = [[value for pair in pairs or unknown for value in pair] for pairs in rows.values()]
    index = pd.MultiIndex.from_product(
        [[month], [codes[name] for name in rows]], names=["month", "unit_code"]
    )
    names = {
        "unit_name": [f"Xã {name}" for name in units],
        "unit_label": [f"UBND xã {name}" for name in units],
        "unit_short": units,
    }
    table = pd.DataFrame(names, pd.Index(codes.values(), name="unit_code"))
    return score(pd.DataFrame(values, index, list(scheme.inputs), dtype=float), scheme, table)
