"""Which file a person means by a scheme: its path, or its id in a data folder."""

from pathlib import Path

from dbp_analysis.common.errors import WrongUse
from dbp_analysis.common.near import nearest_ids


def scheme_file(scheme: str, data: Path) -> Path:
    """The file of a scheme by its path, or else by its id among those of ``data``.

    Raise ``WrongUse`` where there is neither: it names those that there are, and which may be meant.
    """
    if (path := Path(scheme)).is_file():
        return path
    folder = data / "schemes"
    known = sorted(path.stem for path in folder.glob("*.toml"))
    if scheme in known:
        return folder / f"{scheme}.toml"
    meant = " hoặc ".join(nearest_ids(Path(scheme).stem, known))
    raise WrongUse(
        f"Không có tệp hay bộ chỉ số {scheme!r}{f' (có phải {meant}?)' if meant else ''}.\n"
        f"  Cách xử lý: ghi đường dẫn của tệp, hoặc mã có trong {folder}: {', '.join(known) or 'chưa có'}."
    )
