"""Inline markup: tags, comments and attributes among the words of a text, blotted out.

Blotted markup becomes white space of the same length, so that all offsets are kept. Tables
in HTML, and line breaks, are kept: they show where cells begin and end.
"""

from __future__ import annotations

import re

from reportc.source.fold import BLOT
from reportc.source.html_elements import BLOCKS

_WORDS = (
    *("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"),
    *("kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "st1:[a-z]+", "strike", "strong", "sub", "sup"),
    *("time", "tt", "u", "var", "wbr"),
)
_NAMES = "|".join((*_WORDS, *sorted(BLOCKS - {"body", "html"})))
_TAG = re.compile(
    r"(?<=\d)<(?P<note>su[bp])>[^<>]{1,8}</(?P=note)>"
    rf"|<!--[^<>]{{0,4000}}-->|</?(?:{_NAMES})(?:\s[^<>]{{0,4000}})?/?>",
    re.IGNORECASE | re.DOTALL,
)
_STRUCK = re.compile(r"<(?P<name>del|s|strike)>[^<>\n\r]{0,200}</(?P=name)>", re.IGNORECASE)
"""Struck text is not read, like other deletions."""
_QUOTED = r"\"(?:[^\"\\]|\\.){0,2000}\""
_ATTRIBUTE = rf"(?:[.#][^\s{{}}]{{1,200}}|[\w:-]{{1,80}}=(?:{_QUOTED}|[^\s\"{{}}]{{1,200}}))"
_BEGUN = r"[\w-]{1,80}=\"[^\"{}\[\]\n\r]{0,400};(?=\s\s|[ \t]*$)"
"""Attributes that a table's column breaks after a part of a style: they end on the next line of the column."""
_ENDED = re.compile(r"(?:^|(?<=\s))[a-z-]{1,80}:[^\s\"{}\[\]]{1,400}\"(?:\s[^{}\[\]\n\r]{0,400})?\}", re.MULTILINE)
_BRACKET = re.compile(
    rf"\\.|\[|\](?:\{{\s*(?:{_ATTRIBUTE}(?:\s+{_ATTRIBUTE}){{0,40}}\s*\}}|{_BEGUN}))?", re.DOTALL | re.MULTILINE
)
_FENCE = re.compile(r"^[ \t]*:{3,}[ \t]*(?:\{[^{}\n\r]{0,400}\}|[\w-]{0,80})[ \t:]*$", re.MULTILINE)
"""Pandoc's fence of a division: `::: {align="center"}`."""


_NONE = re.compile(r"(?:(?<=[\t|,])|^)[ ]*None[ ]*(?=[\t|,]|$)", re.MULTILINE)
"""A cell without text as Python prints it."""
_FEWEST = 3


def blotted(text: str) -> str:
    """Return `text` with inline markup blotted out; its length stays the same."""
    if "</" in text or "<!--" in text:
        text = _TAG.sub(_blot, _STRUCK.sub(_blot, text))
    if "]{" in text:
        text = _without_attributes(text)
    if ":::" in text:
        text = _FENCE.sub(_blot, text)
    if text.count("None") >= _FEWEST:
        text = _NONE.sub(_blot, text)
    return text


def _blot(found: re.Match[str]) -> str:
    if found.re is _TAG and found["note"]:  # a mark at a number, which is in the grammar
        return found.group()
    return BLOT * len(found.group())


def _without_attributes(text: str) -> str:
    """Blot out Pandoc's brackets with attributes after them: `[words]{lang="EN-US"}`."""
    open_: list[int] = []
    ranges: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(text):
        if found.group() == "[":
            open_.append(found.start())
        elif found.group()[0] == "]" and open_:
            start = open_.pop()
            if found.end() > found.start() + 1:
                ranges += [(start, start + 1), found.span()]
    parts, at = list[str](), 0
    for start, end in sorted(ranges):
        parts += [text[at:start], BLOT * (end - start)]
        at = end
    return _ENDED.sub(_blot, "".join((*parts, text[at:])))
