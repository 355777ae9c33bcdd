import nbformat
import pytest

from .lab import PROJECT
from .notebook_page import REACT_MS

pytestmark = pytest.mark.browser

FOLDER = PROJECT / "notebooks"
NOTEBOOKS = ("monthly.ipynb", "trend.ipynb")
"""Those with charts; what_if.ipynb, with widgets, has a test of its own. All are run by nbval as well."""
NARROWEST = 300
"""In pixels; a chart that is narrower cannot be read."""


def stored_charts(path):
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("image/svg+xml" in output.get("data", {}) for output in outputs)


def run_whole(notebook, path):
    """Every cell, and see every chart."""
    notebook.run_all()
    notebook.keep_whole()

    assert notebook.errors.all_inner_texts() == []
    assert notebook.executed.count() == notebook.cells.count() > 0
    notebook.await_charts(stored_charts(path))
    for chart in notebook.charts.all():
        assert (chart.bounding_box() or {"width": 0})["width"] > NARROWEST


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_cell_runs_and_every_chart_is_seen(name, open_notebook):
    with open_notebook(FOLDER / name) as notebook:
        run_whole(notebook, FOLDER / name)


def test_the_what_if_runs_moves_changes_month_and_weight_and_writes_what_was_changed(lab, open_notebook):
    from playwright.sync_api import expect

    path = FOLDER / "what_if.ipynb"
    with open_notebook(path) as notebook:
        run_whole(notebook, path)
        page = notebook.page
        ranking, message = page.locator(".dbp-ranking").first, page.locator(".dbp-message").first
        publication, month = (page.locator(f".dbp-{name} select") for name in ("publication", "month"))

        before = ranking.inner_text()
        notebook.press(page.locator(".dbp-slider .noUi-handle").first, "ArrowRight", times=8)
        expect(ranking).not_to_have_text(before, use_inner_text=True, timeout=REACT_MS)
        notebook.await_idle()
        notebook.keep("-slider-moved")

        publication.select_option(label="dien-bien-phu-thu")
        expect(ranking).to_contain_text("Mường Phăng", timeout=REACT_MS)
        notebook.await_idle()
        months = month.locator("option").all_inner_texts()
        month.select_option(label=months[0])
        expect(month.locator("option:checked")).to_have_text(months[0], timeout=REACT_MS)
        publication.select_option(label="dien-bien-phu")
        expect(ranking).to_contain_text("Nà Tấu", timeout=REACT_MS)
        notebook.await_idle()

        page.get_by_role("tab", name="Cách chấm").click()
        weight = page.locator(".dbp-weight input").first
        weight.fill("0")
        weight.press("Enter")
        expect(message).to_contain_text("phải là một số lớn hơn 0", timeout=REACT_MS)
        expect(message).to_be_in_viewport()
        expect(weight).to_have_value("30")
        weight.fill("20")
        weight.press("Enter")
        expect(ranking).to_contain_text("Tổng điểm /70", timeout=REACT_MS)
        expect(message).not_to_contain_text("phải", timeout=REACT_MS)

        name = page.locator(".dbp-name input")
        name.fill("tu-trinh-duyet")
        name.press("Tab")
        page.locator("button.dbp-write").click()
        expect(page.locator(".dbp-written").first).to_contain_text("--scheme", timeout=REACT_MS)
        notebook.await_idle()
        notebook.keep("-written")
        assert notebook.errors.all_inner_texts() == []
    (written,) = (lab.notebooks.parent / "outputs" / "scenarios").iterdir()
    assert written.name == "tu-trinh-duyet.toml"
    assert "maximum = 20" in written.read_text(encoding="utf-8")


def test_a_cell_that_fails_would_be_noticed(lab, open_notebook):
    path = lab.notebooks / "failing.ipynb"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [nbformat.v4.new_code_cell("1 / 0")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)

    with open_notebook(path) as notebook:
        notebook.run_all()

        assert "ZeroDivisionError" in notebook.errors.inner_text()
