"""The page of each rule as a file that an editor can open: LSP wants an address, and the pages are not on the web."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from reportc import __version__
from reportc.check import RULES
from reportc.diagnostic import Language, Rule
from reportc.emit.rule_page import markdown

_BY_CODE = {rule.code: rule for rule in RULES}


@cache
def address(code: str, language: Language = "zh") -> str | None:
    """Return the file URI of a rule's page, written if it is not there; None where it cannot be."""
    from platformdirs import user_cache_path

    rule = _BY_CODE.get(code)
    if rule is None:
        return None
    path = user_cache_path("reportc") / "rules" / __version__ / language / f"{code}.md"
    with suppress(OSError, RuntimeError):  # a home that cannot be written, or is not there
        _write(path, page(rule, language))
        return path.as_uri()
    return None


def page(rule: Rule, language: Language) -> str:
    """Return a rule's page in Markdown."""
    return f"# {rule.code} {rule.name}\n\n{markdown(rule, language)}"


def _write(path: Path, text: str) -> None:
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.tmp")
    beside.write_bytes(data)
    beside.replace(path)
