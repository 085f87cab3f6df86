"""The words of the narrative by kind, as terminals of narrative.lark, and the kind of given words."""

from __future__ import annotations

from collections.abc import Iterable

from reportc.check.narrative.claims.parser import SentenceToken

REQUESTS = frozenset(("REQUEST", "APPLICATION"))
VERBS = ("RECEIVED", "ACCEPTED", "HANDLED", "COMPLETED", "ANSWERED")
CARRIED = ("CARRIED_OVER", "CARRIED_FORWARD", "CARRIED_YEAR")
GROUPS = ("WITHHELD", "UNAVAILABLE", "NOT_PROCESSED", "OTHER_HANDLING")
OUTCOMES = ("DISCLOSED_OR_PARTLY", "DISCLOSED", "PARTLY_DISCLOSED", *GROUPS)
ROWS = (
    "STATE_SECRET",
    "PROHIBITED_BY_LAW",
    "SECURITY_AND_STABILITY",
    "THIRD_PARTY_RIGHTS",
    "INTERNAL_AFFAIRS",
    "DELIBERATIVE_PROCESS",
    "ENFORCEMENT_FILE",
    "ADMINISTRATIVE_INQUIRY",
    "NOT_HELD",
    "MUST_BE_CREATED",
    "UNCLEAR_AFTER_CORRECTION",
    "PETITION",
    "REPEATED",
    "PUBLIC_PUBLICATION",
    "EXCESSIVE",
    "CONFIRMATION",
    "NO_CORRECTION",
    "FEE_UNPAID",
)
PROCEEDINGS = ("RECONSIDERATION", "LITIGATION", "DIRECT", "AFTER_RECONSIDERATION")
RESULTS = ("UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING")
APPLICANTS = (
    "NATURAL_PERSON",
    "COMMERCIAL_ENTERPRISE",
    "RESEARCH_INSTITUTION",
    "PUBLIC_WELFARE_ORGANIZATION",
    "LEGAL_SERVICE_ORGANIZATION",
    "ORGANIZATIONS",
)
CHANNEL = "CHANNEL"
SUBJECTS = frozenset((*VERBS, *CARRIED, *OUTCOMES, *ROWS, *PROCEEDINGS, *RESULTS, *APPLICANTS, CHANNEL))

_FAMILIES = (
    ("outcome", frozenset((*OUTCOMES, *ROWS))),
    ("result", frozenset(RESULTS)),
    ("proceeding", frozenset(PROCEEDINGS)),
    ("request", frozenset((*VERBS, *CARRIED))),
    ("applicant", frozenset(APPLICANTS)),
    ("channel", frozenset((CHANNEL,))),
)


def kinds(words: Iterable[SentenceToken]) -> frozenset[str]:
    """Return the terminals of `words`."""
    return frozenset([word.type for word in words])


def family(present: frozenset[str]) -> str:
    """Return the kind of what the terminals `present` name; the parts of a breakdown are of one kind."""
    for name, members in _FAMILIES:
        if present & members:
            return name
    return "other"
