"""The equations of a report and the claims of its sentences, as JSON, with the elements that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.check.equations import EquationState, Sum
from reportc.check.semantics import Semantics
from reportc.desk.answers import Json, words
from reportc.desk.elements import Elements
from reportc.explain import ComparedClaim
from reportc.explain.equations import formula
from reportc.explain.equations import words as equation_words

_HOLDS = {EquationState.HELD: True, EquationState.BROKEN: False, EquationState.UNKNOWN: None}


def equation_id(number: int) -> str:
    """Return the id of the report's equation at `number`, from 0."""
    return f"e{number}"


def claim_id(number: int) -> str:
    """Return the id of the report's claim at `number`, from 0."""
    return f"c{number}"


def equations(semantics: Semantics, elements: Elements) -> Iterator[Json]:
    """Yield every equation of the report's tables."""
    return (_equation(semantics, elements, number, one) for number, one in enumerate(semantics.sums))


def _equation(semantics: Semantics, elements: Elements, number: int, one: Sum) -> Json:
    return {
        "id": equation_id(number),
        "code": one.equation.code,
        "words": words(equation_words(semantics, one)),
        "formula": formula(semantics, one),
        "holds": _HOLDS[one.state],
        "elements": ids(one.equation.cells, elements),
        "parts": ids(one.equation.left, elements),
        "wholes": ids(one.equation.right, elements),
    }


def claims(found: Iterable[ComparedClaim], text: str, elements: Elements) -> Iterator[Json]:
    """Yield the claims of sentences about cells."""
    for number, claim in enumerate(found):
        place = elements.at(claim.span)
        yield {
            "id": claim_id(number),
            "element": place.id if place else None,
            "text": text[claim.span.start : claim.span.end],
            "elements": ids(claim.paths, elements),
            "holds": claim.agrees,
        }


def ids(paths: Iterable[str], elements: Elements) -> list[str]:
    """Return the ids of the elements at JSON pointers, each once; without those that are not on the page."""
    found = (elements.of(path) for path in paths)
    return list(dict.fromkeys(element.id for element in found if element))
