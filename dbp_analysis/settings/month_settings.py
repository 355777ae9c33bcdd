"""All that people write for one month, loaded together, from its publication to the register of units."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dbp_analysis.common.digests import Sources, register_digest
from dbp_analysis.common.errors import DataRejected, Problem, WrongUse
from dbp_analysis.settings.layout import Layout
from dbp_analysis.settings.month_file import Month, load_month, scheme_that_holds
from dbp_analysis.settings.project import Project, name_a_list
from dbp_analysis.settings.publication import Publication, load_publication
from dbp_analysis.settings.register_layout import RegisterLayout, load_layouts
from dbp_analysis.settings.scheme import Scheme, load_scheme
from dbp_analysis.settings.summed_month import SummedMonth
from dbp_analysis.settings.unit_lists import units_of
from dbp_analysis.settings.unit_names import UnitMatcher
from dbp_analysis.settings.units import read_register
from dbp_analysis.settings.wording import Wording, load_wording


@dataclass(frozen=True, eq=False)
class MonthSettings:
    """What one month of one publication starts from, before any export is read.

    A report that ranks several lists is seen as that of one of them: ``units`` and ``layouts`` are those of
    the list, ``everyone`` and ``readable`` those of all lists, which its exports may hold, ``registers`` the
    layouts of registers of dossiers that it may be counted from.

    ``register`` is as from ``read_register``, ``units`` as in
    :class:`~dbp_analysis.scoring.scorecard.Scorecard`; ``sources`` are the files that were read, and hear of
    those that still will be.
    """

    project: Project
    publication: Publication
    month: str
    settings: Month
    scheme: Scheme
    layouts: tuple[Layout, ...]
    wording: Wording
    register: pd.DataFrame
    units: pd.DataFrame
    everyone: pd.DataFrame
    readable: tuple[Layout, ...]
    registers: tuple[RegisterLayout, ...]
    sources: Sources

    @property
    def period(self) -> str:
        """The period of the figures in words ("tháng 12 năm 2023")."""
        return self.settings.period(self.month)

    @property
    def covered(self) -> str:
        """How much of a longer period there is ("mới có 02/03 tháng"); empty where it is all there."""
        return self.settings.covered if isinstance(self.settings, SummedMonth) else ""

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that went in."""
        return tuple(self.sources.digests)

    @property
    def matcher(self) -> UnitMatcher:
        """What finds the month's units by name or code."""
        return UnitMatcher(self.units)

    def unit_code(self, unit: str) -> str:
        """The code of the unit that a code, or a name however written, certainly means.

        Raise ``WrongUse`` naming those that it may mean.
        """
        if not isinstance(unit, str):
            raise WrongUse(
                f"Đơn vị phải là tên hoặc mã, không phải {type(unit).__name__}.\n"
                '  Cách xử lý: ghi trong dấu nháy, như "Nà Tấu" hoặc "03316".'
            )
        if unit in self.units.index:  # a code comes before a name
            return unit
        by_name = self.matcher.match(name=unit)
        code = self.matcher.match(code=unit).unit_code or by_name.unit_code
        if code is None:
            meant = " hoặc ".join(by_name.suggestions)
            remedy = f"có phải: {meant}?" if meant else "ghi tên hoặc mã như trong data/units.csv."
            raise WrongUse(
                f"Không rõ đơn vị nào là {unit!r} trong số liệu {self.period}.\n  Cách xử lý: {remedy}"
            )
        return code


def load_month_settings(project: Project, publication: str, month: str, scheme: Path | None) -> MonthSettings:
    """Load the settings of a month; ``scheme`` is a file in place of the publication's own.

    Raise ``DataRejected`` naming the file and each wrong key, ``WrongUse`` where one of several lists must be
    named.
    """
    sources, data = Sources(), project.data
    name, _, list_id = publication.partition("/")
    whole = load_publication(data / name / "publication.toml", sources.note)
    if whole.lists and not list_id:
        raise name_a_list(whole)
    settled = whole.of_list(list_id) if list_id else whole
    settings = load_month(project.month_folder(publication, month) / "month.toml", sources.note)
    if settings.scheme and list_id:
        what = (
            "Báo cáo xếp hạng nhiều danh sách: một scheme ở đây không thể thay bộ chỉ số của mọi danh sách."
        )
        remedy = "Bỏ mục này; ghi các phiên bản, kèm valid_from, valid_to, vào scheme của từng danh sách."
        raise DataRejected([Problem("config", what, remedy, "month.toml", column="scheme")])
    named = [settings.scheme] if settings.scheme else settled.scheme
    files = [scheme] if scheme else [data / "schemes" / f"{one}.toml" for one in named]
    method = scheme_that_holds([load_scheme(file, sources.note) for file in files], month)
    readable, registers = load_layouts(data, whole.all_layouts, sources.note)
    register = read_register(data / "units.csv", sources.note)
    sources.used[data / "units.csv"] = register_digest(register, settled.place, month)
    everyone, units = units_of(register, settled, month)
    wording = load_wording(data / "wording.toml", sources.note)
    return MonthSettings(
        project=project,
        publication=settled,
        month=month,
        settings=settings,
        scheme=method,
        layouts=tuple(
            readable[name] for name in (*settled.layouts, *settled.optional_layouts) if name in readable
        ),
        wording=wording.of_list(settled.annex_label) if list_id else wording,
        register=register,
        units=units,
        everyone=everyone,
        readable=tuple(readable.values()),
        registers=tuple(registers.values()),
        sources=sources,
    )
