"""Fixes beyond a single rule: missing rows and headings inserted, repeated rows deleted, lost rows placed.

Rows are inserted and deleted in texts where each has lines of its own (`in_text`), and in pages where each has tags of
its own (`in_pages`). A fix that would damage anything fails its proof.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from reportc.check.offered_fixes import in_pages, in_text
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic, Fix
from reportc.reading import row_missing, row_repeated
from reportc.source.html_or_text import markup

_SECTION_MISSING = "S101"
_Makers = Mapping[str, Callable[[Semantics, Diagnostic], Iterator[Fix]]]
_IN_TEXT: _Makers = MappingProxyType(
    {row_missing.rule.code: in_text.put_in, row_repeated.rule.code: in_text.taken_out, _SECTION_MISSING: in_text.headed}
)
_IN_PAGES: _Makers = MappingProxyType(
    {
        row_missing.rule.code: in_pages.put_in,
        row_repeated.rule.code: in_pages.taken_out,
        _SECTION_MISSING: in_pages.headed,
    }
)


def with_fixes(semantics: Semantics, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings; those of missing and repeated rows and of missing sections get their fixes."""
    makers: _Makers | None = None
    for one in found:
        if one.rule.code in _IN_TEXT:
            makers = makers or (_IN_PAGES if markup(semantics.text) else _IN_TEXT)
            yield replace(one, fixes=tuple(makers[one.rule.code](semantics, one)))
        else:
            yield one
