"""Unit profiles made by hand, and how their files are read back."""

import datetime
import io
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pypdf

from dbp_analysis.charts import Chart
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import Canvas
from dbp_analysis.telling.profile.goals import Box
from dbp_analysis.telling.profile.headlines import Headline
from dbp_analysis.telling.profile.notes import Note
from dbp_analysis.telling.profile.profile import UnitProfile
from dbp_analysis.telling.profile.rows import Row

ROW = Row(
    is_group=False,
    first=True,
    name="Tỷ lệ hồ sơ nộp trực tuyến",
    short_name="Nộp trực tuyến",
    cases="56/143",
    ratio="39,2%",
    points="3,92",
    maximum="10",
    lost="6,08",
    best="100% (Pá Khoang)",
    lost_points=6.08,
    bar=0.5,
    main=True,
)
FULL = replace(
    ROW, first=False, name="Đánh giá hài lòng", ratio="100%", points="10,00", lost="0,00", bar=0.0, main=False
)
PROFILE = UnitProfile(
    unit_code="03316",
    unit="UBND xã Nà Tấu",
    issuer="UBND thành phố Điện Biên Phủ",
    title="Phiếu kết quả tháng 12 năm 2023",
    subject="Đánh giá chất lượng phục vụ người dân, doanh nghiệp",
    provenance="Số liệu dựng lại, không phải số liệu gốc.",
    headlines=(
        Headline("Điểm quy đổi", "6,65", "/10", ("tổng điểm 53,21/80", "một nửa số đơn vị đạt từ 8,53")),
        Headline("Thứ hạng", "12", "/12", ("ngay sau Mường Phăng (7,24)",)),
        Headline("Xếp loại", "Trung bình", "", ("từ 5 đến dưới 7 điểm",)),
    ),
    losses="Mất 6,08 trên 20 điểm, đều ở Nộp trực tuyến (6,08).",
    rows=(ROW, FULL),
    goals=(
        Box(
            "Lên loại Khá: tổng điểm còn thiếu 2,79",
            ("Chỉ cần một trong:", "Cách khác thì không."),
            ("Cách A",),
        ),
        Box("Thứ hạng", ("Đang đứng đầu.",)),
    ),
    certainty=("Bớt 2 trường hợp là xuống hạng.", "Hạng luôn là 12."),
    notes=(Note("Nguồn số liệu", "Biểu II.06a."), Note("Bộ chỉ số", "Bộ chỉ số thử.")),
    day=datetime.date(2023, 12, 31),
)
CHART_TITLE = "Tăng 0,13 điểm"


@on_every_canvas
def chart(canvas: Canvas) -> Chart:
    """A picture as high as a history."""
    page = Page(CHART_TITLE, "Điểm quy đổi theo tháng", 100, canvas=canvas)
    page.dots([(100, 100)], 5, "#000000")
    return page.chart("cac-thang", "tháng 11 6,52 điểm; tháng 12 6,65 điểm")


def long_profile(rows: int = 18, name: str = "Xã Nguyễn Thị Minh Khai Nối Dài") -> UnitProfile:
    """As many rows and words as a national scheme and a wordy place would make."""
    row = replace(ROW, name="Tỷ lệ hài lòng với kết quả xử lý phản ánh, kiến nghị", best=f"100% ({name})")
    boxes = tuple(replace(box, title=f"Vượt {name}", lines=(ROW.name * 3,) * 3) for box in PROFILE.goals)
    notes = tuple(Note("Nguồn số liệu", "Tình hình giải quyết hồ sơ (ho-so.xlsx), " * 6) for _ in range(6))
    certainty = (f"{name}: bớt 19 trường hợp đạt là xuống loại. " * 4,) * 4
    return replace(
        PROFILE, unit=f"UBND {name}", rows=(row,) * rows, goals=boxes, certainty=certainty, notes=notes
    )


def with_texts(profile: Any, change: Any) -> Any:
    """The profile with every text of it changed, but no colour: those are checked where they are loaded."""
    if isinstance(profile, str):
        return change(profile)
    if isinstance(profile, tuple):
        return tuple(with_texts(part, change) for part in profile)
    if is_dataclass(profile) and not isinstance(profile, type):
        texts = (f.name for f in fields(profile) if f.name not in ("colour", "ink"))
        changed = {name: with_texts(getattr(profile, name), change) for name in texts}
        return replace(profile, **changed)
    return profile


def shown_texts(profile: UnitProfile) -> list[str]:
    """What a page must say, in its order."""
    texts = [profile.issuer, profile.unit, profile.title, profile.subject, profile.provenance]
    texts += [text for one in profile.headlines for text in (one.label, one.value, *one.details)]
    texts.append(profile.losses)
    for row in profile.rows:
        texts += [row.name, row.cases, row.ratio, row.points, row.maximum, row.lost, row.best]
    for box in profile.goals:
        texts += [box.title, box.lines[0], *box.items, *box.lines[1:]]
    texts += profile.certainty
    return texts + [text for note in profile.notes for text in (note.label, note.text)]


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, in single spaces."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
