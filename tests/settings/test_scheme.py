from fractions import Fraction

import pytest

import dbp_analysis as dbp
from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.settings.scheme import load_scheme

from ..made import PROJECT, Place

SCHEME = "schemes/bo-thu.toml"
GIVEN_GROUP = '[[groups]]\nid = "openness"\nname = "Công khai"\nshort_name = "Công khai"\n'


def rejected(place: Place, old: str, new: str) -> Problem:
    path = place.change(SCHEME, old, new)
    with pytest.raises(DataRejected) as caught:
        load_scheme(path)
    (problem,) = caught.value.problems
    assert problem.file == "bo-thu.toml"
    return problem


def test_the_tiny_scheme_adds_up(place: Place) -> None:
    scheme = load_scheme(place.data / SCHEME)
    assert scheme.maximum == 50
    assert [group.maximum for group in scheme.groups] == [30, 20]
    assert [indicator.id for indicator in scheme.indicators] == ["on_time", "submitted", "paid"]
    assert scheme.indicator("paid").maximum == 10
    assert scheme.group("online").short_name == "Trực tuyến"


def test_the_counts_that_scoring_reads_are_listed_once_each(place: Place) -> None:
    scheme = load_scheme(place.change(SCHEME, '["payable"]', '["payable", "received"]'))
    assert scheme.inputs == (
        "resolved_on_time",
        "resolved",
        "received_online",
        "received",
        "paid_online",
        "payable",
    )


def test_a_count_that_is_taken_away_is_read_like_any_other(place: Place) -> None:
    scheme = load_scheme(place.change(SCHEME, '["payable"]', '["received", "-payable"]'))
    assert scheme.indicator("paid").counts == ("paid_online", "received", "payable")
    assert scheme.inputs[-1] == "payable"


@pytest.mark.parametrize(
    ("denominator", "told"),
    [
        ('["-payable"]', "cần ít nhất một số liệu được cộng"),
        ('["payable", "-payable"]', "số liệu vừa cộng vừa trừ: payable"),
        ('["payable", "- received"]', "chỉ dùng chữ thường"),
        ('["payable", "-exempt"]', "exempt"),
    ],
)
def test_a_difference_that_says_nothing_is_refused(place: Place, denominator: str, told: str) -> None:
    assert told in rejected(place, '["payable"]', denominator).what


def test_the_scheme_of_the_published_report_has_eighty_points_in_eight_indicators() -> None:
    scheme = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")
    assert (scheme.maximum, len(scheme.indicators), scheme.scale) == (80, 8, 10)
    assert [(band.printed, band.at_least) for band in scheme.bands] == [
        ("Xuất sắc", 9),
        ("Tốt", 8),
        ("Khá", 7),
        ("TB", 5),
        ("Yếu", 0),
    ]
    assert all(indicator.inferred for indicator in scheme.indicators)


def test_maxima_with_decimals_add_up_exactly(place: Place) -> None:
    place.change(SCHEME, "maximum = 30", "maximum = 0.1")
    place.change(SCHEME, "maximum = 10", "maximum = 0.1")
    assert load_scheme(place.data / SCHEME).maximum == 0.3


@pytest.mark.parametrize("total", ["12.3456", "35", "39.9999", "43.73", "44.99999999999", "45", "50"])
def test_what_a_unit_lacks_is_the_same_on_both_scales(place: Place, total: str) -> None:
    """Fifty points on a ten-point scale; Khá from 7 (35 points), Xuất sắc from 9 (45 points)."""
    scheme = load_scheme(place.data / SCHEME)
    own = Fraction(total)
    limits = [Fraction(limit) for limit in (35, 45) if limit - own > Fraction(1, 10**8)]
    short = scheme.shortfall(float(own) / 50 * 10)
    if not limits:
        assert short is None
        return
    assert short is not None
    assert short.band.at_least == limits[0] / 5
    assert short.points == pytest.approx(float(limits[0] - own), abs=1e-8)
    assert short.converted == pytest.approx(float((limits[0] - own) / 5), abs=1e-8)


def test_what_a_unit_lacks_is_what_its_targets_say() -> None:
    card = dbp.score_month("2023-12")
    scheme = load_scheme(PROJECT / "data" / "schemes" / "dien-bien-2023.toml")
    for code, converted in card.ranking[["unit_code", "converted"]].itertuples(index=False):
        short = scheme.shortfall(converted)
        bands = [goal for goal in card.targets(code).goals if goal.kind == "band"]
        assert [goal.name for goal in bands] == ([short.band.name] if short else [])
        assert all(goal.gap == pytest.approx(short.points, abs=1e-8) for goal in bands if short)


def test_an_unknown_indicator_or_group_is_a_key_error(place: Place) -> None:
    scheme = load_scheme(place.data / SCHEME)
    for lookup in (scheme.indicator, scheme.group):
        with pytest.raises(KeyError):
            lookup("none")


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('id = "bo-thu"\n', "", "id", "thiếu mục bắt buộc"),
        ("scale = 10", "scales = 10\nscale = 10", "scales", "không có mục nào mang tên này"),
        ("scale = 10", "scale = 0", "scale", "phải lớn hơn 0"),
        ("scale = 10", "scale = inf", "scale", "sai kiểu dữ liệu"),
        ("maximum = 30", "maximum = -1", "groups[1].indicators[1].maximum", "phải lớn hơn 0"),
        ("maximum = 30", "maximum = 30\nfull_at = 80", "groups[1].indicators[1].full_at", "không được quá 1"),
        ("maximum = 30", "maximum = 30\nfull_at = 0", "groups[1].indicators[1].full_at", "lớn hơn 0"),
        (
            'denominator = ["resolved"]\nno_cases = "full"',
            'denominator = ["resolved"]\nno_cases = "half"',
            "groups[1].indicators[1].no_cases",
            "'full', 'zero', 'leave_out'",
        ),
        ('name = "Yếu", printed', 'names = "Yếu", printed', "bands[3].name", "thiếu mục bắt buộc"),
        ("scale = 10", 'scale = 10\nties = { rule = "random" }', "ties.rule", "'shared', 'dense'"),
        ("scale = 10", "scale = 10\nprinted = { total = 7 }", "printed.total", "không được quá 6"),
        ('payable = "Hồ sơ có phí, lệ phí"', 'payable = ""', "counts.payable", "không được để trống"),
        (
            'legal_basis = ["Quyết định số 1/QĐ-UBND ngày 01/01/2023"]',
            "legal_basis = []",
            "legal_basis",
            "ít nhất 1",
        ),
    ],
)
def test_a_wrong_key_is_named(place: Place, old: str, new: str, key: str, told: str) -> None:
    path = place.change(SCHEME, old, new)
    with pytest.raises(DataRejected) as caught:
        load_scheme(path)
    problem = next(p for p in caught.value.problems if p.column == key)
    assert problem.file == "bo-thu.toml"
    assert told in problem.what


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'numerator = ["paid_online"]',
            'numerator = ["paid_offline"]',
            "số liệu chưa được khai báo: paid_offline (có phải paid_online?)",
        ),
        ('denominator = ["payable"]', 'denominator = ["fees"]', "số liệu chưa được khai báo: fees"),
        (
            'indicators = ["submitted"]',
            'group = "online"\ncounts = ["late"]',
            "số liệu chưa được khai báo: late",
        ),
        ('indicators = ["submitted"]', 'indicators = ["x"]', "chỉ số chưa được khai báo: x"),
        ('indicators = ["submitted"]', 'groups = ["x"]', "nhóm chưa được khai báo: x"),
        (
            'indicators = ["submitted"]',
            'group = "offline"\ncounts = ["payable"]',
            "nhóm chưa được khai báo: offline",
        ),
        (
            'indicators = ["submitted"]',
            'group = "online"\nindicators = ["submitted"]',
            "phải có, khi",
        ),
        ("scale = 10", 'scale = 10\nprinted = { trim = ["x"] }', "chỉ số hoặc nhóm chưa được khai báo: x"),
        ("scale = 10", 'scale = 10\nties = { decided_by = ["x"] }', "nhóm chưa được khai báo: x"),
        ('id = "paid"', 'id = "submitted"', "chỉ số trùng mã: submitted"),
        ('id = "online"', 'id = "progress"', "nhóm trùng mã: progress"),
    ],
)
def test_what_a_scheme_refers_to_must_be_defined_once(place: Place, old: str, new: str, told: str) -> None:
    assert told in rejected(place, old, new).what


def test_a_finding_is_defined_once(place: Place) -> None:
    text = (place.data / SCHEME).read_text(encoding="utf-8")
    finding = text[text.index("[[findings]]") :]
    assert "nhận định trùng mã: submitted-low" in rejected(place, finding, finding + finding).what


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = 7", "at_least = 9.5"),
        ("at_least = 7", "at_least = 9"),
        ("at_least = 0", "at_least = 1"),
    ],
    ids=["unsorted", "equal", "no-lowest"],
)
def test_bands_stand_from_high_to_low_down_to_zero(place: Place, old: str, new: str) -> None:
    assert "bands phải xếp từ cao xuống thấp" in rejected(place, old, new).what


def test_no_band_begins_above_the_scale(place: Place) -> None:
    assert "11 vượt thang điểm 10" in rejected(place, "at_least = 9", "at_least = 11").what


def test_the_colour_of_a_band_is_red_green_and_blue(place: Place) -> None:
    problem = rejected(place, "at_least = 9", 'at_least = 9, colour = "đỏ"')
    assert 'màu ghi dạng "#rrggbb"' in problem.what
    assert problem.column == "bands[1].colour"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('denominator = ["resolved"]\nno_cases = "full"', 'denominator = ["resolved"]', "no_cases"),
        ('numerator = ["resolved_on_time"]\n', "", "numerator"),
        ('no_cases = "full"\n\n[[groups]]', 'no_cases = "full"\nconstant = 2\n\n[[groups]]', "có constant"),
        (
            'numerator = ["resolved_on_time"]\ndenominator = ["resolved"]\nno_cases = "full"',
            "constant = 31",
            "constant 31.0 vượt maximum 30.0",
        ),
    ],
    ids=["no-rule-for-no-cases", "no-numerator", "constant-with-numerator", "constant-above-maximum"],
)
def test_an_indicator_earns_in_exactly_one_way(place: Place, old: str, new: str, told: str) -> None:
    problem = rejected(place, old, new)
    assert told in problem.what
    assert problem.column == "groups[1].indicators[1]"


def test_an_indicator_may_earn_fixed_points(place: Place) -> None:
    old = 'numerator = ["resolved_on_time"]\ndenominator = ["resolved"]\nno_cases = "full"'
    assert load_scheme(place.change(SCHEME, old, "constant = 2")).indicator("on_time").constant == 2


def test_a_group_may_have_nothing_but_given_points(place: Place) -> None:
    place.change(SCHEME, "[counts]", '[counts]\nopenness_points = "Điểm công khai"')
    given = GIVEN_GROUP + 'given = "openness_points"\ngiven_maximum = 18\n\n'
    scheme = load_scheme(place.change(SCHEME, "[[findings]]", given + "[[findings]]"))
    assert scheme.maximum == 68
    assert "openness_points" in scheme.inputs


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ("", "cần given và given_maximum"),
        ('given = "received"\n', "cần given và given_maximum"),
        ("given_maximum = 18\n", "cần given và given_maximum"),
        ('given = "openness_points"\ngiven_maximum = 18\n', "chưa được khai báo: openness_points"),
    ],
)
def test_a_group_without_indicators_says_which_points_are_given_and_how_many(
    place: Place, extra: str, told: str
) -> None:
    assert told in rejected(place, "[[findings]]", GIVEN_GROUP + extra + "\n[[findings]]").what


def test_a_group_with_indicators_has_its_maximum_from_them(place: Place) -> None:
    problem = rejected(place, 'short_name = "Tiến độ"', 'short_name = "Tiến độ"\ngiven_maximum = 5')
    assert "given_maximum chỉ dùng cho nhóm không có chỉ số" in problem.what
    assert problem.column == "groups[1]"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("below = 0.5\n", "", "cần một giới hạn dưới (at_least, above)"),
        ('indicators = ["submitted"]\n', "", "chọn đúng một trong"),
        ('indicators = ["submitted"]', 'indicators = ["submitted"]\ncounts = ["received"]', "chọn đúng một"),
        ("{threshold}", "{limit}", "chỗ điền lạ {limit}"),
        ("{units}", "{units.__class__}", "chỗ điền lạ {units.__class__}"),
    ],
)
def test_a_finding_has_one_measure_a_bound_and_a_text_that_can_be_filled(
    place: Place, old: str, new: str, told: str
) -> None:
    problem = rejected(place, old, new)
    assert told in problem.what
    assert problem.column == "findings[1]"


@pytest.mark.parametrize(
    ("measure", "name", "told"),
    [
        ('indicators = ["submitted"]', "submitted", "requests chỉ dùng khi nhận định dựa trên groups"),
        ('groups = ["online"]', "on_time", "chỉ số chưa được khai báo: on_time"),
    ],
)
def test_requests_by_indicator_are_of_the_indicators_of_the_rule_s_groups(
    place: Place, measure: str, name: str, told: str
) -> None:
    place.change(SCHEME, 'indicators = ["submitted"]\nbelow', f"{measure}\nbelow")
    old = 'request = "đẩy mạnh nộp hồ sơ trực tuyến"'
    assert told in rejected(place, old, f'[findings.requests]\n{name} = "làm"').what


@pytest.mark.parametrize("bounds", ["at_most = 0.6", "at_least = 0.2, below = 0.9"])
def test_more_points_of_a_group_are_no_obstacle_to_a_band(place: Place, bounds: str) -> None:
    """With an upper bound, better service would cost a band, and no fewest cases could be told."""
    asked = f'at_least = 9, requires = [{{ groups = ["online"], {bounds}, missed = "x" }}]'
    assert "chỉ có giới hạn dưới (at_least, above)" in rejected(place, "at_least = 9", asked).what
