"""Tables as HTML for notebooks: escaped, words on the left and figures on the right."""

from collections.abc import Collection, Iterable
from html import escape

import pandas as pd


def table_html(table: pd.DataFrame, words: Collection[str], missing: str = "") -> str:
    """The rows of ``table`` as they print, the columns named in ``words`` aligned to the left.

    JupyterLab aligns every cell of a table to the right, names and sentences too.
    """
    columns = [str(name) for name in table]
    head = _row("th", columns, columns, words)
    shown = table.astype(object).where(table.notna(), missing)
    body = "".join(_row("td", map(str, row), columns, words) for row in shown.itertuples(index=False))
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(tag: str, texts: Iterable[str], columns: Iterable[str], words: Collection[str]) -> str:
    sides = ("left" if name in words else "right" for name in columns)
    cells = (
        f'<{tag} style="text-align: {side}">{escape(text)}</{tag}>'
        for text, side in zip(texts, sides, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"
