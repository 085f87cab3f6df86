"""The settings of the project that a document belongs to: `reportc.toml`, or a part of `pyproject.toml`."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.uris import to_fs_path

from reportc import config
from reportc.failure import Failure
from reportc.settings import DEFAULT, Settings

WATCH = types.Registration(
    id="reportc-configuration",
    method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    register_options=types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher(f"**/{name}") for name in (config.OWN, config.SHARED, "reportc-baseline.json")]
    ),
)
"""What the client is asked to tell of."""


def path_of(uri: str) -> Path | None:
    """Return the path of a file's URI; None for what is no file."""
    name = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(name) if name else None


def of_document(uri: str) -> tuple[Settings, str | None]:
    """Return the settings for a document, and what is wrong with them; then they are the default ones.

    They are read for each check: that takes less than a millisecond, and never tells of yesterday's file.
    """
    path = path_of(uri)
    if path is None:
        return DEFAULT, None
    try:
        return config.load(folder=path.parent).for_file(str(path)), None
    except Failure as failure:
        return DEFAULT, str(failure)
