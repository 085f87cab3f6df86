"""The form's words by JSON name: a copy for the tests, independent of the compiler's.

Read from the notices 国办公开办函〔2019〕60号 and 〔2021〕30号.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Edition = Literal["2019", "2021"]
EDITIONS: tuple[Edition, ...] = ("2019", "2021")

Named = tuple[tuple[str, str], ...]
"""JSON names with the words of the form, in the form's order."""


class Article(NamedTuple):
    """A 第二十条 block."""

    name: str
    caption: str
    columns: Named
    rows: Named

    def row_pointer(self, row: str) -> str:
        """Return the JSON pointer of `row`."""
        return f"/proactive_disclosure/{self.name}/{row}"


class MatrixRow(NamedTuple):
    """A row of the disposition matrix: its JSON path and its one to three labels."""

    path: str
    labels: tuple[str, ...]

    @property
    def pointer(self) -> str:
        """The JSON pointer of the row."""
        return f"/applications/{self.path}"


HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
INFORMATION = "信息内容"

_CHANGES: Named = (
    ("previous_items", "上一年项目数量"),
    ("change", "本年增/减"),
    ("decisions", "处理决定数量"),
)
_DECISIONS: Named = (("decisions", "本年处理决定数量"),)
_PUNISHMENTS: Named = (("penalties", "行政处罚"), ("coercion", "行政强制"))

ARTICLES: Mapping[Edition, tuple[Article, ...]] = MappingProxyType(
    {
        "2019": (
            Article(
                "article_20_1",
                "第二十条第（一）项",
                (
                    ("made", "本年新制作数量"),
                    ("disclosed", "本年新公开数量"),
                    ("total_disclosed", "对外公开总数量"),
                ),
                (("rules", "规章"), ("normative_documents", "规范性文件")),
            ),
            Article(
                "article_20_5",
                "第二十条第（五）项",
                _CHANGES,
                (("licenses", "行政许可"), ("other_services", "其他对外管理服务事项")),
            ),
            Article("article_20_6", "第二十条第（六）项", _CHANGES, _PUNISHMENTS),
            Article("article_20_8", "第二十条第（八）项", _CHANGES[:2], (("fees", "行政事业性收费"),)),
            Article(
                "article_20_9",
                "第二十条第（九）项",
                (("items", "采购项目数量"), ("amount", "采购总金额")),
                (("procurement", "政府集中采购"),),
            ),
        ),
        "2021": (
            Article(
                "article_20_1",
                "第二十条第（一）项",
                (
                    ("issued", "本年制发件数"),
                    ("repealed", "本年废止件数"),
                    ("in_force", "现行有效件数"),
                ),
                (("rules", "规章"), ("normative_documents", "行政规范性文件")),
            ),
            Article("article_20_5", "第二十条第（五）项", _DECISIONS, (("licenses", "行政许可"),)),
            Article("article_20_6", "第二十条第（六）项", _DECISIONS, _PUNISHMENTS),
            Article(
                "article_20_8",
                "第二十条第（八）项",
                (("amount", "本年收费金额（单位：万元）"),),
                (("fees", "行政事业性收费"),),
            ),
        ),
    }
)

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
APPLICANTS = "申请人情况"
LEGAL_PERSONS = "法人或其他组织"
COLUMNS: Named = (
    ("natural_person", "自然人"),
    ("commercial_enterprise", "商业企业"),
    ("research_institution", "科研机构"),
    ("public_welfare_organization", "社会公益组织"),
    ("legal_service_organization", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
)

_RESULT = "三、本年度办理结果"
_GROUPS: tuple[tuple[str, str, Named], ...] = (
    ("disclosed", "（一）予以公开", ()),
    ("partly_disclosed", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "withheld",
        "（三）不予公开",
        (
            ("state_secret", "1.属于国家秘密"),
            ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
            ("security_and_stability", "3.危及“三安全一稳定”"),
            ("third_party_rights", "4.保护第三方合法权益"),
            ("internal_affairs", "5.属于三类内部事务信息"),
            ("deliberative_process", "6.属于四类过程性信息"),
            ("enforcement_file", "7.属于行政执法案卷"),
            ("administrative_inquiry", "8.属于行政查询事项"),
        ),
    ),
    (
        "unavailable",
        "（四）无法提供",
        (
            ("not_held", "1.本机关不掌握相关政府信息"),
            ("must_be_created", "2.没有现成信息需要另行制作"),
            ("unclear_after_correction", "3.补正后申请内容仍不明确"),
        ),
    ),
    (
        "not_processed",
        "（五）不予处理",
        (
            ("petition", "1.信访举报投诉类申请"),
            ("repeated", "2.重复申请"),
            ("public_publication", "3.要求提供公开出版物"),
            ("excessive", "4.无正当理由大量反复申请"),
            ("confirmation", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
)
_OTHER_HANDLING: Mapping[Edition, Named] = MappingProxyType(
    {
        "2019": (),
        "2021": (
            ("no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other", "3.其他"),
        ),
    }
)


def _matrix(edition: Edition) -> tuple[MatrixRow, ...]:
    rows = [
        MatrixRow("new", ("一、本年新收政府信息公开申请数量",)),
        MatrixRow("carried_over", ("二、上年结转政府信息公开申请数量",)),
    ]
    groups = (
        *_GROUPS,
        ("other_handling", "（六）其他处理", _OTHER_HANDLING[edition]),
        ("total", "（七）总计", ()),
    )
    for name, label, members in groups:
        if not members:
            rows.append(MatrixRow(f"outcomes/{name}", (_RESULT, label)))
        for member, words in members:
            rows.append(MatrixRow(f"outcomes/{name}/{member}", (_RESULT, label, words)))
    rows.append(MatrixRow("carried_forward", ("四、结转下年度继续办理",)))
    return tuple(rows)


MATRIX: Mapping[Edition, tuple[MatrixRow, ...]] = MappingProxyType({edition: _matrix(edition) for edition in EDITIONS})

BLOCKS: Named = (
    ("reconsideration", "行政复议"),
    ("litigation/direct", "未经复议直接起诉"),
    ("litigation/after_reconsideration", "复议后起诉"),
)
LITIGATION = "行政诉讼"
RESULTS: Named = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
