"""Fixes of what is missing, or there twice, as a whole: a row that is put in or taken out, a heading that is put in.

They are offered in texts whose rows are lines, or several, and in pages whose rows are written from tag to tag. What
a fix would spoil, its proof finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from reportc.check.facts import Facts
from reportc.check.wholes import lines, pages
from reportc.diagnostic import Diagnostic, Fix
from reportc.reading import row_missing, row_repeated
from reportc.source.formats import markup

_SECTION_MISSING = "S101"
_Makers = Mapping[str, Callable[[Facts, Diagnostic], Iterator[Fix]]]
_IN_TEXT: _Makers = MappingProxyType(
    {row_missing.rule.code: lines.put_in, row_repeated.rule.code: lines.taken_out, _SECTION_MISSING: lines.headed}
)
_IN_PAGES: _Makers = MappingProxyType(
    {row_missing.rule.code: pages.put_in, row_repeated.rule.code: pages.taken_out, _SECTION_MISSING: pages.headed}
)


def mended(facts: Facts, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, those of whole rows and sections with their fixes."""
    makers: _Makers | None = None
    for one in found:
        if one.rule.code in _IN_TEXT:
            makers = makers or (_IN_PAGES if markup(facts.text) else _IN_TEXT)
            yield replace(one, fixes=tuple(makers[one.rule.code](facts, one)))
        else:
            yield one
