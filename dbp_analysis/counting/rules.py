"""A counting rule (quy tắc tính): how single dossiers become counts, as data."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.near import or_known
from dbp_analysis.settings.config import Config, Identifier, Text, load_named

Counted = Literal["count", "leave_out"]


class CountingRule(Config):
    """``data/rules/<id>.toml``. ``late_by`` compares days, or hours as well; ``pauses`` says in which days a
    due day moves; ``withdrawn``, ``stopped``, ``returned`` and ``waiting`` whether such dossiers count, by
    their own dates; ``same_code`` whether rows of one code are one dossier, and ``reception`` which of them
    then stands; ``carried_over`` whether dossiers of earlier years still count; ``blank_channel`` and
    ``without_due`` what a blank means.
    """

    id: Identifier
    title: Text
    source: tuple[Text, ...] = Field(min_length=1)
    inferred: tuple[Text, ...] = ()
    late_by: Literal["day", "time"] = "day"
    pauses: Literal["working_days", "calendar_days", "none"] = "working_days"
    withdrawn: Counted = "leave_out"
    stopped: Counted = "leave_out"
    returned: Counted = "count"
    waiting: Counted = "count"
    same_code: Literal["once", "each_row"] = "once"
    reception: Literal["first", "last"] = "first"
    carried_over: Literal["all", "this_year"] = "all"
    blank_channel: Literal["reject", "counter"] = "reject"
    without_due: Literal["reject", "in_time"] = "reject"

    @property
    def left_out(self) -> tuple[str, ...]:
        """The statuses whose dossiers count nowhere."""
        named = ("waiting", "withdrawn", "stopped", "returned")
        return tuple(name for name in named if getattr(self, name) == "leave_out")


def load_rule(data: Path, name: str, noted: Noted = unnoted) -> CountingRule:
    """The rule ``name`` of the data folder ``data``; raise ``WrongUse`` naming those that there are, or
    ``DataRejected`` naming each wrong key.
    """
    path = data / "rules" / f"{name}.toml"
    if not path.is_file():
        known = sorted(one.stem for one in path.parent.glob("*.toml"))
        raise WrongUse(
            f"Không có quy tắc tính {name!r}.\n  Ở đâu: {path.parent}\n"
            f"  Cách xử lý: {or_known(name, known, 'ghi một trong')}."
        )
    return load_named(path, CountingRule, name, noted)
