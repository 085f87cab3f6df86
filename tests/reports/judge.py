"""Compare a compiled report with the truth: cells are exact, flagged, lost or silent.

The terms and the rule are those of the corpus score: a cell that is wrong or missing must be named,
or its row, by a warning or an error; for a hole its table is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportc import Result
from reportc.diagnostic import Severity
from reportc.result.data import data
from reports.report import TABLES, Tree

TEXTS = ("title", "agency", "year", "edition", "preamble", "overview", "problems", "other_matters")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The cells that are not exact, by kind, each as a readable line."""

    flagged: tuple[str, ...]
    lost: tuple[str, ...]
    silent: tuple[str, ...]
    texts: tuple[str, ...]
    missed: frozenset[str]
    false: tuple[str, ...] = ()
    """Cells with another value than the report's, whether flagged or not."""

    def __str__(self) -> str:
        """Return everything that is wrong, the most severe first."""
        lines = [*(f"SILENT {c}" for c in self.silent), *(f"lost {c}" for c in self.lost)]
        lines += [*(f"flagged {c}" for c in self.flagged), *(f"differs: {t}" for t in self.texts)]
        return "\n".join(lines[:40])


def judge(want: Tree, result: Result) -> Verdict:
    """Compare `result` with the truth of its report; mutants show that the model has the same content as the data."""
    got = data(result.tree)
    paths = [p for d in result.diagnostics if d.severity <= Severity.WARNING for p in d.paths]
    return compare(want, got, paths)


def compare(want: Tree, got: Tree, paths: Sequence[str]) -> Verdict:
    """Compare canonical JSON with the truth; `paths` are those that diagnostics name."""
    kinds: dict[str, list[str]] = {"flagged": [], "lost": [], "SILENT": []}
    missed: set[str] = set()
    false: list[str] = []
    for table in TABLES:
        for pointer, value in cells(want[table], f"/{table}"):
            found = lookup(got, pointer)
            if same(found, value):
                continue
            missed.add(pointer)
            if found is not None and not isinstance(found, dict):
                false.append(f"{pointer}: want {value}, got {found}")
            kind = "flagged" if _named(pointer, paths, missing=found is None) else "lost" if found is None else "SILENT"
            kinds[kind].append(f"{pointer}: want {value}, got {found}")
    texts = tuple(_difference(want, got, name) for name in TEXTS if name in want and _differ(want, got, name))
    return Verdict(
        tuple(kinds["flagged"]), tuple(kinds["lost"]), tuple(kinds["SILENT"]), texts, frozenset(missed), tuple(false)
    )


def cells(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the pointer and the number, or None, of each cell below `tree`."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key != "edition":
                yield from cells(value, f"{path}/{key}")
    else:
        yield path, tree


def lookup(tree: Any, pointer: str) -> Any:
    """Return the value at `pointer`, None if there is none."""
    for key in pointer[1:].split("/"):
        if not isinstance(tree, dict) or key not in tree:
            return None
        tree = tree[key]
    return tree


def same(a: Any, b: Any) -> bool:
    """Return whether two cells are equal; a group of rows in place of one row is not."""
    if a is None or b is None:
        return a is b
    return not isinstance(a, dict) and abs(a - b) < 1e-9


def _named(pointer: str, paths: Sequence[str], *, missing: bool) -> bool:
    row = pointer.rpartition("/")[0]
    named = {p.rstrip("/") for p in paths}
    return pointer in named or row in named or (missing and any(p and pointer.startswith(f"{p}/") for p in named))


def _differ(want: Tree, got: Tree, name: str) -> bool:
    return bool(_flat(want[name]) != _flat(got.get(name)))


def _difference(want: Tree, got: Tree, name: str) -> str:
    """Describe where a text begins to differ."""
    wanted, found = str(_flat(want[name])), str(_flat(got.get(name)))
    pairs = enumerate(zip(wanted, found, strict=False))
    same_until = next((i for i, (a, b) in pairs if a != b), min(len(wanted), len(found)))
    return f"{name} at {same_until}: want …{wanted[same_until:][:40]!r}, got …{found[same_until:][:40]!r}"


def _flat(value: Any) -> Any:
    """Join paragraphs and drop white space, as line ends depend on the layout."""
    if isinstance(value, list):
        value = "".join(value)
    return "".join(value.split()) if isinstance(value, str) else value
