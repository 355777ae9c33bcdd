"""The two real months that the tests of targets share."""

import pytest

from dbp_analysis.scoring.scorecard import Scorecard

from ...made import real_card


@pytest.fixture(scope="package")
def published() -> Scorecard:
    return real_card()


@pytest.fixture(scope="package")
def national() -> Scorecard:
    return real_card("2026-10", "gia-lai")
