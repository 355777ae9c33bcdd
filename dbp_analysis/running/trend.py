"""Running a trend in a watched child: check what goes in, then the notebook, whole or not at all."""

from functools import partial
from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import kind_noun, named_period
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.common.typed_periods import checked_periods
from dbp_analysis.running.outputs import NotebookRun, run_notebook
from dbp_analysis.running.processes import Job, in_child
from dbp_analysis.running.tasks import Progress, ToldRun
from dbp_analysis.settings.project import TREND_NOTEBOOK, find_project

EXPECTED = ("totals.csv", "ratios.csv")
"""Beside the page, whose name says which months could be used."""


def run_trend(
    first: str = "",
    last: str = "",
    publication: str = "",
    data: str | Path = "",
    output: str | Path = "",
    *,
    notebooks: str | Path = "",
    force: bool = False,
    progress: Progress = lambda done, of: None,
) -> ToldRun:
    """Run the months from ``first`` to ``last`` together, by default all there are, and put the outputs in
    place.

    Raise ``WrongUse`` or ``DataRejected`` before anything is written, for fewer than two months too;
    otherwise as ``running.outputs.run_notebook``, whose ``force`` this is.
    """
    project = find_project(data, output, notebooks)
    name, months = project.choose_months(first, last, publication)
    first, last = checked_periods(first, last)
    first, last = first or months[0], last or months[-1]
    run = NotebookRun(
        notebook=project.notebook(TREND_NOTEBOOK),
        target=project.output_folder(name, f"trend-{first}-{last}"),
        parameters={"publication": name, "first": first, "last": last},
        folders={"data": str(project.data)},
        expected=EXPECTED,
    )
    return in_child(Job(partial(make_trend, run, force), run.target), progress)


def make_trend(run: NotebookRun, force: bool, progress: Progress) -> ToldRun:
    """In a child of its own: read the months once, run the notebook on them, and tell what they say."""
    from dbp_analysis.asking.trend.commentary import describe_trend
    from dbp_analysis.asking.trend.trends import read_trend
    from dbp_analysis.common.once import keeping
    from dbp_analysis.scoring.series import load_series

    with keeping():
        series = load_series(**{**run.parameters, **run.folders})
        if len(series.months) < 2:
            only, noun = series.months[0], kind_noun(series.months[0])
            why = "".join(
                f"\n  {capitalised(named_period(month))}: {why}" for month, why in series.skipped.items()
            )
            raise WrongUse(
                "Từ {first} đến {last} chỉ có ".format(**run.parameters)
                + f"số liệu {named_period(only)} dùng được, chưa thành xu hướng.{why}\n"
                f"  Cách xử lý: chọn khoảng thời gian có ít nhất hai {noun}; xem số liệu đã có: dbp list"
            )
        record = run_notebook(run, series.digests, force=force, progress=progress)
        text = describe_trend(read_trend(series))
    said = [line for one in text.topics for line in ("", one.heading, *(f"- {s}" for s in one.sentences))]
    warned = [f"Lưu ý: {warning}" for warning in record["warnings"]]
    noted = [f"Ghi chú: {note}" for note in text.notes]
    return ToldRun(run.target, record, (text.title, *said, "", *warned, *noted))
