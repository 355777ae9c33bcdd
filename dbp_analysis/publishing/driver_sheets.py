"""What decides the ranking in the workbook: by indicator, and the ranks that chance leaves each unit."""

import pandas as pd

from dbp_analysis.asking.drivers import drivers
from dbp_analysis.publishing.sheets import POINTS, UNIT_COLUMNS, Column, Sheets


def driver_sheets(sheets: Sheets) -> None:
    """One sheet by indicator, one by unit; every figure unrounded. What stands beside the groups has no
    maximum, and no place below one; what people score has no cases to gain.
    """
    found = drivers(sheets.card)
    by_people = {one.id for one in sheets.card.scheme.indicators if one.given}
    rows = [
        (
            group,
            name,
            *(
                None if pd.isna(one) and (pd.isna(figures[0]) or subject in by_people) else float(one)
                for one in figures
            ),
        )
        for subject, group, name, *figures in found.table.itertuples(name=None)
    ]
    title = "Điều gì quyết định thứ hạng: chênh lệch tổng điểm do từng nội dung"
    sheets.table("Quyết định thứ hạng", title, _PARTS, rows)
    ranks = found.ranks.table.drop(columns="rank").astype(float)
    units = [(*head, *ranks.loc[head[1]]) for head in sheets.heads() if head[1] in ranks.index]
    sheets.table(
        "Khoảng hạng", "Hạng mà mỗi đơn vị có thể có khi tính đến ngẫu nhiên (tin cậy 95%)", _UNITS, units
    )


_PARTS = (
    Column("Nhóm", 40), Column("Nội dung", 50), Column("Điểm tối đa", 20, "General"),
    Column("Tỷ trọng trong chênh lệch tổng điểm", 34, "0.0%"), Column("Đơn vị nào cũng được", 26, POINTS),
    Column("Cao nhất đạt được", 26, POINTS), Column("Có thể đạt", 22, POINTS),
    Column("Bình quân còn tăng được", 26, POINTS),
)  # fmt: skip

_UNITS = (
    *UNIT_COLUMNS, Column("Tổng điểm", 22, POINTS), Column("Sai số chuẩn", 22, POINTS),
    Column("Hạng cao nhất có thể", 22, "0"), Column("Hạng thấp nhất có thể", 22, "0"),
)  # fmt: skip
