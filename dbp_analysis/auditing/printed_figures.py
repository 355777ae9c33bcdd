"""What the printed table says of units, as far as rounded points can: each may be a little more or less."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.claims import Claim
from dbp_analysis.auditing.named_units import NamedUnits
from dbp_analysis.common.numbers import EXACT_DECIMALS
from dbp_analysis.scoring.score import earned
from dbp_analysis.settings.scheme import Indicator, Scheme


@dataclass(frozen=True, eq=False)
class PrintedFigures:
    """The rows of the table by unit: its code, or its printed name where it has none."""

    annex: Annex

    @property
    def scheme(self) -> Scheme:
        """The scheme that the table was taken for."""
        return self.annex.scheme

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each unit."""
        texts, codes = self.annex.texts["unit"], self.annex.values["unit"]
        return {str(code or text): at for at, (code, text) in enumerate(zip(codes, texts, strict=True))}

    @cached_property
    def scored(self) -> int:
        """How many units have a total."""
        return sum(self.value(code, "total") is not None for code in self.rows)

    def column(self, about: str) -> str:
        """The column of an indicator: its own, or that of a group of which it is all; empty without one."""
        groups = [one.id for one in self.scheme.groups if [i.id for i in one.indicators] == [about]]
        return next((n for n in (about, *(f"group:{one}" for one in groups)) if n in self.annex.values), "")

    def text(self, code: str, column: str) -> str:
        """What is printed of a unit."""
        return self.annex.printed(self.rows[code], column)

    def value(self, code: str, column: str) -> Decimal | None:
        """The figure that is printed of a unit; None where none can be read."""
        return self.annex.figure(self.rows[code], column) if code in self.rows else None

    def band(self, code: str) -> str:
        """The band that is printed of a unit; empty where none can be read."""
        return (
            str(self.annex.values["band"].iat[self.rows[code]] or "") if "band" in self.annex.values else ""
        )

    def half(self, column: str) -> Decimal:
        """By how much a printed figure may differ from what it was rounded from."""
        return Decimal(1).scaleb(-self.annex.decimals[column]) / 2

    def at_maximum(self, code: str) -> tuple[int, int] | None:
        """How many indicators have all their points, to the last digit of the maximum and as it would be
        rounded; None where some are not printed.
        """
        columns = [(self.column(one.id), Decimal(str(one.maximum))) for one in self.scheme.indicators]
        if not all(column for column, _ in columns):
            return None
        printed = [(self.value(code, column), maximum, self.half(column)) for column, maximum in columns]
        away = [(abs(value - most), half) for value, most, half in printed if value is not None]
        return sum(not by for by, _ in away), sum(by <= half for by, half in away)

    def indicator(self, about: str) -> Indicator | None:
        """The indicator of an id."""
        return next((one for one in self.scheme.indicators if one.id == about), None)

    def earns(self, about: str, ratio: float) -> Decimal | None:
        """The points of a ratio; None where the scheme has no rule for one."""
        indicator = self.indicator(about)
        if indicator is None or not indicator.is_counted:
            return None
        points = earned(indicator, np.array([ratio]), np.array([1.0]), self.scheme)
        return Decimal(str(round(float(points[0]), EXACT_DECIMALS)))

    def expected(self, claim: Claim) -> dict[str, bool | None]:
        """Whether each unit belongs to a list: certainly, certainly not, or (None) as far as the print says.
        Empty where the table says nothing of the list.
        """
        if claim.kind == "band" and "band" in self.annex.values:
            return {code: self.band(code) == claim.band if self.band(code) else None for code in self.rows}
        columns = [self.column(about) for about in claim.about]
        if claim.kind not in ("none", "done", "low", "below") or not columns or not all(columns):
            return {}
        answers = {code: {self._holds(claim, about, code) for about in claim.about} for code in self.rows}
        return {
            code: next(one for one in (False, None, True) if one in all_) for code, all_ in answers.items()
        }

    def _holds(self, claim: Claim, about: str, code: str) -> bool | None:
        column = self.column(about)
        value, half = self.value(code, column), self.half(column)
        if value is None:
            return None
        some = value > half
        if claim.kind in ("none", "done"):  # nothing in print may be a little
            return (claim.kind == "done") if some else None
        limit = self._limit(about, claim.share if claim.kind == "below" else self._low(about))
        if limit is None or value - half >= limit:
            return None if limit is None else False
        indicator = self.indicator(about)
        none_arose = value == 0 and indicator is not None and indicator.no_cases != "full"
        return True if value + half <= limit and not none_arose and (some or claim.kind == "below") else None

    def _low(self, about: str) -> float | None:
        """Below which ratio the scheme calls an indicator low."""
        return max(
            (one.below for one in self.scheme.findings if about in one.indicators and one.below), default=None
        )

    def _limit(self, about: str, share: float | None) -> Decimal | None:
        """What a ratio earns, where fewer points are a lower ratio and the other way round; else None."""
        one = self.indicator(about)
        if (
            share is None
            or one is None
            or one.steps
            or one.direction != "rising"
            or share > (one.full_from or 0)
        ):
            return None
        return self.earns(about, share)


def named_units(annex: Annex | None, register: pd.DataFrame | None, damaged: bool) -> NamedUnits:
    """The names to look for: those of the register, and of the table where it has no such unit."""
    labels = {} if register is None else register["unit_label"].to_dict()
    names = {str(code): str(label) for code, label in labels.items()}
    if annex is not None:
        codes, texts = annex.values["unit"], annex.texts["unit"]
        names |= {str(text): str(text) for code, text in zip(codes, texts, strict=True) if not code}
    return NamedUnits(names, damaged)
