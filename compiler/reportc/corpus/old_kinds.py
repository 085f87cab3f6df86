"""Inputs of old kinds, which LibreOffice must convert to pages first: many in one run, for each run takes a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from reportc.corpus.inputs import Input

_LONGEST = 64_000_000
_AHEAD = 64
"""Inputs are examined this many at a time; those among them that must be converted are converted in one run."""
_BEGINNINGS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""The signatures of kinds that are converted, and of workbooks."""
_HEAD = 128
_MIMETYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"
"""It comes first in every OpenDocument text, for this purpose."""


def prepared(inputs: Iterable[Input]) -> Iterator[Input]:
    """Yield the inputs in their order, those of old kinds with their pages."""
    rest = iter(inputs)
    while ahead := list(islice(rest, _AHEAD)):
        yield from _with_pages(ahead)


def _with_pages(inputs: list[Input]) -> list[Input]:
    """Return inputs with the pages of those that are converted; a single one is converted when it is read."""
    candidates = [(at, data) for at, given in enumerate(inputs) if (data := _old(given)) is not None]
    if len(candidates) < 2:  # noqa: PLR2004  # two make a batch
        return inputs
    from reportc.source.kinds import kind_of  # the readers are loaded where there is something to convert
    from reportc.source.office import CONVERTED, converted

    files = [(at, kind, data) for at, data in candidates if (kind := kind_of(data)) in CONVERTED]
    pages = converted([(kind, data) for _, kind, data in files]) if len(files) > 1 else []
    made = list(inputs)
    for (at, _, data), page in zip(files, pages, strict=False):
        made[at] = inputs[at]._replace(data=data, page=page)
    return made


def _old(given: Input) -> bytes | None:
    """Return the bytes of an input that may be of an old kind; what cannot be read is reported later."""
    with suppress(OSError):
        if given.data is not None:
            return given.data if _may_be_old(given.data[:_HEAD]) else None
        with Path(given.path).open("rb") as file:
            head = file.read(_HEAD)
            data = head + file.read(_LONGEST) if _may_be_old(head) else b""
            return data if 0 < len(data) < _LONGEST else None
    return None


def _may_be_old(head: bytes) -> bool:
    return head.startswith(_BEGINNINGS) or _MIMETYPE in head
