"""The phrases that rules look for inside a text, as the grammar gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from lark import Lark

from reportc import grammar


@cache
def phrases() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of phrases.lark by name; they see folded text."""
    loaded = Lark.open(str(grammar.directory() / "phrases.lark"), parser="lalr", lexer="basic")
    patterns = {str(one.name): re.compile(one.pattern.to_regexp(), re.DOTALL) for one in loaded.terminals}
    return MappingProxyType(patterns)
