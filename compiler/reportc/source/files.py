"""Files that are no text: a kind has a reader, or the reason why it is not read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from reportc.source.kinds import Kind, not_read
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projection import Projected

Reader = Callable[[bytes, Vocabulary], Projected | Refusal]
"""Makes the projection of a file, or says why it cannot. It raises for no bytes."""

_READERS: Mapping[Kind, str] = MappingProxyType({Kind.DOCX: "reportc.source.docx"})
"""The module of each kind that is read, whose `read` is its reader; it is imported when a file of its kind comes."""


def project(data: bytes, kind: Kind, vocabulary: Vocabulary) -> Projected | Refusal:
    """Make the projection of a file of `kind`."""
    if kind not in _READERS:
        return not_read(kind)
    reader = cast("Reader", import_module(_READERS[kind]).read)
    return reader(data, vocabulary)


def is_read(kind: Kind) -> bool:
    """Tell whether files of `kind` are read."""
    return kind is Kind.TEXT or kind in _READERS
