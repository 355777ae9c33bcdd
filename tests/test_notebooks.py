import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_cell_that_shows_something_has_stored_outputs_to_be_compared(path):
    """nbval compares a cell with its stored outputs; without any it compares with nothing."""
    stored = [cell for cell in code_cells(path) if cell.outputs]

    assert len(stored) >= len(code_cells(path)) - 2
    assert all(cell.execution_count for cell in code_cells(path))
    assert not any("NBVAL_IGNORE_OUTPUT" in cell.source for cell in code_cells(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_charts_are_stored_as_svg_because_nbval_does_not_compare_png(path):
    kinds = [kind for cell in code_cells(path) for output in cell.outputs for kind in output.get("data", {})]

    assert "image/svg+xml" in kinds or "chart" not in path.read_text(encoding="utf-8")
    assert "image/png" not in kinds


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_cell_calls_functions_and_holds_no_logic(path):
    for cell in code_cells(path):
        assert not re.search(r"^\s*(def|class|for|while|if) ", cell.source, re.MULTILINE)
        assert cell.source.count("\n") < 12


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_stored_outputs_bear_no_path_of_a_machine(path):
    assert str(FOLDER.parent) not in path.read_text(encoding="utf-8")
