"""Which order is beyond dispute, whatever the weights?"""

from collections.abc import Sequence

from dbp_analysis.asking.robustness.summary import Robustness
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import ranked, standings
from dbp_analysis.charts.rank_rows import RankRow, least_sure, rank_rows_chart
from dbp_analysis.charts.style import own_style
from dbp_analysis.common.numbers import percent, vietnamese

NAME = "thu-tu-chac-chan"


@own_style()
def dominance_chart(sure: Robustness, note: str = "") -> Chart:
    """The ranks that are left to each unit under all weights and under all that differ a little."""
    near, every = (one.units.to_dict("index") for one in (sure.near_weights, sure.any_weights))
    strong = least_sure({str(code): row["undecided"] for code, row in near.items()})
    rows = []
    for unit in ranked(standings(sure.card)):
        left, sides = near[unit.code], every[unit.code]
        outer, texts = (sides["best"], sides["worst"]), (str(sides["above"]), str(sides["below"]))
        rows.append(RankRow(unit, left["best"], left["worst"], outer, texts, unit.code in strong))
    subtitle = (
        f"Các hạng còn có thể, {sure.card.period}; vạch nhạt: trọng số bất kỳ; vạch đậm: mỗi trọng số "
        f"xê dịch không quá ±{percent(sure.noise)}; chấm: hạng theo bộ chỉ số; "
        "hai cột số: số đơn vị luôn đứng trên, luôn đứng dưới dù trọng số thế nào"
    )
    words = (_title(sure), subtitle, _description(rows))
    return rank_rows_chart(NAME, words, ("đơn vị luôn trên", "đơn vị luôn dưới"), rows, [note])


def _title(sure: Robustness) -> str:
    pairs = sure.any_weights.pairs
    if not pairs:
        return "Chưa đủ hai đơn vị được xếp hạng để so sánh"
    every, near = (vietnamese(one.certain) for one in (sure.any_weights, sure.near_weights))
    return (
        f"{every}/{vietnamese(pairs)} cặp đơn vị giữ nguyên thứ tự dù trọng số thế nào; "
        f"{near} cặp khi xê dịch ±{percent(sure.noise)}"
    )


def _description(rows: Sequence[RankRow]) -> str:
    said = [
        f"{row.unit.name} hạng {row.unit.place}, {row.texts[0]} đơn vị luôn trên, {row.texts[1]} luôn dưới"
        for row in rows
    ]
    return f"Thứ tự giữ nguyên với mọi trọng số: {'; '.join(said)}."
