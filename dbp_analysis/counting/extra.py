"""What to say where the packages that count are not installed."""

from dbp_analysis.common.errors import WrongUse


def missing(extra: str) -> WrongUse:
    """How to install the packages of an extra."""
    return WrongUse(
        "Thiếu gói chương trình để đếm sổ hồ sơ.\n"
        f'  Cách xử lý: cài rồi chạy lại: pip install "dbp-analysis[{extra}]", hoặc trong bản sao mã nguồn: '
        f'pip install -c constraints.txt -e ".[{extra}]".'
    )
