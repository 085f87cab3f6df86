"""What the client can do, as it says itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lsprotocol import types


@dataclass(frozen=True, slots=True)
class Client:
    """A client's capabilities, as answers to what the server asks of them."""

    can: types.ClientCapabilities

    @property
    def pulls(self) -> bool:
        """Whether it asks for diagnostics itself: then they are not sent as well, or it shows them twice."""
        return bool(self.can.text_document and self.can.text_document.diagnostic)

    @property
    def nests_symbols(self) -> bool:
        """Whether it knows symbols that hold others."""
        symbol = self.can.text_document.document_symbol if self.can.text_document else None
        return bool(symbol and symbol.hierarchical_document_symbol_support)

    @property
    def versions_edits(self) -> bool:
        """Whether it knows edits of a certain version of a document."""
        edit = self.can.workspace.workspace_edit if self.can.workspace else None
        return bool(edit and edit.document_changes)

    @property
    def configures(self) -> bool:
        """Whether it can be asked for the settings."""
        return bool(self.can.workspace and self.can.workspace.configuration)

    @property
    def watches(self) -> bool:
        """Whether it can be asked to tell of changed files."""
        watched = self.can.workspace.did_change_watched_files if self.can.workspace else None
        return bool(watched and watched.dynamic_registration)

    @property
    def refreshes_diagnostics(self) -> bool:
        """Whether it can be told to ask for diagnostics again."""
        found = self.can.workspace.diagnostics if self.can.workspace else None
        return bool(found and found.refresh_support)

    @property
    def refreshes_hints(self) -> bool:
        """Whether it can be told to ask for inlay hints again."""
        hints = self.can.workspace.inlay_hint if self.can.workspace else None
        return bool(hints and hints.refresh_support)
