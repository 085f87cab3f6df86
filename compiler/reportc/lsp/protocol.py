"""The protocol as pygls speaks it, strict where that is lax: every request is answered, whatever is wrong with it.

The texts of documents are kept here and not by pygls, which takes form feeds for line ends.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol, lsp_method

if TYPE_CHECKING:
    from reportc.lsp.server import Server

_NOT_YET = types.ResponseError(code=types.ErrorCodes.ServerNotInitialized, message="not initialized")
_NO_MORE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="shutting down")
_ONCE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="initialized already")
_NO_JSON = types.ResponseError(code=types.ErrorCodes.ParseError, message="not JSON in UTF-8")
_NO_MESSAGE = types.ResponseError(code=types.ErrorCodes.InvalidRequest, message="no JSON-RPC 2.0 message")


class Protocol(LanguageServerProtocol):
    """What is said between client and server."""

    _server: Server
    _initialized = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Make a message of `data`; a request that is none is answered with what is wrong."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def handle_message(self, message: Any) -> None:
        """Hand a message on; requests before the beginning and after the end are refused."""
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
        """Answer a body that is no JSON; to what else cannot be read, `structure_message` has answered."""
        if isinstance(error, UnicodeDecodeError | json.JSONDecodeError | RecursionError):
            self._refuse(None, _NO_JSON)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a document."""
        opened = params.text_document
        self._server.documents.open(opened.uri, opened.version, opened.text)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes of a document."""
        changed = params.text_document
        self._server.documents.change(changed.uri, changed.version, params.content_changes)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and what was found in it."""
        self._server.documents.close(params.text_document.uri)
        self._server.forget(params.text_document.uri)

    def _refuse(self, request: int | str | None, error: types.ResponseError) -> None:
        self._send_data(types.ResponseErrorMessage(id=request, error=error))
