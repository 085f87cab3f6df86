"""What the page carries of Python, packed: run by `make page` as `pack.py PYODIDE WHEELS OUT`.

PYODIDE is the folder of the npm package, WHEELS one with the wheels, reportc's own among them. OUT gets the
WebAssembly, the standard library and a tar of all modules, each packed by gzip; the same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import io
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

_LEFT_OUT = re.compile(
    r"\.dist-info/|\.pyi$|/py\.typed$|\.libs/|(^|/)tests?/|^bin/"
    r"|^reportc/(?:lsp|commands|cli\.py|__main__\.py|corpus/tables)\b"
    r"|^pydantic/(?:v1|mypy\.py|deprecated/(?!__init__))"
)
"""What no report needs: types, tests, and the programs for a terminal."""
_LIBRARY_LEFT_OUT = re.compile(
    r"^(?:_pyrepl|curses|ensurepip|idlelib|lib2to3|pydoc_data|tkinter|turtledemo|unittest|venv|wsgiref|xmlrpc)/"
    r"|^(?:antigravity|bdb|cProfile|doctest|ftplib|imaplib|mailbox|pdb|poplib|profile|pstats|pydoc|smtplib|this"
    r"|turtle|webbrowser)\.py$"
)
"""Of the standard library: what asks for a screen, a server or a debugger."""
_LEVEL = 9


def main(pyodide: Path, wheels: Path, out: Path) -> None:
    """Write the three parts."""
    out.mkdir(parents=True, exist_ok=True)
    parts = {
        "wasm": (pyodide / "pyodide.asm.wasm").read_bytes(),
        "stdlib": _library(pyodide / "python_stdlib.zip"),
        "site": _tar(sorted(_modules(wheels))),
    }
    for name, data in parts.items():
        (out / f"{name}.gz").write_bytes(gzip.compress(data, _LEVEL, mtime=0))


def _library(path: Path) -> bytes:
    """Return the standard library without what is left out, not packed: it is packed as a whole."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(given.namelist()):
            if not _LIBRARY_LEFT_OUT.search(name) and not name.endswith("/"):
                made.writestr(zipfile.ZipInfo(name), given.read(name))
    return stream.getvalue()


def _modules(wheels: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(path) as wheel:
            for name in wheel.namelist():
                if not _LEFT_OUT.search(name) and not name.endswith("/"):
                    yield name, wheel.read(name)


def _tar(files: list[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
