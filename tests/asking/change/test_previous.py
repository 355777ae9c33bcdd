"""The month before: compared where that is fair, passed over in a sentence or in silence where it is not."""

from dataclasses import replace

import pytest

from dbp_analysis.asking.change import previous as module
from dbp_analysis.asking.change.previous import SincePrevious, since_previous
from dbp_analysis.scoring.score import score_inputs

from ...made import Place, dossier_rows, payment_rows, with_value
from ...two_months import BEFORE, add_november, november_rows

MERGER = "vi-du,03127,Phường,Điện Biên Phủ,2025-07-01,,\nvi-du,03316,Xã,Nà Tấu,2025-07-01,,\n"


def since(place: Place) -> SincePrevious:
    inputs = place.read()
    return since_previous(inputs, score_inputs(inputs))


def settings(place: Place, text: str) -> None:
    (place.folder / "month.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def before(place: Place) -> Place:
    """November of the tiny place."""
    return add_november(place)


def test_without_a_month_before_there_is_nothing_to_say(place: Place) -> None:
    found = since(place)

    assert (found.month, found.change, found.reason, found.files, found.notes) == (BEFORE, None, "", (), ())
    assert found._repr_html_() == "<p>Không có số liệu tháng 11 năm 2023 nên không so sánh.</p>"


def test_a_folder_without_exports_is_no_month_before(place: Place) -> None:
    folder = place.data / place.publication / BEFORE
    folder.mkdir()
    (folder / "month.toml").write_text("", encoding="utf-8")

    found = since(place)

    assert (found.month, found.change, found.reason, found.files, found.notes) == (BEFORE, None, "", (), ())


def test_the_month_before_is_compared(place: Place, before: Place) -> None:
    found = since(place)

    assert found.reason == ""
    assert found.change.units["change"].round(9).to_dict() == {"03127": 0, "03145": 0, "03316": -1.866666667}
    assert found.change.main_parts["subject"].to_dict() == {"03316": "submitted"}
    assert found.change.after.months == ["2023-12"]
    assert found.change.before.months == [BEFORE]


def test_every_file_of_the_month_before_is_told(place: Place, before: Place) -> None:
    settings(before, "")
    names = {path.relative_to(place.data).as_posix() for path in since(place).files}

    assert {f"vi-du/{BEFORE}/{name}" for name in ("ho-so.xlsx", "thanh-toan.csv", "month.toml")} <= names
    assert {"units.csv", "schemes/bo-thu.toml"} <= names


def test_the_notebook_shows_a_table_in_which_names_are_text(place: Place, before: Place) -> None:
    place.change("units.csv", "Nà Tấu", "Nà <b>Tấu</b>")
    place.dossiers(with_value(dossier_rows(), 9, "B", "UBND xã Nà <b>Tấu</b>"))
    before.dossiers(with_value(november_rows(), 9, "B", "UBND xã Nà <b>Tấu</b>"))
    for one in (place, before):
        one.payments(with_value(payment_rows(), 4, "B", "Xã Nà <b>Tấu</b>"))
    shown = since(place)._repr_html_()

    assert "So với kết quả tháng 11 năm 2023" in shown
    assert "Nà &lt;b&gt;Tấu&lt;/b&gt;" in shown
    assert "<b>Tấu" not in shown


def test_a_rejected_month_before_is_a_sentence_and_its_files_are_told(place: Place, before: Place) -> None:
    before.dossiers(with_value(november_rows(), 9, "D", 57))  # no longer adds up
    found = since(place)

    assert found.change is None
    assert found.reason.startswith("Không so sánh với tháng 11 năm 2023, số liệu kỳ đó chưa dùng được: ")
    assert "\n" not in found.reason
    assert {path.name for path in found.files} >= {"ho-so.xlsx", "thanh-toan.csv"}
    assert found._repr_html_() == f"<p>{found.reason}</p>"


def test_a_month_before_that_cannot_be_read_at_all_is_a_sentence(place: Place, before: Place) -> None:
    for name in ("ho-so.xlsx", "thanh-toan.csv"):
        (before.folder / name).write_bytes(b"rubbish")
    found = since(place)

    assert found.change is None
    assert found.reason
    assert {path.name for path in found.files} == {"ho-so.xlsx", "thanh-toan.csv"}


def test_settings_that_are_wrong_are_a_sentence(place: Place, before: Place) -> None:
    settings(before, "sai")

    assert "TOML" in since(place).reason


@pytest.mark.parametrize("name", ["read_month", "join_months", "change_between"])
def test_a_bug_in_the_comparison_is_no_reason_not_to_compare(place: Place, before: Place, monkeypatch, name):
    def broken(*_, **__):
        raise KeyError("lỗi của chương trình")

    monkeypatch.setattr(module, name, broken)

    with pytest.raises(KeyError):
        since(place)


def test_a_month_scored_by_another_scheme_is_not_compared(place: Place, before: Place) -> None:
    text = (place.data / "schemes" / "bo-thu.toml").read_text(encoding="utf-8")
    other = text.replace('id = "bo-thu"', 'id = "bo-cu"').replace("Bộ chỉ số thử", "Bộ chỉ số cũ")
    (place.data / "schemes" / "bo-cu.toml").write_text(other, encoding="utf-8")
    settings(before, 'scheme = "bo-cu"')

    assert since(place).reason == (
        "Không so sánh với số liệu tháng 11 năm 2023: kỳ đó chấm theo bộ chỉ số khác (Bộ chỉ số cũ)."
    )


@pytest.mark.parametrize(
    ("now", "then", "reason"),
    [
        ("year_to_date = 2023-12-31", "year_to_date = 2023-11-30", ""),
        (
            "year_to_date = 2023-12-31",
            "",
            "Không so sánh số liệu từ đầu năm đến ngày 31/12/2023 với số liệu tháng 11 năm 2023: chỉ một bên "
            "là số lũy kế từ đầu năm.",
        ),
        (
            "",
            "year_to_date = 2023-11-30",
            "Không so sánh số liệu tháng 12 năm 2023 với số liệu từ đầu năm đến ngày 30/11/2023: chỉ một bên "
            "là số lũy kế từ đầu năm.",
        ),
        (
            "year_to_date = 2024-12-31",
            "year_to_date = 2023-11-30",
            "Không so sánh số liệu từ đầu năm đến ngày 31/12/2024 với số liệu từ đầu năm đến ngày "
            "30/11/2023: hai năm khác nhau.",
        ),
    ],
)
def test_only_like_periods_are_compared(place: Place, before: Place, now, then, reason) -> None:
    for one, text in ((place, now), (before, then)):
        settings(one, text)
        one.dossiers(with_value(dossier_rows(), 2, "A", ""))
    found = since(place)

    assert (found.change is None) is bool(reason)
    assert found.reason == reason


def test_two_sums_of_one_year_say_what_their_change_is(place: Place, before: Place) -> None:
    for one, day in ((place, "2023-12-31"), (before, "2023-11-30")):
        settings(one, f"year_to_date = {day}")
        one.dossiers(with_value(dossier_rows(), 2, "A", ""))

    (note,) = since(place).notes
    assert note.startswith("Số liệu hai kỳ đều lũy kế từ đầu năm: tăng, giảm là do số liệu thêm vào")


def test_where_no_unit_can_be_compared_that_is_the_reason(place: Place, before: Place) -> None:
    text = (place.data / "schemes" / "bo-thu.toml").read_text(encoding="utf-8")
    (place.data / "schemes" / "bo-thu.toml").write_text(
        f'no_cases_unit = "left_out"\n{text}', encoding="utf-8"
    )
    nothing = [[*row[:2], *[0] * 5] if isinstance(row[0], int) else row for row in november_rows()[:9]]
    before.dossiers(nothing)
    header, *rows = payment_rows()
    before.payments([header, *([*row[:2], "0", "Số lượng: 0", "Số lượng: 0"] for row in rows)])
    found = since(place)

    assert found.change is None
    assert found.reason == "Không đơn vị nào có số liệu so sánh được với số liệu tháng 11 năm 2023."


def test_the_note_of_the_month_before_stands_where_it_is_another(place: Place, before: Place) -> None:
    settings(before, 'provenance = "synthetic"\nnote = "Số liệu thử."')
    assert since(place).notes == ("Số liệu tháng 11 năm 2023: Số liệu thử.",)

    settings(place, 'provenance = "synthetic"\nnote = "Số liệu thử."')
    assert since(place).notes == ()


def test_across_a_merger_sums_are_compared_and_what_lacks_parts_is_said(place: Place) -> None:
    place.change(
        "units.csv", "vi-du,03127", f"{MERGER}khac,03200,Xã,Mường Đăng,,2025-06-30,03316\nvi-du,03127"
    )
    june, july = replace(place, month="2025-06"), replace(place, month="2025-07")
    for one in (june, july):
        place.copy_to(place.publication, one.month)
        number = int(one.month[-2:])
        one.dossiers(with_value(dossier_rows(), 2, "A", f"Kỳ báo cáo: Tháng {number} năm 2025"))
    rows = [row for row in dossier_rows() if row[1] != "UBND xã Thanh Minh"]
    rows = with_value(rows, 2, "A", "Kỳ báo cáo: Tháng 7 năm 2025")
    rows = with_value(rows, 7, "B", "UBND phường Điện Biên Phủ")
    for column, total in zip("CDEFG", (1350, 1056, 294, 1240, 1240), strict=True):
        rows = with_value(rows, 9, column, total)
    july.dossiers(rows)
    payments = [row for row in payment_rows() if row[1] != "Xã Thanh Minh"]
    july.payments(with_value(payments, 2, "B", "Phường Điện Biên Phủ"))
    found = since(july)

    assert found.reason == ""
    assert found.change.units["status"].to_dict() == {"03127": "merged", "03316": "incomplete"}
    assert found.notes[0].startswith(
        "Số liệu tháng 6 năm 2025 của 01 đơn vị được cộng từ các đơn vị trước khi sáp"
    )
    assert "UBND phường Điện Biên Phủ" in found.notes[0]
    assert "thứ hạng" not in found.notes[0]
    assert found.change.units["rank_before"].isna().all()
    assert found.notes[1:] == (
        "Không so sánh thứ hạng, vì kỳ trước có đơn vị thiếu số liệu của phần mới nhập vào.",
    )
    assert found.details == (
        "Xã Nà Tấu từ 01/7/2025 còn gồm xã Mường Đăng, không có trong số liệu trước ngày này.",
    )
