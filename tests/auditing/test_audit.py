from dataclasses import replace
from pathlib import Path

import pytest

from dbp_analysis.auditing.audit import Audit, audit
from dbp_analysis.auditing.document import Document, Paragraph
from dbp_analysis.auditing.taken_for import take_for
from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.settings.project import find_project
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.units import read_register

from ..lists_made import make_lists
from ..made import PROJECT
from .reports_made import changed, own_content, written

DATA = PROJECT / "data"


@pytest.fixture(scope="module")
def scanned() -> Audit:
    """The audit of the published report 08/BC-UBND, as a scan was read."""
    return audit("dien-bien-phu/bao-cao-08-2023-12.txt", data=DATA)


def test_the_published_report_counts_four_units_and_names_three_and_nothing_else(scanned: Audit) -> None:
    (finding,) = scanned.findings

    assert (finding.place, finding.unit, finding.column) == ("dòng 70", "03130", "results_digital")
    assert "04 don vi da thuc hién" in finding.said
    assert "nêu tên 03 đơn vị" in finding.follows
    assert "còn thiếu UBND phường Thanh Bình" in finding.follows
    assert finding.sure == "likely"


def test_it_says_what_a_file_was_taken_for(scanned: Audit) -> None:
    facts = dict(scanned.facts)

    assert facts["Kỳ báo cáo"] == "tháng 12 năm 2023"
    assert facts["Địa phương"] == "thành phố Điện Biên Phủ"
    assert "Điện Biên, 2023" in facts["Bộ chỉ số"]
    assert any("tệp ghi “7.9”, đọc là 7.99" in text for text in scanned.repaired)


def test_with_counts_every_printed_cell_is_held_against_what_they_give(tmp_path: Path) -> None:
    content = own_content()
    rows = [list(row) for row in content.annex.table.rows]
    rows[1][3], rows[5][8] = "9.5", "5"
    table = replace(content.annex.table, rows=tuple(map(tuple, rows)))
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(written(replace(content, annex=replace(content.annex, table=table)), "docx"))

    of_counts = [one for one in audit(path, "dien-bien-phu", data=DATA).findings if one.kind == "counts"]

    (one,) = of_counts
    assert (one.unit, one.column, one.follows) == (
        "03127",
        "submitted_online",
        "Tính từ số liệu của kỳ là 9.4.",
    )
    assert one.said.endswith("9.5")


def test_a_report_of_a_place_that_is_not_set_up_is_held_against_itself(tmp_path: Path) -> None:
    content = own_content()
    names = [(row[1], f"UBND xã Vùng {at}") for at, row in enumerate(content.annex.table.rows, start=1)]
    rows = tuple(
        (row[0], f"UBND xã Vùng {at}", *row[2:]) for at, row in enumerate(content.annex.table.rows, 1)
    )
    other = changed(content, *names, ("06 đơn vị xếp loại tốt", "05 đơn vị xếp loại tốt"))
    other = replace(other, annex=replace(other.annex, table=replace(other.annex.table, rows=rows)))
    path = tmp_path / "bao-cao.md"
    path.write_bytes(written(other, "md"))

    found = audit(path, data=DATA)

    assert found.taken_for.publication is None
    assert {one.kind for one in found.findings} == {"names", "bands_sum"}


def test_a_report_on_several_lists_is_taken_for_all_of_them(tmp_path: Path) -> None:
    place = make_lists(tmp_path)
    project = find_project(place.data)
    whole = project.publication(project.publications()[0])
    register = read_register(place.data / "units.csv")
    lists = [units_of(register, one, "2026-10")[1] for one in whole.by_list]
    names = ", ".join(name for units in lists for name in units["unit_label"])
    said = Document("bao-cao.docx", "docx", False, (Paragraph(f"Tháng 10 năm 2026: {names}", "đoạn 1"),), ())

    taken = take_for(said, project, "", "", "")

    assert [len(units) for _, units in taken.lists] == [len(units) for units in lists]
    assert {one.id for one in taken.schemes} == {name for one in whole.by_list for name in one.scheme}
    second = taken.units_among(list(lists[1].index))
    assert second is not None
    assert set(second.index) == set(lists[1].index)


def test_what_cannot_be_audited_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataRejected):
        audit(tmp_path / "thieu.docx", data=DATA)
    (tmp_path / "anh.pdf").write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(DataRejected):
        audit(tmp_path / "anh.pdf", data=DATA)
    with pytest.raises(WrongUse, match="lam-dong"):
        audit("dien-bien-phu/bao-cao-08-2023-12.txt", "lam-dong", data=DATA)


def test_a_report_that_states_another_period_than_the_one_told_is_found() -> None:
    other, same = (
        audit("dien-bien-phu/bao-cao-08-2023-12.txt", "dien-bien-phu", month=month, data=DATA)
        for month in ("2023-11", "2023-12")
    )

    (found,) = (one for one in other.findings if one.kind == "period")
    assert "tháng 12 năm 2023" in found.said
    assert "tháng 11 năm 2023" in found.follows
    assert not any(one.kind == "period" for one in same.findings)


def test_the_day_of_signing_in_a_letterhead_is_not_taken_for_the_period(tmp_path: Path) -> None:
    page = "<table><tr><td>Số: /BC-UBND</td><td>Điện Biên Phủ, ngày tháng 01 năm 2026</td></tr></table>"
    (tmp_path / "nam.html").write_text(page, encoding="utf-8")

    assert audit(tmp_path / "nam.html", data=DATA).taken_for.period == ""


def test_a_table_by_another_scheme_than_the_one_told_is_not_said_to_hold() -> None:
    with pytest.raises(WrongUse, match="--scheme dien-bien-2023"):
        audit("dien-bien-phu/bao-cao-08-2023-12.txt", scheme="qd766-2026", data=DATA)


def test_a_table_in_the_form_of_a_source_is_held_against_the_counts_beside_its_points() -> None:
    found = audit("gia-lai/2026-10/thanh-toan-chung.csv", data=DATA).findings

    assert {(one.unit, one.column) for one in found} == {
        (code, "group:payment") for code in ("H21.100", "H21.149", "H21.205")
    }
