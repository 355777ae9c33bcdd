from pathlib import Path

import pytest

from dbp_analysis.common.errors import RunFailed, WrongUse
from dbp_analysis.common.new_folder import new_folder


def fill(folder: Path) -> None:
    with new_folder(folder, "hai thứ không để lẫn") as made:
        (made / "a").mkdir()
        (made / "a" / "b.txt").write_text("b")
        (made / "c.txt").write_text("c")


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_what_is_made_comes_to_lie_in_the_folder_and_nothing_beside_it(tmp_path: Path) -> None:
    fill(tmp_path / "x" / "y")
    assert names(tmp_path) == ["x", "x/y", "x/y/a", "x/y/a/b.txt", "x/y/c.txt"]


def test_the_current_folder_may_be_filled_and_stays_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path / "x")
    fill(Path())
    assert names(Path()) == ["a", "a/b.txt", "c.txt"]


def test_a_failure_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RunFailed), new_folder(tmp_path / "x", "") as made:
        made.mkdir()
    assert names(tmp_path) == []


def test_a_failure_while_the_parts_are_moved_takes_back_those_that_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.name == "c.txt":
            raise OSError(28, "đĩa đầy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(RunFailed, match="đĩa đầy"):
        fill(tmp_path / "x")
    assert names(tmp_path) == ["x"]


def test_a_folder_that_holds_anything_or_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / ".hidden").touch()
    with pytest.raises(WrongUse, match="đã có tệp bên trong; hai thứ không để lẫn"):
        fill(tmp_path / "x")
    with pytest.raises(WrongUse, match="là một tệp"):
        fill(tmp_path / "x" / ".hidden")
    assert names(tmp_path) == ["x", "x/.hidden"]
