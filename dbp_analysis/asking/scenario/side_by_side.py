"""Two cards of the same units side by side: scheme A and scheme B, or a month and what it might be."""

import pandas as pd

from dbp_analysis.common.numbers import concise, vietnamese
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.sentences import Sentences

say = Sentences("scenario")

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


def comparison_table(
    base_card: Scorecard, other_card: Scorecard, names: tuple[str, str] = ("", "")
) -> pd.DataFrame:
    """:func:`compare_schemes` for a reader: headings in two levels, numbers as text. ``names`` are what A and
    B are called; the ids of their schemes where they are empty.
    """
    return readable(compare_schemes(base_card, other_card), base_card, other_card, names)


def readable(
    compared: pd.DataFrame, base_card: Scorecard, other_card: Scorecard, names: tuple[str, str] = ("", "")
) -> pd.DataFrame:
    """The table of :func:`comparison_table` from that of :func:`compare_schemes`, rows in its order."""
    columns = {("", "Đơn vị"): compared["unit_name"]}
    of_maximum = base_card.scheme.maximum != other_card.scheme.maximum
    for side, card, name in zip("ab", (base_card, other_card), names, strict=True):
        scheme, ranked = card.scheme, compared[f"rank_{side}"].notna()
        total = say("side.total_of" if of_maximum else "side.total", maximum=concise(scheme.maximum))
        shown = {
            "Hạng": compared[f"rank_{side}"].astype("string"),
            total: _numbers(compared[f"total_{side}"], scheme.printed.total),
            "Quy đổi": _numbers(compared[f"converted_{side}"], scheme.printed.converted),
        }
        if not scheme.with_converted:
            del shown["Quy đổi"]
        shown = {heading: values.where(ranked, "–") for heading, values in shown.items()}
        shown["Xếp loại"] = card.bands.reindex(compared.index).fillna("–")
        heads = f"{side.upper()}: {name or scheme.id}"
        columns |= {(heads, heading): values for heading, values in shown.items()}
    columns[heads, "Xếp loại"] = _band_moves(compared, other_card) + columns[heads, "Xếp loại"]
    columns["", "Đổi hạng"] = compared["places_up"].fillna(0).map(_move)
    return pd.DataFrame(columns).set_axis(range(1, len(compared) + 1))


def _numbers(values: pd.Series, decimals: int) -> pd.Series:
    return values.map(lambda value: vietnamese(value, decimals), na_action="ignore")


def _band_moves(compared: pd.DataFrame, other_card: Scorecard) -> pd.Series:
    """The arrow in front of a band of B that is better or worse than that of A, by the order of B's scheme;
    bands that B's scheme does not have are only said to differ.
    """
    order = {band.name: at for at, band in enumerate(other_card.scheme.bands)}
    up = compared["band_a"].map(order).astype(float) - compared["band_b"].map(order).astype(float)
    arrows = up.map(lambda steps: "▲ " if steps > 0 else "▼ " if steps < 0 else "≠ ")
    return arrows.where(compared["band_differs"], "")


def _move(places: int) -> str:
    """Places gained or lost, with an arrow that a copy in black and white keeps."""
    return f"{'▲' if places > 0 else '▼'} {abs(places)}" if places else ""
