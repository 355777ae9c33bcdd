"""The page of an open month: one page that needs nothing else, provisional from its head to its foot."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dbp_analysis.asking.today.state import Today
from dbp_analysis.charts import Chart
from dbp_analysis.common.numbers import concise, vietnamese
from dbp_analysis.common.sentences import capitalised, listed
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.today import TodayText
from dbp_analysis.telling.today_tables import COLUMNS, WORDS, steps_table, unit_rows

say = Sentences("today")

_HEADINGS = ("message", "charts", "units", "dossiers", "methods")
_MOST_DOSSIERS = 30
"""Named of a unit in each list on the page; all stand in the workbook."""


def today_page(today: Today, text: TodayText, chart: Chart) -> str:
    """The page as HTML: no address, no clock, nothing loaded from elsewhere.

    Everything but the chart's own SVG is escaped.
    """
    publication, own_note = today.inputs.publication, today.inputs.settings.note
    issuer = publication.issuer
    whole, rebuilt = today.card.results["total"].notna().any(), today.bridge["left"].notna().any()
    maximum = concise(today.card.scheme.maximum)
    return page_template("today.html.j2").render(
        words={name: say(f"heading.{name}") for name in _HEADINGS},
        title=say("title", title=publication.title),
        issuer=[line for line in (issuer.superior, *issuer.name) if line],
        period=capitalised(today.card.period),
        note=marked(today),
        lines=[line for line in text.lines[1:] if line != own_note],
        tiles=text.tiles,
        charts=[chart],
        caption=say("page.units_caption", maximum=maximum) if whole else say("page.units_known"),
        head=[(say(f"head.{name}"), name not in WORDS) for name in COLUMNS],
        units=list(unit_rows(today)),
        dossiers=list(_dossiers(today)),
        steps=steps_table(today),
        change=say("page.change", since=today.since.text) if today.since and rebuilt else "",
        change_caption=say("page.change_caption"),
        methods=text.methods,
    )


def marked(today: Today) -> str:
    """What stands wherever the figures do."""
    note = today.inputs.settings.note
    return " ".join(filter(None, (say("provisional", moment=today.moment.text), note)))


def _dossiers(today: Today) -> Iterator[Mapping[str, Any]]:
    """Each unit with something to do, with the codes of what that is."""
    names, empty = today.inputs.units["unit_short"], today.overdue[:0]
    late, soon = (dict(list(one.groupby("unit_code"))) for one in (today.overdue, today.due_soon))
    for code in today.order:
        both = {"overdue": late.get(code, empty), "due_soon": soon.get(code, empty)}
        if lists := {name: rows for name, rows in both.items() if len(rows)}:
            yield {
                "name": names[code],
                "summary": listed([say(f"count.{one}", count=vietnamese(len(lists[one]))) for one in lists]),
                "lists": [(say(f"heading.{one}"), list(_items(rows, one))) for one, rows in lists.items()],
            }


def _items(rows: pd.DataFrame, of: str) -> Iterator[str]:
    for code, due, days in rows[["code", "due", "days_late"]].head(_MOST_DOSSIERS).itertuples(index=False):
        said = {"code": code or say("unnamed"), "due": f"{due:%d/%m/%Y}"}
        yield (
            say("page.overdue_item", days=int(days), **said)
            if of == "overdue"
            else say("page.due_item", **said)
        )
    if len(rows) > _MOST_DOSSIERS:
        yield say("page.more", count=vietnamese(len(rows) - _MOST_DOSSIERS))
