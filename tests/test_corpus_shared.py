"""Published reports, and reports taken through real tools, against the numbers that are known.

They are in `shared/corpus` next to the checkout; without them these tests are skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import reportc
from reportc.source import office
from reportc.source.kinds import kind_of
from reports.judge import judge

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
KINDS = (".txt", ".md", ".html")
FILES = (".docx", ".xlsx")
"""Kinds of `files/` in which every cell and every text is read."""
CONVERTED = (".doc", ".odt")
"""Likewise, for kinds that LibreOffice converts."""
STRICT = ("seeds", "equivalents")
"""Folders in which every cell and every text is read."""
OTHERS = ("extracted", "real")
"""Folders in which every cell is read except `FEW`, which findings name."""
FEW = {"huaian_hongze_2023.pdfminer.txt": 2}
"""Numbers of one row that may be printed row by row or column by column; the text is ambiguous."""

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="no shared/corpus beside this checkout")


def texts(*folders: str, kinds: tuple[str, ...] = KINDS) -> list[Path]:
    """List the texts of `folders`, or the files of other `kinds`, whose truth is known."""
    return [
        path
        for folder in folders
        for path in sorted((CORPUS / folder).rglob("*"))
        if path.suffix in kinds and (CORPUS / folder / "truth" / f"{path.stem}.json").is_file()
    ]


def named(path: Path) -> str:
    return path.relative_to(CORPUS).as_posix()


@pytest.mark.parametrize("path", [*texts(*STRICT), *texts("files", kinds=FILES)], ids=named)
def test_every_cell_and_text_is_read(path: Path) -> None:
    verdict = judge(known(path), reportc.compile(path.read_bytes()))
    assert not verdict.missed, str(verdict)
    assert not verdict.texts, str(verdict)


@pytest.mark.skipif(
    not office.is_there() and "CI" not in os.environ, reason="LibreOffice is not installed (Debian: libreoffice-writer)"
)
def test_every_cell_and_text_of_old_kinds_is_read() -> None:
    paths = texts("files", kinds=CONVERTED)
    pages = office.converted([(kind_of(data), data) for data in map(Path.read_bytes, paths)])
    for path, page in zip(paths, pages, strict=True):
        office.take(path.read_bytes(), page)
        verdict = judge(known(path), reportc.compile(path.read_bytes()))
        assert not str(verdict), f"{named(path)}\n{verdict}"


@pytest.mark.parametrize("path", texts(*OTHERS), ids=named)
def test_every_cell_is_read_or_named(path: Path) -> None:
    verdict = judge(known(path), reportc.compile(path.read_bytes()))
    assert not verdict.silent, str(verdict)
    assert not verdict.lost, str(verdict)
    assert len(verdict.missed) <= FEW.get(path.name, 0), str(verdict)


def known(path: Path) -> dict[str, object]:
    """Return the truth of a text, from the folder named after the part of the corpus."""
    part = CORPUS / path.relative_to(CORPUS).parts[0]
    tree: dict[str, object] = json.loads((part / "truth" / f"{path.stem}.json").read_text("utf-8"))
    return tree
