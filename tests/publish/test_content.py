import datetime
from pathlib import Path

import pytest

from dbp_analysis.commentary import Paragraph
from dbp_analysis.inputs import load_month_inputs
from dbp_analysis.publication import Month
from dbp_analysis.publish.content import BLANK, report_content
from dbp_analysis.report import score_inputs

DATA = Path(__file__).parents[2] / "data"
BODY = (Paragraph("text", "Nội dung."),)


@pytest.fixture(scope="module")
def inputs():
    return load_month_inputs("2023-12", "dien-bien-phu", DATA)


def content(inputs, **settings):
    return report_content(inputs.publication, Month(**settings), score_inputs(inputs), BODY)


def test_number_and_day_are_left_blank_to_be_filled_in(inputs):
    made = content(inputs)

    assert made.number == f"Số:{BLANK}/BC-UBND"
    assert made.place_and_date == f"Điện Biên Phủ, ngày{BLANK}tháng 01 năm 2024"


@pytest.mark.parametrize(
    ("day", "written"),
    [("2024-01-05", "ngày 05 tháng 01 năm 2024"), ("2024-03-15", "ngày 15 tháng 3 năm 2024")],
)
def test_a_given_date_takes_zeros_as_decree_30_writes_them(inputs, day, written):
    made = content(inputs, signed_on=datetime.date.fromisoformat(day))

    assert made.place_and_date == f"Điện Biên Phủ, {written}"
    assert written in made.annex.reference


def test_the_period_stands_in_subject_opening_closing_and_annex(inputs):
    made = content(inputs)

    assert made.subject[-1].endswith("tháng 12 năm 2023")
    assert "tháng 12 năm 2023" in made.opening
    assert "tháng 12 năm 2023" in made.closing
    assert made.annex.title[-1] == "THÁNG 12 NĂM 2023"


def test_the_body_is_the_commentary(inputs):
    assert content(inputs).body == BODY


def test_official_figures_carry_no_note_and_others_do(inputs):
    assert content(inputs).note == ""
    assert content(inputs, provenance="synthetic", note="Số thử.").note == "Số thử."
