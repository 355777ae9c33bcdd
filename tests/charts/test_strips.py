from dbp_analysis.charts.strips import Mark, Strip


def test_shares_lie_between_nothing_and_all():
    strip = Strip("Tên", [], [0.2, 0.9], [])
    assert [strip.x(share) for share in (0, 1)] == [strip._ends[0], strip._ends[1]]


def test_a_share_over_one_widens_the_axis():
    strip = Strip("Tên", [], [0.5, 2.0], [])
    assert strip.x(2.0) == strip._ends[1]


def test_texts_that_would_overlap_take_another_line():
    apart = Strip("Tên", [], [0.0, 1.0], [Mark(0, "thấp"), Mark(1, "cao")])
    close = Strip("Tên", [], [0.0, 1.0], [Mark(0.5, "thấp"), Mark(0.51, "cao")])
    assert close.height > apart.height


def test_no_dot_hides_another():
    levels = Strip("Tên", [], [0.5, 0.1, 0.501, 0.499, 0.52], [])._levels
    assert sorted(levels) == [0, 0, 0, 1, 2]
    assert levels[1] == 0
