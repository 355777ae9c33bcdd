"""Means of clusters of units."""

import pytest

from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.clusters import cluster_means
from dbp_analysis.scoring.score import score_inputs

from ..lists_made import make_lists

CLUSTERS = {"X1": "Cụm 1", "X2": "Cụm 1", "X3": "Cụm 2", "X4": "Cụm 2", "X5": ""}


@pytest.fixture
def province(tmp_path):
    place = make_lists(tmp_path)
    lines = (place.data / "units.csv").read_text("utf-8").splitlines()
    named = [f"{line},{CLUSTERS.get(line.split(',')[1], '')}" for line in lines[1:]]
    (place.data / "units.csv").write_text("\n".join([f"{lines[0]},cluster", *named]) + "\n", "utf-8")
    return place


def card(place, name="xa"):
    return score_inputs(read_month(place.month, name, place.data))


def test_means_are_of_unrounded_totals_and_ranked(province):
    found = card(province)
    totals = found.results["total"].droplevel("month")
    means = cluster_means(found)
    assert list(means.index) == ["Cụm 1", "Cụm 2"]
    assert means.loc["Cụm 1", "total"] == (totals["X1"] + totals["X2"]) / 2
    assert list(means["rank"]) == [1, 2]
    assert list(means["units"]) == list(means["scored"]) == [2, 2]


def test_a_cluster_that_is_not_complete_has_no_mean_and_no_rank(province):
    province.change(f"song-xanh/{province.month}/thu-phi.csv", "Xã Sông Tây;40;10\n", "")
    province.change(f"song-xanh/{province.month}/thu-phi.csv", "Tổng số;210;145", "Tổng số;170;135")
    province.change("layouts/thu-phi.toml", 'period = "none"', 'period = "none"\ncovers = "some"')
    means = cluster_means(card(province))
    assert list(means.index) == ["Cụm 2", "Cụm 1"]
    assert means["total"].isna().tolist() == [False, True]
    assert means["rank"].isna().tolist() == [False, True]
    assert means["why"].tolist() == ["", "chưa đủ số liệu"]
    rows = annex_table(card(province)).clusters.rows
    assert rows[1] == ("–", "Cụm 1 (chưa đủ số liệu)", "1/2", "–", "–")


def test_a_unit_without_cases_is_not_in_the_mean(province):
    for name, old, new in (
        ("bang-ke.csv", "Xã Sông Bắc;60;20;50;40", "Xã Sông Bắc;0;0;0;0"),
        ("bang-ke.csv", "Tổng số;1330;970;1100;1010", "Tổng số;1270;950;1050;970"),
        ("thu-phi.csv", "Xã Sông Bắc;20;5", "Xã Sông Bắc;0;0"),
        ("thu-phi.csv", "Tổng số;210;145", "Tổng số;190;140"),
    ):
        province.change(f"song-xanh/{province.month}/{name}", old, new)
    found = card(province)
    means = cluster_means(found)
    assert means.loc["Cụm 2", ["units", "scored", "rank"]].tolist() == [2, 1, 1]
    assert means.loc["Cụm 2", "total"] == found.results["total"].droplevel("month")["X3"]


def test_a_list_without_clusters_has_no_means(province, tmp_path):
    assert cluster_means(card(province, "so")).empty
    assert annex_table(card(province, "so")).clusters is None
    assert cluster_means(card(make_lists(tmp_path / "plain"))).empty
