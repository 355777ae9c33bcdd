"""What stands beside the bands of a report: who was held back, given a bonus, a deduction or no points."""

from dbp_analysis.asking.change.text import signed
from dbp_analysis.common.numbers import counted, settle, two_digits, vietnamese
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.settings.sentences import Sentences
from dbp_analysis.telling.findings import Figure, Finding
from dbp_analysis.telling.paragraphs import Writer

say = Sentences("findings")


def beside_bands(writer: Writer, finding: Finding) -> str:
    """One sentence on a finding of these kinds; of many units those with most points first."""
    wording, scheme, figures = writer.wording, writer.card.scheme, finding.figures
    moved = finding.measure == "points"
    if moved and len(figures) > wording.most_named:
        figures = tuple(sorted(figures, key=lambda figure: -abs(figure.value)))
    units = wording.all_or_first(
        [_unit(writer, finding, figure) for figure in figures],
        wording.many_units if moved else wording.many_in_annex,
        [abs(figure.value) for figure in figures] if moved else (),
    )
    said = {"count": two_digits(len(figures)), "units": units}
    if finding.kind == "held_back":
        return say("told.held_back", reason=lower_first(finding.subject), **said)
    if finding.kind == "no_points":
        return say("told.no_points", groups=finding.subject, **said)
    if finding.kind == "limit":
        return say("told.limit", **said)
    name = next(lower_first(one.name) for one in scheme.adjustments if one.id == finding.subject)
    return say(f"told.{finding.kind}", name=name, **said)


def _unit(writer: Writer, finding: Finding, figure: Figure) -> str:
    """A unit with its points: ``UBND xã Nà Tấu (4 hồ sơ, −2,00 điểm)``."""
    unit, scheme = writer.unit(figure.unit_code), writer.card.scheme
    if finding.kind == "no_points":
        return unit
    if finding.kind == "held_back":
        band = str(writer.card.of_units(writer.card.results)["band"][figure.unit_code]).lower()
        points = vietnamese(figure.value, scheme.printed.converted)
        return say("told.band", unit=unit, points=points, score_unit=scheme.score_unit, band=band)
    points = signed(figure.value, 2)
    if settle(figure.numerator) > 0:
        cases = next(one.cases for one in scheme.adjustments if one.id == finding.subject)
        number = say("told.number", count=counted(figure.numerator), cases=cases)
        return say("told.cases", unit=unit, cases=number, points=points)
    return say("told.points", unit=unit, points=points)
