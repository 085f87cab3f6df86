"""Phrases that are searched for in texts, and words of the page around a report, from the grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reportc.grammar.loading import load


def phrases() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of phrases.lark by name; they match folded text."""
    return _patterns("phrases.lark")


def page_words() -> Mapping[str, re.Pattern[str]]:
    """Return the patterns of page.lark by name; they match folded text."""
    return _patterns("page.lark")


@cache
def provinces() -> Mapping[str, str]:
    """Return the names of provinces and their prefectures, as places.lark has them, each with its province's own."""
    lists = (one.pattern.split("|") for one in load("places.lark").terminals)
    return MappingProxyType({name: names[0] for names in lists for name in names})


@cache
def any_place() -> re.Pattern[str]:
    """Return a pattern of all these names."""
    return re.compile("|".join(map(re.escape, provinces())))


@cache
def sentences() -> Mapping[str, str]:
    """Return the sentences of a blank report by name, as skeleton.lark has them, in its order."""
    return MappingProxyType({one.name: one.exact or one.pattern for one in load("skeleton.lark").terminals})


@cache
def _patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    return MappingProxyType({one.name: re.compile(one.pattern, re.DOTALL) for one in load(name).terminals})
