"""The register of units, and recognising a unit however its name is written."""

from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.near import or_known
from dbp_analysis.common.periods import coded, last_day
from dbp_analysis.common.sentences import fill
from dbp_analysis.settings.register_file import ALIASES, CATEGORY, CLUSTER, register_table
from dbp_analysis.settings.settings_file import settings_bytes


def read_register(path: Path, noted: Noted = unnoted) -> pd.DataFrame:
    """``data/units.csv``: one row a unit and validity, all text but the two days.

    Columns ``place, code, type, name, valid_from, valid_to, successor``; the first and the last day
    are empty (NaT) where there is no known limit. ``successor`` is the code of the one unit that a unit
    became part of on the day after its last. ``code`` is empty only for a unit that is in no publication,
    kept under a ``place`` of its own because a successor took it in. A column ``aliases`` may name what else
    a unit is called, names and codes, parted by ``|``, ``category`` what kind it
    is of beside its type, and ``cluster`` with which others it has a mean. Raise ``DataRejected`` for a file
    that is no such table, a missing column, characters that cannot be seen, or a bad day.
    """
    if not path.exists():
        raise DataRejected(
            [Problem("units", "Không có danh mục đơn vị.", "Tạo tệp units.csv theo README.", path.name)]
        )
    data = settings_bytes(path, "units", "bảng CSV UTF-8")
    noted(path, data)
    return register_table(data.decode("utf-8-sig"), path.name)


def register_in_month(register: pd.DataFrame, place: str, month: str) -> pd.DataFrame:
    """The rows of ``register``, under its own index, for ``place`` on the last day of ``month``, by code.

    Raise ``DataRejected`` when a code stands for two units then, or a unit has none.
    """
    day = pd.Timestamp(last_day(month))
    valid = ~register["valid_from"].gt(day) & ~register["valid_to"].lt(day)
    rows = register[valid & register["place"].eq(place)].sort_values("code")
    refuse_repeated(rows["code"], month)
    without = rows[rows["code"].eq("")]
    uncoded = [
        Problem(
            "units",
            f"{kind} {name} chưa có mã.",
            "Ghi mã đơn vị vào cột code; chỉ đơn vị ngoài mọi báo cáo mới để trống.",
            "units.csv",
            row=int(row) + 2,
            column="code",
        )
        for row, kind, name in zip(without.index, without["type"], without["name"], strict=True)
    ]
    if uncoded:
        raise DataRejected(uncoded)
    return rows


def units_in_month(register: pd.DataFrame, place: str, month: str, label: str) -> pd.DataFrame:
    """The units of ``place`` that exist on the last day of ``month`` (``YYYY-MM``).

    Index ``unit_code``; columns ``unit_type``, ``unit_name`` ("Xã Nà Tấu"), ``unit_label`` (``label``
    filled: "UBND xã Nà Tấu"), ``unit_short`` ("Nà Tấu", or the full name where two units share it),
    ``unit_aliases`` ("H18.12|Nà Tấu mới", mostly empty); ``unit_category`` and
    ``unit_cluster`` where the register has them.
    Raise ``DataRejected`` as :func:`register_in_month` does, and where the register has no such place.
    """
    if place not in (known := set(register["place"])):
        what = f"Danh mục units.csv không có địa phương {place!r}."
        remedy = f"Ghi đúng mã địa phương: {or_known(place, known, 'chọn trong')}"
        raise DataRejected([Problem("units", what, remedy, "publication.toml", column="place")])
    units = register_in_month(register, place, month).set_index("code")
    shared = units["name"].duplicated(keep=False)
    full_name = units["type"] + " " + units["name"]
    more = {f"unit_{name}": units[name] for name in (CATEGORY, CLUSTER) if name in units}
    return pd.DataFrame(
        {
            "unit_type": units["type"],
            "unit_name": full_name,
            "unit_label": [
                fill(label, type=kind.lower(), Type=kind, name=name)
                for kind, name in zip(units["type"], units["name"], strict=True)
            ],
            "unit_short": units["name"].mask(shared, full_name),
            "unit_aliases": units.get(ALIASES, ""),
            **more,
        },
        index=units.index.rename("unit_code"),
    )


def refuse_repeated(codes: pd.Series, month: str) -> None:
    """Raise ``DataRejected`` naming every code that stands more than once among ``codes``."""
    if codes.is_unique:
        return
    remedy = "Ghi lại valid_from và valid_to để mỗi ngày chỉ một dòng có hiệu lực."
    problems = [
        Problem("units", f"Mã {code} có hai dòng cùng hiệu lực trong {coded(month)}.", remedy, "units.csv")
        for code in codes[codes.duplicated() & codes.ne("")].unique()
    ]
    if problems:
        raise DataRejected(problems)
