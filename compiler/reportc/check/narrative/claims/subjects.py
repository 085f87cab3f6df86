"""What a number counts: the subject that its words name, or none if they allow another reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportc.check.narrative.claims.clauses import Pair, unit
from reportc.check.narrative.claims.parser import GAP, SentenceToken, pattern
from reportc.check.narrative.claims.terms import (
    APPLICANTS,
    CARRIED,
    CHANNEL,
    OUTCOMES,
    PROCEEDINGS,
    REQUESTS,
    RESULTS,
    ROWS,
    VERBS,
    kinds,
)

_SPOILERS = frozenset(
    (
        *("OTHER_YEARS", "LAST_YEAR", "PART_OF_YEAR"),
        *("EACH", "EXCEPT", "PARTIAL", "ROUGH", "REST", "BROKEN_NUMBER"),
        *("LOST", "PROACTIVE", "MEDIUM"),
    )
)
"""Next to these a number counts something else, or only a part."""
_ENDS = frozenset((*OUTCOMES, *ROWS))
_OUTCOMES = frozenset(OUTCOMES)
_NOT_ENDS = frozenset((*PROCEEDINGS, *RESULTS, *APPLICANTS, CHANNEL))
_MOVES = frozenset((*VERBS, *CARRIED))
_MOVES_AND_WAYS = _MOVES | {CHANNEL}
_AMBIGUOUS = frozenset(
    (
        *("STATE_SECRET", "PROHIBITED_BY_LAW", "SECURITY_AND_STABILITY", "THIRD_PARTY_RIGHTS", "INTERNAL_AFFAIRS"),
        *("DELIBERATIVE_PROCESS", "ENFORCEMENT_FILE", "ADMINISTRATIVE_INQUIRY"),
        *("PETITION", "PUBLIC_PUBLICATION", "CONFIRMATION"),
    )
)
"""Rows whose names also occur in other contexts."""
_NOBODY = frozenset(("ANYONE", "HERE"))
"""Words that may be between a number and what it counts: 12 件公民提交的申请."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: names in lower case, their tokens, and how they belong together (as in `Claim`)."""

    names: tuple[str, ...]
    tokens: tuple[SentenceToken, ...]
    joined: bool = False
    loose: bool = False
    within: tuple[str, ...] = ()


@dataclass(slots=True)
class Around:
    """The context of a number: what was read before it in its passage."""

    topic: str | None = None  # "request", "proceedings", "other"
    blocks: tuple[str, ...] = ()  # the proceedings named since the last semicolon
    verbs: tuple[str, ...] = ()  # what a breakdown by applicant breaks down
    breakdown: bool = False
    plain: bool = False  # this sentence is about 主动公开 or documents


def subject(pair: Pair, around: Around) -> Subject | None:
    """Return what the number of `pair` counts; None if that is nothing known, or unclear."""
    words = pair.words
    if pair.number is None or pair.muddle or pair.present & _SPOILERS or "ROUGH" in kinds(pair.after[:1]):
        return None
    if pair.turned and words[0].type == GAP:
        return None
    reader = _READERS.get(pair.family)
    return reader(pair, around) if reader else None


def _outcome(pair: Pair, around: Around) -> Subject | None:
    """Read 予以公开 N and the like; a row with its group is one subject, names joined by 和 are counted together."""
    words = pair.words
    found = [word for word in words if word.type in _ENDS]
    if kinds(words) & _NOT_ENDS or not _of_answers(pair, around):
        return None
    before, after = words[: words.index(found[0])], _after(words, found[-1])
    if kinds(after) & {GAP, "ETC"} or kinds(pair.after[:1]) & {GAP, "PROACTIVE"}:
        return None
    if pair.turned and GAP in kinds(before) and words[0].type not in REQUESTS:
        return None
    loose = found[-1].type in OUTCOMES and bool(kinds(words[: words.index(found[-1])]) & {"ETC", "REASON"})
    return Subject(_names(found), tuple(found), _joined(words, _ENDS), loose)


def _of_answers(pair: Pair, around: Around) -> bool:
    """Return whether an outcome is that of requests, and not of documents, which are also disclosed (条, 页)."""
    if around.plain:
        return False
    if around.topic == "request" or _asked(kinds(pair.words) | kinds(pair.after), around):
        return True
    present = kinds(pair.words)
    clear = (present & _OUTCOMES or not present & (_AMBIGUOUS | _MOVES)) and not pattern("WEB_UNIT").fullmatch(
        _unit(pair)
    )
    return around.topic is None and bool(clear)


def _asked(present: frozenset[str], around: Around) -> bool:
    """Return whether words name requests for information; 申请 alone does, unless the topic is another."""
    return "REQUEST" in present or ("APPLICATION" in present and around.topic != "other")


def _result(pair: Pair, around: Around) -> Subject | None:
    """Read 维持 N, a result of the proceedings named with it or before it."""
    found = [word for word in pair.words if word.type in RESULTS]
    own = _names(word for word in pair.words if word.type in PROCEEDINGS)
    if GAP in kinds(pair.words) or len(found) != 1 or not (own or around.blocks):
        return None
    return Subject(_names(found), tuple(found), within=own or around.blocks)


def _proceeding(pair: Pair, around: Around) -> Subject | None:
    """Read 行政复议 N, if it is a count of reviews of this field, and not the name of the organ that decides."""
    words, present = pair.words, kinds(pair.words)
    found = [word for word in words if word.type in PROCEEDINGS]
    verbs = present & _MOVES_AND_WAYS
    named = "ABOUT" in present
    if verbs and not (named and verbs == {"RECEIVED"}):
        return None
    if not named and (GAP in present or around.topic == "other"):
        return None
    if kinds(_after(words, found[-1])) & {GAP, "ETC"} or GAP in kinds(pair.after[:1]):
        return None
    names = _names(found)
    if {"direct", "after_reconsideration"} & set(names):
        names = tuple(name for name in names if name != "litigation")
    return Subject(names, tuple(found), joined=len(names) > 1)


def _request(pair: Pair, around: Around) -> Subject | None:
    """Read 收到 N, 办结 N, 结转 N, if they count all requests."""
    words, present = pair.words, kinds(pair.words)
    found = [word for word in words if word.type in _MOVES]
    if not _of_requests(pair, found, around):
        return None
    if present & set(CARRIED):
        return _carried(pair, found)
    if pair.turned and present & {"RECEIVED", "ACCEPTED", "HANDLED"}:
        return None
    if people := [word for word in words if word.type in APPLICANTS]:
        return _people(people, _names(found))
    return Subject(_names(found), tuple(found))


def _of_requests(pair: Pair, found: Sequence[SentenceToken], around: Around) -> bool:
    """Return whether a verb's number counts all requests, by its own words or by the context."""
    words, present = pair.words, kinds(pair.words)
    carried = bool(present & set(CARRIED))
    if CHANNEL in present or (around.breakdown and not carried):
        return False
    if GAP in kinds(_after(words, found[0])) and not (pair.turned and words[0].type in REQUESTS):
        return False
    named = [word.type for word in pair.after if word.type not in _NOBODY][:1]
    if _asked(present | frozenset(named), around):
        return True
    other = kinds(pair.after[:1]) & {GAP, "PROACTIVE", *PROCEEDINGS}
    return not other and (around.topic == "request" or (around.topic is None and carried and GAP not in present))


def _carried(pair: Pair, found: Sequence[SentenceToken]) -> Subject | None:
    """Read 上年结转 N and 结转下年 N; 新收和上年结转 are counted together."""
    carried = [word for word in found if word.type in CARRIED]
    verbs = [word for word in found if word.type in VERBS]
    if len(carried) > 1:
        return None
    if "AND" not in kinds(pair.words) or not verbs:
        return Subject(_names(carried), tuple(carried))
    joins = len(verbs) == 1 and verbs[0].type in {"RECEIVED", "COMPLETED", "ANSWERED"}
    return Subject(_names(found), tuple(found), joined=True) if joins and carried[0].type != "CARRIED_YEAR" else None


def _applicant(pair: Pair, around: Around) -> Subject | None:
    """Read 其中自然人 N."""
    people = [word for word in pair.words if word.type in APPLICANTS]
    if not around.verbs or GAP in kinds(pair.words):
        return None
    return _people(people, around.verbs)


def _people(people: Sequence[SentenceToken], verbs: tuple[str, ...]) -> Subject | None:
    return Subject(_names(people), tuple(people), within=verbs) if len(people) == 1 else None


def _after(words: Sequence[SentenceToken], word: SentenceToken) -> Sequence[SentenceToken]:
    return words[words.index(word) + 1 :]


def _joined(words: Sequence[SentenceToken], members: Iterable[str]) -> bool:
    """Return whether two of `members` are joined by 和 or the like."""
    known = [word.type for word in words if word.type in members or word.type == "AND"]
    triples = zip(known, known[1:], known[2:], strict=False)
    return any(second == "AND" and "AND" not in {first, third} for first, second, third in triples)


def _names(words: Iterable[SentenceToken]) -> tuple[str, ...]:
    """Return the subjects of `words`, each once; 结转 with a year keeps the year, which shows the direction."""
    return tuple(dict.fromkeys(_name(word) for word in words))


def _name(word: SentenceToken) -> str:
    if word.type == "CARRIED_YEAR":
        origin = word.part("from_year")
        return f"carried_from_{origin}" if origin else f"carried_to_{word.part('to_year')}"
    return word.type.lower()


def _unit(pair: Pair) -> str:
    return unit(pair.number) if pair.number else ""


_READERS = {
    "outcome": _outcome,
    "result": _result,
    "proceeding": _proceeding,
    "request": _request,
    "applicant": _applicant,
}
"""How the number of each family of words is read; numbers by way of application (channel) are not compared."""
