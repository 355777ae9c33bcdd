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
    models = {model.__name__: set(make.own_fields(model)) for model in make.TOLD}
    assert {name: told[name] for name in models} == models


def test_every_key_of_every_settings_file_is_explained_to_editors_and_no_other(make) -> None:
    keys: dict[str, set[str]] = {}
    for name, model in make.FILES.items():
        schema = json.loads(make.json_schema(name))
        for title, one in {model.__name__: schema, **schema.get("$defs", {})}.items():
            assert all(field["description"] for field in one["properties"].values()), title
            keys.setdefault(title, set()).update(one["properties"])
    shared = set(make.meanings()["Bounds"]) | set(make.meanings()["Measured"])
    for title, told in make.meanings().items():
        assert {key for key in told if not key.startswith("_")} - shared <= keys.get(title, shared), title
