"""Reports as text: one normal form in several layouts, each of which compiles back to the same tree.

`writers.py` says what is written for each node, `layouts/` how it looks, `proof.py` that nothing is lost.
"""

from __future__ import annotations

from reportc.emit.text.layouts import LAYOUTS, Layout
from reportc.emit.text.writers import write

__all__ = ["LAYOUTS", "Layout", "write"]
