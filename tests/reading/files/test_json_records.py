import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dbp_analysis.reading.files import Sheet, bounds
from dbp_analysis.reading.files.json_records import read_json
from dbp_analysis.reading.files.refusal import RefusalError
from dbp_analysis.reading.files.sheet import Cell
from dbp_analysis.reading.headers import find_header, header_rows
from dbp_analysis.settings.layout import Layout

from .files import read_bytes, refusal, refusal_in_little_memory


def unit(name: str, code: str, **fields: object) -> dict[str, object]:
    return {"departmentName": name, "departmentCode": code, **fields}


def metric(code: str, numerator: object, denominator: object, **fields: object) -> dict[str, object]:
    return {"code": code, "name": "Tỷ lệ", "numerator": numerator, "denominator": denominator, **fields}


def answered(data: object, message: str = "OK") -> bytes:
    return json.dumps({"code": "OK", "data": data, "message": message}, ensure_ascii=False).encode()


# The two forms in which the portal answers.
PROGRESS = answered(
    {
        "parent": unit("UBND tỉnh Gia Lai", "H21", totalReceived=417627, totalCompleted=410000, ratio=84.52),
        "children": [
            unit("UBND xã Hoài Ân", "H21.222", totalReceived=2318, totalOnTime=2156.0, scoreDelta=None),
            unit("UBND xã Kim Sơn", "H21.224", totalReceived=921, totalOnTime=868, totalOverdue=53),
        ],
    }
)
METRICS = answered(
    {
        "overview": unit("UBND tỉnh Gia Lai", "H21", metrics=[metric("DOSSIER_SYNC", 5, 7)]),
        "monthlyChart": [],
        "evaluation": [
            unit(
                "UBND xã Vân Canh", "H21.227", metrics=[metric("DOSSIER_SYNC", 3, 4, ratio=None)], level="X"
            ),
            unit(
                "UBND xã Ia Rsai", "H21.155", metrics=[metric("PUBLISH", 0, 0), metric("DOSSIER_SYNC", 1, 2)]
            ),
        ],
        "pagination": {"total": 2, "currentPage": 1, "pageSize": 200, "totalPages": 1},
    }
)


def sheets_of(value: object) -> tuple[Sheet, ...]:
    return read_json(json.dumps(value).encode(), "tệp")


def table_of(value: object) -> tuple[tuple[Cell, ...], ...]:
    (sheet,) = sheets_of(value)
    return sheet.rows


def test_the_units_of_a_response_are_a_sheet_and_their_province_another() -> None:
    parent, children = read_json(PROGRESS, "tệp")
    assert (parent.name, children.name) == ("data.parent", "data.children")
    columns = (
        "departmentName",
        "departmentCode",
        "totalReceived",
        "totalOnTime",
        "scoreDelta",
        "totalOverdue",
    )
    assert children.rows[2:] == (
        columns,
        ("UBND xã Hoài Ân", "H21.222", 2318, 2156.0, None, None),
        ("UBND xã Kim Sơn", "H21.224", 921, 868, None, 53),
    )
    assert [row[0] for row in children.rows[:2]] == ["code: OK", "message: OK"]
    assert parent.rows[2][:3] == ("parent.departmentName", "parent.departmentCode", "parent.totalReceived")
    assert parent.rows[3] == ("UBND tỉnh Gia Lai", "H21", 417627, 410000, 84.52)


def test_metrics_are_columns_by_their_code() -> None:
    overview, evaluation = read_json(METRICS, "tệp")
    header, *rows = evaluation.rows[6:]
    assert header == (
        "departmentName",
        "departmentCode",
        *(f"metrics.DOSSIER_SYNC.{field}" for field in ("name", "numerator", "denominator", "ratio")),
        "level",
        *(f"metrics.PUBLISH.{field}" for field in ("name", "numerator", "denominator")),
    )
    assert rows == [
        ("UBND xã Vân Canh", "H21.227", "Tỷ lệ", 3, 4, None, "X", None, None, None),
        ("UBND xã Ia Rsai", "H21.155", "Tỷ lệ", 1, 2, None, None, "Tỷ lệ", 0, 0),
    ]
    assert overview.rows[6][2] == "overview.metrics.DOSSIER_SYNC.name"


@pytest.mark.parametrize("content", [PROGRESS, METRICS])
def test_a_layout_finds_its_columns_in_one_sheet_only(content: bytes) -> None:
    column = "totalReceived" if content is PROGRESS else "metrics.DOSSIER_SYNC.numerator"
    layout = Layout.model_validate(
        {
            "id": "a",
            "title": "a",
            "file_name": "a.json",
            "source": "a",
            "unit_name": ["departmentName"],
            "unit_code": ["departmentCode"],
            "columns": [{"count": "received", "header": [column]}],
        }
    )
    assert [find_header(header_rows(sheet), layout).found for sheet in read_json(content, "a")] == [
        False,
        True,
    ]


def test_text_and_whole_numbers_around_the_records_stand_above_them() -> None:
    data = {
        "title": "Tháng 12 năm 2023",
        "final": True,
        "rate": 7.2023,
        "note": "",
        "page": {"total": 0, "next": None},
        "items": [{"a": 1}],
    }
    assert table_of({"code": 200, "data": data, "tags": ["x"]}) == (
        ("code: 200",),
        ("data.title: Tháng 12 năm 2023",),
        ("data.final: true",),
        ("data.page.total: 0",),
        ("a",),
        (1,),
    )


def test_no_more_than_a_hundred_rows_stand_above_the_header() -> None:
    rows = table_of({**{f"k{i}": i for i in range(300)}, "data": [{"a": 1}]})
    assert rows[99:] == (("k99: 99",), ("a",), (1,))


def test_the_records_of_a_file_without_envelope_bear_its_name() -> None:
    (sheet,) = sheets_of([{"a": 1}, {}, {"b": {"c": {"d": "2"}}}])
    assert sheet == Sheet("tệp", (("a", "b.c.d"), (1, None), (None, None), (None, "2")))


def test_every_list_of_records_is_a_sheet_and_lists_of_lists_are_searched() -> None:
    sheets = sheets_of({"data": {"a": [{"x": 1}], "b": {"c": [{"y": 2}]}, "d": [[], [{"z": 3}], [1]]}})
    assert [(sheet.name, sheet.rows[0]) for sheet in sheets] == [
        ("data.a", ("x",)),
        ("data.b.c", ("y",)),
        ("data.d.2", ("z",)),
    ]


@pytest.mark.parametrize(
    ("value", "name"), [(unit("Xã A", "1"), "tệp"), ({"data": unit("Xã A", "1")}, "data")]
)
def test_a_response_about_one_unit_is_one_record_under_its_own_names(value: object, name: str) -> None:
    (sheet,) = sheets_of(value)
    assert sheet == Sheet(name, (("departmentName", "departmentCode"), ("Xã A", "1")))


@pytest.mark.parametrize("inner", [[unit("Xã A", "1", n=3)], {"list": [unit("Xã A", "1", n=3)]}])
def test_a_unit_that_lists_its_units_only_heads_them(inner: object) -> None:
    (sheet,) = sheets_of({"data": unit("Tỉnh B", "0", units=inner)})
    assert sheet.rows[:2] == (
        ("data.departmentName: Tỉnh B", None, None),
        ("data.departmentCode: 0", None, None),
    )
    assert sheet.rows[-1] == ("Xã A", "1", 3)


def test_items_without_a_code_are_counted_and_left_out() -> None:
    items: list[object] = [{"n": 1}, 5, None, {"code": None, "n": 2}, {"code": " ", "n": 3}]
    assert table_of([{"list": [*items, {"code": 7, "n": 4}]}, {"list": []}, {"list": None}]) == (
        ("list", "list.7.n"),
        ("[5 mục]", 4),
        (None, None),
        (None, None),
    )


def test_items_of_the_same_code_are_never_chosen_from() -> None:
    items = [{"code": "A", "n": 1}, {"code": "B", "n": 2}, {"code": "A", "n": 3, "m": 4}]
    assert table_of([{"list": items}]) == (
        ("list.A.n", "list.A.m", "list.B.n"),
        ("[2 mục cùng mã]", "[2 mục cùng mã]", 2),
    )


def test_values_keep_their_kind() -> None:
    content = b'[{"a":2156.0,"b":"007","c":true,"d":null,"e":-3,"f":"","g":123456789012345,"h":1e2}]'
    assert read_json(content, "a")[0].rows[1] == (2156.0, "007", True, None, -3, None, 123456789012345, 100.0)


def test_numbers_that_no_cell_holds_are_text() -> None:
    digits = "9" * 5000
    content = f'[{{"a":1234567890123456,"b":{digits},"c":1e999}}]'.encode()
    assert read_json(content, "a")[0].rows[1] == ("1234567890123456", digits, "1e999")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.json", "a.xls", "a"])
def test_the_content_decides_in_any_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    content = ("\r\n " + PROGRESS.decode()).encode(encoding)
    assert read_bytes(tmp_path, content, name) == read_json(PROGRESS, "a")


@pytest.mark.parametrize(
    "content",
    [
        answered(None, "Unauthorized"),
        answered([], "Unauthorized"),
        answered({"items": [], "total": 0}, "Unauthorized"),
        answered([{}, {}], "Unauthorized\n"),
    ],
)
def test_a_response_without_records_is_told_with_its_message(tmp_path: Path, content: bytes) -> None:
    problem = refusal(tmp_path, content)
    assert "không có số liệu" in problem.what
    assert "«Unauthorized»" in problem.what
    assert "Đăng nhập lại" in problem.remedy


def test_a_message_is_quoted_short_and_without_hidden_characters(tmp_path: Path) -> None:
    what = refusal(tmp_path, answered(None, "\u202ehết\r\n phiên " + "x" * 5000)).what
    assert "«hết phiên xx" in what
    assert len(what) < 250
    assert "thông báo" not in refusal(tmp_path, b'{"message": 5}').what


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (PROGRESS[:-20], "dòng 1"),
        (b'{"data": [\n {"a": 1},\n {"a": }\n]}', "dòng 3, cột 8"),
        (b"{", "dòng 1, cột 2"),
        (b"[{}", "dòng 1, cột 4"),
        (b'[{"a":1}] [{"a":2}]', "dòng 1, cột 11"),
        (b'[{"a":"x\ny"}]', "dòng 1, cột 9"),
        (b'[{"a":01}]', "dòng 1, cột 8"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path: Path, content: bytes, place: str) -> None:
    problem = refusal(tmp_path, content, "a.json")
    assert place in problem.what
    assert "nguyên vẹn phản hồi" in problem.remedy


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(tmp_path: Path, constant: str) -> None:
    assert f"giá trị {constant}," in refusal(tmp_path, f'[{{"a": {constant}}}]'.encode()).what


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b'[{"a":1,"n":1,"n":1}]', "«n»"),
        (b'{"data":[{"a":1}],"data":[{"a":2}]}', "«data»"),
        (b'[{"a.b":1,"a":{"b":2}}]', "«a.b»"),
    ],
)
def test_two_values_of_one_field_are_refused(tmp_path: Path, content: bytes, field: str) -> None:
    assert field in refusal(tmp_path, content).what


def test_a_list_of_records_and_other_things_is_refused(tmp_path: Path) -> None:
    assert "«data»" in refusal(tmp_path, answered([{"a": 1}, None])).what
    refusal(tmp_path, b'[{"a": 1}, 2]')


@pytest.mark.parametrize("escape", ["\\u0000", "\\u001b", "\\ud800"])
@pytest.mark.parametrize("place", ['[{"a":"%s"}]', '[{"%s":1}]', '{"t":"%s","data":[{"a":1}]}'])
def test_escapes_of_what_is_no_text_are_refused(tmp_path: Path, place: str, escape: str) -> None:
    assert "ký tự không hợp lệ" in refusal(tmp_path, (place % escape).encode()).what


def test_nesting_is_bounded_whatever_the_stack(tmp_path: Path) -> None:
    for deep in (bounds.JSON_DEPTH - 1, bounds.JSON_DEPTH, 900, 100_000):
        content = b'{"a":' * deep + b'[{"n":1}]' + b"}" * deep
        assert "lồng quá" in refusal(tmp_path, content).what
        assert "lồng quá" in refusal(tmp_path, b"[" * deep + b'[{"n":1}]' + b"]" * deep).what
    most = bounds.JSON_DEPTH - 2
    assert read_json(b'{"a":' * most + b'[{"n":1}]' + b"}" * most, "a")[0].rows == (("n",), (1,))
    record = b'{"a":' * (most + 1) + b"1" + b"}" * (most + 1)
    assert read_json(b"[" + record + b"]", "a")[0].rows[1] == (1,)


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([{"a": 1}] * (bounds.ROWS + 1)).encode(),
        json.dumps([{str(i): 1 for i in range(bounds.COLUMNS + 1)}]).encode(),
        json.dumps([{str(i): 1} for i in range(bounds.COLUMNS + 1)]).encode(),
        json.dumps([{str(i): 1 for i in range(900)}, *[{"0": 1}] * 5000]).encode(),
        json.dumps({f"k{i}": [{"a": 1}] for i in range(bounds.SHEETS + 1)}).encode(),
        json.dumps({"k" * (bounds.JSON_NAME_CHARACTERS + 1): [{"a": 1}]}).encode(),
        b"[" + b" " * bounds.JSON_BYTES + b"]",
    ],
    ids=["rows", "columns", "columns of all", "cells", "sheets", "name", "bytes"],
)
def test_a_response_beyond_the_bounds_is_refused(tmp_path: Path, content: bytes) -> None:
    what = refusal(tmp_path, content).what
    assert "giới hạn" in what or "quá" in what


@pytest.mark.slow
@pytest.mark.parametrize("piece", ['{"a":1},', "{},", "[[]],", "1.5,"])
def test_the_largest_file_is_refused_in_little_memory(tmp_path: Path, piece: str) -> None:
    # The last letter makes Python take four bytes for every other.
    content = '{"data":[' + piece * ((bounds.JSON_BYTES - 100) // len(piece)) + 'null],"m":"\U0001f600"}'
    assert refusal_in_little_memory(tmp_path, content.encode(), 500)


@pytest.mark.slow
def test_long_codes_and_many_fields_are_no_memory(tmp_path: Path) -> None:
    fields = ",".join(f'"{i}":1' for i in range(1_000_000))
    content = f'[{{"m":[{{"code":"{"c" * 240}",{fields}}},{{"code":"{"c" * 240}"}}]}}]'
    assert "giới hạn" in refusal_in_little_memory(tmp_path, content.encode())


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
KEYS = st.sampled_from(["data", "code", "departmentName", "metrics", "a", ""]) | st.text(max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES) | st.dictionaries(KEYS, VALUES))
def test_any_value_gives_rectangles_or_a_refusal(value: object) -> None:
    with contextlib.suppress(RefusalError):
        sheets = sheets_of(value)
        assert sheets
        for sheet in sheets:
            assert len({len(row) for row in sheet.rows}) <= 1


COUNTS = st.dictionaries(st.text("abc", min_size=1), st.none() | st.integers(0, 10**15 - 1), min_size=1)


@settings(max_examples=80, deadline=None)
@given(st.lists(COUNTS, min_size=1))
def test_every_count_of_a_record_stands_in_its_row_under_its_name(
    records: list[dict[str, int | None]],
) -> None:
    header, *rows = table_of({"data": records})
    assert len(rows) == len(records)
    for row, record in zip(rows, records, strict=True):
        assert dict(zip(header, row, strict=True)) == {**dict.fromkeys(header), **record}
