import pandas as pd

from dbp_analysis.common.html import ReaderTable, below_heading, table_html

TABLE = pd.DataFrame({"Đơn vị": ["Nà Tấu", "<b>Pá Khoang"], "Điểm": ["53,21", None]})


def test_words_stand_on_the_left_and_figures_on_the_right() -> None:
    html = table_html(TABLE, words=["Đơn vị"])

    assert '<th style="text-align: left">Đơn vị</th><th style="text-align: right">Điểm</th>' in html
    assert '<td style="text-align: left">Nà Tấu</td><td style="text-align: right">53,21</td>' in html


def test_text_from_files_is_escaped_and_what_is_missing_is_said() -> None:
    html = table_html(TABLE, words=[], missing="không phát sinh")

    assert "&lt;b&gt;Pá Khoang" in html
    assert ">không phát sinh</td>" in html


def test_a_reader_s_table_has_its_rows_subjects_first_and_on_the_left() -> None:
    frame = pd.DataFrame({"Số": ["1"], "Lời": ["đạt <b>"]}, index=pd.Index(["Nà Tấu"], name="Đơn vị"))

    html = ReaderTable(frame, words=("Lời",))._repr_html_()

    sides = ["left", "right", "left"]
    cells = ["Nà Tấu", "1", "đạt &lt;b&gt;"]
    row = "".join(
        f'<td style="text-align: {side}">{cell}</td>' for side, cell in zip(sides, cells, strict=True)
    )
    assert f"<tr>{row}</tr>" in html


def test_headings_of_a_text_go_below_those_of_the_notebook() -> None:
    assert below_heading("# A\n\n## B\n\n- #1 là một số\n") == "### A\n\n#### B\n\n- #1 là một số\n"


def test_of_a_long_table_the_first_and_the_last_rows_are_shown() -> None:
    frame = pd.DataFrame({"Số": list(map(str, range(10)))}, index=pd.Index(range(10), name="Dòng"))

    html = ReaderTable(frame, most=4)._repr_html_()

    assert [html.count(f">{text}<") for text in ("1", "…", "2", "7", "8")] == [2, 2, 0, 0, 2]
