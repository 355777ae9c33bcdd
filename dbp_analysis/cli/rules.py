"""What another counting rule would do to a month that is counted from registers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dbp_analysis.cli import options
from dbp_analysis.cli.group import dbp

if TYPE_CHECKING:
    from dbp_analysis.asking.other_rule import OtherRule

_MOST_CODES = 10


@dbp.command(short_help="So hai quy tắc đếm hồ sơ trên sổ của một tháng.")
@click.argument("month", metavar="THÁNG")
@click.option("--against", metavar="QUY_TẮC", required=True, help="Mã của quy tắc trong data/rules.")
@options.publication
@options.data
@options.engine
@click.option("--list", "path", metavar="TỆP", default="", help="Ghi mọi hồ sơ đổi bên vào tệp CSV này.")
def rules(month: str, against: str, publication: str, data: str, path: str) -> None:
    """Đếm sổ hồ sơ của một tháng theo quy tắc của báo cáo và theo một quy tắc khác: hồ sơ nào đổi bên, điểm
    và hạng từng đơn vị đổi bao nhiêu. Chỉ nêu mã hồ sơ.

    Ví dụ: dbp rules 2023-12 --against ngay-gio
    """
    from dbp_analysis.asking.other_rule import by_other_rule
    from dbp_analysis.common.csv_out import csv_text

    found = by_other_rule(month, against, publication, data)
    _show(found)
    if path:
        from pathlib import Path

        Path(path).write_text(csv_text(found.flips), encoding="utf-8-sig", newline="")


def _show(found: OtherRule) -> None:
    import pandas as pd

    from dbp_analysis.cli.console import out, say, table_of
    from dbp_analysis.common.numbers import vietnamese
    from dbp_analysis.common.sentences import listed
    from dbp_analysis.common.texts import visible

    inputs, scores = found.inputs, found.scores.sort_values("rank")
    moved = scores[scores["total"].ne(scores["total_against"]) & scores["total"].notna()]
    own = inputs.publication.counting_rule
    say(f"Quy tắc {own} và {found.against}: {vietnamese(len(found.flips))} hồ sơ đếm khác nhau.")
    if len(moved):
        table = table_of("Đơn vị", "Tổng điểm", "theo quy tắc kia", "Hạng", "hạng kia")
        for code, total, rank, other, place in moved.itertuples(name=None):
            ranks = ("–" if pd.isna(one) else str(int(one)) for one in (rank, place))
            label = visible(str(inputs.units.at[code, "unit_short"]))
            first, second = ranks
            table.add_row(label, vietnamese(total, 2), vietnamese(other, 2), first, second)
        out.print(table)
    else:
        say("Không đơn vị nào đổi điểm.")
    names = inputs.scheme.counts
    sides = ["intake", "intake_against", "outcome", "outcome_against"]
    for key, rows in found.flips.groupby(["unit_code", *sides]):
        unit, intake, intake_other, outcome, outcome_other = map(str, key)
        before, after = (outcome, outcome_other) if intake == intake_other else (intake, intake_other)
        told = [names.get(one, one) or "không đếm" for one in (before, after)]
        codes = [*rows["code"][:_MOST_CODES], *(["…"] if len(rows) > _MOST_CODES else [])]
        named = str(inputs.units.at[unit, "unit_short"])
        say(f"- {named}: {vietnamese(len(rows))} hồ sơ, {told[0]} → {told[1]}: {listed(codes)}")
