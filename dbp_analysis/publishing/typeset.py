"""Every PDF: a template and values set by typst, and which fonts are really in what came out."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from types import ModuleType

import typst

from dbp_analysis.common.sentences import printable
from dbp_analysis.publishing.fonts import (
    available_fonts,
    embedded_families,
    font_stack,
    font_warnings,
    undrawn_characters,
)


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, the font families that are really in it, and what to tell the user about them."""

    data: bytes
    fonts: tuple[str, ...]
    warnings: tuple[str, ...]


def typeset(
    name: str,
    form: ModuleType,
    values: Mapping[str, object],
    day: datetime.date,
    fonts: typst.Fonts | None = None,
) -> RenderedPdf:
    """The template ``name`` of this package filled with ``values`` and the constants of its ``form``, in the
    best of the fonts that ``fonts`` (this machine's) holds: the same values and fonts give the same bytes,
    which say that they were made on ``day``. Where no font has a letter, no standard allows it, and the
    warnings tell it.
    """
    found = fonts or available_fonts()
    stack = font_stack(found)
    constants = {
        key: value for key, value in vars(form).items() if key.isupper() and isinstance(value, str | float)
    }
    data = _printable({**values, "day": f"{day:%Y-%m-%d}", "form": constants, "fonts": stack})
    text = json.dumps(data, ensure_ascii=False)
    folder = resources.files(__package__)
    template = b"".join(folder.joinpath(part).read_bytes() for part in ("kit.typ", f"{name}.typ"))
    undrawn = undrawn_characters(text, stack, found)
    pdf = typst.compile(
        template,
        font_paths=found,
        sys_inputs={"data": text},
        format="pdf",
        # Kept for ever (ISO 19005-2), and read aloud (ISO 14289-1).
        pdf_standards=[] if undrawn else ["a-2a", "ua-1"],
    )
    embedded = embedded_families(pdf, found)
    return RenderedPdf(pdf, embedded, font_warnings(name, embedded, stack, undrawn))


def _printable(value: object) -> object:
    """Every text in a nest of lists and dicts as it can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value
