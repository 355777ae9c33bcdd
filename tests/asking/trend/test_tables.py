from io import StringIO

import pandas as pd
import pytest

from dbp_analysis.asking.trend.tables import limits_table, ratios_csv, ratios_table, totals_csv, totals_table
from dbp_analysis.asking.trend.trends import Trend, read_trend

from ...made import Place
from ...trend_made import HIM_LAM, NA_TAU, THANH_MINH, demo_trend, rows, sample_trend, series_of

NAN = float("nan")


@pytest.fixture(scope="module")
def sample() -> Trend:
    return sample_trend()


def test_totals_stand_with_their_rank_and_a_gap_is_a_dash(place: Place) -> None:
    months = {"2023-10": rows(90, 80, 70), "2023-12": rows(90, 80, 95)}
    table = totals_table(read_trend(series_of(place, months))).frame

    assert list(table.columns) == ["10/2023", "11/2023", "12/2023"]
    assert table.loc["Nà Tấu"].tolist() == ["35,00\N{NO-BREAK SPACE}(3)", "–", "47,50\N{NO-BREAK SPACE}(1)"]


def test_ratios_of_nothing_of_some_units_and_of_no_month_are_told_apart(place: Place) -> None:
    counts = {HIM_LAM: (1, 2, 9, 10, 0, 0), THANH_MINH: (1, 1, NAN, 10, 0, 0), NA_TAU: (1, 1, 8, 10, 0, 0)}

    table = ratios_table(read_trend(series_of(place, {"2023-10": counts, "2023-12": counts}))).frame

    assert table.index.tolist() == ["Đúng hạn", "Nộp trực tuyến", "Thanh toán trực tuyến"]
    assert table["10/2023"].tolist() == ["75%", "85% (2/3 đơn vị)", "không phát sinh"]
    assert set(table["11/2023"]) == {"–"}


def test_ratios_beside_one_another_have_the_same_decimals(sample: Trend) -> None:
    shares = [one for one in ratios_table(sample).frame.to_numpy().ravel() if str(one).endswith("%")]

    assert "100,0%" in shares
    assert all("," in share for share in shares)


def test_limits_are_shown_for_every_indicator(sample: Trend) -> None:
    table = limits_table(sample).frame

    assert len(table) == 8
    assert table.loc["Nộp trực tuyến"].tolist() == [
        *["–"] * 4,
        "từ tháng 7/2025 mới có 6 tháng so được, cần ít nhất 12",
    ]
    assert table.loc["PAKN hài lòng", "Giới hạn"] == "–"


def test_words_stand_on_the_left_and_figures_on_the_right(place: Place) -> None:
    shares = [50, 51] * 6 + [70]
    months = [f"{2023 + n // 12}-{n % 12 + 1:02d}" for n in range(13)]
    table = limits_table(
        read_trend(series_of(place, {m: rows(s, s, s) for m, s in zip(months, shares, strict=True)}))
    )
    html = table._repr_html_()

    assert table.frame.loc["Đúng hạn"].tolist() == [
        "01/2024", "70%", "52%", "45,4%–58,7%", "vượt giới hạn trên",
    ]  # fmt: skip
    assert '<td style="text-align: left">Nộp trực tuyến</td>' in html
    assert '<td style="text-align: right">52%</td>' in html
    assert '<td style="text-align: left">vượt giới hạn trên</td>' in html


def test_the_csv_of_totals_reads_back_to_the_last_bit(sample: Trend) -> None:
    table = pd.read_csv(StringIO(totals_csv(sample)), dtype={"unit_code": str})

    results = sample.series.card.results.reset_index()
    assert table["unit_code"].tolist() == results["unit_code"].tolist()
    assert table["total"].tolist() == results["total"].tolist()
    june = table[(table["month"] == "2025-06") & (table["unit_code"] == "03334")].iloc[0]
    assert (june["unit_name"], june["parts"]) == ("Phường Mường Thanh", "Phường Noong Bua; Phường Nam Thanh")
    assert set(table["provenance"]) == {"synthetic"}


def test_the_csv_of_ratios_holds_counts_limits_and_what_lies_outside(sample: Trend) -> None:
    table = pd.read_csv(StringIO(ratios_csv(sample)))

    assert len(table) == 8 * 12
    assert set(table["provenance"]) == {"synthetic"}
    assert (table["numerator"] / table["denominator"]).dropna().tolist() == table["ratio"].dropna().tolist()
    assert table["lower"].isna().all()  # six months since all units are whole

    table = pd.read_csv(StringIO(ratios_csv(demo_trend(4, 18))))
    judged = table.dropna(subset=["lower"])
    judged = judged[judged["comparable"]]
    beyond = (judged["ratio"] > judged["upper"]) | (judged["ratio"] < judged["lower"])
    assert judged["outside"].tolist() == beyond.tolist()
    assert beyond.any()
    assert not table.drop(judged.index)["outside"].any()
