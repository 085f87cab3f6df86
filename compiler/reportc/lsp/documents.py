"""The open documents: their texts as the editor sends them, and the check of the newest version of each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from urllib.parse import unquote

from lsprotocol import types

from reportc.explain import View
from reportc.lsp.positions import Encoding, Lines
from reportc.lsp.threads import CancellableJob

LONGEST = 2_000_000
"""The longest text, in characters, that is checked during typing: it takes five seconds."""
_QUICK, _LONGEST_PAUSE = 0.03, 0.3
_WORKERS = 2

DocumentChecker = Callable[[str, str], View]
"""Checks a text, given its URI and its characters."""


@dataclass(slots=True)
class OpenDocument:
    """A text, its version, and the check of that version; `view` is None where the text is too long."""

    uri: str
    version: int
    text: str
    encoding: Encoding
    checking: asyncio.Task[View | None] | None = None
    job: CancellableJob[View] | None = None
    seconds: float = 0.0  # the seconds that its last check took
    _lines: Lines | None = None

    @property
    def too_long(self) -> bool:
        """Return whether the text is too long to be checked."""
        return len(self.text) > LONGEST

    @property
    def lines(self) -> Lines:
        """The lines of the text, split on first use: a text may have millions."""
        if self._lines is None or self._lines.text is not self.text:
            self._lines = Lines(self.text, self.encoding)
        return self._lines


class CheckedDocument(NamedTuple):
    """A checked version of a document."""

    uri: str
    version: int
    lines: Lines
    view: View


class Documents:
    """The documents by URI; every method is called from the event loop, and `check` in a thread."""

    def __init__(
        self, encoding: Encoding, check: DocumentChecker, publish: Callable[[OpenDocument, View | None], None]
    ) -> None:
        """Count columns in `encoding`; `publish` is called with each newest version once it is checked."""
        self.encoding: Encoding = encoding
        self._check, self._publish = check, publish
        self._open: dict[str, OpenDocument] = {}
        self._pool = ThreadPoolExecutor(_WORKERS, "check")
        self._warming = CancellableJob(partial(check, "", ""))
        self._warm: asyncio.Future[View | None] | None = None

    def __iter__(self) -> Iterator[OpenDocument]:
        """Yield the open documents."""
        return iter([*self._open.values()])

    def get(self, uri: str) -> OpenDocument | None:
        """Return an open document; how its URI is quoted does not matter."""
        return self._open.get(unquote(uri))

    def open(self, uri: str, version: int, text: str) -> None:
        """Open a document with a text; one that is open already gets the new text."""
        self.close(uri)
        document = OpenDocument(uri, version, text, self.encoding)
        self._open[unquote(uri)] = document
        self.begin(document)

    def change(self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]) -> None:
        """Apply changes, each to the result of the previous one; a document that is not open is ignored."""
        document = self.get(uri)
        if document is None:
            return
        for change in changes:
            document.text = _changed(document, change)
        document.version = version
        self.begin(document)

    def close(self, uri: str) -> None:
        """Forget a document."""
        document = self._open.pop(unquote(uri), None)
        if document and document.job:
            document.job.cancel()

    def begin(self, document: OpenDocument) -> None:
        """Check the newest version; the check of an older one is cancelled."""
        if document.job:
            document.job.cancel()
        document.job = CancellableJob(partial(self._check, document.uri, document.text))
        document.checking = asyncio.ensure_future(self._checked(document, document.job))

    def begin_all(self) -> None:
        """Check every document again: the settings have changed."""
        for document in self:
            self.begin(document)

    async def seen(self, uri: str) -> CheckedDocument | None:
        """Return the newest version, checked; None for a document that is not open, or too long."""
        while (document := self.get(uri)) is not None and document.checking is not None and not document.too_long:
            lines, version = document.lines, document.version
            view = await asyncio.shield(document.checking)
            if view is not None and document.lines is lines:
                return CheckedDocument(document.uri, version, lines, view)
        return None

    def warm(self) -> None:
        """Check an empty text, so that the grammar is loaded before the first document is opened."""
        self._warm = asyncio.get_running_loop().run_in_executor(self._pool, self._warming.run)

    def shutdown(self) -> None:
        """Cancel all checks."""
        for document in self:
            self.close(document.uri)
        self._warming.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _checked(self, document: OpenDocument, job: CancellableJob[View]) -> View | None:
        """Check one version, and publish it; None where there is a newer one by then."""
        if self._warm and not self._warm.done():
            await asyncio.wait([self._warm])  # a check may be cancelled at any point, an import must not
        if document.seconds > _QUICK:
            await asyncio.sleep(min(document.seconds, _LONGEST_PAUSE))  # useless while the user types on
        if self._is_old(document, job):
            return None
        view = None
        if not document.too_long:
            begun = time.perf_counter()
            view = await asyncio.get_running_loop().run_in_executor(self._pool, job.run)
            document.seconds = time.perf_counter() - begun
        if self._is_old(document, job) or (view is None and not document.too_long):
            return None
        self._publish(document, view)
        return view

    def _is_old(self, document: OpenDocument, job: CancellableJob[View]) -> bool:
        return document.job is not job or self.get(document.uri) is not document


def _changed(document: OpenDocument, change: types.TextDocumentContentChangeEvent) -> str:
    """Return the text after a change of a range, or of the whole."""
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return change.text
    first, last = change.range.start, change.range.end
    span = document.lines.span(first.line, first.character, last.line, last.character)
    return document.text[: span.start] + change.text + document.text[span.end :]
