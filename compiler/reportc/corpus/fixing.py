"""Fixing one input, and the remarks on fixes that are not taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reportc.api import fix
from reportc.corpus.inputs import Input
from reportc.emit.human.terminal import place, printable
from reportc.language import Language, Text
from reportc.result import Checked
from reportc.settings import Settings
from reportc.span import LineIndex

if TYPE_CHECKING:
    from reportc.fixes import Fixed

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "refused": Text(
            "{name}:{line}:{column}: {codes} 的改正未采用（{title}）：{reason}",
            "{name}:{line}:{column}: fix of {codes} not taken ({title}): {reason}",
        ),
        "encoding": Text(
            "{name}：编码 {encoding} 不能原样写回改正后的文字，未改",
            "{name}: the fixed text cannot be written in {encoding} byte for byte; left as it is",
        ),
    }
)


class FixedFile(NamedTuple):
    """A fixed report, its bytes to be stored; remarks on why it is not written, and on the fixes not taken."""

    fixed: Fixed
    data: bytes
    remarks: tuple[str, ...]
    rejections: tuple[str, ...]


def fixed(given: Input, data: bytes, checked: Checked, *, unsafe: bool, settings: Settings) -> FixedFile:
    """Fix an input that was read from `data`; where its encoding cannot hold the new text, it stays as it was."""
    found, language = fix(checked.result, unsafe=unsafe, settings=settings), settings.language
    rejections = tuple(_rejections(given, found, language))
    remarks: list[str] = []
    if found.refused and any(finding.fixes for finding in checked.diagnostics):
        reason = found.refused.of(language)
        remarks.append(printable(f"{given.name}：{reason}"))
    made = _bytes(data, checked, found)
    if made is None and found.applied:
        encoding = (checked.source.encoding or "?").upper()
        remarks.insert(0, printable(_WORDS["encoding"].of(language).format(name=given.name, encoding=encoding)))
        found = replace(found, text=checked.source.text, applied=())
    return FixedFile(found, data if made is None else made, tuple(remarks), rejections)


def _bytes(data: bytes, checked: Checked, found: Fixed) -> bytes | None:
    """Return the bytes of a fixed report; None if its encoding cannot hold the text."""
    from reportc.source.decode import rewritten  # the readers are loaded with the first compile

    if isinstance(found.data, bytes):
        return found.data
    return rewritten(data, checked.source.text, checked.source.encoding or "utf-8", found.text)


def _rejections(given: Input, fixed: Fixed, language: Language) -> Iterator[str]:
    """Yield a remark on each fix that was not taken."""
    for (findings, offered), reason, text in fixed.rejected:
        line, column = place(findings[0].span.start, LineIndex(text))
        yield printable(
            _WORDS["refused"]
            .of(language)
            .format(
                name=given.name,
                line=line,
                column=column,
                codes="、".join(dict.fromkeys(finding.rule.code for finding in findings)),
                title=offered.title(language),
                reason=reason.of(language),
            )
        )
