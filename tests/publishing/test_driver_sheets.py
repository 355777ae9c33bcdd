from dataclasses import replace

import pytest

from dbp_analysis.asking.drivers import drivers

from .test_workbook import national, opened, report_of, rows_of


def test_the_shares_of_the_variance_and_the_points_stand_unrounded(inputs):
    report = report_of(inputs)
    table = drivers(report.card).table
    rows = rows_of(opened(report)["Quyết định thứ hạng"])

    assert [row["Nội dung"] for row in rows] == list(table["name"])
    for header, name in (
        ("Tỷ trọng trong chênh lệch tổng điểm", "share"),
        ("Đơn vị nào cũng được", "least"),
        ("Cao nhất đạt được", "most"),
        ("Có thể đạt", "reachable"),
        ("Bình quân còn tăng được", "left"),
    ):
        assert [row[header] for row in rows] == pytest.approx(table[name].tolist())


def test_every_ranked_unit_has_the_ranks_that_chance_leaves_it(inputs):
    report = report_of(inputs)
    ranks = drivers(report.card).ranks.table
    rows = rows_of(opened(report)["Khoảng hạng"])

    assert [row["Mã đơn vị"] for row in rows] == list(ranks.index)
    assert [row["Sai số chuẩn"] for row in rows] == pytest.approx(ranks["error"].tolist())
    assert [(row["Hạng cao nhất có thể"], row["Hạng thấp nhất có thể"]) for row in rows] == list(
        zip(ranks["best"], ranks["worst"], strict=True)
    )


def test_what_is_not_known_of_given_points_is_said(inputs):
    book = opened(report_of(national(inputs)))
    parts, units = rows_of(book["Quyết định thứ hạng"]), rows_of(book["Khoảng hạng"])

    assert {row["Bình quân còn tăng được"] for row in parts} == {"chưa đủ số liệu"}
    assert {row["Sai số chuẩn"] for row in units} == {"chưa đủ số liệu"}
    assert len(units) == 134  # the last unit has no total


def test_what_people_score_has_no_cases_to_gain(inputs):
    content = inputs.scheme.model_dump(mode="json")
    one = content["groups"][-1]["indicators"][-1]
    kept = {key: one[key] for key in ("id", "name", "short_name", "label", "maximum")}
    content["groups"][-1]["indicators"][-1] = {**kept, "given": "scored"}
    content["counts"] |= {"scored": "Điểm chấm"}
    scheme, counts = type(inputs.scheme).model_validate(content), inputs.counts.assign(scored=1.0)
    rows = rows_of(opened(report_of(replace(inputs, scheme=scheme, counts=counts)))["Quyết định thứ hạng"])

    (row,) = (row for row in rows if row["Nội dung"] == one["short_name"])
    assert row["Bình quân còn tăng được"] == "không áp dụng"
