"""LibreOffice opens every document that Word and Excel are meant to open, and sees what is in it."""

import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from dbp_analysis.asking.change.previous import since_previous
from dbp_analysis.charts.history import history_chart
from dbp_analysis.publishing.docx import report_docx
from dbp_analysis.publishing.files import render
from dbp_analysis.publishing.names import month_files
from dbp_analysis.publishing.profile_docx import profile_docx
from dbp_analysis.scoring.series import load_series
from dbp_analysis.telling.profile.profile import unit_profiles
from dbp_analysis.telling.report import write_report

from ..made import Place, real_card, real_inputs
from ..trend_made import NA_TAU, rows, series_of
from .official_reports import hostile_report, long_report

DATA = Path(__file__).parents[2] / "data"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here (soffice)"),
]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of each document as LibreOffice prints it, by the name of the document."""
    folder = tmp_path_factory.mktemp("office")
    files, *_ = render(
        write_report(real_inputs(), real_card(), since_previous(real_inputs(), real_card())), ()
    )
    names = month_files("dien-bien-phu", "2023-12")
    made = {"report.docx": files[names.docx], "annex.xlsx": files[names.workbook]}
    made |= {"long.docx": report_docx(long_report(60)), "hostile.docx": report_docx(hostile_report())}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return convert(folder)


def convert(folder: Path) -> dict[str, str]:
    own = f"-env:UserInstallation={(folder / 'user').as_uri()}"  # beside one that is open
    documents = sorted(path for path in folder.iterdir() if path.is_file())
    command = [str(OFFICE), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, documents)], check=True, capture_output=True, timeout=300)
    return {
        path.name: "\n".join(page.extract_text() for page in pypdf.PdfReader(path.with_suffix(".pdf")).pages)
        for path in documents
    }


def test_it_prints_the_report_with_all_its_parts(converted: dict[str, str]) -> None:
    text = " ".join(converted["report.docx"].split())
    for part in ("BÁO CÁO", "1. Kết quả đánh giá", "Nơi nhận:", "Phụ lục", "UBND xã Nà Tấu"):
        assert part in text


def test_it_prints_every_unit_of_a_long_annex_and_of_the_workbook(converted: dict[str, str]) -> None:
    assert "UBND xã Nà Tấu" in converted["annex.xlsx"]
    assert converted["long.docx"].count("UBND") >= 60
    assert converted["hostile.docx"]


def test_it_prints_a_profile_with_its_picture_on_one_page_and_breaks_no_figure(
    place: Place, tmp_path: Path
) -> None:
    """Whatever font it sets: the machine may have none as wide as Times."""
    series = series_of(place, {month: rows(90, 80, 40) for month in ("2023-11", "2023-12")})
    (profile,) = unit_profiles(series, [NA_TAU])
    chart = history_chart(series, NA_TAU, profile.provenance)
    (real,) = unit_profiles(load_series("2023-12", "2023-12", "dien-bien-phu", DATA), [NA_TAU])
    (tmp_path / "office").mkdir()
    for name, content in {"drawn": profile_docx(profile, chart), "real": profile_docx(real)}.items():
        (tmp_path / "office" / f"{name}.docx").write_bytes(content)

    printed = convert(tmp_path / "office")
    assert profile.unit in printed["drawn.docx"]
    (page,) = pypdf.PdfReader(tmp_path / "office" / "drawn.pdf").pages
    assert len(page.images) == 1
    assert len(pypdf.PdfReader(tmp_path / "office" / "real.pdf").pages) == 1
    for row in real.rows:
        assert {row.cases, row.ratio, row.points, row.lost} <= {*printed["real.docx"].split()}
