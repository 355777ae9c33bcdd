"""A layout (mẫu tệp): how an export is read, which header means which count, as data."""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.config import Config, Identifier, Text, load_named

HeaderPath = tuple[Text, ...]


class Column(Config):
    """A column that holds a count. ``header`` is its path from the top header row down; ``label``
    picks one number of a cell that holds several ("Số lượng: 1.234 Tỷ lệ: 5,2%"); ``blank`` says
    what an empty cell means.
    """

    count: Identifier
    header: HeaderPath = Field(min_length=1)
    label: str = ""
    blank: Literal["error", "zero"] = "error"


class Identity(Config):
    """Sums of counts that must be equal: an identity printed on the form, or the same quantity in
    two exports. Counts may come from any export of the month.
    """

    name: Text
    left: tuple[Identifier, ...] = Field(min_length=1)
    right: tuple[Identifier, ...] = Field(min_length=1)


class Layout(Config):
    """``data/layouts/<id>.toml``. ``file_name`` and ``source`` tell the analyst what to download and
    where; ``period`` says whether the title above the table states the month.
    """

    id: Identifier
    title: Text
    file_name: Text
    source: Text
    period: Literal["title", "none"] = "title"
    unit_name: HeaderPath = ()
    unit_code: HeaderPath = ()
    total_labels: tuple[Text, ...] = ("Tổng số", "Tổng cộng", "Tổng", "Cộng")
    columns: tuple[Column, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()

    @model_validator(mode="after")
    def _finds_units(self) -> Self:
        if not (self.unit_name or self.unit_code):
            raise ValueError("cần unit_name hoặc unit_code: cột nào ghi đơn vị")
        counts = [column.count for column in self.columns]
        if len(counts) != len(set(counts)):
            raise ValueError("mỗi count chỉ được khai báo ở một cột")
        return self

    @property
    def header_depth(self) -> int:
        """How many header rows the longest header path spans."""
        paths = [column.header for column in self.columns] + [self.unit_name, self.unit_code]
        return max(map(len, paths))


def load_layout(path: Path) -> Layout:
    """Read a layout file; raise ``DataRejected`` naming the file and each wrong key."""
    return load_named(path, Layout, path.stem)
