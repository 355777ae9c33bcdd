"""Counts as a scheme adds them up and takes them away: ``["received", "-exempt"]``."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add
from typing import Annotated, Any, TypeVar

from pydantic import StringConstraints

from dbp_analysis.settings.config import IDENTIFIER

Part = Annotated[str, StringConstraints(pattern=f"^-?{IDENTIFIER}$")]
"""The id of a count that is added, or with a minus before it one that is taken away."""

Value = TypeVar("Value", bound=Any)


def count_of(part: str) -> str:
    """The id of the count, whether it is added or taken away."""
    return part.removeprefix("-")


def added(parts: Sequence[str]) -> tuple[str, ...]:
    """The counts that are added, without those that are taken away."""
    return tuple(part for part in parts if not part.startswith("-"))


def summed(parts: Sequence[str], value_of: Callable[[str], Value]) -> Value:
    """The sum of at least one part; ``value_of`` gives what each count holds, a number or an array."""
    values = [-value_of(count_of(part)) if part.startswith("-") else value_of(part) for part in parts]
    total: Value = reduce(add, values)
    return total


def written(parts: Sequence[str], text_of: Callable[[str], str]) -> str:
    """The sum in words, what is taken away last: "A + B − C"; ``text_of`` gives what each count is called."""
    taken = [part for part in parts if part.startswith("-")]
    return " − ".join((" + ".join(map(text_of, added(parts))), *(text_of(count_of(part)) for part in taken)))


def check_parts(parts: Sequence[str]) -> None:
    """Raise ``ValueError`` for a sum that adds nothing, or that has the same count twice."""
    if parts and not added(parts):
        raise ValueError("cần ít nhất một số liệu được cộng, không chỉ toàn số liệu bị trừ")
    if both := [name for name in added(parts) if f"-{name}" in parts]:
        raise ValueError(f"số liệu vừa cộng vừa trừ: {', '.join(both)}")
    check_once(parts)


def repeated(names: Sequence[str]) -> list[str]:
    """The names that stand more than once, in order of the alphabet."""
    return sorted(name for name, times in Counter(names).items() if times > 1)


def check_once(names: Sequence[str]) -> None:
    """Raise ``ValueError`` for a name that stands twice, so that it would be counted twice."""
    if twice := repeated(names):
        raise ValueError(f"ghi hai lần: {', '.join(twice)}; chỉ giữ một lần")
