"""What a reader must know to trust the figures or redo them: method, sources, checks, provenance."""

from collections.abc import Iterator
from dataclasses import dataclass

from dbp_analysis.asking.change.previous import SincePrevious
from dbp_analysis.common.numbers import concise, fixed, in_full
from dbp_analysis.common.sentences import band_limits, capitalised, listed, lower_first
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.scoring.lines import GIVEN, names_of
from dbp_analysis.scoring.published import TOTAL, compare_published
from dbp_analysis.scoring.scorecard import NO_CASES
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.telling.report import MonthlyReport

MOST_PROBLEMS = 20
"""Of one check: a cell holds no more than 32,767 characters."""


@dataclass(frozen=True)
class Note:
    """One line of what a reader must know to trust or redo the figures."""

    section: str
    label: str
    text: str


def report_notes(report: MonthlyReport, content: ReportContent) -> tuple[Note, ...]:
    """What the report is about, how it is scored, what is inferred, where its figures come from."""
    inputs, scheme = report.inputs, report.card.scheme
    rows = [
        ("Báo cáo", "Tên báo cáo", inputs.publication.title),
        ("Báo cáo", "Kỳ báo cáo", capitalised(report.card.period)),
        ("Báo cáo", "Số đơn vị", str(len(report.card.results))),
        *([("Báo cáo", "Lưu ý về số liệu", content.note)] if content.note else []),
        ("Quy tắc chung", "Bộ chỉ số", scheme.title),
        *(("Quy tắc chung", "Căn cứ", text) for text in scheme.legal_basis),
        *(("Quy tắc chung", label, text) for label, text in _method(scheme)),
        *(
            ("Chỉ số", f"{g.name}: {i.label}", _indicator(i, scheme))
            for g in scheme.groups
            for i in g.indicators
        ),
        *(
            ("Chỉ số", g.name, f"{GIVEN}; tối đa {concise(g.maximum)} điểm.")
            for g in scheme.groups
            if g.given
        ),
        *(("Nội dung suy luận", str(n), text) for n, text in enumerate(scheme.inferred, 1)),
    ]
    for reading in inputs.readings:
        text = f"Trang {reading.sheet}; {reading.layout.title}; {reading.units.nunique()} đơn vị."
        rows.append(("Nguồn số liệu", reading.file, text))
    rows += [("So với tháng trước", label, text) for label, text in _since(report.since)]
    rows += [("Đối chiếu với điểm đã công bố", label, text) for label, text in _compared(report)]
    for made in inputs.corrections:
        change = f"{made.count}: {in_full(made.from_)} → {in_full(made.to)}"
        text = f"{change}. {made.reason} ({made.reported_by}, {made.date:%d/%m/%Y})."
        rows.append(("Hiệu chỉnh", made.unit, text))
    for check in inputs.checks:
        found = [f"{p.what} ({p.where})" if p.where else p.what for p in check.problems[:MOST_PROBLEMS]]
        found += [f"và {len(check.problems) - MOST_PROBLEMS} nội dung khác."] * (
            len(check.problems) > MOST_PROBLEMS
        )
        text = " ".join((f"{capitalised(check.verdict)} ({check.scope}).", *found))
        rows.append(("Kiểm tra số liệu", check.title, text))
    return tuple(Note(*row) for row in rows)


def _compared(report: MonthlyReport) -> Iterator[tuple[str, str]]:
    """How many published points were recomputed, and each that came out otherwise."""
    compared, scheme = compare_published(report.card), report.card.scheme
    names = {TOTAL: "Tổng điểm"} | {group.id: group.name for group in scheme.groups}
    names |= {indicator.id: indicator.name for indicator in scheme.indicators}
    if compared.empty:
        return
    agreed = int(compared["agrees"].sum())
    yield "Kết quả", f"{agreed}/{len(compared)} giá trị đã công bố khớp với giá trị tính lại."
    for finding in report.findings:
        if finding.kind == "differs":
            for figure in finding.figures:
                unit = str(report.card.units.at[figure.unit_code, "unit_label"])
                ours, theirs = fixed(figure.numerator, 2), fixed(figure.denominator, 2)
                yield unit, f"{names[finding.subject]}: tính lại {ours}, đã công bố {theirs}."


def _since(since: SincePrevious) -> Iterator[tuple[str, str]]:
    """What was compared with and how, or why nothing was; nothing where there was no month before."""
    if since.reason:
        yield "Không so sánh", since.reason
    if since.change is None:
        return
    yield "Kỳ so sánh", capitalised(since.change.before.period)
    yield "Tệp đã dùng", listed([path.name for path in since.files if path.parent.name == since.month])
    yield (
        "Cách tính",
        "Tăng, giảm là hiệu của hai tổng điểm chưa làm tròn, bằng tổng thay đổi của các chỉ số. Thay đổi của "
        "mỗi chỉ số tách thành phần do tử số và phần do mẫu số, lấy bình quân hai thứ tự đổi (tử số trước "
        "rồi mẫu số, và ngược lại). Yếu tố khác: điểm theo nguồn công bố, chỉ số không phát sinh ở một trong "
        "hai kỳ, quy đổi do không tính một số chỉ số.",
    )
    yield from (("Lưu ý", text) for text in (*since.notes, *since.details))


def _method(scheme: Scheme) -> Iterator[tuple[str, str]]:
    total, scale, decimals = concise(scheme.maximum), concise(scheme.scale), scheme.rounding.indicator
    yield "Điểm tối đa", f"{total} điểm."
    if scheme.with_converted:
        yield "Điểm quy đổi", f"Tổng điểm / {total} × {scale}."
    yield (
        "Làm tròn",
        "Điểm từng chỉ số không làm tròn trước khi cộng; chỉ khi in mới làm tròn nửa lên, "
        "xếp hạng và xếp loại theo tổng chưa làm tròn."
        if decimals is None
        else f"Điểm từng chỉ số được làm tròn nửa lên đến {decimals} chữ số thập phân trước khi cộng; "
        "tổng điểm không làm tròn thêm, xếp hạng và xếp loại theo tổng đó.",
    )
    uppers = [None, *(band.at_least for band in scheme.bands)]
    bands = [
        f"{band.name} {band_limits(band.at_least, upper)}"
        for band, upper in zip(scheme.bands, uppers, strict=False)
    ]
    yield "Xếp loại", f"Theo {lower_first(scheme.score_name)}: {'; '.join(bands)}."
    told = ", ".join(scheme.group(name).name for name in scheme.ties.decided_by)
    first = f"phân định lần lượt bằng điểm: {told}; nếu vẫn bằng thì " if told else ""
    after = (
        "thứ hạng sau liền kề" if scheme.ties.rule == "dense" else "thứ hạng sau bỏ qua số đơn vị đồng hạng"
    )
    yield "Bằng điểm", f"Đơn vị bằng tổng điểm {first}cùng thứ hạng, {after}."
    ranked = "không chấm điểm, không xếp hạng" if scheme.no_cases_unit == "left_out" else "vẫn được xếp hạng"
    yield "Đơn vị không phát sinh", f"Đơn vị không phát sinh bất kỳ số liệu nào thì {ranked}."


def _indicator(indicator: Indicator, scheme: Scheme) -> str:
    """How an indicator earns its points, in one paragraph."""
    if indicator.constant is not None:
        text = f"{indicator.name}; điểm cố định {concise(indicator.constant)}/{concise(indicator.maximum)}."
    else:
        full = f", đạt {concise(indicator.full_at * 100)}% thì đủ điểm" if indicator.full_at < 1 else ""
        nothing = {"full": "được đủ điểm", "zero": "được 0 điểm", "leave_out": "không tính chỉ số này"}
        text = (
            f"{indicator.name} = ({names_of(indicator.numerator, scheme)}) / "
            f"({names_of(indicator.denominator, scheme)}); tối đa {concise(indicator.maximum)} điểm{full}; "
            f"{NO_CASES} thì {nothing[str(indicator.no_cases)]}."
        )
    return f"{text} {indicator.inferred}".strip()
