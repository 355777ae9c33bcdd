import nbformat
import pytest

from .lab import PROJECT
from .notebook_page import REACT_MS

pytestmark = pytest.mark.browser

FOLDER = PROJECT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NARROWEST = 300
"""In pixels; a chart that is narrower cannot be read."""


def stored_charts(path):
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("image/svg+xml" in output.get("data", {}) for output in outputs)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_cell_runs_and_every_chart_is_seen(path, open_notebook):
    with open_notebook(path) as notebook:
        notebook.run_all()
        notebook.keep_whole()

        assert notebook.errors.all_inner_texts() == []
        assert notebook.executed.count() == notebook.cells.count() > 0
        notebook.await_charts(stored_charts(path))
        for chart in notebook.charts.all():
            assert (chart.bounding_box() or {"width": 0})["width"] > NARROWEST
        notebook.charts.first.scroll_into_view_if_needed()
        notebook.keep()


def test_moving_a_slider_of_the_what_if_changes_the_ranking(open_notebook):
    from playwright.sync_api import expect

    with open_notebook(FOLDER / "what_if.ipynb") as notebook:
        notebook.run_all()
        ranking = notebook.page.locator(".dbp-ranking").first
        before = ranking.inner_text()

        notebook.press(notebook.page.locator(".dbp-slider .noUi-handle").first, "ArrowRight", times=24)

        expect(ranking).not_to_have_text(before, use_inner_text=True, timeout=REACT_MS)
        notebook.await_idle()
        assert notebook.errors.all_inner_texts() == []
        notebook.cells.last.evaluate("cell => cell.scrollIntoView()")
        notebook.keep("-slider-moved")


def test_a_cell_that_fails_would_be_noticed(lab, open_notebook):
    path = lab.notebooks / "failing.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell("1 / 0"), nbformat.v4.new_code_cell("2")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)

    with open_notebook(path) as notebook:
        notebook.run_all()

        assert "ZeroDivisionError" in notebook.errors.inner_text()
        assert notebook.executed.count() == 1
