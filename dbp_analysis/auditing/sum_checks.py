"""Totals against their parts, and percentages against the counts that they stand beside."""

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from dbp_analysis.auditing.finding import Finding
from dbp_analysis.auditing.phrases import pattern, phrases, spoken
from dbp_analysis.auditing.report import Report
from dbp_analysis.auditing.running_text import Block
from dbp_analysis.settings.sentences import Sentences

say = Sentences("audited")

_COUNT = r"(\d{1,3}(?:\.\d{3})+|\d+)"
_RATIO = re.compile(
    rf"(?<![\d/.,]){_COUNT}\s*/\s*{_COUNT}(?![\d/.,]*/)[^%;:/\d]{{0,40}}?[(,]\s*(?:đạt |chiếm |tỷ lệ )*"
    r"(\d+(?:[.,]\d+)?)\s*%"
)
_SENTENCE = re.compile(r"(?:[^.;]|\.(?=\d))+")


def check_sums(report: Report) -> Iterator[Finding]:
    """Percentages that are not those of their counts, and parts that do not add up to their total. Of a scan
    nothing: any of the figures may be misread.
    """
    for block in () if report.damaged else report.blocks:
        yield from _percentages(block, report)
        for sentence in _SENTENCE.finditer(block.plain):
            yield from _parts(block, *sentence.span())


def _percentages(block: Block, report: Report) -> Iterator[Finding]:
    for found in _RATIO.finditer(block.text):
        said, denominator = Decimal(found[3].replace(",", ".")), _whole(found[2])
        step = Decimal(1).scaleb(int(said.as_tuple().exponent))
        exact = Decimal(_whole(found[1])) * 100 / denominator if denominator else said
        rounded = exact.quantize(step, ROUND_HALF_UP)
        if said not in (rounded, exact.quantize(step, ROUND_DOWN)):
            counts, percent = f"{found[1]}/{found[2]}", str(rounded).replace(".", ",")
            start = max(block.text.rfind(mark, 0, found.start()) for mark in (", ", ": ", "; ")) + 1
            unit = report.units.find(block.text[start : found.start()].strip(" (")) or ""
            follows = say("follows.percent", counts=counts, percent=percent)
            quoted = block.quoted(start, found.end())
            yield Finding("percent", block.place, quoted, follows, "certain", unit)


def _parts(block: Block, start: int, end: int) -> Iterator[Finding]:
    """A total, the words that open its parts, and its parts: such as make it up, each with one count."""
    text, cases = block.plain[start:end], spoken("sums", "cases", damaged=False).pattern
    opened = re.search(rf"{_COUNT}\s*{cases}[^\d]*?(?:{spoken('sums', 'parts', False).pattern}|[:(])", text)
    if not opened:
        return
    wholes = [tuple(one.split(" + ")) for one in phrases("sums", "whole")]
    names = sorted({name for whole in wholes for name in whole}, key=len, reverse=True)
    parts: dict[str, int] = {}
    for piece in filter(str.strip, re.split(r"[,;():]|\sva\s", text[opened.end() :])):
        counts = re.findall(rf"(?<![\d/.,]){_COUNT}(?![\d/%,])", piece)
        name = next((one for one in names if pattern((one,)).search(piece)), "")
        if len(counts) != 1 or not name or name in parts:
            break
        parts[name] = _whole(counts[0])
    if any({*parts} == {*whole} for whole in wholes) and sum(parts.values()) != _whole(opened[1]):
        said = " + ".join(map(str, parts.values()))
        follows = say("follows.parts", parts=said, sum=sum(parts.values()), total=opened[1])
        quoted = block.quoted(start + opened.start(), end)
        yield Finding("parts", block.place, quoted, follows, "certain")


def _whole(text: str) -> int:
    return int(text.replace(".", ""))
