"""HTML: pages, and tables in other text, cut into pieces of the source between their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from types import MappingProxyType

from reportc.source.blocks import Block, HtmlCell, parts
from reportc.source.cuts import Reading
from reportc.source.html_elements import BLOCKS, UNSEEN, HtmlPage
from reportc.source.html_tokens import HtmlTokenKind, tokens
from reportc.source.pieces import Refusal, Vocabulary
from reportc.span import Span

_MOST_TOKENS = 300_000
"""The limit of tags, references and texts. The longest reports have a tenth of this limit and the next two."""
_MOST_BLOCKS = 100_000
"""The limit of cells and paragraphs."""
_MOST_CHARACTERS = 10_000_000
"""The limit of characters that are displayed."""
_TOO_LONG = Refusal(
    f"网页过大（标签等超过 {_MOST_TOKENS} 个、单元格和段落超过 {_MOST_BLOCKS} 个，或文字超过 {_MOST_CHARACTERS} 字）",
    f"the page is too large (more than {_MOST_TOKENS} tags and the like, {_MOST_BLOCKS} cells and paragraphs, "
    f"or {_MOST_CHARACTERS} characters of text)",
)
_BEGINNING = 4_096
_SAMPLE = 100_000
"""As many characters from the beginning decide whether a text is a page, or holds tables at most."""
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*(?:\|.*\||\{\||\|[-}=]|[=]{1,4} .* [=]{1,4}[ \t]*$)", re.MULTILINE)
_HTML = re.compile(r"<html\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_START = re.compile(r"<[^/<>\n\r][^<>\n\r]*>")
_META = re.compile(rb"<meta\b[^<>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHARSETS = MappingProxyType(
    {
        **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"), "gb18030"),
        **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs"),
    }
)
_TABLE = re.compile(r"<(?:table(?=[\s/>])|(?P<end>/)table\s*>)", re.IGNORECASE)
_ENDS = re.compile(r"(?:[ \t]*</(?!table\b)[^<>\n\r]*>)+", re.IGNORECASE)
_LONGEST_TAG = 200
"""A tag that is longer than this, or is farther from its table, is read as text."""
_TABLE_END = re.compile(r"</t(?:[rdh]|able|body|foot)\s*>", re.IGNORECASE)
_MARK = re.compile(rf"<(?:!doctype|table|br|{'|'.join(sorted(BLOCKS))})(?=[\s/>])", re.IGNORECASE)


def declared(data: bytes) -> str | None:
    """Return the encoding that a page declares, if it is one for Chinese."""
    found = _META.search(data, 0, _BEGINNING)
    return _CHARSETS.get(found[1].decode("ascii", "replace").lower()) if found else None


def is_page(text: str) -> bool:
    """Return whether `text` is a page, or part of one: more of it is in elements than between them."""
    sample = text[:_SAMPLE]
    if "<" not in text or not _MARK.search(sample):
        return False
    opening = _PAGE.search(text, 0, _BEGINNING)
    if opening and not _ink(_TAG.sub("", text[: opening.start()])) and len(_HTML.findall(sample)) <= 1:
        return True
    ends = [0, *(offset for table in tables(sample) for offset in table), len(sample)]
    prose = "".join(sample[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    return len(_ROW.findall(prose)) <= 1 and _is_in_elements(prose)


def _is_in_elements(prose: str) -> bool:
    """Return whether most of a text that is shown is in blocks, or on lines that end in a break."""
    inside = outside = line = depth = 0  # the first three count characters; the line is one outside of blocks
    unseen, text_end = "", 0
    for token in tokens(prose.replace("\r", "\n"), len(prose)):
        name, ends = token.name, token.kind is HtmlTokenKind.END
        if unseen:
            unseen = "" if ends and name == unseen else unseen
        elif token.kind in {HtmlTokenKind.TEXT, HtmlTokenKind.REFERENCE}:
            text = token.data or prose[token.start : token.end]
            _, parted, last = text.rpartition("\n")
            before = line if token.start == text_end and not parted else 0  # of the same text, up to a reference
            line, text_end = 0 if depth or "|" in last else before + _ink(last), token.end
            inside, outside = (inside + _ink(text), outside) if depth else (inside, outside + _ink(text))
        elif name == "br":
            inside, outside, line = inside + line, outside - line, 0
        elif name in UNSEEN and not ends:
            unseen = name
        elif name in BLOCKS:
            depth = max(0, depth - 1 if ends else depth + 1)
    return outside <= inside


def tables(text: str) -> Iterator[Span]:
    """Yield the span of each outermost table in `text`, with the tags around it on its lines."""
    depth = start = end = 0
    for found in _TABLE.finditer(text) if "<" in text else ():
        if not found["end"]:
            if not depth:
                start = _before_starts(text, end, found.start())
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                follower = _ENDS.match(text, found.end())
                end = follower.end() if follower else found.end()
                yield Span(start, end)
    if depth:  # not closed: it ends with its last row or cell that is
        for end in islice(reversed([found.end() for found in _TABLE_END.finditer(text, start)]), 1):
            yield Span(start, end)


def _before_starts(text: str, first: int, start: int) -> int:
    """Return the start of the start tags that immediately precede `start` on its line, at `first` or after."""
    at = start
    while at > max(first, start - _LONGEST_TAG) and text[at - 1] in " \t>":
        at -= 1
        if text[at] == ">":
            begin = text.rfind("<", max(first, at - _LONGEST_TAG), at)
            if begin < 0 or not _START.fullmatch(text, begin, at + 1):
                break
            start = at = begin
    return start


def too_long(text: str, spans: Sequence[Span]) -> Refusal | None:
    """Return why the tables at `spans` are too many or too long to be read; None if they are not."""
    return _TOO_LONG if sum(text.count("<", *span) for span in spans) > _MOST_TOKENS else None


def read(text: str, span: Span, numbers: Iterator[int], vocabulary: Vocabulary) -> Reading:
    """Return the parts of the HTML at `span`; its tables and rows take their numbers from `numbers`."""
    found = content(text, span, numbers)
    return Reading([], found) if isinstance(found, Refusal) else Reading(parts(found, vocabulary))


def content(text: str, span: Span, numbers: Iterator[int]) -> Sequence[Block | HtmlCell] | Refusal:
    """Return the blocks and cells of the HTML at `span`."""
    fed = text[span.start : span.end].replace("\r", "\n").replace("</>", "<!>")
    # as long as the source; every text token keeps its neighbours
    page, count, offset = HtmlPage(numbers), 0, span.start
    for count, (kind, start, end, name, attributes, data) in enumerate(tokens(fed, _MOST_TOKENS), 1):
        if count > _MOST_TOKENS:
            break
        if kind is HtmlTokenKind.TEXT:
            page.text(offset + start, text[offset + start : offset + end])
        elif kind is HtmlTokenKind.START:
            page.start(name, attributes, offset + end)
        elif kind is HtmlTokenKind.END:
            page.end(name)
        elif kind is HtmlTokenKind.REFERENCE:
            page.reference(offset + start, offset + end, data)
    found = page.finished()
    if count > _MOST_TOKENS or len(found) > _MOST_BLOCKS or page.characters > _MOST_CHARACTERS:
        return _TOO_LONG
    return found


def _ink(text: str) -> int:
    """Count the characters of `text` that are no white space."""
    return sum(map(len, text.split()))
