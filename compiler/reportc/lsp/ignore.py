"""The baseline in the editor: known findings are not told, and a finding can be made known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from reportc import baseline, output
from reportc.api import Checked
from reportc.emit.sarif import identity
from reportc.failure import Failure
from reportc.lsp.configuration import path_of

if TYPE_CHECKING:
    from reportc.lsp.server import Server

COMMAND = "reportc.ignore"
NAME = "reportc-baseline.json"
"""What a baseline is called that the server finds by itself: the nearest one from a document's folder upwards."""


def has_file(uri: str) -> bool:
    """Tell whether a document has a path that a baseline can name it by."""
    return path_of(uri) is not None


def without_known(uri: str, checked: Checked) -> Checked:
    """Leave out what the nearest baseline knows; raise `ConfigError` if that cannot be read."""
    path = path_of(uri)
    file = _nearest(path) if path else None
    if path is None or file is None:
        return checked
    known = baseline.load(str(file))
    compared = known.compare(known.report(str(path)), checked.source.text, checked.diagnostics)
    return replace(checked, diagnostics=compared.new)


async def ignore(ls: Server, uri: str, code: str, at: str) -> None:
    """Put a finding of a document into the nearest baseline, or into a new one at the top of the workspace."""
    seen, path = await ls.documents.seen(uri), path_of(uri)
    if seen is None or path is None:
        return
    text, found = seen.view.text, seen.view.checked.diagnostics
    chosen = [one for one in found if one.rule.code == code and identity(one, text) == at]
    file = _nearest(path) or _top(ls, path) / NAME
    try:
        known = baseline.load(str(file), must_exist=False)
        report = known.report(str(path))
        entries = baseline.taken(report, text, baseline.Compared(tuple(chosen), (), ()), seen.view.language)
        listed = {**known.entries, report: [*known.entries.get(report, ()), *entries]}
        with output.writing(str(file)) as stream:
            stream.write(baseline.text(listed).encode())
    except Failure as failure:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(failure)))
    ls.anew()


def _nearest(path: Path) -> Path | None:
    return next((file for folder in path.parents if (file := folder / NAME).is_file()), None)


def _top(ls: Server, path: Path) -> Path:
    """Return the folder of the workspace that holds `path`, or else its own."""
    folders = [folder for uri in ls.workspace.folders if (folder := path_of(uri)) and path.is_relative_to(folder)]
    return max(folders, key=lambda folder: len(folder.parts), default=path.parent)
