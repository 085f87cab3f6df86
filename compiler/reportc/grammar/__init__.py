"""Where the grammar files lie: here in a wheel, in the top-level `grammar/` of a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = Path(__file__).parents[3] / "grammar"


def directory() -> Path:
    """Return the folder that holds the .lark files."""
    return _HERE if (_HERE / "report.lark").is_file() else _CHECKOUT
