"""What a text that people write may hold, so that every output can hold it, and how any text is shown."""

import re
import unicodedata
from functools import lru_cache

_BREAKS = re.compile(r"[ \t\r\n\u2028\u2029]*[\t\r\n\u2028\u2029][ \t\r\n\u2028\u2029]*")
_HIDDEN, _CONTROL, _PRIVATE = "ẩn", "điều khiển", "không thuộc bảng chữ nào"
_KINDS = {"Cf": _HIDDEN, "Zl": _CONTROL, "Zp": _CONTROL, "Cc": _CONTROL, "Cs": _PRIVATE, "Co": _PRIVATE}
_HARM = {
    _HIDDEN: "có thể làm đảo hoặc sai chữ và số đứng sau",
    _CONTROL: "không in ra được",
    _PRIVATE: "mỗi máy in ra một kiểu",
}
_JOINERS = "\u200c\u200d"
"""Of the characters that show nothing, those that some scripts are spelled with."""
# What looks the same in names and headers that people and systems type; none of it tells two words apart.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"))
_LOOK_ALIKE = _INVISIBLE | str.maketrans(
    dict.fromkeys("\u2018\u2019\u00b4\u02bc\u2032`", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00d0\u0189", "Đ")
    | dict.fromkeys("\u00f0\u0256", "đ")
)
# Both placements of the tone mark are correct spelling (hòa, hoà); texts are compared in one of them.
_NEW_TONE = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_OLD_TONE = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_TONES = {
    case(new): case(old)
    for new, old in zip(_NEW_TONE, _OLD_TONE, strict=True)
    for case in (str.lower, str.capitalize, str.upper)
}
_NEW_TONES = re.compile("|".join(_TONES))
_FORMULA = tuple("=+-@＝＋－＠\t\r")


def on_one_line(text: str) -> str:
    """``text`` without blanks around it, its line breaks and tabs as single blanks."""
    return _BREAKS.sub(" ", text).strip(" \u00a0")


def seen(text: str) -> str:
    """``text`` without the characters that show nothing and turn nothing round (zero-width, soft hyphen)."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def alike(text: str) -> str:
    """``text`` in the one spelling of all that only look different: one Unicode form, one placement of the
    tone mark, one Đ, apostrophe and dash, ă for ǎ, nothing that cannot be seen, single blanks, one behind and
    none before a comma between words. Capitals stay.
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_LOOK_ALIKE)))
    breves = plain.replace("a\u030c", "a\u0306").replace("A\u030c", "A\u0306")
    toned = _NEW_TONES.sub(lambda found: _TONES[found[0]], unicodedata.normalize("NFC", breves))
    return " ".join(re.sub(r"\s*,(?=\s*[^\W\d])", ", ", toned).split())


@lru_cache(4096)  # the same few headers and labels are compared on every row
def folded(text: str) -> str:
    """A header, a label or a name as it is compared: :func:`alike`, and without regard to capitals."""
    return alike(alike(text).casefold())


def unaccented(text: str) -> str:
    """``Điện Biên`` → ``Dien Bien``, for finding what was typed without diacritics."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def unfit_in(text: str) -> str:
    """The characters of ``text`` that an output cannot hold, or shows in a way that misleads, each once.

    Controls; what shows nothing (Unicode category Cf), which may turn the figures after a name round, or make
    two names differ that look alike; and what is no letter of any script. A font may lack all others, too,
    but that is seen.
    """
    if text.isprintable():  # none of the kinds is, and most texts are
        return ""
    return "".join(sorted(character for character in set(text) if _kind(character)))


def unfit_text(found: str) -> tuple[str, str]:
    """What is wrong with a text in which :func:`unfit_in` ``found`` something, and what to do."""
    kinds: dict[str, list[str]] = {}
    for character in found:
        kinds.setdefault(_kind(character), []).append(f"U+{ord(character):04X}")
    said = (f"ký tự {kind} {', '.join(codes)}, {_HARM[kind]}" for kind, codes in kinds.items())
    return f"Có {'; '.join(said)}.", "Xóa cả đoạn chữ này rồi gõ lại bằng tay, không dán từ nơi khác."


def visible(text: str) -> str:
    r"""``text`` harmless on a terminal and in a log: what :func:`unfit_in` finds in it as ``\x1b`` or
    ``\u202e``, line breaks as ``\n``.
    """
    unfit = unfit_in(text)
    return (
        text.translate({ord(one): one.encode("unicode_escape").decode() for one in unfit}) if unfit else text
    )


def visible_lines(text: str) -> str:
    """Like :func:`visible` for a message of several lines."""
    return "\n".join(map(visible, text.split("\n")))


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet program would take a cell of a CSV file that begins like this for a formula."""
    return text.startswith(_FORMULA)


def _kind(character: str) -> str:
    """Of which kind of unfit characters it is; empty for one that may stand in a text."""
    number = ord(character)
    if number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF:  # Unicode promises never to use them
        return _PRIVATE
    return "" if character in _JOINERS else _KINDS.get(unicodedata.category(character), "")
