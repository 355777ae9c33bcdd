"""``report.pdf``: the official report and its annex as they are printed, set by typst."""

import json
from dataclasses import asdict, dataclass
from importlib import resources

import typst

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing import form
from dbp_analysis.publishing.columns import TablePlan, plan_table
from dbp_analysis.publishing.content import MOTTO, NATIONAL_TITLE, Annex, ReportContent
from dbp_analysis.publishing.fonts import (
    available_fonts,
    embedded_families,
    font_stack,
    font_warnings,
    undrawn_characters,
)
from dbp_analysis.publishing.form import LANDSCAPE, PORTRAIT, STYLES
from dbp_analysis.publishing.metrics import balanced


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, the font families that are really in it, and what to tell the user about them."""

    data: bytes
    fonts: tuple[str, ...]
    warnings: tuple[str, ...]


def report_pdf(content: ReportContent, fonts: typst.Fonts | None = None) -> RenderedPdf:
    """The report as a PDF, in the best of the form's fonts that ``fonts`` (this machine's) holds.

    A pure function: the same content and fonts give the same bytes, without a date.
    """
    found = fonts or available_fonts()
    stack = font_stack(found)
    template = resources.files(__package__).joinpath("report.typ").read_bytes()
    values = json.dumps(_printable(_values(content, stack)), ensure_ascii=False)
    data = typst.compile(
        template,
        font_paths=found,
        sys_inputs={"data": values},
        format="pdf",
    )
    embedded = embedded_families(data, found)
    undrawn = undrawn_characters(values, stack, found)
    return RenderedPdf(data, embedded, font_warnings(embedded, stack, undrawn))


def _values(content: ReportContent, stack: tuple[str, ...]) -> dict[str, object]:
    """What the template prints; the report's elements in order, each with the style it is set in."""
    plan = plan_table(content.annex.table, LANDSCAPE.text_width)
    return {
        "form": _form(plan, content.note),
        "fonts": stack,
        "title": " ".join(content.subject),
        "national_title": NATIONAL_TITLE,
        "motto": MOTTO,
        "superior": content.superior,
        "issuer": content.issuer,
        "number": content.number,
        "place_and_date": content.place_and_date,
        "kind": content.kind,
        "subject": _title("subject", content.subject, PORTRAIT.text_width),
        "body": form.running_text(content),
        "recipients": form.recipient_lines(content),
        "authority": content.authority,
        "signer": content.signer,
        "annex": _annex(content.annex, plan),
        "note": content.note,
    }


def _form(plan: TablePlan, note: str) -> dict[str, object]:
    styles = form.styles_with_table_size(plan.size)
    return {
        "styles": {key: asdict(style) for key, style in styles.items()},
        "portrait": asdict(form.with_room_for_note(PORTRAIT, note)),
        "landscape": asdict(form.with_room_for_note(LANDSCAPE, note)),
        "left": form.LEFT_COLUMN,
        "right": form.RIGHT_COLUMN,
        "recipients": form.RECIPIENTS_COLUMN,
        "signature": form.SIGNATURE_COLUMN,
        "first_line": form.FIRST_LINE,
        "rule": form.RULE_POINTS,
        "rule_gap": form.RULE_GAP,
        "cell_space": form.CELL_SPACE,
        "rule_share": form.RULE_SHARE,
        "cell_margin": form.CELL_MARGIN,
    }


def _annex(annex: Annex, plan: TablePlan) -> dict[str, object]:
    return {
        "label": annex.label,
        "title": _title("annex_title", annex.title, LANDSCAPE.text_width),
        "reference": annex.reference,
        "header": [[asdict(cell) for cell in row] for row in annex.table.header],
        "rows": annex.table.rows,
        "styles": [form.cell_style(kind) for kind in annex.table.kinds],
        "widths": plan.widths,
        "note": annex.note,
    }


def _title(style: str, lines: tuple[str, ...], room: float) -> list[dict[str, object]]:
    size = STYLES[style].size
    return [{"text": line, "width": balanced(line, room, size, bold=True)} for line in lines]


def _printable(value: object) -> object:
    """Every text in a nest of lists and dicts as it can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
