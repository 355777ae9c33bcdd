import re
from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.commentary import Paragraph, commentary_markdown, write
from dbp_analysis.config import load_toml
from dbp_analysis.findings import find
from dbp_analysis.publication import load_publication
from dbp_analysis.scheme import load_scheme
from dbp_analysis.scoring import score
from dbp_analysis.wording import Wording

DATA = Path(__file__).parent.parent / "data"
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


def paragraphs(*changes, wording=WORDING):
    """The commentary on perfect units, each with some counts changed."""
    codes = [f"{at:05d}" for at in range(len(changes))]
    index = pd.MultiIndex.from_product([["2024-01"], codes], names=["month", "unit_code"])
    counts = pd.DataFrame([PERFECT | change for change in changes], index=index, dtype=float)
    names = [f"Xã {at}" for at in range(len(changes))]
    units = pd.DataFrame(dict.fromkeys(("unit_name", "unit_label", "unit_short"), names), index=codes)
    card = score(counts, SCHEME, units.rename_axis("unit_code"))
    return write(card, find(card), PUBLICATION, wording)


def text(*changes, **more):
    return "\n".join(paragraph.text for paragraph in paragraphs(*changes, **more))


def test_sections_stand_in_the_order_of_the_office_s_report():
    headings = [p.text for p in paragraphs({}) if p.kind == "heading"]

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
        "Tiến độ, kết quả giải quyết: Hồ sơ xử lý quá hạn: Xã 0 (3 hồ sơ); "
        "hồ sơ đang xử lý quá hạn: Xã 1 (2 hồ sơ)." in said
    )


def test_a_single_clause_starts_with_a_capital_and_names_its_indicator():
    assert "Chỉ số 2 (thanh toán trực tuyến): 01 đơn vị chưa thực hiện: Xã 0 (0/10 hồ sơ)." in text(
        {"paid_online": 0}, {}
    )


def test_units_are_counted_and_named_from_one_list_in_rank_order():
    said = text({"paid_online": 1}, {"paid_online": 4})

    assert (
        "02 đơn vị đã thực hiện song tỷ lệ còn thấp: Xã 1 (4/10 hồ sơ, 40%), Xã 0 (1/10 hồ sơ, 10%)" in said
    )


def test_the_same_request_to_several_units_is_made_once():
    said = text({"paid_online": 0}, {"paid_online": 1}, {})

    assert said.count("đẩy mạnh thanh toán trực tuyến") == 1
    assert "Xã 1, Xã 0: đẩy mạnh thanh toán trực tuyến phí, lệ phí." in said


def test_a_request_to_every_unit_names_them_as_all():
    assert "Tất cả các đơn vị xã, phường: đẩy mạnh" in text({"paid_online": 0}, {"paid_online": 1})


def test_the_leader_is_named_with_what_it_achieved():
    assert "có Xã 1 đạt kết quả cao nhất với 8/8 chỉ số đạt điểm tối đa và xếp loại xuất sắc" in text(
        {"paid_online": 0}, {}
    )


def test_leaders_that_share_the_place_are_named_together():
    assert "có Xã 0, Xã 1 đạt kết quả cao nhất" in text({}, {})


def test_a_long_list_names_the_most_striking_and_says_where_the_rest_stand():
    few = WORDING.model_copy(update={"most_named": 2, "few_named": 1})
    said = text({"paid_online": 3}, {"paid_online": 1}, {"paid_online": 2}, {}, wording=few)

    assert "03 đơn vị đã thực hiện song tỷ lệ còn thấp: đáng chú ý nhất là Xã 1 (1/10 hồ sơ, 10%)" in said


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


def test_a_ranked_unit_without_any_case_is_said_with_what_its_points_are_made_of():
    nothing = dict.fromkeys(PERFECT, 0)

    said = text(nothing, {})

    assert (
        "Xã 0 không phát sinh trường hợp nào trong kỳ; 80 điểm được tính theo bộ chỉ số gồm: Tiến độ" in said
    )
