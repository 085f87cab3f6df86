"""未收到…, 均已办结, 均获维持: claims about none or about all, if the words allow only one reading."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.check.narrative.claims.nodes import Claim, ClaimKind
from reportc.check.narrative.claims.parser import GAP, SentenceToken
from reportc.check.narrative.claims.subjects import Around
from reportc.check.narrative.claims.terms import CARRIED, PROCEEDINGS, REQUESTS, kinds

_PASSED = frozenset(
    (
        *("AND", "ANYONE", "ABOUT", "ETC", "MANNER", "THIS_YEAR", "YEAR"),
        *("HERE", "EVERYWHERE", "OUR_PLACE", "OFFICE", "BUREAU"),
        *("RECEIVED", "ACCEPTED", "HANDLED"),
    )
)
_OTHERS = frozenset((GAP, "PROACTIVE", "CHANNEL"))
_TAKING = frozenset(("RECEIVED", "ACCEPTED"))
_WITH_ANSWERS = frozenset((*REQUESTS, "DEADLINE", "MANNER", "HANDLED", "AND", "BOTH"))
_ALL_DONE = frozenset(("received", "accepted", "handled"))


def denied(words: Sequence[SentenceToken], waiting: Sequence[SentenceToken]) -> tuple[str, ...]:
    """Return the subjects that `words` deny, or if there are no words, the proceedings among `waiting` before them.

    An unknown word changes the meaning of a word next to it (未收到申请费用), but not of one
    from which 和 separates it.
    """
    if not words:
        return _named(waiting) if kinds(waiting) & set(PROCEEDINGS) else ()
    return _named(words)


def _named(words: Sequence[SentenceToken]) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1].type if at + 1 < len(words) else ""
        if word.type in PROCEEDINGS or word.type in CARRIED[:2]:
            found.append(word.type.lower())
        elif word.type in REQUESTS:
            if at and words[at - 1].type in CARRIED:
                pass  # 无上年结转申请: of those carried over
            elif following not in PROCEEDINGS and (at == 0 or found or kinds(words[:at]) <= _PASSED):
                found.append("received")
        elif word.type in _OTHERS and at and words[at - 1].type == "AND" and found:
            return tuple(dict.fromkeys(found))
        elif word.type not in _PASSED:
            return ()
        at += 1
    if "HANDLED" in kinds(words) and "received" in found and not kinds(words) & _TAKING and words[0].type == "HANDLED":
        return ()
    return tuple(dict.fromkeys(found))


def held(
    words: Sequence[SentenceToken], antecedent: Claim | None, around: Around, waiting: Sequence[SentenceToken]
) -> tuple[str, ...]:
    """Return what is claimed of all: `completed` of requests received, `upheld` of proceedings named before.

    均 refers to what was counted last; after a count of answers it claims nothing new. With 按期 or 依法 it is
    about how something was done, unless 办结 follows a count of requests received.
    """
    present = kinds(words)
    if "UPHELD" in present:
        return ("upheld",) if present <= {"UPHELD", "HERE"} and around.blocks else ()
    done = present & {"COMPLETED", "ANSWERED"}
    if not done or not present <= {*done, *_WITH_ANSWERS}:
        return ()
    before = kinds(waiting)
    asked = around.topic == "request" or "REQUEST" in before or ("APPLICATION" in before and GAP not in before)
    vague = bool(present & {"DEADLINE", "MANNER"})
    if antecedent is not None:
        of_requests = (
            antecedent.kind is ClaimKind.COUNT and set(antecedent.subjects) <= _ALL_DONE and not antecedent.within
        )
        return ("completed",) if of_requests and not (vague and "ANSWERED" in present) else ()
    return ("completed",) if asked and not vague else ()
