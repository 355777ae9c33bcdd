"""How many units an export holds that need not hold all."""

import pytest

from ..made import Place, payment_rows, without_row


@pytest.fixture
def partial(place: Place) -> Place:
    """The tiny place after November: payments of both months need not hold every unit."""
    place.change("layouts/thanh-toan.toml", 'id = "thanh-toan"', 'id = "thanh-toan"\ncovers = "some"')
    place.copy_to("vi-du", "2023-11")
    return place


def state(place: Place, units: int, layout: str = "thanh-toan") -> None:
    (place.folder / "month.toml").write_text(f"[units_covered]\n{layout} = {units}\n", encoding="utf-8")


def test_as_many_units_as_the_month_before_are_enough(partial: Place) -> None:
    assert partial.check("coverage").problems == ()
    assert partial.check("coverage").scope == "thanh-toan.csv 3 (kỳ trước 3) trong 3 đơn vị"


def test_fewer_units_than_the_month_before_are_a_warning_that_names_them(partial: Place) -> None:
    partial.payments(without_row(payment_rows(), 2))
    problem = partial.problem("coverage")
    # What Him Lam received is known from the other export, and stands for no payments.
    assert problem.what == "Có số liệu của 2 trong 3 đơn vị, kỳ trước 3. Không còn: UBND phường Him Lam."
    assert (problem.file, problem.severity) == ("thanh-toan.csv", "warning")


def test_what_the_month_states_comes_before_the_month_before(partial: Place) -> None:
    partial.payments(without_row(payment_rows(), 2))
    state(partial, 2)
    assert partial.check("coverage").problems == ()
    state(partial, 3)
    assert partial.problem("coverage").what == "Có số liệu của 2 trong 3 đơn vị, month.toml ghi 3."


def test_without_a_month_before_what_may_be_cut_is_told(partial: Place) -> None:
    for file in (partial.data / "vi-du" / "2023-11").iterdir():
        file.unlink()
    assert partial.check("coverage").problems == ()  # every unit: nothing is missing
    partial.payments(without_row(payment_rows(), 2))
    problem = partial.problem("coverage")
    assert "không có kỳ trước" in problem.what
    assert "[units_covered] thanh-toan = …" in problem.remedy
    state(partial, 2)
    assert partial.check("coverage").problems == ()


def test_a_partial_export_that_is_gone_is_a_fall_to_nothing(partial: Place) -> None:
    partial.change(
        "vi-du/publication.toml",
        'layouts = ["ho-so", "thanh-toan"]',
        'layouts = ["ho-so"]\noptional_layouts = ["thanh-toan"]',
    )
    (partial.folder / "thanh-toan.csv").unlink()
    problem = partial.problem("coverage")
    assert problem.what.startswith("Có số liệu của 0 trong 3 đơn vị, kỳ trước 3.")
    assert problem.file == "thanh-toan.csv"


def test_a_number_for_an_export_of_all_units_is_a_mistake(partial: Place) -> None:
    state(partial, 3, "ho-so")
    problem = partial.problem("coverage")
    assert (problem.file, problem.column, problem.severity) == ("month.toml", "units_covered.ho-so", "error")


def test_exports_of_every_unit_have_nothing_to_compare(place: Place) -> None:
    assert "coverage" not in {check.id for check in place.read().checks}
