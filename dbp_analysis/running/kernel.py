"""A papermill engine that runs a notebook's cells in this very process, by IPython's own kernel.

Starting and stopping a separate kernel, and importing everything once more in it, costs more than a
month's notebook itself. The engine is meant for **one notebook in a fresh child process**, which is the
kernel then:

- state dies with the process; a second notebook in the same process is refused, unless the kernel of the
  first was put away by :func:`put_away`: one notebook for several lists of units;
- a crash (``os._exit``, a fault in native code) takes the process along, and a cell that never ends never
  ends: there is no timeout here. The caller watches the child;
- what is written past Python to file descriptors 1 and 2 (by native code, by a subprocess that inherits
  them) goes to the child's own stdout and stderr, where a separate kernel would show it in the notebook.

Everything else is as with a separate kernel: the shell, the display machinery, the JSON the messages pass
through and the client that makes outputs of them are the same code. What ipykernel promises nobody, and is
used all the same, is listed in :data:`PRIVATE`; ``pyproject.toml`` caps its version.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ipykernel.inprocess.blocking import BlockingInProcessChannel, BlockingInProcessKernelClient
from ipykernel.inprocess.ipkernel import InProcessKernel
from ipykernel.iostream import IOPubThread
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_output
from papermill.engines import NBClientEngine, papermill_engines
from traitlets import Type, default
from traitlets.config import Config

IN_PROCESS = "dbp-in-process"
"""The name by which papermill knows the engine once this module is imported."""
MATPLOTLIB_BACKEND = "module://matplotlib_inline.backend_inline"
PRIVATE = (
    (InProcessKernel, "_underlying_iopub_socket"),
    (InProcessKernel, "_supports_kernel_subshells"),
    (InProcessKernel, "iopub_thread"),
    (InProcessKernel, "shell_class"),
    (InProcessKernel, "dispatch_shell"),
    (BlockingInProcessChannel, "call_handlers"),
    (BlockingInProcessKernelClient, "shell_channel_class"),
    (BlockingInProcessKernelClient, "iopub_channel_class"),
)
"""Parts of ipykernel without a promise that are used or replaced here, beside a channel's ``_in_queue``."""


class InProcessEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine on a kernel in this process, writing the notebook when it ends, however it ends,
    not twice for every cell; timeouts and kernel options are not heeded.
    """

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run every cell of ``nb_man.nb`` in this process; papermill saves once more after this."""
        path, nb_man.output_path = nb_man.output_path, None
        noted = nb_man.cell_exception

        def named(cell: Any, cell_index: Any = None, **told: Any) -> None:
            _name_error(cell, told.get("exception"))
            noted(cell, cell_index=cell_index, **told)

        nb_man.cell_exception = named
        try:
            with _kernel() as kernel:
                super().execute_managed_notebook(nb_man, kernel_name, km=_Manager(kernel), **options)
        finally:
            nb_man.output_path = path


def _name_error(cell: Any, error: Exception | None) -> None:
    """Put the exception into a cell where no traceback came to be shown: papermill reads it there."""
    if isinstance(error, CellExecutionError) and not any(one.output_type == "error" for one in cell.outputs):
        lines = error.traceback.splitlines()
        cell.outputs.append(new_output("error", ename=error.ename, evalue=error.evalue, traceback=lines))


papermill_engines.register(IN_PROCESS, InProcessEngine)


class _Shell(ZMQInteractiveShell):
    """The shell of a separate kernel, without its event loop and without the user's IPython folder."""

    def init_ipython_dir(self, ipython_dir: str | None) -> None:
        """Stay in the kernel's temporary folder: IPython would create its own below the user's home."""
        kernel: Any = self.parent
        self.ipython_dir = kernel.profile_dir.location

    def enable_gui(self, gui: Any = None) -> None:
        """Take note of it only: no event loop of a window system runs beside the cells."""
        self.active_eventloop = gui

    def ask_exit(self) -> None:
        """End the notebook at ``exit`` as at ``sys.exit()``; a separate kernel would die shortly after."""
        raise SystemExit


# rich, tqdm and others know a notebook by the name of the shell's class.
_Shell.__name__ = ZMQInteractiveShell.__name__
_Shell.__qualname__ = ZMQInteractiveShell.__qualname__


class _Kernel(InProcessKernel):
    """ipykernel's in-process kernel without its thread: a message is there as soon as it is sent."""

    shell_class = Type(_Shell)
    # ``await`` in a cell asks for this; ipykernel 7.4 leaves it out in process.
    shell_channel_thread = SimpleNamespace(parent_thread=None)
    _supports_kernel_subshells = False

    @default("iopub_thread")
    def _never_started(self) -> IOPubThread:
        return IOPubThread(self._underlying_iopub_socket)  # type: ignore[no-untyped-call]


class _Channel(BlockingInProcessChannel):
    def get_msg(self, block: bool = True, timeout: float | None = None) -> Any:
        """The next message, which is there: the cell is over when nbclient asks."""
        return self._in_queue.get_nowait()


class _Client(BlockingInProcessKernelClient):
    """What nbclient talks to. A cell runs inside its event loop, as it does in a separate kernel."""

    shell_channel_class = Type(_Channel)
    iopub_channel_class = Type(_Channel)

    async def execute(  # type: ignore[override]
        self, code: str, store_history: bool = True, stop_on_error: bool = True
    ) -> str:
        """Run a cell to its end; the messages it gave rise to are then in the channels."""
        content = {"code": code, "store_history": store_history, "allow_stdin": False}
        request = self.session.msg("execute_request", content)
        kernel: Any = self.kernel
        self.session.send(kernel.shell_stream, request)
        with redirect_stdout(kernel.stdout), redirect_stderr(kernel.stderr):
            await kernel.dispatch_shell(kernel.shell_stream.recv_multipart())
        _, reply = self.session.recv(kernel.shell_stream, copy=False)
        self.shell_channel.call_handlers(reply)
        return str(request["header"]["msg_id"])

    def wait_for_ready(self, timeout: float | None = None) -> None:
        """Nothing to wait for."""

    def is_alive(self) -> bool:
        """As alive as the process that asks."""
        return True


class _Manager:
    """What nbclient wants of a kernel manager when the kernel is already there and not its own."""

    has_kernel = True

    def __init__(self, kernel: InProcessKernel) -> None:
        self._kernel = kernel

    def client(self) -> _Client:
        return _Client(kernel=self._kernel, session=self._kernel.session)


@contextmanager
def _kernel() -> Iterator[Any]:
    """A kernel without history, in a profile of its own, in an environment like a separate kernel's."""
    if InteractiveShell.initialized():
        raise RuntimeError("this process has an IPython shell already: run each notebook in a new process")
    os.environ.setdefault("MPLBACKEND", MATPLOTLIB_BACKEND)
    with tempfile.TemporaryDirectory(prefix="dbp-kernel-", ignore_cleanup_errors=True) as folder:
        with _without_debugger():
            kernel: Any = _Kernel(  # type: ignore[no-untyped-call]
                config=Config({"HistoryManager": {"enabled": False}}),
                profile_dir=ProfileDir(location=str(Path(folder).resolve())),
            )
        _prepare_process(kernel.shell)
        try:
            yield kernel
        finally:
            kernel.shell.restore_sys_module_state()


def put_away() -> None:
    """Make room for the same notebook once more: the shell goes, with all that its cells defined."""
    _Shell.clear_instance()


@contextmanager
def _without_debugger() -> Iterator[None]:
    """Keep ipykernel from loading the debugger, which takes long and warns; cells may still import it."""
    hidden = "debugpy" not in sys.modules
    if hidden:
        sys.modules["debugpy"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if hidden:
            del sys.modules["debugpy"]


def _prepare_process(shell: Any) -> None:
    """What ipykernel's application does before the first cell, but for imports from the current folder."""
    backend = os.environ["MPLBACKEND"]
    loaded: Any = sys.modules.get("matplotlib")  # then it chose its backend before this was a kernel
    if loaded and "matplotlib.pyplot" in sys.modules and backend == MATPLOTLIB_BACKEND:
        shell.enable_matplotlib("inline")
    elif loaded:
        loaded.use(backend)
