import random
from dataclasses import replace

import pytest

from dbp_analysis.auditing.document import Document, Paragraph
from dbp_analysis.auditing.printed_figures import PrintedFigures
from dbp_analysis.auditing.text_checks import check_text
from dbp_analysis.common.texts import unaccented

from .reports_made import annex, changed, document, found, kinds, lines, month, own_content

LOW = "04 đơn vị đã thực hiện song tỷ lệ còn thấp"
FOURTH = ", UBND phường Thanh Bình (84/169 hồ sơ, 49,7%)"


@pytest.mark.parametrize(
    ("period", "publication"),
    [("2023-12", "dien-bien-phu"), ("2026-10", "gia-lai"), ("2025-12", "dien-bien-phu-thu")],
)
def test_a_report_of_this_project_holds(period: str, publication: str) -> None:
    card, content = month(period, publication).scorecard, own_content(period, publication)

    assert check_text(document(content), annex(card, content.annex.table), None, card.units) == ()


def test_four_units_are_counted_and_three_named() -> None:
    (finding,) = found((FOURTH, ""))

    assert (finding.kind, finding.unit, finding.column) == ("names", "03130", "results_digital")
    assert LOW in finding.said
    assert "03 đơn vị" in finding.follows
    assert "UBND phường Thanh Bình (results_digital: 2.5)" in finding.follows


NA_TAU, MUONG_THANH = "UBND xã Nà Tấu (56/143 hồ sơ, 39,2%)", "UBND phường Mường Thanh (4/187 hồ sơ, 2,1%)"
DONE = " đơn vị đã thực hiện song tỷ lệ còn rất thấp: "
MINH, NAM = "UBND xã Thanh Minh", "UBND phường Nam Thanh"

PLANTED = {
    "count in figures": ("06 đơn vị xếp", "07 đơn vị xếp", "names", "band", "06"),
    "count in words": ("04 đơn vị chưa", "04 (năm) đơn vị chưa", "count_words", "paid_online", "5"),
    "the wrong band": ("khá: UBND phường Tân Thanh", f"khá: {NAM}", "wrong_list", "band", "Tốt"),
    "missing in its band": ("khá: UBND phường Tân Thanh", f"khá: {NAM}", "left_out", "band", "Khá"),
    "named twice": (f"{MINH}, {NAM}", f"{MINH}, {MINH}", "twice", "band", "2 lần"),
    "none, but points": (
        "hiện: UBND phường Noong Bua", f"hiện: {NAM}", "wrong_list", "results_digital", "3.4",
    ),
    "below half, but above": (NA_TAU, "UBND phường Thanh Bình", "wrong_list", "submitted_online", "6.7"),
    "another threshold": ("bảo 50%", "bảo 70%", "left_out", "submitted_online", "6.7"),
    "complement": (
        f"08{DONE}{MUONG_THANH}", f"09{DONE}UBND xã Nà Tấu, {MUONG_THANH}", "complement", "paid_online", "13",
    ),
    "both lists": (MUONG_THANH, "UBND xã Nà Tấu", "two_lists", "paid_online", "04 đơn vị chưa"),
    "counts beside a name": ("(56/143 hồ sơ, 39,2%)", "(65/143 hồ sơ)", "earns", "submitted_online", "4,55"),
    "all bands together": ("đánh giá 12/12", "đánh giá 11/11", "bands_sum", "", "= 12"),
    "all units": ("đánh giá 12/12", "đánh giá 12/13", "all_units", "", "12 đơn vị"),
    "late cases": (
        "xử lý quá hạn: UBND phường Thanh Bình", "xử lý quá hạn: UBND xã Nà Tấu", "late", "progress", "26.7",
    ),
    "fewer at their maximum": ("với 7/8 chỉ số", "với 6/8 chỉ số", "leader", "unit", "7/8"),
    "more at their maximum": ("với 7/8 chỉ số", "với 8/8 chỉ số", "leader", "unit", "7/8"),
    "another leader": ("có UBND xã Pá Khoang đạt", f"có {NAM} đạt", "leader", "total", "72.00"),
    "band of the leader": ("và xếp loại xuất sắc", "và xếp loại tốt", "leader", "band", "Xuất sắc"),
    "a percentage": ("hồ sơ, 39,2%", "hồ sơ, 39,8%", "percent", "", "39,2%"),
    "period of the annex": ("THÁNG 12 NĂM 2023", "THÁNG 11 NĂM 2023", "period", "", "tháng 12 năm 2023"),
    "number of the annex's line": ("Báo cáo số 08/", "Báo cáo số 80/", "number", "", "08/BC-UBND"),
    "day of the annex's line": ("BC-UBND ngày 05", "BC-UBND ngày 15", "date", "", "ngày 05"),
    "signed early": ("Phủ, ngày 05 tháng 01 năm 2024", "Phủ, ngày 05 tháng 11 năm 2023", "date", "", "kỳ"),
}  # fmt: skip


@pytest.mark.parametrize("case", PLANTED)
def test_a_planted_error_is_found_with_its_place_and_both_figures(case: str) -> None:
    old, new, kind, column, follows = PLANTED[case]
    findings = found((old, new))

    assert any(
        one.kind == kind and one.column == column and follows in one.follows and one.said and one.place
        for one in findings
    ), findings


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("tiếp nhận 1.234 hồ sơ, trong đó: trực tuyến 1.000 hồ sơ, trực tiếp 234 hồ sơ.", True),
        ("tiếp nhận 1.234 hồ sơ, trong đó: trực tuyến 1.000 hồ sơ, trực tiếp 243 hồ sơ.", False),
        ("Đã giải quyết 90 hồ sơ, trong đó trước hạn 60, đúng hạn 25, quá hạn 05 hồ sơ.", True),
        ("Đã giải quyết 90 hồ sơ, trong đó trước hạn 60, đúng hạn 20, quá hạn 05 hồ sơ.", False),
        ("Đã giải quyết 90 hồ sơ, trong đó có 05 hồ sơ quá hạn.", True),
        ("Giải quyết đúng hạn 45/90 hồ sơ, đạt 50%.", True),
        ("Giải quyết đúng hạn 45/90 hồ sơ (đạt 55%).", False),
    ],
)
def test_the_parts_of_a_total_and_percentages_are_added_up(said: str, holds: bool) -> None:
    findings = found(("Trong tháng, các đơn vị", f"{said} Trong tháng, các đơn vị"))

    assert (findings == ()) is holds
    assert kinds(findings) <= {"parts", "percent"}


def test_what_is_left_blank_or_cut_short_is_no_error() -> None:
    assert found(("Báo cáo số 08/", "Báo cáo số      /"), ("BC-UBND ngày 05 ", "BC-UBND ngày      ")) == ()
    part = "còn thấp: trong đó có UBND xã Mường Phăng, UBND xã Nà Tấu (danh sách đầy đủ tại Phụ lục)"
    own = next(one.text for one in own_content().body if LOW in one.text)
    listed = own[own.index("còn thấp: ") :].rstrip(".")
    assert found((listed, part)) == ()


MISREAD = {"0": "869", "1": "7", "2": "7", "3": "85", "4": "9", "5": "68", "6": "058", "7": "12", "8": "039"}


def scanned(text: str, chance: random.Random) -> str:
    """A text as a bad scan leaves it: diacritics, vowels, blanks, commas and figures lost or misread."""
    read = []
    for letter in text:
        letter = unaccented(letter) if chance.random() < 0.93 else letter
        drawn = chance.random()
        if letter.lower() in "aeiou" and drawn < 0.05:
            letter = chance.choice("éèoae14&ud")
        elif letter in MISREAD and drawn < 0.03:
            letter = chance.choice(MISREAD[letter])
        elif (letter == " " and drawn < 0.005) or (letter == "," and drawn < 0.03):
            letter = "" if letter == " " else chance.choice([".", ""])
        read.append(letter)
    return "".join(read)


@pytest.mark.parametrize("seed", range(6))
def test_words_that_a_scan_damaged_but_are_right_make_no_finding(seed: int) -> None:
    card, content, chance = month().scorecard, own_content(), random.Random(seed)
    texts = [scanned(text, chance) for text in lines(content)]
    paragraphs = tuple(Paragraph(text, f"dòng {at}") for at, text in enumerate(texts, start=1))
    said = Document("quet.txt", "text", True, paragraphs, ())

    assert check_text(said, annex(card, content.annex.table), None, card.units) == ()


def test_names_left_out_of_a_list_are_found_in_a_scan_too() -> None:
    (finding,) = found((FOURTH, ""), ("đã thực hiện song", "da thyc hién xong"), damaged=True)

    assert (finding.kind, finding.unit, finding.sure) == ("names", "03130", "likely")


GOOD = "Him Lam, UBND xã Thanh Minh, UBND phường Nam Thanh, UBND phường Mường Thanh, Thanh Trường"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (f"Xếp loại tốt: 06 đơn vị ({GOOD}, Nà Nhạn).", set()),
        (f"Xếp loại tốt: 06 đơn vị ({GOOD}).", {"names"}),
        (f"Tốt (06 đơn vị): {GOOD} và Nà Nhạn.", set()),
        (f"Tốt (06 đơn vị): {GOOD} và Nà Tấu.", {"wrong_list", "left_out", "two_lists"}),
        (f"Sáu đơn vị xếp loại tốt gồm: {GOOD}, xã Nà Nhạn.", set()),
        (f"Sáu đơn vị xếp loại tốt gồm: {GOOD}.", {"names"}),
        (
            "06 đơn vị xếp loại tốt: các xã Thanh Minh, Nà Nhạn; các phường Him Lam, Nam Thanh, Mường Thanh "
            "và Thanh Trường.",
            set(),
        ),
        ("Có 06/12 đơn vị xếp loại tốt, chiếm 50%.", set()),
        ("Có 07/12 đơn vị xếp loại tốt.", {"count_table", "bands_sum"}),
    ],
)
def test_lists_are_read_however_offices_put_them(said: str, wrong: set[str]) -> None:
    own = next(one.text for one in own_content().body if "xếp loại tốt:" in one.text)

    assert kinds(found((own, said))) == wrong


def test_points_that_are_rounded_to_their_maximum_may_have_it_or_not() -> None:
    """A maximum of 26,666… is printed as 26,67 whether it was reached or not."""
    card, content = month().scorecard, own_content()
    group, *others = card.scheme.groups
    part = group.indicators[0].model_copy(update={"maximum": 30.04})
    scheme = card.scheme.model_copy(
        update={"groups": (group.model_copy(update={"indicators": (part,)}), *others)}
    )
    table = replace(annex(card, content.annex.table), scheme=scheme)

    assert PrintedFigures(table).at_maximum("03326") == (6, 7)
    assert check_text(document(content), table, None, card.units) == ()
    fewer = document(changed(content, ("với 7/8 chỉ số", "với 6/8 chỉ số")))
    assert check_text(fewer, table, None, card.units) == ()


def test_without_a_table_the_text_is_held_against_itself() -> None:
    card, content = month().scorecard, own_content()

    assert check_text(document(content), None, card.scheme, card.units) == ()
    wrong = document(changed(content, (FOURTH, ""), ("THÁNG 12", "THÁNG 11")))
    assert kinds(check_text(wrong, None, card.scheme, card.units)) == {"names", "period"}
    assert kinds(check_text(wrong)) == {"names", "period"}
