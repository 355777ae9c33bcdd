"""A scheme in words, to be laid beside the decision it was written from."""

from __future__ import annotations

import pandas as pd

from dbp_analysis.cli.console import out, say, table_of
from dbp_analysis.common.numbers import concise, in_full, vietnamese
from dbp_analysis.common.texts import visible
from dbp_analysis.publishing.notes import method_notes
from dbp_analysis.scoring.example import UNIT, example_card
from dbp_analysis.scoring.explain import explain
from dbp_analysis.settings.scheme import Scheme


def show_scheme(scheme: Scheme) -> None:
    """Every rule of a scheme in words, then one invented unit counted by it, line by line."""
    section = ""
    for note in method_notes(scheme):
        if note.section != section:
            section = note.section
            say(f"\n{section.upper()}")
        say(f"- {note.label}: {note.text}")
    card = example_card(scheme)
    say("\nTÍNH MẪU (đơn vị và số liệu không có thật)")
    table = table_of("Nội dung", "Số liệu", "Giá trị", "Điểm", "Tối đa")
    for subject, row in explain(card, UNIT).to_dict("index").items():
        value = "–" if pd.isna(row["ratio"]) else _value(scheme, str(subject), row["ratio"])
        counted = "–" if pd.isna(row["of"]) else f"{in_full(row['count'])}/{in_full(row['of'])}"
        most = "–" if pd.isna(row["maximum"]) else concise(row["maximum"])
        cells = (str(row["name"]), counted, value, vietnamese(row["points"], 2), most)
        table.add_row(*map(visible, cells))
    out.print(table)
    results = card.results.to_dict("records")[0]
    total, converted = (vietnamese(results[name], 2) for name in ("total", "converted"))
    scored = f"; quy đổi {converted}" if scheme.with_converted else ""
    say(f"Tổng điểm {total}/{concise(scheme.maximum)}{scored}; xếp loại {results['band']}.")
    if results["held_back"]:
        say(f"Chưa xếp loại cao hơn vì: {results['held_back']}.")


def _value(scheme: Scheme, subject: str, value: float) -> str:
    return scheme.indicator(subject).value_text(value)
