"""The package of an .xlsx: which sheets a workbook has, in what order, on view or not, and in which parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from reportc.source.archive import Archive
from reportc.source.pieces import Refusal
from reportc.source.workbooks.xml import Attributes, Unreadable, walk

_WORKBOOK = "xl/workbook.xml"
_ROOT = "_rels/.rels"
_HEAD = 100
_DECLARATION = re.compile(rb"\A\s*<\?xml[^<>]*\?>")
_MAIN = "/officeDocument"
_SHEET, _STRINGS, _STYLES = "/worksheet", "/sharedStrings", "/styles"
BROKEN = Refusal(
    "工作簿已损坏，打不开；请用 Excel 或 WPS 打开，另存为 xlsx 后再读",
    "the workbook is damaged and cannot be opened; open it in a spreadsheet and save it as xlsx",
)
BINARY = Refusal(
    "这是二进制工作簿（xlsb），不能直接读取；请另存为 xlsx 后再读",
    "this is a binary workbook (xlsb), which is not read; save it as xlsx and read that",
)


class SheetPart(NamedTuple):
    """A worksheet: its name, the part that it is in, and whether it is on view."""

    name: str
    part: str
    shown: bool


class Package(NamedTuple):
    """What a workbook's own part says: its sheets, the parts of texts and styles, the day that dates count from."""

    part: str
    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None
    since_1904: bool


class Relation(NamedTuple):
    """What a part says of another one: what it is to it, and its name."""

    type: str
    part: str


def opened(archive: Archive) -> Package | Refusal:
    """Read the workbook's own part."""
    part = _main(archive)
    if part.endswith(".bin") or (part not in archive.names and "xl/workbook.bin" in archive.names):
        return BINARY
    data = archive.read(part)
    if data is None:
        return BROKEN
    found: list[tuple[str, str, bool]] = []
    dates: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            shown = attributes.get("state", "visible") == "visible"
            found.append((attributes.get("name", ""), _id(attributes), shown))
        elif name == "workbookPr":
            dates.append(attributes.get("date1904") in {"1", "true", "on"})

    try:
        walk(data, start)
        relations = related(archive, part)
    except Unreadable:
        return BROKEN
    kinds = {relation.type: relation.part for relation in relations.values()}
    sheets = tuple(
        SheetPart(name, relation.part, shown)
        for name, key, shown in found
        if (relation := relations.get(key)) and relation.type == _SHEET
    )
    return Package(part, sheets, kinds.get(_STRINGS), kinds.get(_STYLES), any(dates))


def related(archive: Archive, part: str) -> Mapping[str, Relation]:
    """Return the parts that `part` names, by the ids it calls them by. Raise `Unreadable` if they cannot be read."""
    folder, name = posixpath.split(part)
    data = archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, Relation] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "")
            found[attributes.get("Id", "")] = Relation(kind[kind.rfind("/") :], target.lstrip("/"))

    if data is not None:
        walk(data, start)
    return found


def part(archive: Archive, name: str | None) -> bytes:
    """Return a part in UTF-8; what is not there says nothing. Raise `Unreadable` if it is in no encoding of XML."""
    data = (archive.read(name) if name else None) or b""
    if b"\0" not in data[:_HEAD]:
        return data
    try:
        return _DECLARATION.sub(b"", data.decode("utf-16").lstrip("\ufeff").encode())
    except UnicodeError:
        raise Unreadable("bytes that are no text") from None


def _main(archive: Archive) -> str:
    """Return the name of the workbook's own part."""
    try:
        relations = related(archive, "") if _ROOT in archive.names else {}
    except Unreadable:
        relations = {}
    return next((relation.part for relation in relations.values() if relation.type == _MAIN), _WORKBOOK)


def _id(attributes: Attributes) -> str:
    """Return the id of a relation, whatever prefix stands before it."""
    return next((value for key, value in attributes.items() if key == "id" or key.endswith(":id")), "")
