"""The provinces and communes since 1 July 2025, with the codes of the General Statistics Office."""

import re
from dataclasses import dataclass
from types import ModuleType

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.near import nearest
from dbp_analysis.common.texts import folded, unaccented

PACKAGE = "vietnam-provinces==2025.10.1"
"""Where they come from; newer versions want a newer Python than this package does."""

SINCE = "2025-07-01"
_KIND = re.compile(r"^(thanh pho|tinh|tp)\b[ .]*")


@dataclass(frozen=True)
class Commune:
    """A commune, ward or special zone: ``Commune("21583", "Phường", "Quy Nhơn")``."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True)
class Province:
    """A province or city of central rank: ``Province("gia-lai", "tỉnh", "Gia Lai", …)``."""

    id: str
    kind: str
    name: str
    communes: tuple[Commune, ...]

    @property
    def full_name(self) -> str:
        """As it stands in a sentence: "tỉnh Gia Lai", "thành phố Huế"."""
        return f"{self.kind} {self.name}"


def find_province(written: str) -> Province:
    """The province that a person wrote, with accents or without: "Gia Lai", "tinh gia lai", "gia-lai".

    Raise ``WrongUse`` naming those that it may mean, or where the package of the communes is not installed.
    """
    source = _source()
    provinces = {_key(one.name): one for one in source.Province.iter_all()}
    found = provinces.get(_key(written))
    if found is None:
        near = ", ".join(_bare(provinces[key].name) for key in nearest(_key(written), provinces))
        every = ", ".join(_bare(provinces[key].name) for key in sorted(provinces))
        meant = f"có phải: {near}? " if near else ""
        raise WrongUse(
            f"Từ ngày 01/7/2025 không có tỉnh, thành phố {written!r}.\n"
            f"  Cách xử lý: {meant}Chọn một trong: {every}."
        )
    is_city = found.division_type is source.VietNamDivisionType.THANH_PHO_TRUNG_UONG
    return Province(
        id=found.codename.replace("_", "-"),
        kind="thành phố" if is_city else "tỉnh",
        name=_bare(found.name),
        communes=tuple(
            Commune(f"{int(one.code):05d}", *_kind_and_name(one.name, one.division_type.value))
            for one in sorted(source.Ward.iter_by_province(found.code), key=lambda one: int(one.code))
        ),
    )


def _kind_and_name(name: str, kind: str) -> tuple[str, str]:
    return name[: len(kind)], name[len(kind) :].strip()


def _bare(name: str) -> str:
    return name.removeprefix("Thành phố ")


def _key(name: str) -> str:
    return _KIND.sub("", re.sub(r"[-_.\s]+", " ", unaccented(folded(name))).strip())


def _source() -> ModuleType:
    try:
        import vietnam_provinces
    except ImportError:
        raise WrongUse(
            "Danh mục xã, phường lấy từ gói vietnam-provinces, chưa được cài.\n"
            f"  Cách xử lý: cài rồi chạy lại: pip install {PACKAGE}"
        ) from None
    return vietnam_provinces
