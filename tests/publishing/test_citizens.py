"""The page of a month counted from dossiers shows no ratio of one or two of them; the office's papers do."""

import csv
import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.asking.change.split import change_between
from dbp_analysis.charts import monthly_charts
from dbp_analysis.publishing.citizens import for_citizens
from dbp_analysis.publishing.files import render
from dbp_analysis.scoring.score import score, score_inputs
from dbp_analysis.scoring.small_cells import without_small_cells
from dbp_analysis.telling.report import MonthlyReport, write_report

from ..made import MONTH, copy_real, real_inputs
from ..registers_made import TABLE, with_registers

UNIT = "03326"
COUNTS = re.compile(r"(?<![\d./])[012]/[12](?![\d/])")
"""How a ratio of one or two cases is written, in a text without its markup."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> MonthlyReport:
    """December 2023 counted from a register in which Pá Khoang has two dossiers, one of them filed online."""
    place = with_registers(copy_real(tmp_path_factory.mktemp("few")), TABLE)
    head, *rows = csv.reader(TABLE.open(encoding="utf-8-sig"))
    own = [row for row in rows if row[2] == UNIT and "/12/2023" in row[4] and row[6]][:2]
    own[0][3] = "1"
    kept = [head, *(row for row in rows if row[2] != UNIT), *own]
    with (place.folder / f"so-ho-so-{TABLE.name}").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(kept)
    inputs = place.read()
    assert not inputs.errors
    card = score_inputs(inputs)
    return write_report(inputs, card, SincePrevious("2023-11"))


@pytest.fixture(scope="module")
def files(report: MonthlyReport) -> dict[str, bytes]:
    return render(report, monthly_charts(report.card))[0]


def page_of(files: dict[str, bytes]) -> str:
    """The text of the page, of its charts too."""
    (page,) = (data for name, data in files.items() if name.startswith("trang-"))
    return re.sub(r"<style.*?</style>|<script.*?</script>|<[^>]+>", " ", page.decode(), flags=re.DOTALL)


def test_the_page_holds_no_count_of_one_or_two_cases(report: MonthlyReport, files: dict[str, bytes]) -> None:
    card = report.card
    small = card.denominators.xs(UNIT, level="unit_code").iloc[0]
    assert small[["progress", "submitted_online", "paid_online"]].to_dict() == {
        "progress": 2, "submitted_online": 2, "paid_online": 1
    }  # fmt: skip
    told = page_of(files)
    own = told[told.index("Điểm của Xã Pá Khoang") :][:1500]
    assert not COUNTS.search(own)
    assert "Nhóm cung cấp DVTT ít hồ sơ, không nêu số liệu từng chỉ số 5,00 20 15,00" in " ".join(own.split())
    assert not re.search(r"(?<![\d.])[012]/[12] hồ sơ", told)
    assert "dưới 3 hồ sơ" in told


def test_charts_of_the_page_know_the_cells_no_more_than_it_does(
    report: MonthlyReport, files: dict[str, bytes]
) -> None:
    charts = {name: data.decode() for name, data in files.items() if name.endswith(".svg")}
    assert not any(re.search(r"Pá Khoang[^;<]{0,40}[^\d][012]/[12]\b", svg) for svg in charts.values())
    assert any("Nộp trực tuyến" in chart.svg for chart in monthly_charts(report.card))


def test_the_papers_of_the_office_keep_every_figure(report: MonthlyReport, files: dict[str, bytes]) -> None:
    assert "UBND xã Pá Khoang (0/1 hồ sơ)" in files[f"nhan-dinh-dien-bien-phu-{MONTH}.md"].decode()
    book = openpyxl.load_workbook(BytesIO(files[f"phu-luc-dien-bien-phu-{MONTH}.xlsx"]))
    rows = [row for row in book["Số liệu"].iter_rows(min_row=5, values_only=True) if row[1] == UNIT]
    assert {(row[7], row[9]) for row in rows} >= {(1, 2), (0, 1), (2, 2)}


def test_what_units_earned_their_ranks_and_other_units_stay(report: MonthlyReport) -> None:
    shown, _ = for_citizens(report, ())
    assert shown.card.results.equals(report.card.results)
    assert shown.card.group_points.equals(report.card.group_points)
    others = report.card.points.index.get_level_values("unit_code") != UNIT
    assert shown.card.numerators[others].equals(report.card.numerators[others])
    assert shown.card.withheld is not None
    assert shown.card.withheld.sum().to_dict() == {
        "progress": 1, "online": 1, "digitisation": 1, "satisfaction": 0
    }  # fmt: skip


def test_a_month_of_forms_and_one_without_such_cells_are_shown_as_they_are(report: MonthlyReport) -> None:
    inputs = real_inputs()
    forms = write_report(inputs, score_inputs(inputs), SincePrevious("2023-11"))
    assert for_citizens(forms, ()) == (forms, ())
    open_ = report.inputs.publication.model_copy(update={"small_cells": 1})
    allowed = replace(report, inputs=replace(report.inputs, publication=open_))
    assert for_citizens(allowed, ())[0] is allowed


def test_a_change_from_such_a_cell_is_told_in_points_of_the_group(report: MonthlyReport) -> None:
    inputs = report.inputs
    counts = inputs.counts.copy()
    counts.loc[(MONTH, UNIT), "paid_online"] = 1
    before = score(counts, inputs.scheme, inputs.units, {MONTH: "tháng trước"})
    change = change_between(before, report.card)
    whole = replace(report, since=SincePrevious("2023-11", change))
    shown, _ = for_citizens(whole, ())
    parts = shown.since.change.parts if shown.since.change else change.parts
    own = parts.xs(UNIT, level="unit_code")
    assert list(own.index) == [
        "progress", "online", "digitisation", "petitions_on_time", "petitions_satisfied", "ratings"
    ]  # fmt: skip
    assert own.loc["online", ["points_before", "points_after", "change"]].tolist() == [15, 5, -10]
    assert own["numerator_before"][:3].isna().all()
    totals = parts["change"].groupby(level="unit_code").sum()
    assert totals.to_dict() == pytest.approx(change.compared["change"].to_dict())


def test_only_counts_of_dossiers_are_withheld_and_only_below_the_limit() -> None:
    card = score_inputs(real_inputs())
    assert without_small_cells(card, (), 3) is card
    assert without_small_cells(card, list(card.counts), 1) is card
    shown = without_small_cells(card, list(card.counts), 3)
    assert shown.withheld is not None
    assert shown.withheld["satisfaction"].any()
    assert not shown.withheld["progress"].any()
