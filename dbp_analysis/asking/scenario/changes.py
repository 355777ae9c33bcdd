"""What a scenario changes, as a table and as lines for a reader; and its scheme, marked as hypothetical."""

from decimal import Decimal

import pandas as pd

from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.settings.scheme import Scheme

MARK = " (kịch bản giả định)"


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
    columns = (named[name].tolist() for name in ("unit_name", "count", "from", "to", "follows"))
    return [
        f"{unit}: {scheme.counts[count]} từ {vietnamese(before)} thành {vietnamese(after)}"
        + " (kéo theo)" * follows
        for unit, count, before, after, follows in zip(*columns, strict=True)
    ]


def rule_lines(before: Scheme, after: Scheme) -> list[str]:
    """A line for each maximum, each band and the rounding where the two schemes, alike otherwise, differ."""
    pairs = [
        *(
            (f"Điểm tối đa {new.short_name}", exact(old.maximum), exact(new.maximum))
            for old, new in zip(before.indicators, after.indicators, strict=True)
        ),
        *(
            (f"Mức {new.name}", exact(old.at_least), exact(new.at_least))
            for old, new in zip(before.bands, after.bands, strict=True)
        ),
        ("Điểm chỉ số", _rounding(before), _rounding(after)),
    ]
    return [f"{what}: từ {old} thành {new}" for what, old, new in pairs if old != new]


def marked(rules: Scheme, base: Scheme, name: str) -> dict[str, object]:
    """The content of a scheme file for changed ``rules``: under the id ``name``, saying that it is a scenario
    and what it changes.
    """
    said = "; ".join(rule_lines(base, rules))
    inferred = f"Kịch bản giả định, không theo văn bản nào; so với bộ chỉ số {base.id}: {said}."
    return rules.model_dump() | {
        "id": name,
        "title": rules.title + MARK,
        "inferred": (inferred, *rules.inferred),
    }


def exact(number: float) -> str:
    """With a decimal comma and every decimal that it has: two limits that differ are written differently."""
    return f"{Decimal(str(number)).normalize():f}".replace(".", ",")


def _rounding(scheme: Scheme) -> str:
    decimals = scheme.rounding.indicator
    return "không làm tròn" if decimals is None else f"làm tròn đến {decimals} chữ số thập phân"
