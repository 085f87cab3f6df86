"""A session with an editor: the client's capabilities, the user's settings, and what features may call on the server.

The features know a `Session` and not the server, which knows the features.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reportc.emit.text.layouts import KEPT, LAYOUTS
from reportc.language import Language

if TYPE_CHECKING:
    from lsprotocol import types
    from pygls.workspace import Workspace

    from reportc.lsp.documents import Documents


SECTION = "reportc"
"""The section of the editor's configuration that is ours."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client's capabilities, as far as the server needs them."""

    can: types.ClientCapabilities

    @property
    def pulls(self) -> bool:
        """Whether it pulls diagnostics itself; if they were pushed as well, it would show them twice."""
        return bool(self.can.text_document and self.can.text_document.diagnostic)

    @property
    def nests_symbols(self) -> bool:
        """Whether it supports symbols that hold others."""
        symbol = self.can.text_document.document_symbol if self.can.text_document else None
        return bool(symbol and symbol.hierarchical_document_symbol_support)

    @property
    def versions_edits(self) -> bool:
        """Whether it supports edits of a certain version of a document."""
        edit = self.can.workspace.workspace_edit if self.can.workspace else None
        return bool(edit and edit.document_changes)

    @property
    def configures(self) -> bool:
        """Whether it supports requests for the settings."""
        return bool(self.can.workspace and self.can.workspace.configuration)

    @property
    def watches(self) -> bool:
        """Whether it supports registration for changed files."""
        watched = self.can.workspace.did_change_watched_files if self.can.workspace else None
        return bool(watched and watched.dynamic_registration)

    @property
    def refreshes_diagnostics(self) -> bool:
        """Whether it supports refreshing of diagnostics."""
        found = self.can.workspace.diagnostics if self.can.workspace else None
        return bool(found and found.refresh_support)

    @property
    def refreshes_hints(self) -> bool:
        """Whether it supports refreshing of inlay hints."""
        hints = self.can.workspace.inlay_hint if self.can.workspace else None
        return bool(hints and hints.refresh_support)


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """The editor's settings; `language` is None where the project's own configuration decides, `layout` is of `fmt`.

    Formatting keeps the layout that a text is in, unless another one is set.
    """

    language: Language | None = None
    inlay_hints: bool = True
    layout: str = KEPT


def settings(given: object) -> EditorSettings:
    """Read the editor's configuration: our section, or an object that holds it; an invalid value counts as unset."""
    ours = given.get(SECTION, given) if isinstance(given, Mapping) else {}
    if not isinstance(ours, Mapping):
        return EditorSettings()
    language, hints, layout = ours.get("language"), ours.get("inlayHints"), ours.get("layout")
    return EditorSettings(
        language=language if language in ("zh", "en") else None,
        inlay_hints=hints if isinstance(hints, bool) else True,
        layout=layout if isinstance(layout, str) and layout in LAYOUTS else KEPT,
    )


class Session(Protocol):
    """What features need of the server."""

    documents: Documents
    settings: EditorSettings

    @property
    def client(self) -> Client:
        """The client's capabilities."""

    @property
    def workspace(self) -> Workspace:
        """The folders that are open."""

    def check_all(self) -> None:
        """Check every document again, by other settings."""

    def forget(self, uri: str) -> None:
        """Withdraw the findings of a document that is closed."""

    def window_show_message(self, params: types.ShowMessageParams) -> None:
        """Show a message to the user."""

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        """Send the findings of a document."""
