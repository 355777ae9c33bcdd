"""The fewest cases that bring a sum to where it must be: whole numbers, exact for any gains."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]
Reaches = Callable[[Floats], npt.NDArray[np.bool_]]

_NOISE = 1e-12
"""Gains that differ by less are equal on paper: points below 1,000 carry less noise than this, and whole
numbers of up to 100,000 cases tell real differences further apart."""

_FIRST_LIMIT = 32


def fewest(gains: Sequence[Floats], reaches: Reaches) -> tuple[int, ...] | None:
    """How many cases to take of each item so that the gain reaches the goal with as few cases as possible.

    ``gains[i][k]`` is what ``k`` cases of item ``i`` gain: it starts at 0 and never falls, but may rise
    in any steps. ``reaches`` says of each sum of gains whether it is enough, and stays true for larger
    ones. Of several answers one is returned that takes few items, the earlier ones first. None where even
    all the cases are not enough.
    """
    room = [len(gain) - 1 for gain in gains]
    if not reaches(_gained(room, gains))[0]:
        return None
    available = sum(room)
    limit = min(_FIRST_LIMIT, available)
    best, mix = _best(gains, limit)
    while limit < available and not reaches(best[-1:])[0]:
        limit = min(2 * limit, available)
        best, mix = _best(gains, limit)
    too_few = int(np.count_nonzero(~reaches(best[:-1])))
    return tuple(_gathered(mix(too_few).tolist(), gains, reaches))


def fewest_with_parts(
    gains: Sequence[Floats], reaches: Reaches, parts: Sequence[tuple[Sequence[int], Reaches]]
) -> tuple[int, ...] | None:
    """Like :func:`fewest`, where the gain of some items has to be enough for itself as well.

    Each part names its items, by their positions in ``gains`` and none in two parts, and says which sums
    of their gains are enough.
    """
    pools = []
    for items, reaches_own in parts:
        own = [gains[at] for at in items]
        best, mix = _best(own, sum(len(gain) - 1 for gain in own))
        enough = reaches_own(best)
        if not enough[-1]:
            return None
        pools.append((best, mix, int(enough.argmax())))
    # What each part needs for itself is taken first. From there on a part is an item like any other.
    start = sum(float(best[least]) for best, _, least in pools)
    rest = [at for at in range(len(gains)) if not any(at in items for items, _ in parts)]
    pooled = [best[least:] - best[least] for best, _, least in pools]
    taken = fewest([*pooled, *(gains[at] for at in rest)], lambda gained: reaches(start + gained))
    if taken is None:
        return None
    counts = dict(zip(rest, taken[len(pools) :], strict=True))
    for (items, _), (_, mix, least), more in zip(parts, pools, taken, strict=False):
        counts |= dict(zip(items, mix(least + more).tolist(), strict=True))
    return tuple(counts[at] for at in range(len(gains)))


def _gathered(mix: list[int], gains: Sequence[Floats], reaches: Reaches) -> list[int]:
    """As many cases over fewer items: small shares go to a larger one as long as the goal is reached."""
    for small in sorted(range(len(mix)), key=mix.__getitem__):
        others = [at for at in range(len(mix)) if mix[at] and at != small]
        for large in sorted(others, key=mix.__getitem__, reverse=True):
            moved = list(mix)
            moved[small], moved[large] = 0, mix[small] + mix[large]
            if moved[large] < len(gains[large]) and reaches(_gained(moved, gains))[0]:
                mix = moved
                break
    return mix


def _gained(mix: Sequence[int], gains: Sequence[Floats]) -> Floats:
    return np.array([sum(float(gain[cases]) for gain, cases in zip(gains, mix, strict=True))])


def _best(gains: Sequence[Floats], limit: int) -> tuple[Floats, Callable[[int], Whole]]:
    """The most that 0, 1, … ``limit`` cases gain, and what takes a number of cases to its mix.

    Items whose cases gain less and less are taken case by case, the largest step first; the others are
    combined one after another, trying each number of cases at which they rise.
    """
    gains = [gain[: limit + 1] for gain in gains]
    diminishing = [at for at, gain in enumerate(gains) if bool((np.diff(gain, n=2) <= _NOISE).all())]
    best, ordered = _largest_first([gains[at] for at in diminishing], limit)
    before: dict[int, Floats] = {}
    for at in (at for at in range(len(gains)) if at not in diminishing):
        before[at] = best
        best = _combined(best, gains[at])

    def mix(cases: int) -> Whole:
        taken = np.zeros(len(gains), dtype=np.intp)
        for at, without in reversed(before.items()):
            own = gains[at][: cases + 1]
            sums = own + without[cases - np.arange(len(own))]
            taken[at] = np.argmax(sums >= sums.max() - _NOISE)
            cases -= int(taken[at])
        taken[diminishing] = np.bincount(ordered[:cases], minlength=len(diminishing))
        return taken

    return best, mix


def _largest_first(gains: Sequence[Floats], limit: int) -> tuple[Floats, Whole]:
    """The most that 0 … ``limit`` cases of diminishing items gain, and the item of each case in turn."""
    steps = [np.diff(gain) for gain in gains]
    owners = [np.full(len(step), item, dtype=np.intp) for item, step in enumerate(steps)]
    order = np.argsort(-np.concatenate([np.empty(0), *steps]).round(12), kind="stable")[:limit]
    ordered = np.concatenate([np.empty(0, dtype=np.intp), *owners])[order]
    best = np.zeros(limit + 1)
    for item, gain in enumerate(gains):  # read off rather than accumulated, so that noise does not add up
        counts = np.r_[0, np.cumsum(ordered == item)]
        best[: len(counts)] += gain[counts]
        best[len(counts) :] += gain[-1]
    return best, ordered


def _combined(best: Floats, gain: Floats) -> Floats:
    """``best`` with one item more."""
    most = best.copy()
    for cases in np.flatnonzero(np.diff(gain) > _NOISE) + 1:
        np.maximum(most[cases:], best[: len(best) - cases] + gain[cases], out=most[cases:])
    return most
