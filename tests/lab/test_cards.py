import pytest

from dbp_analysis.asking.robustness import summary
from dbp_analysis.asking.robustness.weights import weight_ranks
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.lab.verbs import score_month

from ..made import PROJECT

DATA = PROJECT / "data"


@pytest.fixture(scope="module")
def card():
    return score_month("2023-12", data=DATA)


def test_frames_go_by_short_names_in_the_order_of_the_ranking(card):
    names = ["Pá Khoang", "Him Lam", "Thanh Minh"]

    for frame in (
        *(card.ranking, card.counts, card.ratios, card.points, card.group_points, card.results),
        card.fragility(),
    ):
        assert frame.index.name == "unit"
        assert list(frame.index[:3]) == names
        assert len(frame) == 12
    assert list(card.ranking["unit_name"][:3]) == ["Xã Pá Khoang", "Phường Him Lam", "Xã Thanh Minh"]


def test_a_unit_is_looked_up_by_its_name_and_a_count_by_its_id(card):
    assert card.counts.at["Nà Tấu", "received_online"] == 56
    assert card.ratios.at["Nà Tấu", "submitted_online"] == 56 / 143
    assert card.results.at["Nà Tấu", "band"] == "Trung bình"


def test_counts_are_whole_numbers(card):
    assert {str(kind) for kind in card.counts.dtypes} == {"Int64"}


def test_the_columns_of_points_are_explained(card):
    assert list(card.indicators.index) == list(card.points.columns)
    assert card.indicators["maximum"].sum() == 80
    assert card.indicators.at["paid_online", "name"] == "Tỷ lệ hồ sơ thanh toán trực tuyến"


@pytest.mark.parametrize(
    "written", ["Nà Tấu", "nà tấu", "UBND xã Nà Tấu", "Xã Nà Tấu", "x. Nà Tấu", "03316", "3316"]
)
def test_a_unit_goes_by_its_name_as_people_write_it_or_its_code(card, written):
    assert card.unit_code(written) == "03316"
    assert card.explain(written).equals(card.explain("Nà Tấu"))
    assert card.targets(written).unit_code == "03316"


def test_a_wrong_name_raises_with_those_it_may_have_meant(card):
    with pytest.raises(
        WrongUse, match=r"'Nà Tâu' trong số liệu tháng 12 năm 2023\.\n.* có phải: UBND xã Nà Tấu"
    ):
        card.explain("Nà Tâu")


def test_a_name_like_no_other_raises_with_where_to_look(card):
    with pytest.raises(
        WrongUse, match=r"'Hà Nội' trong số liệu tháng 12 năm 2023\.\n  Cách xử lý: .*units\.csv"
    ):
        card.targets("Hà Nội")


def test_every_chart_names_the_month_and_bears_its_note(card):
    plots = card.plot
    drawn = [
        plots.ranking(),
        plots.groups(),
        plots.heatmap(),
        plots.losses(),
        plots.ratios(),
        plots.rank_ranges(),
        plots.dominance(),
        plots.intervals("ratings"),
    ]

    assert len({chart.name for chart in drawn}) == len(drawn)
    assert all("tháng 12 năm 2023" in chart.subtitle for chart in drawn)
    assert plots.note == card.inputs.settings.note != ""


def test_a_card_shows_its_ranking_and_where_its_figures_come_from(card):
    shown = card._repr_html_()

    assert "UBND xã Pá Khoang" in shown
    assert "số dựng lại" in shown
    assert repr(card) == "MonthCard(dien-bien-phu, 2023-12, 12 units)"


def test_robustness_is_that_of_the_card(card):
    assert card.robustness().card is card.scorecard


def test_drivers_are_those_of_the_card(card):
    found = card.drivers()
    assert found.table["share"].sum() == pytest.approx(1)
    assert found.table["share"].idxmax() == "dossiers_digitised"
    assert list(found.ranks.table.index) == list(card.ranking["unit_code"])
    assert "Pá Khoang" in found._repr_html_()


def test_robustness_takes_the_noise_the_draws_and_the_seed_that_are_asked_for(card):
    sure = card.robustness(noise=0.5, draws=20, seed=1)

    assert sure.ranks.equals(weight_ranks(card.scorecard, 0.5, 20, 1))
    assert not sure.ranks.equals(card.robustness(noise=0.5, draws=20, seed=2).ranks)
    assert "±50%" in sure.sentences[0]


@pytest.mark.parametrize(
    "wrong",
    [
        *({"noise": one} for one in (1, "0.1", True, float("nan"))),
        *({"draws": one} for one in (0, 1.5, "9")),
        *({"seed": one} for one in (-1, "x")),
    ],
)
def test_what_is_no_number_of_draws_is_refused_in_words(card, wrong):
    with pytest.raises(WrongUse, match="không hợp lệ"):
        card.robustness(**wrong)


@pytest.mark.parametrize("unit", [3316, None, ["Nà Tấu"]])
def test_a_unit_that_is_no_text_is_refused_in_words(card, unit):
    with pytest.raises(WrongUse, match=f"tên hoặc mã, không phải {type(unit).__name__}"):
        card.explain(unit)


def test_a_chart_computes_only_what_it_shows(card, monkeypatch):
    def unneeded(*_):
        raise AssertionError

    for one in ("intervals", "dominance"):
        with monkeypatch.context() as patched:
            patched.setattr(summary, one, unneeded)
            card.plot.rank_ranges()
    for one in ("intervals", "weight_ranks", "leave_one_out"):
        with monkeypatch.context() as patched:
            patched.setattr(summary, one, unneeded)
            card.plot.dominance()


def test_a_month_without_one_before_it_has_no_change(card):
    with pytest.raises(WrongUse, match="Không có số liệu tháng 11 năm 2023 để so sánh"):
        card.change()
