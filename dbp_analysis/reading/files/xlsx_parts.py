"""The parts of an xlsx under the names at which calamine looks for them; a file may name them as it likes.

Relationships say what they are: Excel for the web saves ``xl/workbook22.xml``, others ``workbook.xml``.
"""

import posixpath
import re
from xml.etree import ElementTree

from dbp_analysis.reading.files.refusal import corrupt

_WORKBOOK = "xl/workbook.xml"
_STANDARD = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
_TARGET = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def standard_parts(members: dict[str, bytes]) -> dict[str, bytes]:
    """The same members, the workbook, its strings and its styles under their standard names.

    Raises ``RefusalError`` when a list of relationships is no XML.
    """
    by_name = {name.lower(): name for name in members}
    book = next(
        (target for kind, target, _ in _related(members, by_name, "") if kind == "officeDocument"), ""
    )
    related = _related(members, by_name, book) if book.lower() in by_name else []
    moved = {_STANDARD[kind]: target for kind, target, _ in related if kind in _STANDARD}
    if book.lower() == _WORKBOOK and all(name.lower() == target.lower() for name, target in moved.items()):
        return members
    if not related:
        return members
    renamed = {_relations_of(book): "", book: _WORKBOOK} | {target: name for name, target in moved.items()}
    renamed = {by_name[old.lower()]: new for old, new in renamed.items() if old.lower() in by_name}
    kept = {
        renamed.get(name, name): content
        for name, content in members.items()
        if renamed.get(name, name) and (name in renamed or name not in renamed.values())
    }
    return kept | {
        _relations_of(""): _relations([("officeDocument", book, "rId1")], renamed, by_name),
        _relations_of(_WORKBOOK): _relations(related, renamed, by_name),
    }


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _related(members: dict[str, bytes], by_name: dict[str, str], part: str) -> list[tuple[str, str, str]]:
    """What a part is related to: the last word of each type, the member, and the id."""
    content = members.get(by_name.get(_relations_of(part).lower(), ""), b"")
    if not content:
        return []
    if b"<!DOCTYPE" in content:
        raise corrupt("XML có khai báo DTD")
    try:
        listed = ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise corrupt("nội dung XML") from error
    folder = posixpath.dirname(part)
    found = []
    for one in listed.iterfind("{*}Relationship"):
        target = one.get("Target", "").replace("\\", "/")
        if one.get("TargetMode") != "External" and not _TARGET.match(target):
            member = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((one.get("Type", "").rpartition("/")[2], member, one.get("Id", "")))
    return found


def _relations(
    related: list[tuple[str, str, str]], renamed: dict[str, str], by_name: dict[str, str]
) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    listed = ElementTree.Element("Relationships")
    listed.set("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
    for kind, member, key in related:
        name = by_name.get(member.lower(), member)
        target = f"/{renamed.get(name, name)}"
        ElementTree.SubElement(listed, "Relationship", Id=key, Type=f"{office}/{kind}", Target=target)
    return ElementTree.tostring(listed)
