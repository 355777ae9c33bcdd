"""What went into a run and what came out, by SHA-256: the content of ``run.json``."""

import json
import platform
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dbp_analysis.checks import CheckResult
from dbp_analysis.errors import Problem
from dbp_analysis.inputs import MonthInputs

RUN_RECORD = "run.json"
"""Written after all other outputs: a folder without it is not a finished month."""

PACKAGES = (
    "dbp-analysis",
    "matplotlib",
    "numpy",
    "pandas",
    "papermill",
    "python-calamine",
    "python-docx",
    "typst",
    "XlsxWriter",
)
"""The packages whose version can change an output."""


def run_record(
    inputs: MonthInputs, outputs: Mapping[str, bytes], fonts: Sequence[str], warnings: Sequence[str]
) -> dict[str, Any]:
    """The record of a run: parameters, scheme, inputs, checks, outputs, fonts, versions.

    Paths are relative to the data folder and to the output folder; there is no clock in it.
    """
    return {
        "parameters": {"publication": inputs.publication.id, "month": inputs.month},
        "provenance": {"kind": inputs.settings.provenance, "note": inputs.settings.note},
        "scheme": {
            "id": inputs.scheme.id,
            "title": inputs.scheme.title,
            "legal_basis": list(inputs.scheme.legal_basis),
        },
        "inputs": {relative_name(path, inputs.project.data): file_hash(path) for path in inputs.files},
        "corrections": [
            correction.model_dump(mode="json", by_alias=True) for correction in inputs.corrections
        ],
        "checks": [_check(check) for check in inputs.checks],
        "outputs": {name: sha256(data).hexdigest() for name, data in outputs.items()},
        "fonts": {"report.pdf": list(fonts), "charts": ["DejaVu Sans"]},
        "warnings": list(warnings),
        "versions": {"python": platform.python_version()} | {name: version(name) for name in PACKAGES},
    }


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write ``run.json`` into ``folder``, keys in a fixed order, text readable."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / RUN_RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(folder: Path) -> dict[str, Any] | None:
    """The record of the run in ``folder``, or None where no run has finished."""
    try:
        record: dict[str, Any] = json.loads((folder / RUN_RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record


def edited_outputs(folder: Path) -> list[str]:
    """The outputs in ``folder`` that were edited since the run that its ``run.json`` records."""
    record = read_record(folder) or {"outputs": {}}
    present = {name: digest for name, digest in record["outputs"].items() if (folder / name).is_file()}
    return [name for name, digest in present.items() if file_hash(folder / name) != digest]


def file_hash(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def relative_name(path: Path, folder: Path) -> str:
    """``path`` below ``folder``, with forward slashes on every system."""
    return path.relative_to(folder).as_posix()


def _check(check: CheckResult) -> dict[str, Any]:
    problems = [_problem(problem) for problem in check.problems]
    return {"id": check.id, "title": check.title, "scope": check.scope, "problems": problems}


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "what": problem.what,
        "where": problem.where,
        "remedy": problem.remedy,
    }
