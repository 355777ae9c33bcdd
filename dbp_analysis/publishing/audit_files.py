"""An audit → its files: a page, a sheet to send to the authors, every finding as CSV."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from dbp_analysis.auditing.audit import Audit
from dbp_analysis.common.csv_out import csv_text
from dbp_analysis.common.digests import digest
from dbp_analysis.publishing.audit_docx import audit_docx
from dbp_analysis.publishing.names import AUDIT, audit_name, document_name
from dbp_analysis.publishing.record import code_hashes, relative_name, versions
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.publishing.written import NOTHING, Published, write_outputs
from dbp_analysis.settings.project import AUDIT_NOTEBOOK
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")


def publish_audit(audit: Audit, folder: str | Path = "") -> Published:
    """Write every output of an audit into ``folder``; nothing when ``folder`` is empty."""
    if not folder:
        return NOTHING
    called = document_name(AUDIT, audit_name(audit.path))
    files = {
        f"{called}.docx": audit_docx(audit),
        f"{called}.html": audit_page(audit).encode(),
        "findings.csv": csv_text(findings_frame(audit)).encode("utf-8-sig"),
    }
    descriptions = {name: say(f"written.{name.rpartition('.')[2]}") for name in files}
    return write_outputs(Path(folder), files, _record(audit, files), descriptions)


def findings_frame(audit: Audit) -> pd.DataFrame:
    """One row a finding, in the order of places: ``kind``, ``place``, ``said``, ``follows``, ``sure``, the
    code of the ``unit`` and the ``column``.
    """
    names = ["kind", "place", "said", "follows", "sure", "unit", "column"]
    return pd.DataFrame([[getattr(f, name) for name in names] for f in audit.findings], columns=names)


def audit_page(audit: Audit) -> str:
    """The page as HTML: no address, no clock, everything escaped."""
    return page_template("audit.html.j2").render(
        title=say("page.title"),
        issuer=(say("page.by"),),
        period=audit.document.file,
        verdict=audit.verdict,
        facts=audit.facts,
        heads=[say(f"head.{name}") for name in ("number", "place", "said", "follows", "sure")],
        rows=audit.rows,
        repaired=audit.repaired,
        levels=audit.levels,
    )


def _record(audit: Audit, files: Mapping[str, bytes]) -> dict[str, Any]:
    taken = audit.taken_for
    return {
        "parameters": {
            "publication": taken.publication.id if taken.publication else "",
            "month": taken.period,
            "schemes": list(dict.fromkeys(one.scheme.id for one in audit.annexes)),
        },
        "findings": len(audit.findings),
        "code": code_hashes(audit.project, AUDIT_NOTEBOOK),
        "inputs": {relative_name(audit.path, audit.project.data): audit.digest},
        "outputs": {name: digest(data) for name, data in files.items()},
        "warnings": [],
        "versions": versions(),
    }
