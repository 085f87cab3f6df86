"""What the editor may set: the language of the messages, the sums beside broken totals, the layout of formatting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportc.emit.text.layouts import KEPT, LAYOUTS
from reportc.language import Language

SECTION = "reportc"
"""The section of the editor's configuration that is ours."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The editor's settings; `language` is None where the project's own configuration decides, `layout` is of `fmt`.

    Formatting keeps the layout that a text is in, unless another one is asked for.
    """

    language: Language | None = None
    inlay_hints: bool = True
    layout: str = KEPT


def settings(given: object) -> Settings:
    """Read the editor's configuration: our section, or an object that holds it; what makes no sense is not set."""
    ours = given.get(SECTION, given) if isinstance(given, Mapping) else {}
    if not isinstance(ours, Mapping):
        return Settings()
    language, hints, layout = ours.get("language"), ours.get("inlayHints"), ours.get("layout")
    return Settings(
        language=language if language in ("zh", "en") else None,
        inlay_hints=hints if isinstance(hints, bool) else True,
        layout=layout if isinstance(layout, str) and layout in LAYOUTS else KEPT,
    )
