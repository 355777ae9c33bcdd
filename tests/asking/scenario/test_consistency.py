from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbp_analysis.asking.scenario.consistency import counterpart, followed, impossible, room
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.layout import Identity, Layout
from dbp_analysis.settings.scheme import Scheme, load_scheme

from ...made import PROJECT

DATA = PROJECT / "data"
LAYOUTS = ("vpcp-kstt-ii-06a", "so-hoa-766", "thanh-toan-766", "muc-do-hai-long")
IDENTITIES = [i for name in LAYOUTS for i in load_toml(DATA / "layouts" / f"{name}.toml", Layout).identities]
SCHEME = load_scheme(DATA / "schemes" / "dien-bien-2023.toml")

# Nà Tấu in December 2023, with three dossiers overdue among those pending.
COUNTS = {
    "received_total": 162,
    "received_online": 56,
    "received_counter": 87,
    "carried_over": 19,
    "resolved_total": 147,
    "resolved_early": 61,
    "resolved_on_time": 80,
    "resolved_late": 6,
    "pending_total": 15,
    "pending_in_time": 12,
    "pending_overdue": 3,
    "received_in_period": 143,
    "dossiers_not_digitised": 87,
    "dossiers_digitised": 56,
    "results_not_digital": 136,
    "results_digital": 11,
    "payable": 84,
    "paid_online": 0,
    "petitions": 1,
    "petitions_on_time": 1,
    "petitions_satisfied": 1,
    "ratings": 65,
    "ratings_satisfied": 65,
}
EARNING = [name for name in SCHEME.inputs if name not in ("resolved_late", "received_counter")]


def changed(**values: float) -> dict[str, float]:
    new = followed(COUNTS, values, SCHEME, IDENTITIES)
    return {name: value for name, value in new.items() if value != COUNTS[name]}


def reasons(**values: float) -> list[str]:
    return list(impossible(followed(COUNTS, values, SCHEME, IDENTITIES), SCHEME, IDENTITIES))


def tiny_scheme(numerator: list[str], denominator: list[str]) -> Scheme:
    names = {part.removeprefix("-"): f"Số {part.removeprefix('-')}" for part in (*numerator, *denominator)}
    return Scheme.model_validate(
        {
            "id": "thu",
            "title": "Thử",
            "legal_basis": ["Không"],
            "scale": 10,
            "bands": [{"name": "Đạt", "printed": "Đạt", "at_least": 0}],
            "counts": names,
            "groups": [
                {
                    "id": "nhom",
                    "name": "Nhóm",
                    "short_name": "Nhóm",
                    "indicators": [
                        {
                            "id": "chi-so",
                            "name": "Chỉ số",
                            "short_name": "Chỉ số",
                            "label": "1",
                            "maximum": 10,
                            "numerator": numerator,
                            "denominator": denominator,
                            "no_cases": "full",
                        }
                    ],
                }
            ],
        }
    )


def test_counts_that_no_form_ties_change_alone() -> None:
    assert changed(paid_online=20) == {"paid_online": 20}


def test_the_cells_and_totals_of_the_forms_follow() -> None:
    assert changed(dossiers_digitised=60) == {"dossiers_digitised": 60, "dossiers_not_digitised": 83}
    assert changed(resolved_on_time=82) == {
        "resolved_on_time": 82,
        "resolved_total": 149,
        "pending_total": 13,
        "pending_overdue": 1,
        "results_not_digital": 138,
    }


def test_a_case_moved_between_two_counts_changes_no_total_of_the_period() -> None:
    assert changed(received_online=60, received_counter=83) == {"received_online": 60, "received_counter": 83}


def test_where_a_form_leaves_several_open_its_total_follows_and_parts_stay() -> None:
    scheme = tiny_scheme(["online"], ["all"])
    identity = Identity(name="(1) = (2) + (3)", left=("sum",), right=("online", "post"))
    counts = {"online": 3.0, "all": 9.0, "post": 4.0, "sum": 7.0}
    assert followed(counts, {"online": 5}, scheme, [identity])["sum"] == 9
    assert followed(counts, {"online": 5}, scheme, [identity])["post"] == 4


def test_a_part_that_stayed_for_one_form_stays_for_the_next() -> None:
    scheme = tiny_scheme(["online"], ["all"])
    total = Identity(name="(1) = (2) + (3)", left=("sum",), right=("online", "post"))
    parts = Identity(name="(3) = (2) + (4)", left=("post",), right=("online", "rest"))
    counts = {"online": 3.0, "all": 9.0, "post": 7.0, "sum": 10.0, "rest": 4.0}
    new = followed(counts, {"online": 5}, scheme, [total, parts])
    assert new == {"online": 5, "all": 9, "post": 7, "sum": 12, "rest": 2}
    assert list(impossible(new, scheme, [total, parts])) == []


def test_what_is_possible_has_no_reason_against_it() -> None:
    assert reasons() == reasons(paid_online=84) == reasons(resolved_on_time=83) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"paid_online": 85}, "tử số 85 sẽ lớn hơn mẫu số 84"),
        ({"payable": -1}, "sẽ là −1"),
        ({"resolved_on_time": 84}, "Đang giải quyết quá hạn sẽ là −1"),
        ({"dossiers_digitised": 144}, "dossiers_not_digitised sẽ là −1"),
        ({"petitions": 0}, "tử số 1 sẽ lớn hơn mẫu số 0"),
    ],
)
def test_what_is_impossible_is_told(values: dict[str, float], said: str) -> None:
    assert said in "; ".join(reasons(**values))


def test_an_identity_between_counts_that_are_all_scored_cannot_give_way() -> None:
    scheme = tiny_scheme(["online"], ["online", "post"])
    identity = Identity(name="(2) = (3)", left=("online",), right=("post",))
    new = followed({"online": 2.0, "post": 2.0}, {"online": 1}, scheme, [identity])
    assert new == {"online": 1, "post": 2}
    assert "(2) = (3)" in "; ".join(impossible(new, scheme, [identity]))
    assert room({"online": 2.0, "post": 2.0}, {"online": 1}, scheme, [identity]) == (0, 0)


def test_what_is_not_known_neither_follows_nor_forbids() -> None:
    counts = COUNTS | {"dossiers_not_digitised": nan, "results_digital": nan}
    new = followed(counts, {"dossiers_digitised": 100}, SCHEME, IDENTITIES)
    assert list(impossible(new, SCHEME, IDENTITIES)) == []
    assert new["received_in_period"] == 143


def test_the_counterpart_is_what_a_case_leaves_for_the_denominators_to_stay() -> None:
    found = {name: counterpart(SCHEME, name) for name in SCHEME.inputs}
    assert {name: other for name, other in found.items() if other} == {
        "resolved_early": "resolved_late",
        "resolved_on_time": "resolved_late",
        "received_online": "received_counter",
    }


@given(st.data())
def test_the_room_of_a_count_is_what_trying_every_value_finds(data: st.DataObject) -> None:
    count = data.draw(st.sampled_from(EARNING))
    other = counterpart(SCHEME, count)
    step = {count: 1.0} | ({other: -1.0} if other else {})

    def possible(steps: int) -> bool:
        return not reasons(**{name: COUNTS[name] + by * steps for name, by in step.items()})

    back, forth = room(COUNTS, step, SCHEME, IDENTITIES)
    assert all(possible(-n) for n in range(back + 1))
    assert not possible(-back - 1)
    if forth is None:
        assert possible(10_000)
    else:
        assert all(possible(n) for n in range(forth + 1))
        assert not possible(forth + 1)


def test_a_difference_below_zero_is_impossible_and_limits_how_far_counts_move() -> None:
    scheme = tiny_scheme(["done", "-void"], ["all", "-exempt"])
    counts = {"done": 5.0, "void": 1.0, "all": 12.0, "exempt": 3.0}
    assert list(impossible(counts, scheme, [])) == []
    assert list(impossible(counts | {"void": 6.0}, scheme, [])) == [
        "Chỉ số: tử số (Số done − Số void) sẽ là −1"
    ]
    (told, above) = impossible(counts | {"exempt": 14.0}, scheme, [])
    assert told == "Chỉ số: mẫu số (Số all − Số exempt) sẽ là −2"
    assert above == "Chỉ số: tử số 4 sẽ lớn hơn mẫu số −2"
    assert room(counts, {"void": 1.0}, scheme, []) == (1, 4)
    assert room(counts, {"exempt": 1.0}, scheme, []) == (3, 5)


def test_the_counterpart_of_a_count_is_never_one_that_is_taken_away() -> None:
    assert counterpart(tiny_scheme(["done"], ["done", "-exempt", "late"]), "done") == "late"
    assert counterpart(tiny_scheme(["done"], ["done", "-exempt"]), "done") is None
