"""What the invented place is called: its register of units, its publication, the remark on each month."""

import csv
import io
from pathlib import Path

import pandas as pd

from dbp_analysis.settings.publication import Publication, load_publication
from dbp_analysis.settings.register_file import REGISTER_COLUMNS

LABEL = "(số liệu thử, không có thật)"
"""What every title of the invented place says."""

PUBLICATION_FILE = Path(__file__).with_name("publication.toml")
"""The publication as it is written: the real scheme and layouts, an invented place."""


def demo_publication() -> Publication:
    """The invented publication."""
    return load_publication(PUBLICATION_FILE)


_SCHEMA = "#:schema ../../json-schemas/month.json\n"
"""By which editors check the file."""


def shared_files() -> list[str]:
    """The files of a data folder that the publication needs beside its own."""
    publication = demo_publication()
    layouts = (f"layouts/{layout}.toml" for layout in publication.all_layouts)
    schemes = (f"schemes/{one}.toml" for one in publication.scheme)
    return [*schemes, *layouts, f"rules/{publication.counting_rule}.toml", "calendar.toml", "wording.toml"]


def publication_toml() -> str:
    """The text of ``publication.toml``, with the line ends that are written everywhere."""
    return PUBLICATION_FILE.read_text(encoding="utf-8")


def invented_units(units: int) -> pd.DataFrame:
    """Code, type and name of each unit: wards first, then communes; evidently invented, all unique."""
    numbers = range(1, units + 1)
    digits = len(str(units))
    return pd.DataFrame(
        {
            "code": [f"T{number:0{max(4, digits)}d}" for number in numbers],
            "type": ["Phường" if number <= ward_count(units) else "Xã" for number in numbers],
            "name": [f"Mẫu {number:0{max(3, digits)}d}" for number in numbers],
        }
    )


def ward_count(units: int) -> int:
    """How many of the units are wards."""
    return units // 3


def units_csv(units: pd.DataFrame) -> str:
    """The register of the invented units, without limits to their validity."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(REGISTER_COLUMNS)
    place = demo_publication().place
    limits = ("",) * (len(REGISTER_COLUMNS) - 1 - len(units.columns))
    writer.writerows((place, *unit, *limits) for unit in units.itertuples(index=False))
    return text.getvalue()


def month_toml(seed: int, units: int, first_month: str) -> str:
    """``month.toml``: the figures are synthetic, and from what they can be made again."""
    return (
        f'{_SCHEMA}provenance = "synthetic"\n'
        f'note = "Số liệu thử, không có thật: đơn vị và số liệu đều do lệnh dbp demo tạo ra '
        f'({units} đơn vị, từ tháng {first_month}, hạt giống {seed})."\n'
    )


def sample_month_toml(seed: int) -> str:
    """``month.toml`` of a sample month: the units are real, the figures are not."""
    return (
        f'{_SCHEMA}provenance = "synthetic"\n'
        'note = "Số liệu thử, không có thật: chỉ tên đơn vị là thật, mọi số liệu do chương trình tạo ra '
        f'(dbp_analysis.demo.sample, hạt giống {seed})."\n'
    )
