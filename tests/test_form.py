"""The form: Lark and the compiler read its files alike, blank reports have all of it, its glossary is correct."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import pytest

from reportc import form, grammar
from reportc.emit.text.blank import text
from reportc.form import APPLICATIONS, ARTICLES, EDITIONS, FORMS, PROCEEDINGS, SECTIONS, Edition, Part, Path, Table
from reportc.grammar import rules as stated
from reportc.grammar.loading import by_lark
from reportc.syntax.parser import vocabulary
from reportc.syntax.wording import Wording

README = (grammar.directory() / "README.md").read_text("utf-8")
NONE = "–"


def plain(name: str) -> str:
    """Return a name without the prefix of an import."""
    return name.rpartition("__")[2]


def rules(part: Part) -> Iterator[tuple[str, list[str]]]:
    """Yield the rules of a part of the form, each with the names of its parts."""
    yield part.rule, [inner.rule or inner.word for inner in part.parts]
    for inner in part.parts:
        if inner.rule:
            yield from rules(inner)


def words(parts: Iterable[Part]) -> Iterator[str]:
    """Yield the form's wording of all parts and their own parts, in order."""
    for part in parts:
        if part.word in vocabulary().spellings:
            yield vocabulary().spellings[part.word]
        yield from words(part.parts)


@pytest.mark.parametrize("edition", EDITIONS)
def test_lark_reads_the_form_as_it_is_read_here(edition: Edition) -> None:
    lark = by_lark(f"form_{edition}.lark")
    found = {plain(rule.origin.name): [plain(symbol.name) for symbol in rule.expansion] for rule in lark.rules}
    assert dict(rules(FORMS[edition])) == found


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_report_has_what_the_form_states(edition: Edition) -> None:
    blank = text("青岚县人民政府", 2022, edition, "official") or ""
    printed = [cell for line in blank.splitlines() for cell in line.split("\t") if cell]
    whole = list(words(FORMS[edition].parts))
    assert {cell for cell in printed if vocabulary().is_word(cell)} == set(whole)
    for table in (*ARTICLES[edition], APPLICATIONS[edition]):
        rows = set(words(table.part.body))
        assert [cell for cell in printed if cell in rows] == [cell for cell in whole if cell in rows]


def test_what_no_rule_states_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"form_2021\.lark: nothing is called withdrawn"):
        stated.rule("form_2021", "withdrawn")


def test_one_name_has_one_word_in_an_edition() -> None:
    amounts = (Part("amount", "AMOUNT"), Part("amount", "AMOUNT_2021"))
    with pytest.raises(ValueError, match="two words for one name: AMOUNT and AMOUNT_2021"):
        form._words(Part("", "", "article_20_9", "", amounts))


def glossary() -> Iterator[str]:
    """Yield the lines of the glossary: JSON names, and the words of the form in each edition."""
    yield from _heads("section")
    for section in SECTIONS:
        yield _line(section, [Wording(vocabulary(), edition).spelling(section) for edition in EDITIONS])
    articles = [table for edition in EDITIONS for table in ARTICLES[edition]]
    for path in dict.fromkeys(table.path for table in articles):
        yield from _table(path, {e: table for e in EDITIONS for table in ARTICLES[e] if table.path == path})
    yield from _table(("applications",), dict(APPLICATIONS))
    yield from _table(("proceedings",), dict.fromkeys(EDITIONS, PROCEEDINGS))


def _table(path: Path, tables: dict[Edition, Table]) -> Iterator[str]:
    """Yield the columns of a table, then its groups and rows, those of the newest edition first."""
    yield from _heads("/".join(path))
    newest = list(reversed(tables.values()))
    for column in dict.fromkeys(chain.from_iterable(table.columns for table in newest)):
        has = [edition in tables and column in tables[edition].columns for edition in EDITIONS]
        spelled = [Wording(vocabulary(), edition).column(column, path) for edition in EDITIONS]
        yield _line(f"… {column}", [word if there else NONE for word, there in zip(spelled, has, strict=True)])
    places = {edition: dict(table.part.places()) for edition, table in tables.items()}
    for place in dict.fromkeys(chain.from_iterable(reversed(places.values()))):
        parts = [places.get(edition, {}).get(place) for edition in EDITIONS]
        yield _line("/".join(place), [vocabulary().spellings[part.word] if part else NONE for part in parts])


def _heads(name: str) -> Iterator[str]:
    yield ""
    yield _line(name, EDITIONS).replace("`", "")
    yield f"|{'---|' * (len(EDITIONS) + 1)}"


def _line(name: str, words: Iterable[str]) -> str:
    return f"| `{name}` | {' | '.join(words)} |"


def test_the_glossary_is_what_the_form_states() -> None:
    assert "\n".join(glossary()) in README
