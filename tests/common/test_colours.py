import pytest

from dbp_analysis.common.colours import LEAST_CONTRAST, colour, contrast, ink_on


def test_contrast_is_that_of_the_web_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    "ground", ["#000000", "#ffffff", "#777777", "#7f7f7f", "#1b7837", "#fdae61", "#d7191c"]
)
def test_the_ink_can_be_read_on_any_ground(ground):
    assert contrast(ink_on(ground), ground) >= LEAST_CONTRAST


def test_what_is_no_colour_is_refused():
    assert colour("#1B7837") == "#1b7837"
    with pytest.raises(ValueError, match='màu ghi dạng "#rrggbb"'):
        colour("red")
