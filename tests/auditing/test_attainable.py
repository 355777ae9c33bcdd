"""Points that no whole counts give are found; points that some counts give are not."""

from pathlib import Path

import pytest

from dbp_analysis.auditing.annexes import find_annexes
from dbp_analysis.auditing.documents import read_document
from dbp_analysis.auditing.table_checks import check_table
from dbp_analysis.settings.config import load_named
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.units import read_register, units_in_month
from tests.auditing.tables_made import SCHEMES, found
from tests.made import PROJECT
from tests.small_cards import small_scheme

PUBLISHED = PROJECT / "tests" / "published"
SMALL = small_scheme((10, 10))


def table(
    first: str, second: str, total: str, heads: tuple[str, str] = ("Nhóm 0 (10 điểm)", "Nhóm 1 (10 điểm)")
):
    return (("STT", "Đơn vị", *heads, "Tổng điểm"), ("1", "Xã A Lưới", first, second, total))


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("7.5 (9/12)", True),
        ("7.4 (9/12)", False),
        ("9/12 = 7.5", True),
        ("7.5 (13/12)", False),
        ("0.0 (0/12)", True),
    ],
)
def test_points_are_held_against_the_counts_beside_them(cell: str, holds: bool) -> None:
    points = "0.0" if cell.startswith("0") else "7.5" if "7.5" in cell else "7.4"
    findings = found(table(cell, "10.0", f"{10 + float(points):.1f}"), [SMALL])

    assert (findings == []) == holds
    for one in findings:
        assert one.column.startswith("i0")
        assert "/12" in one.follows


def test_points_that_no_numerator_of_a_printed_denominator_gives_are_found() -> None:
    heads = ("STT", "Đơn vị", "Nhóm 0", "", "Nhóm 1 (10 điểm)", "Tổng điểm")
    below = ("", "", "Mẫu số", "Điểm (10 điểm)", "", "")

    def kinds(points: str) -> list[str]:
        row = ("1", "Xã A Lưới", "12", points, "10.0", f"{10 + float(points):.1f}")
        return [f.kind for f in found((heads, below, row), [SMALL])]

    assert kinds("8.3") == []
    assert kinds("8.0") == ["unattainable"]


def test_counts_in_columns_of_their_own_are_held_against_the_points_too() -> None:
    heads = ("STT", "Đơn vị", "over0", "under0", "Nhóm 0 (10 điểm)", "Nhóm 1 (10 điểm)", "Tổng điểm")

    def kinds(points: str) -> list[str]:
        row = ("1", "Xã A Lưới", "1.100", "1.200", points, "10.0", f"{10 + float(points):.1f}")
        return [f.kind for f in found((heads, row), [SMALL])]

    assert kinds("9.2") == []
    assert kinds("9.3") == ["points"]


def test_a_ratio_and_its_points_are_held_against_each_other() -> None:
    heads = ("STT", "Đơn vị", "Nhóm 0", "", "Nhóm 1 (10 điểm)", "Tổng điểm")
    below = ("", "", "Tỷ lệ (%)", "Điểm", "", "")

    def kinds(ratio: str) -> list[str]:
        row = ("1", "Xã A Lưới", ratio, "8.3", "10.0", "18.3")
        return [f.kind for f in found((heads, below, row), [SMALL])]

    assert kinds("83.33") == kinds("83,33%") == []
    assert kinds("93.33") == ["points"]


def test_a_step_is_earned_or_not() -> None:
    scheme = small_scheme((10, 10))
    first = scheme.indicators[0].model_dump() | {
        "steps": [{"at_least": 0.9, "points": 10}, {"at_least": 0.5, "points": 4}]
    }
    groups = [scheme.groups[0].model_dump() | {"indicators": [first]}, scheme.groups[1].model_dump()]
    stepped = type(scheme).model_validate(scheme.model_dump() | {"groups": groups})

    assert found(table("4.0", "10.0", "14.0"), [stepped]) == []
    assert [f.kind for f in found(table("7.0", "10.0", "17.0"), [stepped])] == ["unattainable"]


def findings_of(path: Path) -> list[tuple[str, str]]:
    layouts = [
        load_named(one, Layout, one.stem)
        for one in sorted((PROJECT / "data" / "layouts").glob("cong-*.toml"))
    ]
    units = units_in_month(
        read_register(PROJECT / "data" / "units.csv"), "gia-lai", "2026-10", "UBND {type} {name}"
    )
    annexes = find_annexes(read_document(path), list(SCHEMES.values()), units, layouts)
    assert annexes
    return [(f.unit, f.column) for annex in annexes for f in check_table(annex, units)]


def test_of_135_communes_the_three_whose_points_no_count_explains_are_found_and_nothing_else() -> None:
    assert sorted(findings_of(PROJECT / "data" / "gia-lai" / "2026-10" / "thanh-toan-chung.csv")) == [
        (code, "group:payment") for code in ("H21.100", "H21.149", "H21.205")
    ]


@pytest.mark.parametrize("name", ["payment", "digitisation", "satisfaction", "progress"])
def test_the_published_tables_of_the_national_portal_hold(name: str) -> None:
    assert findings_of(PUBLISHED / f"gia-lai-{name}.csv") == []


def test_a_table_of_a_row_a_figure_is_read_too(tmp_path: Path) -> None:
    lines = (PUBLISHED / "gia-lai-communes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "bang.csv"
    path.write_text("".join(lines[:120]).replace("TDGQ,2541,2618,19.41", "TDGQ,2541,2618,19.42"), "utf-8")

    assert findings_of(path) == [("H21.227", "resolved_on_time")]


def test_a_published_total_that_does_not_add_up_is_found(tmp_path: Path) -> None:
    text = (PUBLISHED / "gia-lai-groups.csv").read_text(encoding="utf-8")
    path = tmp_path / "bang.csv"
    path.write_text(text.replace(",18,75.34", ",18,75.35"), encoding="utf-8")

    assert findings_of(path) == [("H21.227", "total")]
