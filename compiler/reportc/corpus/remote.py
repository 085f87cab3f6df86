"""Files of other machines, by address: s3://…, hdfs://…, gs://… and others for which fsspec has a package."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

from reportc.failure import InputError, OutputError, UsageError


def expand(address: str) -> Iterator[str]:
    """Yield the files that an address names: itself, those that match its pattern, or all below a folder.

    Raise `InputError` if the store cannot be read, and `UsageError` if its package is missing.
    """
    files, path = system(address)
    try:
        if files.isdir(path):
            found = sorted(files.find(path))
        elif set("*?[") & set(path):
            found = sorted(one for one in files.glob(path) if not files.isdir(one))
        else:
            found = [path]
        yield from (files.unstrip_protocol(one) for one in found)
    except Exception as error:  # noqa: BLE001  # each kind of store has exceptions of its own
        raise InputError(f"无法读取 {address}：{error}", "cannot be read") from None


def read(address: str) -> bytes:
    """Return the bytes at an address; raise OSError if they cannot be read."""
    files, path = system(address)
    try:
        data: bytes = files.cat_file(path)
    except FileNotFoundError:  # stores give no error number
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)) from None
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  # likewise
        raise OSError(str(error)) from None
    return data


def exists(address: str) -> bool:
    """Return whether there is a file at an address."""
    files, path = system(address)
    return bool(files.exists(path))


def remove(pattern: str) -> None:
    """Remove the files that match a pattern, as far as that is allowed."""
    files, path = system(pattern)
    with suppress(Exception):
        for one in files.glob(path):
            files.rm_file(one)


@contextmanager
def writing(address: str) -> Iterator[BinaryIO]:
    """Yield a stream to a file that appears when the block ends without an exception, and not before.

    Raise `OutputError` if it cannot be written.
    """
    files, path = system(address)
    folder, _, _ = path.rpartition("/")
    beside = f"{folder}/.reportc-{os.urandom(4).hex()}.tmp"
    try:
        files.makedirs(folder, exist_ok=True)
        with files.open(beside, "wb") as stream:
            yield stream
        files.mv(beside, path)
    except OSError as error:
        raise OutputError(f"无法写入 {address}：{error}", "cannot be written") from None
    finally:
        with suppress(Exception):
            files.rm_file(beside)


def system(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it; raise `UsageError` if its package is missing."""
    try:
        import fsspec

        found: tuple[Any, str] = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:  # no fsspec, no package for the protocol, no such protocol
        raise UsageError(f"无法使用 {address}：{error}", "this kind of address needs fsspec and its package") from None
    return found
