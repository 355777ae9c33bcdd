from dataclasses import replace

import pytest

from dbp_analysis.publishing.metrics import text_width, widest_width
from dbp_analysis.publishing.profile_form import (
    BAR,
    CELL_MARGIN,
    EDITED,
    LOST,
    PAGE,
    PICTURE,
    SIZES,
    bar_length,
    cells,
    header,
    picture_height,
    plan_profile,
    sizes,
)

from .profiles import FULL, PROFILE, ROW, chart, long_profile


@pytest.mark.parametrize("profile", [PROFILE, long_profile()])
def test_the_table_is_as_wide_as_the_page(profile) -> None:
    plan = plan_profile(profile)

    assert len(plan.widths) == len(header())
    assert sum(plan.widths) == pytest.approx(PAGE.text_width)
    assert min(plan.widths) > 0


def test_figures_stand_on_one_line() -> None:
    profile = replace(PROFILE, rows=(replace(ROW, cases="12.345/123.456", points="dưới 0,01"), FULL))
    plan = plan_profile(profile)
    size = sizes(plan.size)["cell"]

    for row in profile.rows:
        for text, width in list(zip(cells(row), plan.widths, strict=True))[1:BAR]:
            assert text_width(text, size) <= width - 2 * CELL_MARGIN


def test_a_word_file_has_room_for_wider_letters_than_a_pdf() -> None:
    rows = (replace(ROW, cases="12.345/123.456", lost="10,00"), FULL)
    profile = replace(long_profile(8), rows=rows * 4)
    plan = plan_profile(profile, letters=EDITED)
    size = sizes(plan.size)["cell"]

    assert plan.size < plan_profile(profile).size
    for row in profile.rows:
        for at, (text, width) in list(enumerate(zip(cells(row), plan.widths, strict=True)))[1:BAR]:
            assert widest_width(text, size, bold=at == LOST) <= width - 2 * CELL_MARGIN


def test_more_to_say_is_set_smaller() -> None:
    chosen = [plan_profile(profile, picture).size for profile, picture in (
        (PROFILE, 0.0), (long_profile(8), 0.0), (long_profile(18), 0.0), (long_profile(18), 80.0),
    )]  # fmt: skip

    assert chosen == sorted(chosen, reverse=True)
    assert len(set(chosen)) == 4
    assert set(chosen) <= set(SIZES)


def test_a_word_wider_than_its_line_takes_as_many_lines_as_it_needs() -> None:
    short, word = (plan_profile(long_profile(4, name)).size for name in ("Liên", "Liên" + "o" * 110))

    assert word < short


def test_what_fits_at_no_size_is_set_in_the_smallest() -> None:
    assert plan_profile(long_profile(80)).size == min(SIZES)


def test_bars_are_as_long_as_their_share_of_the_column() -> None:
    plan = plan_profile(PROFILE)
    room = plan.widths[BAR] - 2 * CELL_MARGIN

    assert bar_length(replace(ROW, bar=1.0), plan) == pytest.approx(room)
    assert bar_length(ROW, plan) == pytest.approx(room / 2)
    assert bar_length(FULL, plan) == 0
    assert bar_length(replace(ROW, bar=1e-6), plan) >= 0.3  # little is seen, nothing is not


def test_a_picture_keeps_its_shape() -> None:
    drawn = chart()

    assert picture_height(drawn) == pytest.approx(PICTURE * PAGE.text_width * drawn.height / drawn.width)
    assert picture_height(None) == 0
