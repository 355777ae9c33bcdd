"""A layout of a register of single dossiers (sổ theo dõi hồ sơ): which column means which field, as data."""

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.settings.config import Config, Identifier, Text, read_toml, validate_named
from dbp_analysis.settings.layout import Column, HeaderPath, Layout

STATUSES = ("open", "waiting", "done", "withdrawn", "stopped", "returned")
"""What a dossier's status may be: in process, waiting for papers, with a result, taken back by who filed it,
stopped by the office, handed back as not acceptable."""

_VALUES = {"channel": {"online", "counter"}, "status": set(STATUSES)}
_YES_NO = ("payable", "paid_online", "digitised", "digital_result")
_TOKENS = {"%d", "%m", "%Y", "%H", "%M", "%S"}


class Coded(Config):
    """A column of a few words or codes: ``values`` are those that mean each thing; else ``above`` is the
    number above which it means yes. A blank is a no, of a status an open dossier.
    """

    header: HeaderPath = Field(min_length=1)
    values: dict[Identifier, tuple[Text, ...]] = Field(default_factory=dict)
    above: float | None = None

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if bool(self.values) == (self.above is not None):
            raise ValueError("ghi đúng một trong values, above")
        return self


class RegisterLayout(Config):
    """``data/layouts/<id>.toml`` with ``kind = "dossiers"``. Only the columns named here are ever read.

    ``moments`` is how date-times are written as text; ``code_pattern`` what a dossier's code looks like, with
    the groups ``agency`` and ``day`` (yymmdd): nothing else of a register is ever shown.
    """

    id: Identifier
    kind: Literal["dossiers"]
    title: Text
    file_name: Text
    source: Text
    covers: Literal["all", "some"] = "all"
    inferred: tuple[Text, ...] = ()
    moments: Text
    code_pattern: Text = r"(?P<agency>[A-Z]\d+(\.\d+)*)-(?P<day>\d{6})-\d{1,10}"
    code: HeaderPath = Field(min_length=1)
    unit_name: HeaderPath = ()
    unit_code: HeaderPath = ()
    procedure: HeaderPath = ()
    received: HeaderPath = Field(min_length=1)
    due: HeaderPath = Field(min_length=1)
    finished: HeaderPath = Field(min_length=1)
    paused: HeaderPath = ()
    channel: Coded
    status: Coded
    payable: Coded | None = None
    paid_online: Coded | None = None
    digitised: Coded | None = None
    digital_result: Coded | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if bool(self.unit_name) == bool(self.unit_code):
            raise ValueError("ghi đúng một trong unit_name, unit_code: cột nào ghi đơn vị")
        for field, coded in self.coded.items():
            known = _VALUES.get(field, {"yes", "no"})
            if unknown := set(coded.values) - known:
                wrong, right = ", ".join(sorted(unknown)), ", ".join(sorted(known))
                raise ValueError(f"{field}: values có {wrong}; chỉ nhận {right}")
        if set(re.findall("%.", self.moments)) - _TOKENS or not {"%d", "%m", "%Y"} <= set(
            re.findall("%.", self.moments)
        ):
            raise ValueError('moments viết bằng %d %m %Y %H %M %S, ví dụ "%H:%M %d/%m/%Y"')
        try:
            named = set(re.compile(self.code_pattern).groupindex)
        except re.error:
            named = set()
        if not {"agency", "day"} <= named:
            raise ValueError("code_pattern là biểu thức chính quy có nhóm (?P<agency>…) và (?P<day>…)")
        return self

    @property
    def coded(self) -> dict[str, Coded]:
        """The columns of words or codes, by field."""
        fields = {name: getattr(self, name) for name in ("channel", "status", *_YES_NO)}
        return {name: coded for name, coded in fields.items() if coded}

    @property
    def headers(self) -> dict[str, HeaderPath]:
        """Where each field that the register has stands; the unit, by name or code, is ``unit``."""
        plain = {name: getattr(self, name) for name in ("code", "received", "due", "finished", "paused")}
        paths = {"unit": self.unit_name or self.unit_code, "procedure": self.procedure, **plain}
        return {name: path for name, path in paths.items() if path} | {
            name: coded.header for name, coded in self.coded.items()
        }

    @property
    def as_table(self) -> Layout:
        """A layout of the same columns, by which their headers are found in a sheet."""
        return Layout(
            **{name: getattr(self, name) for name in ("id", "title", "file_name", "source", "unit_name")},
            unit_code=self.unit_code,
            columns=tuple(
                Column(count=name, header=path) for name, path in self.headers.items() if name != "unit"
            ),
        )


def unnamed(pattern: str) -> str:
    """A pattern of codes without the names of its groups, which Java writes otherwise."""
    return re.sub(r"[(][?]P<[a-z_]+>", "(", pattern)


def load_layouts(
    data: Path, names: tuple[str, ...], noted: Noted = unnoted
) -> tuple[dict[str, Layout], dict[str, RegisterLayout]]:
    """The layouts of these ids in the data folder ``data``, of exports and of registers, by id; raise
    ``DataRejected`` naming the file and each wrong key.
    """
    exports: dict[str, Layout] = {}
    registers: dict[str, RegisterLayout] = {}
    for name in names:
        path = data / "layouts" / f"{name}.toml"
        content = read_toml(path, noted)
        if content.get("kind") == "dossiers":
            registers[name] = validate_named(content, RegisterLayout, path, name)
        else:
            exports[name] = validate_named(content, Layout, path, name)
    return exports, registers
