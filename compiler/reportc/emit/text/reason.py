"""Why a report is left as it is: a value, for whoever formats to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report was left as it is; `ours` tells whether that is a fault of the formatter."""

    zh: str
    en: str
    ours: bool = False
