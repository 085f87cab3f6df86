"""The wire protocol, made safe: framing of messages in any usual form, and a strict protocol above it.

Every request is answered, whatever is wrong with it. The texts of documents are kept in `documents` and not by pygls,
for which form feeds are line ends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

from reportc.lsp.session import Session

_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,18})[ \t]*\r?\n?\Z", re.IGNORECASE)
_LONGEST_HEADER = 8192
LONGEST_BODY = 512_000_000
"""The longest message, in bytes; a longer one is skipped."""
_CHUNK = 1 << 20
_NOT_YET = types.ResponseError(code=types.ErrorCodes.ServerNotInitialized, message="not initialized")
_NO_MORE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="shutting down")
_ONCE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="initialized already")
_NO_JSON = types.ResponseError(code=types.ErrorCodes.ParseError, message="not JSON in UTF-8")
_NO_MESSAGE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="no JSON-RPC 2.0 message")


class Framing:
    """A stream of messages over another stream; pygls loses a message whose header is not as it writes its own.

    Headers may come in any case and order, with garbage between messages; an unreasonable length is skipped.
    """

    def __init__(self, stream: BinaryIO, refuse: Callable[[int], None]) -> None:
        """Read `stream`; `refuse` is called with the length of a body that is skipped."""
        self._stream = stream
        self._refuse = refuse
        self._length: int | None = None

    def readline(self) -> bytes:
        """Return the next line of a header: Content-Length as pygls writes it, or the empty line; b"" at the end."""
        while line := self._stream.readline(_LONGEST_HEADER):
            found = _LENGTH.search(line)
            if found:
                self._length = int(found[1])
                if self._length <= LONGEST_BODY:
                    return b"Content-Length: %d\r\n" % self._length
            elif not line.strip() and self._length is not None:
                length, self._length = self._length, None
                if 0 < length <= LONGEST_BODY:
                    return b"\r\n"
                self._pass_over(length)
        return b""

    def read(self, size: int) -> bytes:
        """Return the body of a message: `size` bytes, or b"" if the stream ends before."""
        body = self._stream.read(size)
        return body if len(body) == size else b""

    def _pass_over(self, length: int) -> None:
        left = length
        while left and (chunk := self._stream.read(min(left, _CHUNK))):
            left -= len(chunk)
        if length:
            self._refuse(length)


class StrictProtocol(LanguageServerProtocol):
    """The parts of the protocol that client and server use."""

    _initialized = False

    @property
    def _session(self) -> Session:
        """The server, as far as the protocol needs it."""
        return cast("Session", self._server)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Make a message of `data`; a malformed request is answered with its error."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Handle a message; requests before the beginning and after the end are refused."""
        request, method = getattr(message, "id", None), getattr(message, "method", None)
        if getattr(message, "jsonrpc", None) != self.VERSION:
            self._refuse(request, _NO_MESSAGE)
        elif method and request is not None and (self._shutdown or (self._initialized and method == types.INITIALIZE)):
            self._refuse(request, _NO_MORE if self._shutdown else _ONCE)
        elif method and method not in (types.INITIALIZE, types.EXIT) and not self._initialized:
            if request is not None:
                self._refuse(request, _NOT_YET)
        else:
            self._initialized |= method == types.INITIALIZE
            super().handle_message(message)

    def unreadable(self, error: Exception) -> None:
        """Answer a body that is no JSON; `structure_message` answers everything else that cannot be read."""
        if isinstance(error, UnicodeDecodeError | json.JSONDecodeError | RecursionError):
            self._refuse(None, _NO_JSON)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document."""
        opened = params.text_document
        self._session.documents.open(opened.uri, opened.version, opened.text)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes of a document."""
        changed = params.text_document
        self._session.documents.change(changed.uri, changed.version, params.content_changes)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document and its findings."""
        self._session.documents.close(params.text_document.uri)
        self._session.forget(params.text_document.uri)

    def _refuse(self, request: int | str | None, error: types.ResponseError) -> None:
        self._send_data(types.ResponseErrorMessage(id=request, error=error))
