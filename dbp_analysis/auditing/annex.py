"""The annex (phụ lục) of a published report: its table of scores, as printed and as figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import pandas as pd

from dbp_analysis.auditing.figures import Interval, decimals_of, stands_for
from dbp_analysis.settings.adjustment import LIMIT
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")


@dataclass(frozen=True, eq=False)
class Annex:
    """The table of scores, one row a unit in printed order.

    - ``scheme``: what it was taken for
    - ``texts``: strings as printed; columns ``unit``, and where they are printed ``rank``, ``total``,
      ``converted``, ``band``, the id of an indicator or adjustment, a group's ``group:ID``, and
      ``ID.numerator``, ``ID.denominator``, ``ID.ratio``, and ``count:ID`` of the scheme's counts
    - ``values``: the same shape; ``decimal.Decimal`` for a figure (a ratio from 0 to 1), None where none can
      be read; ``unit`` the unit_code of the register, ``band`` the band's name, None where not recognised
    - ``heads``: what each column is headed with
    - ``decimals``: to how many a column is printed, as far as that can be seen
    - ``damaged``: its digits come from a scan; ``repaired``: the cells, by row and column, of which a lost
      mark or digit was restored by arithmetic
    - ``listed``: whether the units stand one a row of the file
    """

    scheme: Scheme
    texts: pd.DataFrame
    values: pd.DataFrame
    heads: Mapping[str, str]
    decimals: Mapping[str, int]
    place: str
    damaged: bool = False
    repaired: frozenset[tuple[int, str]] = frozenset()
    listed: bool = True

    def at(self, row: int, column: str) -> str:
        """A cell in words: "phụ lục, dòng 3 (UBND xã Thanh Minh), cột Tổng điểm"."""
        unit, head = self.texts["unit"].iat[row], self.heads[column]
        if not self.listed:
            return say("at_unit", place=self.place, unit=unit, column=head)
        return say("at", place=self.place, row=row + 1, unit=unit, column=head)

    def unit(self, row: int) -> str:
        """The code of a row's unit; empty where it is not in the register."""
        return str(self.values["unit"].iat[row] or "")

    def figure(self, row: int, column: str) -> Decimal | None:
        """The figure of a cell; None where there is none, or no such column."""
        return self._figures[column][row] if column in self._figures else None

    @cached_property
    def _figures(self) -> dict[str, list[Decimal | None]]:
        return {name: self.values[name].tolist() for name in self.decimals}

    def is_blank(self, row: int, column: str) -> bool:
        """Whether a cell says that there is no figure: nothing, a dash, words."""
        return column in self.texts and not any(map(str.isdigit, self.printed(row, column)))

    def interval(self, row: int, column: str) -> Interval | None:
        """The values that a printed figure may stand for: points that are rounded to that are exact."""
        value = self.figure(row, column)
        if value is None:
            return None
        own, printed = decimals_of(value), self.decimals[column]
        if self.damaged and 0 < own < printed:  # rounded, or cut off by the scan
            low, _ = stands_for(value, own)
            return Interval(low, Fraction(value) + Fraction(1, 10**own))
        decimals = max(own, printed)
        rounded = self.scheme.rounding.indicator
        exact = column not in self._unrounded and rounded is not None and decimals >= rounded
        return stands_for(value, decimals, exact=exact)

    @cached_property
    def _unrounded(self) -> set[str]:
        """What a scheme that rounds points does not round: bonuses, deductions, fixed points, and totals."""
        fixed = {i.id for i in self.scheme.indicators if i.constant is not None}
        return {"total", "converted", LIMIT} | fixed | {one.id for one in self.scheme.adjustments}

    def printed(self, row: int, column: str) -> str:
        """A cell as it is quoted."""
        return str(self.texts[column].iat[row])
