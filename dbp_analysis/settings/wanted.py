"""Which exports a month of a publication needs, and where an analyst gets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dbp_analysis.settings.by_people import FORM_NAME, HEADS, StatedFigure, form_figures
from dbp_analysis.settings.layout import Layout, load_layout
from dbp_analysis.settings.publication import Publication, load_publication
from dbp_analysis.settings.scheme import load_scheme


@dataclass(frozen=True)
class WantedExports:
    """A publication, the layouts of the exports that every month needs, and of those that it may have;
    ``by_people`` are the figures that no export holds.
    """

    publication: Publication
    needed: tuple[Layout, ...]
    optional: tuple[Layout, ...]
    by_people: tuple[StatedFigure, ...] = ()

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
        if self.by_people:
            yield f"Điểm do người chấm, ghi kèm lý do vào {FORM_NAME} của tháng (cột {', '.join(HEADS)}):"
            yield from (f"- {one.title}" for one in self.by_people)


def wanted_exports(data: Path, publication: str) -> WantedExports:
    """The exports that ``publication`` of the data folder ``data`` wants; raise ``DataRejected`` where its
    settings or layouts cannot be read.
    """
    settled = load_publication(data / publication / "publication.toml")
    layouts = {name: load_layout(data / "layouts" / f"{name}.toml") for name in settled.all_layouts}
    needed = [name for name in layouts if name not in settled.optional_layouts]
    return WantedExports(
        settled,
        tuple(layouts[name] for name in needed),
        tuple(layouts[name] for name in settled.optional_layouts),
        form_figures(load_scheme(data / "schemes" / f"{settled.scheme}.toml"), layouts.values()),
    )


def _told(layout: Layout) -> str:
    return f"- {layout.title}\n    lấy ở: {layout.source}\n    ví dụ tên tệp: {layout.file_name}"
