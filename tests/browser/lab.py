"""A JupyterLab server whose settings, notebooks and data are its own: nothing of this machine or project."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat

PROJECT = Path(__file__).parents[2]
START_SECONDS = 60
STOP_SECONDS = 20

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # JupyterLab's own choice on Linux, DejaVu Sans Mono, has no slanted Vietnamese letters.
    "apputils-extension/themes": {
        "overrides": {"code-font-family": "'Noto Sans Mono', 'Liberation Mono', monospace"}
    },
    # Every cell stands in the page, whether it is on the screen or not; no empty screen below the last.
    "notebook-extension/tracker": {"windowingMode": "none", "scrollPastEnd": False},
}


@dataclass(frozen=True)
class Lab:
    """A running server: where it is, what it answers to, which notebooks it has, and what it says."""

    url: str
    token: str
    notebooks: Path
    log: Path

    def address(self, notebook: Path) -> str:
        """The page of a notebook in a workspace of its own, so that no other one is open beside it."""
        return f"{self.url}lab/workspaces/{notebook.stem}/tree/notebooks/{notebook.name}?token={self.token}"


@contextmanager
def running_lab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab in ``folder`` with a copy of the project; it is stopped with its kernels."""
    copy_project(folder / "project")
    for name, settings in SETTINGS.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    token, log = secrets.token_hex(8), folder / "server.log"
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    environment = {name: str(folder / path) for name, path in own.items()}
    environment |= {"JUPYTER_TOKEN": token, "JUPYTER_PREFER_ENV_PATH": "1"}
    options = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0"]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={folder / 'project'}"]
    with log.open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        yield Lab(_url(server, folder / "runtime", log), token, folder / "project" / "notebooks", log)
    finally:
        _stop(server)


def copy_project(target: Path) -> None:
    """The notebooks, without any output, and the data that they read."""
    shutil.copytree(PROJECT / "data", target / "data")
    (target / "notebooks").mkdir()
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        nbformat.write(notebook, target / "notebooks" / path.name)


def _url(server: "subprocess.Popen[bytes]", runtime: Path, log: Path) -> str:
    """The address with the port that the server chose, once it has written it down."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            text = path.read_text(encoding="utf-8")
            if text.endswith("}"):
                return str(json.loads(text)["url"])
        time.sleep(0.05)
    raise RuntimeError(
        f"JupyterLab did not start within {START_SECONDS} s; it said: {log}\n{log.read_text()}"
    )


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
