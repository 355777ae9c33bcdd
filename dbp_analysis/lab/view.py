"""A scenario as a reader sees it: HTML for the what-if board, and the command that runs it."""

import unicodedata
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import cast

import pandas as pd

from dbp_analysis.asking.change.text import signed
from dbp_analysis.asking.scenario.consistency import counterpart
from dbp_analysis.asking.scenario.scenario import Scenario
from dbp_analysis.asking.scenario.side_by_side import compare_schemes, readable
from dbp_analysis.charts.style import INK, RULE, SOFT
from dbp_analysis.common.numbers import concise, settle, vietnamese
from dbp_analysis.scoring.lines import adjusted_lines, adjusted_text
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.project import project_root
from dbp_analysis.settings.scheme import Indicator
from dbp_analysis.settings.sentences import Sentences

_CSS = Template(Path(__file__).with_name("board.css").read_text(encoding="utf-8"))
STYLE = f"<style>\n{_CSS.substitute(accent=INK, rule=RULE, soft=SOFT)}</style>"
say = Sentences("board")
_TEXTS = ("Đơn vị", "Xếp loại")
_LETTERS = " aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def unit_choices(scenario: Scenario) -> list[tuple[str, str]]:
    """What each unit is listed as, and its code: in Vietnamese order, those without counts last."""
    inputs, rules = scenario.inputs, scenario.rules
    counted = [name for name in rules.inputs if name not in rules.stated]
    counts = scenario.counts.reindex(columns=counted).notna().any(axis="columns")
    with_counts = set(counts[counts].index.get_level_values("unit_code"))
    names = sorted(inputs.units["unit_short"].items(), key=lambda unit: _in_order(str(unit[1])))
    first = [(str(name), str(code)) for code, name in names if code in with_counts]
    last = [
        (say("units.without_counts", unit=name), str(code)) for code, name in names if code not in with_counts
    ]
    return [*first, *last]


def offered_counts(scenario: Scenario, unit: str) -> list[tuple[Indicator | Adjustment, tuple[str, ...]]]:
    """The counts of a unit that may be moved, by indicator, the one that loses the most points first; then
    those that only a bonus or a deduction counts.

    Each count stands once, one that is exchanged for another where it earns points; one that only moves as
    the counterpart of another is left out, as are those that are not known.
    """
    counts = scenario.counts_of(unit)
    points = scenario.base.of_units(scenario.base.points)
    code = scenario.unit_code(unit)
    lost = {i.id: settle(i.maximum - points[i.id][code]) for i in scenario.rules.indicators}
    others = {name: counterpart(scenario.rules, name) for name in scenario.rules.inputs}
    seen = set(others.values())
    offered: list[tuple[Indicator | Adjustment, tuple[str, ...]]] = []
    for indicator in sorted(scenario.rules.indicators, key=lambda i: -lost[i.id] if lost[i.id] > 0 else 0):
        exchanged = {name for name, other in others.items() if other} - set(indicator.numerator)
        names = dict.fromkeys(name for name in indicator.counts if name not in exchanged)
        chosen = tuple(name for name in names if name not in seen and not pd.isna(counts.get(name)))
        seen |= set(chosen)
        if chosen:
            offered.append((indicator, chosen))
    for one in scenario.rules.adjustments:
        chosen = tuple(name for name in one.inputs if name not in seen and not pd.isna(counts.get(name)))
        seen |= set(chosen)
        offered += [(one, chosen)] if chosen else []
    return offered


def movable_counts(scenario: Scenario, unit: str) -> pd.DataFrame:
    """What may be moved for a unit, as a table for a reader: each count's id and name, what it is, and the
    least and the most that :meth:`~dbp_analysis.asking.scenario.scenario.Scenario.with_shift` can make of it.
    """
    counts = scenario.counts_of(unit)
    rows = []
    for part, names in offered_counts(scenario, unit):
        for name in names:
            low, high = scenario.shift_range(unit, name)
            most = say("counts.unlimited") if high is None else vietnamese(high)
            texts = (part.short_name, name, scenario.rules.counts[name])
            rows.append((*texts, vietnamese(counts[name]), vietnamese(low), most))
    columns = [say(f"counts.column_{name}") for name in ("indicator", "id", "name", "now", "least", "most")]
    return pd.DataFrame(rows, columns=columns, index=range(1, len(rows) + 1))


def part_html(scenario: Scenario, unit: str, part: Indicator | Adjustment) -> str:
    """What an indicator earns a unit: its counts, its ratio, its points; or a bonus or a deduction."""
    if isinstance(part, Indicator):
        return _indicator_html(scenario, unit, part)
    own = {one.column: one for one in adjusted_lines(scenario.card)[scenario.unit_code(unit)]}.get(part.id)
    said = adjusted_text(own, scenario.rules) if own else NO_CASES
    said += f", {signed(own.points, 2)} điểm" if own and pd.notna(own.points) else ""
    return f"<b>{escape(part.short_name)}</b>: {escape(said)}"


def _indicator_html(scenario: Scenario, unit: str, indicator: Indicator) -> str:
    card, code = scenario.card, scenario.unit_code(unit)
    row = card.points.index.get_loc((scenario.inputs.month, code))
    frames = (card.numerators, card.denominators, card.points)
    cases, of, points = (float(frame[indicator.id].to_numpy()[row]) for frame in frames)
    maximum = concise(card.scheme.indicator(indicator.id).maximum)
    known = f"{vietnamese(cases)}/{vietnamese(of)} {indicator.cases}"
    ratio = UNKNOWN if pd.isna(of) else f"{known} ({indicator.value_text(cases / of)})" if of else NO_CASES
    earned = say("counts.points", points=vietnamese(points, 2), maximum=maximum)
    earned = say("counts.left_out") if pd.isna(points) else earned
    return f"<b>{escape(indicator.short_name)}</b>: {escape(ratio)}, {earned}"


def count_html(scenario: Scenario, count: str) -> str:
    """What a count is called, and what gives way when it moves."""
    names = scenario.rules.counts
    other = counterpart(scenario.rules, count)
    hint = escape(say("counts.exchanged", count=names[other])) if other else ""
    return escape(names[count]) + (f" <span class='dbp-hint'>{hint}</span>" if hint else "")


def ranking_html(scenario: Scenario, unit: str) -> str:
    """The ranking of the scenario (B) beside the month as it is (A), the chosen unit stressed."""
    compared = compare_schemes(scenario.base, scenario.card)
    sides = say("ranking.month"), say("ranking.scenario")
    table = readable(compared, scenario.base, scenario.card, sides)
    columns = cast("list[tuple[str, str]]", table.columns.to_list())
    spans = [(side, len(list(names))) for side, names in groupby(side for side, _ in columns)]
    top = "".join(f'<th class="text" colspan="{size}">{escape(side)}</th>' for side, size in spans)
    looks = ["text" if name in _TEXTS else "" for _, name in columns]
    heads = _cells("th", [name for _, name in columns], looks)
    chosen = compared.index == scenario.unit_code(unit)
    rows = "".join(
        f'<tr class="{"chosen" if stressed else ""}">{_cells("td", cells, looks)}</tr>'
        for cells, stressed in zip(table.to_numpy().tolist(), chosen, strict=True)
    )
    return f"<div><table><thead><tr>{top}</tr><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"


def changes_html(scenario: Scenario) -> str:
    """What stands on every output of the scenario, and everything that is changed, a line each."""
    lines = scenario.changes or (say("changes.none"),)
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<div class='dbp-note'>{escape(scenario.note)}</div><ul>{items}</ul>"


def run_command(scenario: Scenario, files: Sequence[Path]) -> str:
    """The command that runs a scenario from its files, typed in the project's folder."""
    project, root = scenario.inputs.project, project_root()
    options = {"--publication": scenario.inputs.publication.id}
    options |= {{".toml": "--scheme", ".csv": "--counts"}[file.suffix]: _typed(file) for file in files}
    if root is None or project.data != root / "data":
        options["--data"] = _typed(project.data)
    if root is None or project.output != root / "outputs":
        options["--output"] = _typed(project.output)
    return " ".join(
        ["dbp run", scenario.inputs.month, *(f"{name} {value}" for name, value in options.items())]
    )


def _typed(path: Path) -> str:
    """A path as it is typed in the project's folder."""
    root = project_root()
    text = (path.relative_to(root) if root and path.is_relative_to(root) else path).as_posix()
    return f'"{text}"' if " " in text else text


def _in_order(name: str) -> tuple[list[int], list[int]]:
    """By which names stand as in a Vietnamese dictionary: letters first (ă behind a), then tones."""
    letters = unicodedata.normalize("NFD", name.casefold())
    plain = unicodedata.normalize("NFC", "".join(one for one in letters if one not in _TONES))
    return [_LETTERS.find(one) for one in plain], [_TONES.find(one) for one in letters]


def _cells(kind: str, texts: Sequence[object], looks: Sequence[str]) -> str:
    pairs = zip(texts, looks, strict=True)
    return "".join(f'<{kind} class="{look}">{escape(str(text))}</{kind}>' for text, look in pairs)
