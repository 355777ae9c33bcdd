"""The workbook of an open month: every unit and every dossier that its message and its page speak of."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook

from dbp_analysis.asking.today.state import STEPS, Today
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.form import FONT
from dbp_analysis.publishing.sheets import NOTES, POINTS, SIGNED, WHOLE, Column, Sheets
from dbp_analysis.publishing.today_page import marked
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.today import TodayText
from dbp_analysis.telling.today_tables import band_text

say = Sentences("today")

_CREATED, _DAY = datetime(2000, 1, 1), "%d/%m/%Y"
_BANDS = ("band", "band_if_late", "best_band")
_CARD = [
    *("points", "open", "band", "pending", "due_soon", "at_stake", "band_if_late", "overdue", "late"),
    *("best", "best_band", "change"),
]
_NUMBERS = {
    **dict.fromkeys(("points", "open", "at_stake", "best"), POINTS),
    **dict.fromkeys(("pending", "due_soon", "overdue", "late", "days_late"), WHOLE),
    **dict.fromkeys(("change", *(f"step_{name}" for name in STEPS)), SIGNED),
}
_WIDTHS = {"unit": 46.0, "dossier": 50.0, "procedure": 50.0, "text": 200.0, "subject": 60.0}


def today_workbook(today: Today, text: TodayText) -> bytes:
    """The workbook as a file's content; the same state gives the same bytes."""
    buffer = BytesIO()
    data = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with Workbook(buffer, {"in_memory": True, **data}) as book:
        issuer = today.inputs.publication.issuer.short_name
        title = say("title", title=today.inputs.publication.title)
        about = {"title": title, "subject": capitalised(today.card.period), "author": issuer}
        book.set_properties({**about, "created": _CREATED})
        book.formats[0].set_font_name(FONT)
        sheets = Sheets(book, today.card, marked(today))
        said = {"day": f"{today.horizon:{_DAY}}", "since": today.since.text if today.since else ""}
        for name, table in _tables(today, text):
            columns = [
                Column(say(f"head.{one}"), _WIDTHS.get(one, 28.0), _NUMBERS.get(one, ""))
                for one in map(str, table)
            ]
            rows = list(table.itertuples(index=False, name=None))
            called = NOTES if name == "notes" else say(f"sheet.{name}")
            sheets.table(called, say(f"sheet_title.{name}", **said), columns, rows)
    return buffer.getvalue()


def _tables(today: Today, text: TodayText) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each sheet's columns, by the names of their heads."""
    units = today.units.loc[today.order]
    shown = units.assign(**{name: units[name].map(band_text) for name in _BANDS})
    yield "card", _named(today, shown.index, shown[_CARD])
    yield "due_soon", _list(today, today.due_soon, "received", "due")
    yield "overdue", _list(today, today.overdue, "received", "due", "days_late")
    yield "apologies", _list(today, today.apologies, "due", "finished", "days_late")
    if today.since:
        steps = today.bridge.add_prefix("step_").assign(change=today.units["change"])
        yield "change", _named(today, steps.index, steps)
        yield "moved", _list(today, today.moved, "due", "finished", "new", "step")
    notes = [*(("–", line) for line in text.lines), *text.methods]
    yield "notes", pd.DataFrame(notes, columns=["subject", "text"])


def _named(today: Today, codes: "pd.Index[str]", table: pd.DataFrame) -> pd.DataFrame:
    names = today.inputs.units["unit_name"].reindex(codes)
    first = {"unit": names.to_numpy(), "code": codes.to_numpy()}
    return pd.concat([pd.DataFrame(first), table.reset_index(drop=True)], axis="columns")


def _list(today: Today, rows: pd.DataFrame, *fields: str) -> pd.DataFrame:
    """A row a dossier; its code, and nothing else of it that is anybody's."""
    days = {one: rows[one].dt.strftime(_DAY).fillna("") for one in ("received", "due", "finished")}
    told = rows.assign(dossier=rows["code"].replace("", say("unnamed")), **days)
    if "step" in fields:
        steps = {name: say(f"head.step_{name}") for name in STEPS}
        told = told.assign(new=told["new"].map({True: "x", False: ""}), step=told["step"].map(steps))
    return _named(today, pd.Index(rows["unit_code"]), told[["dossier", "procedure", *fields]])
