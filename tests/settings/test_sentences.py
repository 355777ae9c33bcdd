"""``data/wording/``: what the code says, and what stands there to be said, are the same."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from string import Formatter

import pytest

import dbp_analysis
from dbp_analysis.common.errors import DataRejected
from dbp_analysis.settings import sentences
from dbp_analysis.settings.sentences import WORDING, Sentences

SUBJECTS = sorted(path.stem for path in WORDING.glob("*.toml"))


@pytest.fixture
def subject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of the subject ``made``, empty."""
    monkeypatch.setattr(sentences, "WORDING", tmp_path)
    sentences._sentences.cache_clear()
    yield tmp_path / "made.toml"
    sentences._sentences.cache_clear()


def test_a_sentence_is_found_by_its_table_and_name_and_filled(subject: Path) -> None:
    subject.write_text('[ranges]\ntitle = "{units} đơn vị"\n', encoding="utf-8")
    assert Sentences("made")("ranges.title", units=12) == "12 đơn vị"


def test_of_many_parts_the_first_are_named_and_the_others_counted(subject: Path) -> None:
    subject.write_text('more = "{named} và {count} đơn vị khác"\n', encoding="utf-8")
    say = Sentences("made")
    assert say.listed("more", ["A", "B"], 2) == "A, B"
    assert say.listed("more", ["A", "B", "C", "D"], 2, "; ") == "A; B và 02 đơn vị khác"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('other = "x"', "title"),
        ('title = "{unitss} đơn vị"', "{unitss}; chỗ điền được dùng: {units}"),
        ('title = "{units.real}"', "{units.real}"),
        ('title = "{units"', "ngoặc nhọn"),
        ("title = 3", "đoạn chữ"),
    ],
)
def test_a_sentence_that_is_missing_or_wrong_names_file_and_key(subject: Path, text: str, found: str) -> None:
    subject.write_text(text, encoding="utf-8")
    with pytest.raises(DataRejected) as rejected:
        Sentences("made")("title", units=12)
    (problem,) = rejected.value.problems
    assert found in f"{problem.column} {problem.what}"
    assert problem.file == "wording/made.toml"


@pytest.mark.parametrize("subject_name", SUBJECTS)
def test_every_sentence_is_said_and_its_places_are_filled(subject_name: str) -> None:
    known, left = Sentences(subject_name).sentences, set(Sentences(subject_name).sentences)
    for key, filled in _said(subject_name):
        meant = {name for name in known if fnmatchcase(name, key)}
        assert meant, f"{key} is said but does not stand in data/wording/{subject_name}.toml"
        left -= meant
        for name in meant if filled is not None else ():
            assert {place for _, place, _, _ in Formatter().parse(known[name]) if place} <= filled, name
    assert left == set()


def _said(subject: str) -> Iterator[tuple[str, set[str] | None]]:
    """The keys that the modules say of a subject, each with the places that are filled, None where a mapping
    is passed on; ``ranges.*`` where only a part of the key stands in the code.
    """
    for path in Path(dbp_analysis.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if f'Sentences("{subject}")' not in text:
            continue
        tree = ast.parse(text)
        names = {name for node in tree.body for name in _names_of(node, subject)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and ast.unparse(call.func).removesuffix(".listed") in names:
                words = [word.arg for word in call.keywords]
                if isinstance(call.func, ast.Attribute):
                    words = ["named", "count"]
                for key in _keys(call.args[0]):
                    yield key, None if None in words else {str(word) for word in words}


def _names_of(node: ast.stmt, subject: str) -> Iterator[str]:
    if isinstance(node, ast.Assign) and ast.unparse(node.value) == f"Sentences({subject!r})":
        yield from (ast.unparse(target) for target in node.targets)


def _keys(key: ast.expr) -> Iterator[str]:
    if isinstance(key, ast.IfExp):
        yield from (*_keys(key.body), *_keys(key.orelse))
    elif isinstance(key, ast.Constant):
        yield str(key.value)
    elif isinstance(key, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in key.values)
    else:
        raise AssertionError(f"no part of this key stands in the code: {ast.unparse(key)}")
