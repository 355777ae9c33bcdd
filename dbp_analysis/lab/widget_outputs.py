"""Storing a notebook that shows widgets: what needs a running kernel is left out, its text and HTML stay.

With nbconvert's ``--NotebookExporter.preprocessors=dbp_analysis.lab.widget_outputs.WithoutWidgets``: a
view bears a random id, means nothing without its kernel, and is shown there as an error.
"""

from typing import Any

from nbconvert.preprocessors import Preprocessor

VIEW = "application/vnd.jupyter.widget-view+json"


class WithoutWidgets(Preprocessor):
    """Takes the views of widgets out of the outputs, and their state out of the notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """The notebook without them; runs behind the execution."""
        nb.metadata.pop("widgets", None)
        for output in (output for cell in nb.cells for output in cell.get("outputs", ())):
            output.get("data", {}).pop(VIEW, None)
        return nb, resources
