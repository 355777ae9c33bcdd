"""``dbp new-place``: a province begun as data: its communes in the register, a publication, a scheme."""

import csv
import io
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from string import Template

from dbp_analysis.common.errors import RunFailed
from dbp_analysis.common.texts import folded, unaccented
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.provinces import SINCE, Commune, Province, find_province
from dbp_analysis.settings.shipped import shipped
from dbp_analysis.settings.units import read_register

_BASE = "qd766-2026"
_TEXTS = Path(__file__).parent


@dataclass(frozen=True)
class NewPlace:
    """A province, how many of its communes were added to the register, how many were there before, and the
    files that were written or left as they were.
    """

    province: Province
    added: int
    kept: int
    written: tuple[Path, ...]
    untouched: tuple[Path, ...]


def create_place(written: str, data: str | Path = "") -> NewPlace:
    """Add the province that a person wrote to the data folder, whole or not at all.

    Its communes go to ``units.csv`` behind what is there, ``<id>/publication.toml`` and ``schemes/<id>.toml``
    are made; nothing that exists is changed. Raise ``WrongUse`` for an unknown province or a missing package,
    ``DataRejected`` where the register cannot be read, ``RunFailed`` where nothing can be written.
    """
    folder = find_project(data).data
    province = find_province(written)
    register = folder / "units.csv"
    missing = _missing(province, register)
    publication = folder / province.id / "publication.toml"
    scheme = folder / "schemes" / f"{province.id}.toml"
    fresh: dict[Path, bytes] = {}
    if not publication.exists():  # what is there has a scheme already
        fresh[publication] = _filled("new_place.toml", province).encode()
        if not scheme.exists():
            fresh[scheme] = _scheme(province, folder).encode()
    if missing:
        before = register.read_bytes() if register.exists() else _head(shipped("data", "units.csv"))
        fresh[register] = before + _rows(before.decode("utf-8-sig"), province.id, missing)
    _write_all(fresh)
    return NewPlace(
        province,
        added=len(missing),
        kept=len(province.communes) - len(missing),
        written=tuple(fresh),
        untouched=tuple(p for p in (publication, scheme, register) if p not in fresh and p.exists()),
    )


def _missing(province: Province, register: Path) -> list[Commune]:
    """The communes that the register does not have yet, neither by code nor by name; a name that differs in
    accents or blanks alone is that of a unit which none else is.
    """
    if not register.exists():
        return list(province.communes)
    rows = read_register(register)
    rows = rows[rows["place"].eq(province.id) & rows["valid_to"].isna()]
    names = {_name(c.kind, c.name): c for c in province.communes}
    had = dict(zip(map(_name, rows["type"], rows["name"]), rows["code"], strict=True))
    codes = set(had.values())
    missing = {name: c for name, c in names.items() if name not in had and c.code not in codes}
    others = {_loosely(name) for name in had if name not in names}
    return [commune for name, commune in missing.items() if _loosely(name) not in others]


def _name(kind: str, name: str) -> str:
    return folded(f"{kind} {name}")


def _loosely(name: str) -> str:
    return unaccented(name).replace(" ", "")


def _head(register: Path) -> bytes:
    return register.read_bytes().splitlines(keepends=True)[0]


def _rows(register: str, place: str, communes: Iterable[Commune]) -> bytes:
    """Rows as the register writes its own: its columns, its separator, its ends of lines."""
    head = register.splitlines()[0]
    separator = max(",;\t", key=head.count)
    end = "\r\n" if "\r\n" in register else "\n"
    columns = [name.strip().lower() for name in next(csv.reader([head], delimiter=separator))]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", delimiter=separator, lineterminator=end)
    for one in communes:
        known = {"place": place, "code": one.code, "type": one.kind, "name": one.name, "valid_from": SINCE}
        writer.writerow(known)
    return ((end if not register.endswith("\n") else "") + text.getvalue()).encode()


def _scheme(province: Province, folder: Path) -> str:
    """The national scheme under an id of its own, with what its keys mean above it."""
    own = folder / "schemes" / f"{_BASE}.toml"
    base = own if own.exists() else shipped("data", "schemes", own.name)
    text = base.read_text(encoding="utf-8").replace(f'id = "{_BASE}"', f'id = "{province.id}"', 1)
    first, rest = text.split("\n", 1)
    if not first.startswith("#:schema"):
        first, rest = "", text
    return f"{first}\n{_filled('new_scheme.txt', province)}\n{rest}".lstrip("\n")


def _filled(name: str, province: Province) -> str:
    kinds = [kind for kind in ("Xã", "Phường", "Đặc khu") if kind in {c.kind for c in province.communes}]
    units = ", ".join(kinds).lower()
    return Template((_TEXTS / name).read_text(encoding="utf-8")).substitute(
        id=province.id,
        base=_BASE,
        name=province.name,
        kind=province.kind,
        place=province.full_name,
        PLACE=province.full_name.upper(),
        units=units,
        UNITS=units.upper(),
    )


def _write_all(files: dict[Path, bytes]) -> None:
    """Every file, each whole; where one cannot be written, the new ones are gone again. The register comes
    last: it is the only one that may have been there before.
    """
    made: list[Path] = []
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{path.name}.new")
            made.append(aside)
            aside.write_bytes(content)
            aside.replace(path)
            made[-1] = path
    except OSError as error:
        for path in made:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # unless there is more in it
                path.parent.rmdir()
        raise RunFailed(
            f"Không ghi được {error.filename or 'tệp'}: {error.strerror}; chưa thêm địa phương nào.\n"
            "  Cách xử lý: kiểm tra quyền ghi, đóng tệp đang mở trong Excel, rồi chạy lại."
        ) from error
