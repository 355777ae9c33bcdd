"""Finding the units that a text names, however they are spelled or scanned."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dbp_analysis.auditing.phrases import pattern, plain, spoken
from dbp_analysis.common.texts import folded
from dbp_analysis.settings.unit_names import name_key

_BETWEEN = re.compile(r",|\s(?:va|&)\s|\+")
_LIKE, _APART = {False: 88, True: 74}, 8
"""How like a name must be to that of a unit, of 100, in a sound and a damaged text; by how much more than to
any other.
"""


@dataclass(frozen=True, eq=False)
class NamedUnits:
    """The units of a report, ``names`` by code as its table or the register calls them. ``damaged``: names
    come from a scan. Without any name, whatever is written like one is a unit.
    """

    names: Mapping[str, str]
    damaged: bool = False

    def find(self, text: str) -> str | None:
        """The code of the unit that a text names, and nothing else."""
        from rapidfuzz import fuzz, process

        key = self._key(text)
        if not self.names:
            return key or None if self._body.match(plain(text)) else None
        found = self._accented.get(folded(name_key(text))) or self._only.get(key)
        if found or not (short := self._untyped(key)):
            return found
        if short in self._only:
            return self._only[short]
        close = process.extract(short, self._shorts, scorer=fuzz.ratio, limit=2)
        best, next_best = (*(score for _, score, _ in close), 0, 0)[:2]
        return str(close[0][2]) if best >= _LIKE[self.damaged] and best - next_best >= _APART else None

    def listed(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of the units that a list names, in its order, and those of its parts that are none;
        figures in brackets beside the names are left out.
        """
        bare = re.sub(r"\([^()]*\)?", lambda found: " " * len(found[0]), text)
        cuts = [found.span() for found in _BETWEEN.finditer(plain(bare))]
        if self.damaged:  # a comma that was lost leaves two names behind each other
            cuts += [(found.start(), found.start()) for found in self._body.finditer(plain(bare))]
        edges = [0, *(edge for cut in sorted(cuts) for edge in cut), len(bare)]
        parts = [bare[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]
        found = {at: self.find(part) for at, part in enumerate(parts) if re.search(r"[^\W\d_]", part)}
        return tuple(code for code in found.values() if code), tuple(
            parts[at] for at, code in found.items() if not code
        )

    def label(self, code: str) -> str:
        """What the unit is called."""
        return self.names.get(code, code)

    @cached_property
    def _body(self) -> re.Pattern[str]:
        return spoken("lists", "bodies", self.damaged)

    @cached_property
    def _accented(self) -> dict[str, str]:
        return {folded(name_key(name)): code for code, name in self.names.items()}

    @cached_property
    def _shorts(self) -> dict[str, str]:
        """The name of each unit without its type, by its code."""
        return {code: self._untyped(self._key(name)) for code, name in self.names.items()}

    @cached_property
    def _only(self) -> dict[str, str]:
        """Names that only one unit bears, with its type or without."""
        bearing: dict[str, list[str]] = {}
        for code, name in (*((c, self._key(n)) for c, n in self.names.items()), *self._shorts.items()):
            bearing.setdefault(name, []).append(code)
        return {name: codes[0] for name, codes in bearing.items() if len({*codes}) == 1}

    def _key(self, text: str) -> str:
        bare = self._body.sub(" ", plain(name_key(text)))
        return re.sub(r"^(cac|va) ", "", " ".join(re.sub(r"^\W+|\W+$", "", bare).split()))

    def _untyped(self, key: str) -> str:
        found = pattern(("thị trấn", "đặc khu", "phường", "xã"), self.damaged).match(key)
        return key[found.end() :].strip() if found else key
