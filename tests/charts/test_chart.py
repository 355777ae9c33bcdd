import re
from io import BytesIO
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.image import imread

from dbp_analysis.charts import Chart, ranking_chart
from dbp_analysis.charts.measure import text_width
from dbp_analysis.charts.page import Page
from dbp_analysis.common.errors import WrongUse

SVG = "{http://www.w3.org/2000/svg}"


def small_chart(title="Tiêu đề", name="thu"):
    page = Page(title, "Phụ đề", 40.0, ["Ghi chú"])
    page.boxes([(20, page.top, 50, 10)], "#123456")
    page.dots([(30, page.top + 20)], 5, "#123456")
    return page.chart(name, "Mô tả")


def test_svg_is_a_labelled_image():
    root = ElementTree.fromstring(small_chart().svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "thu-title thu-desc"
    assert root.find(f"{SVG}title").text == "Tiêu đề"
    assert root.find(f"{SVG}desc").text == "Phụ đề. Mô tả"


def test_svg_can_stand_in_a_page():
    svg = small_chart().svg
    assert svg.startswith("<svg")
    assert "<style" not in svg
    assert "style=" not in svg
    assert "<metadata" not in svg
    references = set(re.findall(r'href="#([^"]+)"', svg)) | set(re.findall(r"url\(#([^)]+)\)", svg))
    assert references <= set(re.findall(r'\sid="([^"]+)"', svg))
    assert all(name.startswith("thu-") for name in re.findall(r'\sid="([^"]+)"', svg))


def test_same_inputs_give_the_same_bytes(card):
    first, second = ranking_chart(card), ranking_chart(card)
    assert second.png == first.png
    assert second.svg == first.svg
    assert first.png is first.png


def _coarse(png: bytes) -> np.ndarray:
    """How dark a picture is in each square of ten by ten pixels."""
    dark = 1 - imread(BytesIO(png))[..., :3].mean(axis=2)
    rows, columns = (size // 10 for size in dark.shape)
    return dark[: rows * 10, : columns * 10].reshape(rows, 10, columns, 10).mean(axis=(1, 3))


def test_the_picture_is_what_matplotlib_draws_at_200_dots_per_inch(card):
    chart = ranking_chart(card)
    drawn = BytesIO()
    chart.figure.savefig(drawn, format="png", dpi=200)
    expected, made = _coarse(drawn.getvalue()), _coarse(chart.png)
    assert abs(len(made) - len(expected)) <= 1  # the last row may be a part of one
    rows = min(len(made), len(expected))
    made, expected = made[:rows], expected[:rows]
    assert made.shape == expected.shape
    assert np.abs(made - expected).mean() < 0.2 * expected.mean()


def test_carries_no_date_program_or_path():
    chart = small_chart()
    assert not re.search(r"\b20\d\d-\d\d|atplotlib|/home|/tmp|/usr", chart.svg)
    assert b"tEXt" not in chart.png
    assert b"tIME" not in chart.png


def test_text_is_shown_as_it_is_written(texts):
    chart = small_chart("<b>A & B</b> giá $5$ và $x_1$ --> ]]>")
    assert ElementTree.fromstring(chart.svg).find(f"{SVG}title").text == chart.title
    assert chart.title in texts(chart)
    assert all(not text.get_parse_math() for text in chart.figure.texts)
    assert chart.png.startswith(b"\x89PNG")


def test_any_letter_can_stand_in_a_chart(texts, assert_tidy):
    chart = small_chart("Dòng 1\nDòng 2\t測 \x01 \ue000")
    assert chart.title == "Dòng 1 Dòng 2 測   \ue000"
    assert "Dòng 1 Dòng 2 � �" in texts(chart)
    assert chart.undrawn == "測\ue000"
    assert ElementTree.fromstring(chart.svg).find(f"{SVG}title").text == chart.title
    assert chart.png.startswith(b"\x89PNG")
    assert_tidy(chart)
    assert small_chart().undrawn == ""


def test_the_settings_of_a_notebook_are_neither_used_nor_changed():
    plain = small_chart()
    with matplotlib.rc_context({"font.family": "serif", "savefig.bbox": "tight", "path.sketch": (5, 9, 9)}):
        before = dict(matplotlib.rcParams)
        other = small_chart()
        assert (other.svg, other.png) == (plain.svg, plain.png)
        assert dict(matplotlib.rcParams) == before


def test_a_notebook_shows_the_svg():
    chart = small_chart()
    bundle = chart._repr_mimebundle_()
    assert bundle["image/svg+xml"] == chart.svg
    assert bundle["text/plain"] == "Tiêu đề\nMô tả"
    assert isinstance(chart, Chart)


@pytest.mark.parametrize("name", ["hinh.svg", "hinh.PNG"])
def test_it_is_saved_by_the_ending_of_the_path(name, tmp_path):
    chart = small_chart()
    assert chart.save(tmp_path / name) is None
    assert (tmp_path / name).read_bytes() == (chart.png if name.endswith("PNG") else chart.svg.encode())


@pytest.mark.parametrize("name", ["hinh.pdf", "hinh"])
def test_another_ending_is_refused_with_a_sentence(name, tmp_path):
    with pytest.raises(WrongUse, match=r"\.svg hoặc \.png.*\n.*\n  Cách sửa: .*thu\.svg"):
        small_chart().save(str(tmp_path / name))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_and_what_is_no_path_are_refused_with_a_sentence(tmp_path):
    with pytest.raises(WrongUse, match=rf"thư mục để lưu biểu đồ.\n  Ở đâu: {tmp_path / 'anh'}"):
        small_chart().save(tmp_path / "anh" / "hinh.svg")
    with pytest.raises(WrongUse, match="phải là đường dẫn, không phải int"):
        small_chart().save(3)


def test_the_texts_of_a_page_are_texts_as_wide_as_they_are_drawn(card):
    chart = ranking_chart(card)
    root = ElementTree.fromstring(chart.inline)
    texts = list(root.iter(f"{SVG}text"))
    assert sorted(one.text for one in texts) == sorted(text.said for text in chart.texts)
    title = next(one for one in texts if one.text.startswith("An Bình và"))
    assert float(title.get("textLength")) == pytest.approx(text_width(title.text, 13, bold=True), abs=0.06)
    assert "style=" not in chart.inline
    assert len(chart.inline) < len(chart.svg) / 5


def test_what_a_page_shows_is_what_is_drawn():
    page = Page("<b>A & B</b>", "Phụ đề", 40.0)
    page.boxes([(20.04, page.top, 50, 10)], "#123456")
    page.dots([(30, 60)], 5, "#123456")
    page.text(12, 90, "dọc", turned=True)
    drawn = page.chart("thu", "Mô tả").inline
    assert "M20 " in drawn.replace("M20.0 ", "M20 ")
    assert '<circle cx="30" cy="60" r="2.5"/>' in drawn
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in drawn
    assert drawn.count("rotate(") == 1


def test_a_black_text_stands_on_a_page():
    page = Page("Tiêu đề", "Phụ đề", 40.0)
    page.text(12, 90, "trên màu đậm vừa", colour="#000000")
    assert re.search('<g[^>]* fill="#000000"><text[^>]*>trên màu', page.chart("thu", "Mô tả").inline)
