"""The command ``dbp`` itself, to which the other modules add theirs."""

import click

from dbp_analysis.cli.vietnamese import Group


@click.group(cls=Group, subcommand_metavar="LỆNH [THAM SỐ]")
def dbp() -> None:
    """Chấm điểm, xếp loại và viết báo cáo hằng tháng về chất lượng phục vụ người dân, doanh nghiệp
    trong giải quyết thủ tục hành chính của các xã, phường.

    Một tháng làm việc: dbp new → chép tệp xuất vào thư mục tháng → dbp check → dbp run → trình ký.
    """
