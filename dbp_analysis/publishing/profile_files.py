"""A unit's profile → its files and their record; a folder for each unit, named safely."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.trend.past import past_results
from dbp_analysis.charts.history import history_chart
from dbp_analysis.common.texts import unaccented
from dbp_analysis.publishing.fonts import chart_warnings
from dbp_analysis.publishing.names import PROFILE, document_name
from dbp_analysis.publishing.profile_docx import profile_docx
from dbp_analysis.publishing.profile_page import profile_page
from dbp_analysis.publishing.profile_pdf import profile_pdf
from dbp_analysis.scoring.series import Series
from dbp_analysis.telling.profile.profile import UnitProfile

LONGEST_NAME = 60
"""Characters of a folder's name: paths on Windows are short."""


@dataclass(frozen=True)
class ProfileFiles:
    """The files of one profile by name, the fonts in its PDF, and what the user should know about them."""

    files: Mapping[str, bytes]
    fonts: tuple[str, ...]
    warnings: tuple[str, ...]


def profile_files(profile: UnitProfile, series: Series, name: str) -> ProfileFiles:
    """The profile as docx, PDF and HTML, with a chart of the months where ``series`` has two of them.

    ``name`` is the unit's of :func:`folder_names`.
    """
    with_history = len(past_results(series, profile.unit_code)) > 1
    chart = history_chart(series, profile.unit_code, profile.provenance) if with_history else None
    page = profile_page(profile, chart).encode()
    # typst leaves Python free while it sets the page: Word's file is made meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        setting = beside.submit(profile_pdf, profile, chart)
        document = profile_docx(profile, chart)
        pdf = setting.result()
    called = document_name(PROFILE, name, series.months[-1])
    files = {f"{called}.docx": document, f"{called}.pdf": pdf.data, f"{called}.html": page}
    return ProfileFiles(files, pdf.fonts, (*pdf.warnings, *chart_warnings([chart] if chart else [])))


def folder_names(units: pd.DataFrame) -> dict[str, str]:
    """A folder's name for each unit by code: ``03316-xa-na-tau``. Whatever codes and names are made of, it
    holds only letters a–z, digits and hyphens, and no two are alike, on systems that know no capitals too.
    """
    names: dict[str, str] = {}
    for code, name in sorted(units["unit_name"].items()):
        wanted = "-".join(filter(None, (_plain(str(code)), _plain(str(name))))) or "don-vi"
        wanted = wanted[:LONGEST_NAME].strip("-")
        alike = sum(taken == wanted or taken.startswith(f"{wanted}--") for taken in names.values())
        names[str(code)] = f"{wanted}--{alike + 1}" if alike else wanted
    return names


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "-", unaccented(text).lower()).strip("-")
