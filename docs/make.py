"""Write docs/scheme.md and data/json-schemas/ from the models that check the files and from docs/keys.toml.

Run it from the project's folder after a model or a meaning has changed: ``python docs/make.py``.
"""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from dbp_analysis.counting.calendar import DecidedDays
from dbp_analysis.counting.rules import CountingRule
from dbp_analysis.reading.corrections import Corrections
from dbp_analysis.settings.adjustment import Adjustment
from dbp_analysis.settings.bands import Band
from dbp_analysis.settings.bounds import Bounds
from dbp_analysis.settings.config import Config
from dbp_analysis.settings.curve import PointStep
from dbp_analysis.settings.indicator import Indicator
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.month_file import Month
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.register_layout import RegisterLayout
from dbp_analysis.settings.rules import FindingRule, Measured, Requirement
from dbp_analysis.settings.scheme import Group, Printed, Rounding, Scheme, Ties

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = "mau-day-du"
TOLD: tuple[type[Config], ...] = (
    *(Scheme, Rounding, Printed, Ties, Band, Requirement, Measured, Bounds),
    *(Group, Indicator, PointStep, Adjustment, FindingRule),
)
FILES = {
    "scheme": Scheme,
    "layout": Layout,
    "publication": Publication,
    "month": Month,
    "corrections": Corrections,
    "register-layout": RegisterLayout,
    "rule": CountingRule,
    "calendar": DecidedDays,
}


def meanings() -> dict[str, dict[str, str]]:
    """What each key of each model means."""
    return tomllib.loads((ROOT / "docs" / "keys.toml").read_text(encoding="utf-8"))


def own_fields(model: type[Config]) -> dict[str, FieldInfo]:
    """The keys of a model that it does not share with one that is told itself."""
    inherited = {name for base in (Bounds, Measured) if base is not model and issubclass(model, base)
                 for name in base.model_fields}  # fmt: skip
    return {name: field for name, field in model.model_fields.items() if name not in inherited}


def handbook() -> str:
    """docs/scheme.md."""
    head = (ROOT / "docs" / "scheme-head.md").read_text(encoding="utf-8")
    return head + "\n".join(line for model in TOLD for line in _table(model)) + "\n"


def _table(model: type[Config]) -> Iterator[str]:
    told = meanings()[model.__name__]
    yield f"\n### {told['_title']}\n"
    yield f"{told['_about']}\n"
    yield "| mục | nghĩa | bỏ trống thì | ví dụ |"
    yield "| --- | --- | --- | --- |"
    for name, field in own_fields(model).items():
        yield f"| `{name}` | {told[name]} | {_default(field)} | {_example(model, name)} |"
    for base in (Measured, Bounds):
        if base is not model and issubclass(model, base):
            yield f'\nCùng các mục ở phần "{meanings()[base.__name__]["_title"]}".'


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**bắt buộc**"
    value = field.get_default(call_default_factory=True)
    if value in (None, "", (), {}) or isinstance(value, Config):
        return "–"
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _example(model: type[Config], name: str) -> str:
    """How the invented scheme writes a key, where it does so in a few words."""
    written = (part[name] for part in _examples()[model.__name__] if name in part)
    shown = (f"{name} = {json.dumps(value, ensure_ascii=False)}" for value in written if _is_plain(value))
    return next((f"`{line}`" for line in shown if len(line) <= 70), "")


def _is_plain(value: object) -> bool:
    """Whether TOML writes a value as JSON does."""
    return not isinstance(value, dict) and not (isinstance(value, list) and any(map(_is_table, value)))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _examples() -> dict[str, list[dict[str, Any]]]:
    """The tables of the invented scheme by the models that check them."""
    scheme = tomllib.loads((ROOT / "data" / "schemes" / f"{EXAMPLE}.toml").read_text(encoding="utf-8"))
    indicators = [one for group in scheme["groups"] for one in group["indicators"]]
    required = [one for band in scheme["bands"] for one in band.get("requires", [])]
    steps = [step for one in indicators for step in one.get("steps", [])]
    return {
        "Scheme": [scheme],
        **{key.capitalize(): [scheme[key]] for key in ("rounding", "printed", "ties")},
        "Band": scheme["bands"],
        **dict.fromkeys(("Requirement", "Measured"), required),
        "Bounds": [*steps, *required, *scheme["findings"]],
        "Group": scheme["groups"],
        "Indicator": indicators,
        "PointStep": steps,
        "Adjustment": scheme["adjustments"],
        "FindingRule": scheme["findings"],
    }


def json_schema(name: str) -> str:
    """The JSON schema of one kind of file, its keys explained."""
    content = FILES[name].model_json_schema(by_alias=True)
    told = meanings()
    for title, model in {FILES[name].__name__: content, **content.get("$defs", {})}.items():
        model.pop("description", None)
        bases = [told[title], told["Measured"], told["Bounds"]]
        for key, field in model["properties"].items():
            field.pop("title", None)
            field["description"] = next(one[key] for one in bases if key in one)
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def documents() -> dict[Path, str]:
    """Every generated file with its content."""
    schemas = {ROOT / "data" / "json-schemas" / f"{name}.json": json_schema(name) for name in FILES}
    return {ROOT / "docs" / "scheme.md": handbook(), **schemas}


if __name__ == "__main__":
    for path, text in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
