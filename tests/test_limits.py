"""Limits of texts: within them memory is bounded, beyond them the result is X008 with the limit, at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

import reportc

_MEASURED = """
import resource
resource.setrlimit(resource.RLIMIT_AS, ({most}, {most}))
import reportc
result = reportc.compile("一、总体情况\\n" + {text})
assert result.tree.sections, result.diagnostics
assert result.report
"""


def refusals(result: reportc.Result) -> Iterator[str]:
    yield from (finding.message() for finding in result.diagnostics if finding.rule.code == "X008")


@pytest.mark.parametrize(
    "given",
    ["水" * 10_000_001, "水\n" * 500_001, "7\t" * 500_001, b"\x00" * 40_000_005, ("水" * 14_000_000).encode()],
    ids=["characters", "lines", "tabs", "bytes", "bytes of characters"],
)
def test_what_is_longer_is_refused_with_the_limit(given: str | bytes) -> None:
    result = reportc.compile(given)
    (message,) = refusals(result)
    assert "10000000" in message
    assert "500000" in message
    assert result.tree.sections == ()
    assert result.report.overview == ()


@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does")
@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("'水' * 9_900_000", 600_000_000),
        ("('我局按时公开了全部政府信息。' * 3 + '\\n') * 20_000", 400_000_000),
        ("'水\\n' * 20_000", 400_000_000),
    ],
    ids=["a line", "long lines", "short lines"],
)
def test_what_is_shorter_is_read_in_bounded_memory(text: str, most: int) -> None:
    """The limit is that of the address space, several times what is measured."""
    code = _MEASURED.format(most=most, text=text)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
