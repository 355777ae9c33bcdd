"""The pieces of every Word document as XML: paragraphs, rules, bars, tables and cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.charts.style import RULE
from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.form import RULE_POINTS

TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True)
class Run:
    """A piece of text in a look of its own; ``colour`` is six hexadecimal digits, ``size`` points (0: the
    style's). A tab in it is one.
    """

    text: str
    colour: str
    bold: bool = False
    size: float = 0


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point, Word's unit of length."""
    return round(millimetres * TWIPS_PER_MM)


def element(tag: str, *children: BaseOxmlElement, **values: str | int) -> BaseOxmlElement:
    """``<tag>`` with children and ``w:`` attributes: ``element("w:spacing", before=20)``."""
    made = OxmlElement(tag, {qn(f"w:{key}"): str(value) for key, value in values.items()})
    made.extend(children)
    return made


def paragraph(style: str, *runs: str | Run, look: Iterable[BaseOxmlElement] = ()) -> BaseOxmlElement:
    """One paragraph in a style of the form; ``look`` are properties that it has beside those of the style."""
    return element("w:p", element("w:pPr", element("w:pStyle", val=style), *look), *map(_run, runs))


def indent(**millimetres: float) -> BaseOxmlElement:
    """A paragraph set in: ``left``, ``right``, and ``hanging`` for all but its first line."""
    return element("w:ind", **{side: twips(length) for side, length in millimetres.items()})


def rule(length: float, room: float) -> BaseOxmlElement:
    """A rule of ``length`` millimetres in the middle of ``room``: the border of an empty paragraph, which
    Word and LibreOffice draw alike and which no edit of the text above moves.
    """
    margin = max(0.0, (room - length) / 2)
    border = element("w:top", val="single", sz=round(RULE_POINTS * 8), space=1, color="000000")
    return paragraph("rule", look=[element("w:pBdr", border), indent(left=margin, right=margin)])


def bar(length: float, room: float, colour: str) -> BaseOxmlElement:
    """A bar of ``length`` millimetres in a cell of ``room``: an empty paragraph, shaded and set in from the
    right. It is text, so it moves and prints with the table.
    """
    return paragraph("bar", look=[shade(colour), indent(right=room - length)] if length else [])


def page_number_paragraph() -> BaseOxmlElement:
    """The field that prints the number of its page."""
    shown = element("w:t")
    shown.text = "2"
    made = paragraph("page_number")
    made.append(element("w:fldSimple", element("w:r", shown), instr="PAGE"))
    return made


def cell(
    width: float,
    content: Iterable[BaseOxmlElement],
    *,
    columns: int = 1,
    merge: str = "",
    lines: tuple[int, int] | None = None,
    fill: str = "",
    centred: bool = True,
) -> BaseOxmlElement:
    """A table cell; ``merge`` is ``restart`` at the top of a vertical merge and ``continue`` below it;
    ``lines`` of its own are above and below it, in eighths of a point.
    """
    properties = element("w:tcPr", element("w:tcW", w=twips(width), type="dxa"))
    if columns > 1:
        properties.append(element("w:gridSpan", val=columns))
    if merge:
        properties.append(element("w:vMerge", val=merge))
    if lines is not None:
        sides = [(side, thick) for side, thick in zip(("top", "bottom"), lines, strict=True) if thick]
        properties.append(_borders("w:tcBorders", sides, RULE.lstrip("#")))
    if fill:
        properties.append(shade(fill))
    if centred:
        properties.append(element("w:vAlign", val="center"))
    return element("w:tc", properties, *content)


def row(cells: Iterable[BaseOxmlElement], *, header: bool = False, at_least: float = 0) -> BaseOxmlElement:
    """A table row that stays on one page, ``at_least`` so many points high; a header row comes again on every
    page.
    """
    properties = element("w:trPr", element("w:cantSplit"))
    if at_least:
        properties.append(element("w:trHeight", val=round(at_least * 20), hRule="atLeast"))
    if header:
        properties.append(element("w:tblHeader"))
    return element("w:tr", properties, *cells)


def table(
    widths: Sequence[float],
    rows: Iterable[BaseOxmlElement],
    *,
    ruled: bool = False,
    flush: bool = False,
    margin: float = 0,
    space: float = 0,
    title: str = "",
    description: str = "",
) -> BaseOxmlElement:
    """A table of fixed columns, with all its lines or only those of its cells, in the middle or ``flush``
    with the text; cells keep ``margin`` millimetres beside and ``space`` points above and below what they
    hold. One with a ``title`` is data under heads, not a way to stand side by side: programs that read aloud
    are told both, and its ``description``.
    """
    place = element("w:tblInd", w=0, type="dxa") if flush else element("w:jc", val="center")
    properties = element("w:tblPr", element("w:tblW", w=sum(map(twips, widths)), type="dxa"), place)
    if ruled:
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        properties.append(_borders("w:tblBorders", [(side, 4) for side in sides], "000000"))
    properties.append(element("w:tblLayout", type="fixed"))
    above, beside = round(space * 20), twips(margin)
    kept = {"top": above, "left": beside, "bottom": above, "right": beside}
    if not space:
        del kept["top"], kept["bottom"]
    margins = (element(f"w:{side}", w=width, type="dxa") for side, width in kept.items())
    properties.append(element("w:tblCellMar", *margins))
    if title:
        look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
        properties.append(element("w:tblLook", val="0620", **look))
        properties.append(element("w:tblCaption", val=printable(title)))
        properties.append(element("w:tblDescription", val=printable(description)))
    grid = element("w:tblGrid", *(element("w:gridCol", w=twips(width)) for width in widths))
    return element("w:tbl", properties, grid, *rows)


def _borders(tag: str, sides: Iterable[tuple[str, int]], colour: str) -> BaseOxmlElement:
    lines = (element(f"w:{side}", val="single", sz=sz, space=0, color=colour) for side, sz in sides)
    return element(tag, *lines)


def shade(colour: str) -> BaseOxmlElement:
    """A ground of so many hexadecimal digits."""
    return element("w:shd", val="clear", color="auto", fill=colour)


def _run(run: str | Run) -> BaseOxmlElement:
    if isinstance(run, str):
        return element("w:r", _text(run))
    properties = element("w:rPr")
    if run.bold:
        properties.extend([element("w:b"), element("w:bCs")])
    properties.append(element("w:color", val=run.colour))
    if run.size:
        properties.extend(element(tag, val=round(run.size * 2)) for tag in ("w:sz", "w:szCs"))
    first, *others = map(_text, run.text.split("\t"))
    return element("w:r", properties, first, *(one for text in others for one in (element("w:tab"), text)))


def _text(text: str) -> BaseOxmlElement:
    made = element("w:t")
    made.text = printable(text)
    made.set(qn("xml:space"), "preserve")
    return made
