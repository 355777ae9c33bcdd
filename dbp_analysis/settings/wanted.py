"""Which exports a month of a publication needs, and where an analyst gets them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dbp_analysis.common.periods import kind_of, last_day
from dbp_analysis.settings.by_people import FORM_NAME, HEADS, StatedFigure, form_figures
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.publication import Publication, load_publication
from dbp_analysis.settings.register_layout import RegisterLayout, load_layouts
from dbp_analysis.settings.scheme import Scheme, load_scheme


@dataclass(frozen=True)
class WantedExports:
    """A publication, the layouts of the exports that every month needs, of those that it may have, and of the
    registers that it may be counted from; ``forms`` are the figures that no export holds, by each list of the
    publication (itself where it is one).
    """

    publication: Publication
    needed: tuple[Layout, ...]
    optional: tuple[Layout, ...]
    registers: tuple[RegisterLayout, ...] = ()
    forms: Mapping[str, tuple[StatedFigure, ...]] = field(default_factory=dict)

    @property
    def by_people(self) -> tuple[StatedFigure, ...]:
        """The figures that people write, of all lists, each once."""
        every = {one.name: one for figures in self.forms.values() for one in figures}
        return tuple(every.values())

    @property
    def partial(self) -> tuple[Layout, ...]:
        """The layouts that need not hold every unit: how many they show is stated in ``month.toml``."""
        return tuple(layout for layout in (*self.needed, *self.optional) if layout.covers == "some")

    def told(self) -> str:
        """The exports as the analyst is told of them, a line of what each is and one of where it is got."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield "Các tệp xuất cần có (tên tệp tùy ý, chương trình nhận theo nội dung):"
        yield from map(_told, self.needed)
        if self.optional:
            yield "Có thể thêm, không bắt buộc:"
            yield from map(_told, self.optional)
        if self.registers:
            yield "Hoặc thay bằng sổ hồ sơ, mỗi dòng một hồ sơ (số liệu được đếm từ đó):"
            yield from map(_told, self.registers)
        if self.by_people:
            yield f"Điểm do người chấm, ghi kèm lý do vào {FORM_NAME} của kỳ (cột {', '.join(HEADS)}):"
            yield from (f"- {one.title}" for one in self.by_people)


def wanted_exports(data: Path, publication: str, period: str) -> WantedExports:
    """The exports that ``publication`` of the data folder ``data`` wants for a period; the figures that
    people write are those of the version that holds on its last day. Raise ``DataRejected`` where settings
    or layouts cannot be read.
    """
    summed = kind_of(period) not in ("month", "week")
    settled = load_publication(data / publication / "publication.toml")
    layouts, registers = load_layouts(data, settled.all_layouts)
    needed = [name for name in layouts if name not in settled.optional_layouts]
    return WantedExports(
        settled,
        tuple(layouts[name] for name in needed),
        tuple(layouts[name] for name in settled.optional_layouts if name in layouts),
        tuple(registers.values()),
        {
            one.id: form_figures(_scheme(data, one.scheme, period), layouts.values(), summed=summed)
            for one in settled.by_list
        },
    )


def _scheme(data: Path, versions: Sequence[str], period: str) -> Scheme:
    """The version that holds at the end of a period, or the last that is named: checks refuse it later."""
    schemes = [load_scheme(data / "schemes" / f"{version}.toml") for version in versions]
    return ([one for one in schemes if one.holds_on(last_day(period))] or schemes)[-1]


def _told(layout: Layout | RegisterLayout) -> str:
    return f"- {layout.title}\n    lấy ở: {layout.source}\n    ví dụ tên tệp: {layout.file_name}"
