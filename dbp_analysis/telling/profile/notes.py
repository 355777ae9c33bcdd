"""The notes at the foot of a unit profile: sources, method, assumptions, and how to read the table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import pandas as pd

from dbp_analysis.asking.targets.unit_targets import Targets
from dbp_analysis.asking.trend.past import past_results
from dbp_analysis.common.numbers import in_full
from dbp_analysis.common.sentences import fill, listed
from dbp_analysis.reading.month import MonthInputs
from dbp_analysis.scoring.scorecard import NO_CASES
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.units import UnitMatcher
from dbp_analysis.telling.profile.rows import Row

INFERRED = (
    "Một phần cách tính không có văn bản công bố nên được suy ra từ số liệu đã công bố; cần biết chi tiết, "
    "hỏi {issuer}."
)
ABBREVIATIONS = {"PAKN": "phản ánh, kiến nghị"}
"""In the short names of indicators, which a page's sentences use without the full ones."""
_AMONG = re.compile(r"trong \d+ đơn vị\)$")
_DATE = re.compile(r"\d{1,2}(?:/\d{1,2})?(?:/| năm )\d{4}")


@dataclass(frozen=True)
class Note:
    """One note: what it is about, and what it says."""

    label: str
    text: str


def profile_notes(series: Series, found: Targets, table: Sequence[Row]) -> tuple[Note, ...]:
    """What a reader of one unit's page must know to trust or redo its figures."""
    inputs, scheme = series.inputs[-1], series.card.scheme
    issuer = inputs.publication.issuer.short_name
    scored = bool(pd.notna(found.card.of_units(found.card.results)["total"][found.unit_code]))
    rows = [
        ("Cách đọc bảng", " ".join(_reading(table, scored))),
        ("Giả định khi tính số cần thêm", " ".join(_assumed(found))),
        ("Nguồn số liệu", listed(list(dict.fromkeys(_sources(inputs)))) + "."),
        ("Bộ chỉ số", f"{scheme.title}. Căn cứ: {'; '.join(scheme.legal_basis)}."),
        ("Phần suy luận", fill(INFERRED, issuer=issuer) if scheme.inferred else ""),
        ("Hiệu chỉnh", " ".join(_corrections(inputs, found.unit_code))),
        ("Các tháng trước", " ".join(_earlier(series, found.unit_code))),
    ]
    return tuple(Note(label, text) for label, text in rows if text)


def _reading(table: Sequence[Row], scored: bool) -> Iterator[str]:
    yield "Tỷ lệ là số trường hợp đạt trên tổng số."
    yield "Thanh ngang là điểm mất, vẽ cùng một thước cho mọi đơn vị trong kỳ."
    yield "Tốt nhất là tỷ lệ (hoặc điểm công bố) cao nhất trong các đơn vị có số liệu và có phát sinh."
    if any(_AMONG.search(row.best) for row in table):
        yield "Chỗ ghi “trong … đơn vị” là chỉ từng ấy đơn vị có số đếm; các đơn vị khác chỉ có điểm."
    if scored and any(row.cases == NO_CASES and row.points == "–" for row in table):
        yield "Chỉ số không phát sinh được bỏ ra; tổng điểm quy lại theo các chỉ số còn lại."
    yield "Điểm còn thiếu và mức tăng, giảm tính trên tổng điểm chưa làm tròn."
    for short, full in ABBREVIATIONS.items():
        if any(short in row.short_name for row in table):
            yield f"{short} là {full}."


def _assumed(found: Targets) -> Iterator[str]:
    if not found.goals or not found.cases.counted:
        return
    yield "Số phát sinh của đơn vị và điểm của các đơn vị khác không đổi."
    if any(len(goal.mix or ()) > 1 for goal in found.goals):
        yield "Một trường hợp có thể tính cho nhiều chỉ số, nên số trường hợp thực tế có thể ít hơn."
    if found.cases.uncounted:
        groups = listed([group.name for group in found.cases.uncounted])
        yield f"Nhóm chỉ có điểm, không có số đếm thì giữ nguyên: {groups}."


def _sources(inputs: MonthInputs) -> Iterator[str]:
    for reading in inputs.readings:
        yield f"{reading.layout.title} ({reading.file})"


def _corrections(inputs: MonthInputs, unit_code: str) -> Iterator[str]:
    """The hand fixes of this unit's figures."""
    matcher = UnitMatcher(inputs.units)
    for made in inputs.corrections:
        if unit_code in (matcher.match(code=made.unit).unit_code, matcher.match(name=made.unit).unit_code):
            name = inputs.scheme.counts.get(made.count, made.count)
            yield f"{name}: {in_full(made.from_)} → {in_full(made.to)} ({made.reason})."


def _earlier(series: Series, unit_code: str) -> Iterator[str]:
    """What the history needs to be read right and its chart does not say; nothing where there is none."""
    if len(past_results(series, unit_code)) < 2:
        return
    *earlier, own = (inputs.settings for inputs in series.inputs)
    labels = [one.note for one in earlier if one.provenance != "official" and one.note != own.note]
    yield from _joined(labels)
    said = {own.note, *(one.note for one in earlier), *map(str, series.carried.incomplete)}
    yield from (note for note in series.notes if note not in said)


def _joined(notes: Iterable[str]) -> Iterator[str]:
    """Each note once; those that differ only by a month or a day as one that names them all."""
    alike: dict[tuple[str, ...], list[list[str]]] = {}
    for note in notes:
        alike.setdefault(tuple(_DATE.split(note)), []).append(_DATE.findall(note))
    for between, found in alike.items():
        dates = (listed(list(dict.fromkeys(column))) for column in zip(*found, strict=True))
        yield "".join(part for pair in zip_longest(between, dates, fillvalue="") for part in pair)
