"""Reads the sentences of a passage, clause by clause, with the year, the scope and the topic of earlier clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportc.check.narrative.claims.changes import changed
from reportc.check.narrative.claims.clauses import Clause, Pair, clauses_of
from reportc.check.narrative.claims.denials import denied, held
from reportc.check.narrative.claims.lists import Lists
from reportc.check.narrative.claims.nodes import Claim, ClaimKind, Figure, Narrative, Share
from reportc.check.narrative.claims.parser import GAP, SentenceToken, tokens
from reportc.check.narrative.claims.scopes import Reach, Scope
from reportc.check.narrative.claims.sentence import Sentence
from reportc.check.narrative.claims.subjects import Around, Subject, subject
from reportc.check.narrative.claims.terms import PROCEEDINGS, SUBJECTS, kinds

_OTHER_TIMES = frozenset(("OTHER_YEARS", "PART_OF_YEAR"))
_REACHES = frozenset(("AND", *(reach.name for reach in Reach)))
_MOST_BASES = 40
_BASES = frozenset(("request", "proceeding", "other"))
"""The kinds of count that may be the base of a share; outcomes, applicants and ways are only shares."""


class PassageReader:
    """Reads the sentences of a passage in order."""

    def __init__(self, folded: str, scope: Scope | None) -> None:
        """Begin a passage; `scope` is that at the end of the passage before."""
        self._folded = folded
        self._claims: list[Claim] = []
        self._shares: list[Share] = []
        self._lists: list[Lists] = []
        self._around = Around()
        self.scope = scope
        self.weighed = False
        self._year: int | None = None
        self._last_year = False
        self._bases: list[tuple[str, Figure]] = []  # the kinds of what was counted, and the numbers
        self._before: list[Figure] = []  # the numbers of the sentence before

    def narrative(self) -> Narrative:
        """Return the narrative of the sentences read so far."""
        return Narrative(
            tuple(self._claims),
            tuple(self._shares),
            tuple(found for lists in self._lists for found in lists.found),
        )

    def heading(self, folded: str) -> None:
        """Take the topic of the following sentences from a text without claims."""
        for word in tokens(folded):
            if word.type == "HEADING":
                self._around = Around()
            elif word.type == "REQUEST":
                self._around.topic = "request"
            elif word.type in PROCEEDINGS:
                self._around.topic = "proceedings"

    def sentence(self, folded: str, start: int) -> None:
        """Read a sentence that begins at offset `start` of the passage."""
        said = Sentence(self._folded, start, self.scope, self._year, self._last_year)
        self._around.blocks, self._around.plain = (), False
        parsed = clauses_of(folded)
        said.excepted = any("EXCEPT" in pair.present for clause in parsed for pair in clause.pairs)
        for at, clause in enumerate(parsed):
            said.ahead = parsed[at + 1 :]
            self._clause(clause, parsed[at - 1] if at else None, said)
        said.lists.end()
        self._lists.append(said.lists)
        self._claims += said.kept()
        self.weighed = self.weighed or said.weighed
        if said.claims:
            self.scope, self._year = said.scope, said.year
        self._last_year = said.last_year and bool(said.figures)
        self._before = said.figures or self._before

    def _clause(self, clause: Clause, before: Clause | None, said: Sentence) -> None:
        around = self._around
        said.lists.clause(clause, (said.figures or self._before)[::-1])
        around.breakdown = said.lists.open is not None and said.lists.open.family in {"", "request"}
        if clause.kind == "heading":
            around.topic, around.blocks = None, ()
        if clause.mark and clause.mark[0].type == "SEMICOLON":
            said.other_time, around.blocks, said.waiting, said.among = False, (), (), None
        if clause.mark and clause.mark[0].type == "OUT_OF":
            counted = before is not None and before.pairs and before.pairs[-1].number
            said.among = said.figures[-1] if counted and said.figures else None
        if clause.kind == "share":
            self._share(clause, before, said)
        elif clause.kind in {"denial", "all"} and not any(pair.number for pair in clause.pairs):
            self._sweeping(clause, before, said)
        for pair in clause.pairs:
            self._pair(clause, pair, said)

    def _pair(self, clause: Clause, pair: Pair, said: Sentence) -> None:
        """Read a number with its words, or words alone, which are context of the following numbers."""
        self._note((*pair.before, *pair.words), said)
        figure = said.figure(pair.number) if pair.number else None
        said.partial = said.partial or (figure is not None and "PARTIAL" in pair.present)
        said.lists.pair(clause, pair, figure)
        if figure is None or pair.number is None:
            said.last = None if pair.muddle else said.last
            self._mention(clause, pair, said)
            return
        if clause.kind in {"change", "rate"}:
            said.last = None
            return
        of_all = clause.kind == "all" and not pair.words
        said.weighed = said.weighed or of_all
        zero = of_all and figure.number == 0
        found = subject(replace(pair, words=said.waiting) if zero else pair, self._around)
        said.last = (figure, found, pair)
        said.figures.append(figure)
        self._bases.append((pair.family, figure))
        if found and not said.elsewhen and clause.kind != "denial":
            self._count(clause, pair, found, figure, said)
        self._note(pair.after, said)
        self._topic(pair, found, said)
        said.waiting = pair.after

    def _count(self, clause: Clause, pair: Pair, found: Subject, figure: Figure, said: Sentence) -> None:
        """Keep the claim of a number, with the change that follows it."""
        included = clause.kind == "including"
        if included:
            said.included += found.names
            if not set(found.names) <= {"carried_over", "partly_disclosed"}:
                return
            self._include_in_last(found.names, said)
        tokens = sorted((*found.tokens[:1], *found.tokens[-1:], *filter(None, (pair.number,))), key=_start)
        is_last = pair is clause.pairs[-1] and not pair.turned and not pair.after
        said.claims.append(
            Claim(
                ClaimKind.COUNT,
                found.names,
                said.span(tokens[0], tokens[-1]),
                said.words(found.tokens[0], found.tokens[-1]),
                figure,
                found.joined,
                found.loose or included,
                within=found.within,
                among=said.among,
                scope=said.scope,
                year=said.year,
                change=changed(said, figure, found.tokens) if is_last else None,
            )
        )

    def _sweeping(self, clause: Clause, before: Clause | None, said: Sentence) -> None:
        """Read 未收到…, 均已办结: a claim about none, or about all."""
        words = tuple(word for pair in clause.pairs for word in pair.words)
        self._note(words, said)
        if said.elsewhen or not clause.mark:
            return
        kind = ClaimKind.NONE if clause.kind == "denial" else ClaimKind.ALL
        if kind is ClaimKind.NONE:
            names = denied(words, said.waiting if _follows(before) else ())
        else:
            antecedent = said.claims[-1] if said.claims else None
            held_back = said.excepted or said.of_something_else
            names = () if held_back else held(words, antecedent, self._around, said.waiting)
        if names:
            tokens = (*clause.mark, *words) if words else (*said.waiting, *clause.mark)
            tokens = tokens[:-1] if tokens[-1].type == "AND" else tokens
            place = said.span(tokens[0], tokens[-1])
            spoken = said.words(tokens[0], tokens[-1])
            within = self._around.blocks if kind is ClaimKind.ALL else ()
            said.claims.append(Claim(kind, names, place, spoken, within=within, scope=said.scope, year=said.year))

    def _share(self, clause: Clause, before: Clause | None, said: Sentence) -> None:
        """Read 占 p %: a share of something larger, if the number next to it counts something known."""
        mark = clause.mark[0]
        bracket = before is not None and before.kind == "opened" and not before.pairs
        if said.last is None or said.elsewhen or (mark.type == "PERCENT" and not bracket):
            return
        figure, found, pair = said.last
        said.last = None
        counted = pair.family != "other" and not self._around.plain
        if not counted or pair.muddle or pair.present & {"ROUGH", "LAST_YEAR", "OTHER_YEARS", "PROACTIVE"}:
            return
        percent = said.percent(clause.mark[-1])
        rough = mark.type == "ROUGH_SHARE"
        others = () if rough else self._bases[-_MOST_BASES:]
        bases = tuple(one for kind, one in others if kind in _BASES and one is not figure)
        names = found.names if found else tuple(word.type.lower() for word in pair.words if word.type in SUBJECTS)
        within = found.within if found else ()
        of = mark.part("of") or mark.part("of_about") or mark.part("about_of") if len(clause.mark) > 1 else ""
        self._shares.append(Share(percent, figure, names, bases, within, said.scope, said.year, of, rough))

    def _note(self, words: Iterable[SentenceToken], said: Sentence) -> None:
        """Keep the year, the scope and the topic that words name."""
        around = self._around
        for word in words:
            if word.type == "YEAR":
                said.year, said.inherited = int(word.part("year")), False
                said.last_year = said.other_time = False
            elif word.type == "THIS_YEAR":
                said.year = None if said.inherited else said.year
                said.last_year = said.other_time = False
            elif word.type == "LAST_YEAR":
                said.last_year = True
            elif word.type in _OTHER_TIMES:
                said.other_time = True
            elif word.type in _REACHES:
                said.speak_of(word)
            elif word.type == "PROACTIVE":
                around.topic, around.plain = "other", True
            elif word.type == "REQUEST" and not around.plain:
                around.topic = "request"
            elif word.type in PROCEEDINGS:
                around.blocks = tuple(dict.fromkeys((*around.blocks, word.type.lower())))

    def _mention(self, clause: Clause, pair: Pair, said: Sentence) -> None:
        """Keep words without a number; 含上年结转 has none."""
        present = kinds(pair.words)
        if clause.kind == "including" and "CARRIED_OVER" in present:
            said.included += ("carried_over",)
            self._include_in_last(("carried_over",), said)
        said.waiting = pair.words

    def _include_in_last(self, names: tuple[str, ...], said: Sentence) -> None:
        if said.claims:
            last = said.claims[-1]
            said.claims[-1] = replace(last, including=tuple(dict.fromkeys((*last.including, *names))))

    def _topic(self, pair: Pair, found: Subject | None, said: Sentence) -> None:
        """Keep the topic of a number, for following numbers without a word for theirs."""
        around = self._around
        kind = pair.family
        if found and kind in {"request", "outcome"}:
            around.topic, around.plain = "request", False
            if kind == "request" and not any(name.startswith("carried") for name in found.names):
                around.verbs = found.names
        elif found is None and not (said.elsewhen or around.breakdown) and _of_something_else(pair, kind):
            around.topic = "other"


def _start(token: SentenceToken) -> int:
    return token.start


def _of_something_else(pair: Pair, kind: str) -> bool:
    """Return whether a number counts something else than requests: it is next to an unknown word or a verb."""
    beside = kinds((*pair.words[-1:], *pair.after[:1]))
    named = kind == "request" and GAP in pair.present
    return kind == "proceeding" or named or (GAP in beside and kind not in {"applicant", "channel"})


def _follows(before: Clause | None) -> bool:
    """Return whether a clause may refer to words of the clause before it: 行政复议、诉讼均未发生."""
    return before is not None and before.kind in {"plain", "all"}
