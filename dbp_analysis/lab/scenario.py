"""What notebooks/what_if.ipynb shows of the scenarios of ``dbp.what_if``: ``dbp.scenario.…``"""

from pathlib import Path
from typing import TYPE_CHECKING

from dbp_analysis.asking.scenario.side_by_side import comparison_table
from dbp_analysis.charts.ranking import ranking_chart
from dbp_analysis.lab.view import movable_counts

if TYPE_CHECKING:
    from dbp_analysis.lab.widgets import WhatIf

__all__ = ["board", "comparison_table", "movable_counts", "ranking_chart"]


def board(
    month: str = "", publication: str = "", unit: str = "", data: str | Path = "", output: str | Path = ""
) -> "WhatIf":
    """The board of sliders and numbers, which shows itself in JupyterLab (see ``lab.widgets.WhatIf``).

    Raise ``WrongUse`` where ipywidgets is missing (extra ``lab``).
    """
    from dbp_analysis.lab.widgets import WhatIf

    return WhatIf(publication, month, unit, data, output)
