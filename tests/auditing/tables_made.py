"""Tables of scores as reports print them, made by the project itself, and documents that hold them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from dbp_analysis.auditing.annex import Annex
from dbp_analysis.auditing.annexes import find_annexes
from dbp_analysis.auditing.document import Document, Kind, PrintedTable
from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.table_checks import check_table
from dbp_analysis.publishing.annex import AnnexTable, annex_table
from dbp_analysis.publishing.columns import placed_header
from dbp_analysis.scoring.score import score
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.scheme import Scheme, load_scheme

from ..made import PROJECT

MONTH = "2024-01"
SCHEMES = {path.stem: load_scheme(path) for path in sorted((PROJECT / "data" / "schemes").glob("*.toml"))}
Rows = tuple[tuple[str, ...], ...]


@cache
def drawn_card(scheme_id: str, units: int = 12, seed: int = 1) -> Scorecard:
    """A month of invented counts by one of the project's schemes."""
    scheme, rng = SCHEMES[scheme_id], random.Random(seed)
    codes = pd.Index([f"{n:03}" for n in range(units)], name="unit_code")
    index = pd.MultiIndex.from_product([[MONTH], codes], names=["month", "unit_code"])
    wholes = {name for i in scheme.indicators for name in i.denominator}
    counts = {
        name: [float(rng.randint(50, 400) if name in wholes else rng.randint(0, 60)) for _ in codes]
        for name in scheme.inputs
    }
    given = {g.given: g.maximum for g in scheme.groups} | {
        i.given: i.given_of or i.maximum for i in scheme.indicators
    }
    counts |= {n: [round(rng.uniform(0, most), 2) for _ in codes] for n, most in given.items() if n}
    kinds = ["Xã" if n % 3 else "Phường" for n in range(units)]
    names = {
        "unit_type": kinds,
        "unit_name": [f"{kind} {_name(n)}" for n, kind in enumerate(kinds)],
        "unit_label": [f"UBND {kind.lower()} {_name(n)}" for n, kind in enumerate(kinds)],
        "unit_short": [_name(n) for n in range(units)],
        "unit_aliases": "",
    }
    return score(pd.DataFrame(counts, index=index), scheme, pd.DataFrame(names, index=codes))


def _name(number: int) -> str:
    first = ("Mường", "Thanh", "Nà", "Pá", "Ia", "Đak", "Hòa", "Nam", "Tân", "Bình", "Sơn", "Vĩnh")
    second = ("Phăng", "Minh", "Tấu", "Khoang", "Pa", "Rong", "An", "Lộc", "Thịnh", "Nguyên", "Hà", "Thủy")
    return f"{first[number % 12]} {second[number // 12]}"


@cache
def own_table(scheme_id: str, units: int = 12, seed: int = 1) -> AnnexTable:
    return annex_table(drawn_card(scheme_id, units, seed), point=True)


def grid(table: AnnexTable) -> Rows:
    """The cells of a table, what a merged cell says in the first of its own."""
    head = [[""] * len(table.kinds) for _ in table.header]
    for placed in placed_header(table):
        head[placed.row][placed.column] = placed.cell.text
    return (*map(tuple, head), *table.rows)


def document(rows: Rows, kind: Kind = "docx", *, damaged: bool = False) -> Document:
    return Document(f"bao-cao.{kind}", kind, damaged, (), (PrintedTable(rows, "bảng 1"),))


def annex_of(rows: Rows, schemes: Sequence[Scheme], units: pd.DataFrame | None = None) -> Annex:
    (annex,) = find_annexes(document(rows), schemes, units)
    return annex


def found(rows: Rows, schemes: Sequence[Scheme], units: pd.DataFrame | None = None) -> list[Finding]:
    return check_table(annex_of(rows, schemes, units), units)


def with_cell(table: AnnexTable, row: int, kind: str, text: str, nth: int = 0) -> AnnexTable:
    """The table with another text in the ``nth`` column of a kind."""
    column = [at for at, one in enumerate(table.kinds) if one == kind][nth]
    rows = list(table.rows)
    rows[row] = (*rows[row][:column], text, *rows[row][column + 1 :])
    return replace(table, rows=tuple(rows))
