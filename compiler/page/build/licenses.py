"""What the page carries of other people's work, with its licenses; `make page` runs `licenses.py MODULES WHEELS OUT`.

MODULES is the folder that npm installed the page's dependencies to, WHEELS one with the wheels. OUT gets
`licenses.txt`, a list and below it the texts that the packages ship, and the same packed as a part of the page.
"""

from __future__ import annotations

import gzip
import json
import sys
import zipfile
from collections.abc import Iterator
from email.parser import HeaderParser
from pathlib import Path
from typing import NamedTuple

_PAGE = Path(__file__).parents[1]
_OWN = "reportc"
_LEVEL = 9
_RULE = "=" * 100
_HOMES = ("homepage", "home", "Home-page", "source", "source code", "repository")
_CLASSIFIER = "License :: OSI Approved :: "


class Work(NamedTuple):
    """A package in the page: its name and version, its license, where its source is, the texts of its licenses."""

    name: str
    version: str
    license: str
    home: str
    texts: tuple[str, ...] = ()


def main(modules: Path, wheels: Path, out: Path) -> None:
    """Write the list, and the same packed."""
    works = sorted({*_of_npm(modules), *_of_python(modules), *_of_wheels(wheels)}, key=lambda work: work.name.lower())
    made = "\n".join([*_list(works), *_texts(works)]).encode()
    (out / "licenses.txt").write_bytes(made)
    (out / "licenses.gz").write_bytes(gzip.compress(made, _LEVEL, mtime=0))


def _list(works: list[Work]) -> Iterator[str]:
    yield "本页含有下列各方的作品，许可证如下。 This page carries the works below, under their licenses.\n"
    for work in works:
        yield f"{work.name} {work.version}\t{work.license}\t{work.home}"


def _texts(works: list[Work]) -> Iterator[str]:
    for work in works:
        for text in work.texts:
            yield f"\n{_RULE}\n{work.name} {work.version}\n{_RULE}\n\n{text.strip()}"


def _of_npm(modules: Path) -> Iterator[Work]:
    """Yield what the page's scripts are bundled of."""
    for name in json.loads((_PAGE / "package.json").read_text("utf-8"))["dependencies"]:
        about = json.loads((modules / name / "package.json").read_text("utf-8"))
        given = about.get("repository", {})
        home = about.get("homepage") or (given if isinstance(given, str) else given["url"])
        texts = tuple(path.read_text("utf-8") for path in sorted((modules / name).glob("LICENSE*")))
        yield Work(name, about["version"], about["license"], home, texts)


def _of_python(modules: Path) -> Iterator[Work]:
    """Yield Python itself, which Pyodide was built of; its package has no text of the license."""
    lock = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    yield Work("Python", lock["info"]["python"], "PSF-2.0", "https://docs.python.org/3/license.html")


def _of_wheels(wheels: Path) -> Iterator[Work]:
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if ".dist-info/" in name and not name.endswith("/")]
            metadata = next(name for name in names if name.endswith(".dist-info/METADATA"))
            about = HeaderParser().parsestr(wheel.read(metadata).decode())
            inside = [name for name in names if "LICENSE" in name.upper() or "NOTICE" in name.upper()]
            texts = tuple(_decoded(wheel.read(name)) for name in inside)
        if about["Name"] != _OWN:
            yield Work(about["Name"], about["Version"], _license(about.items()), _home(about.items()), texts)


def _decoded(data: bytes) -> str:
    """Return a text; some that come with PDFium are older than UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _home(fields: list[tuple[str, str]]) -> str:
    """Return the address that a wheel gives as its home, or else as its source."""
    links = {}
    for name, value in fields:
        label, _, link = value.partition(", ")
        links[label.lower() if name == "Project-URL" else name] = link or value
    return next((links[label] for label in _HOMES if label in links), "")


def _license(fields: list[tuple[str, str]]) -> str:
    """Return the license that a wheel names: as an expression, in words, or by a classifier."""
    known = dict(fields)
    classified = [value.removeprefix(_CLASSIFIER) for _, value in fields if value.startswith(_CLASSIFIER)]
    return known.get("License-Expression") or known.get("License") or ", ".join(classified)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
