"""Figures against each other: two exports of one count, points and their maxima."""

import pytest

from dbp_analysis.reading.exports import merge_counts

from ..made import Place, payment_rows, with_value, without_row, write_csv
from .test_checks import failing, place_of

HIM_LAM, THANH_MINH, NA_TAU = "03127", "03145", "03316"


@pytest.fixture
def partial(place: Place) -> Place:
    """The tiny place, its payments in two files by one layout that need not hold every unit."""
    place.change("layouts/thanh-toan.toml", 'id = "thanh-toan"', 'id = "thanh-toan"\ncovers = "some"')
    rows = payment_rows()
    place.payments(without_row(rows, 4))
    write_csv(place.folder / "them.csv", [rows[0], rows[3]])
    return place


def test_partial_files_complete_one_another(partial: Place) -> None:
    inputs = partial.read()
    assert failing(partial) == set()
    counts = inputs.counts.droplevel("month")
    assert counts["paid_online"].to_dict() == {HIM_LAM: 510, THANH_MINH: 10, NA_TAU: 0}


def test_a_known_cell_of_any_file_counts_and_an_unknown_one_overrides_nothing(place: Place) -> None:
    dossiers, payments = place.read().readings
    dossiers.counts.loc[7, "received"] = float("nan")
    for order in ((dossiers, payments), (payments, dossiers)):
        received = merge_counts(order, "2023-12")["received"].droplevel("month")
        assert received.to_dict() == {HIM_LAM: 1200, THANH_MINH: 80, NA_TAU: 150}


def test_two_partial_files_of_one_unit_are_refused(partial: Place) -> None:
    rows = payment_rows()
    write_csv(partial.folder / "them.csv", [rows[0], rows[2], rows[3]])
    assert partial.problem("files").what.startswith("Mẫu Thanh toán trực tuyến đã có ở tệp")


def test_every_pair_of_files_must_agree_on_a_cell(partial: Place) -> None:
    write_csv(partial.folder / "them.csv", with_value([payment_rows()[0], payment_rows()[3]], 2, "C", "151"))
    write_csv(
        partial.folder / "them-2.csv", with_value([payment_rows()[0], payment_rows()[3]], 2, "C", "152")
    )
    problems = partial.check("agreement").problems
    said = sorted(problem.what for problem in problems)
    assert len(said) == 3
    assert "ghi 152, nhưng tệp" in "".join(said)
    assert {problem.row for problem in problems} == {2}


def test_a_problem_names_the_file_that_holds_the_cell(partial: Place) -> None:
    rows = [payment_rows()[0], payment_rows()[3]]
    write_csv(partial.folder / "them.csv", with_value(rows, 2, "E", "Số lượng: 1 Tỷ lệ: 0%"))
    assert place_of(partial.problem("ratios")) == ("them.csv", 2, "E")


# points


@pytest.fixture
def pointed(place: Place) -> Place:
    """The tiny place with points that the payments' source published and gave."""
    place.change(
        "layouts/thanh-toan.toml",
        "columns = [",
        'columns = [\n  { published = "paid", header = ["Điểm"] },'
        '\n  { points = "given", header = ["Nhóm"] },',
    )
    place.change(
        "schemes/bo-thu.toml", 'short_name = "Trực tuyến"', 'short_name = "Trực tuyến"\ngiven = "given"'
    )
    place.change("schemes/bo-thu.toml", "[counts]", '[counts]\ngiven = "Điểm nhóm"')
    write(place)
    return place


def write(place: Place, published: str = "7,5", given: str = "8,75") -> None:
    header, first, *rows = payment_rows()
    more = [[*row, "7,5", "8,75"] for row in rows]
    place.payments([[*header, "Điểm", "Nhóm"], [*first, published, given], *more])


@pytest.mark.parametrize(
    ("cells", "column", "what"),
    [
        ({"given": "20,5"}, "G", "Nhóm dịch vụ công trực tuyến: tệp ghi 20,5 điểm, vượt mức tối đa 20."),
        ({"published": "85"}, "F", "Tỷ lệ thanh toán trực tuyến: tệp ghi 85 điểm, vượt mức tối đa 10."),
    ],
)
def test_points_above_their_maximum_are_refused(
    pointed: Place, cells: dict[str, str], column: str, what: str
) -> None:
    assert failing(pointed) == set()
    write(pointed, **cells)
    problem = pointed.problem("points")
    assert (problem.what, problem.severity) == (what, "error")
    assert place_of(problem) == ("thanh-toan.csv", 2, column)


def test_points_may_be_their_maximum(pointed: Place) -> None:
    write(pointed, "10", "20")
    assert failing(pointed) == set()


FIX = """\
[[corrections]]
unit = "Him Lam"
count = "{count}"
from = {old}
to = {new}
reason = "Nhập nhầm"
reported_by = "UBND phường Him Lam"
date = 2024-01-03
"""


def correct(place: Place, count: str, old: str, new: str) -> None:
    text = FIX.format(count=count, old=old, new=new)
    (place.folder / "corrections.toml").write_text(text, encoding="utf-8")


def test_points_may_be_corrected_and_are_held_to_their_maximum_then_too(pointed: Place) -> None:
    write(pointed, given="85")
    correct(pointed, "given", "85", "8.5")
    assert pointed.read().errors == ()
    assert pointed.read().counts.at[("2023-12", HIM_LAM), "given"] == 8.5
    correct(pointed, "given", "85", "20.5")
    assert failing(pointed) == {"points"}


@pytest.mark.parametrize(
    ("count", "new", "told"),
    [
        ("payable", "8.5", "không phải số nguyên: 8.5"),
        ("given", "1e9", "không phải là điểm"),
    ],
)
def test_a_correction_is_what_an_export_could_say(pointed: Place, count: str, new: str, told: str) -> None:
    correct(pointed, count, "1020" if count == "payable" else "8.75", new)
    problem = pointed.problem("corrections")
    assert told in problem.what
    assert problem.column == "corrections[1].to"
    assert "to = 8.5" in problem.remedy


def test_a_correction_that_no_longer_holds_is_told_with_the_decimals_of_both(pointed: Place) -> None:
    correct(pointed, "given", "8.25", "8.5")
    problem = pointed.problem("corrections")
    assert "cần sửa từ 8,25" in problem.what
    assert "ghi 8,75" in problem.what


def test_a_difference_below_zero_names_the_unit_and_its_counts(place: Place) -> None:
    place.change("schemes/bo-thu.toml", '["payable"]', '["received", "-payable"]')
    rows = with_value(payment_rows(), 2, "E", "Số lượng: 0")
    place.payments(with_value(rows, 4, "D", "Số lượng: 999"))
    problem = place.problem("ratios")
    assert problem.what == (
        "Tỷ lệ thanh toán trực tuyến: mẫu số nhỏ hơn 0: Tiếp nhận 150 − Hồ sơ có phí, lệ phí 999 = −849."
    )
    assert place_of(problem) == ("ho-so.xlsx", 9, "C")
