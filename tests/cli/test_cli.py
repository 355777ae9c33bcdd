"""The command line as a user meets it, in a process of its own where that is the point."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dbp_analysis import __version__
from dbp_analysis.cli import dbp as group

ROOT = Path(__file__).parents[2]
EXPORTS = "dien-bien-phu/2023-12"


def process(*arguments, cwd=ROOT):
    command = [sys.executable, "-m", "dbp_analysis", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def data(tmp_path):
    """A copy of the project's data."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"


def test_help_reads_in_vietnamese():
    shown = process("--help")

    assert shown.returncode == 0
    assert "Cách dùng: dbp" in shown.stdout
    assert "Các lệnh:" in shown.stdout
    assert not {"Usage", "Options", "Commands", "Show this"} & set(shown.stdout.split())


def test_the_command_alone_shows_the_help_and_its_version_is_asked_like_any_other():
    alone, version = process(), process("--version")

    assert (alone.returncode, alone.stdout) == (0, process("--help").stdout)
    assert (version.returncode, version.stdout) == (0, f"dbp {__version__}\n")


@pytest.mark.parametrize("name", sorted(group.commands))
def test_no_help_has_marks_in_english_or_in_signs(name):
    command = group.commands[name]
    text = command.get_help(command.make_context("dbp", [], resilient_parsing=True))

    assert not re.findall(r"\[(?!TÙY CHỌN)[^]]*\]|default|required|[<>]=?", text)


@pytest.mark.parametrize(
    ("written", "of"),
    [(["chek"], "dbp"), (["check"], "dbp check"), (["run", "--shceme", "x", "2023-12"], "dbp run")],
)
def test_wrong_use_is_told_whose_help_to_read(dbp, written, of):
    ran = dbp(*written)

    assert (ran.returncode, ran.stderr.splitlines()[-1]) == (2, f"  Xem hướng dẫn: {of} --help")


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom dbp_analysis.cli import dbp\n"
        "try:\n    dbp(['--help'])\nexcept SystemExit:\n    pass\n"
        "assert not {'pandas', 'matplotlib', 'papermill', 'pydantic', 'rich'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="descriptors of POSIX")
def test_a_closed_standard_output_is_no_failure_for_what_the_command_starts():
    child = [sys.executable, "-c", "import os; print(1, flush=True); os.fstat(0)"]
    code = "from dbp_analysis.cli import _open_what_is_closed; _open_what_is_closed()\n"
    code += f"import subprocess; subprocess.run({child}, check=True); print(1, flush=True)"
    close = {"preexec_fn": lambda: os.closerange(0, 2), "stderr": subprocess.PIPE}
    ran = subprocess.run([sys.executable, "-c", code], check=False, **close)

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.slow
def test_run_prints_the_ranking_the_note_and_where_the_outputs_are(tmp_path):
    ran = process("run", "2023-12", "--output", tmp_path)

    assert ran.returncode == 0
    assert "UBND xã Pá Khoang" in ran.stdout
    assert "72,00" in ran.stdout
    assert "dựng lại" in ran.stdout
    assert str(tmp_path / "dien-bien-phu" / "2023-12") in ran.stdout
    assert "WARNING" not in ran.stderr


def test_check_shows_every_check_and_writes_nothing(dbp, data):
    before = sorted(data.rglob("*"))

    checked = dbp("check", "2023-12", "--data", data)

    assert checked.returncode == 0
    assert checked.stdout.count("đạt") == 11
    assert "không kiểm tra được: 1 tệp không ghi kỳ" in checked.stdout
    assert sorted(data.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "2023-13"], "NĂM-THÁNG"),
        (["run", "2024-01"], "dien-bien-phu: 2023-12"),
        (["new", "2024-01"], "gia-lai"),
        (["run", "2023-12", "--publication", "ha-noi"], "dien-bien-phu"),
        (["run"], "thiếu KỲ"),
        (["chay"], "không có lệnh này"),
        (["run", "2023-12", "--fast"], "--fast"),
        (["run", "2023-12", "--data", "khong-co"], "--data"),
        (["batch", "--from", "2023-12", "--to", "2023-01"], "đổi chỗ hai tháng"),
        (["batch", "--from", "2023-12", "--to", "2023-12", "--jobs", "x"], "--jobs phải là số nguyên từ 1"),
        (
            ["batch", "--from", "2023-12", "--to", "2023-12", "--cell-limit", "0"],
            "phải là số lớn hơn 0",
        ),
        (["demo", "thu", "--months", "121"], "--months phải là số nguyên từ 1 đến 120"),
    ],
)
def test_wrong_use_is_explained_with_exit_code_2(dbp, arguments, said):
    result = dbp(*arguments)

    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_rejected_data_gives_exit_code_3_with_place_and_remedy_and_writes_nothing(dbp, data, tmp_path):
    broken = data / EXPORTS / "so-hoa.xlsx"
    broken.write_bytes(broken.read_bytes()[:3000])

    result = dbp("run", "2023-12", "--data", data, "--output", tmp_path / "outputs")

    assert result.returncode == 3
    assert "so-hoa.xlsx" in result.stderr
    assert "Cách xử lý" in result.stderr
    assert not (tmp_path / "outputs").exists()


def test_list_shows_what_has_data(dbp, data, tmp_path):
    shown = dbp("list", "--data", data, "--output", tmp_path)

    assert "2023-12" in shown.stdout
    assert "chưa chạy" in shown.stdout


def test_list_shows_longer_periods_that_have_something_of_their_own_or_outputs(dbp, data, tmp_path):
    (data / "dien-bien-phu" / "2023-Q4").mkdir()
    (tmp_path / "outputs" / "dien-bien-phu" / "2023-H2").mkdir(parents=True)
    shown = dbp("list", "--data", data, "--output", tmp_path / "outputs")

    assert "2023-Q4" in shown.stdout
    assert "2023-H2" in shown.stdout


def test_new_makes_the_folder_and_says_what_belongs_in_it(dbp, data):
    made = dbp("new", "2024-01", "--publication", "dien-bien-phu", "--data", data)

    assert made.returncode == 0
    assert (data / "dien-bien-phu" / "2024-01" / "month.toml").exists()
    assert made.stdout.count("lấy ở:") == 6
    assert made.stdout.endswith(f'dbp check 2024-01 --publication dien-bien-phu --data "{data}"\n')


def test_new_tells_what_is_optional_and_what_the_months_own_settings_need(dbp, data):
    made = dbp("new", "11/2026", "--publication", "gia-lai", "--data", data)

    assert "không bắt buộc" in made.stdout
    assert "[units_covered]" in made.stdout
    assert "year_to_date" in made.stdout


def test_new_says_that_figures_since_january_are_not_summed_to_a_quarter(dbp, data):
    made = dbp("new", "2026-Q3", "--publication", "gia-lai", "--data", data)

    assert "được cộng từ các tháng" not in made.stdout
    assert "Số liệu lũy kế từ đầu năm không cộng từ các tháng được" in made.stdout


def test_init_makes_a_project_whose_month_passes_the_checks(dbp, tmp_path):
    assert dbp("init", "x", cwd=tmp_path).returncode == 0
    assert dbp("check", "thang12", cwd=tmp_path / "x").returncode == 0


def test_a_new_province_takes_two_commands_and_no_name_is_typed_twice(dbp, tmp_path):
    dbp("init", "x", cwd=tmp_path)
    added = dbp("new-place", "lam", "dong", cwd=tmp_path / "x")
    begun = dbp("new", "10/2026", cwd=tmp_path / "x")

    assert added.returncode == begun.returncode == 0, added.stderr + begun.stderr
    assert "thêm 124 xã, phường" in added.stdout
    assert "dbp new THÁNG --publication lam-dong" in added.stdout
    assert begun.stdout.endswith("dbp check 2026-10 --publication lam-dong\n")


def test_commands_work_from_a_folder_inside_the_project(dbp):
    assert dbp("check", "2023-12", cwd=ROOT / "tests").returncode == 0


def test_outside_of_every_project_the_one_whose_data_is_taken_is_named_on_standard_error(dbp, tmp_path):
    inside, outside = dbp("list"), dbp("list", cwd=tmp_path)
    given = dbp("list", "--data", ROOT / "data", cwd=tmp_path)

    assert (inside.stderr, given.stderr) == ("", "")
    assert outside.stderr == f"Ở đây không có dự án nào: dùng số liệu của dự án {ROOT}.\n"
    assert outside.stdout == inside.stdout


def test_a_project_without_its_notebook_is_wrong_use_and_nothing_is_made(dbp, data):
    refused = dbp("run", "2023-12", "--publication", "dien-bien-phu", cwd=data.parent)

    assert refused.returncode == 2
    assert "monthly.ipynb" in refused.stderr
    assert "--notebooks" in refused.stderr
    assert sorted(data.parent.iterdir()) == [data]


def test_a_scheme_is_told_in_words_with_an_invented_unit_counted_by_it(dbp):
    shown = dbp("scheme", "dien-bien-2023")

    assert shown.returncode == 0
    assert "tối đa 30 điểm; không phát sinh thì được đủ điểm" in shown.stdout
    assert "Tổng điểm 63,50/80; quy đổi 7,94; xếp loại Khá." in shown.stdout
    assert dbp("scheme", "dien-bien-2024").returncode == 2
