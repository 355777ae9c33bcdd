"""What a run has worked out is not worked out again by the notebook that it runs."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from os import PathLike
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def keeping() -> Iterator[None]:
    """Within the block a function that is ``once`` gives the same call the same answer; nothing is kept
    outside of it.
    """
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(function: Callable[P, T]) -> Callable[P, T]:
    """Mark a pure function, of texts, paths and values compared by identity, whose answers may be kept."""
    signature = inspect.signature(function)

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        kept = _kept.get()
        if kept is None:
            return function(*args, **kwargs)
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        values = bound.arguments.values()
        call = (function, *(str(one) if isinstance(one, PathLike) else one for one in values))
        if call not in kept:
            kept[call] = function(*args, **kwargs)
        found: T = kept[call]
        return found

    return asked
