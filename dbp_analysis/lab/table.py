"""A frame of a card as people read it: Vietnamese heads, decimal commas, words for yes, no and not known."""

import pandas as pd

from dbp_analysis.common.html import ReaderTable
from dbp_analysis.common.numbers import vietnamese
from dbp_analysis.settings.scheme import Scheme
from dbp_analysis.settings.sentences import Sentences

say = Sentences("frames")


def reader_table(frame: pd.DataFrame, scheme: Scheme, decimals: int) -> ReaderTable:
    """``frame`` with texts for values: all figures of a column with ``decimals`` unless they are all whole.
    Heads and words that are ids of the scheme or names of columns are said in Vietnamese, others stay.
    """
    names = _names(scheme)
    heads = {name: names.get(str(name), str(name)) for name in (*frame, frame.index.name)}
    texts = {heads[name]: _texts(frame[name], names, decimals) for name in frame}
    words = tuple(heads[name] for name in frame if not pd.api.types.is_numeric_dtype(frame[name]))
    shown = pd.DataFrame(texts, index=frame.index.rename(heads[frame.index.name]))
    return ReaderTable(shown, words)


def _names(scheme: Scheme) -> dict[str, str]:
    """What the ids of columns, counts, indicators, groups and adjustments are called, in short."""
    columns = (key.removeprefix("columns.") for key in say.sentences if key.startswith("columns."))
    return {
        **{name: say(f"columns.{name}") for name in columns},
        **scheme.counts,
        **{group.id: group.short_name for group in scheme.groups},
        **{one.id: one.short_name for one in scheme.indicators},
        **{one.id: one.name for one in scheme.adjustments},
    }


def _texts(column: pd.Series, names: dict[str, str], decimals: int) -> list[str]:
    known = column.dropna()
    if pd.api.types.is_bool_dtype(known) and len(known):
        said = {one: say("values.true") if one else say("values.false") for one in (True, False)}
        texts = known.map(lambda one: said[bool(one)])
    elif pd.api.types.is_numeric_dtype(known):
        places = 0 if known.mod(1).eq(0).all() else decimals
        texts = known.map(lambda one: vietnamese(float(one), places))
    else:
        texts = known.map(lambda one: names.get(str(one), str(one)))
    return texts.astype(object).reindex(column.index, fill_value=say("values.missing")).tolist()
