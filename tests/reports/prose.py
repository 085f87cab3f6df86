"""The prose of a report: agencies that do not exist, and sentences that agree with the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from reports.words import Edition

PROVINCES = ("澜越省", "云泽省", "苍禾省", "栖桐省")
CITIES = ("望舒市", "鹤汀市", "澄湾市", "岚屏市", "素川市", "砚河市")
COUNTIES = ("云岫县", "青筠县", "霁原区", "松澜区", "疏桐区", "荻浦县", "茗岭县", "雁渚区")
TOWNSHIPS = ("荻花镇", "烟渚乡", "竹坞镇", "晴岚街道", "柳堤镇")
BUREAUS = (
    "发展和改革局",
    "教育局",
    "水务局",
    "农业农村局",
    "住房和城乡建设局",
    "卫生健康委员会",
    "市场监督管理局",
    "文化广电和旅游局",
)


class Agency(NamedTuple):
    """An agency: its name, the words by which it refers to itself, and whether it may make 规章."""

    name: str
    self_name: str
    makes_rules: bool


class Figures(NamedTuple):
    """The counts that the prose mentions, None where the table is blank."""

    new: int | None
    carried_over: int | None
    answered: int | None
    carried_forward: int | None
    reconsideration: int | None
    litigation: int | None


def agency(rng: Random) -> Agency:
    """Draw an agency of any level."""
    city, county = rng.choice(CITIES), rng.choice(COUNTIES)
    return rng.choice(
        (
            Agency(f"{rng.choice(PROVINCES)}人民政府办公厅", "我厅", makes_rules=True),
            Agency(f"{city}人民政府", "我市", makes_rules=True),
            Agency(f"{city}{rng.choice(BUREAUS)}", "我局", makes_rules=False),
            Agency(f"{county}人民政府办公室", "我办", makes_rules=False),
            Agency(f"{county}{rng.choice(BUREAUS)}", "我局", makes_rules=False),
            Agency(f"{county}{rng.choice(TOWNSHIPS)}人民政府", "我单位", makes_rules=False),
        )
    )


def preamble(rng: Random, who: Agency, year: int) -> tuple[str, ...]:
    """Draw none, one or two paragraphs before 一."""
    basis = f"根据《中华人民共和国政府信息公开条例》第五十条的规定，现发布{who.name}{year}年度报告。"
    period = (
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
        f"公众如有疑问，可与{who.self_name}联系（电话：000-{rng.randint(1_000_000, 9_999_999)}）。"
    )
    return rng.choice(((), (basis + period,), (basis, period)))


def overview(rng: Random, who: Agency, year: int, figures: Figures) -> tuple[str, ...]:
    """Draw section 1: an introduction, and parts under one of the usual kinds of sub-heading."""
    opening = f"{year}年，{who.self_name}{rng.choice(_OPENINGS)}"
    parts = (
        ("主动公开情况", _published(rng, year)),
        ("依申请公开情况", applications_said(figures)),
        ("政府信息管理情况", rng.choice(_MANAGEMENT)),
        ("平台建设情况", rng.choice(_PLATFORM)),
        ("监督保障情况", rng.choice(_SUPERVISION)),
    )
    return (opening, *_under_headings(rng, parts))


def applications_said(figures: Figures) -> str:
    """State counts of the matrix and of section 4, except those that are blank there."""
    if figures.new == 0 and figures.carried_over == 0:
        applications = "全年未收到政府信息公开申请"
    else:
        said = zip(("新收政府信息公开申请", "上年结转", "办结", "结转下年度"), figures[:4], strict=True)
        applications = "，".join(f"{words}{count}件" for words, count in said if count is not None)
        applications = f"全年{applications}" if applications else "依申请公开工作按程序办理"
    if figures.reconsideration == 0 and figures.litigation == 0:
        return f"{applications}。未发生因政府信息公开引起的行政复议、行政诉讼。"
    return f"{applications}。涉及政府信息公开的复议、诉讼均依法应对。"


def problems(rng: Random, who: Agency, year: int) -> tuple[str, ...]:
    """Draw section 5: problems and remedies, in one to three paragraphs."""
    wanting, planned = rng.sample(_WANTING, 2), rng.sample(_PLANNED, 2)
    said = f"{who.self_name}的公开工作仍有不足：一是{wanting[0]}；二是{wanting[1]}。"
    next_year = f"{year + 1}年将着力改进：一是{planned[0]}；二是{planned[1]}。"
    return rng.choice(
        (
            (said + next_year,),
            (said, next_year),
            ("（一）存在的问题", said, "（二）改进措施", next_year),
        )
    )


def other_matters(rng: Random, who: Agency, edition: Edition) -> tuple[str, ...]:
    """Draw section 6; the edition of 2021 requires a statement on the 信息处理费."""
    if edition == "2021":
        fee = f"{who.self_name}本年度未收取政府信息公开信息处理费。"
        return rng.choice(((fee,), (fee, "除此之外，没有其他需要报告的事项。")))
    return rng.choice((("无",), ("没有其他需要报告的事项。",), (f"{who.self_name}没有其他需要报告的事项。",)))


def _under_headings(rng: Random, parts: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    ordinals = rng.choice(_ORDINALS)
    kept = [part for part in parts if part[0] == "依申请公开情况" or rng.random() < 0.8]
    if rng.random() < 0.5:
        return tuple(f"{n}{title}。{text}" for n, (title, text) in zip(ordinals, kept, strict=False))
    lines: list[str] = []
    for n, (title, text) in zip(ordinals, kept, strict=False):
        lines += [f"{n}{title}", text]
    return tuple(lines)


def _published(rng: Random, year: int) -> str:
    documents, news, other = (rng.randint(3, 900) for _ in range(3))
    return (
        f"{year}年通过网站公开信息{documents + news + other}条，"
        f"其中文件类{documents}条，动态类{news}条，其他类{other}条。"
    )


_ORDINALS: tuple[tuple[str, ...], ...] = (
    ("（一）", "（二）", "（三）", "（四）", "（五）"),
    ("(一)", "(二)", "(三)", "(四)", "(五)"),
    ("(一) ", "(二) ", "(三) ", "(四) ", "(五) "),
    ("㈠", "㈡", "㈢", "㈣", "㈤"),
    ("1.", "2.", "3.", "4.", "5."),
    ("一是", "二是", "三是", "四是", "五是"),
)
_OPENINGS = (
    "把公开当作日常，凡能公开的都按时上网，凡群众来问的都有回音。",
    "沿着“看得到、找得着、读得懂”三条要求改进公开，年初定下的任务到年底都有了着落。",
    "继续做好条例规定的各项公开，政策随文解读，信息随产生随发布。",
)
_MANAGEMENT = (
    "文件起草时即定公开属性，发布前由两人分别审看，并在台账上留痕。",
    "清理了多年未动的栏目，把失效文件逐件标明，旧页转入归档库。",
)
_PLATFORM = (
    "网站首页加了按事项查找的入口，手机上也能打开全部附件。",
    "公开专栏换了新版，检索从三步减到一步；服务大厅添置了两台查询机。",
)
_SUPERVISION = (
    "每季度抽看一次更新情况并通报，全年没有需要追责的情形。",
    "请十二位居民代表试用网站并打分，意见逐条答复。",
)
_WANTING: tuple[str, ...] = (
    "解读多用文字，图表偏少",
    "部分栏目更新偏慢",
    "基层经办人员更换频繁，业务尚不熟悉",
    "热点问题的回应还不够快",
)
_PLANNED: tuple[str, ...] = (
    "给经办人员开设小班课程",
    "把栏目责任落实到人，按月核对",
    "与政策同步准备图解",
    "建立热点问题的当日答复办法",
)


def figures(values: Mapping[str, object]) -> Figures:
    """Return the counts that the prose mentions from a report's cells."""

    def count(pointer: str) -> int | None:
        value = values[pointer]
        return value if isinstance(value, int) else None

    direct, after = (count(f"/proceedings/litigation/{block}/total") for block in ("direct", "after_reconsideration"))
    return Figures(
        new=count("/applications/new/total"),
        carried_over=count("/applications/carried_over/total"),
        answered=count("/applications/outcomes/total/total"),
        carried_forward=count("/applications/carried_forward/total"),
        reconsideration=count("/proceedings/reconsideration/total"),
        litigation=None if direct is None or after is None else direct + after,
    )
