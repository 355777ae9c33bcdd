from dbp_analysis.charts.grid import GROUP_GAP, Grid
from dbp_analysis.charts.items import indicator_items


def test_groups_are_parted(card):
    grid = Grid(indicator_items(card), 150, compact=False)
    assert [round(left - n * grid.cell, 6) for n, left in enumerate(grid.left)] == [0, GROUP_GAP, GROUP_GAP]
    assert round(grid.width, 6) == 150


def test_points_lose_decimals_before_they_lose_room(card):
    items = indicator_items(card)
    assert Grid(items, 150, compact=False).decimals(2) == 2
    assert Grid(items, 66, compact=False).decimals(2) == 1
    assert Grid(items, 40, compact=False).decimals(2) == 0
