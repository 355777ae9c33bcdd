"""One mistake, one message: which problems are causes, and what follows from each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from dbp_analysis.common.errors import MOST_PLACES, DataRejected, Mend, Problem, once_each
from dbp_analysis.common.numbers import in_full
from dbp_analysis.common.sentences import listed
from dbp_analysis.reading.corrections import FILE_NAME, correction_lines

_PASTE = f"nếu hệ thống ghi sai thì dán vào {FILE_NAME} của kỳ rồi điền chỗ trống (không sửa tệp xuất):"
_CAUSED_BY = {
    "files": ("file", "layout"),
    "units": ("file",),
    "agreement": ("files", "period"),
    "identities": ("period",),
    "ratios": ("period",),
    "totals": ("unit-unknown", "units", "file"),
}
"""The checks whose problems may follow from those of others, and which these are."""
_COMPARED = {
    "agreement": "ghi khác nhau giữa hai tệp",
    "identities": "không khớp giữa hai tệp",
    "ratios": "có tử số lớn hơn mẫu số ở tệp khác",
}
Cell = tuple[str, str, int, str]


def rejected(problems: Sequence[Problem], labels: Mapping[str, str] | None = None) -> DataRejected:
    """The rejection of data with ``problems``, told by their causes."""
    return DataRejected(problems, by_cause(problems, labels))


def by_cause(problems: Sequence[Problem], labels: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """``problems`` as they are told: each cause with what follows from it, each kind once.

    Every problem is there once: as a cause, in its ``follows`` or in its ``alike``. What does not certainly
    follow from another is told on its own. ``labels`` are names of units by code, and of counts by id.
    """
    labels = labels or {}
    cause_of = _follows(problems)
    follows: dict[int, list[Problem]] = {}
    for at in sorted(cause_of):
        follows.setdefault(cause_of[at], []).append(problems[at])
    causes = [
        replace(problem, follows=tuple(follows[at])) if at in follows else problem
        for at, problem in enumerate(problems)
        if at not in cause_of
    ]
    causes = _by_cell(causes, labels)
    return tuple(_with_then(one) for one in once_each([_with_lines(one, labels) for one in causes]))


def _follows(problems: Sequence[Problem]) -> dict[int, int]:
    """The position of each problem that follows from another, and the position of that."""
    cause_of = _missing_because_unknown(problems)
    by_check: dict[str, list[int]] = {}
    for at, one in enumerate(problems):
        if one.severity == "error":
            by_check.setdefault(one.check, []).append(at)
    for check, sources in _CAUSED_BY.items():
        for at in by_check.get(check, ()):
            causes = (other for source in sources for other in by_check.get(source, ()))
            found = (
                other
                for other in causes
                if other not in cause_of and at != other and _causes(problems[other], problems[at])
            )
            if at not in cause_of and (other := next(found, None)) is not None:
                cause_of[at] = other
    return cause_of


def _missing_because_unknown(problems: Sequence[Problem]) -> dict[int, int]:
    """Each unit that is missing from a table where a name that may mean it is not known. A row is one unit:
    of what its name may mean, the nearest that is missing.
    """
    missing = {(_table(one), one.subject): at for at, one in enumerate(problems) if one.check == "units"}
    cause_of: dict[int, int] = {}
    for at, unknown in enumerate(problems):
        if unknown.check == "unit-unknown":
            meant = (missing.get((_table(unknown), name)) for name in unknown.meant)
            nearest = (other for other in meant if other is not None and other not in cause_of)
            if (other := next(nearest, None)) is not None:
                cause_of[other] = at
    return cause_of


def _causes(cause: Problem, problem: Problem) -> bool:
    tables = {(mend.file, mend.sheet) for mend in problem.mends}
    if cause.check == "period":  # figures of two periods need not agree
        return len(tables) > 1 and _table(cause) in tables
    if problem.check == "totals":  # a row is missing, not read, cut off or there twice
        return _table(cause) == _table(problem) and (cause.check != "file" or cause.row is not None)
    if problem.check == "units":  # behind a row that is cut off
        return bool(problem.subject and cause.row) and _table(cause) == _table(problem)
    if problem.check == "agreement":  # an export is there twice
        return bool(cause.meant) and tables == {_table(cause), (cause.meant[0], cause.meant[1])}
    # An export is missing: the one that cannot be read.
    named = PurePath(cause.file).stem.casefold() == PurePath(problem.file).stem.casefold()
    return not problem.sheet and ((named and cause.row is None) or problem.kind in cause.meant)


def _table(problem: Problem) -> tuple[str, str]:
    return problem.file, problem.sheet


def _by_cell(problems: Sequence[Problem], labels: Mapping[str, str]) -> list[Problem]:
    """``problems`` with one in place of all the contradictions that lie in one cell."""
    wrong = _wrong_cells(problems)
    told = {
        min(found): _in_cell([problems[at] for at in sorted(found)], mend, labels) for mend, found in wrong
    }
    gone = {at for _, found in wrong for at in found} - set(told)
    return [told.get(at, one) for at, one in enumerate(problems) if at not in gone]


def _wrong_cells(problems: Sequence[Problem]) -> list[tuple[Mend, frozenset[int]]]:
    """The cells that certainly are what several contradictions have in common, each with those.

    Another figure in the cell must end all the contradictions it is part of, no other cell may do so too, and
    none of them may lie in two such cells.
    """
    by_cell: dict[Cell, dict[int, Mend]] = {}
    for at, problem in enumerate(problems):
        for mend in problem.mends:
            by_cell.setdefault((mend.file, mend.sheet, mend.row, mend.column), {})[at] = mend
    certain: list[tuple[Mend, frozenset[int]]] = []
    for cell, found in by_cell.items():
        wrong = _common(list(found.values())) if len(found) > 1 else None
        others = (mends for other, mends in by_cell.items() if other != cell and found.keys() <= mends.keys())
        if wrong and all(_common([mends[at] for at in found]) is None for mends in others):
            certain.append((wrong, frozenset(found)))
    shared = Counter(at for _, found in certain for at in found)
    return [(mend, found) for mend, found in certain if all(shared[at] == 1 for at in found)]


def _common(mends: Sequence[Mend]) -> Mend | None:
    """The cell with the figures that end every contradiction; None where no figure does."""
    least, most = max(mend.least for mend in mends), min(mend.most for mend in mends)
    return replace(mends[0], least=least, most=most) if least <= most + 1e-6 else None


def _in_cell(problems: Sequence[Problem], mend: Mend, labels: Mapping[str, str]) -> Problem:
    unit = labels.get(mend.unit, mend.unit)
    count = f"{labels[mend.count]} ({mend.count})" if mend.count in labels else mend.count
    fits = f", chỉ khớp cả {len(problems)} khi ô này là {in_full(mend.least)}" * (mend.least == mend.most)
    return Problem(
        problems[0].check,
        f"{unit}: {count} ghi {in_full(mend.said)}, trái với {len(problems)} phép đối chiếu{fits}.",
        "Đối chiếu ô này với hệ thống và xuất lại tệp.",
        mend.file,
        mend.sheet,
        mend.row,
        mend.column,
        mends=(mend,),
        follows=tuple(problems),
        kind="cell",
    )


def _with_lines(problem: Problem, labels: Mapping[str, str]) -> Problem:
    """The problem with the lines to paste: the alias of a name, a correction of a unit's figure."""
    if problem.check == "unit-unknown" and (missing := [one for one in problem.follows if one.subject]):
        unit, (code, *_) = missing[0].subject, missing[0].meant
        return replace(
            problem, paste=(f"units.csv, dòng mã {code} ({unit}), cột aliases: {problem.subject}",)
        )
    if len({mend.unit for mend in problem.mends}) != 1 or problem.severity == "warning":
        return problem  # of a total alone nobody knows which unit's figure is wrong
    remedy = f"{problem.remedy.removesuffix('.')}; {_PASTE}"
    return replace(problem, remedy=remedy, paste=correction_lines(problem.mends, labels))


def _with_then(problem: Problem) -> Problem:
    if problem.alike and problem.paste and not problem.subject:
        more = "# mỗi chỗ còn lại mà hệ thống ghi sai: một mục như vậy"
        problem = replace(problem, paste=(*problem.paste, more))
    if not problem.follows:
        return problem
    if problem.kind == "cell":
        said = (f"{_inside(one)} ({problem.beside(one)})" for one in problem.follows)
        return replace(problem, then=f"Vì vậy còn: {'; '.join(said)}.")
    return replace(problem, then=f"Vì vậy còn: {'; '.join(_consequences(problem.follows))}.")


def _consequences(follows: Sequence[Problem]) -> Iterator[str]:
    """What follows in a few words: what is missing by name, totals and the rest by their number."""
    if names := [one.subject for one in follows if one.subject]:
        more = f" và {len(names) - MOST_PLACES} đơn vị khác" * (len(names) > MOST_PLACES)
        yield f"thiếu {listed(names[:MOST_PLACES])}{more}"
    rows = Counter(one.row for one in follows if one.check == "totals" and one.row)
    yield from (f"{columns} cột của dòng tổng (dòng {row}) chưa khớp" for row, columns in rows.items())
    counted = (one for one in follows if not one.subject and not (one.check == "totals" and one.row))
    kinds: dict[str, list[Problem]] = {}
    for one in counted:
        kinds.setdefault(one.check, []).append(one)
    for same in kinds.values():
        if same[0].mends:
            yield f"{len(same)} chỗ {_COMPARED[same[0].check]}"
        else:
            yield from map(_inside, same)


def _inside(problem: Problem) -> str:
    """What is wrong as a part of another sentence."""
    return f"{problem.what[:1].lower()}{problem.what[1:].removesuffix('.')}"
