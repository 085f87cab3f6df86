"""Workbooks written by hand: an .xlsx and an .ods with XML from the test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Pack parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """Write a sheet's part around its rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def relations(*listed: tuple[str, str, str]) -> str:
    """Write a part of relations: their ids, types and targets."""
    made = "".join(f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{part}"/>' for key, kind, part in listed)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def xlsx(sheets: Mapping[str, str], *, strings: str = "", styles: str = "", state: str = "visible") -> dict[str, str]:
    """Return the parts of an .xlsx with `sheets` by their names; `state` is that of the last one."""
    states = ["visible"] * (len(sheets) - 1) + [state]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="r{number}" state="{state}"/>'
        for number, (name, state) in enumerate(zip(sheets, states, strict=True), 1)
    )
    links = [(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
    }
    for kind, name, root, content in (
        ("sharedStrings", "xl/sharedStrings.xml", "sst", strings),
        ("styles", "xl/styles.xml", "styleSheet", styles),
    ):
        if content:
            links.append((kind, kind, name.removeprefix("xl/")))
            parts[name] = f'<{root} xmlns="{_MAIN}">{content}</{root}>'
    parts["xl/_rels/workbook.xml.rels"] = relations(*links)
    parts |= {f"xl/worksheets/sheet{number}.xml": part for number, part in enumerate(sheets.values(), 1)}
    return parts


def ods(content: str, styles: str = "") -> dict[str, str]:
    """Return the parts of an .ods around its tables and its automatic styles."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in names)
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body></office:document-content>",
    }
