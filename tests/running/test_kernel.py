"""A notebook gives the same outputs in this process's kernel as in JupyterLab's separate one."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import nbformat
import pytest
from matplotlib.figure import Figure
from papermill.engines import NBClientEngine, papermill_engines

import dbp_analysis as dbp
from dbp_analysis.common.errors import RunFailed
from dbp_analysis.running.kernel import PRIVATE
from dbp_analysis.running.notebooks import execute, tidy

ROOT = Path(__file__).parents[2]
MONTH = {"month": "2023-12", "publication": "dien-bien-phu", "output": ""}
SEPARATE_KERNEL = "separate-kernel"
"""The reference: papermill's own engine, saving once as ours does."""
DRIVER = """\
import json, sys
from pathlib import Path
from dbp_analysis.common.errors import RunFailed
from dbp_analysis.running.notebooks import execute
heard, failures = [], []
notebook, parameters, *outputs = sys.argv[1:]
for output in map(Path, outputs):
    try:
        execute(Path(notebook), output, json.loads(parameters), lambda *at: heard.append(at))
    except RunFailed as failure:
        failures.append(str(failure))
json.dump([failures, heard], sys.__stdout__)
"""
PLOT = "axes = plt.subplots(figsize=(1, 1))[1]"
SHOWN = [
    "'ô cuối cùng'",
    "'không hiện';",
    "x = 5",
    "print('một')\nimport sys\nprint('lỗi', file=sys.stderr)\nprint('hai', end='')",
    "import time\nfor n in range(3):\n    print(n, flush=True)\n    time.sleep(0.25)",
    "print(*range(200_000), sep='\\n')",
    "from IPython.display import HTML, Markdown, display\nprint('trước')\n"
    "display(Markdown('**đậm**'), HTML('<b>ồ</b>'))\nprint('sau')\n{'xã': x}",
    "handle = display('cũ', display_id='một')",
    "handle.update('mới')",
    "from IPython.display import clear_output\nprint('bỏ')\nclear_output()\nprint('còn')",
    "import pandas as pd\npd.DataFrame({'xã': ['Mường Phăng'], 'n': [1.5]})",
    "import matplotlib.pyplot as plt\nplt.subplots(figsize=(1, 1))[1].set_title('ế')\nplt.show()",
    "import asyncio\nawait asyncio.sleep(0.01)\n_, Out[3], In[3]",
    "asyncio.get_running_loop().is_running()",
    "from rich import print as rich_print\nrich_print('[bold]đậm[/bold]')",
    "import warnings\nwarnings.warn('coi chừng', stacklevel=1)",
    "import logging\nlogging.getLogger('a').warning('nhật ký')",
    "!echo lệnh",
    "%time pass\nclear_output()\nip = get_ipython()\nprint(type(ip).__name__, __name__, ip.execution_count)",
    "import threading\nt = threading.Thread(target=print, args=('luồng',))\nt.start()\nt.join()",
]
FAILING = {
    "exception": "def f(n):\n    return 1 / n\nprint('trước')\nf(0)",
    "syntax": "x = (",
    "exit code": "import sys\nsys.exit(3)",
    "input": "input('tên?')",
    "repr": "class Bad:\n    def __repr__(self):\n        raise ValueError('hỏng')\nBad()",
    "interrupt": "raise KeyboardInterrupt",
}


class SavedOnce(NBClientEngine):
    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, **options):
        path, nb_man.output_path = nb_man.output_path, None
        try:
            super().execute_managed_notebook(nb_man, kernel_name, **options)
        finally:
            nb_man.output_path = path


papermill_engines.register(SEPARATE_KERNEL, SavedOnce)


def write_notebook(path: Path, *sources: str) -> Path:
    cells = [nbformat.v4.new_code_cell(source) for source in ("name = 'chưa'", *sources)]
    cells[0].metadata["tags"] = ["parameters"]
    node = nbformat.v4.new_notebook(cells=cells)
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, path)
    return path


def in_child(
    notebook: Path,
    parameters: dict[str, str],
    *outputs: Path,
    env: dict[str, str] | None = None,
    loaded: str = "sys",
):
    """Run in the kernel of a child process: its failures, and the progress it heard."""
    command = [
        sys.executable,
        "-c",
        f"import {loaded}\n{DRIVER}",
        str(notebook),
        json.dumps(parameters),
        *map(str, outputs),
    ]
    child = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=120)
    assert (child.returncode, child.stderr) == (0, "")
    return json.loads(child.stdout)


def both_ways(notebook: Path, folder: Path, parameters: dict[str, str]):
    """The notebook run both ways, after ``tidy``: cells, failures and progress of each."""
    paths = [folder / "separate.ipynb", folder / "in-process.ipynb"]
    heard: list[list[int]] = []
    failures: list[str] = []
    try:
        execute(notebook, paths[0], parameters, lambda *at: heard.append(list(at)), SEPARATE_KERNEL)
    except RunFailed as failure:
        failures.append(str(failure))
    told = [(failures, heard), tuple(in_child(notebook, parameters, paths[1]))]
    for path in paths:
        tidy(path, parameters)
    return [without_process_ids(path.read_text(encoding="utf-8")) for path in paths], told


def without_process_ids(text: str) -> str:
    """A warning names the file that a cell counts as, which bears the number of the process."""
    return re.sub(r"ipykernel_\d+", "ipykernel_N", text)


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    return both_ways(ROOT / "notebooks" / "monthly.ipynb", tmp_path_factory.mktemp("month"), MONTH)


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shown")
    return both_ways(write_notebook(folder / "shown.ipynb", *SHOWN), folder, {"name": "đã"})


def cells_of(text: str):
    return nbformat.reads(text, as_version=4).cells


@pytest.mark.slow
def test_the_month_has_the_same_outputs_as_in_a_separate_kernel(month):
    (separate, here), _ = month

    for expected, found in zip(cells_of(separate), cells_of(here), strict=True):
        assert found == expected
    assert here == separate
    kinds = Counter(kind for cell in cells_of(here) for out in cell.get("outputs", []) for kind in out.data)
    assert kinds["image/svg+xml"] == 5
    assert kinds["text/html"] > 3


@pytest.mark.slow
def test_the_month_is_heard_alike(month):
    _, (separate, here) = month

    assert here == separate
    assert here[0] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(SHOWN)), ids=lambda n: SHOWN[n].splitlines()[-1][:40])
def test_a_cell_shows_the_same_as_in_a_separate_kernel(shown, number):
    (separate, here), _ = shown

    assert cells_of(here)[number + 2] == cells_of(separate)[number + 2]


@pytest.mark.slow
def test_what_the_cells_show_is_there_at_all(shown):
    (_, here), (_, (failures, _)) = shown
    outputs = {cell.source: cell.outputs for cell in cells_of(here)}

    assert failures == []
    assert [out.output_type for out in outputs[SHOWN[6]]] == [
        "stream",
        "display_data",
        "display_data",
        "stream",
        "execute_result",
    ]
    assert [out.data["text/plain"] for out in outputs[SHOWN[7]]] == ["'mới'"]
    assert outputs[SHOWN[5]][0].text.count("\n") == 200_000
    assert "image/png" in outputs[SHOWN[11]][0].data
    assert [out.text for out in outputs[SHOWN[18]]] == ["ZMQInteractiveShell __main__ 22\n"]


@pytest.mark.slow
@pytest.mark.parametrize("case", FAILING)
def test_a_failure_is_the_same_as_in_a_separate_kernel(tmp_path, case):
    notebook = write_notebook(tmp_path / "made.ipynb", FAILING[case], "'không tới'")
    (separate, here), told = both_ways(notebook, tmp_path, {"name": "đã"})

    assert told[1] == told[0]
    assert len(told[1][0]) == 1
    assert here == separate
    errors = [out for cell in cells_of(here) for out in cell.get("outputs", []) if out.output_type == "error"]
    assert len(errors) == 1


@pytest.mark.parametrize(("owner", "name"), PRIVATE, ids=lambda one: getattr(one, "__name__", one))
def test_the_parts_of_ipykernel_that_are_used_are_there(owner, name):
    assert hasattr(owner, name)


def test_nothing_is_written_below_the_home_folder_or_left_in_the_temporary_one(tmp_path):
    notebook = write_notebook(tmp_path / "made.ipynb", "print(1)", "%history", "1 + 1")
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("IPYTHON", "JUPYTER", "XDG"))
    }
    env |= {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "TMPDIR": str(temporary)}
    env |= {"TEMP": str(temporary), "TMP": str(temporary)}

    failures, _ = in_child(notebook, {"name": "đã"}, tmp_path / "out.ipynb", env=env)

    assert failures == []
    assert list(home.rglob("*")) == []
    assert list(temporary.rglob("*")) == []


def test_a_second_notebook_in_the_same_process_is_refused(tmp_path):
    notebook = write_notebook(tmp_path / "made.ipynb", "1 + 1")

    failures, heard = in_child(notebook, {"name": "đã"}, tmp_path / "first.ipynb", tmp_path / "second.ipynb")

    assert len(failures) == 1
    assert "new process" in failures[0]
    assert len(heard) == 3


@pytest.mark.parametrize(
    "loaded",
    ["sys", "dbp_analysis.running.preloaded"]
    + [pytest.param(name, marks=pytest.mark.slow) for name in ("matplotlib", "matplotlib.pyplot")],
)
def test_plots_are_shown_inline_whatever_was_loaded_before(tmp_path, loaded):
    notebook = write_notebook(tmp_path / "made.ipynb", *(["import matplotlib.pyplot as plt", PLOT] * 2))

    failures, _ = in_child(notebook, {"name": "đã"}, tmp_path / "out.ipynb", loaded=loaded)

    assert failures == []
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    shown = [sorted(kind for out in cell.outputs for kind in out.get("data", {})) for cell in cells]
    assert shown == [[], [], [], ["image/png", "text/plain"], [], ["image/png", "text/plain"]]


def test_a_figure_is_drawn_once_however_often_it_is_shown(tmp_path, monkeypatch):
    drawn: Counter[int] = Counter()
    draw = Figure.savefig

    def count(figure, *arguments, **options):
        drawn[id(figure)] += 1
        return draw(figure, *arguments, **options)

    monkeypatch.setattr(Figure, "savefig", count)
    inputs = dbp.month.load_month_inputs("2023-12", "dien-bien-phu", ROOT / "data")
    card = dbp.month.score_inputs(inputs)
    since = dbp.month.since_previous(inputs, card)
    charts = dbp.month.monthly_charts(card, since)
    for chart in charts:
        chart._repr_mimebundle_()
    report = dbp.month.write_report(inputs, card, since)
    dbp.month.publish_month(report, charts, tmp_path / "first")
    dbp.month.publish_month(report, charts, tmp_path / "second")

    assert drawn == {id(chart.figure): 1 for chart in charts}
