"""A table as a CSV file that an office opens in its spreadsheet program."""

import pandas as pd
from pandas.api.types import is_numeric_dtype

from dbp_analysis.common.texts import begins_formula


def csv_text(table: pd.DataFrame) -> str:
    """The rows of ``table`` without its index, numbers so that they read back the same. A text that would be
    taken for a formula stands behind an apostrophe, which spreadsheet programs know as the mark of a text.
    """
    texts = {str(name): text.map(_as_text) for name, text in table.items() if not is_numeric_dtype(text)}
    return table.assign(**texts).to_csv(index=False, lineterminator="\n")


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and begins_formula(value) else value
