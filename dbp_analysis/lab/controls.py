"""The controls of the what-if board: ipywidgets under stable classes."""

from collections.abc import Sequence
from typing import Any

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.sentences import Sentences

try:
    import ipywidgets as ipywidgets
except ImportError:
    raise WrongUse('Chưa cài ipywidgets.\n  Cách xử lý: pip install -c constraints.txt -e ".[lab]"') from None

say = Sentences("board")

UNROUNDED = -1


def roundings() -> list[tuple[str, int]]:
    """What the points of an indicator may be rounded to: in words, and the decimals."""
    return [(say("roundings.none"), UNROUNDED), *((say("roundings.decimals", count=n), n) for n in range(4))]


def set_within(control: Any, low: float, value: float, high: float) -> None:
    """Limits and value in an order in which no step contradicts another, told to the page once."""
    with control.hold_sync():
        control.min, control.max = min(low, control.min), max(high, control.max)
        control.value = value
        control.min, control.max = low, high


def choice(label: str, name: str, options: Sequence[Any] = ()) -> Any:
    """A list to choose from, under the class ``name``."""
    layout, style = ipywidgets.Layout(width="230px"), {"description_width": "initial"}
    return classed(ipywidgets.Dropdown(options=options, description=label, layout=layout, style=style), name)


def number_box(name: str, step: float) -> Any:
    """A box for any number, under the class ``name``: what cannot be is refused with a reason, not cut."""
    return classed(ipywidgets.FloatText(step=step, layout=ipywidgets.Layout(width="84px")), name)


def count_controls() -> tuple[Any, Any]:
    """A slider and a box for one count."""
    slider = ipywidgets.IntSlider(continuous_update=False, readout=False)
    slider.layout = ipywidgets.Layout(flex="1 1 0", min_width="0", width="auto")
    box = ipywidgets.IntText(layout=ipywidgets.Layout(width="84px"))
    return classed(slider, "dbp-slider"), classed(box, "dbp-count")


def labelled(label: str, control: Any) -> Any:
    """A label of whatever length, as HTML, in front of its control."""
    layout = ipywidgets.Layout(flex="1 1 0", min_width="0")
    return ipywidgets.HBox([ipywidgets.HTML(label, layout=layout), control])


def classed(widget: Any, name: str) -> Any:
    """The widget under a stable class, by which a style or a test finds it in the page."""
    widget.add_class(name)
    return widget
