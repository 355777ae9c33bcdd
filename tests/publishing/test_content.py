import datetime
from dataclasses import replace

import pytest

from dbp_analysis.asking.change.previous import SincePrevious, since_previous
from dbp_analysis.publishing.content import BLANK, addressee_warnings, report_content, say
from dbp_analysis.publishing.form import running_text
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.month_file import Month
from dbp_analysis.telling.paragraphs import Paragraph
from dbp_analysis.telling.report import write_report

from ..made import real_inputs
from ..small_changes import small_change
from ..two_months import add_november

BODY = (Paragraph("text", "Nội dung."),)


@pytest.fixture(scope="module")
def inputs():
    return real_inputs()


def content(inputs, **settings):
    return report_content(inputs.publication, Month(**settings), score_inputs(inputs), BODY)


def test_a_scenario_is_called_one_where_a_report_calls_itself_a_report(inputs):
    made = content(inputs, provenance="scenario", note="Kịch bản giả định: …")

    assert made.kind == say("scenario")
    assert say("scenario") in made.annex.label
    assert content(inputs).kind == "BÁO CÁO"


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


@pytest.mark.parametrize(
    ("until", "written"),
    [
        ("2023-12-10", "tháng 12 năm 2023"),
        ("2023-12-31", "tháng 01 năm 2024"),
        ("2023-11-30", "tháng 12 năm 2023"),
    ],
)
def test_figures_up_to_a_day_are_reported_in_its_month_or_after_a_whole_month(inputs, until, written):
    made = content(inputs, year_to_date=datetime.date.fromisoformat(until))

    assert made.place_and_date == f"Điện Biên Phủ, ngày{BLANK}{written}"


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


SETTINGS = [("", True, True), ("text = false", False, True), ("annex = false", True, False)]


@pytest.mark.parametrize(("setting", "in_text", "in_annex"), SETTINGS)
def test_text_and_annex_show_the_change_unless_the_publication_leaves_it_out(
    place, setting, in_text, in_annex
):
    add_november(place)
    place.change("vi-du/publication.toml", "[issuer]", f"[comparison]\n{setting}\n[issuer]")
    inputs = place.read()
    card = score_inputs(inputs)
    report = write_report(inputs, card, since_previous(inputs, card))
    made = report_content(inputs.publication, inputs.settings, card, report.commentary, report.since)

    assert ("So với kết quả tháng 11 năm 2023, 01 đơn vị giảm điểm" in report.text) is in_text
    assert ("change" in made.annex.table.kinds) is in_annex


def test_the_comparison_ends_the_general_remarks(place):
    add_november(place)
    inputs = place.read()
    card = score_inputs(inputs)
    lines = [p.marked for p in write_report(inputs, card, since_previous(inputs, card)).commentary]
    headings = [n for n, line in enumerate(lines) if line[:3] in ("2. ", "3. ")]

    assert headings[0] < lines.index(next(line for line in lines if line.startswith("So với"))) < headings[1]


def test_what_must_be_known_of_the_month_before_stands_below_the_annex(place):
    before = add_november(place)
    (before.folder / "month.toml").write_text('provenance = "synthetic"\nnote = "Số thử."', encoding="utf-8")
    inputs = place.read()
    card = score_inputs(inputs)
    report = write_report(inputs, card, since_previous(inputs, card))
    made = report_content(inputs.publication, inputs.settings, card, report.commentary, report.since)

    assert made.annex.note == "Số liệu tháng 11 năm 2023: Số thử."
    assert "Lưu ý khi so sánh: Số liệu tháng 11 năm 2023: Số thử." in report.text


def test_a_dash_in_the_annex_is_explained(inputs):
    rows = {"A": ((2, 2), (1, 2), (1, 2)), "B": ((1, 2), (1, 2), (1, 2))}
    for before, said in ((rows | {"B": None}, "Dấu – ở cột so với tháng trước"), (rows, "")):
        change = small_change(before, rows)
        since = SincePrevious("2025-02", change)
        made = report_content(inputs.publication, inputs.settings, change.after, BODY, since)

        assert made.annex.note.startswith(said)
        assert bool(made.annex.note) is bool(said)


def with_report(inputs, **texts):
    """The publication with other texts of its report."""
    report = inputs.publication.report.model_copy(update=texts)
    return inputs.publication.model_copy(update={"report": report})


@pytest.mark.parametrize(
    ("addressees", "lines"),
    [
        ((), []),
        (("UBND tỉnh",), [("addressees", "Kính gửi: UBND tỉnh")]),
        (
            ("UBND tỉnh", "Sở Nội vụ"),
            [("addressees_label", "Kính gửi:"), ("addressee", "- UBND tỉnh;"), ("addressee", "- Sở Nội vụ.")],
        ),
    ],
)
def test_a_report_addresses_one_on_a_line_and_several_below_it(inputs, addressees, lines):
    publication = with_report(inputs, addressees=addressees)
    made = running_text(report_content(publication, Month(), score_inputs(inputs), BODY))

    assert made[: len(lines)] == lines
    assert made[len(lines)][0] == "legal_basis"


def test_each_legal_basis_ends_in_a_semicolon_and_the_last_in_a_full_stop(inputs):
    publication = with_report(inputs, legal_basis=("Căn cứ A;", "Căn cứ B.", "Căn cứ C"))
    made = running_text(report_content(publication, Month(), score_inputs(inputs), BODY))

    assert [text for style, text in made if style == "legal_basis"] == ["Căn cứ A;", "Căn cứ B;", "Căn cứ C."]


def test_a_report_to_a_higher_authority_is_asked_whom_it_addresses(inputs):
    above = ("UBND tỉnh (b/c)", "Lưu: VT")
    (warning,) = addressee_warnings(with_report(inputs, addressees=None, recipients=above))

    assert 'addressees = ["UBND tỉnh"]' in warning
    for said in ({"addressees": (), "recipients": above}, {"addressees": None, "recipients": ("Lưu: VT",)}):
        assert addressee_warnings(with_report(inputs, **said)) == ()


def test_numbers_of_the_annex_have_a_comma_unless_it_was_published_with_a_point(inputs):
    card = score_inputs(inputs)
    comma, point = (
        report_content(
            inputs.publication.model_copy(update={"decimal_point": way}), Month(), card, BODY
        ).annex.table.rows[0]
        for way in (False, True)
    )

    assert comma[3:] == ("10,0", "2,0", "5,0", "10,0", "5", "5", "5", "72,00", "9,00", "Xuất sắc")
    assert point == tuple(text.replace(",", ".") for text in comma)


def test_shared_ranks_have_a_key_below_the_annex(inputs):
    rows = {"A": ((1, 2), (1, 2), (1, 2)), "B": ((1, 2), (1, 2), (1, 2))}
    card = small_change(rows, rows).after
    annex = report_content(inputs.publication, inputs.settings, card, BODY).annex

    assert ([row[0] for row in annex.table.rows], annex.note) == (["1=", "1="], say("tied"))


def test_without_a_legal_basis_of_its_own_a_report_cites_that_of_the_scheme_it_is_scored_by(inputs):
    publication, card = with_report(inputs, legal_basis=()), score_inputs(inputs)
    newer = card.scheme.model_copy(update={"legal_basis": ("Quyết định số 9/QĐ-UBND", "Căn cứ B")})
    made = running_text(report_content(publication, Month(), replace(card, scheme=newer), BODY))

    cited = [text for style, text in made if style == "legal_basis"]
    assert cited == ["Căn cứ Quyết định số 9/QĐ-UBND;", "Căn cứ B."]
