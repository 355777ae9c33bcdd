"""One report on several lists: a part of the text and an annex a list, one signature."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dbp_analysis.common.digests import digest, file_hash
from dbp_analysis.common.sentences import fill
from dbp_analysis.publishing.content import ReportContent, report_content
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.names import month_files
from dbp_analysis.publishing.pdf import report_pdf
from dbp_analysis.publishing.record import RUN_RECORD, write_record
from dbp_analysis.settings.publication import ROMAN, Publication
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.paragraphs import Paragraph, period_words
from dbp_analysis.telling.report import MonthlyReport

say = Sentences("lists")


def publish_lists(
    whole: Publication, reports: Sequence[MonthlyReport], records: Sequence[Mapping[str, Any]], folder: Path
) -> dict[str, Any]:
    """Write the report on all lists of ``whole`` into ``folder``, which has the outputs of each in a folder
    of its own, and return the record of them all; ``reports`` and ``records`` are those of the lists.
    """
    content = lists_content(whole, reports)
    pdf = report_pdf(content)
    called = month_files(whole.id, reports[0].inputs.month)
    files = {called.docx: report_docx(content), called.pdf: pdf.data}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    outputs = {name: digest(data) for name, data in files.items()}
    for one, record in zip(whole.lists, records, strict=True):
        outputs |= {f"{one.id}/{name}": made for name, made in record["outputs"].items()}
        outputs[f"{one.id}/{RUN_RECORD}"] = file_hash(folder / one.id / RUN_RECORD)
    apart = ("scheme", "corrections")
    together: dict[str, Any] = {key: value for key, value in records[0].items() if key not in apart}
    together["parameters"] = {**together["parameters"], "publication": whole.id}
    together["lists"] = {
        one.id: {key: record[key] for key in apart} for one, record in zip(whole.lists, records, strict=True)
    }
    for key in ("inputs", "used"):
        together[key] = {name: seen for record in records for name, seen in record[key].items()}
    checks = (check for record in records for check in record["checks"])
    together["checks"] = list({repr(check): check for check in checks}.values())
    together["fonts"] = {**together["fonts"], "pdf": list(pdf.fonts)}
    warned = (text for record in records for text in record["warnings"])
    together["warnings"] = list(dict.fromkeys([*pdf.warnings, *warned]))
    together["outputs"] = outputs
    write_record(folder, together)
    return together


def lists_content(whole: Publication, reports: Sequence[MonthlyReport]) -> ReportContent:
    """The content of the report on all lists; what the publication says of them all comes before and after
    what is said of each.
    """
    contents = [
        report_content(one.inputs.publication, one.inputs.settings, one.card, one.commentary, one.since)
        for one in reports
    ]
    others = tuple(one.annex for one in contents[1:])
    basis = dict.fromkeys(line for one in contents for line in one.legal_basis)
    body = tuple(_body(whole, reports))
    return replace(contents[0], legal_basis=tuple(basis), body=body, more_annexes=others)


def _body(whole: Publication, reports: Sequence[MonthlyReport]) -> Iterator[Paragraph]:
    names = period_words(reports[0].card)
    if whole.report.general:
        yield Paragraph("text", fill(whole.report.general, **names), "general")
    for numeral, one, report in zip(ROMAN, whole.lists, reports, strict=False):
        yield Paragraph("heading", f"{numeral}. {one.title.upper()}")
        yield from report.commentary
    if whole.report.requests:
        heading = say("common_requests").upper()
        yield Paragraph("heading", f"{(*ROMAN, 'XI')[len(reports)]}. {heading}", "requests")
        yield from (Paragraph("text", fill(text, **names), "requests") for text in whole.report.requests)
