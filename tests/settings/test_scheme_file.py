"""Which file a person means by a scheme."""

import pytest

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.settings.scheme_file import scheme_file


@pytest.fixture
def data(tmp_path):
    (tmp_path / "schemes").mkdir()
    (tmp_path / "schemes" / "lam-dong-2026.toml").write_text("", encoding="utf-8")
    return tmp_path


def test_a_path_comes_first_then_an_id(data) -> None:
    path = data / "schemes" / "lam-dong-2026.toml"
    assert scheme_file(str(path), data) == path
    assert scheme_file("lam-dong-2026", data) == path


@pytest.mark.parametrize("asked", ["lam-dong-2025", "../schemes/lam-dong", "lam-dong.toml"])
def test_another_is_refused_with_those_there_are(data, asked) -> None:
    with pytest.raises(WrongUse, match=r"có phải lam-dong-2026\?") as refused:
        scheme_file(asked, data)
    assert str(data / "schemes") in str(refused.value)
