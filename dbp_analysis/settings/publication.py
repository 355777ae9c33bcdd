"""A publication (báo cáo định kỳ) and its months: who issues it, for which units, in which words."""

import datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from dbp_analysis.common.digests import Noted, unnoted
from dbp_analysis.common.periods import kind_of, last_day
from dbp_analysis.common.sentences import check_placeholders
from dbp_analysis.settings.config import Config, Identifier, Name, Text, load_named

PERIOD = {"period", "PERIOD", "span"}

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

_SchemeId = Identifier | tuple[Identifier, ...]
Schemes = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(lambda ids: (ids,) if isinstance(ids, str) else ids, json_schema_input_type=_SchemeId),
    Field(min_length=1),
]
"""The id of a scheme, or those of its versions, of which a month takes the one that holds."""


class Issuer(Config):
    """Who issues the report. ``superior`` is printed above ``name`` where there is one; both are
    lines of capitals. ``short_name`` is the one used in sentences (UBND thành phố …).
    """

    superior: str = ""
    name: tuple[Text, ...] = Field(min_length=1)
    short_name: Text


class Signature(Config):
    """The block at the end: lines of authority in capitals (TM. …, KT. …), then the signer's name,
    left empty to be written in.
    """

    authority: tuple[Text, ...] = Field(min_length=1)
    name: str = ""


class ReportTexts(Config):
    """The texts of the official report (Decree 30/2020/NĐ-CP). ``{period}`` is filled with the month
    ("tháng 12 năm 2023"), ``{PERIOD}`` with the same in capitals, ``{span}`` with its kind ("tháng", "quý");
    in ``shortcomings``, ``{lead}`` with the gist of what the scheme's rules found. ``addressees`` are those
    that "Kính gửi:" names, where the report goes to a higher authority; ``legal_basis`` has a line a text;
    without one the report cites that of the scheme it is scored by.
    """

    symbol: Text
    place: Text
    addressees: tuple[Text, ...] | None = None
    subject: tuple[Text, ...] = Field(min_length=1)
    legal_basis: tuple[Text, ...] = ()
    opening: Text
    general: str = ""
    shortcomings: Text
    requests: tuple[Text, ...] = ()
    closing: Text
    recipients: tuple[Text, ...] = Field(min_length=1)
    annex_title: tuple[Text, ...] = Field(min_length=1)
    signature: Signature

    @model_validator(mode="after")
    def _fillable(self) -> Self:
        check_placeholders(self.shortcomings, {*PERIOD, "lead"})
        texts = (*self.subject, self.opening, self.general, self.closing)
        for text in (*texts, *self.requests, *self.annex_title, *self.legal_basis):
            check_placeholders(text, PERIOD)
        return self


class Comparison(Config):
    """Whether the report says what changed since the month before: in its ``text``, in its ``annex``."""

    text: bool = True
    annex: bool = True


class UnitList(Config):
    """Units of some ``types`` (as the register names them) or ``categories``, ranked by themselves: what is
    not said here is as the publication says. ``layouts`` are exports beside the publication's.
    """

    id: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")]
    title: Name
    types: tuple[Text, ...] = ()
    categories: tuple[Text, ...] = ()
    scheme: Schemes | None = None
    layouts: tuple[Identifier, ...] = ()
    unit_label: str = ""
    unit_noun: str = ""
    annex_title: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _says_which_units(self) -> Self:
        if not self.types and not self.categories:
            raise ValueError("danh sách cần types hoặc categories để biết gồm đơn vị nào")
        for text in self.annex_title:
            check_placeholders(text, PERIOD)
        return self


class Publication(Config):
    """``data/<id>/publication.toml``. ``place`` selects the units from the register; ``layouts`` are the
    exports that every month needs, ``optional_layouts`` those it may have; ``counting_rule`` (in
    ``data/rules``) how single dossiers become counts; ``small_cells`` how many cases a ratio that is counted
    so must have at least to be shown on the page for everybody; ``unit_label`` is how one is named
    (``{type}`` lower case, ``{Type}`` as registered, ``{name}``); ``unit_noun`` is what they are counted as
    ("đơn vị xã, phường"); ``comparison`` what is printed of the change since the month before, where there
    is one; ``year_to_date`` whether its exports count from the first of January on, so that every month must
    say until which day; ``decimal_point`` whether the annex is printed with decimal points, as one published
    before was, where the text has commas; ``due_day`` the day of the month after a period on which its
    report comes out; ``contact`` who answers for it. ``lists`` are the lists of units that the report ranks
    each by itself; left out, all units are one.
    """

    id: Identifier
    title: Text
    place: Identifier
    place_name: Text
    scheme: Schemes
    layouts: tuple[Identifier, ...] = Field(min_length=1)
    optional_layouts: tuple[Identifier, ...] = ()
    counting_rule: Identifier = "thong-tu-01-2020"
    small_cells: Annotated[int, Field(ge=1, le=30, strict=True)] = 3
    unit_label: Text = "UBND {type} {name}"
    unit_noun: Text = "đơn vị"
    year_to_date: bool = False
    decimal_point: bool = False
    due_day: Annotated[int, Field(ge=1, le=28, strict=True)] | None = None
    contact: str = ""
    issuer: Issuer
    report: ReportTexts
    comparison: Comparison = Comparison()
    lists: tuple[UnitList, ...] = ()

    @property
    def list_ids(self) -> tuple[str, ...]:
        """What every list of a report that ranks several goes by: ``lam-dong/xa``; else the report alone."""
        return tuple(f"{self.id}/{one.id}" for one in self.lists) or (self.id,)

    @property
    def by_list(self) -> tuple["Publication", ...]:
        """The publication as that of each of its lists; itself where it is one."""
        return tuple(self.of_list(one.id) for one in self.lists) or (self,)

    @property
    def all_layouts(self) -> tuple[str, ...]:
        """The layouts that any export of the publication may have, each once."""
        of_lists = (name for one in self.lists for name in one.layouts)
        return tuple(dict.fromkeys((*self.layouts, *self.optional_layouts, *of_lists)))

    def due(self, period: str) -> datetime.date | None:
        """The day on which the report of a period comes out; None where none is settled, and of a week."""
        if self.due_day is None or kind_of(period) == "week":
            return None
        return (last_day(period) + datetime.timedelta(days=1)).replace(day=self.due_day)

    @property
    def own_list(self) -> UnitList | None:
        """The list that this publication was narrowed to."""
        return next((one for one in self.lists if one.id == self.id.partition("/")[2]), None)

    @property
    def annex_label(self) -> str:
        """What the annex is called: those of several lists are numbered."""
        return f"Phụ lục {ROMAN[self.lists.index(self.own_list)]}" if self.own_list else "Phụ lục"

    def of_list(self, list_id: str) -> "Publication":
        """The publication as that of one of its lists; what is said of all lists is left to the report.

        Raise ``KeyError`` where there is no such list.
        """
        one = {one.id: one for one in self.lists}[list_id]
        said = {"general": "", "requests": ()} | ({"annex_title": one.annex_title} if one.annex_title else {})
        own = {name: value for name in ("scheme", "unit_label", "unit_noun") if (value := getattr(one, name))}
        changed = {
            "id": f"{self.id}/{list_id}",
            "title": f"{self.title} – {one.title}",
            "layouts": tuple(dict.fromkeys((*self.layouts, *one.layouts))),
            "report": self.report.model_copy(update=said),
        }
        return self.model_copy(update=changed | own)

    @model_validator(mode="after")
    def _lists_apart(self) -> Self:
        ids = [one.id for one in self.lists]
        if len(ids) == 1 or len(ids) > len(ROMAN) or len(set(ids)) < len(ids):
            raise ValueError(f"lists cần từ 2 đến {len(ROMAN)} danh sách, mỗi danh sách một mã")
        return self

    @model_validator(mode="after")
    def _fillable(self) -> Self:
        labels = [self.unit_label, *(one.unit_label for one in self.lists if one.unit_label)]
        for label in labels:
            check_placeholders(label, {"type", "Type", "name"})
        if not all("{name}" in label for label in labels):
            raise ValueError("unit_label cần có {name}, nếu không mọi đơn vị cùng một tên")
        return self


def load_publication(path: Path, noted: Noted = unnoted) -> Publication:
    """Read a ``publication.toml``; raise ``DataRejected`` naming the file and each wrong key."""
    return load_named(path, Publication, path.parent.name, noted)
