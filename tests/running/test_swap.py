import os
import threading
from pathlib import Path

import pytest

from dbp_analysis.running import swap
from dbp_analysis.running.swap import clear_away, put_in_place, workshop


def made(folder: Path, text: str) -> Path:
    (folder / "charts").mkdir()
    (folder / "charts" / "a.svg").write_text(text)
    return folder


def content(target: Path) -> str:
    return (target / "charts" / "a.svg").read_text()


def rest(target: Path) -> set[str]:
    """What lies beside the target but for the locks."""
    return {path.name for path in target.parent.iterdir()} - {target.name, ".locks"}


@pytest.mark.parametrize("in_one_step", [True, False])
def test_the_new_takes_the_place_of_the_old_and_nothing_is_left(tmp_path, monkeypatch, in_one_step):
    if not in_one_step:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    target = tmp_path / "p" / "2023-12"
    for text in ("old", "new"):
        with workshop(target) as folder:
            put_in_place(made(folder, text), target)

    assert content(target) == "new"
    assert rest(target) == set()


def test_a_failure_leaves_the_old_and_no_litter(tmp_path):
    target = tmp_path / "2023-12"
    with workshop(target) as folder:
        put_in_place(made(folder, "old"), target)

    def fail() -> None:
        with workshop(target) as folder:
            made(folder, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert content(target) == "old"
    assert rest(target) == set()


def test_what_a_killed_process_left_is_cleared_away(tmp_path):
    (tmp_path / ".2023-12-new-abc").mkdir()
    (tmp_path / ".2023-12-new-abc" / "half").write_text("")
    (tmp_path / ".2023-11-new-abc").mkdir()

    with workshop(tmp_path / "2023-12"):
        pass

    assert rest(tmp_path / "2023-12") == {".2023-11-new-abc"}


@pytest.mark.parametrize("kind", ["new", "old"])
def test_the_workshop_of_a_target_whose_name_begins_alike_is_left(tmp_path, kind):
    others = {f".2023-12-{kind}-a-{kind}-abc", f".2023-12-kich-ban-{kind}-abc", f".2023-12x-{kind}-abc"}
    for name in others:
        (tmp_path / name).mkdir()

    with workshop(tmp_path / "2023-12"):
        pass

    assert rest(tmp_path / "2023-12") == others


def test_a_name_with_wildcards_is_taken_as_it_is_written(tmp_path):
    target = tmp_path / "2023-12-kich-ban-*[ab]?"
    for name in (".2023-12-kich-ban-xa1-new-abc", f".{target.name}-new-abc"):
        (tmp_path / name).mkdir()

    with workshop(target):
        pass

    assert rest(target) == {".2023-12-kich-ban-xa1-new-abc"}


def test_clearing_away_waits_for_nobody_who_is_at_work(tmp_path):
    with workshop(tmp_path / "2023-12") as folder:
        clear_away(tmp_path / "2023-12")
        assert folder.is_dir()

    (tmp_path / ".2023-12-new-abc").mkdir()
    clear_away(tmp_path / "2023-12")

    assert rest(tmp_path / "2023-12") == set()
    clear_away(tmp_path / "nothing" / "2023-12")


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("umask", [0o002, 0o027])
def test_the_folder_has_the_rights_that_the_umask_says(tmp_path, umask):
    before = os.umask(umask)
    try:
        with workshop(tmp_path / "2023-12") as folder:
            put_in_place(made(folder, "new"), tmp_path / "2023-12")
    finally:
        os.umask(before)

    assert (tmp_path / "2023-12").stat().st_mode & 0o777 == 0o777 & ~umask


def test_an_old_target_that_a_killed_process_set_aside_returns(tmp_path):
    aside = tmp_path / ".2023-12-old-abc" / "2023-12"
    aside.mkdir(parents=True)
    made(aside, "old")

    with workshop(tmp_path / "2023-12"):
        assert content(tmp_path / "2023-12") == "old"

    assert rest(tmp_path / "2023-12") == set()


def test_two_at_once_on_one_target_follow_each_other(tmp_path):
    inside, most, guard = 0, 0, threading.Lock()

    def work(text):
        nonlocal inside, most
        with workshop(tmp_path / "2023-12") as folder:
            with guard:
                inside += 1
                most = max(most, inside)
            put_in_place(made(folder, text), tmp_path / "2023-12")
            with guard:
                inside -= 1

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1
    assert rest(tmp_path / "2023-12") == set()


def test_a_place_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"), workshop(tmp_path / "file" / "2023-12"):
        pass


def test_what_was_left_in_a_folder_of_targets_is_cleared_away(tmp_path: Path) -> None:
    for name in (".a-b-new-x1", ".hidden"):
        (tmp_path / "profiles" / name).mkdir(parents=True)

    clear_away(tmp_path / "profiles")

    assert {path.name for path in (tmp_path / "profiles").iterdir()} == {".hidden", ".locks"}
