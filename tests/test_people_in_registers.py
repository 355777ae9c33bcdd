"""Nothing of the people in a register reaches an output, a log, a message or a temporary file."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
import pytest

from .made import PROJECT, Place
from .registers_made import BOOK, CANARIES, TABLE, dossier, with_registers, write_rows

BROKEN = {
    "a value that is not known": {"status": "NGUOI-NOP-0077"},
    "a day that is none": {"received": "SO-DINH-DANH-0077"},
    "no due day": {"due": None},
    "a unit that is not known": {"unit": "DIA-CHI-0077"},
    "a code that is none": {"code": "0900000077", "channel": "9"},
}


@pytest.fixture
def month(real: Place, tmp_path: Path) -> Iterator[Place]:
    """December 2023 from both registers, a link beside it to a folder for temporary files, whose name is
    short enough for sockets.
    """
    with TemporaryDirectory() as short:
        (tmp_path / "tmp").symlink_to(short)
        yield with_registers(real, BOOK, TABLE)


def dbp(place: Place, *words: str) -> subprocess.Popen[str]:
    temporary = str((place.data.parent / "tmp").resolve())
    words = (*words, "--publication", place.publication, "--data", str(place.data))
    environment = os.environ | {"TMPDIR": temporary, "HOME": temporary}
    command = [sys.executable, "-m", "dbp_analysis", *words]
    return subprocess.Popen(
        command,
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def contents(path: Path) -> str:
    """What a file says, packed or not."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return path.read_bytes().decode("utf-8", "replace")


def leaks(place: Place, *said: str) -> list[str]:
    """Where canaries stand, beside in the registers themselves."""
    root = place.data.parent
    below = [*root.rglob("*"), *(root / "tmp").resolve().rglob("*")]
    files = [p for p in below if p.is_file() and not p.name.startswith(("so-ho-so", "dong-bo-2"))]
    files += [p for p in (PROJECT / ".tmp",) if p.exists()]
    texts = {str(path): contents(path) for path in files} | {"said": "\n".join(said)}
    return [name for name, text in texts.items() if any(canary in text for canary in CANARIES)]


def test_a_whole_run_leaves_nothing_of_them(month: Place) -> None:
    done = dbp(month, "run", "2023-12", "--output", str(month.output))
    said = done.communicate(timeout=300)
    assert done.returncode == 0, said
    assert (month.output / "dien-bien-phu/2023-12/scores.csv").is_file()
    assert leaks(month, *said) == []


def test_a_refused_register_leaves_nothing_of_them(month: Place) -> None:
    write_rows(month.folder / "dong-bo-2.csv", *(dossier(**cells) for cells in BROKEN.values()))
    done = dbp(month, "check", "2023-12")
    said = done.communicate(timeout=120)
    assert done.returncode == 3, said
    assert "dong-bo-2.csv" in said[1]
    assert leaks(month, *said) == []


def test_a_comparison_of_rules_names_codes_alone(month: Place) -> None:
    path = month.data.parent / "doi-ben.csv"
    done = dbp(month, "rules", "2023-12", "--against", "tung-dong", "--list", str(path))
    said = done.communicate(timeout=120)
    assert done.returncode == 0, said
    assert "H18.21-" in said[0]
    assert path.is_file()
    assert leaks(month, *said) == []


def test_the_state_of_an_open_month_names_codes_alone(month: Place) -> None:
    asked = ("--as-of", "2023-12-20 10:30", "--output", str(month.output))
    done = dbp(month, "today", *asked)
    said = done.communicate(timeout=300)
    assert done.returncode == 0, said
    made = month.output / "dien-bien-phu/2023-12-hom-nay"
    assert {"run.json", "today.ipynb"} < {path.name for path in made.iterdir()}
    assert "H18.21-" in contents(made / "tam-tinh-dien-bien-phu-2023-12-20-10h30.xlsx")
    assert leaks(month, *said) == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
@pytest.mark.parametrize("seconds", [2, 4, 8])
def test_a_killed_run_leaves_nothing_of_them(month: Place, seconds: int) -> None:
    started = dbp(month, "run", "2023-12", "--output", str(month.output))
    time.sleep(seconds)
    os.killpg(started.pid, signal.SIGKILL)
    assert leaks(month, *started.communicate()) == []
