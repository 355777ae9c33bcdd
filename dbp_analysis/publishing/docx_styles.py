"""The styles, pages and properties of the Word report, so that it can be edited as it was made."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from copy import deepcopy

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.docx_xml import element, page_number_paragraph, twips
from dbp_analysis.publishing.form import FIRST_LINE, FONT, RULE_GAP, Page, Style

_LANGUAGE = "vi-VN"
_JUSTIFICATION = {"left": "left", "center": "center", "justify": "both"}
_BODY_SIZE = 14.0
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def new_document(styles: Mapping[str, Style], title: str, page: Page) -> Document:
    """An empty document of one section: font, language, styles, properties."""
    document: Document = docx.Document()
    root = document.styles.element
    root.replace(root.find(qn("w:docDefaults")), _defaults())
    normal = document.styles["Normal"].element.get_or_add_rPr()
    normal.extend([_fonts(), *_sizes(_BODY_SIZE)])
    root.extend(_style(style_id, style) for style_id, style in styles.items())
    root.append(_spacer("rule", "Đường kẻ", points=3, before=RULE_GAP))
    root.append(_spacer("space", "Khoảng trống", points=8))
    root.append(_spacer("gap", "Ngắt phần", points=1))
    _set_properties(document, title)
    _set_settings(document)
    set_page(document.sections[0], page)
    return document


def append(document: Document, blocks: Iterable[BaseOxmlElement]) -> None:
    """Add paragraphs and tables at the end."""
    last = document.element.body.find(qn("w:sectPr"))
    for block in blocks:
        last.addprevious(block)


def set_page(section: Section, page: Page) -> None:
    """Decree 30/2020/NĐ-CP, Appendix I, part I.1-3 and I.7: paper and margins; pages are counted from 1
    and the first one does not show its number.
    """
    landscape = page.width > page.height
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(page.header)
    section.different_first_page_header_footer = True
    properties = section._sectPr
    for old in properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    properties.find(qn("w:pgMar")).addnext(element("w:pgNumType", start=1))


def number_pages(section: Section) -> None:
    """Appendix I, part I.7: the number of the page, centred in the top margin."""
    header = section.header
    header.is_linked_to_previous = False
    header._element.replace(header.paragraphs[0]._p, page_number_paragraph())


def note_pages(section: Section, note: BaseOxmlElement, *, first: bool = True) -> None:
    """``note`` in the foot of every page of a section and those after it; but for ``first``, from page 2."""
    for footer in (section.footer, *([section.first_page_footer] if first else [])):
        footer.is_linked_to_previous = False
        footer._element.replace(footer.paragraphs[0]._p, deepcopy(note))


def picture(document: Document, style: str, png: bytes, width: float, alt: str) -> BaseOxmlElement:
    """A paragraph of a picture ``width`` millimetres wide, ``alt`` as its alternative text."""
    made = document.add_picture(io.BytesIO(png), width=Mm(width))
    made._inline.docPr.set("descr", printable(alt))
    paragraph = document.paragraphs[-1]
    paragraph.style = document.styles[style]
    return paragraph._p


def document_bytes(document: Document) -> bytes:
    """The file, with the same bytes whenever it is made: python-docx stamps the parts with the clock."""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            target.writestr(info, source.read(name))
    return fixed.getvalue()


def _fonts() -> BaseOxmlElement:
    """All four kinds of font, or Word sets some letters in its own."""
    return element("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def _sizes(points: float) -> list[BaseOxmlElement]:
    half_points = round(points * 2)
    return [element("w:sz", val=half_points), element("w:szCs", val=half_points)]


def _defaults() -> BaseOxmlElement:
    language = element("w:lang", val=_LANGUAGE, eastAsia=_LANGUAGE, bidi="ar-SA")
    run = element("w:rPr", _fonts(), *_sizes(_BODY_SIZE), language)
    spacing = element("w:pPr", element("w:spacing", before=0, after=0, line=240, lineRule="auto"))
    return element("w:docDefaults", element("w:rPrDefault", run), element("w:pPrDefault", spacing))


def _style(style_id: str, style: Style) -> BaseOxmlElement:
    """A paragraph style of single line spacing (the decree allows single to 1.5)."""
    paragraph = element("w:pPr")
    if style.keep_with_next:
        paragraph.append(element("w:keepNext"))
    before, after = round(style.before * 20), round(style.after * 20)
    paragraph.append(element("w:spacing", before=before, after=after, line=240, lineRule="auto"))
    if style.left:
        paragraph.append(element("w:ind", left=twips(style.left)))
    if style.first_line:
        paragraph.append(element("w:ind", firstLine=twips(FIRST_LINE)))
    paragraph.append(element("w:jc", val=_JUSTIFICATION[style.align]))
    if style.outline is not None:
        paragraph.append(element("w:outlineLvl", val=style.outline))
    run = element("w:rPr")
    for wanted, tags in ((style.bold, ("w:b", "w:bCs")), (style.italic, ("w:i", "w:iCs"))):
        run.extend(element(tag) for tag in tags if wanted)
    run.extend(_sizes(style.size))
    if style.outline is None:
        return _named(style_id, style.name, paragraph, run)
    # On a built-in heading, by which screen readers and Word's own checks find it; its look is the form's.
    run[:0] = [_fonts(), *(element(tag, val=0) for tag in ("w:b", "w:bCs") if not style.bold)]
    run.insert(len(run) - 2, element("w:color", val="000000"))
    return _named(style_id, style.name, paragraph, run, based_on=f"Heading{style.outline + 1}")


def _spacer(style_id: str, name: str, points: float, before: float = 0) -> BaseOxmlElement:
    spacing = element(
        "w:spacing", before=round(before * 20), after=0, line=round(points * 20), lineRule="exact"
    )
    return _named(style_id, name, element("w:pPr", spacing), element("w:rPr", *_sizes(1)))


def _named(
    style_id: str, name: str, *properties: BaseOxmlElement, based_on: str = "Normal"
) -> BaseOxmlElement:
    kind: dict[str, str | int] = {"type": "paragraph", "customStyle": 1, "styleId": style_id}
    head = (element("w:name", val=name), element("w:basedOn", val=based_on), element("w:qFormat"))
    return element("w:style", *head, *properties, **kind)


def _set_properties(document: Document, title: str) -> None:
    """Only the title and the language: no author, no clock, no picture of an empty page."""
    core = document.core_properties
    for child in list(core._element):
        core._element.remove(child)
    core.title, core.language = printable(title)[:255], _LANGUAGE
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_settings(document: Document) -> None:
    """Open as a document of the current Word, not in its compatibility mode of 2010."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), _LANGUAGE)
