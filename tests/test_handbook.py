"""docs/scheme.md and the JSON schemas are what the models say now."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "docs" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_documents_are_those_that_the_models_give(make) -> None:
    for path, text in make.documents().items():
        assert path.read_text(encoding="utf-8") == text, f"run: python docs/make.py ({path.name})"


def test_every_key_of_a_scheme_has_a_meaning_and_every_meaning_a_key(make) -> None:
    told = {
        model: {key for key in keys if not key.startswith("_")} for model, keys in make.meanings().items()
    }
    assert told == {model.__name__: set(make.own_fields(model)) for model in make.TOLD}


def test_every_settings_file_of_the_project_names_only_keys_of_its_schema(make) -> None:
    keys = set(json.loads(make.json_schema("scheme"))["properties"])
    assert keys == set(make.Scheme.model_fields)
