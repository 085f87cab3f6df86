"""The form's tables as models, each made of a part of the form: its fields are the rows, groups or columns in it.

A model goes by the name of the rule that states its part; its titles are the words of the form. `typed.pyi` has the
same for type checkers and editors: `make schema` writes it, and a test holds both equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, reduce
from operator import or_
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import Field, create_model

from reportc.form import AMOUNT, EDITIONS, FORMS, PROCEEDINGS, SIGNED, Edition, Part
from reportc.result.node import Amount, Count, JsonModel
from reportc.syntax.parser import vocabulary

__all__ = ["MODELS", "STUB", "Applications", "EditionOrMixed", "ProactiveDisclosure", "Proceedings", "stub", "title"]

_DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {AMOUNT: "万元, at most eight decimals.", SIGNED: "A decrease is negative."}
)
_INITIAL = re.compile(r"(?:^|_)([a-z])")
_Typed = tuple[Any, Any]  # a field's type, and its words
_Fields = dict[str, Any]  # what create_model takes, which has no type


def title(word: str) -> str | None:
    """Return the form's wording of a terminal; None where it has none."""
    return vocabulary().spellings.get(word)


def _field(part: Part, kind: Any, above: str = "") -> _Typed:
    return kind, Field(title=above + (title(part.word) or part.key), description=_DESCRIPTIONS.get(part.key))


@cache
def _row(header: Part) -> type[JsonModel]:
    """Return the model of a row: its numbers by column."""
    return _model(header, dict(_numbers(header)))


def _numbers(part: Part, above: str = "") -> Iterator[tuple[str, _Typed]]:
    """Yield the columns in a part of a header; `above` is the word above them."""
    for inner in part.parts:
        if inner.rule:
            yield from _numbers(inner, f"{title(inner.word)}：")
        else:
            yield inner.key, _field(inner, Amount if inner.key == AMOUNT else Count, above)


@cache
def _group(part: Part, row: type[JsonModel]) -> type[JsonModel]:
    """Return the model of a group of rows."""
    return _model(part, _rows(part.parts, row))


def _rows(parts: Iterable[Part], row: type[JsonModel]) -> _Fields:
    return {part.key: _field(part, _group(part, row) if part.rule else row) for part in parts}


def _table(table: Part) -> _Fields:
    """Return the fields of a table: its rows and their groups."""
    return _rows(table.body, _row(table.header))


@cache
def _block(table: Part) -> type[JsonModel]:
    return _model(table, _table(table))


def _section(edition: Edition, name: str) -> type[JsonModel]:
    """Return the model of section 2 or 3 in an edition."""
    part = next(part for part in FORMS[edition].parts if part.key == name)
    fields: _Fields = {"edition": (Literal[edition], Field(title="表式"))}
    if part.header:
        fields |= _table(part)
    else:
        fields |= {table.key: _field(table, _block(table)) for table in part.parts}
    return _model(part._replace(edition=edition), fields)


def _model(part: Part, fields: _Fields) -> type[JsonModel]:
    """Make the model of a part; its name is the rule's, with the edition that it is of."""
    name = _INITIAL.sub(lambda initial: initial[1].upper(), part.rule.removesuffix("_header"))
    name += ("_" if name[-1].isdigit() else "") + part.edition
    said, of = title(part.word), f", edition {part.edition}" if part.edition else ""
    doc = f"{said}{of}." if said else None
    return create_model(name, __base__=JsonModel, __module__=__name__, __doc__=doc, **fields)


MODELS: Mapping[str, tuple[type[JsonModel], ...]] = MappingProxyType(
    {
        "proactive_disclosure": tuple(_section(edition, "proactive_disclosure") for edition in EDITIONS),
        "applications": tuple(_section(edition, "applications") for edition in EDITIONS),
        "proceedings": (_block(PROCEEDINGS.part),),
    }
)
"""The models of the sections that have tables, one an edition where they differ."""

if TYPE_CHECKING:
    from reportc.result.typed import Applications, EditionOrMixed, ProactiveDisclosure, Proceedings
else:
    ProactiveDisclosure, Applications = (
        Annotated[reduce(or_, MODELS[name]), Field(discriminator="edition")]
        for name in ("proactive_disclosure", "applications")
    )
    (Proceedings,) = MODELS["proceedings"]
    EditionOrMixed = Literal[(*EDITIONS, "mixed")]


# ---------------------------------------------------------------- typed.pyi: the models for type checkers and editors


STUB = Path(__file__).with_name("typed.pyi")
"""The committed stub; a test compares it with `stub()`."""
_HEAD = """\
# The models of the form's tables. `make schema` writes this file.

from typing import Literal, TypeAlias

from reportc.result.node import Amount, Count, JsonModel
"""


def stub() -> str:
    """Return the text of typed.pyi."""
    classes = {model.__name__: _class(model) for models in MODELS.values() for one in models for model in _within(one)}
    unions = [_union(name, [model.__name__ for model in models]) for name, models in MODELS.items() if models[1:]]
    stated = _union("edition_or_mixed", [f"Literal[{', '.join(map(_quoted, (*EDITIONS, 'mixed')))}]"])
    return "\n".join([_HEAD, *classes.values(), *unions, stated, ""])


def _within(model: type[JsonModel]) -> Iterator[type[JsonModel]]:
    """Yield the models that a model needs, and after them the model."""
    for field in model.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, JsonModel):
            yield from _within(field.annotation)
    yield model


def _class(model: type[JsonModel]) -> str:
    fields = "".join(f"    {name}: {_kind(model, name)}\n" for name in model.model_fields)
    return f"class {model.__name__}(JsonModel):\n{fields}"


def _kind(model: type[JsonModel], name: str) -> str:
    """Return the type of a field."""
    kind = model.model_fields[name].annotation
    if isinstance(kind, type) and issubclass(kind, JsonModel):
        return kind.__name__
    if name == "edition":
        return f"Literal[{_quoted(get_args(kind)[0])}]"
    return "Amount" if name == AMOUNT else "Count"


def _union(name: str, models: list[str]) -> str:
    return f"{name.title().replace('_', '')}: TypeAlias = {' | '.join(models)}"


def _quoted(word: str) -> str:
    return f'"{word}"'
