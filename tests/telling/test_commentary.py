import re
from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.scoring.score import score
from dbp_analysis.settings.config import load_toml
from dbp_analysis.settings.publication import load_publication
from dbp_analysis.settings.scheme import FindingRule, Scheme, load_scheme
from dbp_analysis.settings.wording import Wording
from dbp_analysis.telling.commentary import write
from dbp_analysis.telling.findings import find
from dbp_analysis.telling.paragraphs import Paragraph, commentary_markdown

DATA = Path(__file__).parents[2] / "data"
SCHEME = load_scheme(DATA / "schemes" / "dien-bien-2023.toml")
PUBLICATION = load_publication(DATA / "dien-bien-phu" / "publication.toml")
WORDING = load_toml(DATA / "wording.toml", Wording)
PERFECT = dict.fromkeys(SCHEME.inputs, 0) | {
    "received_online": 10,
    "resolved_on_time": 10,
    "payable": 10,
    "paid_online": 10,
    "results_digital": 10,
    "dossiers_digitised": 10,
    "petitions": 1,
    "petitions_on_time": 1,
    "petitions_satisfied": 1,
    "ratings": 10,
    "ratings_satisfied": 10,
    "resolved_late": 0,
    "pending_overdue": 0,
}


def paragraphs(*changes, wording=WORDING, scheme=SCHEME, publication=PUBLICATION, **more):
    """The commentary on perfect units, each with some counts changed; ``more`` is of the scheme."""
    codes = [f"{at:05d}" for at in range(len(changes))]
    index = pd.MultiIndex.from_product([["2024-01"], codes], names=["month", "unit_code"])
    counts = pd.DataFrame([PERFECT | change for change in changes], index=index, dtype=float)
    names = [f"Xã {at}" for at in range(len(changes))]
    units = pd.DataFrame(dict.fromkeys(("unit_name", "unit_label", "unit_short"), names), index=codes)
    card = score(counts, scheme.model_copy(update=more), units.rename_axis("unit_code"))
    return write(card, find(card), publication, wording)


def text(*changes, **more):
    return "\n".join(paragraph.text for paragraph in paragraphs(*changes, **more))


def test_sections_stand_in_the_order_of_the_office_s_report():
    headings = [p.marked for p in paragraphs({}) if p.kind == "heading"]

    assert headings == [
        "1. Kết quả đánh giá, xếp loại",
        "2. Đánh giá chung",
        "3. Tồn tại, hạn chế",
        "4. Phương hướng, giải pháp",
    ]


def test_when_all_is_well_the_report_says_so_and_asks_for_nothing_special():
    said = text({})

    assert "không có đơn vị nào thuộc các trường hợp tồn tại, hạn chế" in said
    assert WORDING.request_intro not in said


def test_late_and_overdue_are_told_apart_with_their_numbers():
    said = text({"resolved_late": 3, "resolved_on_time": 7}, {"pending_overdue": 2, "resolved_on_time": 8})

    assert (
        "Tiến độ, kết quả giải quyết: Hồ sơ xử lý quá hạn: Xã 0 (03 hồ sơ); "
        "hồ sơ đang xử lý quá hạn: Xã 1 (02 hồ sơ)." in said
    )


def test_a_single_clause_starts_with_a_capital_and_names_its_indicator():
    assert "Chỉ số 2 (thanh toán trực tuyến): 01 đơn vị chưa thực hiện: Xã 0 (0/10 hồ sơ)." in text(
        {"paid_online": 0}, {}
    )


def test_units_are_counted_and_named_from_one_list_worst_first():
    said = text({"paid_online": 1}, {"paid_online": 4})

    assert (
        "02 đơn vị đã thực hiện song tỷ lệ còn rất thấp: Xã 0 (1/10 hồ sơ, 10%), Xã 1 (4/10 hồ sơ, 40%)"
        in said
    )


def test_the_same_request_to_several_units_is_made_once():
    said = text({"paid_online": 0}, {"paid_online": 1}, {})

    assert said.count("đẩy mạnh thanh toán trực tuyến") == 1
    assert "Xã 1, Xã 0: đẩy mạnh thanh toán trực tuyến phí, lệ phí." in said


def test_shares_of_one_list_have_the_same_decimals():
    said = text({"paid_online": 1}, {"paid_online": 1, "payable": 7})

    assert "Xã 0 (1/10 hồ sơ, 10,0%), Xã 1 (1/7 hồ sơ, 14,3%)" in said


def test_shortcomings_begin_with_the_gist_of_what_was_found_each_once():
    said = text({"resolved_late": 3, "resolved_on_time": 7}, {"pending_overdue": 2, "resolved_on_time": 8})

    assert "tiến độ giải quyết hồ sơ TTHC còn tình trạng chậm muộn, cụ thể:" in said


def test_units_of_which_several_things_are_asked_are_named_once():
    said = text({"paid_online": 0, "results_digital": 0}, {})

    assert (
        "Xã 0: đẩy mạnh thanh toán trực tuyến phí, lệ phí; đẩy mạnh số hóa kết quả giải quyết thủ tục hành "
        "chính." in said
    )


def test_a_request_to_every_unit_names_them_as_all():
    assert "Tất cả các đơn vị xã, phường: đẩy mạnh" in text({"paid_online": 0}, {"paid_online": 1})


def test_the_leader_is_named_with_what_it_achieved():
    assert "có Xã 1 đạt kết quả cao nhất với 8/8 chỉ số đạt điểm tối đa và xếp loại xuất sắc" in text(
        {"paid_online": 0}, {}
    )


def test_leaders_that_share_the_place_are_named_together():
    assert "có 02 đơn vị (Xã 0, Xã 1) cùng đạt kết quả cao nhất với 8/8 chỉ số" in text(
        {}, {}, {"paid_online": 0}
    )


def test_where_all_are_equal_or_one_is_alone_nobody_is_called_the_best():
    assert "02 đơn vị được chấm điểm có kết quả bằng nhau: 80,00/80 điểm và xếp loại" in text({}, {})
    assert "phục vụ, Xã 0 đạt 80,00/80 điểm và xếp loại" in text({})
    assert "cao nhất" not in text({}, {}) + text({})


def test_of_very_many_leaders_the_first_are_named_and_all_are_counted():
    said = text(*[{}] * 29, {"paid_online": 0})

    assert "có 29 đơn vị (trong đó có Xã 0, Xã 1, Xã 2, Xã 3, Xã 4 (số liệu" in said
    assert "cao điểm nhất là" not in said  # the band's list is cut among equal units


def test_a_long_list_names_the_most_striking_and_says_where_the_rest_stand():
    few = WORDING.model_copy(update={"most_named": 2, "few_named": 1})
    said = text({"paid_online": 3}, {"paid_online": 1}, {"paid_online": 2}, {}, wording=few)

    assert "03 đơn vị đã thực hiện song tỷ lệ còn rất thấp: đáng chú ý nhất là Xã 1 (1/10 hồ sơ, 10%)" in said
    assert "03 đơn vị nêu tại phần tồn tại, hạn chế (Nhóm cung cấp DVTT, Chỉ số 2): đẩy mạnh" in said


def test_units_that_were_listed_in_full_are_referred_to_where_another_group_finds_the_same():
    few = WORDING.model_copy(update={"most_named": 3, "few_named": 1})
    low = {"received_online": 4, "received_counter": 6, "dossiers_digitised": 4}
    said = text(low, low, {}, wording=few)

    assert "02 đơn vị thực hiện chưa đảm bảo 50% số hồ sơ nộp vào: Xã 0 (4/10 hồ sơ, 40%), Xã 1" in said
    assert "hồ sơ nộp vào: các đơn vị đã nêu ở mục Nhóm cung cấp DVTT, Chỉ số 1 (số liệu của" in said
    assert "mục" not in text(low, {}, wording=few)  # a short list is no longer than the reference


def test_a_list_that_is_cut_begins_with_the_most_cases_missed_not_with_the_lowest_ratio():
    few = WORDING.model_copy(update={"most_named": 1, "few_named": 1})
    said = text({"payable": 1, "paid_online": 0}, {"payable": 72, "paid_online": 0}, {}, wording=few)

    assert "02 đơn vị chưa thực hiện: đáng chú ý nhất là Xã 1 (0/72 hồ sơ)" in said


def test_a_list_that_is_cut_among_equal_units_does_not_call_the_first_the_most_striking():
    few = WORDING.model_copy(update={"most_named": 1, "few_named": 1})

    assert "02 đơn vị chưa thực hiện: trong đó có Xã 0 (0/10 hồ sơ)" in text(
        {"paid_online": 0}, {"paid_online": 0}, {}, wording=few
    )


WITHOUT_RULES = SCHEME.model_copy(update={"findings": ()})


def test_without_a_rule_nothing_is_said_to_be_well_and_the_lowest_figures_are_listed():
    said = text({"paid_online": 0}, {"paid_online": 2, "ratings_satisfied": 1}, {}, scheme=WITHOUT_RULES)

    assert "không có đơn vị nào thuộc các trường hợp tồn tại" not in said
    assert "02 đơn vị ở mức xếp loại thấp nhất trong kỳ (tốt): Xã 1, Xã 0." in said
    assert (
        "bình quân các đơn vị được chấm điểm và có phát sinh: Tỷ lệ hồ sơ thanh toán trực tuyến "
        "(4,00/10 điểm); Tỷ lệ hài lòng khi tiếp nhận, giải quyết hồ sơ (3,50/5 điểm)." in said
    )


def test_without_a_rule_and_with_all_at_its_best_nothing_is_listed_or_asked():
    headings = [p.marked for p in paragraphs({}, {}, scheme=WITHOUT_RULES) if p.kind == "heading"]

    assert headings == ["1. Kết quả đánh giá, xếp loại", "2. Đánh giá chung"]


def test_the_numbers_of_the_sections_close_up_where_one_is_left_out():
    plain = PUBLICATION.report.model_copy(update={"general": ""})
    publication = PUBLICATION.model_copy(update={"report": plain})
    unknown = dict.fromkeys(PERFECT, float("nan"))
    said = paragraphs(unknown, publication=publication)

    assert [p.marked for p in said if p.kind == "heading"] == ["1. Kết quả đánh giá, xếp loại"]


def test_that_all_is_well_is_said_only_of_units_that_the_rules_could_judge():
    said = text({"resolved_late": float("nan")}, {}, {})

    assert "trong 02 đơn vị có đủ số liệu để xem xét, không có đơn vị nào thuộc" in said
    assert "01 đơn vị khác chưa đủ số liệu" in said


def test_where_nothing_is_amiss_nobody_is_asked_to_mend_what_was_named():
    said = text({}, {})

    assert "đã nêu" not in said
    assert "Yêu cầu các đơn vị xã, phường tiếp tục duy trì kết quả đã đạt được." in said


def test_what_did_not_arise_is_said_with_the_points_it_earned():
    without = {"petitions": 0, "petitions_on_time": 0, "petitions_satisfied": 0}

    assert "01 đơn vị không phát sinh phản ánh, kiến nghị, được tính 5 điểm" in text(without, {})


def test_markdown_parts_blocks_by_one_blank_line_and_keeps_lists_together():
    written = commentary_markdown("Tiêu đề", paragraphs({"paid_online": 0}, {}), note="Ghi chú")

    assert written.startswith("# Tiêu đề\n\n> Ghi chú\n\n## 1. ")
    assert "\n\n\n" not in written
    assert "- Nhóm cung cấp DVTT:\n  - Chỉ số 2" in written


def test_hostile_texts_are_no_markup_in_the_markdown():
    hostile = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) *b* `c` # d"
    said = tuple(Paragraph(kind, hostile) for kind in ("heading", "text", "item", "subitem", "reference"))

    written = commentary_markdown(hostile, said, note=f"x\n\n{hostile}")

    assert not re.search(r"(?<!\\)[<>\[\]`]", re.sub(r"^> ", "", written, flags=re.M))
    assert len([line for line in written.splitlines() if line.startswith("> ")]) == 1


def test_ordinary_sentences_have_no_backslash_in_the_markdown():
    assert "\\" not in commentary_markdown(
        "Tiêu đề (1-2)", paragraphs({"paid_online": 0}, {}), note="Ghi chú."
    )


@pytest.mark.parametrize("name", ["<script>", "{units}", "*sao*"])
def test_a_name_is_text_even_when_it_looks_like_a_template(name):
    wording = WORDING.model_copy(update={"figure_none": WORDING.figure_none.replace("hồ sơ", name)})

    assert text({"paid_online": 0}, {}, wording=wording)


NOTHING = dict.fromkeys(PERFECT, 0)


def test_units_without_a_single_case_stand_in_one_line_and_are_not_praised():
    said = text(NOTHING, {"paid_online": 0}, NOTHING, {"paid_online": 0, "ratings_satisfied": 0})

    assert "Thực hiện chấm điểm đánh giá 02/04" in said
    assert "02 đơn vị không phát sinh hồ sơ trong kỳ, không xếp loại: Xã 0, Xã 2." in said
    assert said.count("Xã 0") == said.count("Xã 2") == 1
    assert "có Xã 1 đạt kết quả cao nhất" in said
    assert "được tính" not in said


def test_units_without_a_single_case_that_are_ranked_are_no_leaders_and_one_sentence_says_why():
    said = text(NOTHING, {"paid_online": 0}, NOTHING, no_cases_unit="ranked")

    assert (
        "02 đơn vị không phát sinh trường hợp nào trong kỳ: Xã 0, Xã 2; 80,00 điểm của mỗi đơn vị được tính "
        "theo quy định của bộ chỉ số: Tiến độ, kết quả giải quyết 30; " in said
    )
    assert "xếp loại xuất sắc: Xã 0 (không phát sinh), Xã 2 (không phát sinh)." in said
    assert "có Xã 1 (trong các đơn vị có phát sinh) đạt kết quả cao nhất" in said
    assert "được tính 30 điểm" not in said, "what is said of them at once is not said of each indicator too"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("zero", "theo bộ chỉ số được 0,00 điểm: Xã 0."),
        ("leave_out", "điểm của mỗi đơn vị được tính theo quy định của bộ chỉ số: Cố định 1, quy lại theo"),
    ],
)
def test_what_is_said_of_the_points_of_units_without_cases_agrees_with_their_total(rule, said):
    content = SCHEME.model_dump(exclude={"findings"})
    for group in content["groups"]:
        for one in group["indicators"]:
            one["no_cases"] = rule
    fixed = {**dict.fromkeys(("id", "name", "short_name", "label"), "Cố định"), "maximum": 2, "constant": 1}
    if rule == "leave_out":
        content["groups"][0]["indicators"] = [{**fixed, "id": "fixed"}]
    groups = Scheme.model_validate(content).groups

    assert said in text(NOTHING, {}, no_cases_unit="ranked", groups=groups, findings=())


def test_units_whose_figures_are_missing_are_told_apart_from_those_without_cases():
    gone = float("nan")
    said = text(
        NOTHING, {}, {"paid_online": gone}, {"ratings": gone, "payable": gone}, {"payable": gone},
    )  # fmt: skip

    assert "Thực hiện chấm điểm đánh giá 01/05" in said
    assert "01 đơn vị không phát sinh hồ sơ trong kỳ, không xếp loại: Xã 0." in said
    assert (
        "02 đơn vị chưa đủ số liệu của nhóm cung cấp DVTT, không chấm điểm, không xếp loại: Xã 2, Xã 4."
        in said
    )
    assert (
        "01 đơn vị chưa đủ số liệu của nhóm cung cấp DVTT; nhóm mức độ hài lòng, không chấm điểm, "
        "không xếp loại: Xã 3." in said
    )
    assert "Xã 1 đạt 80,00/80 điểm" in said


def test_many_units_without_a_total_are_not_said_to_have_the_highest_points():
    few = WORDING.model_copy(update={"most_named": 1, "few_named": 1})
    said = text({}, {"paid_online": float("nan")}, {"paid_online": float("nan")}, wording=few)

    assert "không xếp loại: trong đó có Xã 1 (danh sách đầy đủ tại Phụ lục)." in said


def test_where_no_case_arose_anywhere_nothing_is_judged_and_nobody_praised():
    said = text(NOTHING, NOTHING)
    ranked = text(NOTHING, NOTHING, no_cases_unit="ranked")

    assert "Thực hiện chấm điểm đánh giá 00/02" in said
    for one in (said, ranked):
        assert "tồn tại, hạn chế" not in one.lower()
        assert "duy trì kết quả" not in one


def test_units_without_a_single_case_lack_no_figures_for_a_rule_on_groups():
    below = FindingRule(id="f", groups=("satisfaction",), below=0.5, text="{count}: {units}")
    said = text(NOTHING, {}, {}, findings=(below,))

    assert "chưa đủ số liệu" not in said
    assert "không có đơn vị nào thuộc các trường hợp tồn tại" in said


def test_of_what_did_not_arise_the_units_are_counted_among_those_that_were_scored():
    without = {"petitions": 0, "petitions_on_time": 0, "petitions_satisfied": 0}
    said = text(without, {}, without | {"paid_online": float("nan")})

    assert "trong 02 đơn vị được chấm điểm từ số liệu, 01 đơn vị không phát sinh phản ánh" in said


@pytest.mark.parametrize(
    ("bound", "said"), [({"below": 3}, "dưới 3 hồ sơ: Xã 1"), ({"above": 1}, "dưới 1 hồ sơ: Xã 0")]
)
def test_the_limit_of_a_rule_is_said_as_what_it_limits(bound, said):
    rule = FindingRule(
        id="f", group="progress", counts=("resolved_late",), text="dưới {threshold} hồ sơ: {units}", **bound
    )
    late = text({"resolved_late": 3}, {"resolved_late": 1}, findings=(rule,))

    assert said in late.replace("Dưới", "dưới")


def test_a_list_that_is_cut_begins_with_the_fewest_where_the_rule_asks_for_more():
    rule = FindingRule(id="f", group="progress", counts=("resolved_late",), below=9, text="{units}")
    few = WORDING.model_copy(update={"most_named": 2, "few_named": 1})
    said = text(*({"resolved_late": late} for late in (3, 1, 2)), findings=(rule,), wording=few)

    assert "đáng chú ý nhất là Xã 1 (01 hồ sơ)" in said.lower().replace("xã", "Xã")


def test_what_is_below_a_limit_is_not_written_as_the_limit():
    rule = FindingRule(id="f", indicators=("ratings",), below=0.5, text="dưới {threshold}: {units}")
    said = text({"ratings": 10000, "ratings_satisfied": 4996}, {}, findings=(rule,))

    assert "Dưới 50%: Xã 0 (4.996/10.000 lượt đánh giá, dưới 50%)" in said


STATED = {"maximum": 20, "value": "days_stated", "curve": [(2, 20), (6, 0)], "cases": "ngày"}


def test_a_value_that_a_source_states_is_told_in_its_own_unit_and_by_unit_of_the_same_points():
    """No percentage of days, no cases behind them; who has other days has other points."""
    content = SCHEME.model_dump(exclude={"findings"})
    named = dict.fromkeys(("id", "name", "short_name", "label"), "days")
    content["groups"][0]["indicators"] = [named | STATED]
    said = "{count} đơn vị trên {threshold}: {units}"
    rule = {"id": "slow", "indicators": ["days"], "above": 3, "text": said}
    content |= {"findings": [rule], "counts": SCHEME.counts | {"days_stated": "Số ngày"}}
    made = Scheme.model_validate(content)
    days = ({"days_stated": one} for one in (2.5, 3.25, 4, 4))
    units = [NOTHING | one for one in days]
    said = text(*units, no_cases_unit="ranked", groups=made.groups, findings=made.findings)

    assert "03 đơn vị trên 3 ngày: Xã 2 (4 ngày), Xã 3 (4 ngày), Xã 1 (3,25 ngày)" in said
    assert "nan" not in said
    assert "đơn vị không phát sinh trường hợp nào trong kỳ" not in said  # their days are known
