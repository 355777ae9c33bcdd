"""``dbp init``: a project of one's own, begun from what comes with the package."""

import shutil
from pathlib import Path

from dbp_analysis.common.new_folder import new_folder
from dbp_analysis.settings.folders import CLOSED
from dbp_analysis.settings.shipped import shipped

SAMPLE, SAMPLE_MONTH = "dien-bien-phu", "2023-12"
"""The published month that goes along, so that a new project has something to run."""

_CONTENT = (
    "data/schemes",
    "data/json-schemas",
    "data/calendar.toml",
    "data/layouts",
    "data/phrases.toml",
    "data/rules",
    "data/units.csv",
    "data/wording.toml",
    f"data/{SAMPLE}/publication.toml",
    f"data/{SAMPLE}/bao-cao-08-{SAMPLE_MONTH}.txt",
    f"data/{SAMPLE}/{SAMPLE_MONTH}",
    *(f"notebooks/{name}.ipynb" for name in ("monthly", "today", "trend", "reconcile", "audit", "what_if")),
)

_IGNORED = """\
/outputs/
# Sổ hồ sơ có dữ liệu cá nhân, không bao giờ đưa vào git.
so-ho-so*
dong-bo*
!/data/layouts/dong-bo*
"""


def create_project(folder: str | Path) -> Path:
    """Make a project in ``folder``, whole or not at all, and return its path: settings, the sample month,
    notebooks, empty outputs and a README.

    Raise ``WrongUse`` where ``folder`` holds anything, ``RunFailed`` where it cannot be written.
    """
    folder = Path(folder).resolve()
    with new_folder(folder, "dự án mới cần một thư mục trống") as made:
        for name in _CONTENT:
            _copy(shipped(name), made / name)
        (made / "outputs").mkdir()
        (made / ".gitignore").write_text(_IGNORED, encoding="utf-8", newline="\n")
        shutil.copyfile(Path(__file__).with_suffix(".md"), made / "README.md")
    return folder


def _copy(source: Path, target: Path) -> None:
    """What a person or the system left beside it stays behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(CLOSED, ".*", "~$*"))
    else:
        shutil.copyfile(source, target)
