"""Loaded grammars in the user's cache, so that the next process need not load Lark.

A file is JSON, named by a digest of its sources: it is stale as soon as a grammar, Lark, Python or this program is
another one. It is never needed: where none can be read or written, grammars are loaded again. At most `_MOST` files
are kept, and one that another user could have written is not read.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportc.grammar import directory

_MOST = 40
_LONGEST = 4_000_000
"""In bytes; no file is longer, and the longest is a tenth of this."""


def find(name: str) -> str | None:
    """Return the stored text of a grammar; None if there is none."""
    path = _path(name)
    if path is None:
        return None
    with suppress(OSError, ValueError), path.open("rb") as stream:
        if not _is_own(os.fstat(stream.fileno())):
            return None
        digest, _, text = stream.read(_LONGEST).decode().partition("\n")
        return text if digest == _digest(text.encode()) else None
    return None


def keep(name: str, text: str) -> None:
    """Keep a grammar for the next process, if the user's cache can be written to."""
    path = _path(name)
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.tmp")
        try:
            beside.write_bytes(f"{_digest(text.encode())}\n{text}".encode())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _tidy(path.parent)


def _path(name: str) -> Path | None:
    """Return the path of a stored grammar; None where there is no home."""
    key, folder = _key(), _folder()
    return folder / f"{Path(name).stem}-{key}.json" if key and folder else None


@cache
def _folder() -> Path | None:
    if sys.platform == "emscripten":  # a page in a browser has no cache of the user's
        return None
    from platformdirs import user_cache_path

    try:
        return user_cache_path("reportc") / "grammar"
    except RuntimeError:  # the user has no known home folder
        return None


@cache
def _key() -> str | None:
    """Return the digest of all that a loaded grammar depends on; None where Lark's version is unknown."""
    spec = find_spec("lark")  # found and not imported; its first file names its version
    if spec is None or spec.origin is None:
        return None
    try:
        lark = Path(spec.origin).read_bytes()
        code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]  # the code that makes them
        files = [path.read_bytes() for path in sorted(directory().glob("*.lark"))]
    except OSError:
        return None
    parts = (str(sys.version_info).encode(), lark, *code, *files)
    return _digest(b"".join(len(part).to_bytes(8) + part for part in parts))[:32]


def _digest(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()


def _is_own(status: os.stat_result) -> bool:
    """Return whether a file is the user's, and no other user may write to it; Windows keeps others out of a profile."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _tidy(folder: Path) -> None:
    """Remove the files that were written longest ago, where there are more than enough."""
    files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in files[:-_MOST]:
        path.unlink(missing_ok=True)
