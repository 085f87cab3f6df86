"""The form's tables as typed models: each field is a row, a group of rows or a column.

The names and their order are those of `reportc.form`, which the compiler works with; they are
written out here so that a type checker, an editor and the JSON Schema know them too, and a test
holds both equal. What the editions share stands in a base class, and each edition adds its own.
The titles are the words of the form.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema


class Node(BaseModel):
    """An object of the canonical JSON: every key present, none besides, no value converted."""

    model_config = ConfigDict(allow_inf_nan=False, extra="forbid", frozen=True, strict=True)


def _plain(amount: float) -> float:
    """Make a whole amount an integer, so that 12 is written 12 and never 12.0."""
    return int(amount) if float(amount).is_integer() else amount


Count = int | None
"""A printed whole number; None where none is printed. A printed sign is kept, even a wrong one."""

Amount = Annotated[int | float, AfterValidator(_plain), WithJsonSchema({"type": "number"})] | None
"""A printed sum in 万元 with at most eight decimals; None where none is printed."""


# Section 2: 第二十条 blocks


class Issued2019(Node):
    """The columns of 第二十条第（一）项, 2019."""

    made: Count = Field(title="本年新制作数量")
    disclosed: Count = Field(title="本年新公开数量")
    total_disclosed: Count = Field(title="对外公开总数量")


class Issued2021(Node):
    """The columns of 第二十条第（一）项, 2021."""

    issued: Count = Field(title="本年制发件数")
    repealed: Count = Field(title="本年废止件数")
    in_force: Count = Field(title="现行有效件数")


class Items(Node):
    """The columns of 行政事业性收费, 2019."""

    previous_items: Count = Field(title="上一年项目数量")
    change: Count = Field(title="本年增/减", description="A decrease is negative.")


class ItemsAndDecisions(Items):
    """The columns of 第二十条第（五）项 and 第（六）项, 2019."""

    decisions: Count = Field(title="处理决定数量")


class Decisions(Node):
    """The column of 第二十条第（五）项 and 第（六）项, 2021."""

    decisions: Count = Field(title="本年处理决定数量")


class Purchases(Node):
    """The columns of 政府集中采购, 2019."""

    items: Count = Field(title="采购项目数量")
    amount: Amount = Field(title="采购总金额", description="万元, at most eight decimals.")


class Charges(Node):
    """The column of 行政事业性收费, 2021."""

    amount: Amount = Field(title="本年收费金额", description="万元, at most eight decimals.")


class Documents2019(Node):
    """第二十条第（一）项, 2019."""

    rules: Issued2019 = Field(title="规章")
    normative_documents: Issued2019 = Field(title="规范性文件")


class Documents2021(Node):
    """第二十条第（一）项, 2021."""

    rules: Issued2021 = Field(title="规章")
    normative_documents: Issued2021 = Field(title="行政规范性文件")


class Services2019(Node):
    """第二十条第（五）项, 2019."""

    licenses: ItemsAndDecisions = Field(title="行政许可")
    other_services: ItemsAndDecisions = Field(title="其他对外管理服务事项")


class Services2021(Node):
    """第二十条第（五）项, 2021."""

    licenses: Decisions = Field(title="行政许可")


class Enforcement2019(Node):
    """第二十条第（六）项, 2019."""

    penalties: ItemsAndDecisions = Field(title="行政处罚")
    coercion: ItemsAndDecisions = Field(title="行政强制")


class Enforcement2021(Node):
    """第二十条第（六）项, 2021."""

    penalties: Decisions = Field(title="行政处罚")
    coercion: Decisions = Field(title="行政强制")


class Fees2019(Node):
    """第二十条第（八）项, 2019."""

    fees: Items = Field(title="行政事业性收费")


class Fees2021(Node):
    """第二十条第（八）项, 2021."""

    fees: Charges = Field(title="行政事业性收费")


class Procurement(Node):
    """第二十条第（九）项, 2019."""

    procurement: Purchases = Field(title="政府集中采购")


class ProactiveDisclosure2019(Node):
    """主动公开政府信息情况, edition 2019: 22 numbers."""

    edition: Literal["2019"] = Field(title="表式")
    article_20_1: Documents2019 = Field(title="第二十条第（一）项")
    article_20_5: Services2019 = Field(title="第二十条第（五）项")
    article_20_6: Enforcement2019 = Field(title="第二十条第（六）项")
    article_20_8: Fees2019 = Field(title="第二十条第（八）项")
    article_20_9: Procurement = Field(title="第二十条第（九）项")


class ProactiveDisclosure2021(Node):
    """主动公开政府信息情况, edition 2021: 10 numbers."""

    edition: Literal["2021"] = Field(title="表式")
    article_20_1: Documents2021 = Field(title="第二十条第（一）项")
    article_20_5: Services2021 = Field(title="第二十条第（五）项")
    article_20_6: Enforcement2021 = Field(title="第二十条第（六）项")
    article_20_8: Fees2021 = Field(title="第二十条第（八）项")


ProactiveDisclosure = Annotated[ProactiveDisclosure2019 | ProactiveDisclosure2021, Field(discriminator="edition")]


# Section 3: the disposition matrix


class Applicants(Node):
    """A row of the matrix by kind of applicant (申请人情况)."""

    natural_person: Count = Field(title="自然人")
    commercial_enterprise: Count = Field(title="法人或其他组织：商业企业")
    research_institution: Count = Field(title="法人或其他组织：科研机构")
    public_welfare_organization: Count = Field(title="法人或其他组织：社会公益组织")
    legal_service_organization: Count = Field(title="法人或其他组织：法律服务机构")
    other: Count = Field(title="法人或其他组织：其他")
    total: Count = Field(title="总计")


class Withheld(Node):
    """（三）不予公开."""

    state_secret: Applicants = Field(title="1.属于国家秘密")
    prohibited_by_law: Applicants = Field(title="2.其他法律行政法规禁止公开")
    security_and_stability: Applicants = Field(title="3.危及“三安全一稳定”")
    third_party_rights: Applicants = Field(title="4.保护第三方合法权益")
    internal_affairs: Applicants = Field(title="5.属于三类内部事务信息")
    deliberative_process: Applicants = Field(title="6.属于四类过程性信息")
    enforcement_file: Applicants = Field(title="7.属于行政执法案卷")
    administrative_inquiry: Applicants = Field(title="8.属于行政查询事项")


class Unavailable(Node):
    """（四）无法提供."""

    not_held: Applicants = Field(title="1.本机关不掌握相关政府信息")
    must_be_created: Applicants = Field(title="2.没有现成信息需要另行制作")
    unclear_after_correction: Applicants = Field(title="3.补正后申请内容仍不明确")


class NotProcessed(Node):
    """（五）不予处理."""

    petition: Applicants = Field(title="1.信访举报投诉类申请")
    repeated: Applicants = Field(title="2.重复申请")
    public_publication: Applicants = Field(title="3.要求提供公开出版物")
    excessive: Applicants = Field(title="4.无正当理由大量反复申请")
    confirmation: Applicants = Field(title="5.要求行政机关确认或重新出具已获取信息")


class OtherHandling(Node):
    """（六）其他处理, which edition 2021 divides."""

    no_correction: Applicants = Field(title="1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")
    fee_unpaid: Applicants = Field(title="2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请")
    other: Applicants = Field(title="3.其他")


class Outcomes(Node):
    """三、本年度办理结果, as far as the editions agree."""

    disclosed: Applicants = Field(title="（一）予以公开")
    partly_disclosed: Applicants = Field(title="（二）部分公开")
    withheld: Withheld = Field(title="（三）不予公开")
    unavailable: Unavailable = Field(title="（四）无法提供")
    not_processed: NotProcessed = Field(title="（五）不予处理")


class Outcomes2019(Outcomes):
    """三、本年度办理结果, edition 2019."""

    other_handling: Applicants = Field(title="（六）其他处理")
    total: Applicants = Field(title="（七）总计")


class Outcomes2021(Outcomes):
    """三、本年度办理结果, edition 2021."""

    other_handling: OtherHandling = Field(title="（六）其他处理")
    total: Applicants = Field(title="（七）总计")


class Applications2019(Node):
    """收到和处理政府信息公开申请情况, edition 2019: 161 numbers."""

    edition: Literal["2019"] = Field(title="表式")
    new: Applicants = Field(title="一、本年新收政府信息公开申请数量")
    carried_over: Applicants = Field(title="二、上年结转政府信息公开申请数量")
    outcomes: Outcomes2019 = Field(title="三、本年度办理结果")
    carried_forward: Applicants = Field(title="四、结转下年度继续办理")


class Applications2021(Node):
    """收到和处理政府信息公开申请情况, edition 2021: 175 numbers."""

    edition: Literal["2021"] = Field(title="表式")
    new: Applicants = Field(title="一、本年新收政府信息公开申请数量")
    carried_over: Applicants = Field(title="二、上年结转政府信息公开申请数量")
    outcomes: Outcomes2021 = Field(title="三、本年度办理结果")
    carried_forward: Applicants = Field(title="四、结转下年度继续办理")


Applications = Annotated[Applications2019 | Applications2021, Field(discriminator="edition")]


# Section 4: reviews and lawsuits, the same in both editions


class Results(Node):
    """The five results of a kind of proceeding."""

    upheld: Count = Field(title="结果维持")
    corrected: Count = Field(title="结果纠正")
    other: Count = Field(title="其他结果")
    pending: Count = Field(title="尚未审结")
    total: Count = Field(title="总计")


class Litigation(Node):
    """行政诉讼."""

    direct: Results = Field(title="未经复议直接起诉")
    after_reconsideration: Results = Field(title="复议后起诉")


class Proceedings(Node):
    """政府信息公开行政复议、行政诉讼情况: 15 numbers."""

    reconsideration: Results = Field(title="行政复议")
    litigation: Litigation = Field(title="行政诉讼")
