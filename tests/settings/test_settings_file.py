import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dbp_analysis.common.errors import DataRejected
from dbp_analysis.reading.corrections import load_corrections
from dbp_analysis.settings.config import load_named, load_toml
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.month_file import load_month
from dbp_analysis.settings.publication import load_publication
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.settings.settings_file import settings_bytes
from dbp_analysis.settings.units import read_register
from dbp_analysis.settings.wording import Wording

READERS: list[tuple[str, Callable[[Path], object]]] = [
    ("month.toml", load_month),
    ("corrections.toml", load_corrections),
    ("publication.toml", load_publication),
    ("bo-thu.toml", load_scheme),
    ("ho-so.toml", lambda path: load_named(path, Layout, path.stem)),
    ("wording.toml", lambda path: load_toml(path, Wording)),
    ("units.csv", read_register),
]


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_pipe_or_a_folder_is_refused_and_never_waited_for(
    tmp_path: Path, name: str, read: Callable[[Path], object]
) -> None:
    pipe, folder = tmp_path / "a" / name, tmp_path / "b" / name
    pipe.parent.mkdir()
    os.mkfifo(pipe)
    folder.mkdir(parents=True)
    for path in (pipe, folder):
        with pytest.raises(DataRejected, match=rf"không phải là tệp.*\n.*tệp {name}"):
            read(path)


@pytest.mark.parametrize(("name", "read"), READERS)
def test_a_link_to_nothing_is_no_default(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    (tmp_path / name).symlink_to(tmp_path / "mất")
    with pytest.raises(DataRejected, match="Không có"):
        read(tmp_path / name)


def test_no_more_of_a_file_is_read_than_settings_may_have(tmp_path: Path) -> None:
    with (tmp_path / "units.csv").open("wb") as file:
        file.truncate(500 << 20)
    with pytest.raises(DataRejected, match="lớn hơn 1 MB"):
        settings_bytes(tmp_path / "units.csv")


def test_the_mark_of_a_windows_editor_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("a = 1", encoding="utf-8-sig")
    assert settings_bytes(tmp_path / "a.toml").decode("utf-8-sig") == "a = 1"


def test_a_file_that_does_not_exist_is_told_which_may_be_meant(tmp_path: Path) -> None:
    (tmp_path / "dien-bien-2023.toml").touch()
    with pytest.raises(
        DataRejected, match=r"Có phải dien-bien-2023\? Ghi đúng mã, hoặc tạo tệp dien-bien-2032"
    ):
        settings_bytes(tmp_path / "dien-bien-2032.toml")


@pytest.mark.parametrize(("folder", "key"), [("schemes", "scheme"), ("layouts", "layouts")])
def test_the_id_of_a_file_that_does_not_exist_is_told_where_it_is_written(
    tmp_path: Path, folder: str, key: str
) -> None:
    with pytest.raises(DataRejected, match=rf"Ghi đúng mã ở mục {key}\b.* của publication\.toml"):
        settings_bytes(tmp_path / folder / "khong-co.toml")
