"""What a batch runs, leaves as it is, and says."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
from dbp_analysis.settings.project import find_project

from ..made import Place, make_place, payment_rows
from ..small_notebooks import MAKE_OUTPUTS, Made, add_month, folder_of, notebooks_of, with_notebook

AFTER, LATER = "2024-01", "2024-02"


def project_of(place: Place):
    return find_project(place.data, place.output, notebooks_of(place))


def batch(place: Place, executor=None, **options):
    """Statuses by month of a batch over everything; without an executor nothing is made."""
    project = project_of(place)
    tasks = plan_batch(project, "2020-01", "2030-12", **options)
    return {outcome.task.month: outcome.status for outcome in run_batch(project, tasks, executor or Made())}


@pytest.fixture
def two(place: Place) -> Place:
    """The tiny place with a quick notebook and two months."""
    with_notebook(place, MAKE_OUTPUTS)
    add_month(place, AFTER)
    return place


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three months of the tiny place, made in child processes."""
    place = with_notebook(make_place(tmp_path_factory.mktemp("three")), MAKE_OUTPUTS)
    for month in (AFTER, LATER):
        add_month(place, month)
    assert batch(place, LocalProcesses(2)) == {place.month: "made", AFTER: "made", LATER: "made"}
    return place


@pytest.fixture
def three(run_once: Place, tmp_path: Path) -> Place:
    """A copy of the three months, with their outputs."""
    shutil.copytree(run_once.data.parent, tmp_path / "three")
    return replace(run_once, data=tmp_path / "three" / "data", output=tmp_path / "three" / "outputs")


def test_every_month_with_data_in_the_range_is_planned(two: Place) -> None:
    two.copy_to("khac", "2023-12")
    tasks = plan_batch(project_of(two), "2023-12", "2023-12")

    assert [str(task) for task in tasks] == ["khac 2023-12", "vi-du 2023-12"]
    assert [str(t) for t in plan_batch(project_of(two), "2023-01", "2024-12", ["vi-du"])] == [
        "vi-du 2023-12",
        "vi-du 2024-01",
    ]


def test_without_a_range_a_plan_takes_every_month(two: Place) -> None:
    assert [task.month for task in plan_batch(project_of(two))] == ["2023-12", "2024-01"]
    assert [task.month for task in plan_batch(project_of(two), "1/2024")] == ["2024-01"]
    assert [task.month for task in plan_batch(project_of(two), last="tháng 12 năm 2023")] == ["2023-12"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2023-0", "2023-12"), "NĂM-THÁNG"),
        (("2023-12", "2024-12", ["ha-noi"]), "ha-noi"),
        (("2019-01", "2019-12"), "2023-12"),
    ],
)
def test_a_plan_of_nothing_is_wrong_use(two: Place, arguments, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        plan_batch(project_of(two), *arguments)


def test_a_second_batch_leaves_what_did_not_change(three: Place) -> None:
    assert set(batch(three).values()) == {"unchanged"}
    assert set(batch(three, force=True).values()) == {"made"}


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (folder_of(place, "2023-12") / "scores.csv").unlink(),
        lambda place: shutil.rmtree(folder_of(place, "2023-12")),
    ],
)
def test_outputs_of_one_month_that_are_gone_run_that_month_alone(three: Place, change) -> None:
    change(three)

    assert batch(three) == {"2023-12": "made", AFTER: "unchanged", LATER: "unchanged"}


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.folder.joinpath("month.toml").write_text("", encoding="utf-8"),
        lambda place: place.folder.joinpath("corrections.toml").write_text("", encoding="utf-8"),
        lambda place: place.payments([[*row[:-1], f"{row[-1]} "] for row in payment_rows()]),
    ],
)
def test_a_change_of_one_month_runs_it_and_the_one_that_is_compared_with_it(three: Place, change) -> None:
    change(three)

    assert batch(three) == {"2023-12": "made", AFTER: "made", LATER: "unchanged"}


def test_a_month_runs_again_when_the_one_before_appears_or_vanishes(two: Place) -> None:
    hidden = two.folder.rename(two.data / "2023-12")
    assert batch(two, LocalProcesses()) == {AFTER: "made"}
    assert batch(two) == {AFTER: "unchanged"}

    hidden.rename(two.folder)
    assert batch(two, LocalProcesses(2)) == {"2023-12": "made", AFTER: "made"}

    shutil.rmtree(two.folder)
    assert batch(two) == {AFTER: "made"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("schemes/bo-thu.toml", "maximum = 30", "maximum = 31"),
        ("layouts/ho-so.toml", 'source = "', 'source = "_'),
        ("units.csv", "Thanh Minh,,", "Thanh Minh,2000-01-01,"),
        ("wording.toml", "few_named = 5", "few_named = 6"),
        ("vi-du/publication.toml", 'symbol = "BC-UBND"', 'symbol = "BC"'),
        ("../notebooks/monthly.ipynb", "import month_files", "import  month_files"),
    ],
)
def test_a_change_of_what_all_months_share_runs_them_all(three: Place, name: str, old: str, new: str) -> None:
    three.change(name, old, new)

    assert set(batch(three).values()) == {"made"}


def test_a_change_of_another_notebook_runs_none(three: Place) -> None:
    (project_of(three).notebooks / "tour.ipynb").write_text("{}", encoding="utf-8")

    assert set(batch(three).values()) == {"unchanged"}


def test_a_failed_month_is_said_and_the_others_stand(two: Place) -> None:
    (two.folder / "ho-so.xlsx").unlink()

    assert batch(two, LocalProcesses(2)) == {"2023-12": "failed", AFTER: "made"}
    assert batch(two) == {"2023-12": "made", AFTER: "unchanged"}


def test_what_a_killed_batch_left_is_cleared_away_even_where_nothing_runs(three: Place) -> None:
    left = folder_of(three, AFTER).with_name(f".{AFTER}-new-abc")
    left.mkdir()

    assert set(batch(three).values()) == {"unchanged"}
    assert not left.exists()


def test_how_many_months_need_running_is_told(three: Place) -> None:
    shutil.rmtree(folder_of(three, AFTER))
    project = project_of(three)
    starts = []
    list(run_batch(project, plan_batch(project, "2023-01", "2024-12"), Made(), starts=starts.append))

    assert starts == [1]
