"""No folder of the machine in a text that is kept."""

from pathlib import Path

import pandas
import pytest

from dbp_analysis.running import machine
from dbp_analysis.running.machine import without_folders


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A text with the folders of a made-up machine replaced."""
    monkeypatch.setenv("HOME", "/home/an")
    monkeypatch.setenv("USERPROFILE", "/home/an")
    monkeypatch.chdir(tmp_path)
    return without_folders(
        {"/srv/dbp": ".", "/srv/dbp/data": "data", "/home/an/kho": "kho", "C:\\Số liệu": "data"}
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/srv/dbp/data/units.csv, /srv/dbp/x: '/srv/dbp'", "data/units.csv, ./x: '.'"),
        ("/srv/dbp2/x, /srv/dbp-cu/x, /a/srv/dbp/x", "/srv/dbp2/x, /srv/dbp-cu/x, /a/srv/dbp/x"),
        ("File ~/kho/a.py:3, PosixPath('/home/an/kho/a.py')", "File kho/a.py:3, PosixPath('kho/a.py')"),
        ("\x1b[32m/home/an/khac\x1b[0m", "\x1b[32m~/khac\x1b[0m"),
        (
            "C:\\Số liệu\\a.xlsx, 'C:\\\\Số liệu\\\\a.xlsx', C:/Số liệu/a",
            "data\\a.xlsx, 'data\\\\a.xlsx', data/a",
        ),
        ("ipykernel_4711/12.py:1: UserWarning", "ipykernel/12.py:1: UserWarning"),
        ("file:///srv/dbp/data/a", "file://data/a"),
        ("3/4 điểm, 12/2023", "3/4 điểm, 12/2023"),
    ],
)
def test_folders_stand_by_their_names(named, text: str, kept: str) -> None:
    assert named(text) == kept


def test_modules_are_named_from_where_they_are_imported(named) -> None:
    assert named(pandas.__file__).endswith("site-packages/pandas/__init__.py")
    assert not Path(named(pandas.__file__)).is_absolute()
    assert named(machine.__file__) == "dbp_analysis/running/machine.py"


def test_the_root_of_the_file_system_is_no_folder_to_name() -> None:
    assert without_folders({"/": "root"})("a / b") == "a / b"
