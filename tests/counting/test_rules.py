"""Counting rules as data."""

from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.counting.rules import load_rule

from ..registers_made import DATA

SHIPPED = sorted(path.stem for path in (DATA / "rules").glob("*.toml"))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rule_names_its_source_or_says_what_is_inferred(name: str) -> None:
    rule = load_rule(DATA, name)
    assert rule.source
    assert rule.inferred


def test_an_unknown_rule_names_those_that_there_are() -> None:
    with pytest.raises(WrongUse, match="có phải ngay-gio"):
        load_rule(DATA, "ngay-gi")


def test_a_wrong_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    text = 'id = "thu"\ntitle = "Thử"\nsource = ["Thử"]\nlate_by = "week"\n'
    (tmp_path / "rules/thu.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataRejected, match="late_by"):
        load_rule(tmp_path, "thu")
