from datetime import date

from dbp_analysis.asking.trend.commentary import Topic, TrendText, describe_trend, verdict
from dbp_analysis.asking.trend.trends import read_trend
from dbp_analysis.settings.month_file import Month

from ...made import Place
from ...trend_made import HIM_LAM, NA_TAU, demo_trend, gaining, rows, sample_trend, series_of

NAN = float("nan")


def said(place: Place, months: dict[str, object], **settings: Month) -> list[str]:
    """Every sentence on months of the tiny place."""
    text = describe_trend(read_trend(series_of(place, months, **settings)))  # type: ignore[arg-type]
    return [sentence for topic in text.topics for sentence in topic.sentences]


def test_who_leads_who_moved_and_who_changed_band(place: Place) -> None:
    sentences = said(place, {"2023-11": rows(80, 75, 60), "2023-12": rows(80, 75, 95)})

    assert sentences[:4] == [
        "Đứng đầu tháng 12/2023: Nà Tấu.",
        "Tăng hạng nhiều nhất so với tháng 11/2023: Nà Tấu (từ hạng 3 lên hạng 1).",
        "Giảm hạng nhiều nhất so với tháng 11/2023: Him Lam (từ hạng 1 xuống hạng 2), "
        "Thanh Minh (từ hạng 2 xuống hạng 3).",
        "1/3 đơn vị đổi xếp loại so với tháng 11/2023: Nà Tấu từ Yếu sang Xuất sắc.",
    ]


def test_leaders_that_tie_are_counted_and_units_without_a_rank_are_not_said_to_have_kept_it(
    place: Place,
) -> None:
    unknown = {**rows(80, 80, 60), NA_TAU: (NAN,) * 6}
    sentences = said(place, {"2023-11": unknown, "2023-12": rows(80, 80, 60)})

    assert sentences[:4] == [
        "2 đơn vị cùng đứng đầu tháng 12/2023: Him Lam, Thanh Minh.",
        "1/3 đơn vị không so sánh được với tháng 11/2023, vì một trong hai tháng không được xếp hạng: "
        "Nà Tấu.",
        "Không đơn vị nào trong 2 đơn vị so được đổi hạng so với tháng 11/2023.",
        "Không đơn vị nào trong 2 đơn vị so được đổi xếp loại so với tháng 11/2023.",
    ]


def test_when_nobody_moves_that_is_said(place: Place) -> None:
    sentences = said(place, {"2023-11": rows(80, 75, 60), "2023-12": rows(81, 76, 61)})

    assert sentences[1:3] == [
        "Không đơn vị nào đổi hạng so với tháng 11/2023.",
        "Không đơn vị nào đổi xếp loại so với tháng 11/2023.",
    ]


def test_runs_that_last_to_the_last_month_are_said_with_their_figures(place: Place) -> None:
    shares = [(80, 75, 60), (81, 74, 60), (82, 73, 60), (83, 72, 60)]
    months = {f"2023-{n:02d}": rows(*share) for n, share in enumerate(shares, start=9)}

    sentences = said(place, months)

    assert (
        "Tổng điểm tăng liên tiếp đến tháng 12/2023: Him Lam (3 tháng, từ 40,00 tháng 9/2023 đến 41,50)."
        in sentences
    )
    assert (
        "Tổng điểm giảm liên tiếp đến tháng 12/2023: Thanh Minh (3 tháng, từ 37,50 tháng 9/2023 đến 36,00)."
        in sentences
    )
    assert (
        "Tỷ lệ chung: đến tháng 12/2023, không có trường hợp nào tăng hoặc giảm liên tiếp." in sentences
    )  # what one gains another loses


def test_a_run_that_ended_before_is_not_news(place: Place) -> None:
    shares = [60, 61, 62, 63, 60]
    sentences = said(place, {f"2023-{n:02d}": rows(80, 75, s) for n, s in enumerate(shares, start=8)})

    assert not any("Tổng điểm tăng liên tiếp" in sentence for sentence in sentences)


def test_a_ratio_beyond_its_limits_is_said_with_them(place: Place) -> None:
    shares = [50, 51] * 6 + [70]
    months = [f"2023-{n:02d}" for n in range(1, 13)] + ["2024-01"]
    sentences = said(place, {m: rows(s, s, s) for m, s in zip(months, shares, strict=True)})

    # Centre 676/13 = 52.0 %, average moving range (11 × 1 + 19)/12 = 2.5 points, limits ± 2.66 × 2.5.
    assert (
        "Vượt giới hạn trên: Đúng hạn 70,0% (45,4%–58,7%); Nộp trực tuyến 70,0% (45,4%–58,7%); "
        "Thanh toán trực tuyến 70,0% (45,4%–58,7%)."
    ) in sentences


def test_usual_variation_is_called_so_from_twelve_months_on(place: Place) -> None:
    months = {f"2023-{n:02d}": rows(50 + n % 2, 50 + n % 2, 50 + n % 2) for n in range(1, 13)}

    assert any(
        s.startswith("Nằm trong dao động thường thấy: Đúng hạn 50,0% (47,8%–53,2%);")
        for s in said(place, months)
    )
    fewer = said(place, dict(list(months.items())[1:]))
    assert not any("dao động thường thấy" in s for s in fewer)
    assert (
        "Không tính giới hạn vì mới có 11 tháng so được, cần ít nhất 12: "
        "Đúng hạn, Nộp trực tuyến, Thanh toán trực tuyến."
    ) in fewer


def test_six_months_in_one_direction_are_said_without_limits_too(place: Place) -> None:
    months = {f"2023-{n:02d}": rows(50 - n, 50 - n, 50 - n) for n in range(7, 13)}

    assert (
        "Qua ít nhất 6 tháng liền, tháng sau luôn thấp hơn tháng trước: Đúng hạn 38% (từ 43% tháng 7/2023); "
        "Nộp trực tuyến 38% (từ 43% tháng 7/2023); Thanh toán trực tuyến 38% (từ 43% tháng 7/2023)."
    ) in said(place, months)


def test_the_longest_runs_are_named_first(place: Place) -> None:
    shares = [(70, 80, 60), (70, 79, 60), (69, 78, 60), (68, 77, 60), (67, 76, 60)]
    sentences = said(place, {f"2023-{n:02d}": rows(*share) for n, share in enumerate(shares, start=8)})

    (fell,) = [s for s in sentences if s.startswith("Tổng điểm giảm liên tiếp")]
    assert fell.index("Thanh Minh (4 tháng") < fell.index("Him Lam (3 tháng")


def why_no_limits(place: Place, months: dict[str, object], **settings: Month) -> str:
    """What is said of the payments instead of limits."""
    return verdict(read_trend(series_of(place, months, **settings)), "paid")  # type: ignore[arg-type]


def year(**changed: object) -> dict[str, object]:
    """Twelve months, every unit with 80 of 100."""
    return {f"2023-{n:02d}": changed.get("rows", rows(80, 80, 80)) for n in range(1, 13)}


def test_without_limits_the_reason_is_said(place: Place) -> None:
    unknown = {code: (*counts[:4], NAN, NAN) for code, counts in rows(80, 80, 80).items()}
    some = {**rows(80, 80, 80), NA_TAU: unknown[NA_TAU]}
    to_date = {f"m2023_{n:02d}": Month(year_to_date=date(2023, n, 28)) for n in range(1, 13)}

    assert why_no_limits(place, year(rows=unknown)) == "chưa có số liệu"
    assert why_no_limits(place, year(rows=some)) == "mới có số liệu của 2/3 đơn vị"
    assert why_no_limits(place, year(rows=rows(8, 8, 8, cases=9))) == "phần lớn các tháng có dưới 30 hồ sơ"
    assert why_no_limits(place, year(), **to_date) == "số liệu là số lũy kế từ đầu năm"
    assert why_no_limits(place, dict(list(year().items())[:11])) == (
        "mới có 11 tháng so được, cần ít nhất 12"
    )
    assert why_no_limits(place, year()) == "nằm trong dao động thường thấy"


def test_pairs_of_neighbours_are_counted_as_they_are_needed(place: Place) -> None:
    """Twelve months have limits only where five pairs of them are neighbours."""
    months = [f"{2021 + n // 12}-{n % 12 + 1:02d}" for n in range(24)]
    apart = [month for n, month in enumerate(months) if n < 5 or n % 2 == 0]

    assert why_no_limits(place, dict.fromkeys(apart, rows(80, 80, 80))) == (
        "mới có 4 cặp tháng liền nhau so được, cần ít nhất 5"
    )
    assert why_no_limits(place, dict.fromkeys([*apart, months[-1]], rows(80, 80, 80))) == (
        "nằm trong dao động thường thấy"
    )


def test_months_before_a_merger_s_gain_are_not_compared_and_that_is_said(place: Place) -> None:
    trend = gaining(place, [50, 51] * 3, [50, 51, 52])
    sentences = [sentence for topic in describe_trend(trend).topics for sentence in topic.sentences]

    assert sentences[0] == (
        "Trước tháng 7/2025, số liệu của Nà Tấu chưa có các đơn vị nhập vào sau; vì vậy thứ hạng, xếp loại "
        "và tỷ lệ chung chỉ được so sánh từ tháng 7/2025, tổng điểm của các đơn vị này cũng vậy."
    )
    assert "Không đơn vị nào đổi hạng so với tháng 7/2025." in sentences
    assert (
        "Không tính giới hạn vì từ tháng 7/2025 mới có 3 tháng so được, cần ít nhất 12: "
        "Đúng hạn, Nộp trực tuyến, Thanh toán trực tuyến."
    ) in sentences


def test_when_the_last_month_is_the_first_whole_one_nothing_is_compared(place: Place) -> None:
    text = describe_trend(gaining(place, [50, 51, 52], [53]))

    standing = text.topics[0].sentences
    assert standing[0].startswith("Trước tháng 7/2025, số liệu của Nà Tấu chưa có")
    assert not any("so với" in sentence for sentence in standing)
    assert [s for s in text.topics[1].sentences if s.startswith("Tỷ lệ chung")] == [
        "Tỷ lệ chung: đến tháng 7/2025, không có trường hợp nào tăng hoặc giảm liên tiếp."
    ]


def test_a_steady_rise_does_not_read_as_one_jump(place: Place) -> None:
    months = {f"2023-{n:02d}": rows(50 + 2 * n, 50, 50) for n in range(1, 13)}
    sentences = said(place, months)

    # The place rises by 2/3 of a point a month about 163/3 %; the limits are 2.66 × 2/3 points from it.
    assert any(
        "Thanh toán trực tuyến 58,0% (52,6%–56,1%; 6/12 tháng ngoài giới hạn; tăng liên tiếp 11 tháng)" in s
        for s in sentences
        if s.startswith("Vượt giới hạn trên")
    )
    assert (
        "Mức chung đã chuyển lên qua các tháng, không phải chỉ ở tháng cuối: "
        "Đúng hạn, Nộp trực tuyến, Thanh toán trực tuyến."
    ) in sentences


def test_a_row_on_one_side_of_the_mean_is_said(place: Place) -> None:
    shares = [50, 54, 50, 54, *[57, 61] * 4]
    sentences = said(place, {f"2023-{n:02d}": rows(s, s, s) for n, s in enumerate(shares, start=1)})

    assert any(s.startswith("Ít nhất 8 tháng liền cao hơn trung bình: Đúng hạn 61,0%") for s in sentences)


def test_a_verdict_on_an_earlier_month_names_it(place: Place) -> None:
    unknown = {code: (*counts[:4], NAN, NAN) for code, counts in rows(80, 80, 80).items()}

    sentences = said(place, {"2022-12": rows(80, 80, 80), **year(), "2023-12": unknown})

    assert any("Thanh toán trực tuyến 80% (80%–80%, tháng 11/2023)" in s for s in sentences)


def test_many_units_are_not_all_named() -> None:
    text = describe_trend(demo_trend(135, 6))

    (changed,) = [s for topic in text.topics for s in topic.sentences if "đổi xếp loại" in s]
    assert changed.count(" từ ") == 5
    assert changed.endswith(" đơn vị khác.")


def test_one_month_says_who_leads_and_nothing_of_change(place: Place) -> None:
    sentences = said(place, {"2023-12": {**rows(80, 75, 60), HIM_LAM: (90, 100) * 3}})

    assert sentences[0] == "Đứng đầu tháng 12/2023: Him Lam."
    assert not any("so với" in sentence for sentence in sentences)


def test_the_notes_go_with_the_text() -> None:
    text = describe_trend(sample_trend("2025-05", "2025-08"))

    assert text.text.startswith(f"# {text.title}\n\n> Số liệu thử, không có thật")
    assert "(số liệu thử)" in text.title
    assert text.text.endswith("\n")


def test_in_a_notebook_its_headings_stand_below_those_of_the_notebook(place: Place) -> None:
    text = describe_trend(read_trend(series_of(place, {"2023-12": rows(80, 75, 60)})))

    headings = [line for line in text._repr_markdown_().splitlines() if line.startswith("#")]
    assert headings == [f"### {text.title}", *(f"#### {topic.heading}" for topic in text.topics)]


def test_text_from_files_is_no_markup() -> None:
    text = TrendText("A & <b>", (Topic("Hạng", ("<img src=x> tăng *1*",)),), ("<script>", "[a](b)")).text

    assert text == (
        "# A \\& \\<b\\>\n\n> \\<script\\>\n>\n> \\[a\\](b)\n\n## Hạng\n\n- \\<img src=x\\> tăng \\*1\\*\n"
    )
