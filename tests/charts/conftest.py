"""Small scorecards made by code that nobody may write into; charts never see a real place's figures here."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dbp_analysis.charts import Chart
from dbp_analysis.charts.marks import Text
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme

BANDS = [("Xuất sắc", 0.9), ("Tốt", 0.8), ("Khá", 0.7), ("Trung bình", 0.5), ("Yếu", 0.0)]


def _indicator(name: str, label: str, maximum: float, **more: Any) -> dict[str, Any]:
    counts = {"numerator": [f"{name}_over"], "denominator": [f"{name}_under"], "no_cases": "full"}
    return (
        {"id": name, "name": label, "short_name": label, "label": label, "maximum": maximum} | counts | more
    )


def _scheme(groups: list[dict[str, Any]], scale: float, **more: Any) -> Scheme:
    inputs = [
        c for g in groups for i in g.get("indicators", []) for c in (*i["numerator"], *i["denominator"])
    ]
    inputs += [g["given"] for g in groups if "given" in g]
    bands = [{"name": name, "printed": name[:6], "at_least": share * scale} for name, share in BANDS]
    base = {"id": "thu", "title": "Bộ chỉ số thử", "legal_basis": ["Văn bản thử"], "scale": scale}
    return Scheme.model_validate(
        base | {"bands": bands, "groups": groups, "counts": {c: c for c in inputs}} | more
    )


def _units(names: list[str]) -> pd.DataFrame:
    codes = pd.Index([f"{n:05d}" for n in range(1, len(names) + 1)], name="unit_code")
    labels = [f"UBND xã {name}" for name in names]
    return pd.DataFrame(
        {"unit_type": "xã", "unit_name": names, "unit_label": labels, "unit_short": names}, index=codes
    )


@pytest.fixture(scope="session")
def texts() -> Callable[[Chart], list[str]]:
    """Every text that a chart shows."""
    return lambda chart: [text.said for text in chart.texts]


@pytest.fixture(scope="session")
def assert_tidy() -> Callable[[Chart], None]:
    """Every text lies within the figure, and no two overlap."""

    def check(chart: Chart) -> None:
        for drawn in filter(None, (chart, chart.narrow)):
            said, edges = [text.said for text in drawn.texts], np.array([text_box(t) for t in drawn.texts])
            size = (drawn.width, drawn.height)
            outside = (edges[:, :2] < 0).any(axis=1) | (edges[:, 2:] > size).any(axis=1)
            assert [said[n] for n in np.flatnonzero(outside)] == []
            # Ink boxes of neighbouring rows may touch where a diacritic meets a descender.
            left, top, right, bottom = (edges + np.array([0.25, 1, -0.25, -1])).T
            apart = np.maximum(left[:, None], left) >= np.minimum(right[:, None], right)
            apart |= np.maximum(top[:, None], top) >= np.minimum(bottom[:, None], bottom)
            pairs = np.argwhere(~apart & ~np.eye(len(said), dtype=bool))
            assert [(said[a], said[b]) for a, b in pairs if a < b] == []

    return check


def text_box(text: Text) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink of a text."""
    up, down, width = 0.78 * text.size, 0.24 * text.size, text.width
    if text.turned:
        return text.x - up, text.y - width, text.x + down, text.y
    left = text.x - {"left": 0.0, "center": width / 2, "right": width}[text.align]
    return left, text.y - up, left + width, text.y + down


Rows = dict[str, tuple[tuple[float, float], ...]]


@pytest.fixture(scope="session")
def make_card() -> Callable[..., Scorecard]:
    """Cards by name → (numerator, denominator) of: in time 10, online 20, ratings 10."""

    def make(rows: Rows, **more: Any) -> Scorecard:
        scheme = _scheme(
            [
                {"id": "pace", "name": "Tiến độ", "short_name": "Tiến độ", "indicators": [
                    _indicator("in_time", "Giải quyết đúng hạn", 10)]},
                {"id": "service", "name": "Phục vụ", "short_name": "Phục vụ", "indicators": [
                    _indicator("online", "Nộp trực tuyến", 20), _indicator("ratings", "Đánh giá", 10)]},
            ],
            **{"scale": 10} | more,
        )  # fmt: skip
        counts = pd.DataFrame(
            [[value for pair in pairs for value in pair] for pairs in rows.values()],
            columns=list(scheme.inputs),
            index=pd.MultiIndex.from_product(
                [["2025-03"], _units(list(rows)).index], names=["month", "unit_code"]
            ),
            dtype=float,
        )
        return score(counts, scheme, _units(list(rows)))

    return make


@pytest.fixture(scope="session")
def card(make_card: Callable[..., Scorecard]) -> Scorecard:
    """Four units: two tied at the top, one just under a band, one last; ratings mostly without cases."""
    return make_card(
        {
            "An Bình": ((50, 50), (80, 100), (0, 0)),
            "Bình Hòa": ((60, 60), (160, 200), (0, 0)),
            "Cẩm Thủy": ((199, 200), (801, 1000), (10, 10)),
            "Đông Sơn": ((50, 50), (10, 100), (4, 8)),
        }
    )


@pytest.fixture(scope="session")
def national() -> Scorecard:
    """Hundred points, 135 units, six groups of which only the points are known."""
    maxima = {"openness": 18, "progress": 20, "online": 12, "payment": 10, "digitisation": 22, "rating": 18}
    labels = ("Công khai", "Tiến độ giải quyết", "Dịch vụ trực tuyến", "Thanh toán", "Số hóa", "Hài lòng")
    groups = [
        {"id": name, "name": label, "short_name": label, "given": f"{name}_points", "given_maximum": maximum}
        for (name, maximum), label in zip(maxima.items(), labels, strict=True)
    ]
    names = [f"Xã Phú Mỹ Đông {n}" for n in range(1, 136)]
    shares = np.random.default_rng(20260101).beta(8, 3, size=(135, 6))
    index = pd.MultiIndex.from_product([["2026-01"], _units(names).index], names=["month", "unit_code"])
    points = pd.DataFrame((shares * list(maxima.values())).round(2), index=index)
    scheme = _scheme(groups, 100, printed={"points": 2})
    return score(points.set_axis(list(scheme.inputs), axis="columns"), scheme, _units(names))


@pytest.fixture(scope="session")
def wide() -> Scorecard:
    """Thirty units, twenty indicators in six groups, long names: the fullest table of cells."""
    labels = [f"Chỉ số thứ {n} của nhóm" for n in range(1, 21)]
    indicators = [_indicator(f"i{n}", label, 5) for n, label in enumerate(labels, 1)]
    cuts = [0, 1, 4, 8, 12, 16, 20]
    groups = [
        {
            "id": f"g{k}",
            "name": f"Nhóm thứ {k}",
            "short_name": f"Nhóm tên dài {k}",
            "indicators": indicators[a:b],
        }
        for k, (a, b) in enumerate(pairwise(cuts), 1)
    ]
    scheme = _scheme(groups, 100, printed={"points": 2})
    names = [f"Sở Nông nghiệp và Phát triển nông thôn {n}" for n in range(1, 31)]
    random = np.random.default_rng(7)
    under = random.integers(0, 60, size=(30, 20))
    over = (under * random.beta(6, 2, size=(30, 20))).astype(int)
    index = pd.MultiIndex.from_product([["2026-01"], _units(names).index], names=["month", "unit_code"])
    counts = pd.DataFrame(index=index)
    for n in range(20):
        counts[f"i{n + 1}_over"], counts[f"i{n + 1}_under"] = (
            over[:, n].astype(float),
            under[:, n].astype(float),
        )
    return score(counts, scheme, _units(names))
