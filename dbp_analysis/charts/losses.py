"""On what does the place lose its points, and who loses the most there?"""

from collections.abc import Sequence
from dataclasses import dataclass

from dbp_analysis.charts.chart import Chart
from dbp_analysis.charts.facts import among, beside_text, everyone, listed, nothing_to_rank
from dbp_analysis.charts.items import (
    Item,
    Standing,
    beside_items,
    indicator_items,
    points_text,
    ranked,
    standings,
)
from dbp_analysis.charts.measure import lines_height, widest, wrap
from dbp_analysis.charts.page import Page, on_every_canvas
from dbp_analysis.charts.style import ACCENT, LABEL, MARK, SMALL, SOFT, Canvas
from dbp_analysis.common.numbers import distance, percent, settle, vanishes
from dbp_analysis.common.sentences import lower_first
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("charts")

NAME = "diem-chua-dat"
SIDE, WHO = 128.0, 138.0
HEAD, BAR = 18.0, 12.0


@dataclass(frozen=True)
class Loss:
    """All that was lost on one item, its share of all lost points, and who lost the most."""

    item: Item
    lost: float
    share: float
    who: str

    @property
    def name(self) -> str:
        """What was lost on, as printed beside the bar."""
        return say("losses.deduction", name=self.item.name) if self.item.beside else self.item.name

    @property
    def text(self) -> str:
        """The sum and its share, as printed beside the bar."""
        return f"{_amount(self.lost, 1)} ({percent(self.share)})"


@on_every_canvas
def losses_chart(canvas: Canvas, card: Scorecard, note: str = "") -> Chart:
    """Points lost by indicator over all units, the largest first.

    A group stands whole where its indicators are not known.
    """
    units, beside = standings(card), beside_items(card)
    items = [*indicator_items(card), *beside]
    scored = ranked(units)
    losses = _losses(items, scored, card.scheme.printed.points)
    main = _main(losses)
    lost = {loss.item.id for loss in losses}
    full = [item.name for item in items if not (item.id in lost or item.beside) and item.known(scored)]
    # On a phone name, bar and unit stand below each other; else beside each other.
    stacked = canvas.narrow
    side, who_room = (canvas.inner, canvas.inner) if stacked else (SIDE, WHO)
    names = [wrap(loss.name, side, LABEL, bold=True) for loss in losses]
    whos = [wrap(loss.who, who_room, SMALL) for loss in losses]
    texts = zip(names, whos, strict=True)
    parts = [(lines_height(name, LABEL), BAR, lines_height(who, SMALL)) for name, who in texts]
    heights = [(sum(of) + 4 if stacked else max(of)) + 10 for of in parts]
    partly = len(scored) < len(units)
    nobody = say("losses.nobody_ranked" if partly else "losses.nobody", items="; ".join(full))
    page = Page(
        _title(losses, main, units),
        _subtitle(card, items, units, losses),
        HEAD + sum(heights) if losses else 0,
        [nobody if full and losses else "", beside_text(card), note],
        canvas,
    )
    left, right = canvas.left + (0 if stacked else side + 8), canvas.right - (0 if stacked else who_room)
    room = right - left - widest((loss.text for loss in losses), LABEL, bold=True) - 18
    y = page.top + HEAD
    if losses:
        page.note(left, page.top + 5, say("losses.head_lost"))
        page.note(right, page.top + 5, say("losses.head_who"), align="right" if stacked else "left")
    rows = zip(losses, names, whos, heights, parts, strict=True)
    for number, (loss, name, who, height, (above, _, below)) in enumerate(rows):
        strong, width = number < main, max(room * loss.lost / losses[0].lost, 0.8)
        first = middle = last = y + height / 2
        if stacked:
            first, middle, last = y + 5 + above / 2, y + 7 + above + BAR / 2, y + height - 5 - below / 2
        page.block(canvas.left, first, name, LABEL, bold=strong)
        page.block(left if stacked else right, last, who, colour=SOFT)
        page.boxes([(left, middle - BAR / 2, width, BAR)], ACCENT if strong else MARK)
        page.text(left + width + 5, middle, loss.text, bold=strong)
        y += height
    return page.chart(NAME, _description(losses, full))


def _losses(items: Sequence[Item], scored: Sequence[Standing], decimals: int) -> list[Loss]:
    sums = {item.id: settle(sum(item.lost[unit.code] for unit in scored)) for item in items}
    everything = sum(sums.values())
    losses = [
        Loss(item, lost, lost / everything, _who(item, scored, decimals))
        for item in items
        if (lost := sums[item.id])
    ]
    return sorted(losses, key=lambda loss: -loss.lost)


def _who(item: Item, scored: Sequence[Standing], decimals: int) -> str:
    most = max(item.lost[unit.code] for unit in scored)
    names = [unit.name for unit in scored if item.lost[unit.code] == most]
    who = everyone(len(names)) if len(names) == len(scored) > 1 else listed(names, 4)
    if item.beside:
        return say("losses.deducted_most", who=who, points=_amount(most, decimals))
    return f"{who}: {_amount(most, decimals)}/{points_text(item.maximum, 2)}"


def _amount(lost: float, decimals: int) -> str:
    """Lost points as printed; a little is not nothing."""
    return distance(lost, decimals) if vanishes(lost, decimals) else points_text(lost, decimals)


def _main(losses: Sequence[Loss]) -> int:
    """How many of the largest losses make up half of all that is lost, or three; equal ones all or none."""
    number = 0
    while number < min(3, len(losses)) and sum(loss.share for loss in losses[:number]) < 0.5:
        number += 1
    while 0 < number < len(losses) and losses[number].lost == losses[number - 1].lost:
        number += 1
    return number


def _title(losses: Sequence[Loss], main: int, units: Sequence[Standing]) -> str:
    if nothing := nothing_to_rank(units):
        return nothing
    if not losses:
        who = everyone(len(ranked(units)), len(units))
        return say("shared.all_full", who=who, items=say("shared.indicator"))
    share = percent(sum(loss.share for loss in losses[:main]))
    names = [losses[0].item.name, *(loss.item.name for loss in losses[1:main])]
    deducted = any(loss.item.beside for loss in losses)
    title = say(
        "losses.title_deducted" if deducted else "losses.title",
        items=listed(names, noun=say("shared.indicator")),
        share=share,
    )
    return title + among(units)


def _subtitle(
    card: Scorecard, items: Sequence[Item], units: Sequence[Standing], losses: Sequence[Loss]
) -> str:
    scored = ranked(units)
    open_to = settle(sum(item.open_to(unit.code) for item in items for unit in scored))
    lost = points_text(sum(loss.lost for loss in losses if not loss.item.beside), 1)
    deducted = sum(loss.lost for loss in losses if loss.item.beside)
    all_ = lower_first(everyone(len(scored), len(units)))
    said = {"lost": lost, "of": points_text(open_to, 1), "period": card.period, "units": all_}
    subtitle = say("losses.subtitle" if len(scored) > 1 else "losses.subtitle_one", **said)
    return subtitle + (say("losses.deducted", points=_amount(deducted, 1)) if deducted else "")


def _description(losses: Sequence[Loss], full: Sequence[str]) -> str:
    if not losses:
        return say("losses.nothing")
    rows = [say("losses.row", item=loss.name, lost=loss.text, who=loss.who) for loss in losses]
    rest = say("losses.rest", items=", ".join(full)) if full else ""
    return say("losses.description", rows="; ".join(rows)) + rest
