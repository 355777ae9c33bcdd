"""What the files of a run are called. What people mail says in Vietnamese what it is, of which place and
period, so that no two months share a name; what programs read keeps one English name in every folder.
"""

import re
from pathlib import Path
from typing import NamedTuple

from dbp_analysis.common.texts import unaccented

REPORT, ANNEX, PAGE, COMMENTARY, PROFILE, TREND = "bao-cao phu-luc trang nhan-dinh phieu xu-huong".split()
PROVISIONAL, RECONCILIATION, AUDIT = "tam-tinh doi-chieu soat".split()
AUDITS = "soat"
"""The folder of the outputs in which each audited report has its own."""


class MonthFiles(NamedTuple):
    """The names of a month's files, but for charts, notebook and record."""

    scores: str
    docx: str
    pdf: str
    workbook: str
    page: str
    commentary: str

    @property
    def of_a_list(self) -> tuple[str, ...]:
        """Those that one of several lists has: the report is that of them all."""
        return tuple(name for name in self if name not in (self.docx, self.pdf))


def audit_name(file: Path) -> str:
    """What the audit of a file goes by: ``Báo cáo 08.docx`` is ``bao-cao-08``."""
    return re.sub(r"[^a-z0-9]+", "-", unaccented(file.stem).lower()).strip("-") or REPORT


def document_name(kind: str, of: str, *periods: str) -> str:
    """The name without its ending: ``bao-cao-dien-bien-phu-2023-12``. ``of`` is the id of a publication, or
    of one of its lists (``lam-dong/xa``), or the folder of a unit.
    """
    return "-".join((kind, of.replace("/", "-"), *periods))


def month_files(publication: str, month: str, scenario: str = "") -> MonthFiles:
    """The names for a month of a publication; those of a ``scenario`` say so, and which."""
    periods = (month, "kich-ban", scenario) if scenario else (month,)
    report, annex, page, commentary = (
        document_name(kind, publication, *periods) for kind in (REPORT, ANNEX, PAGE, COMMENTARY)
    )
    return MonthFiles(
        scores="scores.csv",
        docx=f"{report}.docx",
        pdf=f"{report}.pdf",
        workbook=f"{annex}.xlsx",
        page=f"{page}.html",
        commentary=f"{commentary}.md",
    )
