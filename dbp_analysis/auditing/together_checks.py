"""Several lists of a report together: bands, who has done nothing and who something, late cases."""

from collections.abc import Iterator
from itertools import combinations, groupby

from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.phrases import spoken
from dbp_analysis.auditing.report import Report
from dbp_analysis.common.numbers import two_digits


def check_together(report: Report) -> Iterator[Finding]:
    """What lists of a report contradict in one another. Of a scan only units that stand in two of them:
    counts may be misread.
    """
    yield from _two_lists(report)
    if not report.damaged:
        yield from (*_bands(report), *_complements(report))
    yield from _late(report)


def _two_lists(report: Report) -> Iterator[Finding]:
    """Units in two bands, or both among those that have done nothing and those that have done something."""
    for first, second in combinations(report.claims, 2):
        bands = first.kind == second.kind == "band" and first.band != second.band
        kinds = {first.kind, second.kind}
        opposite = "none" in kinds and kinds & {"done", "low"} and first.about and first.about == second.about
        for code in dict.fromkeys(first.codes) if bands or opposite else ():
            if code in second.codes:
                yield report.found("two_lists", second, code=code, first=first.said)


def _bands(report: Report) -> Iterator[Finding]:
    """All bands together are all units that were scored, and these those of the table."""
    opened = (one for one in report.claims if one.of is not None and not one.codes)
    wholes = [one for one in opened if spoken("sums", "parts", damaged=False).search(one.block.plain)]
    bands = {one.band: one.count for one in report.claims if one.kind == "band" and one.count is not None}
    for whole in wholes if len(wholes) == 1 else ():  # several: one a list
        if bands and sum(bands.values()) != whole.count:
            parts = " + ".join(map(two_digits, bands.values()))
            yield report.found("bands_sum", whole, parts=parts, total=sum(bands.values()))
        if report.table and (whole.of, whole.count) != (len(report.table.rows), report.table.scored):
            yield report.found("all_units", whole, rows=len(report.table.rows), scored=report.table.scored)


def _complements(report: Report) -> Iterator[Finding]:
    """Who has done nothing and who has done something are all units together, or, where only those are
    counted whose ratio is low, no more than these.
    """
    units = report.table.scored if report.table else 0
    counted = [one for one in report.claims if one.about and one.kind in ("none", "done", "low")]
    for _, same in groupby(counted, key=lambda one: (one.block, one.about)):
        pair = {("none" if one.kind == "none" else "done"): one for one in same if one.count is not None}
        if len(pair) == 2 and units:
            none, done = pair["none"].count or 0, pair["done"].count or 0
            if none + done > units or (none + done < units and pair["done"].kind == "done"):
                counts = f"{two_digits(none)} + {two_digits(done)} = {none + done}"
                yield report.found("complement", pair["done"], counts=counts, units=units)


def _late(report: Report) -> Iterator[Finding]:
    """Who lost points of time is named among those with late cases, where these are listed in two lists:
    those resolved and those still pending.
    """
    late = [one for one in report.claims if one.kind == "late" and one.codes and one.about]
    table = report.table
    if len(late) < 2 or not table or any(not one.whole or one.others for one in late):
        return
    named = {code for one in late for code in one.codes}
    column, indicator = report.column(late[0]), table.indicator(late[0].about[0])
    for code in table.rows if column and indicator else ():
        value = table.value(code, column)
        if (
            value is not None
            and indicator
            and code not in named
            and float(value + table.half(column)) < indicator.maximum
        ):
            yield report.found("late", late[0], code=code, sure="likely")
