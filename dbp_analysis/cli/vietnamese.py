"""Click's parts with Vietnamese headings, messages and conventions."""

from __future__ import annotations

from typing import Any

import click

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh"}


class _Formatter(click.HelpFormatter):
    """Click's help with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", "add_help_option": False, **kwargs})
        self.params.append(_help_option())

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Without click's own marks of bounds and defaults: the texts say those in words."""
        options = (param for param in self.get_params(context) if isinstance(param, click.Option))
        records = ((option.get_help_record(context), option.help or "") for option in options)
        with formatter.section("Options"):
            formatter.write_dl([(record[0], said) for record, said in records if record])
        if isinstance(self, click.Group):
            self.format_commands(context, formatter)


class Group(_Command, click.Group):
    """A group whose commands, like itself, speak Vietnamese."""

    command_class = _Command


def _help_option() -> click.Option:
    def show(context: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(context.get_help())
            context.exit()

    return click.Option(
        ["-h", "--help"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help="Hiện hướng dẫn này.",
    )


def in_vietnamese(error: click.ClickException) -> str:
    """Click's own complaints about the command line, in the user's language."""
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}."
    if isinstance(error, click.MissingParameter) and error.param is not None:
        context = error.ctx or click.Context(click.Command("dbp"))
        return f"thiếu {error.param.make_metavar(context)}."
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = "số nguyên" if isinstance(error.param.type, click.types.IntParamType) else "số"
        return f"{error.param.opts[0]} phải là {kind}{_bounds(error.param.type)}."
    if (
        isinstance(error, click.UsageError)
        and error.ctx is not None
        and isinstance(error.ctx.command, click.Group)
    ):
        return f"không có lệnh này. Các lệnh: {', '.join(sorted(error.ctx.command.commands))}."
    return "tham số chưa đúng (thừa, thiếu hoặc sai chỗ)."


def _bounds(kind: click.ParamType[Any]) -> str:
    if not isinstance(kind, click.IntRange | click.FloatRange):
        return ""
    least = f" lớn hơn {kind.min:g}" if kind.min_open else f" từ {kind.min:g}"
    return least if kind.max is None else f"{least} đến {kind.max:g}"
