"""A headless editor: a client of the language server that keeps texts and their diagnostics."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Coroutine, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

CHECKOUT = Path(__file__).parents[1]
COMMAND = (sys.executable, "-m", "reportc", "lsp")
PATIENCE = 30.0
Value = TypeVar("Value")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def environment(cache: Path, checkout: Path = CHECKOUT) -> dict[str, str]:
    """Return the environment of a server of this checkout or another, with its rule pages in `cache`."""
    return os.environ | {"PYTHONPATH": str(checkout / "compiler"), "XDG_CACHE_HOME": str(cache)}


def capabilities(
    *, pull: bool = False, encodings: Sequence[str] | None = None, configuration: bool = False
) -> types.ClientCapabilities:
    """Return the capabilities of a modern editor; `pull` is whether it requests diagnostics itself."""
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings),
        text_document=types.TextDocumentClientCapabilities(
            diagnostic=types.DiagnosticClientCapabilities() if pull else None,
            document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
        ),
        workspace=types.WorkspaceClientCapabilities(
            configuration=configuration,
            diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True) if pull else None,
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        ),
    )


class Editor:
    """A session with a server in a separate process; every method waits for its answer."""

    def __init__(
        self,
        cache: Path,
        can: types.ClientCapabilities | None = None,
        options: Mapping[str, Any] = NOTHING,
        *,
        root: Path | None = None,
        port: int | None = None,
        checkout: Path = CHECKOUT,
    ) -> None:
        """Start a server, or connect to the one at `port`, and initialize the session."""
        self.found: dict[str, types.PublishDiagnosticsParams] = {}
        self.shown: list[str] = []
        self.refreshed = threading.Event()
        self.configuration: Mapping[str, Any] = options
        self._texts: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client = LanguageClient("editor", "1")
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._told))
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self.shown.append(params.message))
        self.client.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda _: self.refreshed.set())
        self.client.feature(types.WORKSPACE_CONFIGURATION)(partial(self._asked))
        start = self.client.start_tcp("127.0.0.1", port) if port else self._start(cache, checkout)
        self._wait(start)
        self.server = self.request(
            types.INITIALIZE,
            types.InitializeParams(
                capabilities=can or capabilities(),
                process_id=os.getpid(),
                initialization_options=dict(options),
                root_uri=root.as_uri() if root else None,
                workspace_folders=[types.WorkspaceFolder(root.as_uri(), root.name)] if root else None,
            ),
        )
        self.notify(types.INITIALIZED, types.InitializedParams())

    @property
    def process(self) -> asyncio.subprocess.Process:
        """The server's process."""
        process = self.client._server
        assert process is not None
        return process

    def request(self, method: str, params: Any = None) -> Any:
        """Return the answer to a request; raises if it is an error."""

        async def ask() -> Any:
            return await asyncio.wait_for(self.client.protocol.send_request_async(method, params), PATIENCE)

        return self._wait(ask())

    def notify(self, method: str, params: Any = None) -> None:
        """Send a notification."""

        async def tell() -> None:
            self.client.protocol.notify(method, params)

        self._wait(tell())

    def open(self, uri: str, text: str) -> None:
        """Open a document."""
        self._texts[uri] = 1
        item = types.TextDocumentItem(uri=uri, language_id="ogi-report", version=1, text=text)
        self.notify(types.TEXT_DOCUMENT_DID_OPEN, types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent) -> int:
        """Change a document, and return its new version."""
        self._texts[uri] += 1
        document = types.VersionedTextDocumentIdentifier(version=self._texts[uri], uri=uri)
        self.notify(types.TEXT_DOCUMENT_DID_CHANGE, types.DidChangeTextDocumentParams(document, list(changes)))
        return self._texts[uri]

    def replace(self, uri: str, text: str) -> int:
        """Send a new text of the whole document."""
        return self.change(uri, types.TextDocumentContentChangeWholeDocument(text))

    def close(self, uri: str) -> None:
        """Close a document."""
        identifier = types.TextDocumentIdentifier(uri)
        self.notify(types.TEXT_DOCUMENT_DID_CLOSE, types.DidCloseTextDocumentParams(identifier))

    def diagnostics(self, uri: str, version: int | None = None) -> list[types.Diagnostic]:
        """Wait for the diagnostics of a version of a document, by default the newest."""
        version = self._texts[uri] if version is None else version

        def said() -> bool:
            return uri in self.found and self.found[uri].version == version

        with self._news:
            assert self._news.wait_for(said, PATIENCE), self.found.get(uri)
            return list(self.found[uri].diagnostics)

    def pull(self, uri: str) -> list[types.Diagnostic]:
        """Request the diagnostics of a document."""
        params = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri))
        return list(self.request(types.TEXT_DOCUMENT_DIAGNOSTIC, params).items)

    def codes(self, uri: str) -> list[str]:
        """Return the codes of the diagnostics of the newest version of a document."""
        return [str(item.code) for item in self.diagnostics(uri)]

    def quit(self) -> int:
        """Shut down by the protocol; return the server's exit status."""
        self.request(types.SHUTDOWN)
        self.notify(types.EXIT)
        return self.gone()

    def gone(self) -> int:
        """Wait until the server ends; return its exit status."""

        async def end() -> int:
            return await asyncio.wait_for(self.process.wait(), PATIENCE)

        return self._wait(end())

    def kill(self) -> None:
        """Kill the server if it is still running."""
        if self.client._server and self.client._server.returncode is None:
            self._loop.call_soon_threadsafe(self.client._server.kill)
            self.gone()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    async def _start(self, cache: Path, checkout: Path) -> None:
        await self.client.start_io(*COMMAND, env=environment(cache, checkout))

    def _wait(self, work: Coroutine[Any, Any, Value]) -> Value:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE + 5)

    def _told(self, params: types.PublishDiagnosticsParams) -> None:
        with self._news:
            self.found[params.uri] = params
            self._news.notify_all()

    def _asked(self, _: types.ConfigurationParams) -> list[Any]:
        return [self.configuration]
