"""What a batch runs, leaves as it is, and says."""

import shutil

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
from dbp_analysis.running.tasks import Outcome
from dbp_analysis.settings.project import find_project

from ..made import Place, payment_rows
from ..small_notebooks import MAKE_OUTPUTS, add_month, folder_of, notebooks_of, with_notebook

AFTER, LATER = "2024-01", "2024-02"


@pytest.fixture
def two(place: Place) -> Place:
    """The tiny place with a quick notebook and two months."""
    with_notebook(place, MAKE_OUTPUTS)
    add_month(place, AFTER)
    return place


def project_of(place: Place):
    return find_project(place.data, place.output, notebooks_of(place))


def batch(place: Place, **options):
    """Statuses by month of a batch over everything."""
    project = project_of(place)
    tasks = plan_batch(project, "2020-01", "2030-12", **options)
    return {outcome.task.month: outcome.status for outcome in run_batch(project, tasks, LocalProcesses(2))}


class Recording:
    """An executor that only notes what it was given."""

    def __init__(self):
        self.given = []

    def run(self, tasks, heard):
        self.given += tasks
        return (Outcome(task, "made") for task in tasks)


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


def test_a_second_batch_leaves_what_did_not_change(two: Place) -> None:
    assert batch(two) == {"2023-12": "made", AFTER: "made"}
    assert batch(two) == {"2023-12": "unchanged", AFTER: "unchanged"}
    assert batch(two, force=True) == {"2023-12": "made", AFTER: "made"}


@pytest.mark.parametrize(
    "change",
    [
        lambda place: (folder_of(place, "2023-12") / "scores.csv").unlink(),
        lambda place: shutil.rmtree(folder_of(place, "2023-12")),
    ],
)
def test_outputs_of_one_month_that_are_gone_run_that_month_alone(two: Place, change) -> None:
    batch(two)
    change(two)

    assert batch(two) == {"2023-12": "made", AFTER: "unchanged"}


@pytest.mark.parametrize(
    "change",
    [
        lambda place: place.folder.joinpath("month.toml").write_text("", encoding="utf-8"),
        lambda place: place.folder.joinpath("corrections.toml").write_text("", encoding="utf-8"),
        lambda place: place.payments([[*row[:-1], f"{row[-1]} "] for row in payment_rows()]),
    ],
)
def test_a_change_of_one_month_runs_it_and_the_one_that_is_compared_with_it(two: Place, change) -> None:
    add_month(two, LATER)
    batch(two)
    change(two)

    assert batch(two) == {"2023-12": "made", AFTER: "made", LATER: "unchanged"}


def test_a_month_runs_again_when_the_one_before_appears_or_vanishes(two: Place) -> None:
    hidden = two.folder.rename(two.data / "2023-12")
    assert batch(two) == {AFTER: "made"}
    assert batch(two) == {AFTER: "unchanged"}

    hidden.rename(two.folder)
    assert batch(two) == {"2023-12": "made", AFTER: "made"}

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
    ],
)
def test_a_change_of_what_all_months_share_runs_them_all(two: Place, name: str, old: str, new: str) -> None:
    batch(two)
    two.change(name, old, new)

    assert batch(two) == {"2023-12": "made", AFTER: "made"}


def test_a_change_of_the_notebook_runs_all(two: Place) -> None:
    batch(two)
    with_notebook(two, "1 + 1", MAKE_OUTPUTS)

    assert set(batch(two).values()) == {"made"}


def test_a_change_of_another_notebook_runs_none(two: Place) -> None:
    batch(two)
    (project_of(two).notebooks / "tour.ipynb").write_text("{}", encoding="utf-8")

    assert set(batch(two).values()) == {"unchanged"}


def test_a_failed_month_is_said_and_the_others_stand(two: Place) -> None:
    (two.folder / "ho-so.xlsx").unlink()

    assert batch(two) == {"2023-12": "failed", AFTER: "made"}
    assert batch(two) == {"2023-12": "failed", AFTER: "unchanged"}


def test_what_a_killed_batch_left_is_cleared_away_even_where_nothing_runs(two: Place) -> None:
    batch(two)
    left = folder_of(two, AFTER).with_name(f".{AFTER}-new-abc")
    left.mkdir()

    assert set(batch(two).values()) == {"unchanged"}
    assert not left.exists()


def test_any_executor_gets_the_months_that_need_running(two: Place) -> None:
    batch(two)
    shutil.rmtree(folder_of(two, AFTER))
    recording = Recording()
    project = project_of(two)
    starts = []
    list(run_batch(project, plan_batch(project, "2023-01", "2024-12"), recording, starts=starts.append))

    assert [task.month for task in recording.given] == [AFTER]
    assert starts == [1]
