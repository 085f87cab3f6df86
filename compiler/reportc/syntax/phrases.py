"""Phrases that are looked for inside a text, and words of the page around a report, as the grammar gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from lark import Lark
from lark.lexer import Lexer

from reportc import grammar


def phrases() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of phrases.lark by name; they see folded text."""
    return _patterns("phrases.lark")


def page_words() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of page.lark by name; they see folded text."""
    return _patterns("page.lark")


@cache
def provinces() -> Mapping[str, str]:
    """Return the names of provinces and their prefectures, as places.lark has them, each with its province's own."""
    lists = (str(one.pattern.to_regexp()).split("|") for one in _loaded("places.lark").terminals)
    return MappingProxyType({name: names[0] for names in lists for name in names})


@cache
def any_place() -> re.Pattern[str]:
    """Return the pattern of all these names; of nothing but words, it is a fast one."""
    return re.compile("|".join(map(re.escape, provinces())))


@cache
def sentences() -> Mapping[str, str]:
    """Return the sentences of a blank report by name, as skeleton.lark has them, in its order."""
    return MappingProxyType({str(one.name): str(one.pattern.value) for one in _loaded("skeleton.lark").terminals})


@cache
def _patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    patterns = {str(one.name): re.compile(one.pattern.to_regexp(), re.DOTALL) for one in _loaded(name).terminals}
    return MappingProxyType(patterns)


def _loaded(name: str) -> Lark:
    return Lark.open(str(grammar.directory() / name), parser="lalr", lexer=_NoLexer)


class _NoLexer(Lexer):
    """Nothing is lexed; Lark's own lexers compare all patterns with each other first, which takes a second."""

    def __init__(self, _: Any) -> None:
        """Take what Lark hands to a lexer."""

    def lex(self, *_: Any) -> Any:
        """Give no token."""
        return iter(())
