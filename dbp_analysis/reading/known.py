"""Which groups of a scheme are known by their counts: asked before the scoring, by it, and of its card."""

import pandas as pd

from dbp_analysis.settings.scheme import Group, Scheme


def groups_counted(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """:func:`counts_known` of every group, one column each."""
    columns = {group.id: counts_known(group, counts) for group in scheme.groups}
    return pd.DataFrame(columns, index=counts.index)


def figures_known(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Whether all that each indicator is made of is known, one column each."""
    columns = {i.id: counts[list(i.counts)].notna().all(axis="columns") for i in scheme.indicators}
    return pd.DataFrame(columns, index=counts.index)


def counts_known(group: Group, counts: pd.DataFrame) -> pd.Series:
    """Whether every count that the indicators of a group are made of is known, by row; never for a group
    without indicators.
    """
    names = list(dict.fromkeys(name for i in group.indicators for name in i.counts))
    return counts.reindex(columns=names).notna().all(axis="columns") & bool(group.indicators)
