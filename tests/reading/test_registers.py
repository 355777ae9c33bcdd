"""Registers among a month's files: the published rows, beside forms, what is refused, what is imported."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from dbp_analysis.reading import registers as module
from dbp_analysis.reading.month import read_month
from dbp_analysis.scoring.score import score_inputs

from ..made import Place
from ..registers_made import BOOK, TABLE, dossier, with_registers, write_rows


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    """What the forms give."""
    return score_inputs(read_month("2023-12", "dien-bien-phu")).results


@pytest.mark.parametrize("path", [BOOK, TABLE], ids=["book", "table"])
def test_registers_instead_of_forms_give_the_published_rows(
    real: Place, path: Path, published: pd.DataFrame
) -> None:
    inputs = with_registers(real, path).read()
    assert inputs.errors == ()
    pd.testing.assert_frame_equal(score_inputs(inputs).results, published)


def test_the_check_says_which_rule_counted_how_many(real: Place) -> None:
    check = with_registers(real, BOOK).check("register")
    assert check.title == "Sổ hồ sơ, đếm theo quy tắc Biểu II.06a/VPCP/KSTT, so theo ngày"
    assert check.scope == "2.146 hồ sơ, 37 dòng lặp; để riêng 14 rút, 30 dừng xử lý"
    assert check.result == "passed"


def test_a_folder_of_parquet_is_one_register(real: Place, published: pd.DataFrame) -> None:
    folder = with_registers(real).folder / "dong-bo"
    folder.mkdir()
    table = pd.read_csv(TABLE, dtype=str)
    for at in range(3):
        table[at::3].to_parquet(folder / f"phan-{at}.parquet", index=False)
    inputs = real.read()
    pd.testing.assert_frame_equal(score_inputs(inputs).results, published)
    assert {path.name for path in inputs.files} >= {"phan-0.parquet", "phan-2.parquet"}


def test_a_csv_beyond_a_sheets_bounds_is_read_by_the_engine(
    real: Place, published: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FILE_BYTES", 1000)
    pd.testing.assert_frame_equal(score_inputs(with_registers(real, TABLE).read()).results, published)


def test_beside_the_forms_these_count_and_agree(real: Place, published: pd.DataFrame) -> None:
    inputs = with_registers(real, BOOK, keep_forms=True).read()
    assert inputs.warnings == ()
    pd.testing.assert_frame_equal(score_inputs(inputs).results, published)


def test_a_difference_from_the_forms_is_told_with_its_dossiers(real: Place) -> None:
    inputs = with_registers(real, BOOK, keep_forms=True)
    late = dossier("H18.21-231204-9999", received="08:00 04/12/2023", finished="09:00 20/12/2023")
    write_rows(inputs.folder / "dong-bo-2.csv", late)
    told = {p.kind: p for p in inputs.read().warnings}
    assert {"received_online", "resolved_late", "results_digital", "dossiers_digitised"} <= set(told)
    problem = told["resolved_late"]
    assert problem.file == "bieu-II-06a.xlsx"
    assert problem.row
    assert "Biểu ghi 17, đếm từ sổ được 18" in problem.what
    assert "H18.21-2312" in problem.what


def test_what_the_form_has_more_is_looked_for_among_what_is_left_out(real: Place) -> None:
    real.change("dien-bien-phu/publication.toml", "thong-tu-01-2020", "thu")
    text = (real.data / "rules/thong-tu-01-2020.toml").read_text(encoding="utf-8")
    changed = text.replace('id = "thong-tu-01-2020"', 'id = "thu"').replace(
        'waiting = "count"', 'waiting = "leave_out"'
    )
    (real.data / "rules/thu.toml").write_text(changed, encoding="utf-8")
    told = [p.what for p in with_registers(real, BOOK, keep_forms=True).read().warnings]
    assert any("xem các hồ sơ trong số để riêng: H18." in what for what in told)


def test_a_unit_that_is_not_known_is_told_without_what_the_cell_says(real: Place) -> None:
    with_registers(real, TABLE)
    write_rows(real.folder / "dong-bo-2.csv", dossier("H18.99-231201-0001", unit="NGUOI-NOP-0001"))
    (problem,) = real.read().errors
    assert "không có trong danh mục: H18.99-231201-0001" in problem.what
    assert "NGUOI-NOP" not in str(problem)


def test_a_row_whose_cells_are_shifted_is_an_error(real: Place) -> None:
    path = write_rows(with_registers(real, TABLE).folder / "dong-bo-2.csv", dossier())
    path.write_text(path.read_text("utf-8-sig").replace("NGUOI-NOP-0000", "NGUOI,NOP-0000"), "utf-8-sig")
    (problem,) = real.read().errors
    assert (problem.row, problem.file) == (2, "dong-bo-2.csv")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def test_a_register_that_git_would_commit_is_refused_until_it_is_ignored(real: Place) -> None:
    with_registers(real, TABLE)
    git(real.data.parent, "init")
    (problem,) = real.read().errors
    assert "kho git" in problem.what
    assert ".gitignore" in problem.remedy
    (real.data.parent / ".gitignore").write_text("so-ho-so*\n", encoding="utf-8")
    assert real.read().errors == ()
    git(real.data.parent, "add", "--force", str(real.folder))
    assert len(real.read().errors) == 1


def test_without_a_register_nothing_that_counts_is_imported() -> None:
    code = (
        "import sys, dbp_analysis.reading.month as m; m.read_month('2023-12', 'dien-bien-phu');"
        "print([n for n in ('ibis', 'duckdb', 'holidays', 'pyarrow.parquet') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_package_is_named_with_how_to_install_it(real: Place) -> None:
    with_registers(real, TABLE)
    code = (
        "import sys; sys.modules['ibis'] = None; sys.argv = ['dbp', 'check', '2023-12', '--publication', "
        f"'dien-bien-phu', '--data', {str(real.data)!r}]; from dbp_analysis.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "dbp-analysis[dossiers]" in done.stderr
    assert "Traceback" not in done.stderr
