import hashlib
import re
import shutil
import tomllib
from dataclasses import replace

import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.common.digests import file_hash
from dbp_analysis.publishing.record import (
    PACKAGES,
    changed_inputs,
    is_current,
    read_record,
    relative_name,
    run_record,
    touched_by_hand,
    versions,
    write_record,
)
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.project import find_project

from ..made import PROJECT, Place, make_place, payment_rows, with_value
from ..two_months import BEFORE, add_november


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
    found = find_project(place.data).files_before("vi-du", "2023-12")

    assert [path.name for path in found] == ["ho-so.xlsx", "thanh-toan.csv", "corrections.toml"]
    assert {path.parent.name for path in found} == {BEFORE}


@pytest.mark.parametrize("month", ["2023-12", "2024-02", "0001-01"])
def test_a_month_without_one_before_has_no_such_files(place, month):
    (place.data / "vi-du" / BEFORE).mkdir()

    assert find_project(place.data).files_before("vi-du", month) == []


@pytest.mark.parametrize("text", ["5", "[]", "{}", '{"outputs": null}'])
def test_a_record_that_is_none_of_ours_is_no_finished_run(tmp_path, text):
    (tmp_path / "run.json").write_text(text)

    assert read_record(tmp_path) is None


def recorded(place: Place) -> dict:
    """The record of the month, put where a run would have put it."""
    inputs = place.read()
    since = since_previous(inputs, score_inputs(inputs))
    record = run_record(inputs, {}, (), (), since.sources)
    folder = place.output / place.publication / place.month
    folder.mkdir(parents=True, exist_ok=True)
    write_record(folder, record)
    return record


def current(place: Place) -> bool:
    return is_current(find_project(place.data, place.output), place.publication, place.month)


def test_a_record_tells_what_was_read_not_what_lies_there_afterwards(place: Place) -> None:
    names = ("vi-du/2023-12/thanh-toan.csv", "units.csv", "schemes/bo-thu.toml", "wording.toml")
    before = {name: file_hash(place.data / name) for name in names}
    inputs = place.read()
    for name in names:
        with (place.data / name).open("a", encoding="utf-8") as file:
            file.write("# sau khi đọc\n")
    record = run_record(inputs, {}, (), ())

    assert {name: record["inputs"][name] for name in names} == before
    assert changed_inputs(record, place.data, inputs.sources.digests) == sorted(names)


def test_what_was_not_the_same_at_first_is_a_change_too(place: Place) -> None:
    first = place.read().sources.digests
    place.payments(with_value(payment_rows(), 2, "B", "P. Him Lam"))
    record = run_record(place.read(), {}, (), ())

    assert changed_inputs(record, place.data, first) == ["vi-du/2023-12/thanh-toan.csv"]
    assert changed_inputs(record, place.data, {}) == []


def test_a_check_that_could_not_be_made_is_no_passed_one_in_the_record(place: Place) -> None:
    (period,) = (check for check in recorded(place)["checks"] if check["id"] == "period")

    assert (period["result"], period["unchecked"]) == ("not checkable", "1 tệp không ghi kỳ")


@pytest.fixture(scope="module")
def with_record(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Two months, the later one recorded as made of both."""
    place = make_place(tmp_path_factory.mktemp("recorded"))
    before = add_november(place)
    (before.folder / "month.toml").write_text("signed_on = 2023-12-05\n", encoding="utf-8")
    recorded(place)
    return place


@pytest.mark.parametrize(
    ("name", "old", "new", "kept"),
    [
        ("units.csv", "vi-du,03145", "khac,1,Xã,A,,,\nvi-du,03145", True),
        ("units.csv", "2025-06-30,03316", "2025-08-31,03316", True),
        ("units.csv", "Thanh Minh", "Thanh Mình", False),
        ("units.csv", "valid_to,successor", "valid_to,next", False),
        ("wording.toml", "few_named = 5", "few_named = 5  # như trước", True),
        ("wording.toml", "few_named = 5", "few_named = 6", False),
        ("wording.toml", "few_named = 5", "few_named = ", False),
        (f"vi-du/{BEFORE}/month.toml", "2023-12-05", "2023-12-05  # đã ký", True),
        (f"vi-du/{BEFORE}/month.toml", "2023-12-05", "2023-12-06", False),
        (f"vi-du/{BEFORE}/thanh-toan.csv", "50%", "50,0%", False),
    ],
)
def test_a_month_is_current_as_long_as_what_it_uses_is_the_same(
    with_record, tmp_path, name, old, new, kept
) -> None:
    shutil.copytree(with_record.data.parent, tmp_path / "copy")
    place = replace(with_record, data=tmp_path / "copy" / "data", output=tmp_path / "copy" / "outputs")
    assert current(place)
    place.change(name, old, new)

    assert current(place) is kept


def test_the_versions_name_every_package_that_can_change_an_output() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[<>=]", requirement)[0] for requirement in project["dependencies"]}
    only_used_by_hand = {"click", "filelock", "nbconvert", "psutil", "rich", "tomli-w"}

    assert needed - set(PACKAGES) == only_used_by_hand
    assert set(versions()) == {"python", *PACKAGES}
