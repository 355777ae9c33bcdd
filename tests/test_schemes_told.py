"""Schemes of every feature of the language are told: report, annex, workbook, page and profiles."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.common.numbers import settle
from dbp_analysis.publishing.content import report_content
from dbp_analysis.publishing.page import month_page
from dbp_analysis.publishing.workbook import annex_workbook
from dbp_analysis.scoring.explain import explain
from dbp_analysis.telling.findings_table import findings_table
from dbp_analysis.telling.profile.headlines import headlines, losses_text
from dbp_analysis.telling.profile.rows import unit_rows
from dbp_analysis.telling.report import write_report

from .made import real_inputs
from .scoring.test_generated_schemes import drawn


@cache
def month():
    return real_inputs()


@pytest.mark.parametrize("seed", range(15))
def test_a_drawn_scheme_is_told_without_a_crash_and_its_points_add_up(seed: int) -> None:
    _, _, card = drawn(seed)
    card = card.month(card.months[0])
    inputs = replace(month(), scheme=card.scheme, counts=card.counts, units=card.units, readings=())
    report = write_report(inputs, card, SincePrevious(""))
    content = report_content(inputs.publication, inputs.settings, card, report.commentary)
    assert annex_workbook(report, content)
    page = month_page(report, content, ())
    findings_table(report.findings, card)._repr_html_()
    rows = unit_rows(card)
    results = {str(code): row for code, row in card.of_units(card.results).to_dict("index").items()}
    factor = card.of_units(card.scheme.maximum / card.open_to.sum(axis="columns").to_frame("of"))["of"]
    for code, own in results.items():
        headlines(card, results, code)
        assert losses_text(card.scheme, own, rows[code])
        if pd.notna(own["total"]):
            table = explain(card, code)
            beside = table.index.isin([*card.adjustments])
            added = table["points"][~beside].sum() * factor[code] + table["points"][beside].sum()
            assert settle(float(added)) == settle(float(own["total"]))
            assert not own["held_back"] or own["held_back"] in page
