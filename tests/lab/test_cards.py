import importlib.util
import shutil
from pathlib import Path

import pytest

import dbp_analysis as dbp
from dbp_analysis.asking.robustness import summary
from dbp_analysis.asking.robustness.weights import weight_ranks
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.lab.cards import compare, score_month, series

from ..made import PROJECT, Place, copy_real, dossier_rows, with_value
from ..small_notebooks import add_month

DATA = PROJECT / "data"
SAMPLE = "dien-bien-phu-thu"


@pytest.fixture(scope="module")
def card():
    return score_month("2023-12", data=DATA)


@pytest.fixture(scope="module")
def november():
    return score_month("2025-11", SAMPLE, DATA)


@pytest.fixture(scope="module")
def december():
    return score_month("2025-12", SAMPLE, DATA)


@pytest.mark.parametrize("name", dbp.__all__)
def test_a_public_name_is_no_module_which_importing_it_would_put_in_its_place(name):
    assert importlib.util.find_spec(f"dbp_analysis.{name}") is None
    assert getattr(dbp, name).__name__ == name


def test_frames_go_by_short_names_in_the_order_of_the_ranking(card):
    names = ["Pá Khoang", "Him Lam", "Thanh Minh"]

    for frame in (card.counts, card.ratios, card.points, card.group_points, card.results, card.fragility()):
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
        WrongUse, match=r"'Na Tau' trong số liệu tháng 12 năm 2023\.\n.* có phải: UBND xã Nà Tấu"
    ):
        card.explain("Na Tau")


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


def test_robustness_takes_the_noise_the_draws_and_the_seed_that_are_asked_for(card):
    sure = card.robustness(noise=0.5, draws=20, seed=1)

    assert sure.ranks.equals(weight_ranks(card.scorecard, 0.5, 20, 1))
    assert not sure.ranks.equals(card.robustness(noise=0.5, draws=20, seed=2).ranks)
    assert "±50%" in sure.sentences[0]
    with pytest.raises(WrongUse):
        card.robustness(noise=1)
    with pytest.raises(WrongUse):
        card.robustness(draws=0)


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


def test_what_changed_is_asked_of_a_card_or_of_two_months(november, december):
    asked = december.change().units

    assert asked.equals(compare("2025-11", "2025-12", SAMPLE, DATA).units)
    assert asked.equals(compare(november, december).units)
    assert asked.equals(compare("2025-11", december, SAMPLE, DATA).units)
    assert list(asked.index) == list(december.results.index)


def test_what_moved_a_unit_adds_up_to_its_change(november, december):
    compared = compare(november, december)
    moved = december.results["total"] - november.results["total"]

    assert compared.parts.index.names == ["unit", "subject"]
    assert compared.units["change"].to_dict() == pytest.approx(moved.to_dict())
    assert compared.parts.groupby("unit")["change"].sum().to_dict() == pytest.approx(moved.to_dict())


def test_the_chart_of_a_comparison_names_both_months(november, december):
    assert "tháng 12 năm 2025 so với tháng 11 năm 2025" in compare(november, december).plot().subtitle


def test_a_comparison_across_a_merger_says_what_it_lacks():
    compared = compare("2025-06", "2025-07", SAMPLE, DATA)

    assert compared.units.at["Nà Tấu", "status"] == "incomplete"
    assert "Xã Nà Tấu từ 01/7/2025 còn gồm xã Mường Đăng" in compared._repr_html_()
    assert "Số liệu thử, không có thật" in compared._repr_html_()
    assert repr(compared) == "Comparison(2025-06, 2025-07)"


def test_a_comparison_across_a_merger_says_what_was_summed_however_it_is_asked_for():
    asked = score_month("2025-07", SAMPLE, DATA).change()
    compared = compare("2025-06", "2025-07", SAMPLE, DATA)

    assert any("được cộng từ các đơn vị trước khi sáp nhập" in note for note in compared.notes)
    assert asked.notes == compared.notes


def test_ranks_before_are_not_compared_where_a_unit_was_only_a_part_of_itself():
    compared = compare("2025-06", "2025-07", SAMPLE, DATA)

    assert compared.units[["rank_before", "rank_change"]].isna().all(axis=None)
    assert any(note.startswith("Không so sánh thứ hạng") for note in compared.notes)
    assert not any("tính lại theo" in note for note in compared.notes)
    assert "=" not in compared.plot().description


def test_a_month_beside_a_card_is_of_the_card_s_publication_and_data(place: Place):
    add_month(place, "2023-11")
    card = score_month("2023-12", place.publication, place.data)
    place.copy_to("khac", "2023-11")

    assert repr(compare("2023-11", card)) == "Comparison(2023-11, 2023-12)"


def test_sums_to_date_are_compared_by_one_rule_however_it_is_asked_for(place: Place):
    november = add_month(place, "2023-11")
    for one, day in ((november, "2023-11-30"), (place, "2023-12-31")):
        (one.folder / "month.toml").write_text(f"year_to_date = {day}\n", encoding="utf-8")
        one.dossiers(with_value(dossier_rows(), 2, "A", ""))
    asked = score_month("2023-12", data=place.data).change()

    assert asked.notes == compare("2023-11", "2023-12", data=place.data).notes
    assert "đều lũy kế từ đầu năm" in asked.notes[0]

    (november.folder / "month.toml").unlink()
    with pytest.raises(WrongUse, match="chỉ một bên là số lũy kế từ đầu năm"):
        compare("2023-11", "2023-12", data=place.data)


def test_a_month_scored_by_another_scheme_is_compared_when_asked_for_and_said(place: Place):
    november = add_month(place, "2023-11")
    path = place.data / "schemes" / "bo-thu.toml"
    older = path.read_text(encoding="utf-8").replace('id = "bo-thu"', 'id = "bo-cu"')
    path.with_name("bo-cu.toml").write_text(older, encoding="utf-8")
    (november.folder / "month.toml").write_text('scheme = "bo-cu"\n', encoding="utf-8")

    assert compare("2023-11", "2023-12", data=place.data).notes == (
        "Số liệu tháng 11 năm 2023 được chấm lại theo bộ chỉ số của kỳ sau (Bộ chỉ số thử).",
    )


def test_months_of_which_the_earlier_had_points_that_the_later_scheme_no_longer_gives(tmp_path: Path):
    data = copy_real(tmp_path).data
    october, november = (data / "gia-lai" / month for month in ("2026-10", "2026-11"))
    shutil.copytree(october, november)
    settings = (november / "month.toml").read_text(encoding="utf-8").replace("2026-10-10", "2026-11-10")
    (november / "month.toml").write_text(f'scheme = "qd766-2027"\n{settings}', encoding="utf-8")
    text = (data / "schemes" / "qd766-2026.toml").read_text(encoding="utf-8")
    before, openness, *groups = text.partition("[[findings]]")[0].split("[[groups]]")
    assert '"openness_points"' in openness
    later = "[[groups]]".join([before.replace('id = "qd766-2026"', 'id = "qd766-2027"'), *groups])
    lines = [line for line in later.splitlines() if not line.startswith("openness_points")]
    (data / "schemes" / "qd766-2027.toml").write_text("\n".join(lines), encoding="utf-8")

    compared = compare("2026-10", "2026-11", data=data)

    assert set(compared.units["status"]) == {"compared"}
    assert compared.units["change"].eq(0).all()
    assert series("2026-10", "2026-11", data=data).months == ["2026-10", "2026-11"]


@pytest.mark.parametrize("month", [202312, None, 2023.12])
def test_a_month_that_is_no_text_is_refused_in_words(month):
    for ask in (score_month, lambda one: compare(one, "2025-12"), lambda one: series(one, "2025-12")):
        with pytest.raises(WrongUse, match="không phải là tháng"):
            ask(month)


def test_months_between_that_were_not_asked_for_are_not_called_missing():
    assert not any("không có số liệu" in note for note in compare("2025-08", "2025-12", SAMPLE, DATA).notes)


def test_a_month_without_one_before_it_has_no_change(card):
    with pytest.raises(WrongUse, match="Không có số liệu tháng 11 năm 2023 để so sánh"):
        card.change()


@pytest.mark.parametrize(("before", "after"), [("2025-12", "2025-11"), ("2025-11", "2025-11")])
def test_months_in_the_wrong_order_are_not_compared(before, after):
    with pytest.raises(WrongUse, match=rf"Không so sánh được {before} \({SAMPLE}\) với {after}"):
        compare(before, after, SAMPLE, DATA)


def test_months_of_two_publications_are_not_compared(card, december):
    with pytest.raises(WrongUse, match=r"2023-12 \(dien-bien-phu\) với 2025-12 \(dien-bien-phu-thu\)"):
        compare(card, december)


def test_a_series_is_every_month_from_first_to_last():
    assert series("2025-11", "2025-12", SAMPLE, DATA).months == ["2025-11", "2025-12"]


def test_a_scenario_is_scored_like_a_month(tmp_path: Path):
    scheme = (DATA / "schemes" / "dien-bien-2023.toml").read_text(encoding="utf-8")
    scenario = tmp_path / "thu-nghiem.toml"
    scenario.write_text(
        scheme.replace('id = "dien-bien-2023"', 'id = "thu-nghiem"').replace(
            "at_least = 9\n", "at_least = 8.8\n"
        ),
        encoding="utf-8",
    )
    bands = score_month("2023-12", data=DATA, scheme=scenario).results["band"]

    assert list(bands[bands == "Xuất sắc"].index) == ["Pá Khoang", "Him Lam"]
