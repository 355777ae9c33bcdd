"""``data/wording/``: everything that charts, pages and answers say, one TOML file a subject."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dbp_analysis.common.errors import DataRejected, Problem
from dbp_analysis.common.numbers import two_digits
from dbp_analysis.common.sentences import check_placeholders, fill
from dbp_analysis.settings.config import read_toml
from dbp_analysis.settings.shipped import shipped

WORDING = shipped("data", "wording")


@dataclass(frozen=True)
class Sentences:
    """The sentences of ``data/wording/SUBJECT.toml``, read when the first of them is said."""

    subject: str

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with a key (``"ranges.title"``: table and name), its places filled with ``values``.

        Raise ``DataRejected`` naming file and key where it is missing, or has a place of another name.
        """
        sentence = self.sentences.get(key)
        if sentence is None:
            raise _rejected(self.subject, key, "thiếu mục bắt buộc này")
        try:
            check_placeholders(sentence, values.keys())
        except ValueError as error:
            raise _rejected(self.subject, key, str(error)) from None
        return fill(sentence, **{name: str(value) for name, value in values.items()})

    def listed(self, key: str, parts: Sequence[str], most: int, between: str = ", ") -> str:
        """The parts in a row; of more than ``most`` the first, in the sentence with a key that says how many
        are left: ``{named} và {count} đơn vị khác``. Raise as ``say(key)`` does.
        """
        named, left = between.join(parts[:most]), len(parts) - most
        return self(key, named=named, count=two_digits(left)) if left > 0 else named

    @property
    def sentences(self) -> Mapping[str, str]:
        """Every sentence of the subject by its key."""
        return _sentences(self.subject)


@cache
def _sentences(subject: str) -> Mapping[str, str]:
    return dict(_leaves(subject, read_toml(WORDING / f"{subject}.toml"), ""))


def _leaves(subject: str, table: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        key = f"{at}{name}"
        if isinstance(value, Mapping):
            yield from _leaves(subject, value, f"{key}.")
        elif isinstance(value, str):
            yield key, value
        else:
            raise _rejected(subject, key, f"phải là một đoạn chữ, không phải {value!r}")


def _rejected(subject: str, key: str, why: str) -> DataRejected:
    what = f"Nội dung cấu hình chưa đúng: {why}."
    remedy = "Sửa mục được nêu, hoặc lấy lại tệp ban đầu."
    return DataRejected([Problem("config", what, remedy, f"wording/{subject}.toml", column=key)])
