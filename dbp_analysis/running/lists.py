"""Running a month of a report that ranks several lists: the notebook once a list, one report to sign."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.common.digests import together
from dbp_analysis.common.once import keeping
from dbp_analysis.publishing.list_report import publish_lists
from dbp_analysis.publishing.names import month_files
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.running.outputs import NotebookRun, run_notebooks
from dbp_analysis.running.tasks import Progress
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.telling.ranking import printed_ranking
from dbp_analysis.telling.report import MonthlyReport, write_report

Rankings = dict[str, tuple[tuple[str, ...], ...]]


def make_lists(
    run: NotebookRun, lists: Sequence[str], force: bool, progress: Progress
) -> tuple[dict[str, Any], Rankings]:
    """In a child of its own: the outputs of every one of ``lists`` of ``run``'s publication, in folders by
    their ids, and the report of them all, whole or not at all; their record and rankings.
    """
    name = run.parameters["publication"]
    runs = [
        replace(
            run,
            parameters={**run.parameters, "publication": one},
            expected=month_files(one, run.parameters["month"]).of_a_list,
            part=one.partition("/")[2],
        )
        for one in lists
    ]
    with keeping():
        asked: list[dict[str, Any]] = [{**one.parameters, **one.folders} for one in runs]
        inputs = [load_month_inputs(**one) for one in asked]
        read = together(one.sources.digests for one in inputs)

        def join(made: Path, records: list[dict[str, Any]]) -> dict[str, Any]:
            whole = inputs[0].project.publication(name)
            return publish_lists(whole, [*map(_report, inputs)], records, made)

        record = run_notebooks(runs, join, read, force=force, progress=progress)
        titles = [one.title for one in inputs[0].publication.lists]
        rankings = [printed_ranking(score_inputs(one)) for one in inputs]
        return record, dict(zip(titles, rankings, strict=True))


def _report(inputs: MonthInputs) -> MonthlyReport:
    card = score_inputs(inputs)
    return write_report(inputs, card, since_previous(inputs, card))
