"""The command ``dbp`` itself, to which the other modules add theirs."""

import click

from dbp_analysis import __version__
from dbp_analysis.cli.vietnamese import Group

FOUND = 4
"""The exit code of a command that looked for what does not hold, and found some: nothing failed."""


@click.group(cls=Group, subcommand_metavar="LỆNH [THAM SỐ]", invoke_without_command=True)
@click.version_option(__version__, message="dbp %(version)s", help="Hiện phiên bản.")
@click.pass_context
def dbp(context: click.Context) -> None:
    """Chấm điểm, xếp loại và viết báo cáo hằng tháng về chất lượng phục vụ người dân, doanh nghiệp
    trong giải quyết thủ tục hành chính của các xã, phường.

    Một tháng làm việc: dbp new → chép tệp xuất vào thư mục của kỳ → dbp check → dbp run → trình ký.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
