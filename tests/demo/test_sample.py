"""The sample months in ``data/`` are the ones that the code makes, and say everywhere what they are."""

import zipfile
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.demo.sample import PUBLICATION, SEED, sample_counts, write_sample
from dbp_analysis.demo.settings import LABEL
from dbp_analysis.reading.month import read_month
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.publication import load_publication
from dbp_analysis.settings.units import read_register

from ..made import PROJECT, bytes_below

DATA = PROJECT / "data"
MERGED = {
    "03127": ["03127", "03130", "03133", "03136", "03142", "03145"],
    "03316": ["03316"],
    "03325": ["03317", "03325", "03326"],
    "03334": ["03124", "03139"],
}
"""The unit since July 2025 → the units of June, by the resolution on the merger."""


@pytest.fixture(scope="module")
def register() -> pd.DataFrame:
    return read_register(DATA / "units.csv")


def unpacked(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, those of a workbook one by one: how tightly they are packed depends on the machine."""
    parts: dict[str, bytes] = {}
    for name, content in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(content)) as book:
                parts |= {f"{name}/{part}": book.read(part) for part in book.namelist()}
        else:
            parts[name] = content
    return parts


def test_the_months_in_the_repository_are_the_ones_that_are_made(
    tmp_path: Path, register: pd.DataFrame
) -> None:
    write_sample(tmp_path, register)
    kept = bytes_below(DATA / PUBLICATION)
    del kept["publication.toml"]
    assert unpacked(bytes_below(tmp_path)) == unpacked(kept)


def test_another_seed_makes_other_figures(register: pd.DataFrame) -> None:
    (_, ours), (_, others) = (next(sample_counts(register, seed)) for seed in (SEED, SEED + 1))
    assert not ours.equals(others)


def test_every_month_of_2025_is_there_and_passes_every_check() -> None:
    months = find_project(DATA).months(PUBLICATION)
    assert months == [f"2025-{number:02d}" for number in range(1, 13)]
    for month in months:
        inputs = read_month(month, data=DATA)  # no other publication has it
        assert inputs.errors == ()
        assert inputs.warnings == ()
        assert len(inputs.counts) == len(inputs.units) == (12 if month < "2025-07" else 4)


def test_what_is_pending_at_the_end_of_june_is_carried_over_by_the_successors(register: pd.DataFrame) -> None:
    months = dict(sample_counts(register, SEED))
    june, july = months["2025-06"]["pending_total"], months["2025-07"]["carried_over"]
    assert july.to_dict() == {code: june[parts].sum() for code, parts in MERGED.items()}


def test_the_published_months_still_belong_to_one_publication() -> None:
    project = find_project(DATA)
    assert project.choose("2023-12") == ("dien-bien-phu", "2023-12")
    assert project.choose("2026-10") == ("gia-lai", "2026-10")


def test_it_differs_from_the_real_publication_only_in_its_label() -> None:
    ours, theirs = (
        load_publication(DATA / name / "publication.toml") for name in (PUBLICATION, "dien-bien-phu")
    )
    same = ("place", "scheme", "layouts", "unit_label", "unit_noun", "issuer")
    assert all(getattr(ours, name) == getattr(theirs, name) for name in same)
    report = ours.report
    assert "(số liệu thử)" in ours.title
    assert "(số liệu thử)" in ours.place_name
    assert LABEL in report.subject
    assert LABEL in report.annex_title[-1].lower()
    assert LABEL in report.closing
    assert "không có thật" in report.opening


@pytest.mark.parametrize("month", ["2025-01", "2025-12"])
def test_every_export_and_every_month_says_that_it_is_synthetic(month: str) -> None:
    inputs = read_month(month, data=DATA)
    assert inputs.settings.provenance == "synthetic"
    assert "không có thật" in inputs.settings.note
    assert [LABEL in reading.heading.lower() for reading in inputs.readings] == [True] * 4
