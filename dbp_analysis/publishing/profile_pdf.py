"""``profile.pdf``: a unit's profile as it is printed, set by typst."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib import resources

import typst

from dbp_analysis.charts import Chart
from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing import profile_form as form
from dbp_analysis.publishing.fonts import (
    available_fonts,
    embedded_families,
    font_stack,
    undrawn_characters,
)
from dbp_analysis.publishing.pdf import RenderedPdf
from dbp_analysis.telling.profile.profile import UnitProfile
from dbp_analysis.telling.profile.rows import Row


def profile_pdf(
    profile: UnitProfile, chart: Chart | None = None, fonts: typst.Fonts | None = None
) -> RenderedPdf:
    """The profile as a PDF of one page, in the best of the report's fonts that ``fonts`` (this machine's)
    holds.

    A pure function: the same profile, chart and fonts give the same bytes, without a date.
    """
    found = fonts or available_fonts()
    stack = font_stack(found)
    values = json.dumps(_values(profile, chart, stack), ensure_ascii=False)
    data = typst.compile(_template(), font_paths=found, sys_inputs={"data": values}, format="pdf")
    embedded = embedded_families(data, found)
    return RenderedPdf(data, embedded, _warnings(embedded, stack, undrawn_characters(values, stack, found)))


def _warnings(embedded: Sequence[str], stack: Sequence[str], undrawn: str) -> tuple[str, ...]:
    """What the user should know: letters that the page's own font lacks. A profile is no official document,
    so any font of the form will do.
    """
    others = ", ".join(family for family in embedded if family != stack[0])
    said = (
        (others, f"Một số ký tự trong profile.pdf không có trong phông {stack[0]}, được in bằng {others}."),
        (undrawn, f"Không phông nào trên máy có các ký tự {' '.join(undrawn)}; profile.pdf in ô trống."),
    )
    return tuple(text for found, text in said if found)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("profile.typ").read_bytes()


def _values(profile: UnitProfile, chart: Chart | None, stack: tuple[str, ...]) -> dict[str, object]:
    """What the template prints."""
    plan = form.plan_profile(profile, form.picture_height(chart))
    return {
        "form": {
            "page": asdict(form.PAGE),
            "sizes": form.sizes(plan.size),
            "widths": plan.widths,
            "colours": form.COLOURS,
            "gap": form.GAP,
            "picture": form.PICTURE,
            "gap_share": form.GAP_SHARE,
            "box_margin": form.BOX_MARGIN,
            "box_space": form.BOX_SPACE,
            "provenance": form.PROVENANCE,
            "losses": form.LOSSES,
            "goals": form.GOALS,
            "certainty": form.CERTAINTY,
            "cell_margin": form.CELL_MARGIN,
            "cell_space": form.CELL_SPACE,
        },
        "fonts": stack,
        "unit": printable(profile.unit),
        "title": printable(profile.title),
        "head": [(kind, printable(text)) for kind, text in form.head_lines(profile)],
        "provenance": printable(profile.provenance),
        "headlines": [asdict(one) for one in profile.headlines],
        "chart": chart.svg if chart else "",
        "alt": printable(f"{chart.title}. {chart.description}") if chart else "",
        "losses": printable(profile.losses),
        "header": form.HEADER,
        "rows": [_row(row, plan) for row in profile.rows],
        "goals": [asdict(one) for one in profile.goals],
        "certainty": profile.certainty,
        "notes": [asdict(one) for one in profile.notes],
    }


def _row(row: Row, plan: form.ProfilePlan) -> dict[str, object]:
    return {
        "cells": [printable(text) for text in form.cells(row)],
        "bar": form.bar_length(row, plan),
        "main": row.main,
        "first": row.first,
    }
