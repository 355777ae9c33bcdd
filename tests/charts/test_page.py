from xml.etree import ElementTree

from dbp_analysis.charts.chart import own_style
from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import MARGIN, WIDTH


def test_the_page_grows_with_its_texts():
    with own_style():
        short, long = Page("Ngắn", "Phụ đề", 50), Page("Một tiêu đề rất dài " * 6, "Phụ đề", 50, ["Ghi chú"])
    assert long.top > short.top
    assert short.bottom == short.top + 50
    assert short.figure.get_figwidth() == WIDTH / 72
    assert long.figure.get_figheight() > short.figure.get_figheight()


def test_text_is_placed_in_points_from_the_top_left():
    with own_style():
        page = Page("A", "B", 50)
        page.text(MARGIN, 70, "chữ", 10)
    drawn = page.figure.texts[-1].get_window_extent(page.figure.canvas.get_renderer())
    height = page.figure.bbox.height
    assert abs(drawn.x0 / 150 * 72 - MARGIN) < 1.5
    assert abs((height - (drawn.y0 + drawn.y1) / 2) / 150 * 72 - 70) < 2


def test_nothing_to_draw_draws_nothing():
    with own_style():
        page = Page("A", "B", 50)
        page.boxes([], "red")
        page.dots([], 5, "red")
        page.strokes([], "red")
        page.hatches([], "red")
    assert page.figure.patches == []
    assert ElementTree.fromstring(page.chart("a", "b").svg).get("width")
