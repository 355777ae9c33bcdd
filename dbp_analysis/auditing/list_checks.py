"""Lists of units against their counts and, one by one, against the table."""

import re
from collections.abc import Iterator, Mapping

from dbp_analysis.auditing.claims import Claim
from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.phrases import misread
from dbp_analysis.auditing.report import Report
from dbp_analysis.common.numbers import two_digits, vietnamese
from dbp_analysis.common.sentences import listed
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

Expected = Mapping[str, bool | None]
_COUNTS = re.compile(r"([^,;:()]+)\(\s*(\d[\d.]*)\s*/\s*(\d[\d.]*)[^()]*\)")


def check_lists(report: Report) -> Iterator[Finding]:
    """What contradicts the counts of lists, or the table, in each of them."""
    for claim in report.claims:
        if claim.worded is not None and claim.worded != claim.count:
            yield report.found("count_words", claim, words=claim.worded, figures=claim.count)
        for code in dict.fromkeys(claim.codes):
            if (times := claim.codes.count(code)) > 1:
                yield report.found("twice", claim, code=code, times=times)
        expected = report.table.expected(claim) if report.table else {}
        if _miscounted(claim, expected, report):
            yield _miscount(claim, expected, report)
            yield from _wrong(claim, expected, report)
        else:
            yield from (*_wrong(claim, expected, report), *_left_out(claim, expected, report))
        if not report.damaged:
            yield from _counts_beside(claim, report)


def _miscounted(claim: Claim, expected: Expected, report: Report) -> bool:
    """Whether fewer or more units are named than counted. Of a scan only what no figure that it may have
    misread explains, and no list that the table confirms.
    """
    named = len(claim.codes)
    if claim.count is None or not named:
        return False
    if named <= claim.count and (not claim.whole or claim.count <= named + len(claim.others)):
        return False
    confirmed = {code for code, sure in expected.items() if sure is not False} == {*claim.codes}
    doubtful = claim.others or confirmed or misread(two_digits(claim.count), two_digits(named))
    return not (report.damaged and (doubtful or named > claim.count))


def _miscount(claim: Claim, expected: Expected, report: Report) -> Finding:
    """With who may be missing: by the table for certain, or as far as it is rounded, with some points."""
    table, column, named = report.table, report.column(claim), len(claim.codes)
    others = {code: sure for code, sure in expected.items() if code not in claim.codes}
    missing = [c for c, sure in others.items() if sure or (sure is None and table and table.value(c, column))]
    lacks, more = (claim.count or 0) - named, ""
    if lacks > 0 and missing:
        key = "all" if len(missing) == lacks else "among"
        more = say(f"missing.{key}", units=listed([report.with_figure(code, column) for code in missing]))
    elif expected and {code for code, sure in expected.items() if sure} == {*claim.codes}:
        more = say("told.as_named", named=two_digits(named))
    read = listed([report.units.label(code) for code in claim.codes]) if report.damaged else ""
    one = missing[0] if len(missing) == lacks == 1 else ""
    sure = "likely" if claim.others else report.sure
    return report.found(
        "names", claim, code=one, sure=sure, named=two_digits(named), read=read and f": {read}", more=more
    )


def _wrong(claim: Claim, expected: Expected, report: Report) -> Iterator[Finding]:
    """Who is named and does not belong to the list by the table; a scan may misread what is the limit."""
    if report.damaged and claim.kind == "below":
        return
    sure = "likely" if claim.kind == "low" else report.sure
    for code in dict.fromkeys(claim.codes):
        if expected.get(code) is False:
            yield report.found("wrong_list", claim, code=code, sure=sure)


def _left_out(claim: Claim, expected: Expected, report: Report) -> Iterator[Finding]:
    """Who belongs to the list by the table and is not named; of a list without names, how many do."""
    sure = "likely" if claim.kind == "low" else report.sure
    swapped = claim.count == len(claim.codes) and claim.kind != "below"
    whole = claim.whole and not claim.others and (swapped or not report.damaged)
    for code, within in expected.items() if whole else ():
        if within and code not in claim.codes:
            yield report.found("left_out", claim, code=code, sure=sure)
    if claim.count is None or claim.codes or not expected:
        return
    answers = list(expected.values())
    least, most = answers.count(True), len(answers) - answers.count(False)
    possible, count = range(least, most + 1), two_digits(claim.count)
    if claim.count not in possible and not (
        report.damaged and any(misread(count, two_digits(one)) for one in possible)
    ):
        told = two_digits(least) if least == most else say("told.between", least=least, most=most)
        yield report.found("count_table", claim, sure=sure, count=told)


def _counts_beside(claim: Claim, report: Report) -> Iterator[Finding]:
    """Counts beside a name earn what the table prints of the unit."""
    table, column = report.table, report.column(claim)
    for found in _COUNTS.finditer(claim.block.text, claim.start, claim.end) if table and column else ():
        code, counts = report.units.find(found[1].strip()), [int(found[at].replace(".", "")) for at in (2, 3)]
        printed = table.value(code, column) if table and code else None
        if code and printed is not None and counts[1] and len(claim.about) == 1 and table:
            points = table.earns(claim.about[0], counts[0] / counts[1])
            if points is not None and abs(points - printed) > table.half(column):
                words = {"counts": f"{found[2]}/{found[3]}", "points": vietnamese(float(points), 2)}
                said = f"“{found[0].strip()}”"
                yield report.found("earns", claim, code=code, sure="likely", said=said, **words)
