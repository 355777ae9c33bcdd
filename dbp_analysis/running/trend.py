"""Running a trend: check what goes in, then the notebook, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.running.outputs import NotebookRun, Progress, run_notebook
from dbp_analysis.scoring.series import Series, load_series
from dbp_analysis.settings.project import TREND_NOTEBOOK

EXPECTED = ("trend.html", "totals.csv", "ratios.csv")


@dataclass(frozen=True)
class TrendRun:
    """A finished trend: what went in, where the outputs are, and their record (``run.json``)."""

    series: Series
    folder: Path
    record: dict[str, Any]


def run_trend(
    first: str,
    last: str,
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    force: bool = False,
    in_process: bool = False,
    progress: Progress = lambda done, of: None,
) -> TrendRun:
    """Run the months from ``first`` to ``last`` together and put the outputs in place.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written, for fewer than two months too;
    otherwise as ``running.outputs.run_notebook``, whose ``force`` and ``in_process`` these are.
    """
    series = load_series(first, last, publication, data, output)
    if len(series.months) < 2:
        raise WrongUse(
            f"Từ {first} đến {last} chỉ có số liệu tháng {series.months[0]}, chưa thành xu hướng.\n"
            "  Cách xử lý: chọn khoảng thời gian có ít nhất hai tháng; xem các tháng đã có: dbp list"
        )
    project, name = series.inputs[-1].project, series.inputs[-1].publication.id
    run = NotebookRun(
        notebook=project.notebooks / TREND_NOTEBOOK,
        target=project.output_folder(name, f"trend-{first}-{last}"),
        parameters={"publication": name, "first": first, "last": last},
        folders={"data": str(project.data)},
        expected=EXPECTED,
        read=series.digests,
    )
    record = run_notebook(run, force=force, in_process=in_process, progress=progress)
    return TrendRun(series, run.target, record)
