"""Which fonts a PDF may use on this machine, which it really has, and what the reader should know."""

import json
import re
from collections.abc import Sequence
from functools import cache

import typst

from dbp_analysis.charts import Chart
from dbp_analysis.charts.style import FONT as CHART_FONT
from dbp_analysis.charts.style import REPLACEMENT
from dbp_analysis.publishing.form import FONT

STACK = (FONT, "Liberation Serif", "Libertinus Serif")
"""The decree's font, one with the same widths, and the one that typst brings along."""
_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
    chr(code) for code in (*range(0x1EA0, 0x1EFA), 0x129, 0x169, 0x128, 0x168)
)
_PROBE = b"""#let data = json(bytes(sys.inputs.data))
#set text(font: data.fonts)
#for (weight, style) in (("regular", "normal"), ("bold", "normal"), ("regular", "italic")) {
  text(weight: weight, style: style, data.letters)
}"""
_COMMON = {
    *map(chr, range(0x20, 0x250)),
    *map(chr, range(0x1E00, 0x1F00)),
    *"–—‘’“”…•×\u0300\u0301\u0303\u0309\u0323",
}
_GLYPHS = b"""#let data = json(bytes(sys.inputs.data))
#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: data.fonts)
#data.letters"""
_BASE_FONT = re.compile(rb"/BaseFont\s*/([^\s/<>\[\]()]+)")


@cache
def available_fonts() -> typst.Fonts:
    """The fonts of the machine and those of typst, searched once a process."""
    return typst.Fonts()


@cache
def font_stack(fonts: typst.Fonts) -> tuple[str, ...]:
    """The fonts of the form that are there and have every Vietnamese letter, the best first. One that
    lacks some (Liberation Serif 1.07) would print words in two fonts, so it is left out.
    """
    families = set(fonts.families())
    *better, last = STACK
    return (*(name for name in better if name in families and _is_complete(name, last, fonts)), last)


def embedded_families(pdf: bytes, fonts: typst.Fonts) -> tuple[str, ...]:
    """The families whose letters are in ``pdf``, read from the PDF itself: typst writes each font's name
    in plain text, as ``ABCDEF+LiberationSerif-Bold``.
    """
    names = {name.decode("ascii", "replace").partition("+")[2] for name in _BASE_FONT.findall(pdf)}
    return tuple(sorted({_family(name, fonts.families()) for name in names if name}))


def undrawn_characters(text: str, stack: Sequence[str], fonts: typst.Fonts) -> str:
    """The characters of ``text`` that no font of the machine has, printed as empty boxes. Only those
    beyond the Latin letters are tried, one by one: PDF/A refuses a text that has such a box.
    """
    unusual = sorted(set(text) - _COMMON)
    return "".join(character for character in unusual if not _is_drawn(character, stack, fonts))


def font_warnings(
    name: str, embedded: Sequence[str], stack: Sequence[str], undrawn: str = ""
) -> tuple[str, ...]:
    """What the analyst should know about the fonts of the PDF ``name``. Only the report is an official
    document, which must be in Times New Roman.
    """
    warnings = []
    if name == "report" and stack[0] != FONT:
        warnings.append(
            f"Máy này không có phông {FONT} đủ chữ tiếng Việt mà Nghị định 30/2020/NĐ-CP yêu cầu; "
            f"tệp PDF của báo cáo dùng {stack[0]}. Để đúng phông, mở tệp .docx bằng Word và lưu thành "
            f"PDF, hoặc cài phông {FONT} rồi chạy lại."
        )
    if others := [family for family in embedded if family != stack[0]]:
        warnings.append(
            f"Một số ký tự trong tệp PDF không có trong phông {stack[0]}, được in bằng "
            f"{', '.join(others)}. Xem lại các ký tự lạ trong tên đơn vị và lời văn."
        )
    if undrawn:
        warnings.append(
            f"Không phông nào trên máy có các ký tự {' '.join(undrawn)}; tệp PDF in chúng thành ô trống. "
            "Sửa các ký tự này trong tên đơn vị hoặc lời văn."
        )
    return tuple(warnings)


def chart_warnings(charts: Sequence[Chart]) -> tuple[str, ...]:
    """What the analyst should know about the letters of charts; nothing when all are drawn."""
    undrawn = "".join(sorted({letter for chart in charts for letter in chart.undrawn}))
    if not undrawn:
        return ()
    return (
        f"Phông {CHART_FONT} của biểu đồ không có các ký tự {' '.join(undrawn)}; biểu đồ vẽ chúng thành dấu "
        f"{REPLACEMENT}. Sửa các ký tự này trong tên đơn vị hoặc lời văn.",
    )


def _is_complete(family: str, spare: str, fonts: typst.Fonts) -> bool:
    """Whether no Vietnamese letter of ``family`` had to be borrowed from ``spare``."""
    values = json.dumps({"fonts": [family, spare], "letters": _LETTERS})
    probe = typst.compile(_PROBE, font_paths=fonts, sys_inputs={"data": values}, format="pdf")
    return spare not in embedded_families(probe, fonts)


def _is_drawn(character: str, stack: Sequence[str], fonts: typst.Fonts) -> bool:
    values = json.dumps({"fonts": list(stack), "letters": character})
    try:
        typst.compile(
            _GLYPHS, font_paths=fonts, sys_inputs={"data": values}, format="pdf", pdf_standards="a-2b"
        )
    except typst.TypstError:
        return False
    return True


def _family(postscript_name: str, families: Sequence[str]) -> str:
    """``TimesNewRomanPS-BoldMT`` → ``Times New Roman``: the longest family the name begins with."""
    begins = [family for family in families if postscript_name.startswith(family.replace(" ", ""))]
    return max(begins, key=len, default=postscript_name)
