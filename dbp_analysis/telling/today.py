"""What an open month says: a message that is read in a minute, and how each figure comes about."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from dbp_analysis.asking.today.state import STEPS, Today
from dbp_analysis.common.html import below_heading
from dbp_analysis.common.moments import Moment
from dbp_analysis.common.numbers import concise, distance, settle, vietnamese
from dbp_analysis.common.sentences import lower_first, markdown_text
from dbp_analysis.settings.month_file import OpenMonth
from dbp_analysis.settings.sentences import Sentences

say = Sentences("today")

MOST_UNITS, MOST_DEPARTMENTS = 10, 3
"""Named in a message, of communes and of others."""
_COMMUNES = ("xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True)
class TodayText:
    """``lines`` are the message, the first its head; ``tiles`` numbers, each with what it counts; ``methods``
    subjects with how they are counted.
    """

    lines: tuple[str, ...]
    tiles: tuple[tuple[str, str], ...]
    methods: tuple[tuple[str, str], ...]

    @property
    def markdown(self) -> str:
        """The message as text: a head, then a line each."""
        head, *lines = map(markdown_text, self.lines)
        return "\n".join((f"# {head}", "", *(f"- {line}" for line in lines))) + "\n"

    def _repr_markdown_(self) -> str:
        return below_heading(self.markdown)


def describe_today(today: Today) -> TodayText:
    """The message, at most twelve lines, without a word on causes."""
    units = today.units
    falls = _moved(units, "band", "band_if_late", -1, today)
    tiles = (
        (vietnamese(len(today.due_soon)), say("tile.due_soon")),
        *(((vietnamese(falls), say("tile.fall")),) if units["band"].notna().any() else ()),
        (vietnamese(len(today.overdue)), say("tile.overdue")),
        (vietnamese(len(today.apologies)), say("tile.apologies")),
    )
    return TodayText(tuple(_lines(today, falls)), tiles, tuple(_methods(today)))


def step_numbers(today: Today) -> pd.DataFrame:
    """A row a step: ``dossiers`` and ``units`` that it moved, points ``gained`` and ``lost`` by units."""
    moved, effect = today.moved, today.bridge
    steps = [moved[moved["new"]] if name == "received" else moved[moved["step"] == name] for name in STEPS]
    return pd.DataFrame(
        {
            "dossiers": [len(one) for one in steps],
            "units": [one["unit_code"].nunique() for one in steps],
            "gained": [settle(float(effect[name].clip(lower=0).sum())) for name in STEPS],
            "lost": [settle(float(effect[name].clip(upper=0).abs().sum())) for name in STEPS],
        },
        index=list(STEPS),
    )


def _lines(today: Today, falls: int) -> Iterator[str]:
    inputs, units = today.inputs, today.units
    yield say("line.head", moment=today.moment.text, title=inputs.publication.title)
    yield from _standing(today)
    soon = {"day": f"{today.horizon:%d/%m/%Y}", "days": today.days}
    if len(today.due_soon):
        soon |= {"count": vietnamese(len(today.due_soon)), "units": int(units["due_soon"].gt(0).sum())}
        ranked = units["band"].notna().any()
        yield (
            say("line.due_soon", fall=_number(falls), **soon)
            if ranked
            else say("line.due_soon_unranked", **soon)
        )
        yield from _stake(today)
    else:
        yield say("line.none_soon", **soon)
    if late := len(today.overdue):
        most = int(today.overdue["days_late"].max())
        among = today.overdue["unit_code"].nunique()
        yield say("line.overdue", count=vietnamese(late), units=among, most=vietnamese(most))
    else:
        yield say("line.no_overdue")
    if number := len(today.apologies):
        told = {"count": number, "overdue": late, "late": number - late}
        yield say("line.apologies", **{name: vietnamese(value) for name, value in told.items()})
    yield from _since(today)
    if units["band"].notna().any():
        yield say("line.best", rise=_number(_moved(units, "band", "best_band", 1, today)))
    settings = inputs.settings
    if isinstance(settings, OpenMonth) and Moment(settings.newest).day < today.moment.day:
        yield say("line.stale", newest=Moment(settings.newest).text, moment=today.moment.text)
    if settings.note:
        yield settings.note


def _standing(today: Today) -> Iterator[str]:
    """The bands as they stand, and what is not known."""
    units, card = today.units, today.card
    known = card.scheme.bands
    held = [(band.name, int(units["band"].eq(band.name).sum())) for band in known]
    if ranked := sum(count for _, count in held):
        said = ", ".join(f"{lower_first(name)} {count}" for name, count in held if count)
        yield say("line.bands", count=ranked, bands=said)
    nowhere = [lower_first(g.name) for g in card.scheme.groups if card.unknown[g.id].all()]
    if nowhere:
        points = {"open": concise(float(units["open"].max())), "maximum": concise(card.scheme.maximum)}
        yield say("line.no_points" if ranked else "line.unknown", groups=", ".join(nowhere), **points)
    elif ranked and (lacking := int(units["band"].isna().sum())):
        yield say("line.unscored", units=say("units", count=lacking))


def _stake(today: Today) -> Iterator[str]:
    units = today.losing
    communes = today.inputs.units["unit_type"].str.lower().isin(_COMMUNES).reindex(units.index)
    most = [*units.index[communes][:MOST_UNITS], *units.index[~communes][:MOST_DEPARTMENTS]]
    names, decimals = today.inputs.units["unit_short"], today.card.scheme.printed.total
    named = [
        say("unit_points", unit=names[code], points=distance(stake, decimals), count=vietnamese(count))
        for code, stake, count in units.loc[most, ["at_stake", "due_soon"]].itertuples()
    ]
    if named:
        left = len(units) - len(named)
        listed = "; ".join(named)
        yield say("line.stake", units=say("lists", named=listed, count=left) if left else listed)


def _since(today: Today) -> Iterator[str]:
    if today.since is None:
        yield say("line.no_since")
        return
    numbers = {str(name): vietnamese(n) for name, n in step_numbers(today)["dossiers"].drop("left").items()}
    change = settle(today.units["change"])
    moves = {"up": _number(int(change.gt(0).sum())), "down": _number(int(change.lt(0).sum()))}
    rebuilt = {"since": today.since.text, "units": int(today.bridge["left"].notna().sum())}
    if rebuilt["units"]:
        yield say("line.since_some" if len(today.unsure) else "line.since", **rebuilt, **numbers, **moves)
    if len(today.unsure):
        by_why = today.unsure.groupby("why")["number"].sum()
        why = ", ".join(say(f"why.{name}", count=vietnamese(int(count))) for name, count in by_why.items())
        among = today.unsure["unit_code"].nunique()
        yield say("line.unsure", since=today.since.text, units=among, why=why)


def _moved(units: pd.DataFrame, before: str, after: str, way: int, today: Today) -> int:
    """How many units are in a higher band (``way`` 1), or a lower one (−1), than before."""
    height = {band.name: -place for place, band in enumerate(today.card.scheme.bands)}
    return int(((units[after].map(height) - units[before].map(height)) * way > 0).sum())


def _number(units: int) -> str:
    return say("units", count=vietnamese(units)) if units else say("no_unit")


def _methods(today: Today) -> Iterator[tuple[str, str]]:
    said: dict[str, dict[str, object]] = {
        "provisional": {"moment": today.moment.text, "scheme": today.card.scheme.title},
        "due_soon": {"day": f"{today.horizon:%d/%m/%Y}", "days": today.days},
        **{name: {} for name in ("at_stake", "overdue", "apologies", "best", "change")},
    }
    for name, values in said.items():
        yield say(f"method_label.{name}"), say(f"method_text.{name}", **values)
    rule = next(one for one in today.inputs.checks if one.id == "register").title
    yield say("method_label.rule"), say("method_text.rule", rule=rule)
