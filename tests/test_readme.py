"""What READMEs and pages for users name exists, in both languages alike; their commands run."""

import re
import shlex
import shutil
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from dbp_analysis.cli.group import dbp as program

ROOT = Path(__file__).parent.parent
PAIRS = {
    "README.vi.md": "README.md",
    "docs/phan-tich.md": "docs/en/analyst.md",
    "docs/dia-phuong-moi.md": "docs/en/new-place.md",
    "docs/van-hanh.md": "docs/en/operator.md",
    "docs/su-co.md": "docs/en/troubles.md",
}
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in (*PAIRS, *PAIRS.values())}
ALL = "\n".join((*TEXTS.values(), (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
LANGUAGES = [pytest.param(*pair, id=pair[1]) for pair in PAIRS.items()]


def found(pattern: str) -> list[str]:
    return sorted(set(re.findall(pattern, ALL)))


def blocks(page: str, language: str) -> list[str]:
    return [
        block
        for block in re.findall(rf"```{language}\n(.*?)```", _flush(TEXTS[page]), flags=re.DOTALL)
        if block
    ]


def _flush(text: str) -> str:
    """Blocks inside of lists stand a little to the right."""
    return re.sub(r"^ +(?=\S)", "", text, flags=re.MULTILINE)


def commands(page: str) -> list[str]:
    """The lines of a page that call ``dbp``, with the changes of folder between them."""
    lines = "".join(blocks(page, "sh")).splitlines()
    return [line.split("  #")[0].strip() for line in lines if re.match(r"(dbp|cd) ", line)]


@pytest.mark.parametrize("name", found(r"\bdbp_analysis(?:\.\w+)+"))
def test_a_dotted_name_can_be_imported(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    try:
        import_module(name)
    except ModuleNotFoundError:
        assert hasattr(import_module(module), attribute)


@pytest.mark.parametrize("path", found(r"\b(?:notebooks|docs|benchmarks|data)/[\w./-]+\.\w+"))
def test_a_file_is_there(path: str) -> None:
    shown_as_example = ("data/dien-bien-phu/2024-01",)
    assert (ROOT / path).is_file() or path.startswith(shown_as_example)


@pytest.mark.parametrize("page", TEXTS)
def test_a_link_leads_to_a_file_and_to_a_heading_of_it(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", TEXTS[page]):
        name, _, heading = target.partition("#")
        there = (ROOT / page).parent / name
        assert there.is_file(), target
        headings = re.findall(r"^#+ (.+)$", there.read_text("utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in [_anchor(one) for one in headings], target


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("line", found(r"\bdbp ([a-z]+(?:-[a-z]+)?(?: --?[a-z]+)*[^`\n#]*)"))
def test_a_command_has_its_options(line: str) -> None:
    name, *words = line.split()
    options = {option for param in program.commands[name].params for option in param.opts}
    assert {word for word in words if word.startswith("--")} <= options


@pytest.mark.parametrize(("vietnamese", "english"), LANGUAGES)
def test_both_languages_show_the_same_commands_settings_and_tables(vietnamese: str, english: str) -> None:
    assert commands(vietnamese) == commands(english)
    for language in ("toml", "csv", "python"):
        first, second = ([_bare(one) for one in blocks(page, language)] for page in (vietnamese, english))
        assert first == second
    rows = [len(re.findall(r"^\|", TEXTS[page], re.MULTILINE)) for page in (vietnamese, english)]
    assert rows[0] == rows[1]


def _bare(block: str) -> list[str]:
    return [line.split("#")[0].rstrip() for line in block.splitlines() if line.split("#")[0].strip()]


@pytest.mark.parametrize("page", TEXTS)
def test_settings_that_are_shown_can_be_read(page: str) -> None:
    for block in blocks(page, "toml"):
        assert tomllib.loads(block)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["docs/en/analyst.md", "docs/en/new-place.md", "docs/en/operator.md"])
def test_the_commands_of_a_page_run_one_after_the_other(page: str, tmp_path: Path, dbp) -> None:
    """All in this process: what months need is loaded once, not anew for each command."""
    for name in ("data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "outputs").mkdir()
    here = tmp_path
    for line in commands(page):
        called, *words = shlex.split(line)
        if called == "cd":
            here = here / words[0]
            continue
        done = dbp(*words, cwd=here)
        assert done.returncode == 0, (line, done.stdout[-2000:], done.stderr[-2000:])
