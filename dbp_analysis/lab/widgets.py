"""The what-if board of notebooks/what_if.ipynb: move a count, a weight, a band, and the ranking follows.

This module and its controls need ipywidgets; what they show and change is computed without.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from dbp_analysis.asking.scenario.opening import carried_over, newest_opened, what_if
from dbp_analysis.asking.scenario.scenario import Scenario, scenario_of
from dbp_analysis.charts.ranking import ranking_chart
from dbp_analysis.common.errors import DbpError
from dbp_analysis.lab import controls, view
from dbp_analysis.lab.controls import classed, ipywidgets, labelled, number_box
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.scheme import Group, Indicator
from dbp_analysis.settings.sentences import Sentences

say = Sentences("board")

REACH = 20
"""A slider of a count that nothing limits goes as far as this, or to twice what it is."""


class WhatIf:
    """The board, which shows itself in JupyterLab; every control changes the ``scenario`` that it is about.

    ``publication``, ``month``, ``unit`` choose; ``sliders`` and ``boxes`` by count, ``maxima`` by indicator,
    ``bands`` by name, and ``rounding`` change; ``reset`` starts anew; ``write`` writes the scenario out under
    ``name``. ``message`` says why a change was refused, or what was left behind.

    Without a ``publication`` it is the first that has months, or the one that has ``month``; without a
    ``month`` the newest that can be read; without a ``unit`` the first that has counts. Raise as
    :func:`~dbp_analysis.reading.month.load_month_inputs` does.
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
        having = (one for one in self.project.publications() if self.project.months(one))
        publications = [one for name in having for one in self.project.lists(name)]
        self.publication = controls.choice(say("choices.publication"), "dbp-publication", publications)
        self.month = controls.choice(say("choices.month"), "dbp-month")
        self.unit = controls.choice(say("choices.unit"), "dbp-unit")
        self.rounding = controls.choice(say("choices.rounding"), "dbp-rounding", controls.roundings())
        self.rounding.layout.width = "96%"
        self.name = classed(ipywidgets.Text(description=say("buttons.id")), "dbp-name")
        self.write = classed(ipywidgets.Button(description=say("buttons.write")), "dbp-write")
        self.reset = classed(ipywidgets.Button(description=say("buttons.reset")), "dbp-reset")
        names = ("message", "changes", "ranking", "chart", "written")
        self.message, self.changes, self.ranking, self.chart, self.written = (
            classed(ipywidgets.HTML(), f"dbp-{name}") for name in names
        )
        named = (self._what_if(month, publication), "") if month else None
        self.scenario, said = named or newest_opened(self.project, publication)
        self._say(said)
        self.sliders: dict[str, Any] = {}
        self.boxes: dict[str, Any] = {}
        self.maxima: dict[str, Any] = {}
        self.bands: dict[str, Any] = {}
        self._headings: dict[Indicator | Adjustment, Any] = {}
        self._counts, self._rules = ipywidgets.VBox(), ipywidgets.VBox()
        self._opened: tuple[str, ...] = ()
        self._silent = False
        self._show(unit)
        self._on(self.publication, lambda old, new: self._kept(old, *newest_opened(self.project, new)))
        self._on(self.month, self._moved)
        self._on(self.unit, lambda old, new: old)
        self._on(
            self.rounding, lambda old, new: old.with_rounding(None if new == controls.UNROUNDED else new)
        )
        self.reset.on_click(lambda _: self._change(lambda old: scenario_of(old.inputs)))
        self.write.on_click(lambda _: self._change(self._written))
        self.box = self._laid_out()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        plain = say("board.still")
        bundle: dict[str, Any] = self.box._repr_mimebundle_(include=include, exclude=exclude)
        shown = ((name, getattr(self, name).value) for name in ("changes", "ranking"))
        still = f"{view.STYLE}<p>{plain}</p>" + "".join(
            f'<div class="dbp-{n}">{html}</div>' for n, html in shown
        )
        return bundle | {"text/plain": plain, "text/html": still}

    def _what_if(self, month: str, publication: str) -> Scenario:
        return what_if(month, publication, self.project.data, self.project.output)

    def _moved(self, old: Scenario, month: str) -> Scenario:
        return self._kept(old, self._what_if(month, old.inputs.publication.id))

    def _kept(self, old: Scenario, new: Scenario, said: str = "") -> Scenario:
        """``new``, another month's, with what can be kept of the old; what cannot is said."""
        self._say(said)
        moved, left = carried_over(old, new)
        if self.unit.value not in new.inputs.units.index:
            left = (*left, say("messages.no_unit", unit=self.unit.label))
        if left:
            self._say(say("messages.left_behind", what="; ".join(left)))
        return moved

    def _say(self, text: str) -> None:
        self.message.value = "\n".join(filter(None, (self.message.value, escape(text))))

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
            self._say(str(error))
        self._show()

    def _written(self, scenario: Scenario) -> Scenario:
        named = scenario.with_id(self.name.value.strip())
        files = named.write()
        told = escape(say("messages.written", files=", ".join(file.name for file in files)))
        self.written.value = f"{told}<br><code>{escape(view.run_command(named, files))}</code>"
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
        for part, heading in self._headings.items():
            heading.value = view.part_html(self.scenario, code, part)
        self.ranking.value = view.ranking_html(self.scenario, code)
        self.changes.value = view.changes_html(self.scenario)
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
        before = self.unit.value
        self.unit.options = view.unit_choices(self.scenario)
        codes = [code for _, code in self.unit.options]
        wanted = self.scenario.unit_code(unit) if unit else before
        self.unit.value = wanted if wanted in codes else codes[0]
        self.maxima = {i.id: number_box("dbp-weight", 0.5) for i in rules.indicators}
        self.bands = {band.name: number_box("dbp-band", 0.1) for band in rules.bands}
        self.bands[rules.bands[-1].name].disabled = True
        for name, number in self.maxima.items():
            self._on(number, Scenario.with_maximum, name)
        for name, number in self.bands.items():
            self._on(number, Scenario.with_band, name)
        self._rules.children = [
            ipywidgets.HTML(_bold(say("rules.maxima"))),
            *(row for group in rules.groups for row in self._weights(group)),
            ipywidgets.HTML(_bold(say("rules.bands"))),
            *(labelled(escape(name), number) for name, number in self.bands.items()),
            ipywidgets.HTML(_bold(say("rules.rounding"))),
            self.rounding,
        ]

    def _weights(self, group: Group) -> Iterator[Any]:
        """The maxima of a group; where they cannot change, why, and above them."""
        locked = self.scenario.locked(group.id)
        if locked and group.indicators:
            yield ipywidgets.HTML(f"<span class='dbp-hint'>{escape(locked)}</span>")
        for indicator in group.indicators:
            number = self.maxima[indicator.id]
            number.disabled = bool(locked)
            yield labelled(escape(indicator.short_name), number)

    def _open_unit(self) -> None:
        """The sliders of a unit that was just chosen."""
        self.sliders, self.boxes, self._headings = {}, {}, {}
        shown: list[Any] = []
        for part, counts in view.offered_counts(self.scenario, self.unit.value):
            self._headings[part] = ipywidgets.HTML()
            shown.append(self._headings[part])
            for count in counts:
                pair = self.sliders[count], self.boxes[count] = controls.count_controls()
                for control in pair:
                    self._on(control, Scenario.with_shift, self.unit.value, count)
                shown += [ipywidgets.HTML(view.count_html(self.scenario, count)), ipywidgets.HBox(pair)]
        self._counts.children = shown or [ipywidgets.HTML(escape(say("counts.none")))]

    def _set_controls(self) -> None:
        scenario, unit = self.scenario, self.unit.value
        self.publication.value = scenario.inputs.publication.id
        self.month.value = scenario.inputs.month
        now = scenario.counts_of(unit)
        before = scenario.inputs.counts.loc[(scenario.inputs.month, unit)]
        for count, slider in self.sliders.items():
            low, high = scenario.shift_range(unit, count)
            reach = max(REACH, int(now[count]), 2 * int(before[count])) if high is None else high
            controls.set_within(slider, low, int(now[count]), reach)
            self.boxes[count].value = int(now[count])
            slider.disabled = self.boxes[count].disabled = low == reach
        for indicator, number in self.maxima.items():
            number.value = scenario.rules.indicator(indicator).maximum
        for band in scenario.rules.bands:
            self.bands[band.name].value = band.limit
        decimals = scenario.rules.rounding.indicator
        self.rounding.value = controls.UNROUNDED if decimals is None else decimals

    def _laid_out(self) -> Any:
        """What is chosen, written and refused above; below, controls on the left and what they do on the
        right, or under them where the page is narrow.
        """
        titles = say("tabs.counts"), say("tabs.rules")
        tabs = ipywidgets.Tab([self._counts, self._rules], titles=titles)
        left = classed(ipywidgets.VBox([tabs]), "dbp-controls")
        right = classed(ipywidgets.VBox([self.changes, self.ranking, self.chart]), "dbp-results")
        rows = ([self.publication, self.month, self.unit], [self.name, self.write, self.reset], [left, right])
        wrapped = ipywidgets.Layout(flex_flow="row wrap")
        choices, buttons, board = (ipywidgets.HBox(row, layout=wrapped) for row in rows)
        style = ipywidgets.HTML(view.STYLE)
        return classed(
            ipywidgets.VBox([style, choices, buttons, self.message, self.written, board]), "dbp-board"
        )


def _bold(text: str) -> str:
    return f"<b>{escape(text)}</b>"
