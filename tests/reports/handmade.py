"""PDF files written object by object, for what no program writes, or no longer does."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 939 500] >>] >>"
)
"""A standard font that need not be embedded: full-width characters, and ASCII of half their width."""


def stream(content: str | bytes, entries: str = "") -> bytes:
    """Return a compressed stream."""
    data = zlib.compress(content.encode() if isinstance(content, str) else content)
    head = f"<< /Length {len(data)} /Filter /FlateDecode {entries} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def file(objects: Mapping[int, str | bytes], trailer: str = "") -> bytes:
    """Return a PDF file of numbered objects, of which the first is the catalogue."""
    parts, places, at = [b"%PDF-1.7\n"], {}, 9
    for number, content in objects.items():
        places[number] = at
        body = content.encode() if isinstance(content, str) else content
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
        at += len(parts[-1])
    data = b"".join(parts)
    size = max(objects) + 1
    table = "".join(f"{places[at]:010} 00000 n \n" if at in places else "0000000000 65535 f \n" for at in range(size))
    end = f"xref\n0 {size}\n{table}trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + end.encode()


def pages(
    contents: Sequence[str | bytes], entries: str = "", resources: str = "", more_fonts: str = "", **more: str | bytes
) -> bytes:
    """Return a PDF file of A4 pages with these contents; `more` are objects, o90 for the one with number 90."""
    kids = " ".join(f"{100 + 2 * at} 0 R" for at in range(len(contents)))
    objects: dict[int, str | bytes] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>",
        3: FONT,
        **{int(name[1:]): content for name, content in more.items()},
    }
    for at, content in enumerate(contents):
        objects[100 + 2 * at] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {101 + 2 * at} 0 R "
            f"/Resources << /Font << /F 3 0 R {more_fonts} >> {resources} >> {entries} >>"
        )
        objects[101 + 2 * at] = stream(content)
    return file(dict(sorted(objects.items())))


def text(words: str, x: float, y: float, size: float = 10, state: str = "") -> str:
    """Write words whose line begins at a point, counted from the lower left corner."""
    return f"BT /F {size:g} Tf {state} 1 0 0 1 {x:g} {y:g} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
