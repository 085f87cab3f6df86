"""The server: the function for each request; how texts are checked; settings; beginning and end."""

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
from reportc.lsp import diagnostics, edits, features, project, threads
from reportc.lsp.documents import Documents, OpenDocument
from reportc.lsp.positions import Encoding
from reportc.lsp.protocol import LONGEST_BODY, Framing, StrictProtocol
from reportc.lsp.session import SECTION, Client, EditorSettings, settings
from reportc.syntax.memory import Stretches

_PULL = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier="reportc")
FEATURES: tuple[tuple[str, Any, Any], ...] = (  # pygls types neither handlers nor options
    (types.TEXT_DOCUMENT_DIAGNOSTIC, diagnostics.pull, _PULL),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, diagnostics.links, types.DocumentLinkOptions()),
    (types.TEXT_DOCUMENT_HOVER, features.hover, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, edits.actions, types.CodeActionOptions(edits.KINDS)),
    (types.TEXT_DOCUMENT_FORMATTING, edits.formatting, None),
    (types.TEXT_DOCUMENT_RANGE_FORMATTING, edits.range_formatting, None),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, features.symbols, None),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, features.folding, None),
    (types.TEXT_DOCUMENT_INLAY_HINT, features.hints, None),
    (types.TEXT_DOCUMENT_DEFINITION, features.definition, None),
    (types.TEXT_DOCUMENT_REFERENCES, features.references, None),
    (types.TEXT_DOCUMENT_COMPLETION, features.completion, types.CompletionOptions(["\t", "|", "（"])),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, features.semantic_tokens, features.LEGEND),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, features.semantic_tokens_range, features.LEGEND),
)
"""Each request, the function that answers it, and the options that the client gets."""


class Server(LanguageServer):
    """A session with one client."""

    documents: Documents
    settings: EditorSettings = EditorSettings()
    _complaint: str | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    def __init__(self) -> None:
        """Register everything; documents can be held once the client has stated its position encoding."""
        super().__init__("reportc", __version__, protocol_cls=StrictProtocol)
        self._memory = Stretches()
        for method, answer, options in FEATURES:
            self.feature(method, options)(answer)
        self.command(project.COMMAND)(project.ignore)
        self.feature(types.INITIALIZE)(initialize)
        self.feature(types.INITIALIZED)(initialized)
        self.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(configured)
        self.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(project_changed)

    @property
    def client(self) -> Client:
        """The client's capabilities."""
        return Client(self.client_capabilities)

    def begin(self, encoding: Encoding) -> None:
        """Begin to hold documents, and load the checker."""
        self._loop = asyncio.get_running_loop()
        self.documents = Documents(encoding, self.check, self.publish)
        self.documents.warm()

    def check(self, uri: str, text: str) -> View:
        """Check a text by the settings of its project; called in a thread."""
        chosen, wrong = project.of_document(uri)
        checked = api.check(api.compile(text, memory=self._memory), settings=chosen)
        try:
            checked = project.without_known(uri, checked)
        except Failure as failure:
            wrong = wrong or str(failure)
        if self._loop:
            self._loop.call_soon_threadsafe(self.complain, wrong)
        return View(checked, self.settings.language or chosen.language, chosen)

    def complain(self, wrong: str | None) -> None:
        """Report what is wrong with the project's configuration, once."""
        if wrong and wrong != self._complaint:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, wrong))
        self._complaint = wrong

    def publish(self, document: OpenDocument, view: View | None) -> None:
        """Send the findings of a version of a document."""
        diagnostics.push(self, document, view)

    def check_all(self) -> None:
        """Check everything by other settings, and let the client pull again what it pulls."""
        self.documents.begin_all()
        if self.client.refreshes_diagnostics:
            self.workspace_diagnostic_refresh(None)
        if self.client.refreshes_hints:
            self.workspace_inlay_hint_refresh(None)

    def forget(self, uri: str) -> None:
        """Withdraw the findings of a document that is closed."""
        if not self.client.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def refuse(self, size: int) -> None:
        """Report that a message of `size` bytes was skipped; called in the thread that reads."""
        message = f"消息有 {size} 字节，超过 {LONGEST_BODY}，未读 (a message of {size} bytes was passed over)"
        shown = types.ShowMessageParams(types.MessageType.Error, message)
        if self._loop:
            self._loop.call_soon_threadsafe(self.window_show_message, shown)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Answer an invalid message; an error in a request is in that request's own answer."""
        if source is JsonRpcException and isinstance(self.protocol, StrictProtocol):
            self.protocol.unreadable(error)

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve a client until it is gone; return the exit status that the protocol requires."""
        logging.getLogger("pygls").setLevel(logging.ERROR)
        framing: Any = Framing(stdin, self.refuse)  # the only methods of a stream that pygls uses
        self.start_io(framing, stdout)
        if hasattr(self, "documents"):
            self.documents.shutdown()
        return 0 if self.protocol._shutdown else 1  # noqa: SLF001  # pygls has no name for it


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """Begin: the client has stated its position encoding, and the id of its process."""
    encoding: Any = str(getattr(ls.workspace.position_encoding, "value", ls.workspace.position_encoding))
    ls.settings = settings(params.initialization_options)
    ls.begin(encoding)
    if params.process_id:
        threads.watch(params.process_id)


async def initialized(ls: Server, _: types.InitializedParams) -> None:
    """Request the settings, if the client has any, and notifications of the project's changes."""
    if ls.client.watches:
        await ls.client_register_capability_async(types.RegistrationParams([project.WATCH]))
    await _configure(ls)


async def configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Take new settings: those that the client returns on request, or else those sent."""
    if not await _configure(ls) and params.settings is not None:
        _use(ls, settings(params.settings))


async def project_changed(ls: Server, _: types.DidChangeWatchedFilesParams) -> None:
    """Check everything again: the configuration of a project has changed."""
    ls.check_all()


async def _configure(ls: Server) -> bool:
    if not ls.client.configures:
        return False
    asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
    given = await ls.workspace_configuration_async(asked)
    if given and given[0] is not None:
        _use(ls, settings(given[0]))
    return True


def _use(ls: Server, new: EditorSettings) -> None:
    if new != ls.settings:
        ls.settings = new
        ls.check_all()
