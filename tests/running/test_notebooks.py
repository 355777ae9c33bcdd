"""What a failed notebook says of its exception."""

import subprocess
import sys

import nbformat


def test_an_exception_that_came_to_no_output_is_named_all_the_same(tmp_path):
    source = "get_ipython()._showtraceback = lambda *told: None\n{}['khoá']"
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": []})
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = tmp_path / "a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), notebook)
    script = f"""
from pathlib import Path
from dbp_analysis.running.notebooks import execute
execute(Path({str(notebook)!r}), Path({str(tmp_path / "b.ipynb")!r}), {{}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert "a.ipynb bị lỗi: KeyError: 'khoá'" in done.stderr
