"""The layouts that reports are written in. To add one, write a file and name it in LAYOUTS."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportc.emit.text.layouts import bars, lines, markdown, official, tabs
from reportc.emit.text.layouts.kept import KEPT, layout_of
from reportc.emit.text.layouts.layout import Layout

__all__ = ["KEPT", "LAYOUTS", "Layout", "layout_of"]

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        "markdown": markdown.LAYOUT,  # the normal form
        "tabs": tabs.LAYOUT,
        "lines": lines.LAYOUT,
        "bars": bars.LAYOUT,
        "official": official.LAYOUT,
    }
)
