"""The package of an OFD file: its documents, their pages in order, the templates under them, and shared drawings.

OFD.xml → Doc_0/Document.xml → Pages/Page_0/Content.xml
→ Tpls/Tpl_0/Content.xml, PublicRes.xml
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from reportc.source import xml
from reportc.source.archive import Archive
from reportc.source.pieces import Refusal

_ROOT = "OFD.xml"
_MOST_BYTES = 32_000_000
_MOST_DOCUMENTS = 50
_DAMAGED = Refusal(
    "OFD 文件已损坏，读不出页面；请从原文件重新导出",
    "the OFD file is damaged: it has no page that can be read; export it again",
)
A4 = (0.0, 0.0, 210.0, 297.0)
"""The area of a page without one, in millimetres."""


class OfdPage(NamedTuple):
    """A page: the name of its part, its area, and the templates of its document by their ids."""

    name: str
    area: tuple[float, ...]
    templates: Mapping[str, str]
    drawings: Mapping[str, str]
    """The parts that hold shared drawings, by the ids of the drawings."""


@dataclass(slots=True)
class OfdPackage:
    """An open OFD file and its pages."""

    archive: Archive
    pages: list[OfdPage] = field(default_factory=list)

    @classmethod
    def open(cls, data: bytes) -> OfdPackage | Refusal:
        """Open an OFD file, or return why it cannot be opened."""
        archive = Archive.open(data)
        if isinstance(archive, Refusal):
            return archive
        package = cls(archive)
        root = _TextCollector(_ROOT, ("DocRoot",))
        refusal = package.walk(_ROOT, root)
        for name in root.found.get("DocRoot", [])[:_MOST_DOCUMENTS]:
            document = _DocumentCollector(name)
            refusal = package.walk(name, document) or refusal
            package.pages += document.pages(package)
        return package if package.pages else refusal or _DAMAGED

    def walk(self, name: str, walker: xml.Walker) -> Refusal | None:
        """Walk a part; return why it could not be walked to its end."""
        data = self.archive.read(name, _MOST_BYTES)
        return _DAMAGED if data is None else xml.walk(data, walker)


class _TextCollector:
    """Collects the texts of some elements, which are paths of parts, relative to their own part."""

    parser: expat.XMLParserType

    def __init__(self, name: str, wanted: tuple[str, ...]) -> None:
        self.found: dict[str, list[str]] = {}
        self._folder = posixpath.dirname(name)
        self._wanted = wanted
        self._open = ""
        self._text = ""

    def start(self, name: str, _: Mapping[str, str]) -> None:
        self._open, self._text = name.rpartition("}")[2], ""

    def end(self, name: str) -> None:
        local = name.rpartition("}")[2]
        if local == self._open and local in self._wanted:
            self.found.setdefault(local, []).append(place(self._folder, self._text))
        self._open = ""

    def text(self, data: str) -> None:
        self._text += data if self._open in self._wanted else ""


class _DocumentCollector:
    """Collects the pages of a document, its templates, and the parts that hold its drawings."""

    parser: expat.XMLParserType

    def __init__(self, name: str) -> None:
        self._texts = _TextCollector(name, ("PublicRes", "DocumentRes"))
        self._folder = posixpath.dirname(name)
        self._pages: list[str] = []
        self._templates: dict[str, str] = {}
        self._area: tuple[float, ...] = ()
        self._in_area = ""

    def pages(self, package: OfdPackage) -> list[OfdPage]:
        """Return the pages; the document must have been walked."""
        drawings: dict[str, str] = {}
        for name in [name for names in self._texts.found.values() for name in names]:
            resources = _Resources(name)
            package.walk(name, resources)  # a damaged part is not drawn again
            drawings |= resources.drawings
        return [OfdPage(name, self._area or A4, self._templates, drawings) for name in self._pages]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition("}")[2]
        self._texts.start(name, attributes)
        where = place(self._folder, attributes.get("BaseLoc", ""))
        if local == "Page" and where:
            self._pages.append(where)
        elif local == "TemplatePage" and where:
            self._templates[attributes.get("ID", "")] = where
        elif local == "PhysicalBox":
            self._in_area = " "

    def end(self, name: str) -> None:
        self._texts.end(name)
        if name.rpartition("}")[2] == "PhysicalBox":
            self._area = box(self._in_area)
            self._in_area = ""

    def text(self, data: str) -> None:
        self._texts.text(data)
        self._in_area += data if self._in_area else ""


class _Resources:
    """Collects the part that holds each shared drawing."""

    parser: expat.XMLParserType

    def __init__(self, name: str) -> None:
        self.drawings: dict[str, str] = {}
        self._name = name

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition("}")[2] == "CompositeGraphicUnit":
            self.drawings[attributes.get("ID", "")] = self._name

    def end(self, name: str) -> None:
        """Do nothing at an end tag."""

    def text(self, data: str) -> None:
        """Ignore characters."""


def place(folder: str, written: str) -> str:
    """Return the full name of a part, which another part in `folder` refers to as `written`."""
    written = written.strip().replace("\\", "/")
    if not written:
        return ""
    return posixpath.normpath(written.lstrip("/") if written.startswith("/") else posixpath.join(folder, written))


def box(written: str) -> tuple[float, ...]:
    """Return the four numbers of an area: its corner, width and height; () if there are not four."""
    found = numbers(written)
    return tuple(found) if len(found) == len(A4) and min(found[2:]) > 0 else ()


def numbers(written: str) -> list[float]:
    """Return the numbers of a list, up to the first word that is no number."""
    found: list[float] = []
    for word in written.split():
        try:
            found.append(float(word))
        except ValueError:
            break
    return found if all(abs(number) < 1e9 for number in found) else []  # noqa: PLR2004  # neither infinite nor none
