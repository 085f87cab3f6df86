"""The package of a Word file: which of its parts are the document, its styles and its numbering."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.parsers import expat

from reportc.source import xml
from reportc.source.archive import Archive
from reportc.source.docx.names import RELATIONSHIP
from reportc.source.pieces import Refusal

MOST_BYTES = 32_000_000
"""The limit of the document's size: the longest reports have a tenth of it."""
_MOST_RELATIONS = 1_000_000
_DOCUMENT = "word/document.xml"
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^<>]*?\bencoding\s*=\s*[\"']([\w.-]+)")
_UTF8 = (b"utf-8", b"us-ascii", b"ascii")
_NO_DOCUMENT = Refusal(
    "Word 文件已损坏，正文读不出来；请用 Word 或 WPS 打开后重新保存",
    "the Word file is damaged: it has no document that can be read; open it and save it again",
)


@dataclass(slots=True)
class WordPackage:
    """An open Word file: the name and the bytes of its document, and the names of its other parts, by their types."""

    archive: Archive
    name: str
    document: bytes
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def open(cls, data: bytes) -> WordPackage | Refusal:
        """Open a Word file, or return why it cannot be opened."""
        archive = Archive.open(data)
        if isinstance(archive, Refusal):
            return archive
        name = _relations(archive, "").get("officeDocument", _DOCUMENT)
        name = name if name in archive.names else _DOCUMENT
        document = archive.read(name, MOST_BYTES)
        return _NO_DOCUMENT if document is None else cls(archive, name, document, _relations(archive, name))

    @property
    def is_utf8(self) -> bool:
        """Return whether the document's bytes are UTF-8, so that bytes can be spliced into it."""
        declared = _DECLARED.match(self.document)
        return b"\0" not in self.document[:4] and (declared is None or declared[1].lower() in _UTF8)

    def part(self, kind: str) -> bytes | None:
        """Return the bytes of a part that the document refers to, by the last word of its type."""
        name = self.parts.get(kind)
        return self.archive.read(name, MOST_BYTES) if name else None


def relations_of(name: str) -> str:
    """Return the name of the part that holds the relations of the part `name`."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relations(archive: Archive, name: str) -> Mapping[str, str]:
    """Return the names of the parts that a part refers to, by the last word of their types: the first of each."""
    data = archive.read(relations_of(name), _MOST_RELATIONS)
    walker = _Relations(posixpath.dirname(name))
    if data:
        xml.walk(data, walker)  # a damaged relation refers to nothing
    return walker.found


class _Relations:
    """Collects relations."""

    parser: expat.XMLParserType

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != RELATIONSHIP or attributes.get("TargetMode") == "External":
            return
        target = posixpath.join("/", self.folder, unquote(attributes.get("Target", "")))
        kind = attributes.get("Type", "").rpartition("/")[2]
        self.found.setdefault(kind, posixpath.normpath(target).lstrip("/"))

    def end(self, name: str) -> None:
        pass

    def text(self, data: str) -> None:
        pass
