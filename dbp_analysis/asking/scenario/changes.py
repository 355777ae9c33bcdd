"""What a scenario changes, as a table and as lines for a reader; and its scheme, marked as hypothetical."""

from decimal import Decimal

import pandas as pd

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("scenario")


def changed_counts(before: pd.DataFrame, after: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Every count that differs between two frames of one month (index ``month``, ``unit_code``).

    Columns ``unit_code``, ``unit_name`` (short), ``count``, ``from``, ``to`` (whole numbers), in the order
    of ``after``.
    """
    old = before.reindex(columns=after.columns)
    differs = old.ne(after) & old.notna() & after.notna()
    rows, columns = differs.to_numpy().nonzero()
    codes = after.index.get_level_values("unit_code")[rows]
    return pd.DataFrame(
        {
            "unit_code": codes,
            "unit_name": units["unit_short"].reindex(codes).to_numpy(),
            "count": after.columns[columns],
            "from": old.to_numpy()[rows, columns].astype(int),
            "to": after.to_numpy()[rows, columns].astype(int),
        }
    )


def count_lines(changes: pd.DataFrame, scheme: Scheme) -> list[str]:
    """A line for each changed count that has a name, those that only follow behind those that earn points."""
    named = changes[changes["count"].isin(list(scheme.counts))]
    named = named.assign(follows=~named["count"].isin(scheme.inputs)).sort_values("follows", kind="stable")
    return [
        say(
            "change.count_follows" if row["follows"] else "change.count",
            unit=row["unit_name"],
            count=scheme.counts[row["count"]],
            before=vietnamese(row["from"]),
            after=vietnamese(row["to"]),
        )
        for row in named.to_dict("records")
    ]


def rule_lines(before: Scheme, after: Scheme) -> list[str]:
    """A line for each maximum, each band and the rounding where the two schemes, alike otherwise, differ."""
    maxima = [
        say("change.maximum", indicator=new.short_name, before=exact(old.maximum), after=exact(new.maximum))
        for old, new in zip(before.indicators, after.indicators, strict=True)
        if old.maximum != new.maximum
    ]
    bands = [
        say("change.band", band=new.name, before=exact(old.limit), after=exact(new.limit))
        for old, new in zip(before.bands, after.bands, strict=True)
        if old.limit != new.limit
    ]
    rounding = [say("change.rounding", before=_rounding(before), after=_rounding(after))]
    return [*maxima, *bands, *(rounding if before.rounding != after.rounding else [])]


def marked(rules: Scheme, base: Scheme, name: str) -> dict[str, object]:
    """The content of a scheme file for changed ``rules``: under the id ``name``, saying that it is a scenario
    and what it changes.
    """
    inferred = say("inferred", scheme=base.id, changes="; ".join(rule_lines(base, rules)))
    return rules.model_dump() | {
        "id": name,
        "title": say("title", title=rules.title),
        "inferred": (inferred, *rules.inferred),
    }


def exact(number: float) -> str:
    """With a decimal comma and every decimal that it has: two limits that differ are written differently."""
    return f"{Decimal(str(number)).normalize():f}".replace(".", ",")


def _rounding(scheme: Scheme) -> str:
    decimals = scheme.rounding.indicator
    return say("change.unrounded" if decimals is None else "change.rounded", decimals=decimals)
