"""A unit's profile as a Word file, to be edited or copied from."""

from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.charts import Chart
from dbp_analysis.publishing import profile_form as form
from dbp_analysis.publishing.docx_styles import append, document_bytes, new_document, note_pages, picture
from dbp_analysis.publishing.docx_xml import (
    Run,
    bar,
    cell,
    element,
    indent,
    paragraph,
    row,
    shade,
    table,
    twips,
)
from dbp_analysis.publishing.form import Style
from dbp_analysis.publishing.profile_form import (
    BAR,
    BEST,
    CELL_MARGIN,
    COLOURS,
    LOST,
    NAME,
    PAGE,
    ProfilePlan,
)
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.profile.goals import Box
from dbp_analysis.telling.profile.headlines import Headline
from dbp_analysis.telling.profile.profile import UnitProfile
from dbp_analysis.telling.profile.rows import Row

say = Sentences("profile")

_INK, _SOFT, _ACCENT, _MARK, _ZONE = (
    COLOURS[name].lstrip("#") for name in ("ink", "soft", "accent", "mark", "zone")
)
_THICK, _THIN = 8, 4
"""Lines of the table, in eighths of a point."""
_HANGING = 4.0
"""Millimetres by which an item stands in behind its dash."""


def profile_docx(profile: UnitProfile, chart: Chart | None = None) -> bytes:
    """The profile as a Word file, every kind of text in a style of its own: one page where Times is missing
    too, and LibreOffice takes a wider font.

    A pure function: the same profile and chart give the same bytes.
    """
    plan = form.plan_profile(profile, form.picture_height(chart), form.EDITED)
    document = new_document(_styles(plan.size), f"{profile.unit} – {profile.title}", PAGE)
    if profile.provenance:
        # The first page says so at its top; Word's letters or an edit may need a second one.
        note_pages(document.sections[0], _provenance("note", profile.provenance), first=False)
    shown = [_picture(document, chart)] if chart else []
    append(document, (*_top(profile, plan.size), *shown, *_table(profile, plan), *_below(profile)))
    return document_bytes(document)


def _styles(text: float) -> dict[str, Style]:
    sizes, gap = form.sizes(text), text * form.GAP_SHARE
    before = {"heading": gap, "provenance": 4.0}
    outline = {"unit": 0, "heading": 1}
    styles = {
        kind: Style(
            say("word.style", name=say(f"kind.{kind}")),
            sizes[kind],
            align="left",
            before=before.get(kind, 0),
            after=3.0 if kind == "heading" else 0,
            outline=outline.get(kind),
            keep_with_next=kind in outline,
        )
        for kind in form.KINDS
    }
    return styles | {
        "bar": Style(say("word.style", name=say("kind.bar")), sizes["cell"] * 0.55, align="left")
    }


def _picture(document: Document, chart: Chart) -> BaseOxmlElement:
    """The paragraph of the chart, its words as alternative text."""
    alt = f"{chart.title}. {chart.description}"
    return picture(
        document,
        say("word.style", name=say("kind.text")),
        chart.png,
        form.PICTURE * PAGE.text_width,
        alt,
    )


def _top(profile: UnitProfile, size: float) -> Iterator[BaseOxmlElement]:
    for kind, text in form.head_lines(profile):
        strong = kind in ("unit", "title")
        yield paragraph(kind, Run(text, _INK if strong else _SOFT, bold=strong))
    if profile.provenance:
        yield _provenance("provenance", profile.provenance)
    yield paragraph("space", "")
    yield _boxes([_headline(one, size) for one in profile.headlines])
    yield paragraph("gap", "")


def _provenance(style: str, text: str) -> BaseOxmlElement:
    return paragraph(style, Run(f"{say('form.provenance')} ", _INK, bold=True), Run(text, _INK))


def _headline(one: Headline, size: float) -> tuple[BaseOxmlElement, ...]:
    details = (paragraph("detail", Run(text, _SOFT)) for text in one.details)
    ink = one.ink.lstrip("#") or _INK
    look = [shade(one.colour.lstrip("#"))] if one.colour else []
    value = paragraph("value", Run(one.value, ink, bold=True), Run(one.of, _SOFT, size=size), look=look)
    return (paragraph("label", Run(one.label, _SOFT)), value, *details)


def _boxes(contents: Sequence[tuple[BaseOxmlElement, ...]]) -> BaseOxmlElement:
    """Boxes side by side, as high as the highest of them."""
    count = len(contents)
    width = (PAGE.text_width - form.GAP * (count - 1)) / count
    widths, cells = [width], [_box(width, contents[0])]
    for content in contents[1:]:
        widths += [form.GAP, width]
        cells += [cell(form.GAP, [paragraph("gap", "")], lines=(0, 0)), _box(width, content)]
    return table(widths, [row(cells)], flush=True, margin=form.BOX_MARGIN, space=form.BOX_SPACE)


def _box(width: float, content: tuple[BaseOxmlElement, ...]) -> BaseOxmlElement:
    return cell(width, content, lines=(0, 0), fill=_ZONE, centred=False)


def _table(profile: UnitProfile, plan: ProfilePlan) -> Iterator[BaseOxmlElement]:
    yield paragraph("heading", Run(say("form.losses"), _INK, bold=True))
    yield paragraph("text", Run(profile.losses, _INK))
    last = len(profile.rows) - 1
    rows = [_header(plan), *(_row(one, plan, last=at == last) for at, one in enumerate(profile.rows))]
    title = f"{say('form.losses')} – {profile.unit}"
    yield table(
        plan.widths,
        rows,
        flush=True,
        margin=CELL_MARGIN,
        space=form.CELL_SPACE,
        title=title,
        description=say("form.described"),
    )


def _header(plan: ProfilePlan) -> BaseOxmlElement:
    """The header of the number of points lost spans their bars too."""
    spanned = {LOST: 2}
    heads = (
        cell(
            sum(plan.widths[at : at + spanned.get(at, 1)]),
            [paragraph("cell", Run(text, _INK, bold=True), look=[] if at == LOST else _aligned(at))],
            columns=spanned.get(at, 1),
            lines=(0, _THICK),
        )
        for at, text in enumerate(form.header())
        if at != BAR
    )
    return row(heads, header=True)


def _row(one: Row, plan: ProfilePlan, *, last: bool) -> BaseOxmlElement:
    length, room = form.bar_length(one, plan), plan.widths[BAR] - 2 * CELL_MARGIN
    drawn = bar(length, room, _ACCENT if one.main else _MARK)
    lines = (_THICK if one.first else _THIN, _THICK if last else 0)
    figures = (_figure(one, at, text) for at, text in enumerate(form.cells(one)))
    texts = [paragraph("cell", figure, look=_aligned(at)) for at, figure in enumerate(figures)]
    return row(
        cell(width, [drawn if at == BAR else text], lines=lines)
        for at, (width, text) in enumerate(zip(plan.widths, texts, strict=True))
    )


def _figure(one: Row, column: int, text: str) -> Run:
    strong = column == LOST and one.main
    return Run(text, _ACCENT if strong else _INK, bold=strong)


def _aligned(column: int) -> list[BaseOxmlElement]:
    return [] if column in (NAME, BEST) else [element("w:jc", val="right")]


def _below(profile: UnitProfile) -> Iterator[BaseOxmlElement]:
    yield paragraph("heading", Run(say("form.goals"), _INK, bold=True))
    yield _boxes([_goal(one) for one in profile.goals])
    yield paragraph("heading", Run(say("form.certainty"), _INK, bold=True))
    yield from (_item(text) for text in profile.certainty)
    yield paragraph("space", "")
    for note in profile.notes:
        yield paragraph("note", Run(f"{note.label}: ", _SOFT, bold=True), Run(note.text, _SOFT))


def _goal(one: Box) -> tuple[BaseOxmlElement, ...]:
    first, *rest = (paragraph("text", Run(text, _INK)) for text in one.lines)
    items = (_item(text) for text in one.items)
    return (paragraph("text", Run(one.title, _INK, bold=True)), first, *items, *rest)


def _item(text: str) -> BaseOxmlElement:
    stop = element("w:tabs", element("w:tab", val="left", pos=twips(_HANGING)))
    return paragraph("item", Run(f"–\t{text}", _INK), look=[stop, indent(left=_HANGING, hanging=_HANGING)])
