"""An invented decision of every feature, two months of it: scored, told and written like any other."""

import shutil

import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.publishing.content import report_content
from dbp_analysis.publishing.page import month_page
from dbp_analysis.publishing.workbook import annex_workbook
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.report import MonthlyReport, write_report

from .decision_made import make_decision


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> MonthlyReport:
    place = make_decision(tmp_path_factory.mktemp("decision"))
    before = place.folder.with_name("2026-09")
    shutil.copytree(place.folder, before)
    export = before / "so-lieu.csv"
    # The first column of figures that differs: Mường Thanh had three overdue cases in September.
    rows = [line.split(",") for line in export.read_text(encoding="utf-8-sig").splitlines()]
    rows[4][rows[0].index("pending_overdue")] = "3"
    export.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    inputs = place.read()
    card = score_inputs(inputs)
    return write_report(inputs, card, since_previous(inputs, card))


def test_a_unit_that_misses_a_condition_stands_in_the_next_band_and_is_told_why(report) -> None:
    results = report.card.of_units(report.card.results)
    assert results["band"].tolist() == ["Xuất sắc", "Tốt", "Tốt", "Khá", "Khá", "Yếu"]
    assert results["held_back"].iloc[1] == "còn hồ sơ quá hạn"
    assert "chưa được xếp loại cao hơn vì còn hồ sơ quá hạn" in report.text


def test_what_a_deduction_moved_since_the_month_before_is_told_with_the_rest(report) -> None:
    parts = report.since.change.parts.xs("00004", level="unit_code")
    assert parts["change"]["overdue"] == pytest.approx(1.0)
    assert "hồ sơ quá hạn" in report.text.lower()
    inputs = report.inputs
    content = report_content(
        inputs.publication, inputs.settings, report.card, report.commentary, report.since
    )
    assert annex_workbook(report, content).startswith(b"PK")
    page = month_page(report, content, ())
    assert "Hồ sơ quá hạn" in page
    assert '<mark style="background: #1b7837; color: #ffffff">Xuất sắc</mark>' in page
    assert "Sáng kiến ở 3 đơn vị, nhiều nhất Him Lam (+3,00)" in page


def test_published_scales_stay_and_the_total_may_rise_above_the_maximum(report) -> None:
    assert report.card.results["total"].max() > report.card.scheme.maximum == 100
