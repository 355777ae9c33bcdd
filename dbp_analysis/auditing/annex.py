"""The annex (phụ lục) of a published report: its table of scores, as printed and as figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audit")


@dataclass(frozen=True, eq=False)
class Annex:
    """The table of scores, one row a unit in printed order.

    - ``scheme``: what it was taken for
    - ``texts``: strings as printed; columns ``unit``, and where they are printed ``rank``, ``total``,
      ``converted``, ``band``, the id of an indicator or adjustment, of a group (``group:ID``, also where only
      groups are printed), and ``ID.numerator``, ``ID.denominator``, ``ID.ratio``
    - ``values``: the same shape; ``decimal.Decimal`` for a figure (a ratio from 0 to 1), None where none can
      be read; ``unit`` the unit_code of the register, ``band`` the band's name, None where not recognised
    - ``heads``: what each column is headed with
    - ``repaired``: the cells, by row and column, whose damaged digits were restored by arithmetic
    """

    scheme: Scheme
    texts: pd.DataFrame
    values: pd.DataFrame
    heads: Mapping[str, str]
    place: str
    repaired: frozenset[tuple[int, str]] = field(default=frozenset())

    def at(self, row: int, column: str) -> str:
        """A cell in words: "phụ lục, dòng 3 (UBND xã Thanh Minh), cột Tổng điểm"."""
        unit = self.texts["unit"].iat[row]
        return say("at", place=self.place, row=row + 1, unit=unit, column=self.heads[column])
