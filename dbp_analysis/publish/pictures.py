"""A chart as a picture for Word, which shows no SVG: its SVG made into a PNG by typst."""

import json

import typst

from dbp_analysis.charts import Chart
from dbp_analysis.publish.fonts import available_fonts

_DPI = 200
_TEMPLATE = b"""#let data = json(bytes(sys.inputs.data))
#set page(width: data.width * 1mm, height: auto, margin: 0pt)
#image(bytes(data.svg), format: "svg", width: 100%)"""


def chart_png(chart: Chart, width: float) -> bytes:
    """The chart, ``width`` millimetres wide, at 200 dpi. A chart whose SVG is wanted too is drawn once for
    both: the texts of its SVG are outlines, so the picture is the same in a third of the time.
    """
    values = json.dumps({"width": width, "svg": chart.svg})
    return typst.compile(
        _TEMPLATE, font_paths=available_fonts(), sys_inputs={"data": values}, format="png", ppi=_DPI
    )
