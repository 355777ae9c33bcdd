"""What can go wrong, as typed values: every message says what happened, where, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from dbp_analysis.common.texts import visible

Severity = Literal["error", "warning"]

MOST_PLACES = 5
"""Of more places with the same problem so many are named, the rest counted."""
_MOST_PASTED = 12
# What differs where the same is said of many places: what is quoted, and figures.
_PARTICULAR = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d.,]*")


@dataclass(frozen=True)
class Mend:
    """A cell that says ``said``, and between which figures it would have to lie for a contradiction to end;
    ``unit`` is the code of its row, ``count`` the id of its column.
    """

    file: str
    sheet: str
    row: int
    column: str
    unit: str
    count: str
    said: float
    least: float
    most: float


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the data, in Vietnamese, as the analyst reads it.

    ``check`` is the id of the check that found it, ``what`` the finding, ``remedy`` the next step;
    ``file``, ``sheet``, ``row`` (1-based, as a spreadsheet shows it) and ``column`` (its letter, or
    a TOML key) say where. A place that does not apply stays empty. What they quote of files is made visible
    here, so that it is harmless wherever a problem is shown.

    ``kind`` tells problems apart that read alike; ``subject`` is the name of what is missing or not known,
    ``meant`` the names of what it may have meant or is in conflict with; ``mends`` are the cells that a
    contradiction may lie in; ``paste`` are lines for a settings file. Where problems are told by their
    causes, ``alike`` holds those that say the same of other places, ``follows`` those that come from this
    one, and ``then`` tells them.
    """

    check: str
    what: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    severity: Severity = "error"
    kind: str = ""
    subject: str = ""
    meant: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = field(default=(), repr=False)
    paste: tuple[str, ...] = ()
    alike: tuple["Problem", ...] = ()
    follows: tuple["Problem", ...] = ()
    then: str = ""

    def __post_init__(self) -> None:
        for name in ("what", "remedy", "file", "sheet", "column", "subject", "then"):
            object.__setattr__(self, name, visible(getattr(self, name)))
        object.__setattr__(self, "paste", tuple(map(visible, self.paste)))

    @property
    def where(self) -> str:
        """The place, from the file down to the column: ``tệp a.xlsx, trang Sheet1, dòng 3, cột C``."""
        return _place(self.file, self.sheet, self.row, self.column)

    def __str__(self) -> str:
        more = [f"  Cũng vậy ở {len(self.alike)} chỗ nữa: {self._places()}."] * bool(self.alike)
        then = [f"  {self.then}"] * bool(self.then)
        lines = told(self.what, self.where, self.remedy).split("\n")
        paste = [*self.paste[:_MOST_PASTED], f"… và {len(self.paste) - _MOST_PASTED} dòng nữa"]
        paste = list(self.paste) if len(self.paste) <= _MOST_PASTED else paste
        return "\n".join([*lines[:-1], *more, *then, lines[-1], *(f"    {line}" for line in paste)])

    def _places(self) -> str:
        """The first of the places that the same is said of, without what they share with this one."""
        more = len(self.alike) - MOST_PLACES
        named = (
            one.subject if one.subject and not one.row else self.beside(one)
            for one in self.alike[:MOST_PLACES]
        )
        return "; ".join(named) + f" và {more} chỗ khác" * (more > 0)

    def beside(self, other: "Problem") -> str:
        """The place of another problem, and what it is about, without what the two places share."""
        file = other.file if other.file != self.file else ""
        sheet = other.sheet if file or other.sheet != self.sheet else ""
        row = other.row if file or sheet or other.row != self.row or not other.column else None
        place = _place(file, sheet, row, other.column, in_table=bool(other.sheet or other.row))
        return f"{place} ({other.subject})" if other.subject else place

    @property
    def _said(self) -> tuple[str, ...]:
        """What problems have in common that say the same of several places."""
        said = self.kind or (_PARTICULAR.sub("", self.what) if self.row or self.column else self.what)
        if self.subject and not self.kind:
            said = self.what.partition(self.subject)[0]
        return (self.check, self.severity, self.file, self.sheet, self.remedy, said)


def _place(file: str, sheet: str, row: int | None, column: str, *, in_table: bool = False) -> str:
    in_table = in_table or bool(sheet or row)
    parts = (("tệp", file), ("trang", sheet), ("dòng", row), ("cột" if in_table else "mục", column))
    return ", ".join(f"{label} {value}" for label, value in parts if value not in ("", None))


def told(what: str, where: str, remedy: str) -> str:
    """A problem as the user reads it: a line of what happened, one of where, one of what to do."""
    place = f"\n  Ở đâu: {where}" if where else ""
    return f"{what}{place}\n  Cách xử lý: {remedy}"


def once_each(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The same problem in many places of a file or a sheet as one, with all the others in it."""
    kinds: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem._said, []).append(problem)
    return tuple(_one(first, others) for first, *others in kinds.values())


def _one(first: Problem, others: Sequence[Problem]) -> Problem:
    """``first`` with others of its kind. Lines to paste are those of each where they are about names, else of
    the first: the others are written alike.
    """
    if not others:
        return first
    paste = [line for one in (first, *others) for line in one.paste] if first.subject else first.paste
    follows = [consequence for one in (first, *others) for consequence in one.follows]
    alike = tuple(replace(one, follows=(), paste=()) if one.follows or one.paste else one for one in others)
    return replace(first, alike=alike, follows=tuple(follows), paste=tuple(paste))


class DbpError(Exception):
    """Any failure the user can act on; ``exit_code`` is what the command line returns for it."""

    exit_code = 1


class WrongUse(DbpError):
    """The request itself is wrong: an unknown publication, a malformed month, no data for it."""

    exit_code = 2


class DataRejected(DbpError):
    """The data, or a file that describes it, cannot be used; ``problems`` lists every reason, ``causes`` the
    same as they are told: by their causes, where these are known.
    """

    exit_code = 3

    def __init__(self, problems: Sequence[Problem], causes: Sequence[Problem] | None = None) -> None:
        self.problems = tuple(problems)
        self.causes = once_each(problems) if causes is None else tuple(causes)
        super().__init__("\n".join(map(str, self.causes)))

    def __reduce__(self) -> tuple[type["DataRejected"], tuple[tuple[Problem, ...], tuple[Problem, ...]]]:
        """So that it arrives from a child process with its problems."""
        return type(self), (self.problems, self.causes)


class RunFailed(DbpError):
    """The run itself broke: a notebook cell failed, the kernel died, an output is missing."""
