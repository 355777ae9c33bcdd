"""Two invented systems reconciled, one by a register: planted differences, their dossiers, the outputs."""

from pathlib import Path

import openpyxl
import pytest

from dbp_analysis.asking.reconcile.reconciliation import Reconciliation
from dbp_analysis.charts.change import change_chart
from dbp_analysis.publishing.reconcile_files import publish_reconciliation

from .made import bytes_below, copy_real
from .reconcile_made import reconciliation, two_systems
from .registers_made import CANARIES

Classes = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reconciliation, Classes]:
    place, classes = two_systems(copy_real(tmp_path_factory.mktemp("systems")))
    return reconciliation(place), classes


@pytest.fixture(scope="module")
def found(made: tuple[Reconciliation, Classes]) -> Reconciliation:
    return made[0]


def test_every_planted_difference_is_found_in_its_class_and_nothing_else(
    made: tuple[Reconciliation, Classes],
) -> None:
    found, planted = made
    assert len(planted) >= 30
    assert set(planted.values()) == {
        "missing_unit", "other_period", "other_rule", "late", "rounding", "unexplained"
    }  # fmt: skip
    assert found.differences["kind"].to_dict() == planted


def test_the_evidence_names_the_rule_the_day_and_the_period(found: Reconciliation) -> None:
    evidence = found.differences["evidence"]
    assert "Đếm từng dòng của sổ" in evidence["03133", "carried_over"]
    assert "30/12/2023" in evidence["03124", "payable"]
    assert "29/12/2023" in evidence["03316", "resolved_early"]
    assert "tháng 11 năm 2023" in evidence["03136", "payable"]
    assert "1 chữ số" in evidence["03127", "published.submitted_online"]


def test_the_dossiers_behind_a_difference_are_named_by_their_codes_alone(found: Reconciliation) -> None:
    behind = found.dossiers.set_index(["unit_code", "count"])
    late = behind.loc[("03124", "payable")]
    assert len(late) == 3
    assert late["sure"].all()
    assert late["code"].str.startswith("H18.21-2312").all()
    assert len(behind.loc[("03133", "carried_over")]) == 2
    meant = behind.loc[("03142", "resolved_early")]
    assert len(meant) == 20
    assert not meant["sure"].any()
    text = found.dossiers.to_string() + found.table.frame.to_string() + found._repr_html_()
    assert not any(canary in text for canary in CANARIES)


def test_the_largest_effect_stands_first_and_only_what_is_scored_has_one(found: Reconciliation) -> None:
    effects = found.differences["effect"]
    assert effects.dropna().abs().is_monotonic_decreasing
    scored = found.settled.scheme.inputs
    assert effects.isna().to_dict() == {key: key[1] not in scored for key in found.differences.index}


def test_each_row_of_the_bridge_adds_up_to_the_change_of_the_total(found: Reconciliation) -> None:
    change = found.change.compared["change"]
    assert change.abs().max() > 1
    assert found.effects.sum(axis="columns").to_numpy() == pytest.approx(change.to_numpy(), abs=1e-9)
    assert found.effects["rest"].abs().max() < 1e-9


@pytest.fixture(scope="module")
def written(found: Reconciliation, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folders = [tmp_path_factory.mktemp(name) for name in ("first", "second")]
    for folder in folders:
        publish_reconciliation(found, [change_chart(found.change)], folder)
    return folders


def test_the_same_answer_gives_the_same_bytes(written: list[Path]) -> None:
    first, second = map(bytes_below, written)
    assert first == second
    assert {Path(name).suffix for name in first} == {".html", ".xlsx", ".svg", ".png", ".json"}
    assert not any(canary.encode() in content for content in first.values() for canary in CANARIES)


def test_the_workbook_holds_every_figure_the_bridge_and_the_dossiers(
    found: Reconciliation, written: list[Path]
) -> None:
    (path,) = written[0].glob("doi-chieu-*.xlsx")
    book = openpyxl.load_workbook(path)
    rows = {sheet.title: list(sheet.iter_rows(min_row=5, values_only=True)) for sheet in book}
    assert len(rows["Đối chiếu"]) == len(found.figures)
    assert len(rows["Hồ sơ"]) == len(found.dossiers)
    totals = {row[1]: row[5] for row in rows["So với bên trái"]}
    moved = dict.fromkeys(totals, 0.0)
    for row in rows["Phân tích thay đổi"]:
        moved[row[1]] += row[11]
    assert moved == pytest.approx(totals, abs=1e-9)
    assert not any(canary in str(rows) for canary in CANARIES)


def test_the_page_tells_the_classes_and_the_codes(written: list[Path]) -> None:
    (path,) = written[0].glob("doi-chieu-*.html")
    page = path.read_text(encoding="utf-8")
    for said in ("Khác quy tắc đếm", "Đồng bộ chậm", "H18.21-2312", "Chỉ bên trái có", "Bên phải"):
        assert said in page
