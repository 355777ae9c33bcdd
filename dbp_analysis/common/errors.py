"""What can go wrong, as typed values: every message says what happened, where, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dbp_analysis.common.texts import visible

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the data, in Vietnamese, as the analyst reads it.

    ``check`` is the id of the check that found it, ``what`` the finding, ``remedy`` the next step;
    ``file``, ``sheet``, ``row`` (1-based, as a spreadsheet shows it) and ``column`` (its letter, or
    a TOML key) say where. A place that does not apply stays empty. What they quote of files is made visible
    here, so that it is harmless wherever a problem is shown.
    """

    check: str
    what: str
    remedy: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        for name in ("what", "remedy", "file", "sheet", "column"):
            object.__setattr__(self, name, visible(getattr(self, name)))

    @property
    def where(self) -> str:
        """The place, from the file down to the column: ``tệp a.xlsx, trang Sheet1, dòng 3, cột C``."""
        parts = (
            ("tệp", self.file),
            ("trang", self.sheet),
            ("dòng", self.row),
            ("cột" if self.sheet or self.row else "mục", self.column),
        )
        return ", ".join(f"{label} {value}" for label, value in parts if value not in ("", None))

    def __str__(self) -> str:
        return told(self.what, self.where, self.remedy)


def told(what: str, where: str, remedy: str) -> str:
    """A problem as the user reads it: a line of what happened, one of where, one of what to do."""
    place = f"\n  Ở đâu: {where}" if where else ""
    return f"{what}{place}\n  Cách xử lý: {remedy}"


class DbpError(Exception):
    """Any failure the user can act on; ``exit_code`` is what the command line returns for it."""

    exit_code = 1


class WrongUse(DbpError):
    """The request itself is wrong: an unknown publication, a malformed month, no data for it."""

    exit_code = 2


class DataRejected(DbpError):
    """The data, or a file that describes it, cannot be used; ``problems`` lists every reason."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["DataRejected"], tuple[tuple[Problem, ...]]]:
        """So that it arrives from a child process with its problems."""
        return type(self), (self.problems,)


class RunFailed(DbpError):
    """The run itself broke: a notebook cell failed, the kernel died, an output is missing."""
