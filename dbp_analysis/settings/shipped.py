"""What comes with the package: settings, a sample month and notebooks, from which a project begins."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
IN_WHEEL = _PACKAGE / "_shipped"
"""Where a wheel keeps them (pyproject.toml). An editable installation has the repository's own instead."""


def shipped(*parts: str) -> Path:
    """The path of a file or folder that comes with the package, such as ``shipped("data", "schemes")``."""
    return (IN_WHEEL if IN_WHEEL.is_dir() else _PACKAGE.parent).joinpath(*parts)


def own_project() -> Path | None:
    """The project that an editable installation is part of; None for an installed wheel, which is none."""
    return None if IN_WHEEL.is_dir() else _PACKAGE.parent
