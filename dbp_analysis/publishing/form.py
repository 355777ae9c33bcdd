"""The form of an official document: Decree 30/2020/NĐ-CP, Appendix I, as values for docx and PDF.

Appendix I, part I gives the page (article I: paper, margins, font, page number); part II the elements,
one article each. Every size is in points, every length in millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.metrics import MM_PER_POINT, text_width, wrapped
from dbp_analysis.settings.sentences import Sentences

FONT = "Times New Roman"
"""Part I, I.4: Times New Roman, Unicode (TCVN 6909:2001), black."""

say = Sentences("report")

Alignment = Literal["left", "center", "justify"]


@dataclass(frozen=True)
class Page:
    """Part I, I.1-3: A4; top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm."""

    width: float
    height: float
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 20
    header: float = 10
    """From the edge of the paper to the page number, which stands in the top margin (I.7)."""

    @property
    def text_width(self) -> float:
        """What is left between the margins."""
        return self.width - self.left - self.right


PORTRAIT = Page(210, 297)
LANDSCAPE = Page(297, 210)
"""The annex is wider than it is long (part I, I.2 allows it for tables)."""

LEFT_COLUMN, RIGHT_COLUMN = 70.5, 89.5
"""The two columns of the head: the issuer; the national title."""
RECIPIENTS_COLUMN, SIGNATURE_COLUMN = 75.0, 85.0
"""The two columns of the foot."""

FIRST_LINE = 12.7
"""Part II, II.6: the first line is set in by 1 cm or 1.27 cm."""
RULE_SHARE = 0.4
"""Part II, II.2 and II.5: a rule of one third to half of the line above it."""
RULE_POINTS = 0.75
RULE_GAP = 3.0
"""Thickness of a rule and its distance from the text above, in points."""
CELL_MARGIN = 1.0
CELL_SPACE = 1.5
"""Inside the cells of the annex: millimetres beside the text, points above and below it."""


@dataclass(frozen=True)
class Style:
    """How an element is set. ``name`` is what Word lists it as; ``before`` and ``after`` are points, ``left``
    millimetres that all its lines are set in; ``outline`` is its level in the navigation pane.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Alignment = "center"
    first_line: bool = False
    before: float = 0
    after: float = 0
    keep_with_next: bool = False
    outline: int | None = None
    left: float = 0


_ADDRESSED = 25.0
_BODY = Style("Đoạn văn", 14, align="justify", first_line=True, after=6)
STYLES: dict[str, Style] = {
    # II.1: national title 12-13 bold, motto 13-14 bold (12 goes with 13, 13 with 14); the rule below is as
    # long as the motto.
    "national_title": Style("Quốc hiệu", 12, bold=True),
    "motto": Style("Tiêu ngữ", 13, bold=True),
    # II.2: issuing body 12-13 bold; the body above it not bold.
    "superior": Style("Cơ quan chủ quản", 12),
    "issuer": Style("Cơ quan ban hành", 12, bold=True),
    # II.3: number and symbol 13. II.4: place and date 13-14 italic.
    "number": Style("Số, ký hiệu", 13, before=4),
    "place_and_date": Style("Địa danh, thời gian", 13, italic=True, before=4),
    # II.5: kind of document and subject 13-14 bold.
    "kind": Style("Tên loại văn bản", 14, bold=True, before=14, keep_with_next=True, outline=0),
    "subject": Style("Trích yếu", 14, bold=True, keep_with_next=True),
    # II.9: whom a report to a higher authority addresses, 13-14; several below one another, behind dashes
    # that stand under the colon.
    "addressees": Style("Kính gửi", 14, after=10),
    "addressees_label": Style("Kính gửi: nhiều nơi", 14, align="left", keep_with_next=True, left=_ADDRESSED),
    "addressee": Style(
        "Nơi kính gửi", 14, align="left", after=3, left=_ADDRESSED + text_width("Kính gửi", 14)
    ),
    # II.6: legal basis italic, body 13-14 justified, at least 6 points between paragraphs.
    "legal_basis": replace(_BODY, name="Căn cứ", italic=True),
    "text": _BODY,
    "heading": replace(_BODY, name="Đề mục", bold=True, keep_with_next=True, outline=1),
    "item": replace(_BODY, name="Ý gạch đầu dòng"),
    "subitem": replace(_BODY, name="Ý dấu cộng"),
    "picture": Style("Biểu đồ", 14, before=4, after=8),
    "reference": Style("Dẫn phụ lục", 14, italic=True, after=6),
    "closing": replace(_BODY, name="Câu kết", after=12, keep_with_next=True),
    # II.7: authority and signer 13-14 bold. II.9: recipients, label 12 bold italic, list 11.
    "authority": Style("Quyền hạn, chức vụ", 14, bold=True, keep_with_next=True),
    "signer": Style("Họ tên người ký", 14, bold=True, before=76),
    "recipients_label": Style("Nơi nhận", 12, bold=True, italic=True, align="left", keep_with_next=True),
    "recipients": Style("Danh sách nơi nhận", 11, align="left"),
    # III.1: annex label 14 bold, title 13-14 bold, reference 13-14 italic.
    "annex_label": Style("Phụ lục", 14, bold=True, outline=0),
    "annex_title": Style("Tên phụ lục", 14, bold=True),
    "annex_reference": Style("Kèm theo văn bản", 14, italic=True, after=8),
    "header_cell": Style("Bảng: đầu cột", 12, bold=True),
    "name_cell": Style("Bảng: tên đơn vị", 12, align="left", before=CELL_SPACE, after=CELL_SPACE),
    "figure_cell": Style("Bảng: số liệu", 12, before=CELL_SPACE, after=CELL_SPACE),
    "strong_cell": Style("Bảng: tổng điểm", 12, bold=True, before=CELL_SPACE, after=CELL_SPACE),
    "note": Style("Ghi chú nguồn số liệu", 10, italic=True, align="left", before=4),
    # I.7: page number 13-14, Arabic, centred in the top margin, not on the first page.
    "page_number": Style("Số trang", 13),
}
_CELL_STYLES = {"name": "name_cell", "total": "strong_cell", "converted": "strong_cell"}
LINE, BETWEEN_LINES = 1.107, 0.042
"""The height of a line and the distance to the next, of its size: Times New Roman's, in which typst sets
every font.
"""
HEADING_ROOM = 20.0
"""Millimetres that a picture leaves of a page."""
_LEADING, _NARROWER, _NOTE_GAP = 1.15, 0.95, 1.5
"""Of a line of the note; of a line's width, for wider fonts; millimetres between the text and the note."""


def styles_of_tables(size: float, space: float = CELL_SPACE) -> dict[str, Style]:
    """The styles with the annex table set in ``size`` points, ``space`` around the text of a cell."""
    own = {"header_cell": 0.0, "name_cell": space, "figure_cell": space, "strong_cell": space}
    spaced = {
        key: replace(STYLES[key], size=size, before=around, after=around) for key, around in own.items()
    }
    return STYLES | spaced


def with_room_for_note(page: Page, note: str) -> Page:
    """The page with a foot that holds the note, as far from the edge as the number of the page."""
    style = STYLES["note"]
    lines = len(wrapped(printable(note), page.text_width * _NARROWER, style.size))
    height = (lines * style.size * _LEADING + style.before) * MM_PER_POINT
    return replace(page, bottom=max(page.bottom, page.header + height + _NOTE_GAP))


def picture_width(height: float) -> float:
    """The width in millimetres of a picture within the text, of this ``height`` as a share of it: that of the
    text, or less, so that a page holds it with the heading above.
    """
    room = PORTRAIT.height - PORTRAIT.top - PORTRAIT.bottom - HEADING_ROOM
    return min(PORTRAIT.text_width, room / height)


def cell_style(kind: str) -> str:
    """The style of the cells of a column that holds ``kind`` (see ``AnnexTable``)."""
    return _CELL_STYLES.get(kind, "figure_cell")


def running_text(content: ReportContent) -> list[tuple[str, str]]:
    """II.6: the text from "Kính gửi:" (II.9) to the closing, each paragraph with its style, as it is
    printed: one addressee stands on the line of the words, several below it, a legal basis on its own.
    """
    label = say("addressees")
    addressed = [("addressees", f"{label} {name}") for name in content.addressees]
    if len(addressed) > 1:
        lines = [("addressee", f"- {name}") for name in _ended(content.addressees)]
        addressed = [("addressees_label", label), *lines]
    return [
        *addressed,
        *(("legal_basis", text) for text in _ended(content.legal_basis)),
        ("text", content.opening),
        *((paragraph.kind, paragraph.marked) for paragraph in content.body),
        ("closing", content.closing),
    ]


def recipient_lines(content: ReportContent) -> list[str]:
    """II.9: each recipient behind a dash and before a semicolon, the last one before a full stop."""
    return [f"- {name}" for name in _ended(content.recipients)]


def _ended(lines: Sequence[str]) -> list[str]:
    """Lines that each end in a semicolon, the last in a full stop, however they were typed."""
    return [f"{line.rstrip(' ;.')}{'.' if at == len(lines) else ';'}" for at, line in enumerate(lines, 1)]
