"""The two real months that the tests of targets share."""

from pathlib import Path

import pytest

from dbp_analysis.inputs import load_month_inputs
from dbp_analysis.report import score_inputs
from dbp_analysis.scorecard import Scorecard

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="package")
def published() -> Scorecard:
    return score_inputs(load_month_inputs("2023-12", "dien-bien-phu", DATA))


@pytest.fixture(scope="package")
def national() -> Scorecard:
    return score_inputs(load_month_inputs("2026-10", "gia-lai", DATA))
