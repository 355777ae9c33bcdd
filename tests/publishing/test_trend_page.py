import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from dbp_analysis.asking.trend.commentary import describe_trend
from dbp_analysis.asking.trend.trends import Trend, read_trend
from dbp_analysis.charts import trend_charts
from dbp_analysis.publishing.templates import css_text
from dbp_analysis.publishing.trend_page import trend_page
from dbp_analysis.settings.month_file import Month

from ..made import Place
from ..trend_made import rows, sample_trend, series_of


def page_of(trend: Trend) -> str:
    return trend_page(trend, describe_trend(trend), trend_charts(trend))


@pytest.fixture(scope="module")
def sample() -> Trend:
    return sample_trend("2025-05", "2025-08")


@pytest.fixture(scope="module")
def page(sample: Trend) -> str:
    return page_of(sample)


def test_it_loads_nothing_and_runs_nothing(page: str) -> None:
    read = BeautifulSoup(page, "html.parser")

    loading = [tag.name for tag in read.find_all(["script", "link", "img", "iframe", "object", "form"])]
    references = [tag.get("href") or tag.get("xlink:href") for tag in read.find_all(["a", "use", "image"])]
    assert loading == []
    assert all(reference.startswith(("#", "charts/")) for reference in references)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"|http-equiv', "", str(read))


def test_every_reference_within_the_page_leads_somewhere(page: str) -> None:
    read = BeautifulSoup(page, "html.parser")

    ids = [tag["id"] for tag in read.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {tag["href"][1:] for tag in read.find_all("a") if tag["href"][0] == "#"} <= set(ids)
    assert read.html["lang"] == "vi"
    assert len(read.find_all("h1")) == 1


def test_sentences_notes_charts_and_tables_are_on_it(sample: Trend, page: str) -> None:
    for topic in describe_trend(sample).topics:
        assert all(f"<li>{sentence}</li>" in page for sentence in topic.sentences)
    assert all(f"{note}</p>" in page for note in sample.series.notes)
    assert f"@bottom-left {{ content: {css_text(' '.join(sample.series.notes))};" in page
    assert page.count("<svg") == 6
    # A table of limits that nothing has yet would be all dashes: sentences say why.
    assert not any(sample.limits.values())
    assert page.count('<table class="wide">') == 2
    assert "Sáp nhập" in page
    assert f"<h1>Xu hướng: {sample.series.inputs[-1].publication.title}" in page


def test_text_from_files_is_escaped(place: Place) -> None:
    evil = "<script>alert(1)</script>"
    months = {"2023-11": rows(9, 8, 7), "2023-12": rows(9, 8, 7)}
    series = series_of(place, months, m2023_12=Month(note=evil))
    titled = series.inputs[-1].publication.model_copy(update={"title": evil})
    inputs = (*series.inputs[:-1], replace(series.inputs[-1], publication=titled))
    units = series.card.units.replace("Nà Tấu", "<b>Nà Tấu</b>")

    page = page_of(read_trend(replace(series, inputs=inputs, card=replace(series.card, units=units))))

    assert evil not in page
    assert "<b>Nà Tấu" not in page
    assert "&lt;b&gt;Nà Tấu" in page


def test_without_notes_there_is_no_empty_box(place: Place) -> None:
    page = page_of(read_trend(series_of(place, {"2023-11": rows(9, 8, 7), "2023-12": rows(9, 8, 7)})))

    assert not re.search(r'<div class="note">', page)
    assert "Sáp nhập" not in page
