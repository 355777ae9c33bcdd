"""The PDF: the official report and its annex as they are printed."""

from dataclasses import asdict
from typing import Any

import typst

from dbp_analysis.publishing import form
from dbp_analysis.publishing.annex import AnnexTable
from dbp_analysis.publishing.annex_pages import cell_space
from dbp_analysis.publishing.columns import TablePlan, plan_table, right_indents
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.form import LANDSCAPE, PORTRAIT
from dbp_analysis.publishing.metrics import balanced
from dbp_analysis.publishing.typeset import RenderedPdf, typeset
from dbp_analysis.settings.sentences import Sentences

say = Sentences("report")


def report_pdf(content: ReportContent, fonts: typst.Fonts | None = None) -> RenderedPdf:
    """The report as a PDF: the report's elements in order, each with the style it is set in."""
    plans = [plan_table(annex.table, LANDSCAPE.text_width) for annex in content.annexes]
    space = cell_space(content, plans)
    styles = form.styles_of_tables(min(plan.size for plan in plans), space)
    values = asdict(content) | {
        "title": " ".join(content.subject),
        "national_title": say("nation"),
        "motto": say("motto"),
        "subject": _title("subject", content.subject, PORTRAIT.text_width),
        "body": form.running_text(content),
        "recipients": form.recipient_lines(content),
        "styles": {key: asdict(style) for key, style in styles.items()},
        "clusters": say("clusters"),
        "recipients_label": say("recipients"),
        "cell_space": space,
        "pictures": {
            one.name: {"svg": one.svg, "alt": one.alt, "width": form.picture_width(one.height)}
            for one in content.pictures
        },
        "portrait": asdict(form.with_room_for_note(PORTRAIT, content.note)),
        "landscape": asdict(form.with_room_for_note(LANDSCAPE, content.note)),
    }
    values["annexes"] = [
        asdict(annex)
        | {
            "title": _title("annex_title", annex.title, LANDSCAPE.text_width),
            "table": _table(annex.table, plan),
            "clusters": [_table(one, plan_table(one, LANDSCAPE.text_width))]
            if (one := annex.table.clusters)
            else [],
        }
        for annex, plan in zip(content.annexes, plans, strict=True)
    ]
    return typeset("report", form, values, content.day, fonts)


def _table(source: AnnexTable, plan: TablePlan) -> dict[str, Any]:
    return asdict(source) | {
        "styles": [form.cell_style(kind) for kind in source.kinds],
        "widths": plan.widths,
        "indents": right_indents(source, plan),
    }


def _title(style: str, lines: tuple[str, ...], room: float) -> list[tuple[str, float]]:
    """Lines with the width in which they come out even."""
    return [(line, balanced(line, room, form.STYLES[style].size, bold=True)) for line in lines]
