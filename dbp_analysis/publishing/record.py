"""What went into a run and what came out, by SHA-256: the content of ``run.json``."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dbp_analysis.common.digests import (
    Sources,
    digest,
    file_hash,
    hash_now,
    register_digest,
    settings_digest,
    together,
)
from dbp_analysis.common.errors import DbpError, Problem
from dbp_analysis.common.periods import months_within, preceding
from dbp_analysis.settings.project import MONTHLY_NOTEBOOK, Project, is_litter
from dbp_analysis.settings.sentences import WORDING
from dbp_analysis.settings.shipped import IN_WHEEL

if TYPE_CHECKING:
    from dbp_analysis.reading.check_result import CheckResult
    from dbp_analysis.reading.inputs import MonthInputs

RUN_RECORD = "run.json"
"""Written after all other outputs: a folder without it is not a finished month."""

PACKAGES = (
    "dbp-analysis",
    "ipykernel",
    "ipython",
    "jinja2",
    "kiwisolver",
    "lxml",
    "matplotlib",
    "msoffcrypto-tool",
    "nbclient",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pillow",
    "pydantic",
    "python-calamine",
    "python-docx",
    "rapidfuzz",
    "typst",
    "xlrd",
    "XlsxWriter",
)
"""The packages whose version can change an output: those that read, compute, phrase, draw or write one."""


def run_record(
    inputs: MonthInputs,
    outputs: Mapping[str, bytes],
    fonts: Sequence[str],
    warnings: Sequence[str],
    previous: Sources | None = None,
) -> dict[str, Any]:
    """The record of a run: parameters, scheme, inputs, checks, outputs, fonts, versions.

    ``previous`` are the files of the month before that went in too. Inputs are those that were read, not
    those that lie there now; ``used`` is what the month uses of them. Paths are relative to the data folder
    and to the output folder; there is no clock in it. Raise ``RunFailed`` where a file was read twice and
    had changed.
    """
    before, data = previous or Sources(), inputs.project.data
    read = together([inputs.sources.digests, before.digests])
    return {
        "parameters": {"publication": inputs.publication.id, "month": inputs.month},
        "provenance": {"kind": inputs.settings.provenance, "note": inputs.settings.note},
        "scheme": {
            "id": inputs.scheme.id,
            "title": inputs.scheme.title,
            "legal_basis": list(inputs.scheme.legal_basis),
        },
        "code": code_hashes(inputs.project, MONTHLY_NOTEBOOK),
        "inputs": {relative_name(path, data): seen for path, seen in read.items()},
        "used": {
            relative_name(path, data): seen for path, seen in (before.used | inputs.sources.used).items()
        },
        "corrections": [
            correction.model_dump(mode="json", by_alias=True) for correction in inputs.corrections
        ],
        "checks": [_check(check) for check in inputs.checks],
        "outputs": {name: digest(content) for name, content in outputs.items()},
        "fonts": {"pdf": list(fonts), "charts": ["DejaVu Sans"]},
        "warnings": list(warnings),
        "versions": versions(),
    }


def write_record(folder: Path, record: Mapping[str, Any]) -> None:
    """Write ``run.json`` into ``folder``, keys in a fixed order, text readable."""
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / RUN_RECORD).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(folder: Path) -> dict[str, Any] | None:
    """The record of the run in ``folder``, or None where none has finished or it cannot be read."""
    try:
        record = json.loads((folder / RUN_RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and isinstance(record.get("outputs"), dict) else None


def touched_by_hand(folder: Path) -> list[str]:
    """The files in ``folder`` that were edited or added since the run that its ``run.json`` records; all of
    them where there is no record. What systems and Office leave behind does not count.
    """
    made: dict[str, str] = (read_record(folder) or {"outputs": {}})["outputs"]
    found = {relative_name(path, folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    own = {name: path for name, path in found.items() if name != RUN_RECORD and not is_litter(name)}
    return [name for name, path in own.items() if made.get(name) != file_hash(path)]


def is_current(project: Project, publication: str, month: str) -> bool:
    """Whether the outputs of a month were made from the inputs, the code and the versions of today.

    The month before is an input too: its figures are compared with.
    """
    folder = project.output_folder(publication, month)
    record = read_record(folder)
    if record is None or not all((folder / name).is_file() for name in record["outputs"]):
        return False
    if record.get("code") != code_hashes(project, MONTHLY_NOTEBOOK) or record["versions"] != versions():
        return False
    recorded: dict[str, str] = record["inputs"]
    periods = (month, preceding(month))
    own = tuple(f"{publication}/{m}/" for one in periods for m in dict.fromkeys((one, *months_within(one))))
    files = [*project.input_files(publication, month), *project.files_before(publication, month)]
    for one in periods:  # whose own form has points only: then its counts are those of its months
        parts = [p for m in project.parts(publication, one) for p in project.month_files(publication, m)]
        if any(relative_name(path, project.data) in recorded for path in parts):
            files += parts
    if {name for name in recorded if name.startswith(own)} != {relative_name(p, project.data) for p in files}:
        return False
    used: dict[str, str] = record.get("used", {})
    return all(
        hash_now(project.data / name) == seen
        or (name in used and used[name] == _used_now(project, publication, month, name))
        for name, seen in recorded.items()
    )


def _used_now(project: Project, publication: str, month: str, name: str) -> str:
    """What a month uses today of a settings file; empty where that cannot be read."""
    path = project.data / name
    try:
        if path.suffix == ".toml":
            return settings_digest(path.read_bytes())
        from dbp_analysis.settings.publication import load_publication
        from dbp_analysis.settings.units import read_register

        place = load_publication(project.data / publication / "publication.toml").place
        return register_digest(read_register(path), place, month)
    except (OSError, ValueError, RecursionError, DbpError):
        return ""


def changed_inputs(record: Mapping[str, Any], data: Path, read: Mapping[Path, str]) -> list[str]:
    """The inputs of a record that are no longer what it says they were, or were not yet when they were first
    ``read``.
    """
    recorded: Mapping[str, str] = record.get("inputs", {})
    paths = {relative_name(path, data): path for path in read}
    first = {name: read[path] for name, path in paths.items()}
    now = {name: hash_now(paths.get(name, data / name)) for name in {*recorded, *first}}
    return sorted(n for n in now if not recorded.get(n) == now[n] == first.get(n, now[n]))


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of the packages that can change an output."""
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def code_hashes(project: Project, notebook: str) -> dict[str, str]:
    """The hash of this package's own files, and of the notebook that is run; without a notebook, the first
    alone.
    """
    path = project.notebooks / notebook
    return {"dbp_analysis": _package_hash()} | ({notebook: file_hash(path)} if path.is_file() else {})


@cache
def _package_hash() -> str:
    aside = {"__pycache__", IN_WHEEL.name}  # what a project begins from is no code, and its own from then on
    digest = sha256()
    for root in (Path(__file__).parents[1], WORDING):
        names = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        files = (root / name for name in names if not aside & set(name.parts))
        for path in sorted(files):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def relative_name(path: Path, folder: Path) -> str:
    """``path`` below ``folder``, with forward slashes on every system; a scenario's file may lie outside."""
    if not path.is_relative_to(folder):
        return f"scenario/{path.name}"
    return path.relative_to(folder).as_posix()


def _check(check: CheckResult) -> dict[str, Any]:
    problems = [_problem(problem) for problem in check.problems]
    facts = {"id": check.id, "title": check.title, "scope": check.scope, "result": check.result}
    return {**facts, "unchecked": check.unchecked, "problems": problems}


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "what": problem.what,
        "where": problem.where,
        "remedy": problem.remedy,
    }
