"""The board without a browser: a control is set as a page would set it, and the texts are read."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from dbp_analysis.charts.chart import Chart
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.common.once import keeping
from dbp_analysis.lab.widget_outputs import VIEW, WithoutWidgets
from dbp_analysis.lab.widgets import WhatIf
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs

from ..made import MERGED, PROJECT, Place, copy_partly_counted, dossier_rows, with_value, write_xlsx


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An output folder of tests that write nothing: while it stands, a month is read once for all of them."""
    with keeping():
        yield tmp_path_factory.mktemp("nowhere")


@pytest.fixture
def drawn() -> None:
    """Asked for by the tests that look at the picture; the others need not wait for it."""


@pytest.fixture(autouse=True)
def undrawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "drawn" not in request.fixturenames:
        monkeypatch.setattr(Chart, "svg", "<svg></svg>")


@pytest.fixture
def board(nowhere: Path) -> WhatIf:
    """The board as the notebook opens it."""
    return WhatIf("dien-bien-phu", "2023-12", "Nà Tấu", PROJECT / "data", nowhere)


@pytest.fixture
def writing(tmp_path: Path) -> WhatIf:
    """The board with an output folder of its own."""
    return WhatIf("dien-bien-phu", "2023-12", "Nà Tấu", PROJECT / "data", tmp_path)


def row_of(board: WhatIf, unit: str) -> list[str]:
    """The cells of a unit in the ranking."""
    (row,) = [row for row in re.findall(r"<tr.*?</tr>", board.ranking.value) if f">{unit}<" in row]
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def test_the_board_opens_on_the_unit_with_its_first_slider_free_to_move(board: WhatIf) -> None:
    first, slider = next(iter(board.sliders.items()))
    assert (first, slider.min, slider.value, slider.max) == ("paid_online", 0, 0, 84)
    assert board.unit.label == "Nà Tấu"
    assert all("dbp-slider" in slider._dom_classes for slider in board.sliders.values())
    as_it_is = ["12", "53,21", "6,65", "Trung bình"]
    assert row_of(board, "Nà Tấu") == ["Nà Tấu", *as_it_is, *as_it_is, ""]


def test_a_slider_changes_the_ranking_the_chart_and_the_changes(drawn: None, board: WhatIf) -> None:
    ranking, chart = board.ranking.value, board.chart.value
    board.sliders["paid_online"].value = 1
    assert board.ranking.value != ranking
    assert board.chart.value != chart
    assert "Hồ sơ được thanh toán trực tuyến từ 0 thành 1" in board.changes.value
    # One of 84 is worth 10/84 points: 53.206 becomes 53.325.
    assert row_of(board, "Nà Tấu")[6] == "53,33"


def test_ranks_move_with_the_sliders(drawn: None, board: WhatIf) -> None:
    board.sliders["received_online"].value = 143
    board.sliders["dossiers_digitised"].value = 143
    assert row_of(board, "Nà Tấu")[5:] == ["8", "65,37", "8,17", "▲ Tốt", "▲ 4"]
    assert row_of(board, "Mường Phăng")[-1] == "▼ 1"
    assert "Nà Tấu" in board.chart.value


def test_sliders_are_bounded_by_what_the_others_leave(board: WhatIf) -> None:
    board.sliders["payable"].value = 40
    assert board.sliders["paid_online"].max == 40
    board.sliders["paid_online"].value = 40
    assert board.sliders["payable"].min == 40
    assert board.sliders["petitions"].max == 20
    assert board.message.value == ""


def test_weights_bands_and_rounding_change_the_scheme(board: WhatIf) -> None:
    board.maxima["progress"].value = 10
    board.bands["Xuất sắc"].value = 8.5
    board.rounding.value = 2
    rules = board.scenario.rules
    assert (rules.maximum, rules.bands[0].at_least, rules.rounding.indicator) == (60, 8.5, 2)
    assert board.changes.value.count("<li>") == 3
    assert row_of(board, "Pá Khoang")[6] == "52,00"


def test_a_band_stays_between_its_neighbours(board: WhatIf) -> None:
    board.bands["Tốt"].value = 6
    assert "Mức Tốt: phải cao hơn mức Khá (7)" in board.message.value
    assert board.scenario.rules.bands[1].at_least == board.bands["Tốt"].value == 8
    assert board.bands["Yếu"].disabled


def test_no_number_that_is_typed_is_cut(board: WhatIf) -> None:
    board.boxes["payable"].value = 500
    assert board.scenario.counts_of("03316")["payable"] == board.sliders["payable"].value == 500
    board.maxima["progress"].value = 99999
    assert board.scenario.rules.indicator("progress").maximum == 99999
    assert board.message.value == ""
    board.boxes["paid_online"].value = 501
    assert "tử số 501 sẽ lớn hơn mẫu số 500" in board.message.value
    assert board.boxes["paid_online"].value == board.sliders["paid_online"].value == 0


def test_a_slider_and_its_box_show_the_same(board: WhatIf) -> None:
    board.sliders["paid_online"].value = 9
    assert board.boxes["paid_online"].value == 9
    board.boxes["paid_online"].value = 12
    assert board.sliders["paid_online"].value == 12


def test_a_slider_that_nothing_limits_reaches_twice_what_the_count_is(board: WhatIf) -> None:
    assert (board.boxes["payable"].value, board.sliders["payable"].max) == (84, 168)
    board.boxes["payable"].value = 40
    assert board.sliders["payable"].max == 168
    assert (board.boxes["petitions"].value, board.sliders["petitions"].max) == (1, 20)


def test_what_is_refused_is_said_and_the_control_shows_what_is(board: WhatIf) -> None:
    board.maxima["progress"].value = 0
    assert "Điểm tối đa Tiến độ giải quyết: phải là một số lớn hơn 0" in board.message.value
    assert board.maxima["progress"].value == 30
    board.maxima["progress"].value = 20
    assert board.message.value == ""


def test_another_unit_has_its_own_sliders_and_what_was_changed_stays(board: WhatIf) -> None:
    board.sliders["paid_online"].value = 84
    board.unit.value = "03130"  # Thanh Bình
    assert board.sliders["paid_online"].value == 38
    assert "Nà Tấu: Hồ sơ được thanh toán trực tuyến từ 0 thành 84" in board.changes.value
    board.sliders["paid_online"].value = 0
    assert board.scenario.counts_of("03130")["paid_online"] == 0
    assert board.scenario.counts_of("03316")["paid_online"] == 84
    board.unit.value = "03316"
    assert board.sliders["paid_online"].value == 84


def test_starting_anew_takes_everything_back(board: WhatIf) -> None:
    board.sliders["paid_online"].value = 84
    board.maxima["progress"].value = 10
    board.reset.click()
    assert board.scenario.changes == ()
    assert (board.sliders["paid_online"].value, board.maxima["progress"].value) == (0, 30)


def test_without_a_month_the_newest_opens_on_a_unit_with_counts(tmp_path: Path) -> None:
    first = WhatIf(data=PROJECT / "data", output=tmp_path)
    assert (first.publication.value, first.month.value, first.unit.label) == (
        "dien-bien-phu",
        "2023-12",
        "Him Lam",
    )
    gia_lai = WhatIf("gia-lai", data=PROJECT / "data", output=tmp_path)
    assert gia_lai.month.value == "2026-10"
    assert gia_lai.sliders
    assert gia_lai.message.value == ""
    with pytest.raises(WrongUse, match="dien-bien-phu, dien-bien-phu-thu, gia-lai"):
        WhatIf("khong-co", data=PROJECT / "data", output=tmp_path)


def test_a_newest_month_that_cannot_be_read_is_passed_over_and_said(place: Place) -> None:
    place.copy_to("vi-du", "2024-01")  # whose exports say another period
    board = WhatIf(data=place.data, output=place.output)
    assert board.month.value == board.scenario.inputs.month == "2023-12"
    assert "không dùng được số liệu tháng 2024-01" in board.message.value
    shutil.rmtree(place.folder)
    with pytest.raises(DataRejected):
        WhatIf("vi-du", data=place.data, output=place.output)


def second_month(place: Place) -> None:
    place.copy_to("vi-du", "2023-11")
    november = with_value(dossier_rows(), 2, "A", "Kỳ báo cáo: Tháng 11 năm 2023")
    write_xlsx(place.data / "vi-du" / "2023-11" / "ho-so.xlsx", november, MERGED)


def test_another_month_keeps_unit_and_rules_and_says_what_it_cannot_keep(place: Place) -> None:
    second_month(place)
    board = WhatIf("vi-du", "2023-12", "Nà Tấu", place.data, place.output)
    board.maxima["paid"].value = 20
    board.boxes["resolved"].value = 145
    board.month.value = "2023-11"
    assert board.scenario.inputs.month == "2023-11"
    assert (board.unit.label, board.maxima["paid"].value) == ("Nà Tấu", 20)
    assert board.scenario.changes == ("Điểm tối đa Thanh toán trực tuyến: từ 10 thành 20",)
    assert "Không giữ được: các số liệu đã đổi" in board.message.value
    board.month.value = "2023-12"
    assert board.message.value == ""
    assert board.maxima["paid"].value == 20


def test_another_publication_says_that_neither_unit_nor_rules_can_stay(board: WhatIf) -> None:
    board.maxima["progress"].value = 20
    board.publication.value = "gia-lai"
    assert "cách chấm đã đổi (kỳ này chấm theo bộ chỉ số khác)" in board.message.value
    assert "đơn vị Nà Tấu (không có trong kỳ này)" in board.message.value
    assert board.scenario.changes == ()


def test_why_a_maximum_cannot_change_stands_above_it(tmp_path: Path) -> None:
    board = WhatIf("dien-bien-phu", data=copy_partly_counted(tmp_path).data, output=tmp_path)

    def said(one: WhatIf) -> list[str]:
        rows = one._rules.children
        return [row.value for row in rows if "Không đổi được" in str(getattr(row, "value", ""))]

    assert said(board) == []
    board.publication.value = "gia-lai"
    assert "135 đơn vị chỉ có điểm nhóm do nguồn công bố" in said(board)[0]


def test_another_publication_opens_its_last_month(board: WhatIf) -> None:
    board.publication.value = "gia-lai"
    assert (board.month.value, board.scenario.inputs.month) == ("2026-10", "2026-10")
    assert len(board.unit.options) == 135
    assert list(board.bands) == ["Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu"]
    assert board.maxima["submitted_online"].disabled  # the portal gives only points
    assert not board.maxima["resolved_on_time"].disabled


def test_a_month_that_cannot_be_read_is_said_and_the_old_one_stays(place: Place) -> None:
    place.copy_to("vi-du", "2023-11")
    board = WhatIf("vi-du", "2023-12", data=place.data, output=place.output)
    assert board.unit.label == "Him Lam"
    board.month.value = "2023-11"
    assert "Tệp ghi kỳ báo cáo tháng 12 năm 2023" in board.message.value
    assert board.month.value == board.scenario.inputs.month == "2023-12"


def test_what_is_written_out_reads_back_as_the_same_card(writing: WhatIf, tmp_path: Path) -> None:
    writing.sliders["received_online"].value = 100
    writing.maxima["paid_online"].value = 20
    writing.name.value = "truc-tuyen"
    writing.write.click()
    assert writing.message.value == ""
    scheme, counts = (tmp_path / "scenarios" / f"truc-tuyen.{kind}" for kind in ("toml", "csv"))
    assert "dbp run 2023-12 --publication dien-bien-phu --scheme" in writing.written.value
    assert str(counts) in writing.written.value
    inputs = read_month("2023-12", "dien-bien-phu", PROJECT / "data", scheme=scheme, counts=counts)
    assert inputs.errors == ()
    pd.testing.assert_frame_equal(score_inputs(inputs).results, writing.scenario.card.results)


def test_a_second_scenario_under_the_same_name_is_refused(writing: WhatIf, tmp_path: Path) -> None:
    writing.sliders["received_online"].value = 100
    writing.write.click()
    (written,) = (tmp_path / "scenarios").iterdir()
    before = written.read_bytes()
    writing.sliders["received_online"].value = 101
    writing.write.click()
    assert "chọn mã khác" in writing.message.value
    assert writing.written.value == ""
    assert written.read_bytes() == before
    writing.name.value = "lan-2"
    writing.write.click()
    assert "Đã ghi lan-2.csv" in writing.written.value


def test_a_name_that_is_none_writes_nothing(writing: WhatIf, tmp_path: Path) -> None:
    writing.maxima["progress"].value = 20
    for name in ("", "../x", "dien-bien-2023"):
        writing.name.value = name
        writing.write.click()
        assert writing.message.value
        assert writing.written.value == ""
    assert list(tmp_path.iterdir()) == []


def test_the_board_shows_the_same_text_every_time_without_a_kernel(board: WhatIf, nowhere: Path) -> None:
    other = WhatIf("dien-bien-phu", "2023-12", "Nà Tấu", PROJECT / "data", nowhere)
    one, two = board._repr_mimebundle_(), other._repr_mimebundle_()
    assert one[VIEW] != two[VIEW]
    assert one["text/plain"] == two["text/plain"]
    assert one["text/html"] == two["text/html"]
    assert ">Nà Tấu<" in one["text/html"]
    assert "Kịch bản giả định" in one["text/html"]


def test_a_stored_notebook_keeps_the_text_of_a_board_and_no_widget(board: WhatIf) -> None:
    output = nbformat.v4.new_output("execute_result", data=board._repr_mimebundle_(), execution_count=1)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("board", outputs=[output])])
    notebook.metadata["widgets"] = {"state": {}}
    stored, _ = WithoutWidgets().preprocess(notebook, {})
    assert sorted(stored.cells[0].outputs[0]["data"]) == ["text/html", "text/plain"]
    assert "widgets" not in stored.metadata


def test_the_project_s_notebooks_store_no_widget() -> None:
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        assert "vnd.jupyter.widget" not in path.read_text(encoding="utf-8")


def test_without_ipywidgets_the_message_says_what_to_install() -> None:
    code = (
        "import sys\nsys.modules['ipywidgets'] = None\nimport dbp_analysis as dbp\n"
        "from dbp_analysis.common.errors import WrongUse\n"
        "try:\n    dbp.scenario.board()\nexcept WrongUse as error:\n    print(error)\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", code]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert '".[lab]"' in said.stdout


def test_an_unknown_unit_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Nà Tấu"):
        WhatIf("dien-bien-phu", "2023-12", "Nà Tâu", PROJECT / "data", tmp_path)
