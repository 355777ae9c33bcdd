"""The page: a month on one page that needs nothing else, for a browser or a phone."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dbp_analysis.asking.change.movements import movements
from dbp_analysis.asking.drivers import drivers
from dbp_analysis.charts.facts import beside_rows, listed
from dbp_analysis.charts.items import indicator_items, ranked, standings
from dbp_analysis.charts.zones import Zones
from dbp_analysis.common.numbers import concise, settle, two_digits, vietnamese
from dbp_analysis.common.periods import before_text, following, period_text
from dbp_analysis.common.sentences import capitalised
from dbp_analysis.publishing.content import ReportContent
from dbp_analysis.publishing.notes import report_notes
from dbp_analysis.publishing.page_units import Unit, coordinate, page_units
from dbp_analysis.publishing.templates import page_template
from dbp_analysis.scoring.rule_text import limits_of
from dbp_analysis.scoring.scorecard import NO_CASES, UNKNOWN, Scorecard
from dbp_analysis.settings.adjustment import ADJUSTMENTS
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.report import MonthlyReport

if TYPE_CHECKING:
    from dbp_analysis.charts import Chart

MANY_UNITS = 20
"""From more units than this, the page offers a box to find one by its name."""
MOST_NAMED = 4
MOST_POINTS = 5

say = Sentences("page")
in_report = Sentences("report")


def month_page(
    report: MonthlyReport,
    content: ReportContent,
    charts: Sequence["Chart"],
    files: Mapping[str, str] | None = None,
) -> str:
    """The page as HTML: no address, no clock, nothing loaded from elsewhere. ``files`` are those that lie
    beside it, each with what it holds. What is withheld from the card is said to be.

    Everything but the charts' own SVG is escaped.
    """
    scheme = report.card.scheme
    scale = Zones(scheme, ranked(standings(report.card)), 0.0, 1.0)
    units = list(page_units(report, scale))
    drawn = [band.limit for band in reversed(scheme.bands) if scale.low < band.limit < scale.high]
    notes = groupby(report_notes(report, content), key=lambda note: note.section)
    return page_template("page.html.j2").render(
        title=report.inputs.publication.title,
        issuer=[line for line in (content.superior, *content.issuer) if line],
        period=capitalised(report.card.period),
        tied=in_report("tied"),
        points_title=say("points_title", period=report.card.period),
        release=list(_release(report)),
        files=files or {},
        note=content.note,
        bands=_bands(report.card),
        looks={b.name: f"background: {b.colour}; color: {b.ink}" for b in scheme.bands if b.colour},
        facts=_facts(report, units)[:MOST_POINTS],
        units=units,
        by_band=[list(members) for _, members in groupby(units, key=lambda unit: unit.band)],
        find=len(units) > MANY_UNITS,
        clusters=content.annex.table.clusters,
        previous=report.since.change.before.period if report.since.change else "",
        before=before_text(report.since.month),
        since_notes=report.since.notes,
        not_compared=report.since.reason,
        withheld=""
        if report.card.withheld is None
        else say("withheld", fewest=report.inputs.publication.small_cells),
        ends=[concise(end) for end in (scale.low, scale.high)],
        limits=[concise(limit) for limit in drawn],
        ticks=[coordinate(scale.share(limit)) for limit in drawn],
        maximum=concise(scheme.maximum),
        scale=concise(scheme.scale),
        with_converted=scheme.with_converted,
        charts=charts,
        drivers=drivers(report.card),
        commentary=_commentary(report),
        notes=[(section, [(note.label, note.text) for note in told]) for section, told in notes],
    )


def _bands(card: Scorecard) -> list[tuple[str, str, str]]:
    """(count, name, limits) of every band, best first, and of the units left out."""
    scheme, found, unit = card.scheme, card.bands, card.scheme.score_unit
    tiles = [
        (two_digits(int(found.eq(band.name).sum())), band.name, f"{limits_of(scheme, at)} {unit}")
        for at, band in enumerate(scheme.bands)
    ]
    left_out = [(int(found.eq(why).sum()), capitalised(why)) for why in (NO_CASES, UNKNOWN)]
    return tiles + [(two_digits(count), why, say("unranked")) for count, why in left_out if count]


def _release(report: MonthlyReport) -> Iterator[tuple[str, str]]:
    """(what, in words): the next report, who answers for this one, what was corrected and whether that was
    after it had been signed.
    """
    inputs, coming = report.inputs, following(report.inputs.month)
    if inputs.settings.provenance == "scenario":
        return
    day, words = inputs.publication.due(coming), capitalised(period_text(coming))
    dated = say("release.due", period=words, day=f"{day:%d/%m/%Y}") if day else words
    yield say("release.next"), dated
    if inputs.publication.contact:
        yield say("release.contact"), inputs.publication.contact
    signed, made = inputs.settings.signed_on, sorted(one.date for one in inputs.corrections)
    if signed and (late := [day for day in made if day > signed]):
        counted = {"count": two_digits(len(late)), "last": f"{late[-1]:%d/%m/%Y}"}
        yield say("release.revised"), say("release.since", signed=f"{signed:%d/%m/%Y}", **counted)
    elif made:
        counted = {"count": two_digits(len(made)), "last": f"{made[-1]:%d/%m/%Y}"}
        yield say("release.corrected"), say("release.corrections", **counted)


def _facts(report: MonthlyReport, units: Sequence[Unit]) -> list[tuple[str, list[Unit], str]]:
    """(what, the units, how much): the highest, the lowest, who moved, where points go, what to mend."""
    scored = [unit for unit in units if unit.scored]
    if not scored:
        return []
    with_cases = [unit for unit in scored if not unit.idle]
    first = [unit for unit in with_cases if unit.rank == with_cases[0].rank]
    last = [unit for unit in scored if unit.rank == scored[-1].rank]
    maximum = concise(report.card.scheme.maximum)
    facts = []
    if first:
        ahead = first[0].rank == scored[0].rank
        highest = say("fact.highest" if ahead else "fact.highest_with_cases")
        highest = highest if len(scored) > 1 else say("fact.only")
        facts.append((highest, first, _alike(first, _score(first[0], maximum))))
    if last != first:
        facts.append((say("fact.lowest"), last, _alike(last, _score(last[0], maximum))))
    facts += _moves(report, units)
    if beside := beside_rows(report.card):
        facts.append((ADJUSTMENTS, [], beside))
    # Over the items of the losses chart: a group stands whole where some unit's indicators are not known.
    means = [
        (item, settle(sum(item.lost[unit.code] for unit in scored) / len(scored)))
        for item in indicator_items(report.card)
    ]
    most = max(mean for _, mean in means)
    if most > 0:
        lost = [f"{vietnamese(most, 2)}/{concise(item.maximum)}" for item, mean in means if mean == most]
        names = [item.name for item, mean in means if mean == most]
        equal = len(set(lost)) == 1
        if not equal:
            names = [say("said.lost_name", name=name, lost=of) for name, of in zip(names, lost, strict=True)]
        named = listed(names, MOST_NAMED, say("said.contents"))
        said = say("said.lost" if equal else "said.lost_equal", names=named, lost=lost[0])
        facts.append((say("fact.lost"), [], said))
    asked = max(len(unit.requests) for unit in scored)
    worst = [unit for unit in scored if len(unit.requests) == asked]
    if asked and len(worst) <= MOST_NAMED:
        facts.append((say("fact.requests"), worst, say("said.requests", count=two_digits(asked))))
    return facts


def _alike(units: Sequence[Unit], text: str) -> str:
    """What is said of the units together, and that they share it where they are several."""
    return say("said.together", count=two_digits(len(units)), said=text) if len(units) > 1 else text


def _moves(report: MonthlyReport, units: Sequence[Unit]) -> Iterator[tuple[str, list[Unit], str]]:
    """Who rose and who fell most since the month before, where that is notable."""
    change = report.since.change
    if change is None:
        return
    found = movements(change, report.inputs.wording.notable)
    by_code = {unit.code: unit for unit in units}
    for way, codes in (("up", found.most_up), ("down", found.most_down)):
        if codes:
            points = abs(float(change.units["change"][codes[0]]))
            by = vietnamese(points, change.scheme.printed.total)
            text = say(f"moved_by.{way}", points=by, period=change.before.period)
            named = [by_code[code] for code in codes]
            yield say(f"moved.{way}"), named, _alike(named, text)


def _score(unit: Unit, maximum: str) -> str:
    return say("said.score", total=unit.total, maximum=maximum, band=unit.band)


def _commentary(report: MonthlyReport) -> list[tuple[str, list[Any]]]:
    """(heading, blocks) of the report's text, what is wrong first; a block is a paragraph, or a list of
    (item, its subitems). The results are left to the ranking.
    """
    told = [paragraph for paragraph in report.commentary if paragraph.section != "results"]
    told.sort(key=lambda paragraph: paragraph.section == "general")
    sections: list[tuple[str, list[Any]]] = []
    blocks: list[Any] = []
    for paragraph in told:
        if paragraph.kind == "heading":
            blocks = []
            sections.append((paragraph.text, blocks))
        elif paragraph.kind == "text":
            blocks.append(paragraph.text)
        elif paragraph.kind == "subitem":
            blocks[-1][-1][1].append(paragraph.text)
        elif blocks and isinstance(blocks[-1], list):
            blocks[-1].append((paragraph.text, []))
        else:
            blocks.append([(paragraph.text, [])])
    return sections
