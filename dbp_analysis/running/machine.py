"""Text in which no folder of this machine is named: what is kept may go to others."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

_COLOUR = re.compile(r"(\x1b\[[\d;]*m)")  # of a terminal: the letter before a path in a traceback
_OF_A_PROCESS = re.compile(r"ipykernel_\d+(?=[\\/])")


def without_folders(names: Mapping[str, str]) -> Callable[[str], str]:
    """What replaces folders in a text by their ``names``; those that Python imports from, the user's own and
    the current one have names already.
    """
    usual = {entry: Path(entry).name for entry in sys.path if Path(entry).is_absolute()}
    usual |= {str(Path(__file__).parents[1]): "dbp_analysis", str(Path.cwd()): ".", str(Path.home()): "~"}
    spellings = {
        written: name
        for folder, name in (usual | dict(names)).items()
        if folder != Path(folder).anchor
        for written in _spellings(folder)
    }
    # The longest first: a folder is named for itself, not for the one that holds it.
    known = "|".join(re.escape(one) for one in sorted(spellings, key=len, reverse=True))
    found = re.compile(rf"(?<![\w.~-])(?:{known})(?![\w-])")

    def replaced(text: str) -> str:
        pieces = (found.sub(lambda match: spellings[match[0]], piece) for piece in _COLOUR.split(text))
        return _OF_A_PROCESS.sub("ipykernel", "".join(pieces))

    return replaced


def _spellings(folder: str) -> set[str]:
    """How a folder may stand in a message or a traceback: resolved, below ``~``, as Python quotes it."""
    home = str(Path.home())
    paths = {folder, os.path.realpath(folder)}
    paths |= {f"~{path.removeprefix(home)}" for path in paths if path.startswith(home + os.sep)}
    return (
        paths | {path.replace("\\", "\\\\") for path in paths} | {path.replace("\\", "/") for path in paths}
    )
