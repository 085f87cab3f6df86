"""Narratives that state many counts of the tables, in many phrasings; each number has a `Slot`.

Every sentence is correct. A `Slot` has the rule that checks its number, and the other numbers
that would be correct too, so that a test can replace it with a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from reports.report import Report, Value
from reports.words import BLOCKS, COLUMNS, MATRIX, Edition

_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
_LEADS = ("全年", "本年度", "{year}年，我单位", "{year}年", "本机关全年", "{year}年度，我局", "")
_OF_A_PLACE = ("全{place}", "全{place}各级行政机关", "{year}年，全{place}各部门", "全{place}全年")
_REQUESTS = ("政府信息公开申请", "依申请公开", "公民、法人和其他组织提出的政府信息公开申请", "书面申请公开政府信息")
_OUTCOMES = (
    ("予以公开", ("disclosed",)),
    ("部分公开", ("partly_disclosed",)),
    ("不予公开", ("withheld",)),
    ("无法提供", ("unavailable",)),
    ("不予处理", ("not_processed",)),
    ("其他处理", ("other_handling",)),
)
_ROWS = (
    ("因属于国家秘密不予公开", "withheld/state_secret", "withheld"),
    ("属于三类内部事务信息", "withheld/internal_affairs", ""),
    ("本机关不掌握相关政府信息", "unavailable/not_held", ""),
    ("没有现成信息需要另行制作", "unavailable/must_be_created", ""),
    ("重复申请", "not_processed/repeated", ""),
    ("无正当理由大量反复申请", "not_processed/excessive", ""),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A number in a sentence: the rule that checks it, its printed form, and the other true numbers."""

    code: str
    number: int | Decimal
    written: str
    also: frozenset[int] = frozenset()


Said = tuple[str | Slot, ...]
"""A sentence: text and numbers."""


@dataclass(frozen=True)
class Teller:
    """Draws sentences about the tables of one report."""

    rng: Random
    values: Mapping[str, Value]
    edition: Edition
    year: int
    unit: str = "件"
    place: str = ""  # of a government: the end of its place's name, 市 or 县

    def count(self, path: str) -> int:
        """Return the number of a cell."""
        value = self.values[f"/{path}"]
        assert isinstance(value, int)
        return value

    def total(self, row: str) -> int:
        """Return the total of a row of the matrix, or of all rows of a group."""
        rows = [one.pointer[1:] for one in MATRIX[self.edition]]
        return sum(self.count(f"{one}/total") for one in rows if f"{one}/".startswith(f"applications/{row}/"))

    def slot(self, code: str, number: int, *also: int) -> Slot:
        """Write a number in one of the usual ways: in digits of either width, or in Chinese characters."""
        unit = self.unit
        ways = [f"{number}{unit}"] * 4 + [
            f" {number} {unit}",
            f"{number:,}{unit}",
            f"{number}{unit}".translate(_FULL_WIDTH),
        ]
        return Slot(
            code, number, self.rng.choice([*ways, f"{spoken(number)}{unit}"] if number else ways), frozenset(also)
        )

    def sentences(self) -> list[Said]:
        """Draw the sentences on requests and on proceedings."""
        return [*self.requests(), *self.outcomes(), self.proceedings()]

    def requests(self) -> Iterator[Said]:
        """State what was received, carried over, answered and carried forward."""
        new, over, done, forward = map(self.total, ("new", "carried_over", "outcomes/total", "carried_forward"))
        leads = (*_LEADS, *(_OF_A_PLACE if self.place else ()))
        lead = self.rng.choice(leads).format(year=self.year, place=self.place)
        request = self.rng.choice(_REQUESTS)
        if not new and not over:
            yield (f"{lead}{self.rng.choice(('未收到', '没有收到'))}", f"{request}。")
            return
        received = self.slot("N501", new)
        both = self.slot("N501", new + over, new)
        people = self.people(new, "new", request)
        beginning: Said = self.rng.choice(
            (
                (f"{lead}共收到{request}", received, *people),
                (f"{lead}新收{request}共计", received, *people, "，上年结转", self.slot("N502", over)),
                (f"{lead}收到", received, f"{request}", "，由上年结转", self.slot("N502", over)),
                (f"{lead}共受理{request}", both, "（含上年结转", self.slot("N502", over), "）"),
                (f"{lead}办理{request}", both, "（其中包括上年度结转", self.slot("N502", over), "）"),
                (f"{lead}新收和上年结转{request}合计", self.slot("N501", new + over)),
                (f"{lead}收到{request}", received, f"，{self.change()}"),
            )
        )
        ends: list[Said] = [
            ("，办结", self.slot("N503", done), "，结转下年度继续办理", self.slot("N504", forward)),
            ("；已答复", self.slot("N503", done), "，转下年度办理", self.slot("N504", forward)),
            ("。答复", self.slot("N503", done), "，另有", self.slot("N504", forward), "申请依法顺延到下年度答复"),
            ("、办结", self.slot("N503", done), f"、结转{self.year + 1}年", self.slot("N504", forward)),
        ]
        if not forward:
            ends += [("，均已办结",), ("，全部办结，无结转下年度事项",)]
        yield (*beginning, *self.rng.choice(ends), "。")

    def people(self, whole: int, row: str, request: str) -> Said:
        """State how many were by citizens and how many by organisations, or nothing."""
        natural = self.count(f"applications/{row}/natural_person")
        first, second = self.slot("N509", natural), self.slot("N509", whole - natural)
        return self.rng.choice(
            (
                (),
                (),
                ("，其中自然人申请", first, "，法人或其他组织申请", second),
                ("（自然人", first, "、法人或其他组织", second, "）") if request else (),
            )
        )

    def change(self) -> str:
        """Compare with last year, which is in none of the report's tables."""
        return self.rng.choice(
            (f"同比增长{self.rng.randint(1, 99)}.{self.rng.randint(0, 9)}%", f"较上年减少{self.rng.randint(1, 60)}件")
        )

    def outcomes(self) -> Iterator[Said]:
        """State how many requests had which outcome, and what share that is."""
        done = self.total("outcomes/total")
        if not done:
            return
        mark, end = self.rng.choice(("，", "；", "、")), self.rng.random() < 0.2
        kinds = [self.outcome(words, rows, done, end=end) for words, rows in _OUTCOMES if self.rng.random() < 0.7]
        if not end:
            kinds = self.joined(kinds, done) if self.rng.random() < 0.3 else kinds
            kinds += [self.row(*row) for row in self.rng.sample(_ROWS, 2) if self.rng.random() < 0.4]
        if kinds:
            lead = self.rng.choice(("", "从办理结果看，", "答复申请", "其中，", "在办结的"))
            ends = {"答复申请": "，其中", "在办结的": "中，"}
            beginning: Said = (lead, self.slot("N503", done), ends[lead]) if lead in ends else (lead,)
            yield (*beginning, *(part for one in kinds for part in (*one, mark)), "依法依规。")

    def outcome(self, words: str, rows: Iterable[str], done: int, *, end: bool) -> Said:
        """State one outcome, its words before or after its number."""
        number = sum(self.total(f"outcomes/{row}") for row in rows)
        slot = self.slot("N505", number)
        if end:
            return (slot, words)
        spoken: Said = self.rng.choice(((words, slot), (words, slot), (f"作出{words}决定", slot)))
        return (*spoken, *self.share(number, done))

    def joined(self, rest: list[Said], done: int) -> list[Said]:
        """Count the first two outcomes together."""
        both = self.total("outcomes/disclosed") + self.total("outcomes/partly_disclosed")
        together = (
            self.rng.choice(("予以公开及部分公开", "予以公开和部分公开共")),
            self.slot("N505", both),
            *self.share(both, done),
        )
        return [
            together,
            *(one for one in rest if not any("公开" in str(part) and "不予" not in str(part) for part in one)),
        ]

    def row(self, words: str, row: str, group: str) -> Said:
        """State one row of a group; if the group is named too, its sum is also true."""
        also = (self.total(f"outcomes/{group}"),) if group else ()
        return (words, self.slot("N505", self.total(f"outcomes/{row}"), *also, *(range(also[0]) if also else ())))

    def share(self, part: int, whole: int) -> Said:
        """State what share a number is, rounded or truncated to one or two decimals, or nothing."""
        if self.rng.random() < 0.5:
            return ()
        places = self.rng.choice(("1", "0.1", "0.01"))
        exact = Decimal(100 * part) / whole
        percent = exact.quantize(Decimal(places), self.rng.choice((ROUND_HALF_UP, ROUND_HALF_UP, ROUND_DOWN)))
        before, after = self.rng.choice((("，占", ""), ("，占比", ""), ("（", "）"), ("，占申请总数的", "")))
        return (before, Slot("N507", percent, f"{percent}%"), after)

    def proceedings(self) -> Said:
        """State how many reviews and lawsuits there were, and their results."""
        review, *suits = (self.count(f"proceedings/{block}/total") for block, _ in BLOCKS)
        if not review and not any(suits):
            return (
                self.rng.choice(
                    ("未发生因政府信息公开引起的行政复议、行政诉讼。", "无政府信息公开行政复议和行政诉讼案件。")
                ),
            )
        first, second = self.slot("N506", review), self.slot("N506", sum(suits))
        spoken: Said = self.rng.choice(
            (
                ("因政府信息公开被申请行政复议", first, "，被提起行政诉讼", second),
                ("信息公开类行政复议", first, "，诉讼", second),
                ("政府信息公开行政复议和行政诉讼共", self.slot("N506", review + sum(suits))),
                ("政府信息公开行政复议", first, *self.results()),
            )
        )
        return (*spoken, "。")

    def results(self) -> Said:
        """State the results of reviews."""
        upheld, corrected, total = (
            self.count(f"proceedings/reconsideration/{one}") for one in ("upheld", "corrected", "total")
        )
        if total and upheld == total:
            return ("，均获维持",)
        return ("，其中维持", self.slot("N506", upheld), "，纠正", self.slot("N506", corrected))

    def published(self) -> Said:
        """State what was published, by all of its kinds; it is in no table."""
        parts = [self.rng.randint(3, 900) for _ in range(3)]
        first, second, third = (Slot("N509", part, f"{part}条") for part in parts)
        return (
            "通过网站公开信息",
            Slot("N509", sum(parts), f"{sum(parts)}条"),
            "，其中文件类",
            first,
            "，动态类",
            second,
            self.rng.choice(("，其他类", "，其余")),
            third,
            "。",
        )


TRAPS = (
    "去年收到政府信息公开申请{a}件，办结{b}件。",
    "近三年累计受理政府信息公开申请{a}件。",
    "第一季度收到政府信息公开申请{b}件。",
    "办理人大代表建议{a}件、政协提案{b}件，全部办结。",
    "收到网民留言{a}条，答复{b}条，办结率100%，满意率9{d}.{d}%。",
    "发布政策解读{a}件，召开新闻发布会{b}场。",
    "主动公开规范性文件{a}件，答复电话咨询{b}次。",
    "收到政府信息公开申请近{a}件。",
    "因土地征收引发的行政复议{a}件。",
    "举办业务培训{d}期，培训{a}人次。",
    "政府网站浏览量{a}万次，公众号关注量同比增长{d}.{d}%。",
    "收到涉及房屋拆迁的政府信息公开申请{b}件。",
)
"""Sentences with numbers of other things, drawn at random; they must be ignored."""


def tell(report: Report, rng: Random, *, traps: bool = True) -> tuple[Report, tuple[Said, ...]]:
    """Return `report` with a narrative about its tables, and the sentences with their numbers."""
    place = re.search("([市县区省])人民政府", report.agency or "")
    teller = Teller(
        rng,
        report.values,
        report.applications_edition,
        report.year,
        rng.choice(("件", "件", "宗", "份")),
        place[1] if place else "",
    )
    published, spoken = teller.published(), teller.sentences()
    heading = rng.choice(("（二）依申请公开情况。", "2.依申请公开。", "二是规范办理依申请公开。"))
    false: list[Said] = [(trap(rng),) for _ in range(rng.randint(1, 3))] if traps else []
    overview = (
        "（一）主动公开情况。" + text(published),
        *(text(one) for one in false[:1]),
        heading + "".join(text(one) for one in spoken),
        "（三）监督保障情况。每季度抽看一次更新情况并通报。" + "".join(text(one) for one in false[1:]),
    )
    return replace(report, overview=overview), (published, *spoken)


def text(spoken: Said) -> str:
    """Return the text of a sentence."""
    return "".join(part if isinstance(part, str) else part.written for part in spoken)


def trap(rng: Random) -> str:
    """Draw a sentence with numbers of other things."""
    return rng.choice(TRAPS).format(a=rng.randint(2, 900), b=rng.randint(2, 90), d=rng.randint(1, 9))


def spoken(number: int) -> str:
    """Return a number in Chinese characters."""
    if number >= 10_000:
        rest = number % 10_000
        return spoken(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + (spoken(rest) if rest else "")
    said, gap = "", False
    for amount, place in _PLACES:
        digit, number = divmod(number, amount)
        said += (("零" if gap and said else "") + _DIGITS[digit] + place) if digit else ""
        gap = not digit
    if number:
        said += ("零" if gap and said else "") + _DIGITS[number]
    return said.removeprefix("一") if said.startswith("一十") else said or _DIGITS[0]


def applicants() -> tuple[str, ...]:
    """Return the names of the six applicant columns."""
    return tuple(name for name, _ in COLUMNS[:-1])
