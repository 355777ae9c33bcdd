"""What is written of one month: its days, where its figures come from, by which scheme it is scored."""

import datetime
from collections.abc import Iterator, Sequence
from os.path import lexists
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.moments import Moment, end_of
from dbp_analysis.common.periods import first_day, kind_of, last_day, period_text, year_to_date_text
from dbp_analysis.common.stated_periods import year_to_date_range
from dbp_analysis.settings.config import Config, Identifier, load_toml
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.scheme import Scheme


class Month(Config):
    """``data/<publication>/<month>/month.toml``, which may be missing: official figures, no remarks.

    ``provenance`` other than official needs a ``note``, shown wherever the figures are. ``scheme``
    replaces the publication's for this month; ``signed_on`` fills the report's date. ``year_to_date`` is
    the last day counted where the figures run from the first of January, not over the month alone.
    ``units_covered`` states how many units the source shows for a layout that need not hold all.
    """

    provenance: Literal["official", "reconstructed", "synthetic", "scenario"] = "official"
    note: str = ""
    scheme: Identifier | None = None
    signed_on: datetime.date | None = None
    year_to_date: datetime.date | None = None
    units_covered: dict[Identifier, Annotated[int, Field(ge=0, strict=True)]] = Field(default_factory=dict)

    def period(self, month: str) -> str:
        """The period of the figures, as titles bear it; that of a scenario says that it is one."""
        period = self.days(month)
        return f"{period} (kịch bản giả định)" if self.provenance == "scenario" else period

    def days(self, month: str) -> str:
        """The days of the figures in words: the period, or the year to date."""
        return year_to_date_text(self.year_to_date) if self.year_to_date else period_text(month)

    def last_day(self, month: str) -> datetime.date:
        """The last day that the figures count."""
        return self.year_to_date or last_day(month)

    def stated_period(self, month: str) -> str:
        """The period as :func:`~dbp_analysis.common.stated_periods.stated_periods` finds it in an export."""
        return year_to_date_range(self.year_to_date) if self.year_to_date else month

    @model_validator(mode="after")
    def _explains_itself(self) -> Self:
        if self.provenance != "official" and not self.note:
            raise ValueError("số liệu không phải chính thức thì cần note nói rõ nguồn gốc")
        return self


class OpenMonth(Month):
    """A month whose figures are provisional: they count until ``until``, a moment that is no more of it;
    ``newest`` is the newest that its registers know of.
    """

    until: datetime.datetime
    newest: datetime.datetime

    def days(self, month: str) -> str:
        """The days of the figures, marked as provisional."""
        moment = Moment(self.until)
        days = year_to_date_text(moment.day) if self.year_to_date else period_text(month)
        return f"{days}, tạm tính đến {moment.text}"

    def last_day(self, month: str) -> datetime.date:
        """The last day of which something is counted."""
        return Moment(self.until).day

    def is_over(self, month: str) -> bool:
        """Whether the moment is the month's own end, at which it counts as it does once it is closed."""
        return self.until >= end_of(last_day(month)).end


def period_problems(publication: Publication, settings: Month, month: str) -> Iterator[Problem]:
    """What is wrong with the last day counted, where figures run from the first of January."""
    day, key = settings.year_to_date, "year_to_date"
    remedy = f"Ghi year_to_date = NĂM-THÁNG-NGÀY: ngày cuối cùng mà số liệu {period_text(month)} tính đến."
    if publication.year_to_date and day is None and kind_of(month) == "month":
        what = "Báo cáo này dùng số liệu lũy kế từ đầu năm, nhưng kỳ không ghi lũy kế đến ngày nào."
        yield Problem("period", what, remedy, "month.toml", column=key)
    elif day is not None and not first_day(month) <= day <= last_day(month):
        what = f"Kỳ ghi số liệu {year_to_date_text(day)}, không phải một ngày của {period_text(month)}."
        yield Problem("period", what, remedy, "month.toml", column=key, severity="warning")


def scheme_problems(scheme: Scheme, month: str) -> Iterator[Problem]:
    """A warning where the month is scored by a scheme that does not hold on its last day."""
    if not scheme.holds_on(last_day(month)):
        what = f"Bộ chỉ số {scheme.id} có hiệu lực {scheme.validity}, không phải cuối {period_text(month)}."
        remedy = "Ghi bộ chỉ số đang có hiệu lực vào mục scheme, hoặc sửa valid_from, valid_to cho đúng."
        yield Problem("period", what, remedy, f"{scheme.id}.toml", severity="warning")


def scheme_that_holds(schemes: Sequence[Scheme], month: str) -> Scheme:
    """The only one of several versions that holds on the last day of a month, or the only one there is.

    Raise ``DataRejected`` naming the versions where none or several hold.
    """
    holding = [one for one in schemes if one.holds_on(last_day(month))] if len(schemes) > 1 else schemes
    if len(holding) == 1:
        return holding[0]
    found = "nhiều bộ chỉ số cùng có hiệu lực" if holding else "không bộ chỉ số nào có hiệu lực"
    told = "; ".join(f"{one.id} ({one.validity or 'không giới hạn'})" for one in holding or schemes)
    what = f"Ngày cuối {period_text(month)}: {found}: {told}."
    remedy = "Sửa valid_from, valid_to trong tệp bộ chỉ số để mỗi ngày chỉ một bộ có hiệu lực."
    raise DataRejected([Problem("config", what, remedy, "publication.toml", column="scheme")])


def load_month(path: Path, noted: Noted = unnoted) -> Month:
    """Read a ``month.toml``, or the default where there is none; raise ``DataRejected``."""
    return load_toml(path, Month, noted) if lexists(path) else Month()
