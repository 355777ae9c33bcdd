"""A month by another counting rule: which dossiers change sides, what that does to scores."""

import pytest

from dbp_analysis.asking.other_rule import by_other_rule
from dbp_analysis.common.errors import WrongUse

from ..made import Place
from ..registers_made import LATENESS, TABLE, with_registers


def test_each_dossier_that_counts_otherwise_is_named_and_the_scores_are_set_beside(real: Place) -> None:
    with_registers(real, TABLE, LATENESS, keep_forms=True)
    found = by_other_rule("2023-12", "ngay-gio", "dien-bien-phu", str(real.data))
    moved = found.flips.groupby(["unit_code", "outcome", "outcome_against"]).size().to_dict()
    late, overdue = ("resolved_on_time", "resolved_late"), ("pending_in_time", "pending_overdue")
    assert {key: moved[key] for key in moved if key[0] == "03124"} == {
        ("03124", *late): 4,
        ("03124", *overdue): 1,
    }
    assert len(found.flips) == 13
    assert found.flips["code"].str.match(r"H18\.2[123]-2312\d\d-9\d{3}").all()
    changed = found.scores[found.scores["total"].ne(found.scores["total_against"])]
    assert set(changed.index) == {"03124", "03127", "03130"}
    assert (changed["total_against"] < changed["total"]).all()


def test_a_rule_that_counts_rows_adds_dossiers(real: Place) -> None:
    with_registers(real, TABLE)
    found = by_other_rule("2023-12", "tung-dong", "dien-bien-phu", str(real.data))
    assert found.flips["intake"].eq("").any()
    assert len(found.flips) >= 44


def test_a_month_without_a_register_has_nothing_to_count(real: Place) -> None:
    with pytest.raises(WrongUse, match="không có sổ hồ sơ"):
        by_other_rule("2023-12", "ngay-gio", "dien-bien-phu", str(real.data))
