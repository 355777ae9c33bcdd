"""The page of a profile: everything is there and escaped, nothing comes from elsewhere."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dbp_analysis.publishing.profile_page import profile_page
from dbp_analysis.publishing.templates import css_text

from .profiles import CHART_TITLE, PROFILE, chart, shown_texts, with_texts

VOID = {"meta", "br", "rect", "path", "use"}


class _Reader(HTMLParser):
    """Collects the text outside styles, and whether elements close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(tag)

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_the_page_says_everything_in_its_order() -> None:
    said = " ".join(" ".join(read(profile_page(PROFILE)).text).split())
    at = said.index(PROFILE.issuer)

    for text in shown_texts(PROFILE):
        assert text in said[at:], text
        at = said.index(text, at)


def test_what_the_figures_are_stands_on_every_printed_page() -> None:
    printed = f"@bottom-left {{ content: {css_text(f'Lưu ý về số liệu: {PROFILE.provenance}')};"

    assert PROFILE.provenance
    assert printed in profile_page(PROFILE)
    assert "@bottom-left" not in profile_page(replace(PROFILE, provenance=""))


@pytest.mark.parametrize("drawn", [None, chart()])
def test_elements_are_closed_in_order(drawn) -> None:
    reader = read(profile_page(PROFILE, drawn))

    assert reader.wrong == []
    assert reader.open == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = profile_page(PROFILE, chart())

    assert not re.search(r"(src|href)=\"(?!#)", page)
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert 'lang="vi"' in page


def test_texts_are_escaped() -> None:
    page = profile_page(with_texts(PROFILE, lambda text: f"{text}<script>alert(1)</script>&{{{{ 7*7 }}}}"))

    assert "<script" not in page
    assert "49" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    assert "&lt;script&gt;" in page


def test_the_chart_stands_in_the_page_with_its_words() -> None:
    page = profile_page(PROFILE, chart())

    assert page.count("<svg") == 3  # the chart in two widths, and the bar of the one loss
    assert CHART_TITLE in page
    assert "tháng 11 6,52 điểm" in page
    assert 'class="history"' not in profile_page(PROFILE)


def test_official_figures_bear_no_label() -> None:
    assert "Lưu ý về số liệu" in profile_page(PROFILE)
    assert "Lưu ý về số liệu" not in profile_page(with_texts(PROFILE, lambda t: "" if "dựng lại" in t else t))
