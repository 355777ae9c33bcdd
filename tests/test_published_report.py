"""The report 08/BC-UBND as published: its annex to the last printed digit, and the facts of its text."""

import csv
from pathlib import Path

import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.telling.report import write_report

from .made import real_card, real_inputs

HERE = Path(__file__).parent
PUBLISHED = HERE / "published" / "bc-08-2023-12.csv"


@pytest.fixture(scope="module")
def report():
    return write_report(real_inputs(), real_card(), since_previous(real_inputs(), real_card()))


def published_rows():
    with PUBLISHED.open(encoding="utf-8") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize("row", published_rows(), ids=lambda row: row[1])
def test_every_printed_figure_of_the_annex_is_reproduced(report, row):
    place = int(row[0]) - 1

    assert annex_table(report.card, point=report.inputs.publication.decimal_point).rows[place] == row


def named(report, kind, **about):
    """Short names of the units of the one finding of that kind that is about that."""
    found = [
        finding
        for finding in report.findings
        if finding.kind == kind and all(getattr(finding, key) == value for key, value in about.items())
    ]
    assert len(found) == 1
    return report.card.units.loc[list(found[0].units), "unit_short"].tolist()


def test_section_1_how_many_units_are_in_which_band(report):
    sizes = {f.subject: len(f.units) for f in report.findings if f.kind == "band"}

    assert sizes == {"Xuất sắc": 1, "Tốt": 6, "Khá": 4, "Trung bình": 1}
    assert named(report, "band", subject="Xuất sắc") == ["Pá Khoang"]
    assert named(report, "band", subject="Trung bình") == ["Nà Tấu"]


def test_section_2_the_leader_has_seven_of_eight_indicators_at_their_maximum(report):
    leader = next(finding for finding in report.findings if finding.kind == "leader")

    assert named(report, "leader") == ["Pá Khoang"]
    assert (leader.figures[0].numerator, leader.figures[0].denominator) == (7, 8)


def test_section_3_late_and_overdue_dossiers(report):
    assert named(report, "rule", rule="resolved-late") == ["Noong Bua"]
    assert named(report, "rule", rule="pending-overdue") == ["Thanh Bình"]


def test_section_3_online_provision(report):
    assert named(report, "rule", rule="submitted-online-below-half") == ["Nà Tấu"]
    assert named(report, "rule", rule="paid-online-none") == [
        "Thanh Minh",
        "Tân Thanh",
        "Noong Bua",
        "Nà Tấu",
    ]
    assert len(named(report, "rule", rule="paid-online-low")) == 8


def test_section_3_digitisation_names_the_fourth_unit_that_the_published_text_counts_but_omits(report):
    assert named(report, "rule", rule="results-digital-none") == ["Noong Bua"]
    assert named(report, "rule", rule="results-digital-low") == [
        "Tân Thanh",
        "Thanh Bình",
        "Mường Phăng",
        "Nà Tấu",
    ]
    assert named(report, "rule", rule="dossiers-digitised-below-half") == ["Nà Tấu"]


def test_the_text_counts_and_names_from_the_same_list(report):
    assert (
        "04 đơn vị đã thực hiện song tỷ lệ còn thấp: UBND xã Mường Phăng (3/100 hồ sơ, 3,0%), UBND xã Nà Tấu "
        "(11/147 hồ sơ, 7,5%), UBND phường Tân Thanh (13/155 hồ sơ, 8,4%), UBND phường Thanh Bình (84/169 hồ "
        "sơ, 49,7%)" in report.text
    )
