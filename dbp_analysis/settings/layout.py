"""A layout (mẫu tệp): how an export is read, which header means which count, as data."""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import Field, model_validator

from dbp_analysis.settings.config import Config, Identifier, Text
from dbp_analysis.settings.scheme import Scheme

HeaderPath = tuple[Text, ...]

PUBLISHED = "published."
"""Before the id of an indicator, a group or ``total``: points that the source computed itself."""


class Column(Config):
    """A column that holds a count, a value (any number from 0, such as days on average), or points that its
    source gave.

    ``points`` names points that the scheme takes as given, of whatever part; ``published`` the indicator,
    the group or ``total`` whose points the source computed itself, to be compared with ours. ``header`` is
    the path from the top header row down; ``label`` picks one number of a cell that holds several ("Số lượng:
    1.234 Tỷ lệ: 5,2%"); ``rate_label`` the percentage printed in it, which is the count's share of
    ``rate_of``; ``blank`` says what an empty cell means.
    """

    count: Identifier | None = None
    value: Identifier | None = None
    points: Identifier | None = None
    published: Identifier | None = None
    header: HeaderPath = Field(min_length=1)
    label: str = ""
    rate_label: str = ""
    rate_of: Identifier | None = None
    blank: Literal["error", "zero"] = "error"

    @model_validator(mode="after")
    def _holds_one_thing(self) -> Self:
        if sum(name is not None for name in (self.count, self.value, self.points, self.published)) != 1:
            raise ValueError("mỗi cột ghi đúng một trong count, value, points, published")
        if bool(self.rate_label) != bool(self.rate_of) or (self.rate_of and not (self.count and self.label)):
            raise ValueError("rate_label và rate_of đi cùng nhau, ở cột có count và label")
        return self

    @property
    def name(self) -> str:
        """What its values are called among the counts of a month."""
        return self.count or self.value or self.points or f"{PUBLISHED}{self.published}"


class RowFilter(Config):
    """Which rows are about units of the publication's kind: those whose cell is one of ``values``."""

    header: HeaderPath = Field(min_length=1)
    values: tuple[Text, ...] = Field(min_length=1)


class Identity(Config):
    """Sums of counts that must be equal: an identity printed on the form, or the same quantity in
    two exports. Counts may come from any export of the month.
    """

    name: Text
    left: tuple[Identifier, ...] = Field(min_length=1)
    right: tuple[Identifier, ...] = Field(min_length=1)


class Layout(Config):
    """``data/layouts/<id>.toml``. ``file_name`` and ``source`` tell the analyst what to download and
    where; ``period`` says whether the title above the table states the month, ``covers`` whether every unit
    must stand in the table, ``total_row`` whether total rows must sum every unit, ``only`` which rows are
    read where it also holds units of other kinds.
    """

    id: Identifier
    title: Text
    file_name: Text
    source: Text
    period: Literal["title", "none"] = "title"
    covers: Literal["all", "some"] = "all"
    unit_name: HeaderPath = ()
    unit_code: HeaderPath = ()
    only: RowFilter | None = None
    total_row: Literal["optional", "required"] = "optional"
    total_labels: tuple[Text, ...] = ("Tổng số", "Tổng cộng", "Tổng", "Cộng")
    columns: tuple[Column, ...] = Field(min_length=1)
    identities: tuple[Identity, ...] = ()

    @model_validator(mode="after")
    def _finds_units(self) -> Self:
        if not (self.unit_name or self.unit_code):
            raise ValueError("cần unit_name hoặc unit_code: cột nào ghi đơn vị")
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError("mỗi count, value, points, published chỉ được khai báo ở một cột")
        if unknown := {c.rate_of for c in self.columns if c.rate_of} - {c.count for c in self.columns}:
            raise ValueError(f"rate_of không phải count của mẫu này: {', '.join(sorted(map(str, unknown)))}")
        return self

    @property
    def header_depth(self) -> int:
        """How many header rows the longest header path spans."""
        paths = [column.header for column in self.columns] + [self.unit_name, self.unit_code]
        paths += [self.only.header] if self.only else []
        return max(map(len, paths))


def figure_names(scheme: Scheme, layouts: Sequence[Layout]) -> dict[str, str]:
    """What each figure is called: by the scheme, else by the header that it stands under."""
    headers = {column.name: " – ".join(column.header) for layout in layouts for column in layout.columns}
    scored = {"total": "Tổng điểm"} | {group.id: f"{group.short_name} (cả nhóm)" for group in scheme.groups}
    scored |= {one.id: one.short_name for one in scheme.indicators}
    published = {f"{PUBLISHED}{name}": f"Điểm đã công bố: {said}" for name, said in scored.items()}
    return headers | published | scheme.counts
