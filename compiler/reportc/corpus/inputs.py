"""Which files a command means: files, folders, patterns and standard input, in the order given.

Folders are read to the bottom, by name, and give the files of known suffixes; hidden entries are
skipped, symbolic links followed, loops of them not. A pattern that the shell did not expand
(`'2022/**/*.txt'`) gives the files that match it and the reports in the folders that match it.
A file that is named twice is given twice: each mention has its record. All of it is streamed, so that a
million files take no memory. Files in folders that are not read are counted and named.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reportc.corpus.kinds import SUFFIXES, may_be_report, named
from reportc.failure import InputError
from reportc.language import Language, Text

if TYPE_CHECKING:
    from reportc.source import Refusal

STDIN = "-"


class Input(NamedTuple):
    """A file by its path as given, or its content where it was read already: bytes, or a decoded text.

    `name` is the path as displayed. `fault` says, in Chinese and in English, why there is no content and never will
    be: a broken member of an archive. `page` is LibreOffice's page for an old kind of file, converted with others,
    or the reason why there is none.
    """

    path: str
    name: str
    data: bytes | None = None
    text: str | None = None
    fault: tuple[str, str] | None = None
    page: bytes | Refusal | None = None

    def __str__(self) -> str:
        return self.name

    def read(self) -> bytes:
        """Return the bytes; raise OSError if they cannot be read."""
        if self.data is not None:
            return self.data
        if self.text is not None:
            return self.text.encode("utf-8", "surrogatepass")
        if is_remote(self.path):
            from reportc.corpus import remote  # fsspec is an extra

            return remote.read(self.path)
        return Path(self.path).read_bytes()


_MAGIC = frozenset("*?[")
_Names = tuple[str, ...]
_Folder = tuple[int, int]
"""Device and inode, which identify a folder."""


def expand(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the paths that `arguments` name, and `-` for standard input."""
    for argument in arguments:
        yield from _expand(argument)


def check(arguments: Sequence[str]) -> None:
    """Raise `InputError` if an argument is missing, empty or used in a way that cannot work."""
    if not arguments:
        raise InputError("没有输入：请给出文件、文件夹、通配符或 -", "no input: give files, folders, patterns or -")
    if arguments.count(STDIN) > 1:
        raise InputError("标准输入（-）只能给一次", "standard input (-) can be read only once")
    for argument in arguments:
        _check(argument)


def is_single(arguments: Sequence[str]) -> bool:
    """Return whether `arguments` name one report itself, not a folder or pattern that may hold one."""
    return len(arguments) == 1 and (arguments[0] == STDIN or _is_file(arguments[0]))


def shown(path: str) -> str:
    r"""Return `path` as text that any encoding can hold: a byte that is no character becomes `\xff`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def is_remote(path: str) -> bool:
    """Distinguish an address (s3://…, hdfs://…, gs://…) from a path of this machine."""
    return "://" in path


def _expand(argument: str) -> Iterator[str]:
    if is_remote(argument):
        from reportc.corpus import remote  # fsspec is an extra

        return remote.expand(argument)
    if os.path.isdir(argument) or _is_pattern(argument):
        return (path for path, wanted in in_folders(argument) if wanted)
    return iter((argument,))


def in_folders(argument: str) -> Iterator[tuple[str, bool]]:
    """Yield the files that a folder or a pattern names, and whether each may be a report."""
    if os.path.isdir(argument):
        return _walk(argument, (), (), frozenset())
    return _match(argument) if _is_pattern(argument) else iter(())


def _check(argument: str) -> None:
    name, first = shown(argument), next(_expand(argument), None)
    if first is None and os.path.isdir(argument):
        raise InputError(f"文件夹中没有报告（{' '.join(SUFFIXES)}）：{name}", "the folder holds no reports")
    if first is None:
        raise InputError(f"没有匹配的文件：{name}", "no file matches")
    if first == argument != STDIN and not is_remote(argument) and not os.path.exists(argument):
        raise InputError(f"找不到：{name}", "no such file or folder")


def _is_file(argument: str) -> bool:
    return os.path.exists(argument) and not os.path.isdir(argument)


def _is_pattern(argument: str) -> bool:
    """Distinguish a pattern from a file that has a bracket in its name."""
    return not _MAGIC.isdisjoint(argument) and argument != STDIN and not os.path.lexists(argument)


def _match(pattern: str) -> Iterator[tuple[str, bool]]:
    """Walk the folder that the plain beginning of `pattern` names, by its other parts."""
    parts = Path(pattern).parts
    plain = next(i for i, part in enumerate(parts) if not _MAGIC.isdisjoint(part))
    folder = os.path.join(*parts[:plain]) if plain else ""
    return _walk(folder, (), parts[plain:], frozenset()) if os.path.isdir(folder or ".") else iter(())


def _walk(folder: str, names: _Names, parts: _Names, above: frozenset[_Folder]) -> Iterator[tuple[str, bool]]:
    """Yield what is below `folder`, itself below `names`, and whether it is wanted.

    A folder that cannot be read is wanted: the error is reported when it is read.
    """
    try:
        here = _identity(folder)
        entries = _entries(folder)
    except OSError:
        yield folder, True
        return
    for name, is_folder in () if here in above else entries:
        place, path = (*names, name), os.path.join(folder, name)
        if is_folder and _leads_to(place, parts):
            yield from _walk(path, place, parts, above | {here})
        elif not is_folder and (how := _fits(place, parts)):
            yield path, how is _Fits.BY_PATTERN or may_be_report(path)


def _identity(folder: str) -> _Folder:
    status = os.stat(folder or ".")
    return status.st_dev, status.st_ino


def _entries(folder: str) -> list[tuple[str, bool]]:
    """List the names in `folder` that may matter, in order, and whether each is a folder."""
    with os.scandir(folder or ".") as entries:
        visible = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted((entry.name, kind) for entry in visible if (kind := _is_folder(entry)) is not None)


def _is_folder(entry: os.DirEntry[str]) -> bool | None:
    """Distinguish folders from files; None for a pipe or device. A dead link counts as a file: it must be reported."""
    if entry.is_symlink():
        return os.path.isdir(entry.path) if _is_plain(entry.path) else None
    return entry.is_dir() if entry.is_dir() or entry.is_file() else None


def _is_plain(path: str) -> bool:
    return os.path.isdir(path) or os.path.isfile(path) or not os.path.exists(path)


class _Fits(Enum):
    """How a file fits a pattern: its own name does, or a folder above it."""

    BY_PATTERN = auto()
    BY_FOLDER = auto()


def _fits(names: _Names, parts: _Names) -> _Fits | None:
    """Return how a file matches, if it does; below a folder that matches, every file does."""
    if not parts:
        return _Fits.BY_FOLDER if names else _Fits.BY_PATTERN
    if not names:
        return None
    if parts[0] == "**":
        return _fits(names, parts[1:]) or _fits(names[1:], parts)
    return _fits(names[1:], parts[1:]) if fnmatch(names[0], parts[0]) else None


def _leads_to(names: _Names, parts: _Names) -> bool:
    """Return whether anything below a folder may match."""
    if not names or not parts or parts[0] == "**":
        return True
    return fnmatch(names[0], parts[0]) and _leads_to(names[1:], parts[1:])


# ---------------------------------------------------------------- what is left out


_LEFT_OUT = Text("跳过 {count} 个文件：{kinds}", "skipped {count} files: {kinds}")
_OF_A_KIND, _COMMA = Text("{name} {count} 个", "{count} × {name}"), Text("，", ", ")


def left_out(arguments: Sequence[str], language: Language = "zh", written: str | None = None) -> list[str]:
    """Return a line on the files in folders that are no reports, by kind; no line without such files.

    `written` is the file that the command itself has just written.
    """
    found = Counter(
        shown(named(path, language))
        for argument in arguments
        for path, wanted in in_folders(argument)
        if not wanted and not (written and Path(path).resolve() == Path(written).resolve())
    )
    if not found:
        return []
    parts = (_OF_A_KIND.of(language).format(name=name, count=count) for name, count in found.most_common())
    return [_LEFT_OUT.of(language).format(count=found.total(), kinds=_COMMA.of(language).join(parts))]
