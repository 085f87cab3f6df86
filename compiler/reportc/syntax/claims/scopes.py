"""Whose figures a sentence gives: the agency's own, or those of more agencies or of a part of it."""

from __future__ import annotations

from functools import lru_cache

from reportc.source.fold import fold
from reportc.syntax.claims.nodes import Reach, Scope
from reportc.syntax.claims.parser import pattern


@lru_cache(maxsize=1024)
def is_own(scope: Scope | None, agency: str | None) -> bool:
    """Tell whether figures of `scope` are those of `agency`: nothing else is said, or its own name."""
    if scope is None or scope.reach is Reach.HERE:
        return True
    if scope.reach is Reach.EVERYWHERE or not agency:
        return False
    name = fold(agency)
    if scope.reach is Reach.OUR_PLACE:
        government = pattern("GOVERNMENT").fullmatch(name)
        return government is not None and government["place"] in scope.text
    formality = pattern("FORMALITY")
    name, said = formality.sub("", name), formality.sub("", scope.text)
    return name.endswith(said) if scope.reach is Reach.BUREAU else said in name
