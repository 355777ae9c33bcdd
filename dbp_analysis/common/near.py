"""What a person may have meant by a name that is not known."""

from collections.abc import Iterable

from dbp_analysis.common.texts import unaccented


def nearest(written: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The names of ``known`` that are spelled most like ``written``, best first; none where none is close."""
    from rapidfuzz import fuzz, process  # only where something is wrong

    found = process.extract(written, list(known), scorer=fuzz.ratio, limit=most, score_cutoff=60)
    return [name for name, *_ in found]


def nearest_ids(written: str, known: Iterable[str]) -> list[str]:
    """The ids of ``known`` that what a person wrote may mean, with diacritics and blanks or without."""
    return nearest("-".join(unaccented(written).lower().split()), known)


def or_known(written: str, known: Iterable[str], all_of_them: str) -> str:
    """Advice for a name that is not known: which may be meant, else all there are behind words for them."""
    names = sorted(known)
    near = " hoặc ".join(nearest(written, names))
    return f"có phải {near}?" if near else f"{all_of_them}: {', '.join(names) or 'chưa có'}"
