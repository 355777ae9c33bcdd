import re
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.asking.drivers import drivers
from dbp_analysis.charts import monthly_charts
from dbp_analysis.publishing.page import month_page
from dbp_analysis.publishing.templates import css_text
from dbp_analysis.reading.corrections import Correction
from dbp_analysis.settings.month_file import Month

from ..made import with_value
from ..two_months import add_november, november_rows
from .test_workbook import HOSTILE, NOTE, content_of, national, report_of, with_names

FILES = {"bao-cao.docx": "báo cáo", "../phu-luc.xlsx": "phụ lục"}


def page_of(report, charts=()):
    return month_page(report, content_of(report), charts, FILES)


def parsed(report, charts=()):
    return BeautifulSoup(page_of(report, charts), "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


@pytest.fixture(scope="module")
def report(inputs):
    return report_of(inputs)


@pytest.fixture(scope="module")
def page(report):
    return parsed(report)


@pytest.fixture(scope="module")
def charts(report):
    return monthly_charts(report.card)


@pytest.fixture(scope="module")
def page_with_charts(report, charts):
    return parsed(report, charts)


@pytest.fixture(scope="module")
def page_of_many(inputs):
    return parsed(report_of(national(inputs)))


def test_the_page_has_one_title_its_language_and_landmarks(page):
    assert page.html["lang"] == "vi"
    assert [words(h1) for h1 in page.find_all("h1")] == ["Báo cáo thử"]
    assert words(page.find(class_="period")) == "Tháng 12 năm 2023 · 3 đơn vị"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.find_all(landmark)) == 1
    assert page.find(class_="skip")["href"] == f"#{page.main['id']}"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("ranked", "Cao nhất trong các đơn vị có phát sinh Phường Him Lam"),
        ("left_out", "Cao nhất Phường Him Lam"),
    ],
)
def test_a_unit_without_cases_is_not_the_highest(inputs, rule, said):
    counts = inputs.counts.copy()
    counts.loc[(inputs.month, "03316")] = 0.0
    scheme = inputs.scheme.model_copy(update={"no_cases_unit": rule})
    page = words(parsed(report_of(replace(inputs, counts=counts, scheme=scheme))))

    assert said in page


def test_ids_are_unique_and_every_link_leads_to_one_or_to_a_file_beside_the_page(page_with_charts, charts):
    page = page_with_charts

    ids = [element["id"] for element in page.find_all(id=True)]
    links = [link["href"] for link in page.find_all("a")]
    assert len(ids) == len(set(ids))
    beside = {f"charts/{chart.name}.{kind}" for chart in charts for kind in ("svg", "png")} | set(FILES)
    assert {link for link in links if link[0] != "#"} == beside
    assert {link[1:] for link in links if link[0] == "#"} <= set(ids)


def test_nothing_is_loaded_from_elsewhere(page_with_charts):
    page = page_with_charts

    loading = [
        value
        for element in page.find_all(True)
        for name, value in element.attrs.items()
        if name in ("src", "href", "xlink:href", "srcset", "data", "action", "poster") and element.name != "a"
    ]
    assert all(value.startswith("#") for value in loading)
    assert not page.find_all(["link", "img", "iframe", "object", "embed", "base"])
    assert not re.search(r"@import|url\(", page.style.text)
    assert not re.search(r"https?:|//\w", page.script.text)
    assert "default-src 'none'" in page.find("meta", {"http-equiv": True})["content"]


def test_every_table_has_a_caption_and_scoped_headers(page):
    for table in page.find_all("table"):
        assert words(table.caption)
        assert table.find_all("th")
        assert all(header["scope"] in ("col", "row") for header in table.find_all("th"))


def test_the_ranking_lists_every_unit_with_its_score_and_band(page):
    rows = page.find(class_="ranking").find_all("tr")[1:]

    assert [words(row) for row in rows] == [
        "1 Xã Nà Tấu 43,73 8,75 Khá",
        "2 Phường Him Lam 43,33 8,67 Khá",
        "3 Xã Thanh Minh 39,14 7,83 Khá",
    ]


def test_a_unit_shows_counts_losses_requests_and_what_it_lacks(page):
    unit = words(page.find(id="don-vi-03316"))

    assert "56/150 hồ sơ (37,3%) 3,73 10 6,27" in unit
    assert (
        "Tỷ lệ thanh toán trực tuyến Nhóm dịch vụ công trực tuyến · Chỉ số 2: không phát sinh 10,00 10 0"
        in unit
    )
    assert "Mất điểm nhiều nhất: Tỷ lệ hồ sơ nộp trực tuyến (6,27)." in unit
    assert "Đẩy mạnh nộp hồ sơ trực tuyến." in unit
    assert "Điểm quy đổi 8,75/10; tổng điểm 43,73/50, còn thiếu 1,27 để xếp loại Xuất sắc." in unit


def test_dated_key_facts_come_first_then_the_commentary_then_the_long_tables(page):
    titles = ["Kết quả chính tháng 12 năm 2023", "Nhận định", "Xếp hạng", "Điều gì quyết định thứ hạng"]
    assert [words(title) for title in page.find_all("h2")][:4] == titles
    assert 3 <= len(page.find(class_="facts").find_all("div")) <= 5
    assert [words(tile) for tile in page.find(class_="bands").find_all("li")] == [
        "00 Xuất sắc từ 9 điểm quy đổi",
        "03 Khá từ 7 đến dưới 9 điểm quy đổi",
        "00 Yếu dưới 7 điểm quy đổi",
    ]
    facts = words(page.find(class_="facts"))
    assert "Thấp nhất Xã Thanh Minh : tổng điểm 39,14/50, xếp loại Khá" in facts
    assert "Cần quan tâm nhất Xã Nà Tấu : 01 nội dung tồn tại" in facts


def test_the_sentences_of_the_report_are_on_the_page_what_is_wrong_first(page):
    section = page.find(class_="text")

    assert [words(heading) for heading in section.find_all("h3")] == [
        "Tồn tại, hạn chế",
        "Phương hướng, giải pháp",
        "Đánh giá chung",
    ]
    assert "01 đơn vị chưa đảm bảo 50% số hồ sơ nộp vào: UBND xã Nà Tấu (56/150 hồ sơ, 37,3%)" in words(
        section
    )


def test_a_section_is_known_by_what_it_holds_not_by_how_its_heading_is_worded(report):
    inputs = report.inputs
    alike = {f"heading_{section}": "1. Nội dung" for section in ("results", "general", "shortcomings")}
    wording = inputs.wording.model_copy(update=alike)
    section = parsed(report_of(replace(inputs, wording=wording))).find(class_="text")

    assert [words(heading) for heading in section.find_all("h3")] == [
        "1. Nội dung",
        "Phương hướng, giải pháp",
        "1. Nội dung",
    ]


def test_hostile_names_are_escaped(inputs):
    report = report_of(with_names(inputs, HOSTILE))
    page = parsed(report)

    assert len(page.find_all("script")) == 1
    names = {words(cell) for cell in page.find(class_="ranking").find_all("th", scope="row")}
    assert names == set(HOSTILE)


def test_the_note_on_the_figures_is_shown_before_any_figure(inputs, report):
    text = page_of(report_of(replace(inputs, settings=Month(provenance="reconstructed", note=NOTE))))

    assert text.index(NOTE) < text.index('id="ket-qua"')
    assert f"@bottom-left {{ content: {css_text(NOTE)};" in text
    official = page_of(report)
    assert "Lưu ý về số liệu" not in official
    assert "@bottom-left" not in official


def test_charts_stand_in_the_page_with_their_words(page_with_charts, charts, page):
    figures = page_with_charts.find_all("figure")
    drawn = [[svg.find("title").text for svg in figure.find_all("svg")] for figure in figures]
    assert drawn == [[chart.title, chart.narrow.title] for chart in charts]
    assert [figure.figcaption.p.text for figure in figures] == [chart.description for chart in charts]
    assert not page.find(id="bieu-do")


def test_many_units_of_which_only_group_points_are_known(page_of_many):
    page = page_of_many
    rows = page.find(class_="ranking").find_all("tr")[1:]

    assert len(rows) == len(page.find(class_="units").find_all("details")) == 135
    assert [words(row) for row in rows[:2]] == [
        "1= Xã Số 1 99,00 Xuất sắc",
        "1= Xã Số 2 99,00 Xuất sắc",
    ]
    assert words(rows[-1]) == "– Xã Số 135 – chưa đủ số liệu"
    tied = sum(words(row).startswith("1= ") for row in rows)
    assert words(page.caption).endswith("Dấu = sau thứ hạng: đồng hạng.")
    assert words(page.find(id="don-vi-00001").summary).startswith("1= Xã Số 1 ")
    assert f"{tied} đơn vị cùng tổng điểm 99,00/100, xếp loại Xuất sắc" in words(page.find(class_="facts"))
    assert "01 Chưa đủ số liệu không xếp loại" in words(page.find(class_="bands"))
    assert "Nhóm openness Điểm của nhóm theo nguồn công bố 17,82 18 0,18" in words(
        page.find(id="don-vi-00001")
    )
    assert page.find(class_="find").has_attr("hidden"), "only a script can use it, so a script shows it"
    assert [words(one) for one in page.find(id="loai").find_all("option")][:2] == ["Tất cả", "Xuất sắc"]


def test_without_conversion_there_is_one_score_the_total(page_of_many):
    page = page_of_many

    assert "quy đổi" not in words(page)
    assert "Tổng điểm 89,77/100, còn thiếu 0,23 để xếp loại Xuất sắc." in words(page.find(id="don-vi-00022"))


def test_a_unit_that_lacks_figures_is_not_said_to_have_had_no_cases(page_of_many):
    unit = words(page_of_many.find(id="don-vi-00135"))

    assert "Chưa đủ số liệu trong kỳ, không xếp loại." in unit
    assert "Nhóm openness chưa có số liệu – 18 –" in unit
    assert "không phát sinh" not in unit


def test_most_is_lost_on_what_is_known_of_every_unit(inputs):
    """Two of the three units have the counts of the first group: it stands whole, over all three."""
    groups = inputs.scheme.model_dump()["groups"]
    groups[0]["given"] = "pace_points"
    counts = {**inputs.scheme.counts, "pace_points": "Điểm tiến độ"}
    scheme = type(inputs.scheme).model_validate(
        {**inputs.scheme.model_dump(), "groups": groups, "counts": counts}
    )
    known = inputs.counts.assign(pace_points=[None, None, 0.0]).astype(float)
    known.iloc[2, known.columns.get_indexer(["resolved_on_time", "resolved"])] = None
    report = report_of(replace(inputs, scheme=scheme, counts=known))
    lost = [30 - float(points) for points in report.card.group_points[groups[0]["id"]]]

    facts = words(parsed(report).find(class_="facts"))
    mean = f"{sum(lost) / 3:.2f}".replace(".", ",")
    assert f"{groups[0]['short_name']}: bình quân mỗi đơn vị mất {mean}/30 điểm" in facts


def test_few_units_need_no_search(page):
    assert not page.find(id="tim")


def test_what_changed_since_the_month_before_is_shown_with_each_unit(place):
    add_november(place)
    page = parsed(report_of(place.read()))

    unit = words(page.find(id="don-vi-03316"))
    assert (
        "So với kết quả tháng 11 năm 2023: giảm 1,87 điểm (từ 45,60); giữ hạng; xếp loại từ Xuất sắc thành "
        "Khá; nhiều nhất ở Nộp trực tuyến −1,87 (84/150 → 56/150)." in unit
    )
    assert "3,73 10 6,27 −1,87" in unit
    assert "Giảm nhiều nhất Xã Nà Tấu : tổng điểm giảm 1,87 so với tháng 11 năm 2023" in words(
        page.find(class_="facts")
    )
    assert "So với kết quả tháng 11 năm 2023" in words(page.find(class_="text"))


def test_a_change_of_rank_stands_below_the_rank_in_signs_and_for_a_screen_reader_in_words(place):
    before = add_november(place)
    before.dossiers(with_value(with_value(november_rows(), 9, "D", 0), 9, "E", 150)[:9])
    rows = parsed(report_of(place.read())).find(class_="ranking").find_all("tr")[1:]

    assert [words(row.td) for row in rows] == ["1 ▲ 1 lên 1 bậc", "2 ▼ 1 xuống 1 bậc", "3"]


def test_nothing_is_said_of_a_month_before_that_is_not_there(report):
    text = page_of(report)

    assert "So với" not in text
    assert "tháng trước" not in text


def test_why_nothing_is_compared_stands_where_the_comparison_would(report):
    why = "Không so sánh với số liệu tháng 11: kỳ đó chấm theo bộ chỉ số khác (<A>)."
    html = page_of(replace(report, since=SincePrevious("2023-11", reason=why)))

    assert html.index("(&lt;A&gt;)") < html.index('id="ket-qua"')


def test_what_must_be_known_of_the_month_before_stands_before_any_figure(place):
    before = add_november(place)
    (before.folder / "month.toml").write_text('provenance = "synthetic"\nnote = "Số thử."', encoding="utf-8")
    text = page_of(report_of(place.read()))

    assert text.index("Số liệu tháng 11 năm 2023: Số thử.") < text.index('id="ket-qua"')


def test_the_page_says_what_decides_the_ranking(report, page):
    section = page.find(id="quyet-dinh").parent
    rows = section.table.find_all("tr")

    assert [words(li) for li in section.find_all("li")] == list(drivers(report.card).sentences) != []
    assert [words(cell) for cell in rows[0].find_all("th")][:2] == ["Nội dung", "Tạo ra chênh lệch"]
    assert [words(row.th) for row in rows[1:]] == [
        "Tiến độ: Đúng hạn",
        "Trực tuyến: Nộp trực tuyến",
        "Trực tuyến: Thanh toán trực tuyến",
    ]
    assert page.find("a", href="#quyet-dinh")


def test_names_from_the_scheme_are_text_among_the_drivers(inputs):
    group, *others = inputs.scheme.groups
    hostile = group.model_copy(update={"short_name": HOSTILE[1]})
    scheme = inputs.scheme.model_copy(update={"groups": (hostile, *others)})

    assert HOSTILE[1] not in page_of(report_of(replace(inputs, scheme=scheme)))


def released(inputs, **settings):
    publication = inputs.publication.model_copy(update=settings)
    return words(parsed(report_of(replace(inputs, publication=publication))).find(class_="release"))


def test_the_page_says_when_the_next_report_comes_and_who_answers_where_that_is_settled(inputs):
    assert released(inputs) == "Kỳ tiếp theo Tháng 01 năm 2024"
    settled = released(inputs, due_day=5, contact="Văn phòng UBND, (0215) 3 800 000")
    assert settled == (
        "Kỳ tiếp theo Tháng 01 năm 2024, công bố ngày 05/02/2024 Liên hệ Văn phòng UBND, (0215) 3 800 000"
    )


def test_the_page_says_what_was_corrected_and_whether_the_report_had_been_signed(inputs):
    made = Correction.model_validate(
        {"unit": "Xã Nà Tấu", "count": "received", "from": 105, "to": 150, "reason": "Gõ nhầm"}
        | {"reported_by": "Xã", "date": date(2024, 1, 9)}
    )
    corrected = replace(inputs, corrections=(made,))
    signed = replace(corrected, settings=Month(signed_on=date(2024, 1, 5)))

    assert "Hiệu chỉnh số liệu 01 số liệu, lần cuối ngày 09/01/2024" in released(corrected)
    told = "Đã sửa sau khi ký 01 số liệu, lần cuối ngày 09/01/2024 (báo cáo ký ngày 05/01/2024)"
    assert told in released(signed)
    assert "Gõ nhầm" in words(parsed(report_of(corrected)).find(id="nguon").parent)


def test_every_file_of_the_month_is_named_with_what_it_holds(page):
    links = page.find(id="tep").parent.find_all("li")

    assert [words(one) for one in links] == ["bao-cao.docx : báo cáo", "phu-luc.xlsx : phụ lục"]
    assert [one.a["href"] for one in links] == list(FILES)
