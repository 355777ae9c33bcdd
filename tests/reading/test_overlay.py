from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.reading.check_result import CheckResult
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs, read_month
from dbp_analysis.reading.overlay import hypothetical, without_published
from dbp_analysis.settings.month_file import Month

from ..made import SCHEME, Place, copy_partly_counted, dossier_rows, with_value

HEADER = "unit_code,unit_name,count,from,to\n"
# One dossier of Nà Tấu filed online instead of at the counter.
SHIFT = f"{HEADER}03316,Nà Tấu,received_online,56,57\n03316,Nà Tấu,received_counter,94,93\n"


def read(place: Place, counts: str = "", scheme: str = "", name: str = "thu") -> MonthInputs:
    """The month with files of a scenario laid over it."""
    files = {}
    for kind, suffix, text in (("counts", "csv", counts), ("scheme", "toml", scheme)):
        if text:
            files[kind] = place.output / f"{name}.{suffix}"
            files[kind].parent.mkdir(exist_ok=True)
            files[kind].write_text(text, encoding="utf-8")
    return read_month(place.month, place.publication, place.data, place.output, **files)


def scenario_check(inputs: MonthInputs) -> CheckResult:
    return next(check for check in inputs.checks if check.id == "scenario")


def test_counts_take_the_place_of_those_in_the_exports(place: Place) -> None:
    inputs = read(place, SHIFT)
    assert inputs.errors == ()
    differs = inputs.counts.compare(place.read().counts)
    assert differs.index.tolist() == [("2023-12", "03316")]
    assert inputs.counts.loc[("2023-12", "03316"), ["received_online", "received_counter"]].tolist() == [
        57,
        93,
    ]


def test_a_count_in_two_exports_changes_in_both_and_totals_move_along(place: Place) -> None:
    more = f"{HEADER},Nà Tấu,received,150,160\n,Nà Tấu,received_counter,94,104\n"
    inputs = read(place, more)
    assert inputs.errors == ()  # the two exports still agree, and the total row with its units
    dossiers, payments = inputs.readings
    assert dossiers.totals["received"].tolist() == [1440]
    assert payments.counts["received"].tolist() == [1200, 80, 160]


def test_the_checks_hold_for_a_scenario_too(place: Place) -> None:
    inputs = read(place, f"{HEADER}03316,,received_online,56,57\n")
    assert [problem.check for problem in inputs.errors] == ["identities"]
    with pytest.raises(DataRejected):
        load_month_inputs("2023-12", "vi-du", place.data, counts=place.output / "thu.csv")


def test_a_total_that_was_wrong_is_still_wrong(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 10, "D", 1000))
    assert [problem.check for problem in read(place, SHIFT).errors] == ["totals"]


def test_a_change_from_what_no_export_says_is_refused(place: Place) -> None:
    inputs = read(place, f"{HEADER}03316,,received_online,55,57\n03316,,paid,1,2\n")
    mismatch, unknown = scenario_check(inputs).problems
    assert "từ 55, nhưng tệp xuất ghi 56" in mismatch.what
    assert (mismatch.file, mismatch.row, mismatch.severity) == ("thu.csv", 2, "error")
    assert "Không tệp xuất nào có số liệu paid" in unknown.what
    assert inputs.counts.at[("2023-12", "03316"), "received_online"] == 56


def test_corrections_come_first(place: Place) -> None:
    (place.folder / "corrections.toml").write_text(
        '[[corrections]]\nunit = "Nà Tấu"\ncount = "resolved_on_time"\nfrom = 140\nto = 139\n'
        'reason = "Nhầm"\nreported_by = "UBND xã"\ndate = 2024-01-03\n',
        encoding="utf-8",
    )
    inputs = read(place, f"{HEADER}03316,,resolved_on_time,139,130\n")
    assert inputs.errors == ()
    assert inputs.counts.at[("2023-12", "03316"), "resolved_on_time"] == 130
    assert len(inputs.corrections) == 1


def test_the_check_lists_what_is_assumed(place: Place) -> None:
    assert scenario_check(read(place, SHIFT)).scope == (
        "tệp thu.csv: Nà Tấu: received_online 56 → 57; Nà Tấu: received_counter 94 → 93"
    )
    many = HEADER + "".join(f",{u},payable,{n},{n}\n" for u, n in (("Him Lam", 1020), ("Thanh Minh", 40)))
    many += "".join(f",{u},resolved,{n},{n}\n" for u, n in (("Him Lam", 1100), ("Thanh Minh", 70)))
    many += "".join(f",{u},received,{n},{n}\n" for u, n in (("Him Lam", 1200), ("Thanh Minh", 80)))
    many += ",Nà Tấu,received,150,150\n"
    assert scenario_check(read(place, many)).scope.endswith("; và 1 ô khác")
    assert scenario_check(read(place, HEADER)).scope == "tệp thu.csv: không có ô nào"


def test_a_scheme_takes_the_place_of_the_publication_s(place: Place) -> None:
    other = SCHEME.replace('id = "bo-thu"', 'id = "thu"').replace("at_least = 7", "at_least = 8")
    inputs = read(place, scheme=other)
    assert (inputs.scheme.id, inputs.scheme.bands[1].at_least) == ("thu", 8)
    assert not [check for check in inputs.checks if check.id == "scenario"]


def test_a_scheme_whose_counts_the_month_lacks_is_rejected(place: Place) -> None:
    other = SCHEME.replace('id = "bo-thu"', 'id = "thu"').replace("paid_online", "paid_by_card")
    assert {problem.check for problem in read(place, scheme=other).errors} == {"scorable"}


def test_a_scheme_under_another_name_than_its_file_is_rejected(place: Place) -> None:
    with pytest.raises(DataRejected, match="Đặt hai tên giống nhau"):
        read(place, scheme=SCHEME)


def test_everything_of_a_scenario_says_so(place: Place) -> None:
    (place.folder / "month.toml").write_text('provenance = "synthetic"\nnote = "Số liệu thử."\n', "utf-8")
    other = SCHEME.replace('id = "bo-thu"', 'id = "thu"')
    inputs = read(place, SHIFT, other)
    assert inputs.settings.provenance == "scenario"
    assert inputs.settings.note == (
        "Kịch bản giả định: 1 số liệu thay đổi, cách chấm thay đổi (bộ chỉ số thu). Số liệu thử."
    )
    assert "Kịch bản giả định" in inputs._repr_html_()
    assert inputs.scenario == "thu"
    assert {place.output / "thu.csv", place.output / "thu.toml"} <= set(inputs.files)
    assert place.data / "schemes" / "bo-thu.toml" not in inputs.files


def test_the_month_as_it_is_is_no_scenario(place: Place) -> None:
    inputs = place.read()
    assert (inputs.scenario, inputs.settings.provenance, inputs.settings.note) == ("", "official", "")


def test_a_scenario_is_named_for_both_files_where_they_differ(place: Place) -> None:
    read(place, counts=SHIFT, name="so-lieu")
    other = place.output / "bo-moi.toml"
    other.write_text(SCHEME.replace('id = "bo-thu"', 'id = "bo-moi"'), encoding="utf-8")
    inputs = load_month_inputs(
        "2023-12", "vi-du", place.data, scheme=other, counts=place.output / "so-lieu.csv"
    )
    assert inputs.scenario == "bo-moi-so-lieu"


def test_a_file_that_is_not_there_is_wrong_use(place: Place) -> None:
    for kind in ("scheme", "counts"):
        with pytest.raises(WrongUse, match="Không có tệp"):
            load_month_inputs("2023-12", "vi-du", place.data, **{kind: Path("khong-co.csv")})


@pytest.mark.parametrize(
    ("counts", "rules", "said"),
    [
        ([], False, "chưa thay đổi gì"),
        (["received"], False, "1 số liệu thay đổi, cách chấm giữ nguyên"),
        (["received", "received", "unnamed"], False, "2 số liệu thay đổi, cách chấm giữ nguyên"),
        ([], True, "cách chấm thay đổi (bộ chỉ số bo-thu), số liệu giữ nguyên"),
        (["received"], True, "1 số liệu thay đổi, cách chấm thay đổi (bộ chỉ số bo-thu)"),
    ],
)
def test_the_note_says_what_is_changed_and_what_is_not(
    place: Place, counts: list[str], rules: bool, said: str
) -> None:
    marked = hypothetical(Month(), place.read().scheme, counts, rules=rules)
    assert marked.note == f"Kịch bản giả định: {said}."


def test_a_row_that_changes_nothing_is_not_numbered(place: Place) -> None:
    inputs = read(place, f"{HEADER}03316,,received_online,56,56\n")
    assert inputs.settings.note == "Kịch bản giả định: chưa thay đổi gì."


def test_published_points_go_and_given_ones_stay_where_nothing_else_is_known(tmp_path: Path) -> None:
    inputs = copy_partly_counted(tmp_path).read()
    kept = without_published(inputs.counts, inputs.scheme)
    assert not [name for name in kept if name.startswith("published.")]
    assert kept["openness_points"].notna().all()
    counted = inputs.counts[["on_time", "received"]].notna().all(axis="columns")
    pd.testing.assert_series_equal(kept["progress_points"].isna(), counted, check_names=False)
