"""What the editor may set: the language of the messages, and whether sums stand beside broken totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportc.diagnostic import Language

SECTION = "reportc"
"""The section of the editor's configuration that is ours."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The editor's settings; `language` is None where the project's own configuration decides."""

    language: Language | None = None
    inlay_hints: bool = True


def settings(given: object) -> Settings:
    """Read the editor's configuration: our section, or an object that holds it; what makes no sense is not set."""
    ours = given.get(SECTION, given) if isinstance(given, Mapping) else {}
    if not isinstance(ours, Mapping):
        return Settings()
    language, hints = ours.get("language"), ours.get("inlayHints")
    return Settings(
        language=language if language in ("zh", "en") else None,
        inlay_hints=hints if isinstance(hints, bool) else True,
    )
