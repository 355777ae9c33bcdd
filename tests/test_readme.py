"""What the READMEs name exists."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from dbp_analysis.cli.group import dbp

ROOT = Path(__file__).parent.parent
TEXTS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md")}


def found(pattern: str) -> list[str]:
    return sorted({name for text in TEXTS.values() for name in re.findall(pattern, text)})


@pytest.mark.parametrize("name", found(r"\bdbp_analysis(?:\.\w+)+"))
def test_a_dotted_name_can_be_imported(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    try:
        import_module(name)
    except ModuleNotFoundError:
        assert hasattr(import_module(module), attribute)


@pytest.mark.parametrize("path", found(r"\b(?:notebooks|docs|benchmarks|data)/[\w./-]+\.\w+"))
def test_a_file_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("line", found(r"\bdbp ([a-z]+(?: --?[a-z]+)*[^`\n#]*)"))
def test_a_command_has_its_options(line: str) -> None:
    name, *words = line.split()
    options = {option for param in dbp.commands[name].params for option in param.opts}
    assert {word for word in words if word.startswith("--")} <= options
