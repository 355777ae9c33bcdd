"""A unit's profile: one page of what its leader asks – where we stand, why, what would lift us, how sure."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dbp_analysis.asking.robustness.fragility import fragility, fragility_sentences
from dbp_analysis.asking.robustness.summary import robustness
from dbp_analysis.asking.targets.unit_targets import targets
from dbp_analysis.common.periods import last_day
from dbp_analysis.scoring.series import Series
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.profile.goals import Box, certainty_lines, goal_boxes
from dbp_analysis.telling.profile.headlines import Headline, headlines, losses_text
from dbp_analysis.telling.profile.notes import Note, profile_notes
from dbp_analysis.telling.profile.rows import Row, unit_rows

say = Sentences("profile")


@dataclass(frozen=True)
class UnitProfile:
    """All texts and figures of one unit's page, in its order, the same for docx, PDF and HTML.

    ``headlines`` are score, rank and band; ``losses`` sums up where points were lost and ``rows`` shows
    each indicator; ``goals`` say what would lift the unit, ``certainty`` how sure the result is; ``notes``
    where it comes from. ``provenance`` labels figures that are not official; else empty. ``day`` is the last
    day of the figures.
    """

    unit_code: str
    unit: str
    issuer: str
    title: str
    subject: str
    provenance: str
    headlines: tuple[Headline, ...]
    losses: str
    rows: tuple[Row, ...]
    goals: tuple[Box, ...]
    certainty: tuple[str, ...]
    notes: tuple[Note, ...]
    day: datetime.date


def unit_profiles(series: Series, codes: Sequence[str] = ()) -> Iterator[UnitProfile]:
    """Profiles of the units of the last month of ``series``, best rank first; only of ``codes`` where given.

    What the units share is found out once, before the first. Raise ``KeyError`` for a code that is not on
    the card.
    """
    inputs, card = series.inputs[-1], series.card.month(series.months[-1])
    rows, sure, table = unit_rows(card), robustness(card), fragility(card, codes)
    sentences = fragility_sentences(card, table)
    results = {str(code): row for code, row in card.of_units(card.results).to_dict("index").items()}
    names = card.names("unit_label")
    for code in codes or results:
        found = targets(card, code)
        yield UnitProfile(
            unit_code=code,
            unit=str(names[code]),
            issuer=inputs.publication.issuer.short_name,
            title=say("title", period=card.period),
            subject=inputs.publication.title,
            provenance=inputs.settings.note,
            headlines=headlines(card, results, code),
            losses=losses_text(card.scheme, results[code], rows[code]),
            rows=rows[code],
            goals=goal_boxes(found),
            certainty=certainty_lines(found, str(sentences[code]), sure),
            notes=profile_notes(series, found, rows[code]),
            day=inputs.settings.year_to_date or last_day(inputs.month),
        )
