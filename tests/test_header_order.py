"""The order of columns that the words of a header show, by their places or by their reading order.

A header is drawn line by line, its lines separated by `/`, its words along the grid: a letter each, `_` is no word. A
word with `~` is broken over lines. `at=False` draws no grid, `lefts` are the left edges of the words on a page.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportc.form import APPLICANTS, TOTAL
from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.table.header import Head, applicants, columns_shown, contradicts, result_columns, results

WHO = {**dict(zip("NBRSLO", APPLICANTS, strict=True)), "T": TOTAL, "A": "applicants", "G": "organizations", "X": "x"}
RESULTS = {"U": "upheld", "C": "corrected", "O": "other_result", "P": "pending", "T": "result_total"}
BLOCKS = {"r": "reconsideration", "l": "litigation", "d": "direct", "a": "after_reconsideration"}
FORM = "rUCOPT dUCOPT aUCOPT"


def heads(drawn: str, *, at: bool = True, lefts: Sequence[int | None] = ()) -> list[Head]:
    """Return the words of a header as drawn."""
    found: list[Head] = []
    names = {**WHO, **RESULTS, **BLOCKS} if set(drawn) & set(BLOCKS) | set(drawn) & set("UCP") else WHO
    for row, line in enumerate(drawn.split("/")):
        for column, word in enumerate(line.split()):
            if word != "_":
                spans = (Span(0, 1),) * (1 + ("~" in word))
                piece = Piece(word, spans, *((row, column) if at else ()))
                piece.left = lefts[len(found)] if lefts else None
                found.append(Head(names[word[0]], piece))
    return found


def who(drawn: str, *, shown: Sequence[int] = (), at: bool = True, lefts: Sequence[int | None] = ()) -> str | None:
    """Return the order of the applicants as letters; None if it is unknown."""
    found = applicants(heads(drawn, at=at, lefts=lefts), shown)
    return None if found is None else "".join(letter for name in found for letter in WHO if WHO[letter] == name)


def fifteen(found: Sequence[Head]) -> str | None:
    """Return the order of section 4's columns as the letters of blocks and results; None if it is unknown."""
    order = results(found)
    if order is None:
        return None
    names = [(_letter(BLOCKS, block), _letter(RESULTS, result)) for block, result in order]
    groups = [names[i : i + 5] for i in range(0, len(names), 5)]
    return " ".join(group[0][0] + "".join(result for _, result in group) for group in groups)


def five(drawn: str, *, at: bool = True, lefts: Sequence[int | None] = ()) -> str | None:
    """Return the order of five results as letters; None if it is unknown."""
    order = result_columns(heads(drawn, at=at, lefts=lefts))
    return None if order is None else "".join(_letter(RESULTS, name) for name in order)


def _letter(names: dict[str, str], name: str) -> str:
    return next(letter for letter in names if names[letter].replace("_result", "").replace("result_", "") == name)


SEVEN = range(1, 8)


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("_ N B R S L O T", "NBRSLOT"),
        ("_ N R B S L O T", "NRBSLOT"),
        ("_ N R B S L O", None),
        ("_ A / _ N G _ _ _ _ T / _ _ R B S L O", "NRBSLOT"),
        ("_ A / _ N G _ _ _ _ T / _ _ B R S L O", "NBRSLOT"),
        ("_ _ G _ _ _ _ T / _ N R B S L O", "NRBSLOT"),
        ("_ A / _ _ G _ _ _ _ T / _ N R B S L O", "NRBSLOT"),
        ("_ T N G / _ _ _ B R S L O", "TNBRSLO"),
        ("G _ _ _ _ _ T / R B S L O N", "RBSLONT"),
        ("G _ _ _ _ T / R B S L O / _ _ _ _ _ N", "RBSLOTN"),
        ("_ _ A / _ G _ _ _ _ _ _ T / _ _ R B S L O N", "RBSLOTN"),
        ("_ _ R N / _ B _ _ S L O T", "RNBSLOT"),
        ("X N R B / X S L O T", "NRBSLOT"),
        ("_ A N / _ N R B S L O T", "NRBSLOT"),
        ("_ N B / _ N R B S L O T", None),
        ("_ N R B S L O T / _ N R B S L O T", "NRBSLOT"),
        ("", "NBRSLOT"),
    ],
)
def test_applicants_in_a_grid(drawn: str, meant: str | None) -> None:
    assert who(drawn) == meant


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("_ N B S L O T", None),
        ("_ N B _ S L O T", "NBRSLOT"),
        ("_ A / _ N B S L O T", None),
        ("_ N B R S L O / _ T", "NBRSLOT"),
        ("_ _ N / _ B _ R S L O T", None),
        ("_ _ R N / _ B _ _ S L O T", "BRNSLOT"),
        ("_ N R B~ S L O T", "NRBSLOT"),
    ],
)
def test_applicants_over_the_numbers(drawn: str, meant: str | None) -> None:
    assert who(drawn, shown=SEVEN) == meant


def test_applicants_as_they_are_read() -> None:
    assert who("A N G T R B S L O", at=False) == "NRBSLOT"
    assert who("N R B~ S L O T", at=False) == "NRBSLOT"
    assert who("N R B S L O T", at=False, lefts=range(7)) == "NRBSLOT"
    assert who("N R B~ S L O T", at=False, lefts=range(7)) == "NBRSLOT"


def test_an_applicant_without_a_place() -> None:
    found = heads("_ N R B S L O T")
    found[3].piece.column = None
    assert applicants(found, SEVEN) == tuple(WHO[name] for name in "NRBSLOT")


def test_names_that_are_repeated_count_once() -> None:
    assert not contradicts("aabc", tuple("abcd"))
    assert not contradicts("ad", tuple("abcd"))
    assert contradicts("ba", tuple("abcd"))
    assert contradicts("aba", tuple("abcd"))


def test_columns_that_the_words_of_a_header_show() -> None:
    found = [*(Piece("", (), 0, column) for column in (3, 1, 2)), *(Piece("", (), 1, at, 1) for at in (4, 5, None))]
    assert columns_shown(found, 3) == columns_shown(found, 3, 1) == {0: (1, 2, 3)}
    assert columns_shown(found, 2) == {1: (4, 5)}
    assert columns_shown(found, 5, 1) == {1: (1, 2, 3, 4, 5)}
    assert columns_shown(found, 5) == columns_shown(found, 4, 1) == {}


# ---------------------------------------------------------------- section 4


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("r d a U C O P T U C O P T U C O P T", FORM),
        ("r d a C U O P T C U O P T U C O P T", "rCUOPT dCUOPT aUCOPT"),
        ("r d a C U O P~ T C U O P T U C O P T", FORM),
        ("r a d U C O P T U C O P T U C O P T", "rUCOPT aUCOPT dUCOPT"),
        ("r l U C O P T C U O P T U C O P T", "rUCOPT dCUOPT aUCOPT"),
        ("l d a r U C O P T C U O P T U C O P T", "dUCOPT aCUOPT rUCOPT"),
        ("l r d a U C O P T C U O P T U C O P T", "dCUOPT aUCOPT rUCOPT"),
        ("l r U C O P T C U O P T U C O P T", "dCUOPT aUCOPT rUCOPT"),
        ("d C U O P T a U C O P T r T U C O P", "dCUOPT aUCOPT rTUCOP"),
        ("U C O P T U C O P T U C O P T d a r", "dUCOPT aUCOPT rUCOPT"),
        ("r d a U U O P T C C O P T U C O P T", FORM),
        ("r d a U C O P T C U O P T", FORM),
        ("a r U C O P T U C O P T U C O P T", "dUCOPT aUCOPT rUCOPT"),
    ],
)
def test_fifteen_results_as_they_are_read(drawn: str, meant: str) -> None:
    assert fifteen(heads(drawn, at=False, lefts=[9] * 18 if "~" in drawn else ())) == meant


GRID = " / U C O P T C U O P T U C O P T"


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("r _ _ _ _ d _ _ _ _ a" + GRID, "rUCOPT dCUOPT aUCOPT"),
        ("d _ _ _ _ a _ _ _ _ r" + GRID, "dUCOPT aCUOPT rUCOPT"),
        ("_ _ _ _ _ d _ _ _ _ a" + GRID, "dUCOPT aCUOPT rUCOPT"),
        ("r _ _ _ _ d _ _ _ _ a / U U O P T C C O P T U C O P T", None),
        ("r _ _ _ _ d _ _ _ _ a / U C O P T C U O P T", None),
        ("r _ _ _ _ d _ _ _ _ a / U C O P T U C O P T", FORM),
        ("d _ _ _ _ a _ _ _ _ r / U C O P T U C O P", None),
    ],
)
def test_fifteen_results_in_a_grid(drawn: str, meant: str | None) -> None:
    assert fifteen(heads(drawn)) == meant


@pytest.mark.parametrize("at", [0, 3], ids=["a block", "a result"])
def test_fifteen_results_of_which_a_word_has_no_place_are_as_they_are_read(at: int) -> None:
    found = heads("_ _ _ _ _ d _ _ _ _ a _ _ _ _ r" + GRID.replace("/", "/ _ _ _ _ _"))
    found[2].piece.column = 0
    assert fifteen(found) == "rUCOPT dCUOPT aUCOPT"
    found[at].piece.column = None
    assert fifteen(found) == "dUCOPT aCUOPT rUCOPT"


def test_blocks_may_stand_across_a_page_and_in_no_column() -> None:
    found = heads("r d a" + GRID, lefts=[70, 10, 40, *range(15)])
    for head in found[:3]:
        head.piece.column = None
    assert fifteen(found) == "dUCOPT aCUOPT rUCOPT"


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("r U C O P T", "UCOPT"),
        ("r U O C P T", "UOCPT"),
        ("U C O P T / T U C O P", "TUCOP"),
        ("C U r O P T", "CUOPT"),
        ("r C U O P", None),
        ("r U O P", "UCOPT"),
        ("C / U O P", "UCOPT"),
        ("r", "UCOPT"),
    ],
)
def test_five_results_in_a_grid(drawn: str, meant: str | None) -> None:
    assert five(drawn) == meant


@pytest.mark.parametrize(
    ("drawn", "lefts", "meant"),
    [
        ("U O C P T", (1, 2, 3, 4, 5), "UOCPT"),
        ("U O C P~ T", (1, 2, 3, 4, 5), "UCOPT"),
        ("C U O P", (1, 2, 3, 4), None),
        ("C U~ O P", (1, 2, 3, 4), "UCOPT"),
        ("C U O P", (1, None, 3, 4), "UCOPT"),
        ("C U O P", (1, 2, 4, 3), "UCOPT"),
        ("C U O P", (1, 1, 3, 4), "UCOPT"),
    ],
)
def test_five_results_across_a_page(drawn: str, lefts: Sequence[int | None], meant: str | None) -> None:
    assert five(drawn, at=False, lefts=lefts) == meant
