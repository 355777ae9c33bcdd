import pandas as pd

from dbp_analysis.publishing.annex import HeaderCell, annex_table
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import Scheme

from ..small_changes import small_change


def indicator(name, maximum, **more):
    return {
        "id": name,
        "name": name,
        "short_name": name,
        "label": f"Chỉ số {name}",
        "maximum": maximum,
        "numerator": [f"{name}_done"],
        "denominator": [f"{name}_all"],
        "no_cases": "zero",
        **more,
    }


def group(name, *indicators, **more):
    return {"id": name, "name": f"Nhóm {name}", "short_name": name, "indicators": list(indicators), **more}


def table(groups, columns, **more):
    """The annex of units u0, u1 … with those count columns."""
    scheme = Scheme.model_validate(
        {
            "id": "s",
            "title": "s",
            "legal_basis": ["s"],
            "scale": 10,
            "bands": [
                {"name": "Khá", "printed": "K", "at_least": 5},
                {"name": "Yếu", "printed": "Y", "at_least": 0},
            ],
            "counts": dict.fromkeys(columns, "số"),
            "groups": groups,
            **more,
        }
    )
    codes = [f"u{at}" for at in range(len(next(iter(columns.values()))))]
    index = pd.MultiIndex.from_product([["2024-01"], codes], names=["month", "unit_code"])
    names = [f"<UBND> {code}" for code in codes]
    units = pd.DataFrame(dict.fromkeys(("unit_name", "unit_label", "unit_short"), names), index=codes)
    return annex_table(
        score(pd.DataFrame(columns, index, dtype=float), scheme, units.rename_axis("unit_code"))
    )


ONE = {"a_done": [1, 8], "a_all": [8, 8]}
TWO = {**ONE, "b_done": [1, 2], "b_all": [3, 3]}


def test_the_header_has_three_levels_where_a_group_has_several_indicators():
    annex = table(
        [group("x", indicator("a", 30)), group("y", indicator("b", 5), indicator("a2", 10))],
        {
            **TWO,
            "a2_done": [0, 0],
            "a2_all": [1, 1],
        },
    )

    assert annex.header[0] == (
        HeaderCell("STT", rows=3),
        HeaderCell("Tên đơn vị", rows=3),
        HeaderCell("Điểm các chỉ số", columns=3),
        HeaderCell("Tổng điểm", rows=3),
        HeaderCell("Điểm quy đổi", rows=3),
        HeaderCell("Xếp loại", rows=3),
    )
    assert annex.header[1] == (HeaderCell("Nhóm x (30 điểm)", rows=2), HeaderCell("Nhóm y", columns=2))
    assert annex.header[2] == (HeaderCell("Chỉ số b (5 điểm)"), HeaderCell("Chỉ số a2 (10 điểm)"))


def test_the_header_has_two_levels_where_groups_are_printed():
    annex = table([group("x", indicator("a", 8), indicator("b", 2))], TWO, printed={"columns": "groups"})

    assert len(annex.header) == 2
    assert annex.rows[0][2] == "9,3"


def test_points_are_printed_as_the_scheme_says():
    annex = table([group("x", indicator("a", 30))], ONE, printed={"trim": ["a"], "points": 1})

    assert [row[2] for row in annex.rows] == ["30", "3,8"]


def test_totals_are_those_of_unrounded_points():
    annex = table([group("x", indicator("a", 10), indicator("b", 10))], TWO)

    assert annex.rows[0][-3:] == ("16,67", "8,33", "K")


def test_a_score_on_the_scale_of_the_maximum_has_no_second_column():
    annex = table([group("x", indicator("a", 10))], ONE)

    assert "converted" not in annex.kinds
    assert [cell.text for cell in annex.header[0]].count("Điểm quy đổi") == 0


def test_tied_units_bear_the_same_number():
    annex = table([group("x", indicator("a", 10))], {"a_done": [1, 1, 0], "a_all": [2, 2, 2]})

    assert [row[0] for row in annex.rows] == ["1=", "1=", "3"]
    assert annex.header[0][0].text == "Hạng", "shared ranks are no running numbers"


def test_a_unit_that_is_left_out_says_why_and_has_no_figures():
    annex = table([group("x", indicator("a", 10, no_cases="full"))], {"a_done": [0, 1], "a_all": [0, 1]})

    assert annex.rows[-1] == ("–", "<UBND> u0", "–", "–", "không phát sinh")
    assert annex.header[0][0].text == "Hạng"


def test_a_unit_of_which_figures_are_missing_is_not_said_to_have_had_no_cases():
    columns = {"a_done": [1, None], "a_all": [2, None], "b_done": [1, 1], "b_all": [2, 2]}
    annex = table([group("x", indicator("a", 10), indicator("b", 10))], columns)

    assert annex.rows[-1][-1] == "chưa đủ số liệu"


def test_a_notebook_shows_names_as_text():
    shown = table([group("x", indicator("a", 10))], ONE)._repr_html_()

    assert "&lt;UBND&gt; u0" in shown
    assert "<UBND>" not in shown


def test_a_unit_that_is_ranked_without_any_case_is_marked():
    columns = {"a_done": [0, 1], "a_all": [0, 1]}
    annex = table([group("x", indicator("a", 10))], columns, no_cases_unit="ranked")

    assert [row[1] for row in annex.rows] == ["<UBND> u1", "<UBND> u0 (không phát sinh)"]


def test_what_changed_since_the_month_before_stands_in_two_more_columns():
    def online(over, under=100):
        return ((50, 50), (over, under), (20, 20))

    change = small_change(
        {"A": online(20), "B": online(80), "C": None, "D": online(40)},
        {"A": online(100), "B": online(80), "C": online(10), "D": online(39)},
    )
    annex = annex_table(change.after, change)

    assert annex.kinds[-2:] == ("change", "rank_before")
    assert annex.header[0][-2:] == (
        HeaderCell("Tăng, giảm so với tháng trước", rows=2),
        HeaderCell("Hạng tháng trước", rows=2),
    )
    assert [row[1:2] + row[-2:] for row in annex.rows] == [
        ("UBND xã A", "+16,00", "3"),
        ("UBND xã B", "0,00", "1"),
        ("UBND xã D", "−0,20", "2"),
        ("UBND xã C", "–", "–"),
    ]
    without = annex_table(change.after)
    assert [row[:-2] for row in annex.rows] == list(without.rows)
