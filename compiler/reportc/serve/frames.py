"""JSON and the bytes beside it as one body: each part after its length in four bytes, the greatest first."""

from __future__ import annotations

from collections.abc import Iterable

_LENGTH = 4


def framed(parts: Iterable[bytes]) -> bytes:
    """Lay parts after one another."""
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in parts)


def parted(body: bytes) -> list[bytes] | None:
    """Take apart what `framed` lays; None for anything else."""
    parts, at = list[bytes](), 0
    while at < len(body):
        start = at + _LENGTH
        at = start + int.from_bytes(body[at:start], "big")
        if at > len(body) or start > len(body):
            return None
        parts.append(body[start:at])
    return parts
