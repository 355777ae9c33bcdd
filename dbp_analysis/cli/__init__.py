"""The command ``dbp``: thin, in Vietnamese, and quick to answer because it imports late."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from dbp_analysis.cli import audit, begin, many, month, profile, reconcile, rules, scheme, today, trend
from dbp_analysis.cli.group import dbp
from dbp_analysis.cli.vietnamese import in_vietnamese

if TYPE_CHECKING:
    from dbp_analysis.common.errors import DbpError

__all__ = [
    "audit",
    "begin",
    "dbp",
    "main",
    "many",
    "month",
    "profile",
    "reconcile",
    "rules",
    "scheme",
    "today",
    "trend",
]


def main() -> None:
    """Run the command line; the exit code says how it ended (0, 1, 2 wrong use, 3 data rejected, 4 the
    sides of a reconciliation differ, or an audit found something).
    """
    _open_what_is_closed()
    _speak_utf8()
    signal.signal(signal.SIGTERM, _stop)
    from dbp_analysis.common.errors import DbpError

    try:
        dbp.main(prog_name="dbp", standalone_mode=False)
    except DbpError as error:
        sys.exit(_fail(error))
    except click.exceptions.Abort:
        _say("Đã dừng theo yêu cầu; kết quả cũ giữ nguyên.")
        sys.exit(130)
    except OSError as error:
        what = f"không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror or error}."
        _say(f"Lỗi: {what}\n  Cách xử lý: kiểm tra quyền đọc, quyền ghi và dung lượng đĩa.")
        sys.exit(1)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        asked = context.command_path if context else "dbp"
        _say(f"Lỗi: {in_vietnamese(error)}\n  Xem hướng dẫn: {asked} --help")
        sys.exit(2)


def _stop(*_: object) -> None:
    """Asked to end: as if by Ctrl-C, so that children are ended and nothing half done is left."""
    raise KeyboardInterrupt


def _fail(error: DbpError) -> int:
    problems, causes = getattr(error, "problems", ()), getattr(error, "causes", ())
    if problems:
        by_cause = f" do {len(causes)} nguyên nhân" if len(causes) < len(problems) else ""
        _say(f"Số liệu chưa dùng được: {len(problems)} lỗi{by_cause}. Chưa ghi kết quả nào.\n")
    _say("\n\n".join(map(str, causes)) or f"Lỗi: {error}")
    return error.exit_code


def _open_what_is_closed() -> None:
    """Standard streams that are closed lead nowhere, for children too; else the next file opened would be one
    of them.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(nowhere, True)
            setattr(sys, name, os.fdopen(nowhere, "w" if number else "r", encoding="utf-8"))


def _say(text: str) -> None:
    """Tell the user, who may have typed, or named files, what a terminal would obey."""
    from dbp_analysis.common.texts import visible_lines

    click.echo(visible_lines(text), err=True)


def _speak_utf8() -> None:
    """Vietnamese on every console, also where the system's code page cannot write it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
