"""Canonical JSON: one order, one form of number, no escapes that JSON does not ask for.

A report is written with an indent of two and one newline at the end; a record on one line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportc.span import sound

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportc.result.model import Report

SCHEMA = Path(__file__).with_name("reportc.schema.json")
"""The committed schema; a test compares it with `schema()`."""


def pretty(report: Report) -> str:
    """Return the canonical JSON of `report`."""
    return report.model_dump_json(indent=2) + "\n"


def line(value: object) -> str:
    """Return JSON data (a record, diagnostics) on one line, with its newline."""
    return sound(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + "\n"


def block(value: object) -> str:
    """Return JSON data with the indent of a canonical report, with its newline."""
    return sound(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def schema(model: type[BaseModel] | None = None) -> str:
    """Return the JSON Schema of a canonical report, or of another document, made from the models."""
    from reportc.result.model import Report  # pydantic takes 170 ms to import

    made = (model or Report).model_json_schema(mode="serialization")
    return block({"$schema": "https://json-schema.org/draft/2020-12/schema", **_form_first(made)})


def _form_first(made: Mapping[str, object]) -> dict[str, object]:
    """Put the definitions after the report, so that the schema reads from the top down."""
    return {key: made[key] for key in sorted(made, key="$defs".__eq__)}
