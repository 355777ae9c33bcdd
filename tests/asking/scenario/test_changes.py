import pandas as pd

from dbp_analysis.asking.scenario.changes import changed_counts, count_lines, marked, rule_lines
from dbp_analysis.settings.scheme import Scheme, load_scheme

from ...made import PROJECT

SCHEME = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")
UNITS = pd.DataFrame({"unit_short": ["Him Lam", "Nà Tấu"]}, index=["03127", "03316"])


def counts(**columns: list[float]) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([["2023-12"], UNITS.index], names=["month", "unit_code"])
    return pd.DataFrame(columns, index=index, dtype=float)


def test_only_known_counts_that_differ_are_changes() -> None:
    before = counts(payable=[1200, 84], paid_online=[33, 0], petitions=[float("nan"), 1])
    after = counts(payable=[1200, 90], paid_online=[30, 0], petitions=[float("nan"), 1])
    changed = changed_counts(before, after, UNITS)
    assert changed.to_numpy().tolist() == [
        ["03127", "Him Lam", "paid_online", 33, 30],
        ["03316", "Nà Tấu", "payable", 84, 90],
    ]


def test_what_only_follows_is_told_last_and_what_has_no_name_not_at_all() -> None:
    before = counts(pending_overdue=[0, 0], received_total=[9, 9], carried_over=[1000, 1])
    after = counts(pending_overdue=[2, 0], received_total=[11, 9], carried_over=[1002, 1])
    assert count_lines(changed_counts(before, after, UNITS), SCHEME) == [
        "Him Lam: Từ kỳ trước chuyển sang từ 1.000 thành 1.002",
        "Him Lam: Đang giải quyết quá hạn từ 0 thành 2 (kéo theo)",
    ]


def test_numbers_of_rules_keep_every_decimal() -> None:
    content = SCHEME.model_dump()
    content["groups"][0]["indicators"][0]["maximum"] = 30.005
    content["bands"][1]["at_least"] = 8.875
    assert rule_lines(SCHEME, Scheme.model_validate(content)) == [
        "Điểm tối đa Tiến độ giải quyết: từ 30 thành 30,005",
        "Mức Tốt: từ 8 thành 8,875",
    ]
    assert rule_lines(SCHEME, SCHEME) == []


def test_a_marked_scheme_differs_in_its_name_and_words_alone() -> None:
    content = SCHEME.model_dump()
    content["bands"][1]["at_least"] = 7.5
    rules = Scheme.model_validate(content)
    scheme = Scheme.model_validate(marked(rules, SCHEME, "thu"))
    assert scheme.id == "thu"
    assert "dien-bien-2023: Mức Tốt: từ 8 thành 7,5." in scheme.inferred[0]
    restored = scheme.model_copy(
        update={"id": SCHEME.id, "title": SCHEME.title, "inferred": scheme.inferred[1:]}
    )
    assert restored == rules
