"""Two cards of the same units side by side: scheme A and scheme B, or a month and what it might be."""

import pandas as pd

from dbp_analysis.numbers import vietnamese
from dbp_analysis.scorecard import NO_CASES, Scorecard

_RESULTS = ["rank", "total", "converted", "band"]


def compare_schemes(base_card: Scorecard, other_card: Scorecard) -> pd.DataFrame:
    """Two one-month cards, A and B: one row a unit of either, best rank under B first.

    Index ``unit_code``; ``unit_name`` (short); ``rank_a``, ``total_a``, ``converted_a``, ``band_a``, the same
    with ``_b``; ``places_up`` from A to B (negative: down); ``band_differs``. Missing where a card has no
    such unit or no rank for it. Totals are unrounded, and of different maxima where those of the schemes are.
    """
    a, b = (card.of_units(card.results)[_RESULTS] for card in (base_card, other_card))
    # Units that only A has stand behind those of B.
    order = [*b.index, *a.index[~a.index.isin(b.index)]]
    names = other_card.units["unit_short"].combine_first(base_card.units["unit_short"])
    table = pd.concat(
        [names.reindex(order).rename("unit_name"), a.add_suffix("_a"), b.add_suffix("_b")], axis="columns"
    ).loc[order]
    table["places_up"] = table["rank_a"].astype("Int64") - table["rank_b"].astype("Int64")
    table["band_differs"] = table["band_a"].ne(table["band_b"]) & table["places_up"].notna()
    return table.rename_axis("unit_code")


def comparison_table(base_card: Scorecard, other_card: Scorecard) -> pd.DataFrame:
    """:func:`compare_schemes` for a reader: headings in two levels, numbers as text."""
    compared = compare_schemes(base_card, other_card)
    columns = {("", "Đơn vị"): compared["unit_name"]}
    for side, card in (("a", base_card), ("b", other_card)):
        scheme, ranked = card.scheme, compared[f"rank_{side}"].notna()
        decimals = {"total": scheme.printed.total, "converted": scheme.printed.converted}
        shown = {
            "Hạng": compared[f"rank_{side}"].astype("string"),
            "Tổng điểm": _numbers(compared[f"total_{side}"], decimals["total"]),
            "Quy đổi": _numbers(compared[f"converted_{side}"], decimals["converted"]),
        }
        if scheme.scale == scheme.maximum:
            del shown["Quy đổi"]
        shown = {heading: values.where(ranked, "–") for heading, values in shown.items()}
        on_card = compared.index.isin(card.results.index.get_level_values("unit_code"))
        shown["Xếp loại"] = compared[f"band_{side}"].where(ranked, NO_CASES).where(on_card, "–")
        columns |= {(f"{side.upper()}: {scheme.id}", heading): values for heading, values in shown.items()}
    columns["", "Thay đổi"] = compared["places_up"].fillna(0).map(_move)
    return pd.DataFrame(columns).set_axis(range(1, len(compared) + 1))


def _numbers(values: pd.Series, decimals: int) -> pd.Series:
    return values.map(lambda value: vietnamese(value, decimals), na_action="ignore")


def _move(places: int) -> str:
    """Places gained or lost, with an arrow that a copy in black and white keeps."""
    return f"{'▲' if places > 0 else '▼'} {abs(places)}" if places else ""
