"""LibreOffice opens fixed and annotated files: it shows the new texts, and each comment at its cell."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import reportc
from reportc import api
from reportc.emit.annotate import annotated
from reportc.emit.findings import Findings
from reportc.fixes import Fixed
from reportc.source import read
from reportc.syntax.parser import vocabulary
from reports import python_docx
from reports.generate import generate, seeded
from reports.judge import judge
from reports.report import Report, truth

EXAMPLE = Path(__file__).parents[1] / "examples" / "draft-2023.docx"
_SOFFICE = shutil.which("soffice")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

pytestmark = pytest.mark.skipif(
    _SOFFICE is None and os.environ.get("CI") != "true", reason="no LibreOffice: install libreoffice-writer"
)


def opened(files: Sequence[bytes], folder: Path, form: str) -> list[bytes]:
    """Return Word files converted by LibreOffice in one run, by one profile for all runs in a folder."""
    made = folder / form
    made.mkdir()
    paths = [folder / f"{number}.docx" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    command = [_SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(made), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return [(made / f"{path.stem}.{form}").read_bytes() for path in paths]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder for all runs."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def report() -> Report:
    return generate(seeded("office"), plain=True)


@pytest.fixture(scope="module")
def fixed() -> Fixed:
    return api.fix(EXAMPLE.read_bytes(), unsafe=True)


@pytest.fixture(scope="module")
def saved(folder: Path, fixed: Fixed, report: Report) -> list[bytes]:
    """Have LibreOffice save a fixed file and a report again."""
    assert isinstance(fixed.data, bytes)
    return opened([fixed.data, python_docx.document(report)], folder, "docx")


def test_a_fixed_file_opens_and_says_what_is_meant(saved: list[bytes], fixed: Fixed) -> None:
    again = read(saved[0], vocabulary())
    assert "".join(again.text.split()) == "".join(fixed.text.split())


def test_an_annotated_file_opens_with_its_comments(folder: Path) -> None:
    checked = api.check(EXAMPLE.read_bytes())
    made = annotated(Findings("a.docx", checked, checked.diagnostics), checked.source)
    assert isinstance(made, bytes)
    root = ET.fromstring(opened([made], folder, "fodt")[0])  # noqa: S314  # LibreOffice's own
    cells = [cell for cell in root.iter(f"{_TABLE}table-cell") if cell.find(f".//{_OFFICE}annotation") is not None]
    assert len(list(root.iter(f"{_OFFICE}annotation"))) == len(checked.diagnostics)
    assert any("A303" in "".join(cell.itertext()) and without_comments(cell) == "38" for cell in cells)


def without_comments(cell: ET.Element) -> str:
    """Return the text of a cell without its comments."""
    for part in list(cell.iter()):
        for comment in part.findall(f"{_OFFICE}annotation"):
            part.remove(comment)
    return "".join(cell.itertext()).strip()


def test_what_libreoffice_saves_again_says_the_same(saved: list[bytes], report: Report) -> None:
    """LibreOffice's files merge cells and split runs differently from Word's."""
    verdict = judge(truth(report), reportc.compile(saved[1]))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)
