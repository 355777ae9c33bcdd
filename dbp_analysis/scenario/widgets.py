"""The what-if board of notebooks/what_if.ipynb: move a count, a weight, a band, and the ranking follows.

The one module that needs ipywidgets; what it shows and changes is computed without them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from dbp_analysis.charts.ranking import ranking_chart
from dbp_analysis.errors import DbpError, WrongUse
from dbp_analysis.inputs import load_month_inputs
from dbp_analysis.project import find_project
from dbp_analysis.scenario.scenario import Scenario, what_if, write_scenario
from dbp_analysis.scenario.view import (
    STYLE,
    changes_html,
    count_html,
    indicator_html,
    offered_counts,
    ranking_html,
    run_command,
)
from dbp_analysis.scheme import Indicator

try:
    import ipywidgets
except ImportError:
    raise WrongUse('Chưa cài ipywidgets.\n  Cách xử lý: pip install -c constraints.txt -e ".[lab]"') from None

REACH = 20
"""A count that nothing limits can be moved as far as this, or to twice what it is."""
APART = 0.01
"""Two bands begin at least so far from each other."""
UNROUNDED = -1
ROUNDINGS = [("không làm tròn", UNROUNDED), *((f"{n} chữ số thập phân", n) for n in range(4))]


class WhatIf:
    """The board, which shows itself in JupyterLab; every control changes the ``scenario`` that it is about.

    ``publication``, ``month``, ``unit`` choose; ``sliders`` by count, ``maxima`` by indicator, ``bands`` by
    name, and ``rounding`` change; ``reset`` starts anew; ``write`` writes the scenario out under ``name``.
    ``message`` says why a change was refused. Raise as :func:`~dbp_analysis.inputs.load_month_inputs` does.
    """

    def __init__(
        self,
        publication: str = "",
        month: str = "",
        unit: str = "",
        data: str | Path = "",
        output: str | Path = "",
    ) -> None:
        self.project = find_project(data, output)
        self.scenario = self._started(month, publication)
        publications = [one for one in self.project.publications() if self.project.months(one)]
        self.publication = _choice("Báo cáo", "dbp-publication", publications)
        self.month = _choice("Tháng", "dbp-month")
        self.unit = _choice("Đơn vị", "dbp-unit")
        self.rounding = _choice("Điểm chỉ số", "dbp-rounding", ROUNDINGS)
        self.rounding.layout.width = "96%"
        self.name = _classed(ipywidgets.Text(description="Mã kịch bản"), "dbp-name")
        self.write = _classed(ipywidgets.Button(description="Ghi kịch bản"), "dbp-write")
        self.reset = _classed(ipywidgets.Button(description="Bắt đầu lại"), "dbp-reset")
        names = ("message", "changes", "ranking", "chart", "written")
        self.message, self.changes, self.ranking, self.chart, self.written = (
            _classed(ipywidgets.HTML(), f"dbp-{name}") for name in names
        )
        self.sliders: dict[str, Any] = {}
        self.maxima: dict[str, Any] = {}
        self.bands: dict[str, Any] = {}
        self._headings: dict[Indicator, Any] = {}
        self._counts, self._rules = ipywidgets.VBox(), ipywidgets.VBox()
        self._opened: tuple[str, ...] = ()
        self._silent = False
        self._show(unit)
        self._on(self.publication, lambda old, new: self._started(self.project.months(new)[-1], new))
        self._on(self.month, lambda old, new: self._started(new, old.inputs.publication.id))
        self._on(self.unit, lambda old, new: old)
        self._on(self.rounding, lambda old, new: old.with_rounding(None if new == UNROUNDED else new))
        self.reset.on_click(lambda _: self._change(lambda old: what_if(old.inputs)))
        self.write.on_click(lambda _: self._change(self._written))
        self.box = self._laid_out()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        plain = "Bảng thử kịch bản: mở notebook này trong JupyterLab và chạy ô này."
        bundle: dict[str, Any] = self.box._repr_mimebundle_(include=include, exclude=exclude)
        still = f'{STYLE}<p>{plain}</p><div class="dbp-ranking">{self.ranking.value}</div>'
        return bundle | {"text/plain": plain, "text/html": still}

    def _started(self, month: str, publication: str) -> Scenario:
        """A scenario that changes nothing yet."""
        return what_if(load_month_inputs(month, publication, self.project.data, self.project.output))

    def _on(self, control: Any, make: Callable[..., Scenario], *what: str) -> None:
        """When a user sets the control, ``make`` a scenario from the old one, ``what``, and the value."""

        def heard(change: Any) -> None:
            if not self._silent:
                self._change(lambda old: make(old, *what, change["new"]))

        control.observe(heard, "value")

    def _change(self, make: Callable[[Scenario], Scenario]) -> None:
        """Take the scenario that ``make`` gives, or say why there is none; then show what is."""
        self.message.value = self.written.value = ""
        try:
            self.scenario = make(self.scenario)
        except DbpError as error:
            self.message.value = escape(str(error))
        self._show()

    def _written(self, scenario: Scenario) -> Scenario:
        named = scenario.with_id(self.name.value.strip())
        files = write_scenario(named)
        told = f"Đã ghi {files[0].name}, {files[1].name}. Chạy kịch bản này:"
        self.written.value = f"{told}<br><code>{escape(run_command(named, files))}</code>"
        return named

    def _show(self, unit: str = "") -> None:
        """Set every control and every text to what the scenario is, without hearing the controls."""
        inputs = self.scenario.inputs
        month = (inputs.publication.id, inputs.month)
        with self._silently():
            if self._opened[:2] != month:
                self._open_month(unit)
            if self._opened != (*month, self.unit.value):
                self._open_unit()
                self._opened = (*month, self.unit.value)
            self._set_controls()
        code = self.unit.value
        for indicator, heading in self._headings.items():
            heading.value = indicator_html(self.scenario, code, indicator)
        self.ranking.value = ranking_html(self.scenario, code)
        self.changes.value = changes_html(self.scenario)
        self.chart.value = ranking_chart(self.scenario.card, self.scenario.note).svg

    @contextmanager
    def _silently(self) -> Iterator[None]:
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def _open_month(self, unit: str) -> None:
        """The units and the rules of a month that was just chosen."""
        inputs, rules = self.scenario.inputs, self.scenario.rules
        self.month.options = self.project.months(inputs.publication.id)
        self.name.value = self.scenario.id
        names = inputs.units["unit_short"].sort_values()
        self.unit.options = [(name, code) for code, name in names.items()]
        self.unit.value = self.scenario.unit_code(unit) if unit else names.index[0]
        self.maxima = {i.id: _number(i.short_name, "dbp-weight", 0.5) for i in rules.indicators}
        for group in rules.groups:
            for indicator in group.indicators:
                given = bool(self.scenario.units_with_given_points(group.id))
                self.maxima[indicator.id].disabled = given
        self.bands = {band.name: _number(band.name, "dbp-band", 0.1) for band in rules.bands}
        self.bands[rules.bands[-1].name].disabled = True
        for name, number in self.maxima.items():
            self._on(number, Scenario.with_maximum, name)
        for name, number in self.bands.items():
            self._on(number, Scenario.with_band, name)
        self._rules.children = [
            ipywidgets.HTML("<b>Điểm tối đa</b>"),
            *self.maxima.values(),
            ipywidgets.HTML("<b>Mức xếp loại, từ</b>"),
            *self.bands.values(),
            ipywidgets.HTML("<b>Làm tròn trước khi cộng</b>"),
            self.rounding,
        ]

    def _open_unit(self) -> None:
        """The sliders of a unit that was just chosen."""
        self.sliders, self._headings = {}, {}
        shown: list[Any] = []
        for indicator, counts in offered_counts(self.scenario, self.unit.value):
            self._headings[indicator] = ipywidgets.HTML()
            shown.append(self._headings[indicator])
            for count in counts:
                layout = ipywidgets.Layout(width="96%")
                slider = _classed(ipywidgets.IntSlider(continuous_update=False, layout=layout), "dbp-slider")
                self._on(slider, Scenario.with_shift, self.unit.value, count)
                self.sliders[count] = slider
                shown += [ipywidgets.HTML(count_html(self.scenario, count)), slider]
        nothing = "Đơn vị này chỉ có điểm do nguồn công bố, không có số liệu để thử."
        self._counts.children = shown or [ipywidgets.HTML(nothing)]

    def _set_controls(self) -> None:
        scenario, unit = self.scenario, self.unit.value
        self.publication.value = scenario.inputs.publication.id
        self.month.value = scenario.inputs.month
        now = scenario.counts_of(unit)
        before = scenario.inputs.counts.loc[(scenario.inputs.month, unit)]
        for count, slider in self.sliders.items():
            low, high = scenario.shift_range(unit, count)
            reach = max(REACH, int(now[count]), 2 * int(before[count])) if high is None else high
            _set_within(slider, low, int(now[count]), reach)
            slider.disabled = low == reach
        for indicator, number in self.maxima.items():
            number.value = scenario.rules.indicator(indicator).maximum
        limits = [scenario.rules.scale + APART, *(band.at_least for band in scenario.rules.bands), -APART]
        for band, above, limit, below in zip(self.bands, limits, limits[1:], limits[2:], strict=False):
            _set_within(self.bands[band], min(below + APART, limit), limit, max(above - APART, limit))
        decimals = scenario.rules.rounding.indicator
        self.rounding.value = UNROUNDED if decimals is None else decimals

    def _laid_out(self) -> Any:
        """Controls on the left, what they do on the right; below each other where the page is narrow."""
        tabs = ipywidgets.Tab([self._counts, self._rules], titles=("Số liệu", "Cách chấm"))
        left = _classed(ipywidgets.VBox([tabs]), "dbp-controls")
        right = _classed(
            ipywidgets.VBox([self.message, self.changes, self.ranking, self.chart]), "dbp-results"
        )
        rows = ([self.publication, self.month, self.unit], [left, right], [self.name, self.write, self.reset])
        boxes = [ipywidgets.HBox(row, layout=ipywidgets.Layout(flex_flow="row wrap")) for row in rows]
        return _classed(ipywidgets.VBox([ipywidgets.HTML(STYLE), *boxes, self.written]), "dbp-board")


def _set_within(control: Any, low: float, value: float, high: float) -> None:
    """Limits and value in an order in which no step contradicts another, told to the page once."""
    with control.hold_sync():
        control.min, control.max = min(low, control.min), max(high, control.max)
        control.value = value
        control.min, control.max = low, high


def _choice(label: str, name: str, options: Sequence[Any] = ()) -> Any:
    layout, style = ipywidgets.Layout(width="230px"), {"description_width": "initial"}
    return _classed(ipywidgets.Dropdown(options=options, description=label, layout=layout, style=style), name)


def _number(label: str, name: str, step: float) -> Any:
    layout, style = ipywidgets.Layout(width="96%"), {"description_width": "70%"}
    number = ipywidgets.BoundedFloatText(description=label, max=1000, step=step, layout=layout, style=style)
    return _classed(number, name)


def _classed(widget: Any, name: str) -> Any:
    """The widget under a stable class, by which a style or a test finds it in the page."""
    widget.add_class(name)
    return widget
