from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.common.errors import DataRejected, WrongUse
from dbp_analysis.reading.month import load_month_inputs, read_month

from ..made import Place, dossier_rows, payment_rows, with_value

PUBLISHED = Path(__file__).parents[2] / "tests" / "published" / "counts-2023-12.csv"


def test_the_published_month_is_read_without_a_problem(real: Place) -> None:
    inputs = load_month_inputs("2023-12", data=real.data)
    assert (inputs.publication.id, inputs.month, inputs.scheme.id) == (
        "dien-bien-phu",
        "2023-12",
        "dien-bien-2023",
    )
    assert len(inputs.units) == 12
    assert len(inputs.readings) == 4
    assert inputs.warnings == inputs.errors == ()
    assert inputs.settings.provenance == "reconstructed"


def test_the_published_month_has_the_published_counts(real: Place) -> None:
    published = pd.read_csv(PUBLISHED, dtype={"unit_code": str}).set_index("unit_code").sort_index()
    inputs = real.read()
    counts = inputs.counts.xs("2023-12")
    assert list(counts.index) == list(published.index)
    assert list(inputs.units["unit_name"]) == list(published["unit_name"])
    expected = published.drop(columns="unit_name").astype(float)
    pd.testing.assert_frame_equal(counts[list(expected)], expected, check_index_type=False)


def test_all_files_that_went_in_are_listed(place: Place) -> None:
    names = [path.relative_to(place.data).as_posix() for path in place.read().files]
    assert sorted(names) == [
        "layouts/ho-so.toml",
        "layouts/thanh-toan.toml",
        "schemes/bo-thu.toml",
        "units.csv",
        "vi-du/2023-12/ho-so.xlsx",
        "vi-du/2023-12/thanh-toan.csv",
        "vi-du/publication.toml",
        "wording.toml",
    ]


def test_the_settings_of_the_month_went_in_too(place: Place) -> None:
    path = place.folder / "month.toml"
    path.write_text('provenance = "synthetic"\nnote = "Số liệu thử."\n', encoding="utf-8")
    inputs = place.read()
    assert path in inputs.files
    assert inputs.settings.note == "Số liệu thử."
    assert "Số liệu thử." in inputs._repr_html_()


def test_a_month_may_be_scored_by_another_scheme(place: Place) -> None:
    other = (place.data / "schemes/bo-thu.toml").read_text(encoding="utf-8").replace("bo-thu", "bo-moi")
    (place.data / "schemes/bo-moi.toml").write_text(other, encoding="utf-8")
    (place.folder / "month.toml").write_text('scheme = "bo-moi"\n', encoding="utf-8")
    assert place.read().scheme.id == "bo-moi"


def test_a_scheme_that_does_not_exist_is_named(place: Place) -> None:
    (place.folder / "month.toml").write_text('scheme = "bo-moi"\n', encoding="utf-8")
    with pytest.raises(DataRejected, match=r"Không có tệp bo-moi\.toml"):
        place.read()


@pytest.mark.parametrize(
    "name",
    ["layouts/ho-so.toml", "schemes/bo-thu.toml", "units.csv", "wording.toml", "vi-du/publication.toml"],
)
def test_settings_that_are_broken_are_named(place: Place, name: str) -> None:
    (place.data / name).write_bytes("Điện Biên".encode("utf-16"))
    with pytest.raises(DataRejected) as caught:
        place.read()
    (problem,) = caught.value.problems
    assert problem.file == Path(name).name


def test_counts_are_shown_under_their_vietnamese_names(place: Place) -> None:
    table = place.read().table.frame
    assert list(table.columns) == ["Him Lam", "Thanh Minh", "Nà Tấu"]
    assert table["Nà Tấu"].to_dict() == {
        "Tiếp nhận": "150",
        "Tiếp nhận trực tuyến": "56",
        "Đã giải quyết": "140",
        "Đã giải quyết đúng hạn": "140",
        "Hồ sơ có phí, lệ phí": "0",
        "Thanh toán trực tuyến": "0",
    }


def test_what_was_read_is_shown_in_a_notebook(place: Place) -> None:
    place.change("vi-du/publication.toml", 'title = "Báo cáo thử"', 'title = "Báo cáo <thử>"')
    shown = place.read()._repr_html_()
    assert "Báo cáo &lt;thử&gt;" in shown
    assert "Tháng 12 năm 2023" in shown
    assert "ho-so.xlsx, trang Sheet1, 3 đơn vị" in shown
    assert repr(place.read()) == "MonthInputs(vi-du, 2023-12, 3 units)"


def test_errors_reject_the_month_all_at_once(place: Place) -> None:
    place.dossiers(with_value(with_value(dossier_rows(), 10, "C", 1), 8, "G", "abc"))
    with pytest.raises(DataRejected) as caught:
        load_month_inputs("2023-12", data=place.data)
    assert {problem.check for problem in caught.value.problems} == {"number", "totals"}
    assert caught.value.exit_code == 3


def test_warnings_do_not_reject_the_month(place: Place) -> None:
    place.dossiers(with_value(dossier_rows(), 2, "A", None))
    inputs = load_month_inputs("2023-12", data=place.data)
    assert [problem.check for problem in inputs.warnings] == ["period"]
    assert inputs.errors == ()


def test_a_month_with_errors_can_still_be_looked_at(place: Place) -> None:
    place.payments(with_value(payment_rows(), 2, "D", "abc"))
    inputs = place.read()
    assert [problem.check for problem in inputs.errors] == ["number"]
    assert pd.isna(inputs.counts.at[("2023-12", "03127"), "payable"])
    assert inputs.table.frame.at["Hồ sơ có phí, lệ phí", "Him Lam"] == "–"


def test_nothing_readable_is_rejected_with_every_reason(place: Place) -> None:
    for name in ("ho-so.xlsx", "thanh-toan.csv"):
        (place.folder / name).write_text("Tên,Lương\nAn,5\n", encoding="utf-8")
    with pytest.raises(DataRejected) as caught:
        read_month("2023-12", data=place.data)
    assert [problem.file for problem in caught.value.problems] == ["ho-so.xlsx", "thanh-toan.csv"]


def test_a_month_in_which_no_unit_exists_is_told_by_the_check_of_units(place: Place) -> None:
    place.copy_to("vi-du", "2025-07")
    with pytest.raises(DataRejected) as caught:
        load_month_inputs("2025-07", data=place.data)
    assert sum(problem.check == "unit-unknown" for problem in caught.value.problems) == 6


def test_tables_without_a_single_row_are_told_by_the_check_of_units(place: Place) -> None:
    place.dossiers(dossier_rows()[:6])
    place.payments(payment_rows()[:1])
    inputs = place.read()
    assert {problem.check for problem in inputs.errors} == {"units"}
    assert len(inputs.errors) == 6


def test_a_request_that_cannot_be_met_is_wrong_use(place: Place) -> None:
    for month, publication in (("2024-02", ""), ("13/2023", ""), ("2023-12", "an-giang")):
        with pytest.raises(WrongUse):
            read_month(month, publication, place.data)


@pytest.mark.parametrize("unit", ["03316", "3316", "Nà Tấu", "UBND xã nà tấu", "X. Nà Tấu", "na tau"])
def test_a_unit_is_found_however_it_is_written(place: Place, unit: str) -> None:
    assert place.read().unit_code(unit) == "03316"


def test_a_unit_that_is_not_certain_is_asked_back(place: Place) -> None:
    with pytest.raises(WrongUse, match="có phải: UBND xã Nà Tấu"):
        place.read().unit_code("Nà Tâu")
    with pytest.raises(WrongUse, match=r"units\.csv"):
        place.read().unit_code("99999")


def test_reading_changes_nothing_in_the_data_folder(place: Place) -> None:
    before = {path: path.read_bytes() for path in place.data.rglob("*") if path.is_file()}
    place.read()
    assert {path: path.read_bytes() for path in place.data.rglob("*") if path.is_file()} == before
    assert not place.output.exists()
