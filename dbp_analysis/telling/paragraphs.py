"""The paragraphs of a report's body, what is needed to write them, and the body as a text file."""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from dbp_analysis.common.periods import kind_word
from dbp_analysis.common.sentences import fill, markdown_text
from dbp_analysis.scoring.scorecard import Scorecard
from dbp_analysis.settings.publication import Publication
from dbp_analysis.settings.wording import Wording

ParagraphKind = Literal["heading", "text", "item", "subitem", "reference", "picture"]
SectionId = Literal["", "results", "general", "shortcomings", "requests"]
_MARKS = {"item": "- ", "subitem": "+ "}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report's body and the section it stands in; a heading has the number of its own.
    The text of a picture is its name.
    """

    kind: ParagraphKind
    text: str
    section: SectionId = ""
    number: int = 0

    @property
    def numbered(self) -> str:
        """The text, a heading behind its number."""
        return f"{self.number}. {self.text}" if self.number else self.text

    @property
    def marked(self) -> str:
        """The paragraph as it is printed: an item behind "- ", a subitem behind "+ "."""
        return _MARKS.get(self.kind, "") + self.numbered


@dataclass(frozen=True, eq=False)
class Writer:
    """What every sentence needs: names, words, and the scheme behind the figures."""

    card: Scorecard
    publication: Publication
    wording: Wording

    def unit(self, code: str) -> str:
        """The name of a unit, as reports call it."""
        return str(self.card.units.at[code, "unit_label"])

    def period(self, template: str, **more: str) -> str:
        """``template`` with the month in its places, and ``more`` in others."""
        return fill(template, **period_words(self.card), **more)


def period_words(card: Scorecard) -> dict[str, str]:
    """What stands for the period in the places of a publication's texts."""
    return {"period": card.period, "PERIOD": card.period.upper(), "span": kind_word(card.months[0])}


def commentary_markdown(title: str, paragraphs: tuple[Paragraph, ...], note: str = "") -> str:
    """The commentary as a text file: headings, paragraphs, two levels of items. Names, notes and sentences
    are text, whatever they are made of.
    """
    forms = {"heading": "## {}", "text": "{}", "item": "- {}", "subitem": "  - {}", "reference": "*{}*"}
    blocks = [f"# {markdown_text(title)}", *([f"> {markdown_text(note)}"] if note else [])]
    for in_list, block in groupby(paragraphs, key=lambda paragraph: paragraph.kind in ("item", "subitem")):
        lines = [forms[paragraph.kind].format(markdown_text(paragraph.numbered)) for paragraph in block]
        blocks.append(("\n" if in_list else "\n\n").join(lines))
    return "\n\n".join(blocks) + "\n"
