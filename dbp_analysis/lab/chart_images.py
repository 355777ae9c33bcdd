"""A notebook as HTML whose charts have their words: nbconvert by itself gives its pictures none.

With nbconvert's ``--HTMLExporter.preprocessors=dbp_analysis.lab.chart_images.NamedCharts``.
"""

from base64 import b64encode
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor

SVG = "image/svg+xml"


class NamedCharts(Preprocessor):
    """Shows each chart as an image whose alternative text is the text that is stored with it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook with such images; runs behind the execution."""
        for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
            data = output.get("data", {})
            if SVG in data and "text/html" not in data:
                source = b64encode(data.pop(SVG).encode()).decode()
                words = escape(data.get("text/plain", ""))
                data["text/html"] = f'<img alt="{words}" src="data:{SVG};base64,{source}">'
        return nb, resources
