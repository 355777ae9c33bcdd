"""What cannot be in a table of scores is found, in whatever form it is printed; what can be is not."""

import random
from dataclasses import replace

import pandas as pd
import pytest

from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.settings.scheme import Scheme
from tests.auditing.tables_made import SCHEMES, drawn_card, found, grid, own_table, with_cell
from tests.exact import made_card
from tests.slow_score import written_counts, written_scheme

ALL = list(SCHEMES.values())
UNITS = drawn_card("dien-bien-2023").units


@pytest.mark.parametrize(
    ("scheme", "units"), [*((name, 12) for name in SCHEMES), ("mau-day-du", 1), ("qd766-2026", 135)]
)
def test_a_table_of_this_project_holds(scheme: str, units: int) -> None:
    card = drawn_card(scheme, units)
    assert found(grid(annex_table(card, point=units < 100)), ALL, card.units) == []


@pytest.mark.parametrize("seeds", [range(10), pytest.param(range(10, 40), marks=pytest.mark.slow)])
def test_tables_of_schemes_of_every_feature_hold(seeds: range) -> None:
    for seed in seeds:
        rng = random.Random(seed)
        written = written_scheme(rng)
        counts = pd.DataFrame([written_counts(rng, written) for _ in range(8)])
        scheme = Scheme.model_validate(written)
        assert found(grid(annex_table(made_card(scheme, counts), point=True)), [scheme]) == [], seed


@pytest.mark.parametrize(
    ("row", "kind", "nth", "text", "finding", "column"),
    [
        (2, "points", 1, "10.4", "maximum", "submitted_online"),
        (2, "points", 1, "-0.4", "maximum", "submitted_online"),
        (2, "points", 1, "9,2,1", "no_figure", "submitted_online"),
        (4, "total", 0, "30.52", "sum", "total"),
        (4, "points", 0, "12.1", "sum", "total"),
        (5, "converted", 0, "6.05", "conversion", "converted"),
        (1, "band", 0, "Tốt", "band", "band"),
        (1, "band", 0, "Rất tốt", "band_name", "band"),
        (6, "rank", 0, "8", "number", "rank"),
        (3, "name", 0, "UBND xã Không Có", "unit_unknown", "unit"),
        (3, "name", 0, "UBND phường Hòa Phăng", "unit_twice", "unit"),
    ],
)
def test_a_planted_error_is_found_with_its_place_and_both_figures(
    row: int, kind: str, nth: int, text: str, finding: str, column: str
) -> None:
    table = own_table("dien-bien-2023")
    first = next(
        f for f in found(grid(with_cell(table, row, kind, text, nth)), ALL, UNITS) if f.kind == finding
    )

    assert first.column == column
    printed = table.rows[row][1] if kind != "name" else text
    assert printed in first.place
    assert (text in first.said) == (kind != "points" or finding != "sum")
    assert first.follows


def test_a_cell_without_points_is_found_where_neither_none_nor_all_of_them_make_the_total() -> None:
    table = own_table("dien-bien-2023")

    (gap,) = found(grid(with_cell(table, 4, "points", "", 0)), ALL, UNITS)

    assert (gap.kind, gap.column) == ("no_figure", "progress")
    assert table.rows[4][1] in gap.place
    assert table.rows[4][table.kinds.index("total")] in gap.follows


def test_a_wrong_point_is_told_from_a_wrong_total_by_the_converted_score() -> None:
    table = own_table("dien-bien-2023")
    wrong_point, wrong_total = with_cell(table, 4, "points", "12.1"), with_cell(table, 4, "total", "30.52")

    (point,), (total,) = (found(grid(one), ALL, UNITS) for one in (wrong_point, wrong_total))

    assert "nên có thể một điểm thành phần ghi sai" in point.follows
    assert "khớp với tổng này" in total.follows


def test_a_total_of_unrounded_points_may_differ_from_the_sum_of_printed_ones() -> None:
    table = own_table("dien-bien-2023")
    sums = [round(sum(map(float, row[2:10])), 2) for row in table.rows]

    assert any(f"{own:.2f}" != row[10] for own, row in zip(sums, table.rows, strict=True))
    assert found(grid(table), ALL, UNITS) == []


def test_where_points_are_rounded_before_they_are_added_a_hundredth_is_found() -> None:
    table = own_table("qd766-2026")
    wrong = with_cell(table, 3, "total", f"{float(table.rows[3][8]) + 0.01:.2f}")

    (first,) = found(grid(wrong), ALL, drawn_card("qd766-2026").units)

    assert (first.kind, first.column) == ("sum", "total")


@pytest.mark.parametrize(
    ("ranks", "wrong"),
    [
        (("1", "3", "2"), {1, 2}),
        (("1", "2", "2"), {2}),
        (("1=", "1=", "3"), {1}),
        (("1", "2", "4"), {2}),
        (("1", "2", "3"), set()),
    ],
)
def test_ranks_follow_from_the_totals(ranks: tuple[str, ...], wrong: set[int]) -> None:
    rows = grid(own_table("dien-bien-2023"))
    head = (("Hạng", *rows[0][1:]), *rows[1:3])
    body = tuple((rank, *row[1:]) for rank, row in zip(ranks, rows[3:], strict=False))

    findings = found((*head, *body), ALL)

    assert {int(f.place.split("dòng ")[1].split()[0]) - 1 for f in findings if f.kind == "rank"} == wrong


def test_units_with_equal_printed_totals_may_have_either_rank_but_no_rank_is_left_out() -> None:
    rows = grid(own_table("dien-bien-2023"))
    head, first = (("Hạng", *rows[0][1:]), *rows[1:3]), rows[3]
    names = ("UBND xã A Lưới", "UBND xã B Lưới", "UBND xã C Lưới")

    def with_ranks(*ranks: str) -> list[str]:
        body = tuple((rank, name, *first[2:]) for rank, name in zip(ranks, names, strict=True))
        return [f.kind for f in found((*head, *body), ALL)]

    assert with_ranks("1", "2", "3") == with_ranks("1=", "1=", "3") == with_ranks("1=", "1=", "1=") == []
    assert with_ranks("2=", "2=", "2=") == ["rank"] * 3


def test_a_row_that_stands_elsewhere_than_all_others_is_found_where_rows_are_sorted() -> None:
    rows = grid(own_table("dien-bien-2023"))
    numbered = [
        (str(at), *row[1:]) for at, row in enumerate((*rows[3:8], rows[13], *rows[8:13], rows[14]), 1)
    ]
    by_name = [(str(at), *row[1:]) for at, row in enumerate(sorted(rows[3:], key=lambda row: row[1]), 1)]

    assert [f.kind for f in found((*rows[:3], *numbered), ALL, UNITS)] == ["order"]
    assert found((*rows[:3], *by_name), ALL, UNITS) == []


def test_a_unit_that_is_missing_is_named_but_not_those_of_another_list() -> None:
    rows = grid(own_table("dien-bien-2023"))
    renumbered = [(str(at), *row[1:]) for at, row in enumerate((*rows[3:5], *rows[6:]), 1)]
    communes = [row for row in rows[3:] if row[1].startswith("UBND xã")]
    numbered = [(str(at), *row[1:]) for at, row in enumerate(communes, 1)]

    (missing,) = found((*rows[:3], *renumbered), ALL, UNITS)

    assert (missing.kind, missing.unit) == ("unit_missing", "008")
    assert "UBND xã Tân Phăng" in missing.follows
    assert found((*rows[:3], *numbered), ALL, UNITS) == []


def test_a_band_near_its_limit_is_no_error_where_the_printed_score_allows_both() -> None:
    table = own_table("dien-bien-2023")
    near = replace(
        table,
        rows=(
            (*table.rows[0][:2], "30", "10.0", "10.0", "5.0", "10.0", "2", "2", "3", "72.00", "9.00", "Tốt"),
        ),
    )

    assert found(grid(near), ALL) == []
    assert [f.kind for f in found(grid(with_cell(near, 0, "total", "72.01")), ALL)] == ["band"]
