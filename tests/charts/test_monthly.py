import re
from xml.etree import ElementTree

import pytest

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.charts import monthly_charts

from ..small_changes import small_change


@pytest.fixture(scope="module")
def charts(card):
    return monthly_charts(card, note="Số liệu dựng lại")


def test_five_charts_in_the_order_of_the_report(charts):
    assert [chart.name for chart in charts] == [
        "xep-hang",
        "diem-nhom",
        "ban-do-nhiet",
        "diem-chua-dat",
        "ty-le",
    ]


def test_the_change_since_the_month_before_comes_last(card, texts):
    change = small_change({"A": ((1, 2), (1, 2), (1, 2))}, {"A": ((1, 2), (2, 2), (1, 2))})
    since = SincePrevious("2025-02", change, notes=("Số liệu tháng trước dựng lại.",))
    chart = monthly_charts(card, since, note="Số liệu thử.")[-1]

    assert chart.name == "thay-doi"
    assert "Số liệu thử. Số liệu tháng trước dựng lại." in texts(chart)
    assert "thay-doi" not in [chart.name for chart in monthly_charts(card, SincePrevious("2025-02"))]


def test_ratios_are_left_out_where_no_count_is_known(national):
    assert [chart.name for chart in monthly_charts(national)][-1] == "diem-chua-dat"


@pytest.mark.parametrize("fixture", ["card", "national"])
def test_ids_are_unique_in_a_page_of_all_charts(fixture, request):
    page = "".join(chart.svg for chart in monthly_charts(request.getfixturevalue(fixture)))
    ElementTree.fromstring(f"<div>{page}</div>")
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_every_chart_says_what_it_shows_and_bears_the_note(charts, texts):
    for chart in charts:
        assert chart.title
        assert "tháng 3 năm 2025" in chart.subtitle
        assert len(chart.description) > 60
        assert "Số liệu dựng lại" in texts(chart)


def test_names_with_markup_are_text(make_card, texts, assert_tidy):
    name = "A & <b>x</b> $y_1$"
    card = make_card({name: ((1, 2), (1, 4), (1, 8)), "B": ((1, 1), (1, 1), (0, 0))})
    for chart in monthly_charts(card):
        assert any(name in text for text in texts(chart)) or chart.name == "ty-le"
        ElementTree.fromstring(chart.svg)
        assert_tidy(chart)
