"""An open month's state → its files: all made in memory first, then written."""

from collections.abc import Mapping
from pathlib import Path

from dbp_analysis.asking.today.state import Today
from dbp_analysis.charts import Chart
from dbp_analysis.publishing.fonts import chart_warnings
from dbp_analysis.publishing.names import PROVISIONAL, document_name
from dbp_analysis.publishing.record import code_hashes, run_record
from dbp_analysis.publishing.today_page import today_page
from dbp_analysis.publishing.today_sheets import today_workbook
from dbp_analysis.publishing.written import NOTHING, Published, chart_files, write_outputs
from dbp_analysis.settings.project import TODAY_NOTEBOOK
from dbp_analysis.telling.today import TodayText

DESCRIPTIONS: Mapping[str, str] = {
    ".html": "trang tạm tính để xem trên máy tính hoặc điện thoại",
    ".xlsx": "bảng tính: từng đơn vị, từng hồ sơ sắp đến hạn, quá hạn, thuộc diện xin lỗi, có thay đổi",
    ".md": "tin ngắn để gửi lãnh đạo",
}


def publish_today(today: Today, text: TodayText, chart: Chart, folder: str | Path = "") -> Published:
    """Write every output of an open month's state into ``folder``; nothing when ``folder`` is empty."""
    if not folder:
        return NOTHING
    inputs = today.inputs
    called = document_name(PROVISIONAL, inputs.publication.id, today.moment.id)
    files = {
        f"{called}.html": today_page(today, text, chart).encode(),
        f"{called}.xlsx": today_workbook(today, text),
        f"{called}.md": text.markdown.encode(),
        **chart_files([chart]),
    }
    warnings = chart_warnings([chart])
    record = run_record(inputs, files, (), warnings)
    record["parameters"] |= {
        "as_of": today.moment.id,
        "since": today.since.id if today.since else "",
        "days": today.days,
    }
    record["code"] = code_hashes(inputs.project, TODAY_NOTEBOOK)
    told = {called + ending: said for ending, said in DESCRIPTIONS.items()}
    return write_outputs(Path(folder), files, record, told, warnings)
