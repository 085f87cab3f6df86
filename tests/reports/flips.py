"""Files with a few bytes changed, reproducibly: as a bad disk does it, or somebody on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from random import Random

from reports.packages import unpacked

_TIMES = 1_000
_MARKUP = b"<>\"'/=&;0123456789 AZaz"
"""Bytes that change the structure of XML, and not only its text."""


def flipped(data: bytes, times: int = _TIMES) -> Iterator[bytes]:
    """Yield a file with one byte or a few changed."""
    rng = Random(7)  # noqa: S311  # the same bytes each time
    for _ in range(times):
        yield _changed(data, rng, range(256))


def flipped_inside(data: bytes, times: int = _TIMES) -> Iterator[bytes]:
    """Yield a package with one part changed and packed again, so that checksums are right."""
    parts, rng = unpacked(data), Random(8)  # noqa: S311  # likewise
    names = [name for name, part in parts.items() if part]
    for _ in range(times):
        name = rng.choice(names)
        yield _stored(parts | {name: _changed(parts[name], rng, rng.choice((range(256), _MARKUP)))})


def _changed(data: bytes, rng: Random, values: range | bytes) -> bytes:
    made = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20))):
        made[rng.randrange(len(made))] = rng.choice(values)
    return bytes(made)


def _stored(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()
