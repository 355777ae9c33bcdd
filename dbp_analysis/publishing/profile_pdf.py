"""A unit's profile as it is printed."""

from dataclasses import asdict

import typst

from dbp_analysis.charts import Chart
from dbp_analysis.publishing import profile_form as form
from dbp_analysis.publishing.typeset import RenderedPdf, typeset
from dbp_analysis.telling.profile.profile import UnitProfile


def profile_pdf(
    profile: UnitProfile, chart: Chart | None = None, fonts: typst.Fonts | None = None
) -> RenderedPdf:
    """The profile as a PDF of one page."""
    plan = form.plan_profile(profile, form.picture_height(chart))
    values = asdict(profile) | {
        "page": asdict(form.PAGE),
        "sizes": form.sizes(plan.size),
        "widths": plan.widths,
        "colours": form.COLOURS,
        "title": f"{profile.unit} – {profile.title}",
        "head": form.head_lines(profile),
        "chart": chart.svg if chart else "",
        "alt": f"{chart.title}. {chart.description}" if chart else "",
        "header": form.header(),
        "said": {one: form.say(f"form.{one}") for one in ("provenance", "losses", "goals", "certainty")},
        "rows": [
            {
                "cells": form.cells(row),
                "bar": form.bar_length(row, plan),
                "main": row.main,
                "first": row.first,
            }
            for row in profile.rows
        ],
    }
    return typeset("profile", form, values, profile.day, fonts)
