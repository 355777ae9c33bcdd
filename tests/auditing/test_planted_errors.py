"""Errors of every class, planted into a report in every format, are found; the report without them holds."""

from dataclasses import replace
from pathlib import Path

import pytest

from dbp_analysis.auditing.audit import Audit, audit
from dbp_analysis.publishing.content import ReportContent

from ..made import PROJECT
from .reports_made import Change, changed, own_content, written

ENDINGS = ("docx", "pdf", "xlsx", "html", "md", "txt")

WORDS: dict[str, tuple[Change, str]] = {
    "names": (("06 đơn vị xếp loại tốt", "07 đơn vị xếp loại tốt"), "06"),
    "bands_sum": (("đánh giá 12/12", "đánh giá 11/12"), "= 13"),
    "wrong_list": (("chưa thực hiện: UBND phường Noong Bua", "chưa thực hiện: UBND xã Nà Nhạn"), "3.3"),
    "twice": (("UBND phường Noong Bua, UBND phường Th", "UBND xã Mường Phăng, UBND phường Th"), "2 lần"),
    "left_out": (("chưa đảm bảo 50%", "chưa đảm bảo 70%"), "UBND phường Thanh Bình"),
    "late": (("xử lý quá hạn: UBND phường Thanh Bình", "xử lý quá hạn: UBND xã Nà Tấu"), "26.7"),
    "percent": (("(3/100 hồ sơ, 3,0%)", "(3/100 hồ sơ, 3,5%)"), "3,0%"),
    "earns": (("(33/182 hồ sơ, 18,1%)", "(83/182 hồ sơ, 45,6%)"), "1.8"),
    "leader": (("với 7/8 chỉ số", "với 8/8 chỉ số"), "7/8"),
    "parts": (("Trong tháng", "Tiếp nhận 90 hồ sơ, gồm trực tuyến 70, trực tiếp 30. Trong tháng"), "100"),
    "period": (("THÁNG 12 NĂM 2023", "THÁNG 11 NĂM 2023"), "tháng 12 năm 2023"),
    "number": (("Báo cáo số 08/", "Báo cáo số 80/"), "08/BC-UBND"),
}  # fmt: skip

CELLS = {
    ("UBND phường Him Lam", 11): "8.68",
    ("UBND phường Nam Thanh", 10): "60.88",
    ("UBND phường Thanh Bình", 9): "5.9",
    ("UBND xã Mường Phăng", 12): "Tốt",
}
"""What stands in a cell of the table, by unit and number of its column, in place of what should."""


def planted(content: ReportContent) -> ReportContent:
    said = changed(content, *(change for change, _ in WORDS.values()))
    rows = [list(row) for row in said.annex.table.rows]
    for (unit, column), text in CELLS.items():
        next(row for row in rows if row[1] == unit)[column] = text
    table = replace(said.annex.table, rows=tuple(map(tuple, rows)))
    return replace(said, annex=replace(said.annex, table=table))


@pytest.fixture(scope="module", params=ENDINGS)
def audits(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Audit]:
    """The audits of the report of December 2023 and of the same with every error, in a format."""
    folder = tmp_path_factory.mktemp("reports")

    def of(content: ReportContent, name: str) -> Audit:
        path = folder / f"{name}.{request.param}"
        path.write_bytes(written(content, request.param))
        return audit(path, data=PROJECT / "data")

    return of(own_content(), "sound"), of(planted(own_content()), "planted")


def test_a_sound_report_has_no_finding(audits: tuple[Audit, Audit]) -> None:
    sound, _ = audits

    assert sound.rows == ()
    assert [len(one.texts) for one in sound.annexes] == [12]
    assert sound.taken_for.period == "2023-12"


def test_every_planted_error_of_the_words_is_found(audits: tuple[Audit, Audit]) -> None:
    _, wrong = audits
    told = {kind: [f"{f.said} {f.follows}" for f in wrong.findings if f.kind == kind] for kind in WORDS}

    missed = {k for k, (_, figure) in WORDS.items() if not any(figure in text for text in told[k])}
    assert missed == set()
    assert all(one.place and one.said and one.follows for one in wrong.findings)


def test_every_planted_error_of_the_table_is_found(audits: tuple[Audit, Audit]) -> None:
    _, wrong = audits
    said = [one.said for one in wrong.findings if one.unit and one.column and one.follows]

    missed = {
        cell for cell, text in CELLS.items() if not any(cell[0] in one and one.endswith(text) for one in said)
    }
    assert missed == set()


def test_a_report_of_135_units_by_the_national_scheme_holds(tmp_path: Path) -> None:
    path = tmp_path / "gia-lai.html"
    path.write_bytes(written(own_content("2026-10", "gia-lai"), "html"))

    assert audit(path, data=PROJECT / "data").rows == ()
