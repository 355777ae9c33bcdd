"""A notebook open in JupyterLab, driven and looked at as its user does."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .lab import Lab

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WIDTH, HEIGHT = 1400, 900
TALLEST = 16_000
"""Chromium paints no picture that is taller."""
FRAME = 150
"""Menus and bars above and below the notebook take less."""
OPEN_MS, RUN_MS, REACT_MS = 60_000, 120_000, 30_000


def wants_pictures() -> bool:
    """Whether somebody will look: to paint all of a page takes longer than to test it."""
    return "DBP_SCREENSHOTS" in os.environ


class NotebookPage:
    """What a test does with one notebook, and where its pictures go."""

    def __init__(self, page: "Page", notebook: Path, pictures: Path) -> None:
        self.page, self._stem, self._pictures = page, notebook.stem, pictures

    def open(self, address: str) -> None:
        """Open the notebook, and wait for its kernel."""
        self.page.goto(address, timeout=OPEN_MS)
        self.await_idle()

    def run_all(self) -> None:
        """Run › Run All Cells, until each has its number or one has failed, and the kernel is idle."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self._await(self.cells.last.filter(has=self._number).or_(self.errors), RUN_MS)
        self.await_idle()

    def await_idle(self) -> None:
        """Wait until the status bar says that the kernel is connected and has nothing to do."""
        self._await(self.page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle$")), RUN_MS)

    @property
    def cells(self) -> "Locator":
        """The code cells."""
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    @property
    def executed(self) -> "Locator":
        """The code cells that have an execution count."""
        return self.cells.filter(has=self._number)

    @property
    def errors(self) -> "Locator":
        """Outputs of failed cells, which JupyterLab shows like a warning, and widgets that it cannot show."""
        written = self.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]')
        failed = written.filter(has_text="Traceback (most recent call last)")
        return failed.or_(self.page.locator(".jupyter-widgets-error-widget"))

    @property
    def charts(self) -> "Locator":
        """Charts, drawn as pictures of their own."""
        return self.page.locator(".jp-RenderedSVG img")

    def await_charts(self, number: int) -> None:
        """Wait until there are so many charts, at least, and each is a picture that can be drawn."""
        from playwright.sync_api import expect

        expect(self.charts.nth(number - 1)).to_be_attached(timeout=REACT_MS)
        for chart in self.charts.all():
            chart.evaluate("image => image.decode()")

    def press(self, target: "Locator", key: str, times: int) -> None:
        """Press a key several times on what has been focused."""
        target.focus()
        for _ in range(times):
            self.page.keyboard.press(key)

    def keep(self, name: str = "") -> Path | None:
        """A picture of the window as it is, with the mouse over nothing; only where pictures are wanted."""
        return self.picture(name) if wants_pictures() else None

    def picture(self, name: str) -> Path:
        """A picture, wanted or not."""
        self.page.mouse.move(0, 0)
        path = self._pictures / f"{self._stem}{name}.png"
        self.page.screenshot(path=path, animations="disabled")
        return path

    def keep_whole(self) -> None:
        """A picture of the whole notebook, in a window as tall as that takes."""
        from playwright.sync_api import expect

        if not wants_pictures():
            return
        panel = self.page.locator(".jp-Notebook .jp-WindowedPanel-outer")
        height = panel.evaluate("panel => panel.scrollHeight")
        self.page.set_viewport_size({"width": WIDTH, "height": min(int(height) + FRAME, TALLEST)})
        panel.evaluate("panel => panel.scrollTo(0, 0)")
        expect(self.cells.first).to_be_in_viewport()
        self.keep("-whole")
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    @property
    def _number(self) -> "Locator":
        return self.page.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]"))

    def _await(self, wanted: "Locator", milliseconds: int) -> None:
        """Wait for what is wanted; JupyterLab asking something instead is a failure."""
        from playwright.sync_api import expect

        dialog = self.page.locator(".jp-Dialog-content")
        expect(wanted.or_(dialog).first).to_be_attached(timeout=milliseconds)
        asked = dialog.all_inner_texts()
        assert not asked, f"JupyterLab asks: {asked}"


@contextmanager
def evidence(notebook: NotebookPage, lab: Lab) -> Iterator[None]:
    """Let a failure say where to look: a picture of the moment, and what the server said."""
    try:
        yield
    except Exception as error:
        picture = notebook.picture("-failed")
        raise AssertionError(f"{error}\n\n  picture: {picture}\n  server:  {lab.log}") from error
