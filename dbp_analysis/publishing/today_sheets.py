"""The workbook of an open month: every unit and every dossier that its message and its page speak of."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook

from dbp_analysis.asking.today.state import STEPS, Today
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.form import FONT
from dbp_analysis.publishing.sheets import NOTES, POINTS, SIGNED, WHOLE, Column, Sheets, Value
from dbp_analysis.publishing.today_page import marked
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.today import TodayText
from dbp_analysis.telling.today_tables import band_text

say = Sentences("today")

_CREATED = datetime(2000, 1, 1)
_DAY = "%d/%m/%Y"
_CARD = {
    **dict.fromkeys(("points", "open"), POINTS),
    "band": "",
    **dict.fromkeys(("pending", "due_soon"), WHOLE),
    "at_stake": POINTS,
    "band_if_late": "",
    **dict.fromkeys(("overdue", "late"), WHOLE),
    "best": POINTS,
    "best_band": "",
    "change": SIGNED,
}


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
        _cards(sheets, today)
        day = f"{today.horizon:{_DAY}}"
        _list(sheets, today, "due_soon", today.due_soon, ("received", "due"), day=day)
        _list(sheets, today, "overdue", today.overdue, ("received", "due", "days_late"))
        _list(sheets, today, "apologies", today.apologies, ("due", "finished", "days_late"))
        if today.since:
            _bridge(sheets, today, today.since.text)
            _list(sheets, today, "moved", today.moved, ("due", "finished", "new", "step"), today.since.text)
        notes = [*(("", line) for line in text.lines), *text.methods]
        columns = (Column(say("heading.subject"), 60), Column(say("heading.text"), 200))
        sheets.table(NOTES, say("sheet_title.notes"), columns, [(name or "–", said) for name, said in notes])
    return buffer.getvalue()


def _named(today: Today, codes: Sequence[str]) -> list[tuple[str, str]]:
    names = today.inputs.units["unit_name"]
    return [(str(names[code]), code) for code in codes]


def _unit_columns() -> tuple[Column, ...]:
    return (Column(say("head.unit"), 46), Column(say("head.code"), 22))


def _cards(sheets: Sheets, today: Today) -> None:
    order = today.order
    columns = [
        Column(say(f"head.{name}"), 30 if number == SIGNED else 22, number) for name, number in _CARD.items()
    ]
    units = today.units.loc[order].assign(
        **{name: today.units[name].map(band_text) for name in ("band", "band_if_late", "best_band")}
    )
    rows = zip(_named(today, list(order)), units[list(_CARD)].itertuples(index=False), strict=True)
    title = say("sheet_title.card")
    table: list[tuple[Value, ...]] = [(*unit, *row) for unit, row in rows]
    sheets.table(say("sheet.card"), title, [*_unit_columns(), *columns], table)


def _list(
    sheets: Sheets,
    today: Today,
    name: str,
    rows: pd.DataFrame,
    fields: Sequence[str],
    since: str = "",
    **said: str,
) -> None:
    """A sheet with a row a dossier; its code, and nothing else of it that is anybody's."""
    told = rows.assign(
        code=rows["code"].replace("", say("unnamed")),
        **{one: rows[one].dt.strftime(_DAY) for one in ("received", "due", "finished")},
    )
    told = told.assign(finished=told["finished"].fillna(""))
    if "step" in fields:
        told = told.assign(
            new=told["new"].map({True: "x", False: ""}),
            step=told["step"].map({one: say(f"step.{one}") for one in STEPS}),
        )
    columns = [Column(say("head.dossier"), 50), Column(say("head.procedure"), 50)]
    columns += [Column(say(f"head.{one}"), 28, WHOLE if one == "days_late" else "") for one in fields]
    own = told[["code", "procedure", *fields]].itertuples(index=False)
    table: list[tuple[Value, ...]] = [
        (*unit, *row) for unit, row in zip(_named(today, rows["unit_code"].tolist()), own, strict=True)
    ]
    said |= {"since": since} if since else {}
    sheets.table(
        say(f"sheet.{name}"), say(f"sheet_title.{name}", **said), [*_unit_columns(), *columns], table
    )


def _bridge(sheets: Sheets, today: Today, since: str) -> None:
    columns = [Column(say(f"step.{name}"), 30, SIGNED) for name in STEPS]
    columns.append(Column(say("head.change"), 30, SIGNED))
    frame = today.bridge.assign(change=today.units["change"])
    rows = zip(_named(today, list(frame.index)), frame.itertuples(index=False), strict=True)
    table: list[tuple[Value, ...]] = [(*unit, *row) for unit, row in rows]
    title = say("sheet_title.change", since=since)
    sheets.table(say("sheet.change"), title, [*_unit_columns(), *columns], table)
