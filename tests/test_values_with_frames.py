"""Values that hold frames compare by identity: ``==`` of frames is no answer but an error."""

import dataclasses
import inspect
import pkgutil
from importlib import import_module

import pandas as pd
import pytest

import dbp_analysis

from .made import Place

PACKAGES = ("asking", "common", "reading", "scoring", "settings", "telling")
MODULES = [
    *(import_module(f"dbp_analysis.lab.{name}") for name in ("cards", "plots")),
    *(
        import_module(one.name)
        for package in PACKAGES
        for one in pkgutil.walk_packages(
            import_module(f"dbp_analysis.{package}").__path__, f"dbp_analysis.{package}."
        )
    ),
]
VALUES = {
    value.__qualname__: value
    for module in MODULES
    for value in vars(module).values()
    if inspect.isclass(value) and dataclasses.is_dataclass(value) and value.__module__ == module.__name__
}
FRAMES = ("DataFrame", "Series", "Scorecard", "MonthInputs")


def holding_frames() -> list[str]:
    typed = {
        name: " ".join(str(field.type) for field in dataclasses.fields(one) if field.compare)
        for name, one in VALUES.items()
    }
    return [name for name, types in typed.items() if any(frame in types for frame in FRAMES)]


@pytest.mark.parametrize("name", holding_frames())
def test_a_value_that_holds_frames_compares_by_identity(name: str) -> None:
    assert VALUES[name].__eq__ is object.__eq__
    assert VALUES[name].__hash__ is object.__hash__


def test_cards_are_found_in_lists_and_sets(place: Place) -> None:
    first, second = (dbp_analysis.score_month("2023-12", place.publication, place.data) for _ in range(2))

    assert first in [second, first]
    assert first != second
    assert len({first.scorecard, second.scorecard, first.scorecard}) == 2
    assert isinstance(first.results, pd.DataFrame)
