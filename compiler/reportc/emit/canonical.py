"""Canonical JSON: one order, one form of number, no escapes that JSON does not require.

A report is written with an indent of two and one newline at the end; a record on one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportc.span import sound

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportc.result.model import Report

_NULL = "null"
_MOST_OBJECTS = 512
"""At most this many templates of objects are remembered by their keys; the form has sixty objects."""
SCHEMA = Path(__file__).with_name("reportc.schema.json")
"""The committed schema; a test compares it with `schema()`."""


def pretty(report: Report) -> str:
    """Return the canonical JSON of `report`, a model."""
    return report.model_dump_json(indent=2) + "\n"


def document(report: Mapping[str, object]) -> str:
    """Return the canonical JSON of a report that is plain data, as `pretty` writes its model."""
    return sound(_indented(report, "\n")) + "\n"


def _indented(value: object, end: str) -> str:
    """Return JSON data over several lines, the last of which begins with `end`; rows of numbers are filled at once."""
    match value:
        case dict() if value:
            return _object(tuple(value), end) % tuple(_parts(value.values(), f"{end}  "))
        case list() | tuple() if value:
            return f"[{end}  " + f",{end}  ".join(_parts(value, f"{end}  ")) + f"{end}]"
        case float() if "e" in repr(value):
            from pydantic_core import to_json  # small amounts as the model writes them, whose import takes 20 ms

            return to_json(value).decode()
    return json.dumps(value, ensure_ascii=False)


def _parts(values: Iterable[object], end: str) -> list[str]:
    """Return JSON data value by value; most are numbers or holes."""
    return [_NULL if one is None else str(one) if type(one) is int else _indented(one, end) for one in values]


@lru_cache(maxsize=_MOST_OBJECTS)
def _object(keys: tuple[str, ...], end: str) -> str:
    """Return the template of an object with these keys, its values open."""
    return f"{{{end}  " + f",{end}  ".join([f"{json.dumps(key)}: %s" for key in keys]) + f"{end}}}"


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
