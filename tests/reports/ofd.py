"""OFD files written by hand: characters and rules of sheets by GB/T 33190, or any XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import groupby, pairwise
from statistics import median

from reportc.source.sheets.sheet import Glyph, Sheet
from reportc.source.sheets.textlines import is_wide

_MM = 25.4 / 72
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def packed(parts: Mapping[str, str]) -> bytes:
    """Return a zip file of parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def ofd(
    pages: Sequence[str], *, size: str = "0 0 210 297", resources: str = "", templates: Sequence[str] = ()
) -> bytes:
    """Return an OFD file of pages, each the XML of its objects, and of templates after all of them."""
    common = f"<ofd:PageArea><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:PageArea>"
    common += "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    common += "".join(
        f'<ofd:TemplatePage ID="{900 + at}" BaseLoc="Tpls/Tpl_{at}/Content.xml"/>' for at in range(len(templates))
    )
    listed = "".join(f'<ofd:Page ID="{at + 1}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    used = "".join(f'<ofd:Template TemplateID="{900 + at}"/>' for at in range(len(templates)))
    parts = {
        "OFD.xml": f'{_HEAD}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{_HEAD}<ofd:Document {_NAMESPACE}><ofd:CommonData>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"{_HEAD}<ofd:Res {_NAMESPACE}>{resources}</ofd:Res>",
    }
    for at, template in enumerate(templates):
        parts[f"Doc_0/Tpls/Tpl_{at}/Content.xml"] = _page(template, "")
    for at, objects in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{at}/Content.xml"] = _page(objects, used)
    return packed(parts)


def _page(objects: str, used: str) -> str:
    layer = f'<ofd:Content><ofd:Layer ID="5" Type="Body">{objects}</ofd:Layer></ofd:Content>'
    return f"{_HEAD}<ofd:Page {_NAMESPACE}>{used}{layer}</ofd:Page>"


def text(words: str, x: float, y: float, size: float = 4, **attributes: str) -> str:
    """Write a text object; lengths are in millimetres, and a character is `size` wide, or half of it."""
    steps = [size if ord(character) > 0x2E7F else size / 2 for character in words]
    return written([(words, steps)], (x, y - size), size, **attributes)


def written(
    codes: Iterable[tuple[str, Sequence[float]]], corner: tuple[float, float], size: float, **attributes: str
) -> str:
    """Write a text object of codes, each with the advances after its characters."""
    inside = "".join(
        f'<ofd:TextCode X="0" Y="{size:g}" DeltaX="{_runs(steps[:-1])}">{escape(words)}</ofd:TextCode>'
        for words, steps in codes
    )
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return (
        f'<ofd:TextObject ID="7" Boundary="{corner[0]:.4f} {corner[1]:.4f} 100 10" Font="1" Size="{size:g}"{more}>'
        f"{inside}</ofd:TextObject>"
    )


def _runs(steps: Sequence[float]) -> str:
    """Write advances in the short form of the standard: `g 3 5.5` for three equal ones."""
    groups = [(value, len(list(group))) for value, group in groupby(f"{step:.4f}" for step in steps)]
    return " ".join(f"g {count} {value}" if count > 1 else value for value, count in groups)


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """Write a path object: one line."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x1:.4f} {y1:.4f} {max(x2 - x1, 0.1):.4f} {max(y2 - y1, 0.1):.4f}" '
        f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x2 - x1:.4f} {y2 - y1:.4f}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


def drawn_again(sheets: Sequence[Sheet]) -> bytes:
    """Return an OFD file with the contents of sheets."""
    pages = []
    for sheet in sheets:
        objects = [line(rule.start * _MM, rule.at * _MM, rule.end * _MM, rule.at * _MM) for rule in sheet.across]
        objects += [line(rule.at * _MM, rule.start * _MM, rule.at * _MM, rule.end * _MM) for rule in sheet.down]
        objects += [_text_of(list(run)) for _, run in groupby(sheet.glyphs, lambda glyph: (glyph.base, glyph.top))]
        pages.append("".join(objects))
    size = f"0 0 {sheets[0].width * _MM:.4f} {sheets[0].height * _MM:.4f}"
    return ofd(pages, size=size)


def _text_of(run: Sequence[Glyph]) -> str:
    """Write a text object of characters on one line."""
    widths = [(glyph.right - glyph.left) / (1 if is_wide(glyph.text) else 0.55) for glyph in run]
    size = median(widths) * _MM
    steps = [(after.left - before.left) * _MM for before, after in pairwise(run)]
    words = "".join(glyph.text for glyph in run)
    return written([(words, [*steps, 0.0])], (run[0].left * _MM, run[0].base * _MM - size), size)
