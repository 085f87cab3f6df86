"""Whose figures a sentence gives: the agency's own, or those of more agencies or of a part of it.

全市 is the city's own in the report of its government, and more than its own in that of a bureau.
"""

from __future__ import annotations

from functools import lru_cache

from reportc.source.fold import fold
from reportc.syntax.claims.nodes import Reach, Scope
from reportc.syntax.claims.parser import pattern


@lru_cache(maxsize=1024)
def is_own(scope: Scope | None, agency: str | None) -> bool:
    """Tell whether figures of `scope` are those of `agency`: nothing else is said, its own name, or its own place."""
    if scope is None or scope.reach is Reach.HERE:
        return True
    if not agency:
        return False
    name = fold(agency)
    government = pattern("GOVERNMENT").fullmatch(name)
    if scope.reach is Reach.EVERYWHERE:
        place = pattern("WHOLE_PLACE").fullmatch(scope.text)
        return government is not None and place is not None and government["place"] == place["place"]
    if scope.reach is Reach.OUR_PLACE:
        return government is not None and government["place"] in scope.text
    formality = pattern("FORMALITY")
    name, said = formality.sub("", name), formality.sub("", scope.text)
    return name.endswith(said) if scope.reach is Reach.BUREAU else said in name


def narrows(scope: Scope, following: Scope) -> bool:
    """Tell whether words right after 全市 mean fewer than all of it; 全市各级行政机关 are all."""
    whole = pattern("WHOLE_PLACE").fullmatch(scope.text)
    return whole is None or pattern("ALL_OF_IT").fullmatch(following.text) is None
