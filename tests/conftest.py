"""Fixtures that all tests share; ``made.py`` beside this says what the tiny place holds."""

import gc
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from dbp_analysis.cli import main
from dbp_analysis.reading.inputs import MonthInputs

from .made import PROJECT, Place, copy_real, make_place

# The same examples on every run, however slow the machine: more of them would find little more.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("steady")


def pytest_collection() -> None:
    """Thousands of tests are made and none goes: to look for garbage among them takes seconds."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A tiny data folder in ``tmp_path``: three units, one scheme, two layouts, one month of exports."""
    return make_place(tmp_path)


@pytest.fixture(scope="session")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> MonthInputs:
    """The month of the tiny place, read once for all tests: nobody may write into its frames."""
    return make_place(tmp_path_factory.mktemp("tiny")).read()


@pytest.fixture
def real(tmp_path: Path) -> Place:
    """The project's own data folder copied to ``tmp_path``, with December 2023 of Điện Biên Phủ."""
    return copy_real(tmp_path)


@pytest.fixture
def dbp(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """The command ``dbp`` without a process of its own."""

    def run(*arguments: object, cwd: Path = PROJECT) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["dbp", *map(str, arguments)])
        monkeypatch.setattr(signal, "signal", lambda *_: None)
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        return subprocess.CompletedProcess(arguments, code, *capsys.readouterr())

    return run
