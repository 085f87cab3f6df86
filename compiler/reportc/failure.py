"""Errors that end a run with one line and exit status 2: a wrong argument or a failing disk, never a report's text."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from reportc.language import Text


class Failure(Exception):
    """An error that the user must correct; `str()` is the line to print, Chinese first."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.text = Text(zh, en)

    def __str__(self) -> str:
        text = f"{self.text.zh} ({self.text.en})"
        return "".join(c if c.isprintable() else " " for c in text)  # file names may hold control characters


class InputError(Failure):
    """An argument that names nothing to compile."""


class OutputError(Failure):
    """A place that cannot be written."""


class ConfigError(Failure):
    """A setting that is unknown, or has a wrong value."""


class UsageError(Failure):
    """Options that contradict each other."""


class FontsMissing(Failure):
    """A machine that lacks a font for the characters to be printed."""


class Unprintable(Failure):
    """A character that no font of the machine has."""


class WorkerDied(Failure):
    """A worker process that ended before its work did."""


def because(error: OSError, zh: str, en: str) -> Text:
    """Return a message with the system's reason for `error` added, without its number and path."""
    said = error.strerror or type(error).__name__
    return Text(f"{zh}：{_REASONS.get(error.errno or 0, said)}", f"{en}: {said}")


_REASONS: Mapping[int, str] = MappingProxyType(
    {
        errno.EACCES: "没有权限",
        errno.EISDIR: "这是一个文件夹",
        errno.ENOENT: "不存在",
        errno.ENOSPC: "磁盘已满",
        errno.ENOTDIR: "上级不是文件夹",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘只读",
    }
)
