"""What is wrong in a register: told by rows, columns and dossiers' codes, and by nothing else of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd

from dbp_analysis.common.errors import Problem, Severity
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.common.sentences import listed
from dbp_analysis.counting.engine import fetched, instant
from dbp_analysis.counting.register import Register
from dbp_analysis.counting.rules import CountingRule
from dbp_analysis.settings.register_layout import unnamed

CHECK = "register"
_MOST_NAMED = 5
_MOST_READ = 20_000
_DAYS_AHEAD = 7
"""A day so much later than the newest reception and the newest end is no day of this register."""

_EXPORT_AGAIN = "Đối chiếu với hệ thống và xuất lại sổ; không tự sửa sổ."
_ADD_VALUE = "Nếu hệ thống có giá trị mới thì thêm vào values của mẫu {layout}.toml; nếu không, xuất lại sổ."
_NO_CHANNEL = 'Xuất lại sổ, hoặc dùng quy tắc có blank_channel = "counter".'
_NO_DUE = 'Xuất lại sổ, hoặc dùng quy tắc có without_due = "in_time".'
_FAULTS: Mapping[str, tuple[Severity, str, str, str]] = {
    "no_code": ("error", "không có mã hồ sơ", "code", _EXPORT_AGAIN),
    "no_unit": ("error", "không ghi cơ quan giải quyết", "unit", _EXPORT_AGAIN),
    "no_received": ("error", "không có ngày tiếp nhận", "received", _EXPORT_AGAIN),
    "no_due": ("error", "không có hạn trả", "due", _NO_DUE),
    "no_channel": ("error", "không ghi hình thức nộp", "channel", _NO_CHANNEL),
    "end_first": ("warning", "hoàn thành trước khi tiếp nhận", "finished", _EXPORT_AGAIN),
    "due_first": ("warning", "có hạn trả trước ngày tiếp nhận", "due", _EXPORT_AGAIN),
    "ahead": ("warning", "có ngày muộn hơn mọi hồ sơ khác của sổ", "received", _EXPORT_AGAIN),
    "done_open": ("warning", "đã có kết quả nhưng không có ngày hoàn thành", "finished", _EXPORT_AGAIN),
    "code_day": ("warning", "có mã ghi ngày khác ngày tiếp nhận", "code", _EXPORT_AGAIN),
}


def register_problems(
    connection: Any, register: Register, dossiers: ir.Table, rule: CountingRule
) -> Iterator[Problem]:
    """What is wrong with the ``dossiers`` of a register (standard fields), each kind once; of a row the first
    that is found. What a rule leaves out need not be whole.
    """
    newest = fetched(
        connection, dossiers.aggregate(r=dossiers["received"].max(), f=dossiers["finished"].max())
    )
    known = newest.iloc[0].dropna()
    last = known.min() + pd.Timedelta(days=_DAYS_AHEAD) if len(known) else pd.Timestamp("2999-12-31")
    labelled = dossiers.mutate(fault=_fault(dossiers, register, rule, last))
    faulty = labelled.filter(labelled["fault"].notnull())
    numbers = fetched(connection, faulty.group_by("fault").aggregate(n=faulty.count()))
    if numbers.empty:
        return
    found = fetched(connection, faulty.select("fault", "code", "row").limit(_MOST_READ))
    for fault, number in sorted(numbers.itertuples(index=False, name=None)):
        severity, said, field, remedy = _FAULTS.get(
            fault, ("error", "có ô không đọc được", fault, _ADD_VALUE.format(layout=register.layout.id))
        )
        rows = found[found["fault"] == fault].sort_values(["row", "code"])
        yield told(register, rows, f"{vietnamese(number)} hồ sơ {said}", remedy, field, severity)


def agency_problems(connection: Any, register: Register, dossiers: ir.Table) -> Iterator[Problem]:
    """Dossiers whose code begins with the agency of another unit: of an agency nearly all of whose dossiers
    are of one unit.
    """
    keyed = dossiers.mutate(agency=_part(dossiers["code"], register, "agency"))
    pairs = fetched(connection, keyed.group_by(["agency", "unit"]).aggregate(n=keyed.count()))
    pairs = pairs[pairs["agency"].fillna("") != ""]
    share = pairs["n"] / pairs.groupby("agency")["n"].transform("sum")
    strange = pairs[share < 0.05]
    if strange.empty:
        return
    odd = keyed.semi_join(ibis.memtable(strange[["agency", "unit"]]), ["agency", "unit"])
    found = fetched(connection, odd.select("code", "row").limit(_MOST_READ)).sort_values(["row", "code"])
    said = f"{vietnamese(int(strange['n'].sum()))} hồ sơ có mã của cơ quan khác cơ quan giải quyết"
    yield told(register, found, said, _EXPORT_AGAIN, "code", "warning")


def told(
    register: Register,
    rows: pd.DataFrame,
    what: str,
    remedy: str,
    field: str = "",
    severity: Severity = "error",
) -> Problem:
    """A problem of dossiers, ``rows`` with their ``code`` and ``row``: the first codes are named, as far as
    they look like codes.
    """
    codes = listed_codes(rows["code"], register.layout.code_pattern)
    row = None if rows.empty or pd.isna(rows["row"].iloc[0]) else int(rows["row"].iloc[0])
    named = f"{what}: {codes}." if codes else f"{what}."
    column = register.columns.get(field, "")
    return Problem(
        CHECK, named, remedy, register.file, register.sheet, row, column, severity=severity, kind=field
    )


def listed_codes(codes: "pd.Series[str]", pattern: str, most: int = _MOST_NAMED) -> str:
    """The first dossiers' codes, and how many more there are; what does not look like a code is not shown."""
    own = sorted({str(code) for code in codes.dropna() if re.fullmatch(pattern, str(code))})
    more = [f"{vietnamese(len(own) - most)} hồ sơ khác"] if len(own) > most else []
    return listed([*own[:most], *more])


def _fault(dossiers: ir.Table, register: Register, rule: CountingRule, last: pd.Timestamp) -> ir.StringValue:
    out = ibis.or_(ibis.literal(False), *(dossiers[name] for name in rule.left_out))
    received, due, finished = (dossiers[name] for name in ("received", "due", "finished"))
    ahead = instant(last)
    day = _part(dossiers["code"], register, "day")
    found: dict[str, ir.BooleanValue] = {
        "no_code": dossiers["code"].isnull() | (dossiers["code"] == ""),
        "no_unit": dossiers["unit"].isnull() | (dossiers["unit"] == ""),
        "no_received": received.isnull() & dossiers["unclear"].isnull(),
        "no_due": due.isnull() & ~out & dossiers["unclear"].isnull() & (rule.without_due == "reject"),
        "no_channel": dossiers["without_channel"] & ~out & (rule.blank_channel == "reject"),
        "end_first": finished < received,
        "due_first": due.date() < received.date(),
        "ahead": (received > ahead) | (finished > ahead),
        "done_open": dossiers["done"] & finished.isnull(),
        "code_day": (day != "") & (day != received.strftime("%y%m%d")),
    }
    cases = [(wrong.fill_null(False), name) for name, wrong in found.items()]
    return ibis.cases((dossiers["unclear"].notnull(), dossiers["unclear"]), *cases, else_=ibis.null("string"))


def _part(code: ir.StringValue, register: Register, group: str) -> ir.StringValue:
    """A named part of a code; Java names groups otherwise, so it is taken by its number."""
    pattern = register.layout.code_pattern
    number = re.compile(pattern).groupindex[group]
    return code.re_extract(f"^{unnamed(pattern)}$", number)
