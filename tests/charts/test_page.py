from xml.etree import ElementTree

from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import NARROW, WIDE


def test_the_page_grows_with_its_texts():
    short, long = Page("Ngắn", "Phụ đề", 50), Page("Một tiêu đề rất dài " * 6, "Phụ đề", 50, ["Ghi chú"])
    assert long.top > short.top
    assert short.bottom == short.top + 50
    assert short.chart("a", "b").width == WIDE.width
    assert Page("Ngắn", "Phụ đề", 50, canvas=NARROW).chart("a", "b").width == NARROW.width
    assert long.height > short.height


def test_text_is_placed_in_points_from_the_top_left():
    page = Page("A", "B", 50)
    page.text(WIDE.left, 70, "CHỮ", 10)
    drawn = page.chart("a", "b").texts[-1]
    assert (drawn.x, drawn.said) == (WIDE.left, "CHỮ")
    assert drawn.y - 0.73 * 10 / 2 == 70, "capitals are centred on the line that is given"


def test_nothing_to_draw_draws_nothing():
    page = Page("A", "B", 50)
    drawn = len(page.chart("a", "b").shapes)
    page.boxes([], "red")
    page.dots([], 5, "red")
    page.strokes([], "red")
    chart = page.chart("a", "b")
    assert len(chart.shapes) == drawn
    assert ElementTree.fromstring(chart.svg).get("width")
