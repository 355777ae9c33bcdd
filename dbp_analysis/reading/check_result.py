"""What one check of a month's figures looked at and found, and all of them as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dbp_analysis.common.errors import Problem
from dbp_analysis.common.html import ReaderTable


@dataclass(frozen=True)
class CheckResult:
    """What one check looked at and what it found; no problems means that it holds.

    ``unchecked`` says what of it could not be checked, in Vietnamese; ``checked`` is false where nothing
    could.
    """

    id: str
    title: str
    scope: str
    problems: tuple[Problem, ...]
    unchecked: str = ""
    checked: bool = True

    @property
    def result(self) -> Literal["passed", "problems", "not checkable"]:
        """Only what was looked at whole has passed."""
        if self.problems:
            return "problems"
        return "not checkable" if self.unchecked else "passed"

    @property
    def brief(self) -> str:
        """The result in a few words: ``đạt``, errors and warnings, or that nothing could be checked."""
        errors = sum(problem.severity == "error" for problem in self.problems)
        warnings = len(self.problems) - errors
        parts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        return ", ".join(parts) or ("đạt" if self.checked else "không kiểm tra được")

    @property
    def verdict(self) -> str:
        """The result, and what could not be checked."""
        if not self.unchecked:
            return self.brief
        found = f"{self.brief}; " if self.problems or self.checked else ""
        return f"{found}không kiểm tra được: {self.unchecked}"


def checks_table(checks: Sequence[CheckResult]) -> ReaderTable:
    """The checks as a table for a reader: what was checked, on what, with what result."""
    rows = [(check.title, check.scope, check.verdict) for check in checks]
    table = pd.DataFrame(rows, columns=["Kiểm tra", "Phạm vi", "Kết quả"]).set_index("Kiểm tra")
    return ReaderTable(table, words=("Phạm vi", "Kết quả"))
