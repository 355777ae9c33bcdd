"""What ``execute`` promises, and what ``tidy`` leaves."""

from functools import partial

import nbformat
import pytest

from dbp_analysis.common.errors import RunFailed
from dbp_analysis.running.notebooks import execute, tidy
from dbp_analysis.running.processes import Job, in_child

from .test_kernel import write_notebook


def executed(notebook, parameters, output):
    """Run a notebook in a child, as a month is: failures, and progress."""
    failures, heard = [], []
    try:
        in_child(Job(partial(execute, notebook, output, parameters), output), lambda *at: heard.append([*at]))
    except RunFailed as failure:
        failures.append(str(failure))
    return failures, heard


@pytest.fixture
def run(tmp_path):
    """Write a notebook of these cells and run it: failures, progress, the executed notebook's path."""

    def run_cells(*sources, parameters=None):
        notebook = write_notebook(tmp_path / "made.ipynb", *sources)
        output, given = tmp_path / "out.ipynb", {"name": "đã"} if parameters is None else parameters
        return *executed(notebook, given, output), output

    return run_cells


def texts(path):
    cells = nbformat.read(path, as_version=4).cells
    return [out.get("text", "") for cell in cells for out in cell.get("outputs", [])]


def test_parameters_reach_the_cells_as_they_are(run):
    failures, heard, output = run("print(name)", parameters={"name": "Điện Biên 'x' \"y\" \\ 00123"})

    assert failures == []
    assert texts(output) == ["Điện Biên 'x' \"y\" \\ 00123\n"]
    assert heard == [[1, 3], [2, 3], [3, 3]]


def test_blank_cells_and_missing_parameters_are_not_counted(run):
    failures, heard, _ = run("1", "  \n", "2", parameters={})

    assert failures == []
    assert heard == [[1, 3], [2, 3], [3, 3]]


def test_an_unknown_parameter_is_refused_before_anything_runs(run, tmp_path):
    failures, heard, output = run(f"open({str(tmp_path / 'ran')!r}, 'w')", parameters={"nmae": "x"})

    assert "nmae" in failures[0]
    assert heard == []
    assert not output.exists()
    assert not (tmp_path / "ran").exists()


def test_a_failing_cell_is_named_and_the_notebook_kept_as_far_as_it_went(run):
    failures, _, output = run("print('tới đây')", "raise ValueError('hỏng')", "print('không tới')")

    assert failures == ["Ô lệnh thứ 4 của made.ipynb bị lỗi: ValueError: hỏng"]
    assert texts(output) == ["tới đây\n", ""]


@pytest.mark.parametrize("leave", ["import sys\nsys.exit(0)", "exit"])
def test_a_notebook_that_leaves_before_its_last_cell_has_failed(run, leave):
    failures, _, output = run(leave, "import time\ntime.sleep(1)", "'cuối'")

    assert len(failures) == 1
    assert output.exists()


def test_a_cell_that_is_passed_over_is_a_failure(run):
    """A notebook may skip cells for nbclient; a month must not."""
    code = "get_ipython().execution_count += 1"
    failures, _, _ = run(code, "1")

    assert "không phải ô lệnh nào cũng đã chạy" in failures[0]


def test_braces_in_a_path_are_no_parameters(tmp_path):
    folder = tmp_path / "{1a2b-3c}"
    folder.mkdir()
    failures, _ = executed(write_notebook(folder / "{name}.ipynb", "1"), {"name": "x"}, folder / "{}.ipynb")

    assert failures == []
    assert (folder / "{}.ipynb").is_file()


def test_tidy_joins_pieces_of_text_but_not_across_other_outputs(tmp_path):
    def text(name, text):
        return nbformat.v4.new_output("stream", name=name, text=text)

    shown = nbformat.v4.new_output("display_data", data={"text/plain": "x"})
    outputs = [text("stderr", "e"), text("stdout", "a"), text("stdout", "b"), shown, text("stdout", "c")]
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=outputs)])
    nbformat.write(node, tmp_path / "made.ipynb")

    tidy(tmp_path / "made.ipynb", {})

    assert texts(tmp_path / "made.ipynb") == ["ab", "e", "", "c"]
