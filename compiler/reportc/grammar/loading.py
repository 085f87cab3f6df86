"""Grammars, loaded once a process: from the cache of an earlier one, or by Lark, which takes 100 ms.

This is the only file that imports Lark, and that depends on the layout of its tables.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from reportc.grammar import directory, kept, labels
from reportc.grammar.tables import Grammar, MatchedRule, Terminal, dumped, parsed

if TYPE_CHECKING:
    from lark import Lark

START = "start"


@cache
def load(name: str) -> Grammar:
    """Return the grammar of a .lark file, with its rules; it is kept for the next process."""
    found = kept.find(name)
    if found is not None:
        try:
            return parsed(found)
        except (ValueError, TypeError, LookupError):
            pass  # an unreadable file: it is written again
    grammar = converted(by_lark(name))
    kept.keep(name, dumped(grammar))
    return grammar


def by_lark(name: str, starts: tuple[str, ...] = (START, "patterns"), **options: Any) -> Lark:
    """Return the parser that Lark makes of a .lark file, for the rule `start` and for terminals that no text has."""
    from lark import Lark
    from lark.exceptions import GrammarError

    beside: dict[str, Any] = {"lexer": _lexer(), "maybe_placeholders": False, "import_paths": [labels.load]}
    given = {**beside, **options}  # Lark's are not typed
    path = str(directory() / name)
    try:
        return Lark.open(path, parser="lalr", start=[*starts], **given)
    except GrammarError:
        if len(starts) == 1:
            raise
        return by_lark(name, starts[:1], **options)  # a file without a rule for patterns


def converted(loaded: Lark) -> Grammar:
    """Take the needed data from Lark's parser."""
    frontend: Any = loaded.parser  # neither the frontend nor its tables are typed
    table = frontend.parser.parser.parse_table
    numbers = {state: number for number, state in enumerate(sorted(table.states))}
    rules: dict[int, MatchedRule] = {}
    return Grammar(
        tuple(_terminal(one) for one in loaded.terminals),
        frozenset(map(str, loaded.ignore_tokens)),
        numbers[table.start_states[START]],
        numbers[table.end_states[START]],
        [
            {str(name): _entry(entry, numbers, rules) for name, entry in table.states[state].items()}
            for state in numbers
        ],
    )


def plain(name: str) -> str:
    """Return the name of a rule or terminal without the prefix that an import puts before it."""
    return name.rpartition("__")[2] or name


def _terminal(one: Any) -> Terminal:
    exact = str(one.pattern.value) if type(one.pattern).__name__ == "PatternStr" else None
    return Terminal(str(one.name), one.pattern.to_regexp(), exact, one.priority)


def _entry(entry: tuple[Any, Any], numbers: dict[int, int], rules: dict[int, MatchedRule]) -> int | MatchedRule:
    from lark.parsers.lalr_analysis import Shift

    action, argument = entry
    if action is Shift:
        return numbers[argument]
    if id(argument) not in rules:
        rules[id(argument)] = _rule(argument)
    return rules[id(argument)]


def _rule(rule: Any) -> MatchedRule:
    """Convert a rule of Lark's: filtered tokens leave the tree, and so do rules whose name begins with _."""
    parts = [at for at, part in enumerate(rule.expansion) if not (part.is_term and part.filter_out)]
    opened = [at for at in parts if not rule.expansion[at].is_term and rule.expansion[at].name.startswith("_")]
    name = str(rule.alias or rule.options.template_source or rule.origin.name)
    size = len(rule.expansion)
    kept_parts = None if len(parts) == size and not opened else tuple(parts)
    folds = bool(rule.options.expand1 and not rule.alias)
    return MatchedRule(str(rule.origin.name), plain(name), size, kept_parts, tuple(opened), folds)


def _lexer() -> type:
    """Return a lexer without patterns; Lark's own first compares all patterns, which takes a second."""
    from lark.lexer import Lexer

    class NoLexer(Lexer):
        def __init__(self, _: Any) -> None:
            pass

        def lex(self, *_: Any) -> Any:
            return iter(())

    return NoLexer
