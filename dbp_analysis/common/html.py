"""What notebooks show: tables with words on the left and figures on the right, texts below a heading."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd


@dataclass(frozen=True, repr=False, eq=False)
class ReaderTable:
    """A table of texts to be read: what a row is about is the index of ``frame``; ``words`` names those
    of its columns that hold words and not figures. Of more than ``most`` rows a notebook shows the first and
    the last.
    """

    frame: pd.DataFrame
    words: tuple[str, ...] = ()
    most: int | None = None

    def __repr__(self) -> str:
        return self.frame.to_string()

    def _repr_html_(self) -> str:
        shown = self.frame.reset_index()
        if self.most is not None and len(shown) > self.most:
            half = self.most // 2
            gap = pd.DataFrame([["…"] * len(shown.columns)], columns=shown.columns)
            shown = pd.concat([shown.head(half), gap, shown.tail(half)])
        return table_html(shown, [str(self.frame.index.name), *self.words])


def below_heading(markdown: str) -> str:
    """A text with a title and headings as it stands in a section of a notebook: all two levels lower."""
    return re.sub(r"^(?=#+ )", "##", markdown, flags=re.MULTILINE)


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
