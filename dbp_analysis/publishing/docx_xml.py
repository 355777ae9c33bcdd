"""The pieces of a Word document as XML: paragraphs, rules and tables, built from plain text."""

from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.form import CELL_MARGIN, RULE_POINTS

TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point, Word's unit of length."""
    return round(millimetres * TWIPS_PER_MM)


def element(tag: str, *children: BaseOxmlElement, **values: str | int) -> BaseOxmlElement:
    """``<tag>`` with children and ``w:`` attributes: ``element("w:spacing", before=20)``."""
    made = OxmlElement(tag, {qn(f"w:{key}"): str(value) for key, value in values.items()})
    made.extend(children)
    return made


def paragraph(style: str, text: str, margin: float = 0) -> BaseOxmlElement:
    """One paragraph in a style of the form; ``margin`` narrows it on both sides, in millimetres."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if margin:
        properties.append(element("w:ind", left=twips(margin), right=twips(margin)))
    run = element("w:t")
    run.text = printable(text)
    run.set(qn("xml:space"), "preserve")
    return element("w:p", properties, element("w:r", run))


def rule(length: float, room: float) -> BaseOxmlElement:
    """A rule of ``length`` millimetres in the middle of ``room``: the border of an empty paragraph, which
    Word and LibreOffice draw alike and which no edit of the text above moves.
    """
    margin = twips(max(0.0, (room - length) / 2))
    border = element("w:top", val="single", sz=round(RULE_POINTS * 8), space=1, color="000000")
    properties = element(
        "w:pPr",
        element("w:pStyle", val="rule"),
        element("w:pBdr", border),
        element("w:ind", left=margin, right=margin),
    )
    return element("w:p", properties)


def page_number_paragraph() -> BaseOxmlElement:
    """The field that prints the number of its page."""
    shown = element("w:t")
    shown.text = "2"
    field = element("w:fldSimple", element("w:r", shown), instr="PAGE")
    return element("w:p", element("w:pPr", element("w:pStyle", val="page_number")), field)


def cell(
    width: float,
    content: Iterable[BaseOxmlElement],
    *,
    columns: int = 1,
    merge: str = "",
    centred: bool = False,
) -> BaseOxmlElement:
    """A table cell; ``merge`` is ``restart`` at the top of a vertical merge and ``continue`` below it."""
    properties = element("w:tcPr", element("w:tcW", w=twips(width), type="dxa"))
    if columns > 1:
        properties.append(element("w:gridSpan", val=columns))
    if merge:
        properties.append(element("w:vMerge", val=merge))
    if centred:
        properties.append(element("w:vAlign", val="center"))
    return element("w:tc", properties, *content)


def row(cells: Iterable[BaseOxmlElement], *, header: bool = False) -> BaseOxmlElement:
    """A table row that stays on one page; a header row comes again on every page."""
    properties = element("w:trPr", element("w:cantSplit"))
    if header:
        properties.append(element("w:tblHeader"))
    return element("w:tr", properties, *cells)


def table(widths: Sequence[float], rows: Iterable[BaseOxmlElement], *, ruled: bool) -> BaseOxmlElement:
    """A table of fixed columns, with all its lines or with none (a layout of two columns)."""
    margin = twips(CELL_MARGIN) if ruled else 0
    properties = element(
        "w:tblPr",
        element("w:tblW", w=sum(map(twips, widths)), type="dxa"),
        element("w:jc", val="center"),
    )
    if ruled:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        lines = (element(f"w:{side}", val="single", sz=4, space=0, color="000000") for side in sides)
        properties.append(element("w:tblBorders", *lines))
    properties.append(element("w:tblLayout", type="fixed"))
    margins = (element(f"w:{side}", w=margin, type="dxa") for side in ("left", "right"))
    properties.append(element("w:tblCellMar", *margins))
    grid = element("w:tblGrid", *(element("w:gridCol", w=twips(width)) for width in widths))
    return element("w:tbl", properties, grid, *rows)
