import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from dbp_analysis.lab.chart_images import NamedCharts

from ..made import PROJECT

NOTEBOOKS = sorted(set((PROJECT / "notebooks").glob("*.ipynb")) - {PROJECT / "notebooks" / "audit.ipynb"})
"""An audit has tables and no picture."""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_chart_of_a_notebook_as_html_has_its_title_and_its_words(path):
    html, _ = HTMLExporter(preprocessors=[NamedCharts]).from_filename(str(path))
    outputs = [one for cell in nbformat.read(path, 4).cells for one in cell.get("outputs", [])]
    words = [one.data["text/plain"] for one in outputs if "image/svg+xml" in one.get("data", {})]

    assert [image["alt"] for image in BeautifulSoup(html, "html.parser").find_all("img")] == words != []
    assert all(text.count("\n") and len(text) > 80 for text in words)
