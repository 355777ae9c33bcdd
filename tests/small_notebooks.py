"""Projects with a notebook of a few lines in place of the real one, for tests of how months are run."""

from dataclasses import replace
from pathlib import Path

import nbformat

from dbp_analysis.common.periods import period_text
from dbp_analysis.running.tasks import Outcome, Task

from .made import Place, bytes_below, dossier_rows, with_value

PARAMETERS = 'month = ""\npublication = ""\ndata = ""\noutput = ""'
MAKE_OUTPUTS = """\
from pathlib import Path
from dbp_analysis.publishing.names import month_files
names = month_files(publication, month)
made = [(Path(output) / name).write_text(month) for name in names]
from dbp_analysis.publishing.record import run_record, write_record
from dbp_analysis.reading.month import read_month
from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.scoring.score import score_inputs
files = {name: (Path(output) / name).read_bytes() for name in names}
inputs = read_month(month, publication, data)
since = since_previous(inputs, score_inputs(inputs))
write_record(Path(output), run_record(inputs, files, (), (), since.sources))
"""


def with_notebook(place: Place, *sources: str) -> Place:
    """The place with a notebook of these code cells behind the parameters."""
    cells = [nbformat.v4.new_code_cell(source) for source in (PARAMETERS, *sources)]
    cells[0].metadata["tags"] = ["parameters"]
    node = nbformat.v4.new_notebook(cells=cells)
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebooks_of(place).mkdir(exist_ok=True)
    nbformat.write(node, notebooks_of(place) / "monthly.ipynb")
    return place


def add_month(place: Place, month: str) -> Place:
    """Another month of the tiny place: the same exports with its own title."""
    other = replace(place, month=month)
    place.copy_to(place.publication, month)
    title = f"Kỳ báo cáo: {period_text(month)}"
    other.dossiers(with_value(dossier_rows(), 2, "A", title))
    return other


def outputs(place: Place) -> set[str]:
    """The files below the output folder, but for the locks."""
    return set(bytes_below(place.output))


def folder_of(place: Place, month: str) -> Path:
    """Where the outputs of a month go."""
    return place.output / place.publication / month


def notebooks_of(place: Place) -> Path:
    """Where ``with_notebook`` put it."""
    return place.data.parent / "notebooks"


def task_of(place: Place, *, force: bool = False) -> Task:
    """The month of a place as a task."""
    folders = (str(place.data), str(place.output))
    return Task(place.publication, place.month, *folders, force, str(notebooks_of(place)))


class Made:
    """An executor that makes nothing and says so."""

    def run(self, tasks, heard):
        return (Outcome(task, "made") for task in tasks)
