from pathlib import Path

import pytest

from dbp_analysis.settings.shipped import own_project, shipped

from ..made import PROJECT


def test_an_editable_installation_has_the_repositorys_own() -> None:
    assert shipped("data", "units.csv") == PROJECT / "data" / "units.csv"
    assert own_project() == PROJECT


def test_a_wheel_has_them_in_the_package_and_is_no_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dbp_analysis.settings.shipped.IN_WHEEL", tmp_path)
    assert shipped("data", "units.csv") == tmp_path / "data" / "units.csv"
    assert own_project() is None
