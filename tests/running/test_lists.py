"""A report that ranks two lists: one command, one report, the outputs of each list told apart."""

import json
import re
import shutil
import zipfile

import pytest

import dbp_analysis as dbp
from dbp_analysis.common.errors import DataRejected, RunFailed, WrongUse
from dbp_analysis.publishing.names import TREND, document_name, month_files
from dbp_analysis.publishing.record import is_current, touched_by_hand
from dbp_analysis.running.month import run_month
from dbp_analysis.running.profiles import run_profiles
from dbp_analysis.settings.project import find_project

from ..lists_made import MONTH, make_lists
from ..made import bytes_below


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    return make_lists(tmp_path_factory.mktemp("province"))


@pytest.fixture(scope="module")
def run(province):
    """The month, run once."""
    return run_month(MONTH, "", province.data, province.output)


def test_each_list_has_its_outputs_and_all_have_one_report(province, run):
    made, of_all = set(bytes_below(run.folder)), month_files("song-xanh", MONTH)
    assert {name for name in made if "/" not in name} == {of_all.docx, of_all.pdf, "run.json"}
    for name in ("xa", "so"):
        own = {one.removeprefix(f"{name}/") for one in made if one.startswith(f"{name}/")}
        files = month_files(f"song-xanh/{name}", MONTH)
        assert {*files.of_a_list, "monthly.ipynb", "run.json"} <= own
        assert not {files.docx, files.pdf} & own
    assert list(run.rankings) == ["Khối xã, phường", "Khối sở, ngành"]


def test_the_report_speaks_of_each_list_and_of_all_once(run):
    with zipfile.ZipFile(run.folder / f"bao-cao-song-xanh-{MONTH}.docx") as file:
        document = file.read("word/document.xml").decode()
    lines = ["".join(re.findall(r"<w:t[^>]*>([^<]*)", one)) for one in document.split("</w:p>")]
    wanted = ["I. KHỐI XÃ, PHƯỜNG", "(Chi tiết tại Phụ lục I kèm theo)", "II. KHỐI SỞ, NGÀNH",
              "(Chi tiết tại Phụ lục II kèm theo)", "III. YÊU CẦU CHUNG", "Phụ lục I",
              "KẾT QUẢ CỦA CÁC XÃ, PHƯỜNG", "Phụ lục II", "KẾT QUẢ CỦA CÁC SỞ, NGÀNH"]  # fmt: skip
    assert [line for line in lines if line in wanted] == wanted
    assert sum("Trong tháng, các đơn vị tiếp tục thực hiện kiểm soát" in line for line in lines) == 1
    assert sum("Trong đó, đề nghị" in line for line in lines) == 0


def test_every_output_of_a_list_says_which_it_is_of(run):
    for name, title, other in (("xa", "Khối xã, phường", "Sở Y tế"), ("so", "Khối sở, ngành", "Sông Đông")):
        folder, files = run.folder / name, month_files(f"song-xanh/{name}", MONTH)
        texts = [folder / files.page, folder / files.commentary, *folder.glob("charts/*.svg")]
        for path in (*texts, folder / "monthly.ipynb"):
            text = path.read_text("utf-8")
            assert other not in text, path
            if path.suffix != ".svg":  # letters are outlines there
                assert title in text, path
        with zipfile.ZipFile(folder / files.workbook) as book:
            assert f"Phụ lục {'I' if name == 'xa' else 'II'}<" in book.read("xl/sharedStrings.xml").decode()


def test_the_record_is_of_all_and_runs_again_to_the_same_bytes(province, run):
    record = json.loads((run.folder / "run.json").read_text("utf-8"))
    assert record["parameters"] == {"publication": "song-xanh", "month": MONTH}
    assert {name: one["scheme"]["id"] for name, one in record["lists"].items()} == {
        "xa": "bo-thu",
        "so": "bo-so",
    }
    assert touched_by_hand(run.folder) == []
    project = find_project(province.data, province.output)
    assert is_current(project, "song-xanh", MONTH)
    before = bytes_below(run.folder)
    run_month(MONTH, "song-xanh", province.data, province.output)
    assert bytes_below(run.folder) == before


def test_an_edited_file_of_a_list_is_not_lost(province, run, tmp_path):
    page = month_files("song-xanh/so", MONTH).page
    shutil.copytree(run.folder, tmp_path / "song-xanh" / MONTH)
    (tmp_path / "song-xanh" / MONTH / "so" / page).write_text("sửa tay", "utf-8")
    with pytest.raises(WrongUse, match=f"so/{page}"):
        run_month(MONTH, "", province.data, tmp_path)


def test_one_broken_list_leaves_nothing_behind(tmp_path):
    province = make_lists(tmp_path)
    province.change(f"song-xanh/{MONTH}/bang-ke.csv", "Sở Y tế;300;100", "Sở Y tế;300;400")
    with pytest.raises(DataRejected):
        run_month(MONTH, "", province.data, province.output)
    assert not (province.output / "song-xanh" / MONTH).exists()


def test_a_notebook_that_fails_for_the_second_list_leaves_nothing_but_itself(tmp_path):
    province = make_lists(tmp_path)
    text = (find_project(province.data).notebooks / "monthly.ipynb").read_text("utf-8")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    broken = text.replace(
        '"dbp.month.publish_month(',
        '"assert inputs.units.index[0] != \'S1\'\\n",\n    "dbp.month.publish_month(',
    )
    assert broken != text
    (folder / "monthly.ipynb").write_text(broken, "utf-8")
    with pytest.raises(RunFailed, match=f"{MONTH}-so-failed.ipynb"):
        run_month(MONTH, "", province.data, province.output, notebooks=folder)
    left = {one.name for one in (province.output / "song-xanh").iterdir()} - {".locks"}
    assert left == {f"{MONTH}-so-failed.ipynb"}


def test_a_list_is_not_run_alone_but_as_a_scenario(province, tmp_path):
    with pytest.raises(WrongUse, match="--publication song-xanh;"):
        run_month(MONTH, "so", province.data, tmp_path)
    with pytest.raises(WrongUse, match="cần chọn một"):
        run_month(MONTH, "", province.data, tmp_path, scheme="bo-thu")


def test_an_analyst_asks_one_list(province):
    found = dbp.publications(province.data)
    assert list(found.index) == ["song-xanh/xa", "song-xanh/so"]
    assert list(found["scheme"]) == ["bo-thu", "bo-so"]
    card = dbp.score_month(MONTH, "so", province.data)
    assert list(card.ranking.index) == ["Quản lý Khu kinh tế", "Nội vụ", "Y tế"]
    assert card.targets("Sở Y tế").table["indicator"].notna().all()
    with pytest.raises(WrongUse, match="cần chọn một"):
        dbp.score_month(MONTH, data=province.data)


def test_a_profile_finds_the_list_by_the_unit(province):
    made = run_profiles(MONTH, "", ["Sở Y tế", "Sông Tây"], province.data, province.output)
    assert {one.relative_to(made.folder).parts[0] for one in made.folders.values()} == {"xa", "so"}
    with pytest.raises(WrongUse, match="Sở Nội vụ"):
        run_profiles(MONTH, "", ["Nội vụ"], province.data, province.output)


def test_two_months_are_compared_and_drawn_list_by_list(tmp_path):
    from dbp_analysis.running.batch import LocalProcesses, plan_batch, run_batch
    from dbp_analysis.running.trend import run_trend

    province = make_lists(tmp_path)
    province.copy_to("song-xanh", "2026-09")
    province.change("song-xanh/2026-09/bang-ke.csv", "tháng 10", "tháng 9")
    province.change("song-xanh/2026-09/bang-ke.csv", "Sở Y tế;300;100", "Sở Y tế;300;101")
    province.change("song-xanh/2026-09/bang-ke.csv", "Tổng số;1330;970", "Tổng số;1330;971")
    project = find_project(province.data, province.output)
    for status in ("made", "unchanged"):
        outcomes = [*run_batch(project, plan_batch(project, MONTH, MONTH), LocalProcesses())]
        assert [(one.task.month, one.status) for one in outcomes] == [(MONTH, status)]
    since = dbp.score_month(MONTH, "so", province.data).change()
    assert since.units["change"].round(3).to_dict() == {"Quản lý Khu kinh tế": 0, "Nội vụ": 0, "Y tế": -0.133}
    trend = run_trend("", "", "so", province.data, province.output)
    assert trend.folder.relative_to(province.output).parts == ("song-xanh", "trend-2026-09-2026-10", "so")
    page = f"{document_name(TREND, 'song-xanh/so', '2026-09', '2026-10')}.html"
    assert "Khối sở, ngành" in (trend.folder / page).read_text("utf-8")
    assert "Sông Đông" not in (trend.folder / page).read_text("utf-8")
    with pytest.raises(WrongUse, match="cần chọn một"):
        run_trend("", "", "song-xanh", province.data, province.output)
