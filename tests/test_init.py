"""What an analyst sees of the package: a few verbs, and the notebooks' steps behind names of their own."""

import importlib.util
import subprocess
import sys

import pytest

import dbp_analysis as dbp

VERBS = ["audit", "compare", "publications", "publish_audit", "score_month", "series", "what_if"]
ROOMS = ["month", "reconcile", "scenario", "today", "trend"]


def test_tab_shows_the_verbs_and_the_notebooks_steps():
    assert [name for name in dir(dbp) if not name.startswith("__")] == sorted([*VERBS, *ROOMS])


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_goes_by_its_own_name_and_says_what_it_gives(name: str):
    assert getattr(dbp, name).__name__ == name
    assert getattr(dbp, name).__doc__


@pytest.mark.parametrize("name", dbp.__all__)
def test_a_public_name_is_no_module_which_importing_it_would_put_in_its_place(name: str):
    assert importlib.util.find_spec(f"dbp_analysis.{name}") is None


@pytest.mark.parametrize("name", ROOMS)
def test_every_step_is_there(name: str):
    room = getattr(dbp, name)

    assert all(callable(getattr(room, step)) and getattr(room, step).__doc__ for step in room.__all__)


def test_the_package_alone_loads_nothing_heavy():
    code = "import sys, dbp_analysis\nprint({'pandas', 'matplotlib', 'pydantic'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
