"""The two real months that the tests of targets share."""

from pathlib import Path

import pytest

from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.scorecard import Scorecard

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="package")
def published() -> Scorecard:
    return score_inputs(load_month_inputs("2023-12", "dien-bien-phu", DATA))


@pytest.fixture(scope="package")
def national() -> Scorecard:
    return score_inputs(load_month_inputs("2026-10", "gia-lai", DATA))
