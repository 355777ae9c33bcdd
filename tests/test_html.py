import pandas as pd

from dbp_analysis.html import table_html

TABLE = pd.DataFrame({"Đơn vị": ["Nà Tấu", "<b>Pá Khoang"], "Điểm": ["53,21", None]})


def test_words_stand_on_the_left_and_figures_on_the_right() -> None:
    html = table_html(TABLE, words=["Đơn vị"])

    assert '<th style="text-align: left">Đơn vị</th><th style="text-align: right">Điểm</th>' in html
    assert '<td style="text-align: left">Nà Tấu</td><td style="text-align: right">53,21</td>' in html


def test_text_from_files_is_escaped_and_what_is_missing_is_said() -> None:
    html = table_html(TABLE, words=[], missing="không phát sinh")

    assert "&lt;b&gt;Pá Khoang" in html
    assert ">không phát sinh</td>" in html
