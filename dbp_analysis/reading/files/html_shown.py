"""What a browser shows of a page: which elements are hidden, which digits are marks, what stands above."""

import re
from collections.abc import Mapping

_VOID = frozenset(("br", "wbr", "img", "input", "hr", "col", "link", "meta"))
_NEVER_SHOWN = frozenset(("script", "style"))
_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What is raised, lowered or struck out beside a figure must not become more digits of it.
MARKS = {"sup": "^", "sub": "_", "del": "~", "s": "~", "strike": "~"}
# What one may choose or click says nothing of the tables.
_CONTROLS = frozenset(("title", "select", "button", "a", "textarea"))
_LONGEST = 4_000
HEADING_WIDTH = 2
"""Cells that a row of a table which only is a heading may have: issuer and motto, label and month."""


class Hidden:
    """Whether the parser is in an element that is not shown: in the first such one, until it ends."""

    def __init__(self) -> None:
        self._tag = ""
        self._depth = 0

    def __bool__(self) -> bool:
        return bool(self._tag)

    @property
    def is_code(self) -> bool:
        """Whether that is a script or a style, which a page that is cut off may end in."""
        return self._tag in _NEVER_SHOWN

    def start(self, tag: str, attributes: Mapping[str, str | None], *, in_cell: bool) -> None:
        """Take note of an element; whole tables may be hidden until one chooses them, and are read."""
        if self._tag:
            self._depth += tag == self._tag
        elif tag in _NEVER_SHOWN or (in_cell and tag not in _VOID and _is_hidden(attributes)):
            self._tag, self._depth = tag, 1

    def end(self, tag: str) -> None:
        """Take note of the end of an element."""
        if tag == self._tag:
            self._depth -= 1
            self._tag = self._tag if self._depth else ""

    def end_cell(self) -> None:
        """An element that is never closed ends with its cell."""
        self._tag = self._tag if self.is_code else ""


class Above:
    """The text of a page since the last table that is more than its heading."""

    def __init__(self) -> None:
        self.text = ""
        self._control = ""

    def start(self, tag: str) -> None:
        """Take note of an element."""
        if not self._control and tag in _CONTROLS:
            self._control = tag

    def end(self, tag: str) -> None:
        """Take note of the end of an element."""
        self._control = "" if tag == self._control else self._control

    def say(self, text: str) -> None:
        """Add a text."""
        if not self._control:
            self.text = (self.text + text)[-_LONGEST:]

    def end_table(self, filled: int) -> None:
        """A table with more cells in a row is the data itself: what stood above it is not above the next."""
        self.text = self.text if filled <= HEADING_WIDTH else ""


def _is_hidden(attributes: Mapping[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_STYLE.search(attributes.get("style") or ""))
