"""The portal's own responses as exports: the service's shape, the figures published for Gia Lai."""

import json

import pandas as pd
import pytest

from dbp_analysis.scoring.published import compare_published
from dbp_analysis.scoring.score import score_inputs

from .made import PROJECT, Place, copy_partly_counted

PUBLISHED = PROJECT / "tests" / "published"


@pytest.fixture
def gia_lai(tmp_path) -> Place:
    """The project's data with October 2026 of Gia Lai, the exports of counts taken out."""
    place = copy_partly_counted(tmp_path)
    for name in ("tien-do.csv", "thanh-toan.csv", "so-hoa.csv", "hai-long.csv"):
        (place.folder / name).unlink()
    return place


def rows(name):
    return pd.read_csv(PUBLISHED / f"gia-lai-{name}.csv", dtype={"code": str}).to_dict("records")


def is_commune(row):
    return row["unit"].startswith(("UBND xã", "UBND phường"))


def save(place, name, data):
    text = json.dumps({"code": "OK", "data": data, "message": "OK"}, ensure_ascii=False)
    (place.folder / name).write_text(text, encoding="utf-8")


def tree(units):
    """A response of the services that answer with a province and its units."""
    return {"parent": {"departmentName": "UBND tỉnh Gia Lai", "departmentCode": "H21"}, "children": units}


def test_progress_is_read_and_recomputes_to_the_portal_s_points(gia_lai):
    units = [
        {
            "departmentName": f"{row['unit']} - Tỉnh Gia Lai",
            "departmentCode": row["code"],
            "level": "COMMUNE" if is_commune(row) else "PROVINCE",
            "totalReceived": row["received"],
            "totalOnTime": row["on_time"],
            "totalOverdue": row["overdue"],
            "score": row["points_20"],
        }
        for row in rows("progress")
    ]
    save(gia_lai, "phan-hoi.json", tree(units))

    inputs = gia_lai.read()
    compared = compare_published(score_inputs(inputs)).query("subject == 'resolved_on_time'")

    assert inputs.errors == ()
    assert len(compared) == sum(map(is_commune, rows("progress"))) == 13
    assert compared["agrees"].all()


def test_payment_is_read_and_recomputes_to_the_portal_s_points(gia_lai):
    units = [
        {
            "departmentName": row["unit"],
            "departmentCode": row["code"],
            "level": "COMMUNE" if is_commune(row) else "PROVINCE",
            "totalDossierOnlinePaymentSuccess": row["paid_online"],
            "totalDossierFinancialObligation": row["payable"],
            "totalDossierOnlineFormalityPaymentSuccess": row["procedures_paid_online"],
            "totalFeeDossierFormality": row["fee_procedures_with_dossiers"],
            "totalFeeFormality": row["fee_procedures"],
            "totalScore": row["points_10"],
        }
        for row in rows("payment")
    ]
    save(gia_lai, "phan-hoi.json", tree(units))

    compared = compare_published(score_inputs(gia_lai.read())).query("subject == 'payment'")

    assert len(compared) == 19
    assert compared["agrees"].all()


def metric(code, numerator, denominator, score):
    ratio = 100 * numerator / denominator if denominator else 0
    return {
        "code": code,
        "name": code,
        "numerator": numerator,
        "denominator": denominator,
        "ratio": ratio,
        "score": score,
        "maxScore": 6,
        "dataQualityStatus": "OK",
    }


def test_satisfaction_is_read_by_its_metrics_and_by_name_where_there_is_no_code(gia_lai):
    units = [
        {
            "departmentId": f"id-{row['code']}",
            "departmentName": row["unit"],
            "departmentType": "COMMUNE_PEOPLE_COMMITTEE" if is_commune(row) else "PROVINCIAL_DEPARTMENT",
            "totalScore": row["points_18"],
            "metrics": [
                metric(
                    "DOSSIER_RECEIVING_SATISFACTION",
                    row["dossiers_satisfied"],
                    row["dossiers_rated"],
                    row["dossiers_points_6"],
                ),
                metric(
                    "PETITION_PROCESSING_ON_TIME",
                    row["petitions_on_time"],
                    row["petitions"],
                    row["petitions_on_time_points_6"],
                ),
                metric(
                    "PETITION_HANDLING_SATISFACTION",
                    row["petitions_satisfied"],
                    row["petitions_handled"],
                    row["petitions_satisfied_points_6"],
                ),
            ],
        }
        for row in rows("satisfaction")
    ]
    save(gia_lai, "phan-hoi.json", {"overview": {"departmentName": "UBND tỉnh"}, "evaluation": units})

    compared = compare_published(score_inputs(gia_lai.read()))
    compared = compared[compared["subject"].str.contains("satisf|petitions")]

    assert len(compared) == 7 * 4
    assert compared["agrees"].all()


def test_a_difference_from_the_portal_s_points_is_found(gia_lai):
    unit = {
        "departmentName": "UBND xã Hoài Ân",
        "departmentCode": "H21.222",
        "level": "COMMUNE",
        "totalReceived": 2318,
        "totalOnTime": 2156,
        "totalOverdue": 162,
        "score": 18.59,
    }
    save(gia_lai, "phan-hoi.json", tree([unit]))

    compared = compare_published(score_inputs(gia_lai.read()))
    wrong = compared[~compared["agrees"].astype(bool)]

    assert wrong[["subject", "published", "recomputed"]].to_numpy().tolist() == [
        ["resolved_on_time", 18.59, 18.6]
    ]
