"""A moment as people type and read it: until when what happened is seen, that moment included."""

import datetime
from dataclasses import dataclass

from dbp_analysis.common.errors import WrongUse

_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_MOMENTS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M")
_SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True, order=True)
class Moment:
    """``end`` is the first second that is no more seen: midnight after a whole day."""

    end: datetime.datetime

    @property
    def day(self) -> datetime.date:
        """The last day of which something is seen."""
        return (self.end - _SECOND).date()

    @property
    def month(self) -> str:
        """The month that is open then."""
        return self.day.isoformat()[:7]  # strftime pads no years on Linux

    @property
    def text(self) -> str:
        """``hết ngày 28/11/2026``, ``10 giờ 30 ngày 28/11/2026``."""
        if self.end.time() == datetime.time():
            return f"hết ngày {self.day:%d/%m/%Y}"
        last = self.end - _SECOND
        return f"{last:%H} giờ {last:%M} ngày {self.day:%d/%m/%Y}"

    @property
    def id(self) -> str:
        """As files are named: ``2026-11-28``, ``2026-11-28-10h30``."""
        whole = self.end.time() == datetime.time()
        return f"{self.day}" if whole else f"{self.end - _SECOND:%Y-%m-%d-%Hh%M}"


def end_of(day: datetime.date) -> Moment:
    """A whole day."""
    return Moment(datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time()))


def moment_at(last: datetime.datetime) -> Moment:
    """What happened until ``last``, to the second."""
    return Moment(last.replace(microsecond=0) + _SECOND)


def typed_moment(text: str, option: str) -> Moment:
    """A day, or a day and a minute, as people write them; raise ``WrongUse`` naming the ``option``."""
    for shapes, made in ((_DAYS, lambda found: end_of(found.date())), (_MOMENTS, moment_at)):
        for shape in shapes:
            try:
                return made(datetime.datetime.strptime(text.strip(), shape))
            except (ValueError, OverflowError):
                continue
    raise WrongUse(
        f"{option} {text!r} không phải một ngày hoặc một thời điểm.\n"
        '  Cách xử lý: ghi NĂM-THÁNG-NGÀY, có thể thêm giờ: 2026-11-28 hoặc "2026-11-28 10:30".'
    )
