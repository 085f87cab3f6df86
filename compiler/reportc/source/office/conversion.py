"""Running LibreOffice: many files in one run, in a folder and with settings of its own, within a time limit."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import MappingProxyType

from reportc.source.archive import Archive, repacked
from reportc.source.kinds import Kind
from reportc.source.pieces import Refusal

OldFile = tuple[Kind, bytes]
CONVERTED: Mapping[Kind, str] = MappingProxyType({Kind.DOC: "doc", Kind.ODT: "odt", Kind.RTF: "rtf"})
"""The kinds that are converted, and the suffix by which LibreOffice recognises each."""
_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_START, _EACH = 60.0, 10.0
"""Seconds that a run may take, and additional seconds for each file."""
_LONGEST = 64_000_000
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">{}</item>
</oor:items>
"""
_SETTING = '<prop oor:name="{}" oor:op="fuse"><value>true</value></prop>'
_SAFE = ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks")
"""A report needs no macros, and nothing that its file refers to elsewhere."""
_CONTENT = "content.xml"
_DELETED = b"\\deleted"
_TRACKED = re.compile(rb"<((?:[\w.-]+:)?tracked-changes)\b(?:[^<>]*/>|.*?</\1\s*>)", re.DOTALL)

_FAILED = Refusal(
    "LibreOffice 没能打开这个文件（可能已损坏或加密）；请用 Word 或 WPS 打开，另存为 docx 后再读",
    "LibreOffice could not open the file: it may be damaged or encrypted; open it in Word and save it as docx",
)
_SLOW = Refusal(
    "LibreOffice 转换超时；请用 Word 或 WPS 打开，另存为 docx 后再读",
    "LibreOffice took too long over the file; open it in Word and save it as docx",
)


def missing(kind: Kind) -> Refusal:
    """Return the refusal of files of `kind` without LibreOffice, with the two ways out."""
    name = kind.words
    return Refusal(
        f"这是{name.zh}，要由 LibreOffice 转换，而本机没有：请安装 LibreOffice，或用 Word、WPS 另存为 docx 后再读",
        f"this is {name.en}, which LibreOffice must convert and is not found: install it, or save the file as docx",
    )


def program() -> str | None:
    """Return the path of LibreOffice; None if it is not installed."""
    found = (shutil.which(name) for name in _PROGRAMS)
    return next((path for path in found if path), next((path for path in _PLACES if os.access(path, os.X_OK)), None))


def is_there() -> bool:
    """Return whether LibreOffice is installed."""
    return program() is not None


def converted(files: Sequence[OldFile]) -> list[bytes | Refusal]:
    """Return a page for each file, or the reason why there is none.

    A page shows deleted text like any other, so a file that may hold tracked changes becomes an OpenDocument text
    first, from which they are removed.
    """
    soffice = program()
    if soffice is None:
        return [missing(kind) for kind, _ in files]
    try:
        with tempfile.TemporaryDirectory(prefix="reportc-", ignore_cleanup_errors=True) as name:
            office = _Office(soffice, Path(name))
            texts = _texts(office, files)
            pages = iter(office.each([text for text in texts if not isinstance(text, Refusal)], "html"))
            return [text if isinstance(text, Refusal) else next(pages) for text in texts]
    except OSError:
        return [_FAILED] * len(files)


def _texts(office: _Office, files: Sequence[OldFile]) -> list[OldFile | Refusal]:
    """Return files without tracked changes."""
    made = iter(office.each([file for file in files if _may_hold_changes(*file)], "odt"))
    found: list[OldFile | Refusal] = []
    for kind, data in files:
        text = next(made) if _may_hold_changes(kind, data) else data
        if kind is Kind.RTF and text is data:
            found.append((kind, data))
        else:
            plain = text if isinstance(text, Refusal) else _accepted(text)
            found.append(plain if isinstance(plain, Refusal) else (Kind.ODT, plain) if plain else _FAILED)
    return found


class _Office:
    """LibreOffice, in a folder of its own: the second run in it starts faster."""

    def __init__(self, soffice: str, folder: Path) -> None:
        self._soffice, self._folder = soffice, folder
        self._runs = count()
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        items = "".join(map(_SETTING.format, _SAFE))
        (user / "registrymodifications.xcu").write_text(_SETTINGS.format(items), "utf-8")

    def each(self, files: Sequence[OldFile], way: str) -> list[bytes | Refusal]:
        """Convert files in one run; a file that stops all others is tried alone."""
        found = self._run(files, way) if files else []
        if len(files) > 1:
            pairs = zip(found, files, strict=True)
            found = [made if isinstance(made, bytes) else self._run([file], way)[0] for made, file in pairs]
        return found

    def _run(self, files: Sequence[OldFile], way: str) -> list[bytes | Refusal]:
        """Convert files in one run."""
        folder = self._folder / str(next(self._runs))
        folder.mkdir()
        paths = []
        for number, (kind, data) in enumerate(files):
            paths.append(folder / f"{number}.{CONVERTED[kind]}")
            paths[-1].write_bytes(data)
        command = [self._soffice, f"-env:UserInstallation={(self._folder / 'profile').as_uri()}", "--headless"]
        command += ["--norestore", "--convert-to", way, "--outdir", str(folder / "made"), *map(str, paths)]
        reason = _FAILED if _ends_in_time(command, _START + _EACH * len(paths)) else _SLOW
        return [_made(folder / "made" / f"{path.stem}.{way}", reason) for path in paths]


def _ends_in_time(command: Sequence[str], seconds: float) -> bool:
    """Run LibreOffice; return whether it ended in time."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603  # the program that the system calls soffice, and paths of our own
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice, and the processes that it started, if it still runs."""
    if process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
        process.wait()


def _made(path: Path, reason: Refusal) -> bytes | Refusal:
    """Return the bytes of the file that was written, or `reason`."""
    if not path.is_file() or path.stat().st_size > _LONGEST:
        return reason
    return path.read_bytes()


def _may_hold_changes(kind: Kind, data: bytes) -> bool:
    """Return whether a file must become an OpenDocument text first, since it may have deleted text."""
    return kind is Kind.DOC or (kind is Kind.RTF and _DELETED in data)


def _accepted(text: bytes) -> bytes | None:
    """Return an OpenDocument text whose changes are all _accepted; None if it cannot be opened.

    What was deleted is in one place before all other text, and marks in the text show where it was.
    """
    archive = Archive.open(text)
    content = None if isinstance(archive, Refusal) else archive.read(_CONTENT)
    if isinstance(archive, Refusal) or content is None:
        return None
    changed = _TRACKED.sub(b"", content)
    return text if changed == content else repacked(archive, {_CONTENT: changed})
