"""What a report says of who comes first, against the table."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dbp_analysis.auditing.claims import bands_named
from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.phrases import misread, spoken
from dbp_analysis.auditing.printed_figures import PrintedFigures
from dbp_analysis.auditing.report import Report
from dbp_analysis.auditing.running_text import Block
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

_LONGEST_NAME = 9
"""Words of the name of a unit, with its type and what it is an office of."""


def check_leaders(report: Report) -> Iterator[Finding]:
    """Indicators at their maximum or points, band and rank of the units that the text says them of."""
    damaged, table = report.damaged, report.table
    for kind in ("maximum", "points"):
        form = re.compile(rf"([\d.,]+)\s*/\s*([\d.,]+)\s*{spoken('leader', kind, damaged).pattern}")
        for block in report.blocks if table else ():
            for found in form.finditer(block.plain):
                start, codes = _named_before(block, found.start(), report)
                for code in codes:
                    if table and code in table.rows:
                        yield from _one(kind, found, block, start, code, table, report)


def _one(
    kind: str,
    found: re.Match[str],
    block: Block,
    start: int,
    code: str,
    table: PrintedFigures,
    report: Report,
) -> Iterator[Finding]:
    """What the table says otherwise of one unit; fewer indicators at their maximum than are printed so may be
    right: points that are rounded up to it look as if.
    """
    place, said, unit = block.place, block.quoted(start), report.units.label(code)
    sure, damaged = report.sure, report.damaged
    reached, indicators = table.at_maximum(code), len(table.scheme.indicators)
    if kind == "maximum" and reached is not None:
        figures = (found[1].lstrip("0") or "0", found[2].lstrip("0"))
        right = [(str(count), str(indicators)) for count in range(reached[0], reached[1] + 1)]
        if figures not in right and not (damaged and any(all(map(misread, figures, one)) for one in right)):
            follows = say("follows.at_maximum", unit=unit, count=reached[1], of=indicators)
            fewer = figures[1] == str(indicators) and figures[0].isdigit() and int(figures[0]) < reached[0]
            yield Finding("leader", place, said, follows, "possible" if fewer else sure, code, "unit")
    total = table.value(code, "total")
    if kind == "points" and total is not None and not damaged and _decimal(found[1]) != total:
        follows = say("follows.points", unit=unit, total=table.text(code, "total"))
        yield Finding("leader", place, said, follows, sure, code, "total")
    bands, printed = bands_named(block.plain[found.start() :], table.scheme, damaged), table.band(code)
    if len(bands) == 1 and printed and bands[0] != printed:
        follows = say("follows.leader_band", unit=unit, band=table.text(code, "band"))
        yield Finding("leader", place, said, follows, sure, code, "band")
    first, among = (
        spoken("leader", one, damaged).search(block.plain, start, found.start()) for one in ("first", "among")
    )
    totals = {one: figure for one in table.rows if (figure := table.value(one, "total")) is not None}
    best = max(totals, key=lambda one: totals[one], default=code)
    if first and not among and total is not None and total < totals[best]:
        follows = say("follows.first", unit=report.with_figure(best, "total"), own=table.text(code, "total"))
        yield Finding("leader", place, said, follows, sure, code, "total")


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".") if "," in text else text.rstrip("."))


def _named_before(block: Block, at: int, report: Report) -> tuple[int, tuple[str, ...]]:
    """The units that stand nearest before what is said of them, and where: those in brackets, or one."""
    for found in reversed([*re.finditer(r"\(([^()]*)\)", block.text[:at])]):
        if codes := report.units.listed(found[1])[0]:
            return found.start(), codes
    bodies = spoken("lists", "bodies", report.damaged).finditer(block.plain, 0, at)
    for start in reversed([found.start() for found in bodies]):
        words = block.text[start:at].split()
        for many in range(min(len(words), _LONGEST_NAME), 1, -1):
            if code := report.units.find(" ".join(words[:many])):
                return start, (code,)
    return at, ()
