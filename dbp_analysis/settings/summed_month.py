"""The settings of a period that is scored on its months."""

import datetime

from dbp_analysis.common.periods import period_text
from dbp_analysis.settings.month_file import Month


class SummedMonth(Month):
    """``covered`` says how much of the period there is ("mới có 02/03 tháng"), empty where it is all there;
    ``until`` is the last day that there is.
    """

    covered: str = ""
    until: datetime.date

    def days(self, month: str) -> str:
        """The period, marked where it is incomplete or not over yet."""
        return ", ".join(filter(None, (period_text(month), self.covered)))

    def last_day(self, month: str) -> datetime.date:
        """The last day that there are figures of."""
        return self.until
