"""How far may a rank move when the weights are a little different?"""

from collections.abc import Sequence

from dbp_analysis.asking.robustness.summary import Robustness, least_steady, span
from dbp_analysis.asking.robustness.weights import OFTEN
from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import everyone, ranked, standings
from dbp_analysis.charts.rank_rows import RankRow, least_sure, rank_rows_chart
from dbp_analysis.charts.style import own_style
from dbp_analysis.common.numbers import percent, vietnamese

NAME = "khoang-hang"


@own_style()
def rank_range_chart(sure: Robustness, note: str = "") -> Chart:
    """Each unit's rank, and the ranks that it takes in nine draws of ten."""
    ranks = sure.ranks.to_dict("index")
    strong = least_sure({str(code): row["high"] - row["low"] for code, row in ranks.items()})
    rows = []
    for unit in ranked(standings(sure.card)):
        row = ranks[unit.code]
        low, high = row["low"], row["high"]
        texts = (span(low, high), percent(row["share_same"]))
        rows.append(RankRow(unit, low, high, (low, high), texts, unit.code in strong))
    subtitle = (
        f"Khoảng hạng trong ít nhất {percent(OFTEN)} của {vietnamese(sure.draws)} lần thử, "
        f"{sure.card.period}; mỗi lần cho điểm tối đa của từng {sure.noun} (trọng số) tăng giảm ngẫu nhiên "
        f"trong ±{percent(sure.noise)}; chấm: hạng theo bộ chỉ số"
    )
    words = (_title(rows, sure, len(sure.card.results)), subtitle, _description(rows))
    return rank_rows_chart(NAME, words, ("khoảng hạng", "giữ đúng hạng"), rows, [note])


def _title(rows: Sequence[RankRow], sure: Robustness, units: int) -> str:
    if not rows:
        return "Chưa có đơn vị nào được xếp hạng"
    when = f"khi trọng số xê dịch ±{percent(sure.noise)}"
    most = least_steady(sure)
    if not most:
        return f"{everyone(len(rows), units)} thường giữ nguyên hạng {when}"
    which = " được xếp hạng" if len(rows) < units else ""
    all_steady = sure.steady == len(rows)
    who = everyone(len(rows), units) if all_steady else f"{sure.steady}/{len(rows)} đơn vị{which}"
    return f"{who} thường lên xuống không quá 1 bậc {when}; nhiều nhất là {most}"


def _description(rows: Sequence[RankRow]) -> str:
    said = [f"{row.unit.name} hạng {row.unit.place}, khoảng {row.texts[0]}, {row.texts[1]}" for row in rows]
    return f"Khoảng hạng và tỷ lệ số lần thử đúng hạng: {'; '.join(said)}."
