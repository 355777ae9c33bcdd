"""The band of each score: by its limits, then by what it requires."""

from functools import reduce

import numpy as np
import pandas as pd

from dbp_analysis.common.numbers import settle
from dbp_analysis.scoring.measures import Parts, measured
from dbp_analysis.settings.bands import Band, bands_reached
from dbp_analysis.settings.rules import Requirement

UNKNOWN_CONDITION = "chưa đủ số liệu để xét điều kiện"
"""Stands before what a condition would say, where it cannot be decided."""


def banded(converted: pd.Series, parts: Parts) -> pd.DataFrame:
    """By row: ``band``, the name of the best band that the converted score reaches and whose conditions are
    met (missing without a score); ``held_back``, what kept it from a better one that its score reaches, in
    words, else empty.
    """
    bands = parts.scheme.bands
    at = bands_reached(bands, converted.fillna(0.0).clip(lower=0.0).to_numpy())
    held = pd.Series("", index=converted.index)
    for place, band in ((place, band) for place, band in enumerate(bands) if band.requires):
        lacks = missed(band, parts).where(at == place, "")
        held = _together(held, lacks)
        at = at + lacks.ne("").to_numpy()
    names, none = np.array([band.name for band in bands], dtype=object)[at], converted.isna().to_numpy()
    told = {"band": np.where(none, np.nan, names), "held_back": np.where(none, "", held)}
    return pd.DataFrame(told, index=converted.index)


def missed(band: Band, parts: Parts) -> pd.Series:
    """What each row lacks of a band's conditions, in words; empty where it lacks nothing."""
    told = (_told(required, parts) for required in band.requires)
    return reduce(_together, told, pd.Series("", index=parts.counts.index))


def _told(required: Requirement, parts: Parts) -> pd.Series:
    said = pd.Series("", index=parts.counts.index)
    for _, measure, table in measured(required, parts):
        value, nothing = table["value"], table["denominator"].eq(0) & (measure != "count")
        unknown = value.isna() & ~nothing
        said = said.mask(~unknown & ~nothing & ~required.holds(settle(value)), required.missed)
        said = said.mask(unknown & said.eq(""), f"{UNKNOWN_CONDITION}: {required.missed}")
    return said


def _together(said: pd.Series, more: pd.Series) -> pd.Series:
    """Both texts of each row, or the one that there is; the same is not said twice."""
    return more.where(said.eq(""), said.where(more.eq("") | more.eq(said), said + "; " + more))
