"""What is wrong with an export as a whole or with one of its rows, each with its place and remedy."""

from collections.abc import Mapping, Sequence

from dbp_analysis.common.errors import Problem
from dbp_analysis.reading.cells import cell_text
from dbp_analysis.reading.files import Sheet, column_letter
from dbp_analysis.reading.files.encodings import conversions, encoding_fault, foreign_encoding
from dbp_analysis.reading.headers import Header
from dbp_analysis.reading.table_rows import unit_cells
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.unit_names import UnitMatch, UnitMatcher


def not_recognised(file: str, fits: Sequence[tuple[Sheet, Layout, Header]]) -> Problem:
    """Why no layout fits: what the nearest one lacks, or that none is near."""
    near = [fit for fit in fits if len(fit[2].missing) <= len(fit[1].columns) / 2]
    if all(sum(map(bool, map(cell_text, row))) < 2 for sheet, _, _ in fits for row in sheet.rows):
        what = "Không phải tệp xuất: chỉ có dòng chữ, không có bảng."
        return Problem("layout", what, "Chuyển ra khỏi thư mục của kỳ.", file)
    sheets = {id(sheet): sheet for sheet, _, _ in fits}.values()
    texts = "\n".join(cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str))
    if encoding := foreign_encoding(texts):
        return Problem("layout", *encoding_fault(encoding), file)
    if not near:
        known = "; ".join(dict.fromkeys(layout.title for _, layout, _ in fits))
        return Problem(
            "layout",
            "Không nhận ra mẫu của tệp này.",
            f"Chỉ để trong thư mục của kỳ các tệp xuất theo mẫu: {known}.",
            file,
        )
    sheet, layout, header = min(near, key=lambda fit: len(fit[2].missing) + len(fit[2].repeated))
    faults = [("thiếu cột", header.missing), ("có nhiều cột cùng tiêu đề", header.repeated)]
    said = "; ".join(f"{fault} {', '.join(map(_quoted, paths))}" for fault, paths in faults if paths)
    return Problem(
        "layout",
        f"Tệp giống mẫu {layout.title} nhưng {said}.",
        "Xuất lại tệp với đủ cột, hoặc sửa tên cột trong mẫu tệp nếu hệ thống đã đổi mẫu.",
        file,
        sheet.name,
        header.first_row + 1,
        meant=(layout.id,),
    )


def _quoted(path: Sequence[str]) -> str:
    return f"«{' › '.join(path)}»"


def torn(file: str, sheet: Sheet, at: int, width: int, wanted: int) -> Problem:
    """A row that has fewer fields than the header."""
    what = f"Dòng chỉ có {width} ô, tiêu đề có {wanted} ô: tệp bị cắt hoặc dòng bị ngắt."
    return Problem("file", what, "Tải lại tệp từ hệ thống nguồn rồi chạy lại.", file, sheet.name, at + 1)


def unknown_units(
    file: str,
    sheet: Sheet,
    layout: Layout,
    header: Header,
    unknown: Mapping[int, UnitMatch],
    matcher: UnitMatcher,
) -> list[Problem]:
    """A problem for each row of no unit; one of the whole table where names are in another encoding."""
    for at in unknown:
        name, _ = unit_cells(sheet.rows[at], header)
        for encoding, converted in conversions(name):
            if matcher.match(converted).unit_code:
                what, remedy = encoding_fault(encoding)
                return [Problem("layout", what, remedy, file, sheet.name, at + 1)]
    return [_unknown_unit(file, sheet, layout, header, at, match, matcher) for at, match in unknown.items()]


def _unknown_unit(
    file: str,
    sheet: Sheet,
    layout: Layout,
    header: Header,
    at: int,
    match: UnitMatch,
    matcher: UnitMatcher,
) -> Problem:
    name, code = unit_cells(sheet.rows[at], header)
    written = f"{name} (mã {code})" if name and code else name or code
    column = header.unit_code if header.unit_name is None else header.unit_name
    hint = f" Có phải: {' hoặc '.join(match.suggestions)}?" if match.suggestions else ""
    what = (
        f"Không nhận ra đơn vị {written!r}.{hint}" if written else "Dòng có số liệu nhưng không ghi đơn vị."
    )
    known = {name: matcher.match(name=name), code: matcher.match(code=code)}
    aliases = [text for text, meant in known.items() if text and not meant.unit_code]
    remedy = (
        "Không sửa tệp xuất. Nếu là tên khác của một đơn vị đã có thì ghi vào cột aliases của đơn vị đó "
        "trong data/units.csv (chưa có cột này thì thêm); nếu là đơn vị mới thì bổ sung danh mục; "
        f"nếu là dòng cộng thì ghi tên dòng vào total_labels của mẫu tệp {layout.id}.toml."
    )
    if written and not aliases:
        what = f"Tên và mã chỉ hai đơn vị khác nhau: {written!r}.{hint}"
        remedy = "Xuất lại tệp; nếu vẫn vậy, báo đơn vị quản lý hệ thống; không sửa tệp xuất."
    return Problem(
        "unit-unknown",
        what,
        remedy,
        file,
        sheet.name,
        at + 1,
        column_letter(column or 0),
        kind="unknown" if aliases else "contradicting" if written else "unnamed",
        subject="|".join(aliases),
        meant=match.suggestions,
    )
