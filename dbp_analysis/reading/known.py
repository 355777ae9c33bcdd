"""Which groups of a scheme are known by their counts: asked before the scoring, by it, and of its card."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import by_column
from dbp_analysis.settings.scheme import Scheme


def groups_counted(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Whether every count that the indicators of a group are made of is known, by row, one column a group;
    never for a group without indicators.
    """
    needed = {group.id: [name for i in group.indicators for name in i.counts] for group in scheme.groups}
    return _known(counts, needed).assign(**{g.id: False for g in scheme.groups if not g.indicators})


def figures_known(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """Whether all that each indicator is made of is known, one column each."""
    return _known(counts, {i.id: i.counts for i in scheme.indicators})


def none_where_unlisted(counts: pd.DataFrame, scheme: Scheme) -> pd.DataFrame:
    """The same with 0 where the scheme says that what is not listed is none: before months or units are added
    up, because of a sum of which a part is not known nothing is known.
    """
    return counts.fillna(dict.fromkeys(scheme.unlisted.intersection(counts), 0.0))


def _known(counts: pd.DataFrame, needed: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    known, nowhere = by_column(counts.notna()), np.zeros(len(counts), dtype=bool)
    everywhere = np.ones(len(counts), dtype=bool)
    columns = {
        key: np.logical_and.reduce([everywhere, *(known.get(name, nowhere) for name in names)])
        for key, names in needed.items()
    }
    return pd.DataFrame(columns, index=counts.index)
