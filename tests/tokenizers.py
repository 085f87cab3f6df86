"""The two tokenizers of HTML, for tests that must pass with both: turbohtml, and the one of the page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import npm
from reportc.source import html_tokens

TOKENIZERS = ("turbohtml", "parse5")


@contextmanager
def using(name: str) -> Iterator[None]:
    """Use the tokenizer of that name for HTML."""
    if name == "turbohtml":
        yield
        return
    command = [npm.NODE or "node", str(npm.installed() / "test" / "tokens.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        html_tokens.use(lambda source, most: _asked(process, source, most))
        try:
            yield
        finally:
            html_tokens.use(None)
            process.communicate()


def _asked(process: subprocess.Popen[bytes], source: str, most: int) -> Sequence[Any]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"source": source, "most": most}).encode() + b"\n")
    process.stdin.flush()
    found: Sequence[Any] = json.loads(process.stdout.readline())
    return found
