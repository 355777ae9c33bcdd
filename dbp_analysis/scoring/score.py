"""Counts and a scheme → a scorecard: pure, and vectorised over units and months alike."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from dbp_analysis.common.numbers import by_column, half_up, settle
from dbp_analysis.common.once import once
from dbp_analysis.reading.inputs import MonthInputs
from dbp_analysis.reading.known import figures_known, groups_counted
from dbp_analysis.scoring.adjustments import adjustments_of, within_scale
from dbp_analysis.scoring.bands import banded
from dbp_analysis.scoring.curve import in_steps, on_curve
from dbp_analysis.scoring.measures import Parts
from dbp_analysis.scoring.scorecard import Scorecard, open_points
from dbp_analysis.settings.scheme import Indicator, Scheme
from dbp_analysis.settings.sums import summed

Floats = npt.NDArray[np.float64]


def score(
    counts: pd.DataFrame, scheme: Scheme, units: pd.DataFrame, periods: Mapping[str, str] | None = None
) -> Scorecard:
    """Score every row of ``counts`` by ``scheme``.

    ``counts`` has the index (``month``, ``unit_code``) and one numeric column for each of
    ``scheme.inputs`` that is known (others are NaN throughout); ``units`` and ``periods`` are as in
    :class:`Scorecard`. Ranks are within a month, by unrounded totals.
    """
    counts = counts.reindex(columns=counts.columns.union(list(scheme.inputs), sort=False))
    numerators = _sums(counts, {i.id: i.numerator for i in scheme.indicators})
    denominators = _sums(counts, {i.id: i.denominator for i in scheme.indicators})
    # Half of a ratio is no figure: with it alone, 0 of an unknown number would be taken for 0/0.
    unknown = (numerators + denominators).isna().to_numpy(dtype=bool)
    numerators, denominators = numerators.mask(unknown), denominators.mask(unknown)
    ratios = _ratios(numerators, denominators)
    stated = {i.id: counts[i.value] for i in scheme.indicators if i.value}
    ratios = ratios.assign(**stated)
    points = pd.DataFrame(
        {
            i.id: _rounded(counts[i.given].to_numpy() * i.maximum / (i.given_of or i.maximum), scheme)
            if i.given
            else earned(i, ratios[i.id].to_numpy(), denominators[i.id].to_numpy(), scheme)
            for i in scheme.indicators
        },
        index=counts.index,
    )
    counted = groups_counted(counts, scheme)
    adjusted = adjustments_of(counts, scheme)
    if scheme.missing_figures == "no_points":
        points, adjusted = points.mask(~figures_known(counts, scheme), 0.0), adjusted.fillna(0.0)
    group_points = _group_points(counts, points, counted, scheme)
    available = open_points(counts, points, counted, scheme).sum(axis="columns")
    no_cases = _without_cases(denominators, counted, adjusted, scheme)
    total = group_points.sum(axis="columns", skipna=False) * (scheme.maximum / available.where(available > 0))
    adjusted = within_scale(total, adjusted, scheme)
    total = total + adjusted.sum(axis="columns", skipna=False)
    if scheme.no_cases_unit == "left_out":
        total = total.mask(no_cases)
    converted = total / scheme.maximum * scheme.scale
    rank, tied = _ranks(total, group_points[list(scheme.ties.decided_by)], scheme.ties.rule)
    results = pd.DataFrame(
        {
            "total": total,
            "converted": converted,
            "rank": rank,
            "tied": tied,
            "no_cases": no_cases,
        },
        index=counts.index,
    )
    frames = (numerators, denominators, ratios, points, group_points)
    bands = banded(converted, Parts(scheme, counts, *frames, counted, no_cases))
    results = results.assign(**bands)[["total", "converted", "band", "rank", "tied", "no_cases", "held_back"]]
    return Scorecard(scheme, counts, *frames, adjusted, results, units, periods or {})


@once
def score_inputs(inputs: MonthInputs) -> Scorecard:
    """The scorecard of a month's inputs."""
    card = score(inputs.counts, inputs.scheme, inputs.units, {inputs.month: inputs.period})
    own = inputs.publication.own_list
    return replace(card, listed=own.title if own else "", identities=inputs.identities)


def _sums(counts: pd.DataFrame, columns: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """One column a key, the sum of its counts; NaN as soon as one of them is not known."""
    sums = {
        name: summed(parts, lambda count: counts[count].to_numpy(dtype=float)) if parts else np.nan
        for name, parts in columns.items()
    }
    return pd.DataFrame(sums, index=counts.index)


def _ratios(numerators: pd.DataFrame, denominators: pd.DataFrame) -> pd.DataFrame:
    """Numerator by denominator; NaN for 0/0, which is no ratio."""
    over, under = numerators.to_numpy(), denominators.to_numpy()
    ratios = np.divide(over, under, out=np.full(over.shape, np.nan), where=under != 0)
    return pd.DataFrame(ratios, index=numerators.index, columns=numerators.columns)


def earned(indicator: Indicator, ratio: Floats, denominator: Floats, scheme: Scheme) -> Floats:
    """Points for any ratios (NaN for 0/0) and their denominators, which may have any shape.

    NaN where the indicator is left out or its counts are not known.
    """
    if indicator.constant is not None:
        return np.full(ratio.shape, indicator.constant)
    if indicator.curve:
        points = on_curve(indicator.curve, ratio)
    elif indicator.steps:
        points = in_steps(indicator.steps, ratio)
    else:  # multiplied before it is divided, a full ratio earns the maximum to the last bit
        points = np.minimum(ratio * indicator.maximum / (indicator.full_at or 1.0), indicator.maximum)
    nothing = {"full": indicator.maximum, "zero": 0.0}.get(str(indicator.no_cases), np.nan)
    return _rounded(np.where(denominator == 0, nothing, points), scheme)


def _rounded(points: Floats, scheme: Scheme) -> Floats:
    """Points of an indicator as they are added, whether counted, stated or given; only fixed ones stay."""
    decimals = scheme.rounding.indicator
    return points if decimals is None else half_up(points, decimals)


def _group_points(
    counts: pd.DataFrame, points: pd.DataFrame, counted: pd.DataFrame, scheme: Scheme
) -> pd.DataFrame:
    """Points by group; one without its counts takes its given points, else NaN, or what is known of it where
    missing figures earn nothing.
    """
    by_indicator, known = by_column(points), by_column(counted)
    by_group: dict[str, Floats] = {}
    for group in scheme.groups:
        from_indicators = np.nansum([by_indicator[i.id] for i in group.indicators], axis=0)
        given = counts[group.given].to_numpy(dtype=float) if group.given else np.nan
        if scheme.missing_figures == "no_points":
            given = np.where(np.isnan(given), from_indicators, given)
        by_group[group.id] = np.where(known[group.id], from_indicators, given)
    return pd.DataFrame(by_group, index=counts.index)


def _without_cases(
    denominators: pd.DataFrame, counted: pd.DataFrame, adjusted: pd.DataFrame, scheme: Scheme
) -> pd.Series:
    """Rows in which every group is counted, every indicator that is measured counted nothing, and nothing
    else is scored: no points by people, no value, no bonus, no deduction.
    """
    by_indicator = by_column(denominators)
    measured = [by_indicator[i.id] == 0 for i in scheme.indicators if i.is_counted]
    scored = not measured or any(i.given or i.value for i in scheme.indicators)
    if scored:
        return pd.Series(False, index=counted.index)
    nothing = np.all(measured, axis=0) & counted.to_numpy().all(axis=1)
    return pd.Series(nothing & adjusted.eq(0).all(axis="columns"), index=counted.index)


def _ranks(total: pd.Series, deciders: pd.DataFrame, rule: str) -> tuple[pd.Series, pd.Series]:
    """Place of each row within its month, and whether it shares that place."""
    index = cast(pd.MultiIndex, total.index)
    scored = total.notna().to_numpy()
    months = np.asarray(index.codes[index.names.index("month")], dtype=np.intp)[scored]
    keys = [settle(values[scored]) for values in (total.to_numpy(), *by_column(deciders).values())]
    rank, tied = np.ones(len(total), np.int64), np.zeros(len(total), np.bool_)
    rank[scored], tied[scored] = rank_within(months, keys, dense=rule == "dense")
    ranks = pd.Series(rank, index=index, dtype="Int64").mask(~scored)
    return ranks, pd.Series(tied, index=index)


def _order(blocks: npt.NDArray[np.intp], keys: Sequence[Floats]) -> npt.NDArray[np.intp]:
    """Positions by block, then by the keys from the highest; how equal rows stand does not matter."""
    if len(keys) > 1:
        return np.lexsort([*(-key for key in reversed(keys)), blocks])
    order = np.argsort(-keys[0])
    few = blocks[order].astype(np.min_scalar_type(int(blocks.max())))  # small integers sort by radix
    return order[np.argsort(few, kind="stable")]


def rank_within(
    blocks: npt.NDArray[np.intp], keys: Sequence[Floats], *, dense: bool
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Rank rows within their block, highest key first, later keys deciding between equal ones.

    Return the ranks from 1 (``dense`` leaves no gap after a tie) and whether each rank is shared.
    """
    if not len(blocks):
        return np.empty(0, np.int64), np.empty(0, np.bool_)
    order = _order(blocks, keys)
    place = np.arange(len(order))
    new_block = np.r_[True, blocks[order][1:] != blocks[order][:-1]]
    new_value = new_block.copy()
    for key in keys:
        new_value[1:] |= key[order][1:] != key[order][:-1]
    counter = np.cumsum(new_value) if dense else place
    block_start = np.maximum.accumulate(np.where(new_block, counter, 0))
    value_start = np.maximum.accumulate(np.where(new_value, counter, 0))
    alone = new_value & np.r_[new_value[1:], True]
    rank = np.empty(len(order), np.int64)
    tied = np.empty(len(order), np.bool_)
    rank[order] = value_start - block_start + 1
    tied[order] = ~alone
    return rank, tied
