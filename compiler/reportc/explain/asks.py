"""What the form asks for under each heading: the regulation's article 50 and the tables of the two notices."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Asks(NamedTuple):
    """What stands under a heading in the form."""

    zh: str
    en: str


ASKS: Mapping[str, Asks] = MappingProxyType(
    {
        "overview": Asks(
            "概述本机关全年的政府信息公开工作，多按主动公开、依申请公开、政府信息管理、平台建设、监督保障分写。"
            "文中的件数应与第三、四部分的表一致。",
            "An account of the year in prose. The numbers it gives must be those of the tables in sections 3 and 4.",
        ),
        "proactive_disclosure": Asks(
            "《条例》第二十条第（一）（五）（六）（八）项的数字，逐格填写，没有的填 0；"
            "2019 年版另有第（九）项。金额以万元计，最多四位小数。",
            "The numbers of article 20 (1), (5), (6) and (8), in the edition of 2019 of (9) too. "
            "Print 0 for none; amounts in 万元 with at most four decimals.",
        ),
        "applications": Asks(
            "申请的收到和处理情况，按六类申请人和总计逐格填写，没有的填 0。"
            "每行：各类申请人之和等于总计；每列：各项结果之和等于（七）总计；"
            "每列：本年新收加上年结转，等于（七）总计加结转下年度。",
            "The requests received and handled, by six kinds of applicant and in total; print 0 for none. "
            "Each row sums to 总计, the outcomes to （七）总计, and new + carried over = total + carried forward.",
        ),
        "proceedings": Asks(
            "因政府信息公开被申请行政复议、提起行政诉讼的件数：行政复议、未经复议直接起诉、复议后起诉，"
            "各填结果维持、结果纠正、其他结果、尚未审结和总计，总计等于前四项之和。",
            "Reviews and lawsuits over disclosure: three blocks of four results and their total.",
        ),
        "problems": Asks(
            "政府信息公开工作存在的主要问题及改进情况（《条例》第五十条）。",
            "The main problems of the year and what is done about them (article 50 of the regulation).",
        ),
        "other_matters": Asks(
            "其他需要报告的事项；2021 年版应写明收取信息处理费的情况，没有收取也要写。",
            "Other matters. From the edition of 2021 on: what was charged as 信息处理费, none included.",
        ),
    }
)
