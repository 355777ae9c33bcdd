import hashlib

import pytest

from dbp_analysis.project import find_project
from dbp_analysis.provenance import (
    file_hash,
    files_before,
    read_record,
    relative_name,
    touched_by_hand,
    write_record,
)

from .two_months import BEFORE, add_november


def test_a_file_is_known_by_its_sha_256(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")

    assert file_hash(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()


def test_names_in_a_record_have_forward_slashes(tmp_path):
    assert relative_name(tmp_path / "charts" / "a.svg", tmp_path) == "charts/a.svg"


def test_a_record_reads_back_and_keeps_vietnamese_readable(tmp_path):
    record = {"note": "Nà Tấu", "outputs": {}}
    write_record(tmp_path, record)

    assert read_record(tmp_path) == record
    assert "Nà Tấu" in (tmp_path / "run.json").read_text(encoding="utf-8")


def test_no_record_or_a_broken_one_is_no_finished_run(tmp_path):
    assert read_record(tmp_path) is None
    (tmp_path / "run.json").write_text("{")
    assert read_record(tmp_path) is None


def test_what_a_person_edited_or_added_is_known_by_the_record(tmp_path):
    for name in ("same", "edited"):
        (tmp_path / name).write_bytes(b"made")
    outputs = {name: file_hash(tmp_path / "same") for name in ("same", "edited", "removed")}
    write_record(tmp_path, {"outputs": outputs})
    (tmp_path / "edited").write_bytes(b"by hand")

    (tmp_path / "signed").mkdir()
    (tmp_path / "signed" / "scan.pdf").write_bytes(b"by hand")
    for litter in (".hidden", "~$report.docx", "Thumbs.db"):
        (tmp_path / litter).touch()

    assert touched_by_hand(tmp_path) == ["edited", "signed/scan.pdf"]


def test_without_a_record_all_is_by_hand(tmp_path):
    assert touched_by_hand(tmp_path / "missing") == []
    (tmp_path / "notes.txt").touch()

    assert touched_by_hand(tmp_path) == ["notes.txt"]


def test_the_files_of_the_month_before_are_its_exports_and_settings(place):
    before = add_november(place)
    (before.folder / "corrections.toml").write_text("", encoding="utf-8")
    (before.folder / "~$ho-so.xlsx").write_bytes(b"")
    found = files_before(find_project(place.data), "vi-du", "2023-12")

    assert [path.name for path in found] == ["ho-so.xlsx", "thanh-toan.csv", "corrections.toml"]
    assert {path.parent.name for path in found} == {BEFORE}


@pytest.mark.parametrize("month", ["2023-12", "2024-02", "0001-01"])
def test_a_month_without_one_before_has_no_such_files(place, month):
    (place.data / "vi-du" / BEFORE).mkdir()

    assert files_before(find_project(place.data), "vi-du", month) == []


@pytest.mark.parametrize("text", ["5", "[]", "{}", '{"outputs": null}'])
def test_a_record_that_is_none_of_ours_is_no_finished_run(tmp_path, text):
    (tmp_path / "run.json").write_text(text)

    assert read_record(tmp_path) is None
