import csv
from codecs import BOM_UTF8
from io import StringIO

import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.asking.trend.tables import ratios_csv, totals_csv
from dbp_analysis.charts import losses_chart, ranking_chart
from dbp_analysis.publishing.files import beside, publish_month, scores_csv
from dbp_analysis.publishing.record import read_record
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.report import write_report

from ..lists_made import MONTH, make_lists
from ..made import PROJECT, real_card, real_inputs
from ..trend_made import sample_trend
from ..two_months import add_november


@pytest.fixture(scope="module")
def report():
    return write_report(real_inputs(), real_card(), since_previous(real_inputs(), real_card()))


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


def test_the_record_lists_every_other_file_and_is_written_last_with_what_charts_cannot_draw(report, tmp_path):
    charts = [ranking_chart(report.card, "Số 測試 dựng lại."), losses_chart(report.card, "Số 測 dựng lại.")]
    published = publish_month(report, charts, tmp_path)

    *others, last = published.files
    assert last == "run.json"
    assert list(read_record(tmp_path)["outputs"]) == others
    assert all((tmp_path / name).is_file() for name in published.files)
    assert (tmp_path / "scores.csv").read_bytes().startswith(BOM_UTF8), "Excel reads its letters right"
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


def test_the_page_names_the_files_that_lie_beside_it_and_those_of_a_list_the_report_above(report, tmp_path):
    published = publish_month(report, [], tmp_path / "month")
    page = next(name for name in published.files if name.endswith(".html"))
    place = make_lists(tmp_path / "lists")
    of_list = list(beside(read_month(MONTH, "song-xanh/xa", place.data)))

    assert set(beside(report.inputs)) == set(published.files) - {page}
    assert of_list[1:3] == [f"../bao-cao-song-xanh-{MONTH}.docx", f"../bao-cao-song-xanh-{MONTH}.pdf"]
    assert f"phu-luc-song-xanh-xa-{MONTH}.xlsx" in of_list


def test_every_column_of_the_csv_files_is_explained(report):
    told = (PROJECT / "docs" / "csv.md").read_text(encoding="utf-8")
    trend = sample_trend("2025-05", "2025-08")
    texts = (scores_csv(report.card, "official"), totals_csv(trend), ratios_csv(trend))
    columns = {name for text in texts for name in text.splitlines()[0].split(",")}

    of_scheme = {indicator.id for indicator in report.inputs.scheme.indicators}
    assert [name for name in columns - of_scheme if f"`{name}`" not in told] == []
