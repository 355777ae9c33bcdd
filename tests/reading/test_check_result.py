import pytest

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.check_result import CheckResult


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), "đạt"),
        (("error", "error"), "2 lỗi"),
        (("warning",), "1 cảnh báo"),
        (("warning", "error"), "1 lỗi, 1 cảnh báo"),
    ],
)
def test_a_verdict_counts_errors_and_warnings(severities, verdict: str) -> None:
    problems = tuple(Problem("a", "b", "c", severity=severity) for severity in severities)
    assert CheckResult("a", "b", "c", problems).verdict == verdict
