import pandas as pd
import pytest

from dbp_analysis.scoring.published import compare_published
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.telling.findings import find
from dbp_analysis.telling.findings_table import findings_table

from ..made import PROJECT

SCHEME = load_scheme(PROJECT / "data" / "schemes" / "qd766-2026.toml")
GIVEN = {f"{group.id}_points": group.maximum for group in SCHEME.groups}


def card(**counts):
    """One unit with full given points, and what is said otherwise."""
    index = pd.MultiIndex.from_tuples([("2026-10", "A")], names=["month", "unit_code"])
    table = pd.DataFrame([GIVEN | counts], index=index, dtype=float)
    units = pd.DataFrame(
        "A", index=pd.Index(["A"], name="unit_code"), columns=["unit_name", "unit_label", "unit_short"]
    )
    return score(table, SCHEME, units)


def test_nothing_is_compared_where_only_points_are_known():
    assert compare_published(card()).empty


@pytest.mark.parametrize(("points", "agrees"), [(18.6, True), (18.61, False)])
def test_points_of_a_group_are_recomputed_from_its_counts(points, agrees):
    compared = compare_published(card(received=2318, on_time=2156, progress_points=points))

    assert compared[["subject", "published", "recomputed", "agrees"]].to_numpy().tolist() == [
        ["progress", points, 18.6, agrees]
    ]


def test_a_total_is_compared_with_the_sum_of_the_groups():
    compared = compare_published(card(**{"published.total": 99.99}))

    assert compared[["subject", "recomputed", "agrees"]].to_numpy().tolist() == [["total", 100.0, False]]


def test_a_difference_is_a_finding_with_both_figures():
    differing = card(**{"received": 2318, "on_time": 2156, "published.resolved_on_time": 18.59})

    finding = next(f for f in find(differing) if f.kind == "differs" and f.subject == "resolved_on_time")
    assert (finding.units, finding.figures[0].numerator, finding.figures[0].denominator) == (
        ("A",),
        18.6,
        18.59,
    )


PAYMENT = {"payable": 1148, "paid_online": 1059, "fee_procedures": 47, "fee_procedures_paid_online": 27}


@pytest.mark.parametrize("published", [7.50, 7.56])
def test_points_that_some_number_of_the_missing_count_gives_are_not_called_wrong(published):
    assert compare_published(card(**PAYMENT, **{"published.payment": published})).empty


def test_points_that_no_number_of_the_missing_count_gives_are_told_with_the_nearest():
    compared = compare_published(card(**PAYMENT, **{"published.payment": 7.51}))

    assert compared.to_numpy().tolist() == [["payment", 7.51, 7.5, False]]


def test_such_points_are_not_said_to_be_recomputed():
    counted = card(received=2318, on_time=2156, progress_points=18.61)
    differing = card(**PAYMENT, payment_points=7.51, **{"published.payment": 7.51})
    told = [findings_table(find(one), one).frame.to_string() for one in (counted, differing)]

    assert "(tính lại 18,60, công bố 18,61)" in told[0]
    assert "(công bố 7,51, không số liệu nào cho ra; gần nhất 7,50)" in told[1]


def test_nothing_is_told_where_two_indicators_miss_their_counts():
    assert compare_published(
        card(payable=1148, paid_online=1059, fee_procedures=47, **{"published.payment": 7.51})
    ).empty
