"""The national scorecard as the portal published it: 135 communes, and every row of counts recomputed."""

from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.common.numbers import fixed
from dbp_analysis.publishing.annex import annex_table
from dbp_analysis.publishing.content import report_content
from dbp_analysis.publishing.notes import report_notes
from dbp_analysis.scoring.published import compare_published
from dbp_analysis.scoring.score import score
from dbp_analysis.settings.scheme import load_scheme
from dbp_analysis.telling.report import write_report

from .made import real_card, real_inputs

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
SCHEME = load_scheme(DATA / "schemes" / "qd766-2026.toml")
GROUPS = {"openness": 18, "progress": 20, "online": 12, "payment": 10, "digitisation": 22, "satisfaction": 18}

RENAMED = {
    "progress": {"points_20": "resolved_on_time"},
    "payment": {"procedures_paid_online": "fee_procedures_paid_online", "points_10": "payment"},
    "digitisation": {
        "digital_results_points_6": "digital_results_share",
        "digitised_points_4": "digitised_share",
        "reused_points_2": "reused_share",
        "shared_store_points_4": "shared_store_share",
        "citizen_data_dossiers_points_2": "citizen_data_share",
        "citizen_data_procedures_points_2": "citizen_data_procedures_share",
        "certified_copy_points_2": "certified_copies",
        "points_22": "digitisation",
    },
    "satisfaction": {
        "dossiers_points_6": "dossiers_satisfied_share",
        "petitions_on_time_points_6": "petitions_on_time_share",
        "petitions_satisfied_points_6": "petitions_satisfied_share",
        "points_18": "satisfaction",
    },
    "online": {
        "authorityCount": "procedures_authority",
        "partialCount": "procedures_partial",
        "fullCount": "procedures_full",
        "onlineDossierCount": "online_services_used",
        "onlineServiceTotal": "online_services",
        "channelOnlineSum": "channel_online",
        "channelTotalSum": "channel_total",
        "totalScore /12": "online",
    },
}


def published(name):
    return pd.read_csv(HERE / "published" / f"gia-lai-{name}.csv", dtype={"code": str})


@pytest.fixture(scope="module")
def report():
    inputs, card = (of("2026-10", "gia-lai") for of in (real_inputs, real_card))
    return write_report(inputs, card, since_previous(inputs, card))


def test_all_135_communes_come_out_as_printed(report):
    table = published("groups").set_index("code")
    card = report.card
    printed = card.of_units(card.group_points.join(card.results["total"]))

    assert len(printed) == 135
    for code, row in printed.iterrows():
        expected = table.loc[code]
        got = [fixed(row[group], 2) for group in GROUPS] + [fixed(row["total"], 2)]
        assert got == [fixed(expected[f"{g}_{m}"], 2) for g, m in GROUPS.items()] + [
            fixed(expected["total_100"], 2)
        ]


def test_equal_totals_share_a_rank_and_stand_so_in_the_annex(report):
    ranks = [row[0] for row in annex_table(report.card).rows]

    assert ranks[11:14] == ["12=", "12=", "14"]


def test_bands_stand_at_90_80_70_and_50(report):
    totals = published("groups")["total_100"]

    assert report.card.results["band"].value_counts().to_dict() == {
        "Khá": int((totals >= 70).sum()),
        "Trung bình": int((totals < 70).sum()),
    }


@pytest.mark.parametrize("name", list(RENAMED))
def test_every_published_row_of_counts_recomputes_to_its_points(name):
    table = published(name).rename(columns=RENAMED[name])
    subjects = [c for c in table if c in {*GROUPS, *(i.id for i in SCHEME.indicators)}]
    index = pd.MultiIndex.from_product([["2026-10"], table.index.astype(str)], names=["month", "unit_code"])
    counts = table[[c for c in table if c in SCHEME.inputs]].astype(float).set_axis(index, axis="index")
    stated = table[subjects].astype(float).add_prefix("published.").set_axis(index, axis="index")

    compared = compare_published(score(counts.join(stated), SCHEME, pd.DataFrame()))

    assert len(compared) == len(table) * len(subjects) > 0
    assert compared["agrees"].all(), compared[~compared["agrees"]]


def test_rounding_only_the_sum_would_get_payment_rows_wrong():
    table = published("payment").query("fee_procedures > 0 and payable > 0")
    share = 6 * table["paid_online"] / table["payable"]
    two = (2 * table["procedures_paid_online"] / table["fee_procedures"] / 0.8).clip(upper=2)
    three = (2 * table["fee_procedures_with_dossiers"] / table["fee_procedures"] / 0.8).clip(upper=2)

    wrong = (share + two + three).map(lambda value: fixed(value, 2)) != table["points_10"].map(
        lambda value: fixed(value, 2)
    )

    assert wrong.any()


PORTAL_CODES = {
    "TDGQ": "resolved_on_time",
    "PUBLISH_ON_TIME": "published_on_time_share",
    "PUBLIC_UPDATE_ON_TIME": "updated_on_time_share",
    "PUBLIC_CONTENT_FULL": "content_full_share",
    "DOSSIER_SYNC": "synced_share",
    "ORIGINAL_RESULT_AVAILABLE": "digital_results_share",
    "SO_HOA_GIAY_TO_GIAI_QUYET": "digitised_share",
    "REUSED_DIGITIZED_DATA": "reused_share",
    "SYNCED_WITH_DVCQG_PERSONAL_STORAGE": "shared_store_share",
    "CITIZEN_DATA_CONNECTED_DOSSIER": "citizen_data_share",
    "CITIZEN_DATA_CONNECTED_FORMALITY": "citizen_data_procedures_share",
    "ELECTRONIC_CERTIFIED_COPY": "certified_copies",
    "DOSSIER_RECEIVING_SATISFACTION": "dossiers_satisfied_share",
    "PETITION_PROCESSING_ON_TIME": "petitions_on_time_share",
    "PETITION_HANDLING_SATISFACTION": "petitions_satisfied_share",
}


def test_every_figure_that_the_portal_published_of_135_communes_comes_out(report):
    table = pd.read_csv(HERE / "published" / "gia-lai-communes.csv").set_index("department_code")
    card = report.card
    of_units = {name: card.of_units(getattr(card, name)) for name in ("numerators", "denominators", "points")}

    for code, indicator in PORTAL_CODES.items():
        rows = table[table["code"].eq(code)]
        assert len(rows) == 135
        ours = {name: frame[indicator].loc[rows.index] for name, frame in of_units.items()}
        assert (
            ours["points"].map(lambda v: fixed(v, 2)).eq(rows["points_published"].map("{:.2f}".format)).all()
        )
        if code != "ELECTRONIC_CERTIFIED_COPY":
            assert ours["numerators"].eq(rows["numerator"]).all()
            assert ours["denominators"].eq(rows["denominator"]).all()


def test_payment_is_counted_where_all_its_counts_are_known_and_given_elsewhere(report):
    assert report.card.from_counts["payment"].sum() == 19
    assert report.card.given["payment"].sum() == 116


def test_payment_points_that_no_count_explains_are_a_finding(report):
    differing = {f.subject: f.units for f in report.findings if f.kind == "differs"}

    assert {subject: set(units) for subject, units in differing.items()} == {
        "payment": {"H21.100", "H21.149", "H21.205"}
    }


def test_the_notes_name_them_with_the_nearest_points(report):
    content = report_content(
        report.inputs.publication, report.inputs.settings, report.card, report.commentary, report.since
    )
    said = {note.label: note.text for note in report_notes(report, content)}

    assert said["UBND phường An Bình"].startswith("Thanh toán trực tuyến: đã công bố 7,51; ")
    assert said["UBND phường An Bình"].endswith(" gần nhất là 7,50.")


def test_the_period_is_the_year_to_date(report):
    assert report.card.period == "từ đầu năm đến ngày 10/10/2026"
    assert "tháng 10 năm 2026" not in report.text
