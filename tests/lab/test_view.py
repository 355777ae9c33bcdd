from pathlib import Path

import pytest

from dbp_analysis.asking.scenario.scenario import Scenario, scenario_of
from dbp_analysis.lab.view import (
    changes_html,
    count_html,
    movable_counts,
    offered_counts,
    part_html,
    ranking_html,
    run_command,
    unit_choices,
)

from ..decision_made import make_decision
from ..made import Place, copy_partly_counted, dossier_rows, payment_rows, real_inputs, with_value


@pytest.fixture(scope="module")
def december() -> Scenario:
    """The published month, nothing changed yet."""
    return scenario_of(real_inputs())


@pytest.fixture(scope="module")
def gia_lai(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """135 communes, most of them with given points only."""
    return scenario_of(copy_partly_counted(tmp_path_factory.mktemp("gia-lai")).read())


def test_the_counts_that_lose_the_most_points_are_offered_first(december: Scenario) -> None:
    offered = [(indicator.id, names) for indicator, names in offered_counts(december, "Nà Tấu")]
    assert offered[:3] == [
        ("paid_online", ("paid_online", "payable")),
        ("submitted_online", ("received_online",)),
        ("dossiers_digitised", ("dossiers_digitised",)),
    ]
    names = [name for _, some in offered for name in some]
    assert len(names) == len(set(names))
    assert not {"received_counter", "resolved_late"} & set(names)


def test_a_count_that_is_exchanged_stands_where_it_earns_points(december: Scenario) -> None:
    offered = {name: indicator for indicator, names in offered_counts(december, "Nà Tấu") for name in names}
    assert offered["resolved_early"].id == offered["resolved_on_time"].id == "progress"
    for name in ("resolved_early", "resolved_on_time", "received_online"):
        assert name in offered[name].numerator


def test_units_stand_in_vietnamese_order(place: Place) -> None:
    for old, new in (("Him Lam", "Ân Tường"), ("Thanh Minh", "Bá Xuyên"), ("Nà Tấu", "Ba Xa")):
        place.change("units.csv", f",{old},", f",{new},")
    place.change("units.csv", "vi-du,03316", "vi-du,03400,Xã,An Lão,,2025-06-30,03400\nvi-du,03316")
    dossiers, payments = dossier_rows(), payment_rows()
    for row, name in ((7, "phường Ân Tường"), (8, "xã Bá Xuyên"), (9, "xã Ba Xa")):
        dossiers = with_value(dossiers, row, "B", name)
        payments = with_value(payments, row - 5, "B", name)
    place.dossiers([*dossiers[:9], [4, "xã An Lão", *[0] * 5], *dossiers[9:]])
    place.payments([*payments, ["03400", "Xã An Lão", "0", "Số lượng: 0", "Số lượng: 0"]])
    choices = unit_choices(scenario_of(place.read()))
    assert [name for name, _ in choices] == ["An Lão", "Ân Tường", "Ba Xa", "Bá Xuyên"]


def test_units_without_counts_stand_last_and_say_so(gia_lai: Scenario) -> None:
    choices = unit_choices(gia_lai)
    assert len(choices) == 135
    without = [not offered_counts(gia_lai, code) for _, code in choices]
    assert without == sorted(without)
    assert without == [name.endswith(" (không có số liệu)") for name, _ in choices]
    assert without.count(False) == 35


def test_a_unit_with_given_points_only_is_offered_nothing(gia_lai: Scenario) -> None:
    unknown = gia_lai.counts.index[gia_lai.counts["payable"].isna() & gia_lai.counts["received"].isna()]
    code = next(code for _, code in unknown if all(v != v for v in gia_lai.counts_of(code).values()))
    assert offered_counts(gia_lai, code) == []


def test_the_table_of_counts_says_how_far_each_can_go(december: Scenario) -> None:
    table = movable_counts(december, "Nà Tấu").set_index("Mã số liệu")
    assert table.loc["paid_online"].tolist() == [
        "Thanh toán trực tuyến",
        "Hồ sơ được thanh toán trực tuyến",
        "0",
        "0",
        "84",
    ]
    assert table.loc["received_online", ["Đang là", "Ít nhất", "Nhiều nhất"]].tolist() == ["56", "0", "143"]
    assert table.at["payable", "Nhiều nhất"] == "không giới hạn"


def test_an_indicator_shows_its_counts_ratio_and_points(december: Scenario) -> None:
    moved = december.with_shift("Nà Tấu", "paid_online", 42).with_maximum("paid_online", 7.5)
    indicator = december.rules.indicator("paid_online")
    assert part_html(moved, "Nà Tấu", indicator) == (
        "<b>Thanh toán trực tuyến</b>: 42/84 hồ sơ (50%), 3,75/7,5 điểm"
    )
    petitions = december.rules.indicator("petitions_on_time")
    assert part_html(december, "Him Lam", petitions) == ("<b>PAKN đúng hạn</b>: không phát sinh, 5,00/5 điểm")


def test_counts_that_only_a_deduction_counts_are_offered_last_and_move_alone(tmp_path: Path) -> None:
    scenario = scenario_of(make_decision(tmp_path).read())
    (*_, (deduction, names)) = offered_counts(scenario, "Noong Bua")
    assert (deduction.id, names) == ("overdue", ("pending_overdue",))
    assert "pending_overdue" in movable_counts(scenario, "Noong Bua")["Mã số liệu"].to_list()
    more = scenario.with_shift("Noong Bua", "pending_overdue", 30)
    assert part_html(more, "Noong Bua", deduction) == (
        "<b>Hồ sơ quá hạn</b>: 30 hồ sơ × 0,5 điểm, tối đa 5 điểm, −5,00 điểm"
    )
    assert more.changes == ("Noong Bua: Hồ sơ đang giải quyết quá hạn từ 2 thành 30",)


def test_a_count_names_what_gives_way(december: Scenario) -> None:
    assert "đổi với: Tiếp nhận trực tiếp, qua bưu chính trong kỳ" in count_html(december, "received_online")
    assert count_html(december, "payable") == "Hồ sơ thuộc thủ tục có phí, lệ phí"


def test_the_ranking_stresses_the_chosen_unit_only(december: Scenario) -> None:
    shown = ranking_html(december, "Nà Tấu")
    assert shown.count("<tr") == 2 + 12
    (chosen,) = [row for row in shown.split("<tr ") if row.startswith('class="chosen"')]
    assert ">Nà Tấu<" in chosen
    assert ">53,21<" in chosen
    assert ">A: kết quả của tháng<" in shown
    assert ">B: kịch bản giả định<" in shown


def test_texts_from_files_are_escaped(place: Place) -> None:
    place.change("units.csv", "Nà Tấu", "Nà <i>Tấu")
    place.change("schemes/bo-thu.toml", 'short_name = "Nộp', 'short_name = "<b>Nộp')
    place.change("schemes/bo-thu.toml", 'received = "Tiếp', 'received = "<b>Tiếp')
    place.dossiers(with_value(dossier_rows(), 9, "B", "xã Nà <i>Tấu"))
    place.payments(with_value(payment_rows(), 4, "B", "xã Nà <i>Tấu"))
    scenario = scenario_of(place.read()).with_counts("03316", {"received": 151})
    texts = [
        ranking_html(scenario, "03316"),
        changes_html(scenario),
        part_html(scenario, "03316", scenario.rules.indicator("submitted")),
        count_html(scenario, "received"),
    ]
    for text in texts:
        assert "&lt;" in text
        assert "<i>" not in text
        assert "<b>Tiếp" not in text


def test_nothing_changed_says_what_to_do(december: Scenario) -> None:
    assert "Chưa thay đổi gì" in changes_html(december)
    assert "Kịch bản giả định: chưa thay đổi gì" in changes_html(december)


def test_the_command_runs_from_the_folder_of_the_project(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.data.parent)
    scenario = scenario_of(place.read())
    files = [place.output / "scenarios" / f"bo-thu-gia-dinh.{kind}" for kind in ("toml", "csv")]
    assert run_command(scenario, files) == (
        "dbp run 2023-12 --publication vi-du --scheme outputs/scenarios/bo-thu-gia-dinh.toml "
        "--counts outputs/scenarios/bo-thu-gia-dinh.csv"
    )
    elsewhere = [Path("/tmp/của tôi/a.toml"), Path("/tmp/của tôi/a.csv")]
    assert '--scheme "/tmp/của tôi/a.toml"' in run_command(scenario, elsewhere)
    assert run_command(scenario, files[1:]) == (
        "dbp run 2023-12 --publication vi-du --counts outputs/scenarios/bo-thu-gia-dinh.csv"
    )


def test_the_command_names_other_folders_than_those_of_the_project(place: Place) -> None:
    command = run_command(scenario_of(place.read()), [place.output / "a.csv"])
    assert command == (
        f"dbp run 2023-12 --publication vi-du --counts {(place.output / 'a.csv').as_posix()} "
        f"--data {place.data.as_posix()} --output {place.output.as_posix()}"
    )
