import csv
from io import StringIO
from pathlib import Path

import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.charts import monthly_charts
from dbp_analysis.publishing.files import publish_month, scores_csv
from dbp_analysis.publishing.record import read_record
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.report import write_report

from ..two_months import add_november

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def report():
    inputs = load_month_inputs("2023-12", "dien-bien-phu", DATA)
    card = score_inputs(inputs)
    return write_report(inputs, card, since_previous(inputs, card))


def test_scores_have_one_row_a_unit_by_rank_in_the_order_of_the_scheme(report):
    rows = list(csv.DictReader(StringIO(scores_csv(report.card, "reconstructed"))))

    indicators = [indicator.id for indicator in report.inputs.scheme.indicators]
    names = ["rank", "unit_code", "unit_name", *indicators, "total", "converted", "band", "provenance"]
    assert list(rows[0]) == names
    assert {row["provenance"] for row in rows} == {"reconstructed"}
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 13)]
    assert rows[0]["unit_code"] == "03326"


def test_numbers_in_scores_read_back_exactly(report):
    rows = list(csv.DictReader(StringIO(scores_csv(report.card, "reconstructed"))))

    totals = report.card.of_units(report.card.results)["total"]
    assert [float(row["total"]) for row in rows] == totals.tolist()


def test_without_a_folder_nothing_is_written_and_the_notebook_says_so(report):
    published = publish_month(report, (), "")

    assert not published.files
    assert "để trống" in published._repr_html_()


def test_the_record_lists_every_other_file_and_is_written_last(report, tmp_path):
    published = publish_month(report, monthly_charts(report.card)[:1], tmp_path)

    *others, last = published.files
    assert last == "run.json"
    assert list(read_record(tmp_path)["outputs"]) == others
    assert all((tmp_path / name).is_file() for name in published.files)


def test_letters_that_a_chart_cannot_draw_are_a_warning(report, tmp_path):
    charts = monthly_charts(report.card, note="Số 測試 dựng lại.")[:2]
    published = publish_month(report, charts, tmp_path)

    warning = (
        "Phông DejaVu Sans của biểu đồ không có các ký tự 測 試; biểu đồ vẽ chúng thành dấu �. "
        "Sửa các ký tự này trong tên đơn vị hoặc lời văn."
    )
    assert published.warnings[-1] == warning
    assert read_record(tmp_path)["warnings"][-1] == warning


def test_the_record_lists_the_files_of_the_month_before_too(place, tmp_path):
    add_november(place)
    inputs = place.read()
    card = score_inputs(inputs)
    publish_month(write_report(inputs, card, since_previous(inputs, card)), (), tmp_path / "made")

    names = set(read_record(tmp_path / "made")["inputs"])
    months = {
        f"vi-du/{month}/{name}"
        for month in ("2023-11", "2023-12")
        for name in ("ho-so.xlsx", "thanh-toan.csv")
    }
    assert {name for name in names if name.startswith("vi-du/2")} == months
