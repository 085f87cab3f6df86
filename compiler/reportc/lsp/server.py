"""The server: what it is asked, and which function answers; what the client can do; settings; beginning and end."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, BinaryIO

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from reportc import __version__, api
from reportc.explain import View
from reportc.failure import Failure
from reportc.lsp import (
    actions,
    completion,
    configuration,
    findings,
    formatting,
    hints,
    hover,
    ignore,
    lifeline,
    navigation,
    symbols,
    tokens,
)
from reportc.lsp.client import Client
from reportc.lsp.documents import Document, Documents
from reportc.lsp.framing import LONGEST_BODY, Framing
from reportc.lsp.positions import Encoding
from reportc.lsp.protocol import Protocol
from reportc.lsp.settings import SECTION, Settings, settings
from reportc.syntax.memory import Stretches

_PULL = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="reportc")
FEATURES: tuple[tuple[str, Any, Any], ...] = (  # pygls types neither handlers nor options
    (types.TEXT_DOCUMENT_DIAGNOSTIC, findings.pull, _PULL),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, findings.links, types.DocumentLinkOptions()),
    (types.TEXT_DOCUMENT_HOVER, hover.hover, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, actions.actions, types.CodeActionOptions(actions.KINDS)),
    (types.TEXT_DOCUMENT_FORMATTING, formatting.whole, None),
    (types.TEXT_DOCUMENT_RANGE_FORMATTING, formatting.part, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, symbols.symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, symbols.folding, None),
    (types.TEXT_DOCUMENT_INLAY_HINT, hints.hints, None),
    (types.TEXT_DOCUMENT_DEFINITION, navigation.definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, navigation.references, None),
    (types.TEXT_DOCUMENT_COMPLETION, completion.completion, types.CompletionOptions(["\t", "|", "（"])),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, tokens.whole, tokens.LEGEND),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, tokens.part, tokens.LEGEND),
)
"""What is asked, who answers, and what the client is told of it."""


class Server(LanguageServer):
    """A session with one client."""

    documents: Documents
    settings: Settings = Settings()
    _complaint: str | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __init__(self) -> None:
        """Register everything; documents can be held once the client has said how it counts columns."""
        super().__init__("reportc", __version__, protocol_cls=Protocol)
        self._memory = Stretches()
        for method, answer, options in FEATURES:
            self.feature(method, options)(answer)
        self.command(ignore.COMMAND)(make_known)
        self.feature(types.INITIALIZE)(initialize)
        self.feature(types.INITIALIZED)(initialized)
        self.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(configured)
        self.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(project_changed)

    @property
    def client(self) -> Client:
        """What the client can do."""
        return Client(self.client_capabilities)

    def begin(self, encoding: Encoding) -> None:
        """Begin to hold documents, and load what checks them."""
        self._loop = asyncio.get_running_loop()
        self.documents = Documents(encoding, self.check, self.tell)
        self.documents.warm()

    def check(self, uri: str, text: str) -> View:
        """Check a text by the settings of its project; called in a thread."""
        project, wrong = configuration.of_document(uri)
        checked = api.check(api.compile(text, memory=self._memory), settings=project)
        try:
            checked = ignore.without_known(uri, checked)
        except Failure as failure:
            wrong = wrong or str(failure)
        if self._loop:
            self._loop.call_soon_threadsafe(self.complain, wrong)
        return View(checked, self.settings.language or project.language, project)

    def complain(self, wrong: str | None) -> None:
        """Say what is wrong with the project's configuration, once."""
        if wrong and wrong != self._complaint:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, wrong))
        self._complaint = wrong

    def tell(self, document: Document, view: View | None) -> None:
        """Tell the client of a version that was checked."""
        findings.push(self, document, view)

    def anew(self) -> None:
        """Check everything by other settings, and let the client ask again for what it asks."""
        self.documents.begin_all()
        if self.client.refreshes_diagnostics:
            self.workspace_diagnostic_refresh(None)
        if self.client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)

    def forget(self, uri: str) -> None:
        """Take back what was said of a document that is closed."""
        if not self.client.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def refuse(self, size: int) -> None:
        """Say that a message of `size` bytes was passed over; called in the thread that reads."""
        message = f"消息有 {size} 字节，超过 {LONGEST_BODY}，未读 (a message of {size} bytes was passed over)"
        shown = types.ShowMessageParams(types.MessageType.Error, message)
        if self._loop:
            self._loop.call_soon_threadsafe(self.window_show_message, shown)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Answer what is no message; of what fails in a request the request's own answer tells."""
        if source is JsonRpcException and isinstance(self.protocol, Protocol):
            self.protocol.unreadable(error)

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Talk to a client until it is gone; return the exit status that the protocol asks for."""
        logging.getLogger("pygls").setLevel(logging.ERROR)
        framing: Any = Framing(stdin, self.refuse)  # all of a stream that pygls uses
        self.start_io(framing, stdout)
        if hasattr(self, "documents"):
            self.documents.shutdown()
        return 0 if self.protocol._shutdown else 1  # noqa: SLF001  # pygls has no name for it


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """Begin: now it is known how the client counts columns, and who it is."""
    encoding: Any = str(getattr(ls.workspace.position_encoding, "value", ls.workspace.position_encoding))
    ls.settings = settings(params.initialization_options)
    ls.begin(encoding)
    if params.process_id:
        lifeline.watch(params.process_id)


async def make_known(ls: Server, uri: str, code: str, at: str) -> None:
    """Put a finding into the baseline; here, and not in `ignore`, since pygls looks for the types by their names."""
    await ignore.ignore(ls, uri, code, at)


async def initialized(ls: Server, _: types.InitializedParams) -> None:
    """Ask for the settings, if the client has any, and to be told when the project's change."""
    if ls.client.watches:
        await ls.client_register_capability_async(types.RegistrationParams([configuration.WATCH]))
    await _configure(ls)


async def configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Take new settings: those sent, or else those that the client tells when asked."""
    if not await _configure(ls) and params.settings is not None:
        _use(ls, settings(params.settings))


async def project_changed(ls: Server, _: types.DidChangeWatchedFilesParams) -> None:
    """Check everything again: the configuration of a project is another."""
    ls.anew()


async def _configure(ls: Server) -> bool:
    if not ls.client.configures:
        return False
    asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
    told = await ls.workspace_configuration_async(asked)
    if told and told[0] is not None:
        _use(ls, settings(told[0]))
    return True


def _use(ls: Server, new: Settings) -> None:
    if new != ls.settings:
        ls.settings = new
        ls.anew()
