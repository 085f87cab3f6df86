"""Kinds: what a file is, by its first bytes and by its content, never by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType

from reportc.language import Text
from reportc.source.archive import Archive
from reportc.source.pieces import Refusal


class Kind(Enum):
    """A kind of file, with its name in Chinese and in English. `TEXT` is any text, pages of HTML included."""

    TEXT = Text("文本", "text")
    DOCX = Text("Word 文件（docx）", "a Word file (docx)")
    WORD_XML = Text("Word XML 文件", "a Word XML file")
    EXCEL_XML = Text("Excel XML 工作簿", "an Excel XML workbook")
    XLSX = Text("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)")
    PPTX = Text("演示文稿", "a presentation")
    ODT = Text("ODF 文字文件（odt）", "an OpenDocument text")
    ODS = Text("ODF 工作簿（ods）", "an OpenDocument spreadsheet")
    PDF = Text("PDF 文件", "a PDF file")
    OFD = Text("OFD 文件", "an OFD file")
    DOC = Text("旧式 Word 或 WPS 文件（doc、wps）", "an old Word or WPS file (doc, wps)")
    XLS = Text("旧式 Excel 或 WPS 工作簿（xls、et）", "an old Excel or WPS workbook (xls, et)")
    ENCRYPTED = Text("加密的 Office 文件", "an encrypted Office file")
    OLE = Text("不完整的 Office 文件，正文缺失", "an Office file without a document in it")
    RTF = Text("RTF 文件", "an RTF file")
    MHTML = Text("单个文件网页（mht）", "a web page archive (mht)")
    PICTURE = Text("图片", "a picture")
    ARCHIVE = Text("压缩包", "an archive")

    @property
    def words(self) -> Text:
        """The name of the kind."""
        return Text(*self.value)


_SAVE_AS_DOCX = Text("请用 Word 或 WPS 另存为 docx 后再读", "save it as docx and read that")
_ADVICE: Mapping[Kind, Text] = MappingProxyType(
    {
        Kind.ENCRYPTED: Text("请先去掉打开密码，另存后再读", "take its password off, save it and read that"),
        Kind.OLE: Text(
            "多半没有下载完或已损坏，请从原文件重新保存",
            "it is cut off or damaged: save it from the original again",
        ),
        Kind.PICTURE: Text("图片里没有文字，请先识别成文字", "it holds no text: recognise its text first"),
        Kind.ARCHIVE: Text(
            "请先解压；若本是 Word 文件等，则已损坏",
            "unpack it first; if it was a Word file, it is damaged",
        ),
    }
)
"""What to do with a kind that is not read; the default is `_SAVE_AS_DOCX`."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF87a", Kind.PICTURE),
    (b"GIF89a", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"\0\0\0\x0cjP  \r\n\x87\n", Kind.PICTURE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (b"PK\x05\x06", Kind.ARCHIVE),
)
_HEAD = 1_024
"""A PDF may begin this many bytes after the file's first."""
_HEADERS = 4_096
_PDF = re.compile(rb"%PDF-\d")
_RTF = re.compile(rb"\A\s*\{\\rtf")
_MHTML = re.compile(
    rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related\b", re.IGNORECASE
)
_EXCEL_XML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?=[^\0]*?(?:progid=[\"']Excel\.Sheet[\"']|[\"']urn:schemas-microsoft-com:office:spreadsheet[\"']))"
    rb"(?![^\0]*?<(?:html|body)\b)",
    re.IGNORECASE,
)
_WORD_XML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?=[^\0]*?(?:progid=[\"']Word\.Document[\"']|[\"']http://schemas\.microsoft\.com/office/word/2003/wordml))"
)
_PATTERNS = (
    (_WORD_XML, _HEADERS, Kind.WORD_XML),
    (_EXCEL_XML, _HEADERS, Kind.EXCEL_XML),
    (_PDF, _HEAD, Kind.PDF),
    (_RTF, _HEAD, Kind.RTF),
    (_MHTML, _HEADERS, Kind.MHTML),
)

_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Kind.XLSX),
    ("ppt/presentation.xml", Kind.PPTX),
    ("OFD.xml", Kind.OFD),
)
_FOLDERS: tuple[tuple[bytes, Kind], ...] = ((b"word/", Kind.DOCX), (b"xl/", Kind.XLSX), (b"ppt/", Kind.PPTX))
"""Names in a damaged package whose main part is lost, in its list of types."""
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES: tuple[tuple[bytes, Kind], ...] = (
    (b"wordprocessingml.document.main+xml", Kind.DOCX),
    (b"wordprocessingml.template.main+xml", Kind.DOCX),
    (b"ms-word.document.macroEnabled", Kind.DOCX),
    (b"ms-word.template.macroEnabled", Kind.DOCX),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"ms-excel.sheet", Kind.XLSX),
    (b"presentationml", Kind.PPTX),
)
_ODF: tuple[tuple[bytes, Kind], ...] = (
    (b"application/vnd.oasis.opendocument.text", Kind.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
)
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("WordDocument", Kind.DOC),
    ("MatOST", Kind.DOC),  # a text of MS Works
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPTX),
)
_MOST_TYPES = 1_000_000


def kind_of(data: bytes) -> Kind:
    """Return what kind of file `data` is."""
    if data.startswith(_ZIP):
        return _packed(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if _stream(name) in data), Kind.OLE)
    known = next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), None)
    if known or _is_boxed_picture(data):
        return known or Kind.PICTURE
    return next((kind for pattern, end, kind in _PATTERNS if pattern.search(data, 0, end)), Kind.TEXT)


def not_read(kind: Kind) -> Refusal:
    """Return the refusal of a file of `kind`, with what the user can do instead."""
    name, advice = kind.words, _ADVICE.get(kind, _SAVE_AS_DOCX)
    space = " " if name.zh[0].isascii() else ""
    return Refusal(
        f"这是{space}{name.zh}，不能直接读取；{advice.zh}", f"this is {name.en}, which is not read; {advice.en}"
    )


def _packed(data: bytes) -> Kind:
    """Return the kind of a zip file; that of a damaged one by the names that occur in it."""
    archive = Archive.open(data)
    if isinstance(archive, Refusal):
        return next((kind for mark, kind in _marks(data) if mark in data), Kind.ARCHIVE)
    for name, kind in _PARTS:
        if name in archive.names:
            return kind
    types = archive.read(_CONTENT_TYPES, _MOST_TYPES) or b""
    found = next((kind for mark, kind in _TYPES if mark in types), None)
    if found:
        return found
    mimetype = archive.read("mimetype", _HEAD) or b""
    return next((kind for name, kind in _ODF if mimetype.startswith(name)), Kind.ARCHIVE)


def _marks(data: bytes) -> Sequence[tuple[bytes, Kind]]:
    """Return the names by which the kind of a damaged package is known."""
    parts = [(name.encode(), kind) for name, kind in _PARTS]
    return [*parts, *_FOLDERS] if _CONTENT_TYPES.encode() in data else parts


def _stream(name: str) -> bytes:
    """Return the bytes of a name in the directory of an OLE file."""
    return (name + "\0").encode("utf-16-le")


def _is_boxed_picture(data: bytes) -> bool:
    """Recognise pictures whose signature is not first: WebP, HEIC, and BMP, which states its own length."""
    if data[8:12] == b"WEBP" or data[4:12] in {b"ftypheic", b"ftypmif1", b"ftypavif"}:
        return True
    return data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
