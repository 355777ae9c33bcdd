"""A batch that is killed at any moment: each month holds the old or the new result, whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from dbp_analysis.publishing.record import read_record, touched_by_hand

from .made import Place, make_place
from .small_notebooks import MAKE_OUTPUTS, add_month, folder_of, notebooks_of, with_notebook

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")]

MONTHS = ("2023-12", "2024-01", "2024-02")
WAYS = ("asked", "killed", "interrupted", "all killed")
KILLS = int(os.environ.get("DBP_KILLS", str(len(WAYS))))
LINGER = "import time; time.sleep(0.15)"


def folders(place: Place) -> list[str]:
    """The options that name the place's folders."""
    output, notebooks = str(place.output), str(notebooks_of(place))
    return ["--data", str(place.data), "--output", output, "--notebooks", notebooks]


def start_batch(place: Place) -> subprocess.Popen[bytes]:
    """A batch over all months in a session of its own, so that its children can be killed with it."""
    command = [sys.executable, "-m", "dbp_analysis", "batch", "--from", MONTHS[0], "--to", MONTHS[-1]]
    command += [*folders(place), "--jobs", "2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, start_new_session=True, **quiet)


def wording_of(place: Place, month: str) -> str:
    """Which version of the inputs a month's outputs were made from; fails unless they are whole."""
    folder = folder_of(place, month)
    record = read_record(folder)
    assert record is not None
    assert all((folder / name).is_file() for name in record["outputs"])
    assert touched_by_hand(folder) == []
    return record["inputs"]["wording.toml"]


def litter(place: Place) -> list[str]:
    """What lies in the output folder beside the months and the locks."""
    found = (path.name for path in (place.output / place.publication).iterdir())
    return [name for name in found if name not in (*MONTHS, ".locks")]


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Three months, made."""
    place = with_notebook(make_place(tmp_path_factory.mktemp("once")), LINGER, MAKE_OUTPUTS, LINGER)
    for month in MONTHS[1:]:
        add_month(place, month)
    assert start_batch(place).wait(timeout=120) == 0
    return place


@pytest.fixture
def made(made_once: Place, tmp_path: Path) -> Place:
    """A copy of them; where the wording then changes all three must be made anew."""
    shutil.copytree(made_once.data.parent, tmp_path / "made")
    return replace(made_once, data=tmp_path / "made" / "data", output=tmp_path / "made" / "outputs")


def test_ended_at_random_points_every_month_is_old_or_new_and_whole(made: Place) -> None:
    chance = random.Random(4)
    versions = {wording_of(made, MONTHS[0])}
    for number in range(KILLS):
        text = (made.data / "wording.toml").read_text(encoding="utf-8")
        (made.data / "wording.toml").write_text(f"# {number}\n{text}", encoding="utf-8")
        running = start_batch(made)
        time.sleep(chance.uniform(0.2, 4.0))
        end(running, WAYS[number % len(WAYS)])
        versions |= {wording_of(made, month) for month in MONTHS}

    assert start_batch(made).wait(timeout=120) == 0

    assert len({wording_of(made, month) for month in MONTHS}) == 1
    assert litter(made) == []


def end(running: subprocess.Popen[bytes], way: str) -> None:
    """Kill a batch with its children; or alone, which then find the pipe broken and end by themselves; or ask
    it to stop: it has ended them when it is gone.
    """
    if way == "all killed":
        os.killpg(running.pid, signal.SIGKILL)
    elif way == "killed":
        running.kill()
    else:
        running.send_signal(signal.SIGINT if way == "interrupted" else signal.SIGTERM)
        running.wait(timeout=30)
        _wait_for_the_session(running.pid)
    running.wait()


def test_two_batches_at_once_do_not_spoil_each_other(made: Place) -> None:
    (made.data / "wording.toml").open("a", encoding="utf-8").write("\n# mới\n")
    both = [start_batch(made), start_batch(made)]

    assert [one.wait(timeout=120) for one in both] == [0, 0]
    assert len({wording_of(made, month) for month in MONTHS}) == 1
    assert litter(made) == []


def test_a_full_disk_is_a_clear_failure_and_leaves_the_old(made: Place) -> None:
    import resource

    big = "(Path(output) / 'page.html').write_bytes(b'x' * 3_000_000)"
    with_notebook(made, f"from pathlib import Path; {big}", MAKE_OUTPUTS)
    before = wording_of(made, MONTHS[0])
    command = [sys.executable, "-m", "dbp_analysis", "run", MONTHS[0], *folders(made)]
    failed = subprocess.run(
        command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert failed.returncode == 1
    assert "dung lượng đĩa" in failed.stderr
    assert wording_of(made, MONTHS[0]) == before


def _wait_for_the_session(leader: int) -> None:
    """Wait until no process of the batch's session is left."""
    for _ in range(300):
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError
