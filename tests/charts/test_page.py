from xml.etree import ElementTree

from dbp_analysis.charts.page import Page
from dbp_analysis.charts.style import MARGIN, WIDTH


def test_the_page_grows_with_its_texts():
    short, long = Page("Ngắn", "Phụ đề", 50), Page("Một tiêu đề rất dài " * 6, "Phụ đề", 50, ["Ghi chú"])
    assert long.top > short.top
    assert short.bottom == short.top + 50
    assert short.chart("a", "b").figure.get_figwidth() == WIDTH / 72
    assert long.height > short.height


def test_text_is_placed_in_points_from_the_top_left():
    page = Page("A", "B", 50)
    page.text(MARGIN, 70, "chữ", 10)
    figure = page.chart("a", "b").figure
    drawn = figure.texts[-1].get_window_extent(figure.canvas.get_renderer())
    assert abs(drawn.x0 / 150 * 72 - MARGIN) < 1.5
    assert abs((figure.bbox.height - (drawn.y0 + drawn.y1) / 2) / 150 * 72 - 70) < 2


def test_nothing_to_draw_draws_nothing():
    page = Page("A", "B", 50)
    page.boxes([], "red")
    page.dots([], 5, "red")
    page.strokes([], "red")
    chart = page.chart("a", "b")
    assert chart.figure.patches == []
    assert ElementTree.fromstring(chart.svg).get("width")
