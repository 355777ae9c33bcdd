"""Writing a run's files, and telling what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from dbp_analysis.charts import Chart
from dbp_analysis.common.html import table_html
from dbp_analysis.publishing.record import RUN_RECORD, write_record

ALWAYS = {RUN_RECORD: "đầu vào, đầu ra và mã kiểm tra SHA-256"}


@dataclass(frozen=True)
class Published:
    """What was written: each file with what it holds; and what the reader should know (missing fonts)."""

    files: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        if not self.files:
            return "<p>Không ghi tệp nào: tham số <code>output</code> để trống.</p>"
        table = pd.DataFrame(self.files.items(), columns=["Tệp", "Nội dung"])
        warned = "".join(f"<p>Lưu ý: {escape(warning)}</p>" for warning in self.warnings)
        return table_html(table, words=("Tệp", "Nội dung")) + warned

    def __repr__(self) -> str:
        return f"Published({len(self.files)} files)"


NOTHING = Published({})


def write_outputs(
    folder: Path,
    files: Mapping[str, bytes],
    record: Mapping[str, Any],
    descriptions: Mapping[str, str],
    warnings: tuple[str, ...] = (),
) -> Published:
    """Write files by their names below ``folder``, then the record: a folder that has one has everything that
    it lists.
    """
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_record(folder, record)
    told = {**descriptions, **ALWAYS}
    return Published({name: told.get(name, "biểu đồ") for name in (*files, RUN_RECORD)}, warnings)


def chart_files(charts: Sequence[Chart]) -> dict[str, bytes]:
    """Each chart as SVG and as PNG, by file name."""
    drawn: dict[str, bytes] = {}
    for chart in charts:
        drawn[f"charts/{chart.name}.svg"] = chart.svg.encode()
        drawn[f"charts/{chart.name}.png"] = chart.png
    return drawn
