"""A profile as PDF read back: one page whatever it says, all its texts, fonts, same bytes."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from dbp_analysis.publishing.profile_pdf import profile_pdf
from dbp_analysis.scoring.series import load_series
from dbp_analysis.telling.profile.profile import unit_profiles

from .official_reports import HOSTILE, TYPST_FONTS
from .profiles import PROFILE, chart, long_profile, pdf_pages, shown_texts, with_texts

DATA = Path(__file__).parents[2] / "data"


def pages(profile, drawn=None) -> list[str]:
    return pdf_pages(profile_pdf(profile, drawn, TYPST_FONTS).data)


def test_a_profile_says_everything_on_one_page() -> None:
    made = profile_pdf(PROFILE, None, TYPST_FONTS)
    (page,) = pdf_pages(made.data)

    for text in shown_texts(PROFILE):
        assert text.replace(" ", "") in page.replace(" ", ""), text
    assert made.fonts == ("Libertinus Serif",)
    assert made.warnings == ()


@pytest.mark.parametrize(
    "profile",
    [
        long_profile(18),
        long_profile(18, "Xã " + "Nối Dài " * 12),
        long_profile(60),  # more than the smallest size holds: made smaller as a whole
        replace(PROFILE, rows=PROFILE.rows[:1], provenance="", goals=PROFILE.goals[:1]),
    ],
)
def test_it_is_one_page_whatever_it_says(profile) -> None:
    assert len(pages(profile)) == len(pages(profile, chart())) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("month", "publication"), [("2023-12", "dien-bien-phu"), ("2026-10", "gia-lai")])
def test_it_is_one_page_for_the_units_that_say_most(month: str, publication: str) -> None:
    series = load_series(month, month, publication, DATA)
    counted = series.card.denominators.notna().sum(axis="columns").droplevel("month")
    most = counted.sort_values(ascending=False, kind="stable").index[:5]

    profiles = list(unit_profiles(series, list(map(str, most))))
    assert len(profiles) == 5
    for profile in profiles:
        assert len(pages(profile)) == 1, profile.unit


def test_texts_are_never_code() -> None:
    texts = iter(HOSTILE * 20)
    profile = with_texts(PROFILE, lambda text: f"{text} {next(texts)}")

    (page,) = pages(profile)
    assert "#eval(1)" in page
    assert "{{ 7*7 }}" in page


def test_letters_that_the_font_lacks_are_told() -> None:
    made = profile_pdf(replace(PROFILE, unit="UBND xã \U0001f600"), None, TYPST_FONTS)

    assert any("\U0001f600" in warning and "tệp PDF" in warning for warning in made.warnings)


def test_the_same_profile_gives_the_same_bytes_of_the_last_day_of_its_figures() -> None:
    first, second = (profile_pdf(PROFILE, chart(), TYPST_FONTS).data for _ in range(2))

    assert first == second
    assert b"/CreationDate(D:20231231" in first.replace(b" ", b"")


def test_the_chart_has_its_words_for_those_who_listen() -> None:
    reader = pypdf.PdfReader(io.BytesIO(profile_pdf(PROFILE, chart(), TYPST_FONTS).data))
    elements = (reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1))
    figures = [one for one in elements if isinstance(one, dict) and one.get("/S") == "/Figure"]

    assert [one.get("/Alt") for one in figures] == ["Tăng 0,13 điểm. tháng 11 6,52 điểm; tháng 12 6,65 điểm"]


def test_it_has_a_title_and_headings_for_those_who_listen() -> None:
    reader = pypdf.PdfReader(io.BytesIO(profile_pdf(PROFILE, None, TYPST_FONTS).data))

    assert reader.metadata.title == "UBND xã Nà Tấu – Phiếu kết quả tháng 12 năm 2023"
    assert reader.trailer["/Root"]["/Lang"] == "vi"
