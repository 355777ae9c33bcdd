"""A reconciliation → its page, its workbook, its record: all made in memory first, then written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from dbp_analysis.asking.reconcile.dossiers import MOST_SUSPECTS
from dbp_analysis.asking.reconcile.reconciliation import Reconciliation
from dbp_analysis.asking.reconcile.sides import LATE_DAYS
from dbp_analysis.charts import Chart
from dbp_analysis.common.digests import digest
from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.change_sheets import change_sheets
from dbp_analysis.publishing.fonts import chart_warnings
from dbp_analysis.publishing.names import RECONCILIATION, document_name
from dbp_analysis.publishing.record import code_hashes, relative_name, versions
from dbp_analysis.publishing.sheets import NOTES, SIGNED, Column, Sheets, Value
from dbp_analysis.publishing.trend_page import page_of_tables
from dbp_analysis.publishing.workbook import new_book
from dbp_analysis.publishing.written import NOTHING, Published, chart_files, write_outputs
from dbp_analysis.settings.project import RECONCILE_NOTEBOOK
from dbp_analysis.settings.sentences import Sentences

MOST_SHOWN = 200
"""Differences on the page; the workbook has all."""
_HEAD = (Column("Mã đơn vị", 22), Column("Đơn vị", 46), Column("Số liệu", 70))

say = Sentences("reconcile")


def publish_reconciliation(
    found: Reconciliation, charts: Sequence[Chart], folder: str | Path = ""
) -> Published:
    """Write every output into ``folder``; nothing when ``folder`` is empty."""
    if not folder:
        return NOTHING
    page, book = file_names(found.settled.publication.id, found.settled.month)
    made = {page: _page(found, charts).encode(), book: _workbook(found), **chart_files(charts)}
    warnings, described = chart_warnings(charts), {page: say("holds.page"), book: say("holds.book")}
    return write_outputs(Path(folder), made, _record(found, made, warnings), described, warnings)


def file_names(publication: str, month: str) -> tuple[str, str]:
    """What page and workbook are called."""
    called = document_name(RECONCILIATION, publication, month)
    return f"{called}.html", f"{called}.xlsx"


def _page(found: Reconciliation, charts: Sequence[Chart]) -> str:
    differences, publication = found.table, found.settled.publication
    shown = ReaderTable(differences.frame.head(MOST_SHOWN), differences.words)
    more = len(differences.frame) - MOST_SHOWN
    caption = say("holds.differences") + (say("more", count=more) if more > 0 else "")
    tables = [(say("holds.classes"), found.classes), (caption, shown), (say("holds.scores"), found.scores)]
    return page_of_tables(
        publication.issuer,
        title=f"{say('title')}: {publication.title}",
        period=capitalised(found.settled.period),
        extent=say("extent", units=len(found.settled.units)),
        notes=found.notes,
        topics=[{"heading": say("result"), "sentences": [found.summary]}],
        charts=charts,
        tables=[(caption, table) for caption, table in tables if len(table.frame)],
        methods=_methods(),
    )


def _methods() -> list[tuple[str, str]]:
    """How the result is to be read: (subject, answer)."""
    values = {"days": LATE_DAYS, "most": MOST_SUSPECTS}
    subjects = ("difference", "class", "points", "unknown", "dossiers")
    return [(say(f"method_label.{one}"), say(f"method_text.{one}", **values)) for one in subjects]


def _workbook(found: Reconciliation) -> bytes:
    buffer, settled = BytesIO(), found.settled
    with new_book(buffer, say("title"), settled.period, settled.publication) as book:
        card = replace(found.change.before, periods={settled.month: settled.period})
        sheets = Sheets(book, card, settled.settings.note)
        figures = [Column(name, 24, "General") for name in ("Bên trái", "Bên phải", "Chênh lệch")]
        columns = [*_HEAD, *figures, Column("Điểm", 22, SIGNED), Column("Loại", 40), Column("Căn cứ", 90)]
        sheets.table(say("sheet.figures"), say("holds.figures"), columns, list(_figures(found)))
        change_sheets(sheets, found.change, ("bên trái", "bên phải"))
        if found.left.tally or found.right.tally:
            columns = [*_HEAD, Column("Mã hồ sơ", 60), Column("Quan hệ", 40)]
            sheets.table(say("sheet.dossiers"), say("holds.dossiers"), columns, list(_dossiers(found)))
        told = [*((say("title"), note) for note in found.notes), *_methods()]
        columns = [Column("Nội dung", 60), Column("Chi tiết", 160)]
        sheets.table(NOTES, say("holds.notes"), columns, told)
    return buffer.getvalue()


def _figures(found: Reconciliation) -> Iterator[tuple[Value, ...]]:
    """Every figure of either side; what is not scored has no effect on points."""
    columns = ["name", "left", "right", "difference", "effect", "said", "evidence"]
    for (code, count), name, *values, effect, said, why in found.figures[columns].itertuples(name=None):
        figures = [round(value, 6) if count else None for value in values]
        points = effect if count in found.settled.scheme.inputs else None
        yield *_unit(found, code), name, *figures, points, said, why


def _dossiers(found: Reconciliation) -> Iterator[tuple[Value, ...]]:
    for code, count, dossier, sure in found.dossiers.itertuples(index=False, name=None):
        told = say("sure" if sure else "may_be")
        yield *_unit(found, code), found.names.get(count, count), dossier, told


def _unit(found: Reconciliation, code: str) -> tuple[str, str]:
    return code, str(found.settled.units["unit_name"][code])


def _record(found: Reconciliation, made: Mapping[str, bytes], warnings: Sequence[str]) -> dict[str, Any]:
    settled, data = found.settled, found.settled.project.data
    layouts = {"left": found.left.layout.id, "right": found.right.layout.id}
    return {
        "parameters": {"publication": settled.publication.id, "month": settled.month, **layouts},
        "provenance": {"kind": settled.settings.provenance, "note": settled.settings.note},
        "differences": dict(Counter(found.differences["kind"])),
        "code": code_hashes(settled.project, RECONCILE_NOTEBOOK),
        "inputs": {relative_name(path, data): seen for path, seen in settled.sources.digests.items()},
        "outputs": {name: digest(content) for name, content in made.items()},
        "fonts": {"charts": ["DejaVu Sans"]},
        "warnings": list(warnings),
        "versions": versions(),
    }
