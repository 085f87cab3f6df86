"""The package of an .xlsx: the sheets of a workbook, their order, their visibility, and their parts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from reportc.source.archive import Archive
from reportc.source.pieces import Refusal
from reportc.source.workbooks.xml import Unreadable, tags

_WORKBOOK, _BINARY = "xl/workbook.xml", "xl/workbook.bin"
_HEAD = 100
_DECLARATION = re.compile(rb"\A\s*<\?xml[^<>]*\?>")
_NO = frozenset(("", "0", "false", "off"))
BROKEN = Refusal(
    "工作簿已损坏，打不开；请用 Excel 或 WPS 打开，另存为 xlsx 后再读",
    "the workbook is damaged and cannot be opened; open it in a spreadsheet and save it as xlsx",
)
_NOT_XML = Refusal(
    "这是二进制工作簿（xlsb），不能直接读取；请另存为 xlsx 后再读",
    "this is a binary workbook (xlsb), which is not read; save it as xlsx and read that",
)


class SheetPart(NamedTuple):
    """A worksheet: its name, the name of its part, and whether it is visible."""

    name: str
    part: str
    shown: bool


class WorkbookPackage(NamedTuple):
    """The workbook's own part: its sheets, the parts of texts and styles, the day from which dates count."""

    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str
    since_1904: bool


class Relation(NamedTuple):
    """A relation between parts: the last word of its type, and the name of the target."""

    type: str
    part: str


def opened(archive: Archive) -> WorkbookPackage:
    """Read the workbook's own part. Raise `Unreadable` if it is damaged."""
    name = next((one.part for one in related(archive, "").values() if one.type == "officeDocument"), _WORKBOOK)
    if name.endswith(".bin") or (name not in archive.names and _BINARY in archive.names):
        raise Unreadable(_NOT_XML)
    data = part(archive, name)
    if not data:
        raise Unreadable(BROKEN)
    found = tags(data)
    relations = related(archive, name)
    kinds = {relation.type: relation.part for relation in relations.values()}
    listed = [attributes for _, name, attributes in found if name == "sheet"]
    if any(attributes.get("id") not in relations for attributes in listed):
        raise Unreadable(BROKEN)  # a sheet that cannot be found must not count as absent
    sheets = tuple(
        SheetPart(attributes.get("name", ""), relation.part, attributes.get("state", "visible") == "visible")
        for attributes in listed
        if (relation := relations[attributes["id"]]).type == "worksheet"
    )
    since_1904 = any(tag.name == "workbookPr" and tag.attributes.get("date1904", "") not in _NO for tag in found)
    return WorkbookPackage(sheets, kinds.get("sharedStrings", ""), kinds.get("styles", ""), since_1904)


def related(archive: Archive, name: str) -> Mapping[str, Relation]:
    """Return the parts that the part `name` refers to, by the ids of the relations."""
    folder = posixpath.dirname(name)
    data = archive.read(relations_of(name))
    try:
        found = tags(data) if data else ()
    except Unreadable:  # a damaged relation refers to nothing
        found = ()
    return {
        attributes.get("Id", ""): Relation(
            attributes.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, unquote(attributes.get("Target", "")))).lstrip("/"),
        )
        for _, tag, attributes in found
        if tag == "Relationship" and attributes.get("TargetMode") != "External"
    }


def relations_of(name: str) -> str:
    """Return the name of the part that holds the relations of the part `name`."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def part(archive: Archive, name: str) -> bytes:
    """Return a part in UTF-8; b"" if it is absent. Raise `Unreadable` if it is damaged."""
    if name not in archive.names:
        return b""
    data = archive.read(name)
    if data is None:
        raise Unreadable(BROKEN)
    if b"\0" not in data[:_HEAD]:
        return data
    try:
        return _DECLARATION.sub(b"", data.decode("utf-16").lstrip("\ufeff").encode())
    except UnicodeError:
        raise Unreadable(BROKEN) from None
