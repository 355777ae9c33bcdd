"""What an analyst types: a month scored, two compared, many in a row, what if, and which there are."""

from pathlib import Path

import pandas as pd

from dbp_analysis.asking.change.previous import since_month
from dbp_analysis.asking.scenario.opening import what_if
from dbp_analysis.auditing.audit import audit
from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.periods import kind_of
from dbp_analysis.lab.cards import Comparison, MonthCard, comparison
from dbp_analysis.publishing.audit_files import publish_audit
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.month import load_month_inputs
from dbp_analysis.scoring.score import score_inputs
from dbp_analysis.scoring.series import Series, load_series
from dbp_analysis.settings.project import find_project

__all__ = ["audit", "compare", "publications", "publish_audit", "score_month", "series", "what_if"]


def publications(data: str | Path = "") -> pd.DataFrame:
    """What there is in the data folder, one row a publication by its id, or a list of one that
    ranks several ("lam-dong/xa").

    ``title``; ``scheme``, the id of the one that it is scored by, or of its versions; ``first`` and ``last``
    of the months that have exports, missing where there are none; ``months``, all of them (``YYYY-MM``),
    oldest first. Raise ``DataRejected`` where a ``publication.toml`` cannot be read.
    """
    project = find_project(data)
    rows = []
    for name in project.publications():
        whole, months = project.publication(name), project.months(name)
        ends = (months[0], months[-1]) if months else (None, None)
        rows += [(told.id, told.title, ", ".join(told.scheme), *ends, months) for told in whole.by_list]
    columns = ["publication", "title", "scheme", "first", "last", "months"]
    return pd.DataFrame(rows, columns=columns).set_index("publication")


def score_month(
    month: str,
    publication: str = "",
    data: str | Path = "",
    *,
    scheme: str | Path = "",
    counts: str | Path = "",
) -> MonthCard:
    """Read, check and score a month (``2023-12``, or as people write one: ``12/2023``), as ``dbp run`` does
    but without writing anything.

    ``publication`` may stay empty when only one has the month; ``scheme`` (a file, or the id of a scheme in
    the data folder) and ``counts`` (a file) are those of a scenario. Raise ``WrongUse`` and ``DataRejected``
    as ``load_month_inputs`` does.
    """
    inputs = load_month_inputs(month, publication, data, scheme=scheme, counts=counts)
    return MonthCard(inputs, score_inputs(inputs))


def compare(
    before: str | MonthCard, after: str | MonthCard, publication: str = "", data: str | Path = ""
) -> Comparison:
    """What changed from one month to a later one of the same publication, by the units and the scheme of
    the later; each is a month (``YYYY-MM``) or a card. Beside a card, a month is by default one of the card's
    publication, from the card's data folder.

    Raise ``WrongUse`` for months in the wrong order or of two publications, and with the reason for periods
    that are not compared (see :mod:`~dbp_analysis.asking.comparable`).
    """
    for card in (before, after):
        if isinstance(card, MonthCard):
            publication = publication or card.inputs.publication.id
            data = data or card.inputs.project.data
    first = before.inputs if isinstance(before, MonthCard) else load_month_inputs(before, publication, data)
    last = after if isinstance(after, MonthCard) else score_month(after, publication, data)
    same_kind = kind_of(first.month) == kind_of(last.inputs.month)
    if first.publication != last.inputs.publication or (same_kind and first.month >= last.inputs.month):
        raise WrongUse(
            f"Không so sánh được {_told(first)} với {_told(last.inputs)}.\n"
            "  Cách xử lý: chọn hai kỳ của cùng một báo cáo, kỳ trước đứng trước."
        )
    return comparison(last, since_month(first, last.inputs, last.scorecard))


def series(first: str = "", last: str = "", publication: str = "", data: str | Path = "") -> Series:
    """Every month from ``first`` to ``last`` that has data, by default all there are, by the units and the
    scheme of the last.

    Raise ``WrongUse`` as :func:`~dbp_analysis.scoring.series.load_series` does.
    """
    return load_series(first, last, publication, data)


def _told(inputs: MonthInputs) -> str:
    return f"{inputs.month} ({inputs.publication.id})"
