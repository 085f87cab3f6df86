"""The folder of the grammar files: here in a wheel, the top-level `grammar/` in a checkout."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = Path(__file__).parents[3] / "grammar"


def directory() -> Path:
    """Return the folder that holds the .lark files."""
    return _HERE if (_HERE / "report.lark").is_file() else _CHECKOUT
