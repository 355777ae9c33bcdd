from collections.abc import Sequence

import pytest

from dbp_analysis.reading.files.sheet import Sheet
from dbp_analysis.reading.given_form import read_form
from dbp_analysis.scoring.explain import explain
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.settings.unit_names import UnitMatcher

from ..made import Place, Row, payment_rows, write_csv, write_xlsx

HEADS: Row = ["Đơn vị", "Chỉ tiêu", "Điểm", "Lý do"]
NAMES = {
    "discipline_points": "Chấp hành kỷ luật báo cáo",
    "model_points": "Thưởng mô hình mới",
    "average_days": "Số ngày xử lý bình quân",
}
COUNTS = "".join(f'{name} = "{text}"\n' for name, text in NAMES.items())
PARTS = """\
[[groups]]
id = "people"
name = "Kỷ luật và thời gian"
short_name = "Kỷ luật"

[[groups.indicators]]
id = "discipline"
name = "Kỷ luật báo cáo"
short_name = "Báo cáo"
label = "Chỉ số 1"
maximum = 30
given = "discipline_points"
given_of = 10

[[groups.indicators]]
id = "days"
name = "Thời gian xử lý"
short_name = "Thời gian"
label = "Chỉ số 2"
maximum = 20
value = "average_days"
curve = [[2, 20], [6, 0]]

[[adjustments]]
id = "model"
kind = "bonus"
name = "Thưởng mô hình"
short_name = "Mô hình"
given = "model_points"
at_most = 3
unlisted = "none"

[[findings]]"""
ROWS: list[Row] = [
    ["Phường Him Lam", "Chấp hành kỷ luật báo cáo", "9,5", "Đủ, đúng hạn"],
    ["03145", "discipline", "7.5", "Chậm 1 kỳ"],
    ["Nà Tấu", "discipline_points", 10, "Đủ"],
    ["Phường Him Lam", "average_days", "3,5", "Sổ theo dõi"],
    ["Xã Thanh Minh", "So ngay xu ly binh quan", "2", "Sổ theo dõi"],
    ["Xã Nà Tấu", "Thời gian xử lý", "8", "Sổ theo dõi"],
    ["Xã Nà Tấu", "Thưởng mô hình", "2,5", "=Tổ số cộng đồng"],
]


@pytest.fixture
def scored(place: Place) -> Place:
    """The tiny place with an indicator and a bonus by people, and a value in days."""
    place.change("schemes/bo-thu.toml", "[counts]\n", f"[counts]\n{COUNTS}")
    place.change("schemes/bo-thu.toml", "[[findings]]", PARTS)
    return place


def fill(place: Place, rows: Sequence[Row], heads: Row = HEADS) -> None:
    write_csv(place.folder / "cham-tay.csv", [heads, *rows])


def test_points_by_people_and_values_are_scored_and_their_reasons_kept(scored: Place) -> None:
    fill(scored, ROWS)
    inputs = scored.read()
    assert inputs.errors == ()
    card = score_inputs(inputs)
    assert card.of_units(card.points)["discipline"].to_list() == [28.5, 22.5, 30]
    assert card.of_units(card.points)["days"].to_list() == [12.5, 20, 0]
    assert card.of_units(card.adjustments)["model"].to_list() == [0, 0, 2.5]
    assert {one.reason for one in inputs.given if one.unit_code == "03145"} == {"Chậm 1 kỳ", "Sổ theo dõi"}
    assert scored.folder / "cham-tay.csv" in inputs.files
    table = explain(card, "03145", inputs.given)
    assert table["reason"].replace("", None).dropna().to_dict() == {
        "discipline": "Chậm 1 kỳ",
        "days": "Sổ theo dõi",
    }
    assert explain(card, inputs.units.index[-1], inputs.given).at["model", "reason"] == "=Tổ số cộng đồng"


@pytest.mark.parametrize(
    "heads",
    [
        ["don vi", "chi tieu", "diem", "ly do"],
        ["Unit", "Figure", "Points", "Reason"],
        ["Mã đơn vị", "Nội dung", "Số điểm", "LÝ DO"],
    ],
)
def test_heads_may_be_without_diacritics_or_in_english(scored: Place, heads: Row) -> None:
    fill(scored, ROWS, heads)
    assert scored.read().errors == ()


def test_a_workbook_is_known_by_its_heads_whatever_its_name(scored: Place) -> None:
    write_xlsx(scored.folder / "diem-ky-luat.xlsx", [HEADS, *ROWS])
    assert len(scored.read().given) == len(ROWS)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (["Xã Không Có", "discipline", "1", "x"], "A", "Không có đơn vị 'Xã Không Có'"),
        (["Xã Nà Tấu", "dao duc", "1", "x"], "B", "Không nhận ra chỉ tiêu 'dao duc'"),
        (["Xã Nà Tấu", "discipline", "10", "x"], "B", "Điểm này của đơn vị đã có ở"),
        (["Xã Nà Tấu", "discipline", "tốt", "x"], "C", "Không phải là một số: 'tốt'"),
        (["Xã Nà Tấu", "discipline", "-1", "x"], "C", "Số âm: -1"),
        (["Xã Nà Tấu", "discipline", "10,5", "x"], "C", "10,5 điểm, vượt mức tối đa 10"),
        (["Xã Thanh Minh", "model", "3,5", "x"], "C", "3,5 điểm, vượt mức tối đa 3"),
        (["Xã Nà Tấu", "days", "1.250", "x"], "C", "Không rõ 1.250 là 1250 hay 1,25"),
        (["Xã Thanh Minh", "model", "1", ""], "D", "Điểm không có lý do"),
        (["Xã Thanh Minh", "model", "1", "x", "y"], "D", "Có ô thừa bên phải bảng: 'y'"),
    ],
)
def test_each_wrong_row_is_told_once_with_its_place(scored: Place, row: Row, column: str, said: str) -> None:
    fill(scored, [*ROWS, row])
    (problem,) = scored.read().errors
    assert said in problem.what
    assert (problem.file, problem.row, problem.column) == ("cham-tay.csv", len(ROWS) + 2, column)
    assert problem.remedy


def test_an_empty_form_is_an_error_and_an_unfilled_one_is_said(scored: Place) -> None:
    fill(scored, [])
    assert "không có dòng nào" in scored.check("by-people").problems[0].what
    fill(scored, [["Xã Nà Tấu", "discipline", "", ""]])
    problem = scored.problem("by-people")
    assert (problem.severity, problem.what) == ("warning", "Biểu chấm điểm chưa điền điểm nào.")


def test_a_form_filled_in_for_another_list_is_not_called_unfilled(scored: Place) -> None:
    inputs = scored.read()
    sheet = Sheet("cham-tay", (tuple(HEADS), ("Xã Nà Tấu", "discipline", "9", "Đủ")))
    found = read_form("cham-tay.csv", [sheet], inputs.scheme, UnitMatcher(inputs.units), own=())
    assert found == ([], [])


def test_a_form_without_heads_is_told_which_to_write(scored: Place) -> None:
    write_csv(scored.folder / "cham-tay.csv", ROWS)
    assert "Đơn vị, Chỉ tiêu, Điểm, Lý do" in scored.problem("by-people").remedy


def test_what_people_did_not_give_is_told_with_the_form_but_not_a_bonus_that_none_need(scored: Place) -> None:
    fill(scored, [row for row in ROWS if row[0] != "03145"])
    problem = scored.problem("scorable")
    assert "Thanh Minh" in problem.what
    assert "cham-tay.csv: Chấp hành kỷ luật báo cáo" in problem.remedy
    assert problem.severity == "warning"


def test_a_form_that_says_otherwise_than_an_export_contradicts_it(scored: Place) -> None:
    scored.change(
        "layouts/thanh-toan.toml",
        "columns = [",
        'columns = [\n  { value = "average_days", header = ["Số ngày"] },',
    )
    days = ["Số ngày", "3,5", "2,0", "9"]
    scored.payments([[*row, day] for row, day in zip(payment_rows(), days, strict=True)])
    fill(scored, ROWS)
    problem = scored.problem("agreement")
    assert "8" in problem.what + str(problem.mends)
    assert "9" in problem.what + str(problem.mends)


def test_a_correction_of_points_by_people_is_told_with_their_reason(scored: Place) -> None:
    fill(scored, ROWS)
    (scored.folder / "corrections.toml").write_text(
        '[[corrections]]\nunit = "03145"\ncount = "discipline_points"\nfrom = 7.5\nto = 8.5\n'
        'reason = "Chấm lại"\nreported_by = "Tổ chấm"\ndate = 2024-01-03\n',
        encoding="utf-8",
    )
    inputs = scored.read()
    assert inputs.errors == ()
    (one,) = (one for one in inputs.given if one.reason == "Chậm 1 kỳ")
    assert (one.unit_code, one.value) == ("03145", 8.5)
