"""The pieces of a profile's Word file as XML: coloured runs, bars, boxes and an open table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.docx_xml import element, row, twips

Align = Literal["left", "right"]


@dataclass(frozen=True)
class Run:
    """A piece of text in one look; ``colour`` is six hexadecimal digits, ``size`` points (0: the style's)."""

    text: str
    colour: str
    bold: bool = False
    size: float = 0


@dataclass(frozen=True)
class Cell:
    """A table cell: paragraphs, a fill ("" for none), lines above and below in eighths of a point."""

    width: float
    content: tuple[BaseOxmlElement, ...]
    fill: str = ""
    above: int = 0
    below: int = 0
    columns: int = 1


def said(style: str, *runs: Run, align: Align = "left", hanging: float = 0) -> BaseOxmlElement:
    """A paragraph; ``hanging`` sets all but its first line in, in millimetres."""
    properties = element("w:pPr", element("w:pStyle", val=style))
    if hanging:
        stop = element("w:tabs", element("w:tab", val="left", pos=twips(hanging)))
        properties.extend([stop, element("w:ind", left=twips(hanging), hanging=twips(hanging))])
    if align == "right":
        properties.append(element("w:jc", val="right"))
    return element("w:p", properties, *map(_run, runs))


def bar(length: float, room: float, colour: str) -> BaseOxmlElement:
    """A bar of ``length`` millimetres in a cell of ``room``: an empty paragraph, shaded and set in from the
    right. It is text, so it moves and prints with the table.
    """
    if not length:
        return element("w:p", element("w:pPr", element("w:pStyle", val="bar")))
    properties = element(
        "w:pPr",
        element("w:pStyle", val="bar"),
        element("w:shd", val="clear", color="auto", fill=colour),
        element("w:ind", right=twips(room - length)),
    )
    return element("w:p", properties)


def open_table(
    widths: Sequence[float], rows: Iterable[Sequence[Cell]], margin: float, colour: str, *, space: float = 0
) -> BaseOxmlElement:
    """A table without vertical lines; cells keep ``margin`` millimetres beside and ``space`` points above and
    below their content. ``colour`` is that of the lines.
    """
    sides = {
        "top": round(space * 20),
        "left": twips(margin),
        "bottom": round(space * 20),
        "right": twips(margin),
    }
    properties = element(
        "w:tblPr",
        element("w:tblW", w=sum(map(twips, widths)), type="dxa"),
        element("w:tblInd", w=0, type="dxa"),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *(element(f"w:{side}", w=w, type="dxa") for side, w in sides.items())),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=twips(width)) for width in widths))
    made = (row(_cell(one, colour) for one in cells) for cells in rows)
    return element("w:tbl", properties, grid, *made)


def _cell(cell: Cell, colour: str) -> BaseOxmlElement:
    properties = element("w:tcPr", element("w:tcW", w=twips(cell.width), type="dxa"))
    if cell.columns > 1:
        properties.append(element("w:gridSpan", val=cell.columns))
    lines = (("w:top", cell.above), ("w:bottom", cell.below))
    drawn = [element(side, val="single", sz=width, space=0, color=colour) for side, width in lines if width]
    properties.append(element("w:tcBorders", *drawn))
    if cell.fill:
        properties.append(element("w:shd", val="clear", color="auto", fill=cell.fill))
    else:
        properties.append(element("w:vAlign", val="center"))
    return element("w:tc", properties, *cell.content)


def _run(run: Run) -> BaseOxmlElement:
    properties = element("w:rPr")
    if run.bold:
        properties.extend([element("w:b"), element("w:bCs")])
    properties.append(element("w:color", val=run.colour))
    if run.size:
        properties.extend(element(tag, val=round(run.size * 2)) for tag in ("w:sz", "w:szCs"))
    made = element("w:r", properties)
    for at, part in enumerate(run.text.split("\t")):
        if at:
            made.append(element("w:tab"))
        text = element("w:t")
        text.text = printable(part)
        text.set(qn("xml:space"), "preserve")
        made.append(text)
    return made
