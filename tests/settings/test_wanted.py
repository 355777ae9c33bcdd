from dbp_analysis.settings.wanted import wanted_exports

from ..made import Place


def test_what_every_month_needs_and_what_it_may_have_are_told_apart_with_their_sources(place: Place) -> None:
    place.change(
        "vi-du/publication.toml", '["ho-so", "thanh-toan"]', '["ho-so"]\noptional_layouts = ["thanh-toan"]'
    )
    wanted = wanted_exports(place.data, "vi-du", "2023-12")

    assert [layout.id for layout in wanted.needed] == ["ho-so"]
    assert [layout.id for layout in wanted.optional] == ["thanh-toan"]
    needed, optional = wanted.told().split("Có thể thêm, không bắt buộc:")
    assert "lấy ở: Hệ thống của tỉnh › Hồ sơ" in needed
    assert "ví dụ tên tệp: thanh-toan.csv" in optional
