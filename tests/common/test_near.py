from dbp_analysis.common.near import nearest, nearest_ids, or_known

KEYS = ("maximum", "numerator", "denominator", "no_cases")


def test_names_spelled_alike_come_best_first() -> None:
    assert nearest("maximun", KEYS) == ["maximum"]
    assert nearest("nominator", KEYS)[0] in ("numerator", "denominator")
    assert nearest("xyz", KEYS) == []


def test_advice_names_what_may_be_meant_or_else_all() -> None:
    assert or_known("maximun", KEYS, "Các mục") == "có phải maximum?"
    assert or_known("xyz", KEYS, "Các mục") == "Các mục: denominator, maximum, no_cases, numerator"
    assert or_known("xyz", (), "Các mục") == "Các mục: chưa có"


def test_an_id_is_found_from_a_name_as_people_write_it() -> None:
    assert nearest_ids("Lâm  Đồng", ("lam-dong", "hue")) == ["lam-dong"]
    assert nearest_ids("lam", ("dien-bien-phu", "hue")) == []
