import pytest
import xlsxwriter

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.reading.inputs import MonthInputs

from ..made import Place, Row, dossier_rows, with_value

NOVEMBER = "Kỳ báo cáo: Tháng 11 năm 2023"
OTHER = "thanh-toan.csv"
OTHER_FIGURES = with_value(dossier_rows(), 9, "F", 139)


def write(place: Place, sheets: dict[str, list[Row]], hidden: tuple[str, ...] = ()) -> None:
    with xlsxwriter.Workbook(place.folder / "ho-so.xlsx") as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        for name in hidden:
            book.get_worksheet_by_name(name).hide()


def of(month: str) -> list[Row]:
    return with_value(dossier_rows(), 2, "A", month)


def of_unit(at: int) -> list[Row]:
    rows = dossier_rows()
    return [*rows[:6], rows[at]]


def told(inputs: MonthInputs) -> list[Problem]:
    return [one for one in (*inputs.errors, *inputs.warnings) if one.check == "layout"]


@pytest.mark.parametrize("hidden", [(), ("Thang11",), ("T10", "Thang11")])
def test_the_one_sheet_of_the_month_is_taken_and_the_others_are_named(
    place: Place, hidden: tuple[str, ...]
) -> None:
    sheets = {"T10": of("Tháng 10/2023"), "Thang12": dossier_rows(), "Thang11": of(NOVEMBER)}
    write(place, sheets, hidden)
    inputs = place.read()
    (problem,) = told(inputs)
    assert not inputs.errors
    assert problem.severity == "warning"
    assert "«Thang12»" in problem.what
    assert ("«Thang11» (ẩn)" in problem.what) == bool(hidden)
    assert next(one.sheet for one in inputs.readings if one.file == "ho-so.xlsx") == "Thang12"


def test_mistakes_on_a_sheet_that_is_not_taken_are_not_told(place: Place) -> None:
    write(place, {"a": dossier_rows(), "b": with_value(of(NOVEMBER), 9, "B", "Xã lạ")})
    assert not place.read().errors


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        ({"a": dossier_rows(), "b": OTHER_FIGURES}, "2 trang cùng ghi tháng 12 năm 2023"),
        ({"a": of(NOVEMBER), "b": of("Tháng 10/2023")}, "không trang nào ghi tháng 12 năm 2023"),
        ({"a": of_unit(6), "b": of_unit(7), "c": of_unit(8)}, "mỗi trang một đơn vị"),
    ],
)
def test_sheets_that_cannot_be_told_apart_are_refused_in_one_sentence(
    place: Place, sheets: dict[str, list[Row]], said: str
) -> None:
    write(place, sheets)
    (problem,) = told(place.read())
    assert problem.severity == "error"
    assert f"{len(sheets)} trang" in problem.what
    assert said in problem.what


@pytest.mark.parametrize("others", [{"b": dossier_rows()}, {"b": of_unit(6), "c": of_unit(8)}])
def test_the_sheet_that_holds_all_figures_of_the_others_is_taken(
    place: Place, others: dict[str, list[Row]]
) -> None:
    write(place, {"Bìa": [["Bìa"]], "ẩn": dossier_rows(), **others, "a": dossier_rows()}, hidden=("ẩn", "b"))
    inputs = place.read()
    (problem,) = told(inputs)
    assert not inputs.errors
    assert (problem.severity, problem.sheet) == ("warning", "a")


def test_the_name_of_a_sheet_may_state_its_month_where_no_heading_does(place: Place) -> None:
    rows = dossier_rows()
    write(place, {"T11-2023": of(""), "T12-2023": of("")})
    inputs = place.read()
    assert [one.sheet for one in inputs.readings if one.file == "ho-so.xlsx"] == ["T12-2023"]
    assert rows


def test_an_empty_form_beside_the_table_does_not_matter(place: Place) -> None:
    write(place, {"Mẫu": dossier_rows()[:6], "a": dossier_rows()})
    inputs = place.read()
    assert told(inputs) == []
    assert not inputs.errors


def test_a_table_that_nobody_sees_is_read_with_a_warning(place: Place) -> None:
    write(place, {"Bìa": [["Bìa"]], "a": dossier_rows()}, hidden=("a",))
    inputs = place.read()
    (problem,) = told(inputs)
    assert (problem.severity, problem.sheet) == ("warning", "a")
    assert "trang ẩn" in problem.what


def test_nothing_left_to_read_is_a_refusal(place: Place) -> None:
    (place.folder / OTHER).unlink()
    write(place, {"a": dossier_rows(), "b": OTHER_FIGURES})
    with pytest.raises(DataRejected, match="2 trang"):
        place.read()
