"""LibreOffice opens fixed and annotated files: it shows the new texts, and each comment at its cell."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import reportc
from reportc import api
from reportc.emit.annotate import annotated
from reportc.emit.findings import Findings
from reportc.source import read
from reportc.syntax.parser import vocabulary
from reports import python_docx
from reports.generate import generate, seeded
from reports.judge import judge
from reports.report import truth

EXAMPLE = Path(__file__).parents[1] / "examples" / "draft-2023.docx"
_SOFFICE = shutil.which("soffice")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

pytestmark = pytest.mark.skipif(
    _SOFFICE is None and os.environ.get("CI") != "true", reason="no LibreOffice: install libreoffice-writer"
)


def opened(data: bytes, folder: Path, form: str) -> bytes:
    """Return a Word file converted by LibreOffice."""
    (folder / "given.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            _SOFFICE or "",
            profile,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
            str(folder / "given.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=200,
    )
    return (folder / f"given.{form}").read_bytes()


def test_a_fixed_file_opens_and_says_what_is_meant(tmp_path: Path) -> None:
    fixed = api.fix(EXAMPLE.read_bytes(), unsafe=True)
    assert isinstance(fixed.data, bytes)
    again = read(opened(fixed.data, tmp_path, "docx"), vocabulary())
    assert "".join(again.text.split()) == "".join(fixed.text.split())


def test_an_annotated_file_opens_with_its_comments(tmp_path: Path) -> None:
    checked = api.check(EXAMPLE.read_bytes())
    made = annotated(Findings("a.docx", checked, checked.diagnostics), checked.source)
    assert isinstance(made, bytes)
    root = ET.fromstring(opened(made, tmp_path, "fodt"))  # noqa: S314  # LibreOffice's own
    cells = [cell for cell in root.iter(f"{_TABLE}table-cell") if cell.find(f".//{_OFFICE}annotation") is not None]
    assert len(list(root.iter(f"{_OFFICE}annotation"))) == len(checked.diagnostics)
    assert any("A303" in "".join(cell.itertext()) and without_comments(cell) == "38" for cell in cells)


def without_comments(cell: ET.Element) -> str:
    """Return the text of a cell without its comments."""
    for part in list(cell.iter()):
        for comment in part.findall(f"{_OFFICE}annotation"):
            part.remove(comment)
    return "".join(cell.itertext()).strip()


def test_what_libreoffice_saves_anew_says_the_same(tmp_path: Path) -> None:
    """LibreOffice's files merge cells and split runs differently from Word's."""
    report = generate(seeded("office"), plain=True)
    verdict = judge(truth(report), reportc.compile(opened(python_docx.document(report), tmp_path, "docx")))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)
