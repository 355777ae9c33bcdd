import pandas as pd
import pytest

from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.telling.findings import find
from dbp_analysis.telling.findings_table import findings_table


def rule(name, **about):
    about = about | ({"group": "online"} if "counts" in about else {})
    return {"id": name, "text": "{count} đơn vị: {units}", **about}


def card_of(rows, *rules, no_cases_unit="ranked"):
    """A card of units with (online, received, late); ten points for the share online."""
    scheme = Scheme.model_validate(
        {
            "id": "s",
            "title": "s",
            "legal_basis": ["s"],
            "scale": 10,
            "no_cases_unit": no_cases_unit,
            "bands": [
                {"name": "Tốt", "printed": "T", "at_least": 8},
                {"name": "Yếu", "printed": "Y", "at_least": 0},
            ],
            "counts": {"online": "o", "received": "r", "late": "l"},
            "findings": list(rules),
            "groups": [
                {
                    "id": "online",
                    "name": "Trực tuyến",
                    "short_name": "TT",
                    "indicators": [
                        {
                            "id": "share",
                            "name": "Tỷ lệ",
                            "short_name": "Tỷ lệ",
                            "label": "Chỉ số 1",
                            "maximum": 10,
                            "numerator": ["online"],
                            "denominator": ["received"],
                            "no_cases": "full",
                        }
                    ],
                }
            ],
        }
    )
    codes = [f"u{at}" for at in range(len(rows))]
    index = pd.MultiIndex.from_product([["2024-01"], codes], names=["month", "unit_code"])
    counts = pd.DataFrame(rows, index=index, columns=["online", "received", "late"], dtype=float)
    units = pd.DataFrame(dict.fromkeys(("unit_name", "unit_label", "unit_short"), codes), index=codes)
    return score(counts, scheme, units.rename_axis("unit_code"))


def units_of(card, rule_id):
    return next((finding.units for finding in find(card) if finding.rule == rule_id), ())


def test_bands_come_from_the_best_with_their_units_in_rank_order():
    bands = [f for f in find(card_of([(1, 10, 0), (9, 10, 0), (10, 10, 0)])) if f.kind == "band"]

    assert [(f.subject, f.units) for f in bands] == [("Tốt", ("u2", "u1")), ("Yếu", ("u0",))]


def test_a_band_without_units_gives_no_finding():
    assert [f.subject for f in find(card_of([(1, 10, 0)])) if f.kind == "band"] == ["Yếu"]


def test_a_rule_on_a_ratio_takes_the_units_strictly_below():
    card = card_of([(5, 10, 0), (4, 10, 0), (0, 10, 0)], rule("low", indicators=["share"], below=0.5))

    assert units_of(card, "low") == ("u1", "u2")


def test_zero_and_low_are_told_apart():
    rules = (
        rule("none", indicators=["share"], at_most=0),
        rule("low", indicators=["share"], above=0, below=0.5),
    )
    card = card_of([(4, 10, 0), (0, 10, 0)], *rules)

    assert (units_of(card, "none"), units_of(card, "low")) == (("u1",), ("u0",))


def test_a_unit_without_cases_is_neither_zero_nor_low():
    card = card_of([(0, 0, 0)], rule("none", indicators=["share"], at_most=0))

    assert units_of(card, "none") == ()
    assert [f.subject for f in find(card) if f.kind == "no_cases"] == ["share"]


def test_a_rule_on_counts_carries_how_many():
    card = card_of([(5, 10, 17), (4, 10, 0)], rule("late", counts=["late"], above=0))

    finding = next(f for f in find(card) if f.rule == "late")
    assert (finding.measure, finding.units, finding.figures[0].value) == ("count", ("u0",), 17)


def test_a_rule_on_a_group_looks_at_the_share_of_its_maximum():
    card = card_of([(5, 10, 0), (9, 10, 0)], rule("group", groups=["online"], below=0.9))

    finding = next(f for f in find(card) if f.rule == "group")
    assert (finding.subject, finding.units, finding.figures[0].numerator) == ("online", ("u0",), 5)


def test_units_that_share_the_first_place_all_lead():
    leader = next(f for f in find(card_of([(9, 10, 0), (9, 10, 0), (1, 10, 0)])) if f.kind == "leader")

    assert leader.units == ("u0", "u1")


def test_units_left_out_are_a_finding_of_their_own():
    card = card_of([(0, 0, 0), (1, 1, 0)], no_cases_unit="left_out")

    assert next(f.units for f in find(card) if f.kind == "left_out") == ("u0",)


def test_the_leaders_are_those_of_the_units_with_cases():
    ranked = card_of([(0, 0, 0), (1, 2, 0), (2, 4, 0), (0, 0, 0)])

    assert next(f.units for f in find(ranked) if f.kind == "leader") == ("u1", "u2")
    assert all(f.kind != "leader" for f in find(card_of([(0, 0, 0)])))


def test_units_whose_figures_are_missing_are_a_finding_by_the_groups_they_lack():
    card = card_of([(float("nan"), 4, 0), (1, 2, 0), (0, 0, 0)], no_cases_unit="left_out")
    found = {f.kind: (f.subject, f.units) for f in find(card)}

    assert found["left_out"] == ("", ("u2",))
    assert found["incomplete"] == ("nhóm trực tuyến", ("u0",))
    assert shown(card)["Chưa đủ số liệu của nhóm trực tuyến"] == (1, "u0")


def test_points_for_what_did_not_arise_are_said_only_of_units_that_have_them():
    card = card_of([(0, 0, 0), (1, 2, 0)], no_cases_unit="left_out")

    assert all(f.kind != "no_cases" for f in find(card))


def test_a_group_for_which_no_case_arose_is_not_below_a_share_of_its_maximum():
    low = rule("low", groups=["online"], below=0.5)
    scheme = card_of([(0, 0, 0)], low).scheme
    zero = scheme.groups[0].indicators[0].model_copy(update={"no_cases": "zero"})
    for more in ("ranked", "left_out"):
        card = card_of([(0, 0, 0), (1, 10, 0)], low, no_cases_unit=more)
        by = card.scheme.model_copy(
            update={"groups": (scheme.groups[0].model_copy(update={"indicators": (zero,)}),)}
        )
        assert units_of(score(card.counts, by, card.units), "low") == ("u1",)


@pytest.mark.parametrize("kind", ["rule", "left_out", "no_cases"])
def test_nothing_amiss_gives_no_finding_of_that_kind(kind):
    card = card_of([(10, 10, 0)], rule("late", counts=["late"], above=0))

    assert not [f for f in find(card) if f.kind == kind]


def shown(card):
    """The rows of the reader's table: what → (how many, who with how much)."""
    frame = findings_table(find(card), card).frame
    assert [frame.index.name, *frame] == ["Nhận định", "Số đơn vị", "Đơn vị"]
    return {row[0]: tuple(row[1:]) for row in frame.itertuples()}


def test_the_table_says_in_words_what_was_found_and_of_whom_how_much():
    rules = (
        rule("none", indicators=["share"], at_most=0),
        rule("low", indicators=["share"], above=0, below=0.5),
        rule("late", counts=["late"], above=0),
        rule("group", groups=["online"], below=0.25),
    )

    rows = shown(card_of([(0, 40, 0), (1, 8, 1200), (9, 10, 0)], *rules))

    assert rows == {
        "Xếp loại Tốt": (1, "u2 (9,00)"),
        "Xếp loại Yếu": (2, "u1 (1,25); u0 (0,00)"),
        "Dẫn đầu": (1, "u2 (9,00 điểm)"),
        "Tỷ lệ: bằng 0%": (1, "u0 (0/40, 0%)"),
        "Tỷ lệ: trên 0%, dưới 50%": (1, "u1 (1/8, 12,5%)"),
        "l: trên 0": (1, "u1 (1.200)"),
        "TT: dưới 25% điểm tối đa": (2, "u1 (1,25/10 điểm); u0 (0,00/10 điểm)"),
    }


def test_the_table_says_who_had_no_cases_and_who_is_left_out():
    assert shown(card_of([(0, 0, 0), (5, 10, 0)]))["Tỷ lệ: không phát sinh"] == (1, "u0 (10,00 điểm)")
    assert shown(card_of([(0, 0, 0), (5, 10, 0)], no_cases_unit="left_out"))["Không xếp loại"] == (1, "u0")


def test_the_table_cuts_no_list_of_units():
    card = card_of([(9, 10, 0)] * 40)

    html = findings_table(find(card), card)._repr_html_()

    assert html.count("u39 (9,00)") == 1
    assert "…" not in html
    assert "..." not in html
