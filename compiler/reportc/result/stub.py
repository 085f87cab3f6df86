"""typed.pyi: the models of the form's tables, for type checkers and editors, which cannot see how they are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from reportc.form import AMOUNT, EDITIONS
from reportc.result.node import Node
from reportc.result.tables import MODELS

STUB = Path(__file__).with_name("typed.pyi")
"""The committed stub; a test compares it with `stub()`."""
_HEAD = """\
# The models of the form's tables. `make schema` writes this file.

from typing import Literal, TypeAlias

from reportc.result.node import Amount, Count, Node
"""


def stub() -> str:
    """Return the text of typed.pyi."""
    classes = {model.__name__: _class(model) for models in MODELS.values() for one in models for model in _within(one)}
    unions = [_union(name, [model.__name__ for model in models]) for name, models in MODELS.items() if models[1:]]
    stated = _union("edition_or_mixed", [f"Literal[{', '.join(map(_quoted, (*EDITIONS, 'mixed')))}]"])
    return "\n".join([_HEAD, *classes.values(), *unions, stated, ""])


def _within(model: type[Node]) -> Iterator[type[Node]]:
    """Yield the models that a model needs, and after them the model."""
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Node):
            yield from _within(field.annotation)
    yield model


def _class(model: type[Node]) -> str:
    fields = "".join(f"    {name}: {_kind(model, name)}\n" for name in model.model_fields)
    return f"class {model.__name__}(Node):\n{fields}"


def _kind(model: type[Node], name: str) -> str:
    """Return the type of a field."""
    kind = model.model_fields[name].annotation
    if isinstance(kind, type) and issubclass(kind, Node):
        return kind.__name__
    if name == "edition":
        return f"Literal[{_quoted(get_args(kind)[0])}]"
    return "Amount" if name == AMOUNT else "Count"


def _union(name: str, models: list[str]) -> str:
    return f"{name.title().replace('_', '')}: TypeAlias = {' | '.join(models)}"


def _quoted(word: str) -> str:
    return f'"{word}"'
