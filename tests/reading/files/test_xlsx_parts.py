from pathlib import Path

import pytest

from .files import read_bytes, refusal, xlsx_members, zipped

TEXT = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
STRINGS = "<sst><si><t>Nà Tấu</t></si></sst>"


def renamed(workbook: str, strings: str, target: str = "") -> dict[str, str | bytes]:
    """A workbook of one text, its parts under other names."""
    members = xlsx_members(TEXT)
    folder, _, name = workbook.rpartition("/")
    relations = str(members.pop("xl/_rels/workbook.xml.rels"))
    relations = relations.replace('"sharedStrings.xml"', f'"/{strings}"')
    relations = relations.replace('"worksheets/sheet1.xml"', '"/xl/worksheets/sheet1.xml"')
    root = str(members["_rels/.rels"]).replace("xl/workbook.xml", target or workbook)
    content = members.pop("xl/workbook.xml")
    return members | {
        "_rels/.rels": root,
        workbook: content,
        f"{folder}/_rels/{name}.rels".lstrip("/"): relations,
        strings: STRINGS,
    }


@pytest.mark.parametrize(
    ("workbook", "strings", "target"),
    [
        ("xl/workbook.xml", "xl/sharedStrings.xml", ""),
        ("xl/workbook22.xml", "xl/sharedStrings.xml", ""),
        ("xl/workbook22.xml", "xl/sharedStrings.xml", "/xl/workbook22.xml"),
        ("xl/workbook22.xml", "xl/sharedStrings.xml", "./xl/Workbook22.xml"),
        ("workbook.xml", "sharedStrings.xml", ""),
        ("book/main.xml", "book/strings.xml", ""),
        ("xl/workbook.xml", "xl/strings7.xml", ""),
    ],
)
def test_parts_are_found_by_what_they_are(tmp_path: Path, workbook: str, strings: str, target: str) -> None:
    assert read_bytes(tmp_path, zipped(renamed(workbook, strings, target)))[0].rows == (("Nà Tấu",),)


def test_a_second_workbook_that_nothing_points_at_is_not_read(tmp_path: Path) -> None:
    members = renamed("xl/workbook22.xml", "xl/sharedStrings.xml")
    assert read_bytes(tmp_path, zipped({"xl/workbook.xml": "<workbook/>"} | members))[0].rows == (
        ("Nà Tấu",),
    )


def test_relations_that_are_no_xml_are_refused(tmp_path: Path) -> None:
    members = renamed("xl/workbook22.xml", "xl/sharedStrings.xml")
    assert "hỏng" in refusal(tmp_path, zipped(members | {"xl/_rels/workbook22.xml.rels": "<a"})).what
