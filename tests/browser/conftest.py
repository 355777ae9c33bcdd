"""Fixtures of the browser tests: one JupyterLab and one Chromium for all, a notebook in a page for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .lab import Lab, running_lab
from .notebook_page import HEIGHT, WIDTH, NotebookPage, evidence

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

OpenNotebook = Callable[[Path], AbstractContextManager[NotebookPage]]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Headless Chromium as the system has it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail('playwright is missing: pip install -c constraints.txt -e ".[browser]"', pytrace=False)
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.fail(f"none of {', '.join(BROWSERS)} is installed: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a copy of the project's notebooks and data."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the folder that DBP_SCREENSHOTS names, or a temporary one."""
    named = os.environ.get("DBP_SCREENSHOTS")
    folder = Path(named).absolute() if named else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_notebook(browser: "Browser", lab: Lab, pictures: Path) -> OpenNotebook:
    """Opens a notebook in a page of its own, which is closed when the block ends."""

    @contextmanager
    def opened(notebook: Path) -> Iterator[NotebookPage]:
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
        page = NotebookPage(context.new_page(), notebook, pictures)
        with context, evidence(page, lab):
            page.open(lab.address(notebook))
            yield page

    return opened
