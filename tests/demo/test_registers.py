"""Invented registers: the counts of the forms beside them in either vocabulary; one seed, one result."""

from pathlib import Path

import pytest

from dbp_analysis.demo import registers, write_demo
from dbp_analysis.reading.month import read_month

from ..made import bytes_below


@pytest.mark.parametrize("kept", ["so-ho-so.xlsx", "dong-bo-ho-so.csv"])
def test_the_forms_are_the_counts_of_either_register(tmp_path: Path, kept: str) -> None:
    place = write_demo(tmp_path / "thu", units=5, months=2, seed=3, dossiers=True)
    for month in place.months:
        folder = place.data / place.publication / month
        for path in [*folder.glob("so-ho-so*"), *folder.glob("dong-bo*")]:
            if path.name != kept:
                path.unlink()
        inputs = read_month(month, data=place.data)
        (check,) = [one for one in inputs.checks if one.id == "register"]
        assert check.result == "passed", check.problems
        assert "dòng lặp" in check.scope


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_demo(tmp_path / name, units=3, months=1, seed=5, dossiers=True)
    assert bytes_below(tmp_path / "a") == bytes_below(tmp_path / "b")


def test_registers_say_that_they_are_invented(tmp_path: Path) -> None:
    place = write_demo(tmp_path / "thu", units=3, months=1, dossiers=True)
    (path,) = (place.data / place.publication).rglob("dong-bo-ho-so.csv")
    assert "H99." in path.read_text("utf-8-sig")


def test_a_large_register_is_parquet_and_several_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "MOST_ROWS_OF_A_SHEET", 200)
    monkeypatch.setattr(registers, "MOST_ROWS_OF_A_CSV", 200)
    place = write_demo(tmp_path / "thu", units=4, months=1, dossiers=True)
    folder = place.data / place.publication / place.months[0]
    assert (folder / "dong-bo-ho-so.parquet").is_file()
    assert len(list(folder.glob("so-ho-so-*.xlsx"))) > 1
    assert read_month(place.months[0], data=place.data).errors == ()


def test_without_being_asked_no_register_is_written(tmp_path: Path) -> None:
    place = write_demo(tmp_path / "thu", units=2, months=1)
    assert not list(place.data.rglob("so-ho-so*"))
