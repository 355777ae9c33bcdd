"""Sentences as templates with plain ``{name}`` placeholders, and words as they stand in a sentence."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from string import Formatter

from dbp_analysis.common.numbers import concise

_MARKUP = re.compile(r"[\\`*_\[\]<>&#|$]")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def check_placeholders(template: str, allowed: AbstractSet[str]) -> None:
    """Raise ``ValueError`` unless every placeholder of ``template`` is a plain name in ``allowed``.

    Plain names only: a template is text from a file, so ``{a.b}``, ``{a[0]}`` and formats are refused.
    """
    try:
        fields = [(name, spec, how) for _, name, spec, how in Formatter().parse(template) if name is not None]
    except ValueError as error:
        raise ValueError(f"mẫu câu viết sai dấu ngoặc nhọn ({error}): {template!r}") from None
    for name, spec, conversion in fields:
        if name not in allowed or spec or conversion:
            known = ", ".join(f"{{{n}}}" for n in sorted(allowed)) or "không có"
            raise ValueError(f"mẫu câu có chỗ điền lạ {{{name}}}; chỗ điền được dùng: {known}")


def fill(template: str, **values: str) -> str:
    """``template`` with its placeholders replaced; the values are inserted as they are."""
    return template.format_map(values)


def printable(text: str) -> str:
    """``text`` on one line, without the control characters and half letters that no output can hold."""
    return _UNPRINTABLE.sub(" ", text)


def capitalised(text: str) -> str:
    """``text`` starting with a capital letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """``text`` as it stands inside a sentence: ``Nộp trực tuyến`` → ``nộp…``, but ``PAKN …`` stays."""
    return text if text[:2].isupper() and not text[1:2].isspace() else text[:1].lower() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Names as the reports list them: separated by commas."""
    return ", ".join(names)


def markdown_text(text: str) -> str:
    """``text`` as one line of Markdown that reads as it stands: nothing in it is markup or a formula."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.splitlines()))


def band_limits(
    lower: float, upper: float | None, *, strict: bool = False, upper_strict: bool = False
) -> str:
    """The scores of a band in words: ``từ 8 đến dưới 9``; ``strict``: its lower limit is not enough, and
    ``upper_strict``: the upper one is not enough for the next band: ``trên 8 đến 9``.
    """
    below = "" if upper is None else f"{'đến' if upper_strict else 'đến dưới'} {concise(upper)}"
    if not lower and not strict and below:
        return below.removeprefix("đến ") if not upper_strict else below
    return f"{'trên' if strict else 'từ'} {concise(lower)} {below}".rstrip()
