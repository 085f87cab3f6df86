"""The project that a document belongs to: its configuration, and its baseline of known findings.

The configuration is `reportc.toml` or a part of `pyproject.toml`; the baseline is the nearest file of its name, from
the document's folder upwards. A finding can be added to it from the editor.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from reportc import baseline, config, output
from reportc.emit.sarif import identity
from reportc.failure import Failure
from reportc.lsp.session import Session
from reportc.result import Checked
from reportc.settings import DEFAULT, Settings

COMMAND = "reportc.ignore"
BASELINE = "reportc-baseline.json"
"""The name of a baseline that the server finds without configuration."""
WATCH = types.Registration(
    id="reportc-configuration",
    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    register_options=types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher(f"**/{name}") for name in (config.OWN, config.SHARED, BASELINE)]
    ),
)
"""The files whose changes the client is to report."""


def path_of(uri: str) -> Path | None:
    """Return the path of a file's URI; None for any other URI."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(name) if name else None


def of_document(uri: str) -> tuple[Settings, str | None]:
    """Return the settings for a document, and what is wrong with them; then they are the default ones.

    They are read for each check, which takes less than a millisecond: a file that was just changed counts.
    """
    path = path_of(uri)
    if path is None:
        return DEFAULT, None
    try:
        return config.load(folder=path.parent).for_file(str(path)), None
    except Failure as failure:
        return DEFAULT, str(failure)


def has_file(uri: str) -> bool:
    """Return whether a document has a path by which a baseline can name it."""
    return path_of(uri) is not None


def without_known(uri: str, checked: Checked) -> Checked:
    """Return the checked report without the findings of the nearest baseline. Raise `ConfigError` for a damaged one."""
    path = path_of(uri)
    file = _nearest(path) if path else None
    if path is None or file is None:
        return checked
    known = baseline.load(str(file))
    compared = known.compare(known.report(str(path)), checked.source.text, checked.diagnostics)
    return replace(checked, diagnostics=compared.new)


async def ignore(ls: Session, uri: str, code: str, at: str) -> None:
    """Add a finding of a document to the nearest baseline, or to a new one at the top of the workspace."""
    seen, path = await ls.documents.seen(uri), path_of(uri)
    if seen is None or path is None:
        return
    text, found = seen.view.text, seen.view.checked.diagnostics
    chosen = [one for one in found if one.rule.code == code and identity(one, text) == at]
    file = _nearest(path) or _top(ls, path) / BASELINE
    try:
        known = baseline.load(str(file), must_exist=False)
        report = known.report(str(path))
        entries = baseline.taken(report, text, baseline.Compared(tuple(chosen), (), ()), seen.view.language)
        listed = {**known.entries, report: [*known.entries.get(report, ()), *entries]}
        with output.writing(str(file)) as stream:
            stream.write(baseline.text(listed).encode())
    except Failure as failure:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(failure)))
    ls.check_all()


def _nearest(path: Path) -> Path | None:
    return next((file for folder in path.parents if (file := folder / BASELINE).is_file()), None)


def _top(ls: Session, path: Path) -> Path:
    """Return the folder of the workspace that holds `path`, or else its own."""
    folders = [folder for uri in ls.workspace.folders if (folder := path_of(uri)) and path.is_relative_to(folder)]
    return max(folders, key=lambda folder: len(folder.parts), default=path.parent)
