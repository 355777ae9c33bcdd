import pandas as pd
import pytest

from dbp_analysis.lab.verbs import score_month

from ..made import PROJECT


@pytest.fixture(scope="module")
def card():
    return score_month("2023-12", data=PROJECT / "data")


def test_ratios_stand_under_the_names_of_their_indicators(card) -> None:
    shown = card.show(card.ratios[["paid_online"]], decimals=3).frame
    assert list(shown) == ["Thanh toán trực tuyến"]
    assert shown.index.name == "Đơn vị"
    assert shown.loc["Him Lam"].item() == "0,181"


def test_what_is_not_known_is_a_dash_and_yes_and_no_are_words(card) -> None:
    frame = pd.DataFrame(
        {"band_up": pd.array([3, None], "Int64"), "level": [True, False], "what": ["band_up", None]},
        index=pd.Index(["Nà Tấu", "Nà Nhạn"], name="unit"),
    )
    shown = card.show(frame)
    assert list(shown.frame) == ["Lên loại", "Mới bằng điểm", "Đổi gì trước"]
    assert shown.frame.to_numpy().tolist() == [["3", "có", "Lên loại"], ["–", "không", "–"]]


def test_no_frame_of_a_card_shows_points_or_words_of_the_program(card) -> None:
    for frame in (card.explain("Nà Tấu"), card.fragility(), card.results, card.ranking):
        html = card.show(frame)._repr_html_()
        assert not any(text in html for text in ("True", "False", "NA>", "NaN", "nan"))
        assert not any(f"{digit}.{digit}" in html for digit in "0123456789")
