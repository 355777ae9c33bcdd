"""A finding of an audit: what a report says, and what follows from other figures of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, SupportsFloat

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.common.numbers import in_full
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")

Sure = Literal["certain", "likely", "possible"]


@dataclass(frozen=True)
class Finding:
    """One contradiction. ``kind`` is a key of the table ``kind`` in ``data/wording/audit.toml``; ``said`` is
    what stands at ``place``, ``follows`` what should or could stand there, both in Vietnamese; ``unit`` is
    the code of the unit that it is about, ``column`` the column of the annex.
    """

    kind: str
    place: str
    said: str
    follows: str
    sure: Sure
    unit: str = ""
    column: str = ""


def cell_finding(
    kind: str, annex: Annex, row: int, column: str, follows: str, sure: Sure = "certain"
) -> Finding:
    """A finding about a cell of an annex: what stands there, of which unit and column."""
    text = annex.printed(row, column)
    said = say("table.said", unit=annex.printed(row, "unit"), column=annex.heads[column], text=text)
    return Finding(kind, annex.at(row, column), said, follows, sure, annex.unit(row), column)


def told(values: Iterable[SupportsFloat]) -> str:
    """The lowest and the highest of values, for a reader."""
    rounded = sorted({round(float(value), 4) for value in values})
    low, high = in_full(rounded[0]), in_full(rounded[-1])
    return low if low == high else say("table.between", least=low, most=high)
