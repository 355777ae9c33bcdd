"""The pages in a real browser: for every reader, at every width, with the keyboard alone, and on paper."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.charts import monthly_charts, stakes_chart, trend_charts
from dbp_analysis.publishing.page import month_page
from dbp_analysis.publishing.profile_page import profile_page
from dbp_analysis.publishing.today_page import today_page
from dbp_analysis.publishing.trend_page import trend_page
from dbp_analysis.telling.today import describe_today

from ..made import real_inputs
from ..publishing.profiles import PROFILE, chart
from ..publishing.test_workbook import content_of, national, report_of
from ..today_made import december
from ..trend_made import sample_trend
from .notebook_page import wants_pictures

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LOOKS: dict[str, dict[str, Any]] = {
    "1280": {"viewport": {"width": 1280, "height": 900}},
    "390": {"viewport": {"width": 390, "height": 844}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "forced": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark", "forced_colors": "active"},
}
SIDES = """charts => charts.filter(one => one.getBoundingClientRect().width).map(one => {
    const box = one.getBoundingClientRect(), texts = [...one.querySelectorAll("text")];
    const size = text => parseFloat(getComputedStyle(text).fontSize);
    return [box.left >= 0 && box.right <= innerWidth,
            texts.every(text => text.getBoundingClientRect().right <= box.right + 1),
            Math.min(...texts.map(size)) * box.width / one.viewBox.baseVal.width];
})"""
"""Of each chart that is shown: whether it fits the window, and its texts fit it, and its smallest letter."""


def a_page(inputs):
    report = report_of(inputs)
    return month_page(report, content_of(report), monthly_charts(report.card), {"bao-cao.pdf": "báo cáo"})


def a_trend():
    trend = sample_trend("2025-05", "2025-08")
    return trend_page(trend, describe_trend(trend), trend_charts(trend))


@pytest.fixture(scope="module")
def pages(inputs, tmp_path_factory) -> dict[str, Path]:
    """Each kind of page as a file."""
    made = {
        "page": a_page(real_inputs()),
        "many": a_page(national(inputs, 30)),
        "profile": profile_page(PROFILE, chart()),
        "trend": a_trend(),
        "today": today_page(december(), describe_today(december()), stakes_chart(december())),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@contextmanager
def opened(browser: "Browser", path: Path, **look: Any) -> Iterator["Page"]:
    """The page in a window of its own; it may ask for nothing but itself."""
    with browser.new_context(**look) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        yield page
        assert asked == [path.as_uri()]


@pytest.mark.parametrize(
    ("name", "look"),
    [
        *product(("page", "profile", "today", "trend"), LOOKS),
        ("many", "1280"),
        ("many", "390"),
    ],  # its colours are a page's
)
def test_axe_finds_nothing(browser, pages, pictures, name, look):
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, pages[name], **LOOKS[look]) as page:
        if wants_pictures():
            page.screenshot(path=pictures / f"{name}-{look}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
        sides = page.eval_on_selector_all(".chart svg", SIDES)
        assert sides
        assert all(chart[:2] == [True, True] for chart in sides), "a chart is cut off"
        assert all(letter >= 9 for *_, letter in sides)
        page.eval_on_selector_all(
            "details:not(details ~ details)", "all => all.forEach((one) => { one.open = true; })"
        )
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_the_ranking_is_sorted_and_filtered_with_the_keyboard_alone_and_that_is_said(browser, pages):
    with opened(browser, pages["many"]) as page:
        names = page.locator(".ranking tbody tr:visible th")
        said = page.get_by_role("status")
        page.get_by_role("button", name="Đơn vị", exact=True).focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Space")
        head = page.get_by_role("columnheader", name="Đơn vị", exact=True)
        assert head.get_attribute("aria-sort") == "descending"
        assert page.locator("th[aria-sort]").count() == 1
        assert (names.first.inner_text(), names.last.inner_text()) == ("Xã Số 30", "Xã Số 1")
        assert said.inner_text() == "Sắp theo đơn vị, giảm dần"
        page.get_by_role("button", name="Tổng điểm").press("Enter")
        assert names.last.inner_text() == "Xã Số 30", "a unit without a total is last whichever the order"
        page.get_by_role("button", name="Hạng").press("Enter")
        assert names.first.inner_text() == "Xã Số 1"
        page.get_by_label("Xếp loại", exact=True).select_option("Xuất sắc")
        page.get_by_label("Tìm đơn vị").fill("xa so 2")
        assert names.all_inner_texts() == ["Xã Số 2"]
        assert said.inner_text() == "1 đơn vị"


def test_without_scripts_the_ranking_is_a_plain_table(browser, pages):
    with opened(browser, pages["many"], java_script_enabled=False) as page:
        assert page.locator(".ranking tbody tr").count() == 30
        assert page.get_by_role("button").count() == page.get_by_role("searchbox").count() == 0


def test_units_are_printed_where_one_asks_for_them_or_has_opened_them(browser, pages):
    with opened(browser, pages["many"]) as page:
        page.emulate_media(media="print")
        heading, parts = (
            page.get_by_role("heading", name="Từng đơn vị"),
            page.locator(".units details:visible"),
        )
        assert (heading.is_visible(), parts.count()) == (False, 0)
        page.locator(".units details").first.evaluate("one => { one.open = true; }")
        assert (heading.is_visible(), parts.count()) == (True, 1)
        page.locator("#in-don-vi").evaluate("box => { box.checked = true; }")
        assert parts.count() == 30


def test_a_province_is_printed_on_fewer_than_twelve_pages_as_wide_as_paper(browser, inputs, tmp_path):
    path = tmp_path / "province.html"
    path.write_text(a_page(national(inputs, 135)), encoding="utf-8")
    with opened(browser, path, viewport={"width": 680, "height": 960}) as page:  # A4 within its margins
        printed = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
        assert len(printed.pages) < 12
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= 680


def test_a_score_stands_out_of_its_scale_whatever_colours_the_reader_wants(browser, pages):
    light = {"color_scheme": "light", "forced_colors": "active"}
    for look in (LOOKS["1280"], LOOKS["dark"], LOOKS["forced"], light):
        with opened(browser, pages["page"], **look) as page:
            of_bar = (
                "all => all.slice(0, 2).map((one) => Number(getComputedStyle(one).fill.match(/\\d+/g)[1]))"
            )
            track, fill = page.eval_on_selector_all(".bar .track, .bar .fill", of_bar)
            ground = page.evaluate(
                "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[1]"
            )
            assert abs(fill - ground) > abs(track - ground) + 50
