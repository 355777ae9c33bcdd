"""Colours as ``#rrggbb``, and the ink that can be read on them."""

import re

INKS = ("#1f2933", "#ffffff", "#000000")
"""The inks of texts, tried in this order; one of the last two can be read on every colour."""
LEAST_CONTRAST = 4.5
"""WCAG 2, level AA, for texts of any size."""


def colour(text: str) -> str:
    """``text`` in small letters; raise ``ValueError`` unless it is a colour."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise ValueError(f'màu ghi dạng "#rrggbb", ví dụ "#1b7837" (đang là {text!r})')
    return text.lower()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """The first ink that can be read on ``ground``."""
    return next(ink for ink in INKS if contrast(ink, ground) >= LEAST_CONTRAST)


def _luminance(text: str) -> float:
    shares = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
