"""Colour for terminals."""

from __future__ import annotations

from collections.abc import Callable

Paint = Callable[[str, str], str]
"""Paints a text in a style by its name in rich: bold red."""


def plain(text: str, _style: str) -> str:
    """Leave `text` as it is."""
    return text


def ansi(text: str, style: str) -> str:
    """Paint `text` for a terminal."""
    from rich.color import ColorSystem  # rich takes 60 ms to import, and is needed where someone watches
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
