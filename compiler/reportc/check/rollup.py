"""R7, the rules of a roll-up: who sent what, and whether the units' numbers add up to the office's own report.

A rule is called where the roll-up sees its fault, with the place and what was seen; its docstring is its page.
"""

from __future__ import annotations

from reportc.diagnostic import Rule, Severity
from reportc.reading.rule import Arguments, reading


@reading(
    "R701",
    "sum-differs",
    Severity.ERROR,
    zh="「{cell}」印为 {printed}，{units} 个单位之和为 {sum}，相差 {difference}{notes_zh}",
    en="“{cell}” is printed as {printed}; the sum over {units} units is {sum}, a difference of {difference}{notes_en}",
)
def sum_differs(  # noqa: PLR0913  # all that the message says
    *, cell: str, printed: str, units: int, total: str, difference: str, notes_zh: str, notes_en: str
) -> Arguments:
    """本级报告的数不是各单位之和 · The office's own number is not the sum over its units

    本级（县、市）报告的每一格，应等于计入的各单位同一格之和。没有计入的单位（未报送、重复、年度不符）列在后面；
    某个单位漏加、重复加，或某一格正好等于差额时，一并指出，供核对，不作判断。

    Each cell of the office's own report equals the sum of the same cell over the units that count. Units that do not
    (nothing sent, sent twice, another year) are named; where a unit left out or added twice, or one cell of
    one unit, would explain the difference, that is said too, as a place to look at and no verdict.

    依据 · Source: 汇总报告由所属单位的报告相加而成
    公式 · Formula: 本级[格] = Σ 单位[格]

    反例 · Fails: 三个单位新收 12、7、20，本级报告印 38
    改正 · Fixed: 三个单位新收 12、7、20，本级报告印 39
    核对 · Look up: 未计入的单位；各单位的数 · the units that are not counted; the units' numbers
    """
    return {
        "cell": cell,
        "printed": printed,
        "units": units,
        "sum": total,
        "difference": difference,
        "notes_zh": notes_zh,
        "notes_en": notes_en,
    }


@reading(
    "R702", "unit-missing", Severity.ERROR, zh="{agency}没有报送 {year} 年度报告", en="{agency}: no report of {year}"
)
def unit_missing(agency: str, year: int) -> Arguments:
    """名册上的单位没有报送 · A unit on the roster has sent nothing

    名册上有这个单位，收到的文件里没有它的报告。它的数没有计入汇总。

    The roster has this unit, and none of the files is its report. Its numbers are not in the sum.

    依据 · Source: 《中华人民共和国政府信息公开条例》第四十九条：每年 1 月 31 日前向主管部门提交年度报告

    反例 · Fails: 名册有云岫县水务局，文件夹里没有它的报告
    改正 · Fixed: 催报，收到后重新汇总
    核对 · Look up: 向该单位催报 · ask the unit for its report
    """
    return {"agency": agency, "year": year}


@reading(
    "R703",
    "unit-repeated",
    Severity.WARNING,
    zh="{agency}报送了 {count} 份，{what_zh}：{sources}",
    en="{agency} sent {count} reports, {what_en}: {sources}",
)
def unit_repeated(agency: str, sources: tuple[str, ...], *, same: bool, taken: str | None) -> Arguments:
    """一个单位报送了两份 · A unit sent two reports

    同一单位同一年度的几份报告，数字相同时取第一份，只作提示；数字不同时哪一份都不计入，
    直到用 --prefer newest（取较新的文件）或 --prefer 文件名 说明以哪一份为准。

    Of several reports of one unit and year the first counts if all print the same numbers, which is an information.
    If the numbers differ none of them counts, until --prefer newest or --prefer FILE says which is right.

    依据 · Source: 一个单位一个年度只有一份报告

    反例 · Fails: 水务局.docx 新收 12，水务局（修改稿）.docx 新收 13
    改正 · Fixed: 只留修改稿，或加 --prefer 水务局（修改稿）.docx
    核对 · Look up: 两份哪一份是定稿 · which of the two is final
    """
    if taken:
        zh, en = f"数字不同，按要求取 {taken}", f"their numbers differ; {taken} was preferred"
    elif same:
        zh, en = "数字相同，取第一份", "with the same numbers; the first counts"
    else:
        zh, en = "数字不同，都没有计入", "their numbers differ and none of them counts"
    return {"agency": agency, "count": len(sources), "what_zh": zh, "what_en": en, "sources": "、".join(sources)}


@reading("R704", "unit-unknown", Severity.WARNING, zh="{who_zh}{near_zh}", en="{who_en}{near_en}")
def unit_unknown(agency: str | None, near: tuple[str, ...]) -> Arguments:
    """报送的单位不在名册上 · A report of an agency that is not on the roster

    报告的机关名称与名册逐字核对，空格、本地的省市县区前缀、「人民政府」与「政府」之别不计；人民政府与它的办公室是两个单位。
    只是相近的名称不当作同一单位，只提出来问：若是同一单位，请在名册的「别名」一栏写上。

    An agency's name is compared with the roster's word for word; blanks, the place's own prefix, and 人民 before
    政府 are set aside, and a government and its office are two agencies. A name that is only alike is reported
    and never taken: if it is the same agency, write it into the roster's column 别名.

    依据 · Source: 名册所列的单位

    反例 · Fails: 名册有云岫县卫生健康委员会，收到云岫县卫健委的报告
    改正 · Fixed: 名册的「别名」一栏写上云岫县卫健委
    核对 · Look up: 名册上的单位名称 · the unit's name on the roster
    """
    zh = f"{agency}不在名册上，没有计入" if agency else "看不出是哪个单位的报告，没有计入"
    en = f"{agency} is not on the roster and does not count" if agency else "no agency is printed; it does not count"
    names = "、".join(near)
    return {
        "who_zh": zh,
        "who_en": en,
        "near_zh": f"；是否就是 {names}？" if near else "",
        "near_en": f"; is it {names}?" if near else "",
    }


@reading(
    "R705",
    "year-wrong",
    Severity.ERROR,
    zh="{agency}报送的是 {printed} 年度的报告，应报 {year} 年度",
    en="{agency} sent the report of {printed}, and {year} was wanted",
)
def year_wrong(agency: str, printed: int | None, year: int) -> Arguments:
    """报送的是另一年度的报告 · What came is the report of another year

    报告的年度按标题、统计期限、正文依次判断。不是要汇总的年度，它的数没有计入。

    The year is that of the title, or else of the stated period, or else the one that section 1 speaks of. A report of
    another year than the one that is rolled up does not count.

    依据 · Source: 《中华人民共和国政府信息公开条例》第五十条：年度报告反映本年度情况

    反例 · Fails: 汇总 2024 年度，收到云岫县水务局2023年政府信息公开工作年度报告
    改正 · Fixed: 请该单位报送 2024 年度报告
    核对 · Look up: 该单位本年度的报告 · the unit's report of this year
    """
    return {"agency": agency, "printed": "?" if printed is None else printed, "year": year}


@reading(
    "R706",
    "cell-unknown",
    Severity.WARNING,
    zh="{agency}的「{row}」没有数（{columns}），合计不能得出",
    en="{agency}: no number in “{row}” ({columns}); the sum is not known",
)
def cell_unknown(agency: str, row: str, columns: tuple[str, ...]) -> Arguments:
    """有单位的一格没有数，合计不能得出 · A cell of some unit has no number, so its sum is not known

    空格不是零。计入的单位有一格空着、没有读到，或用了另一版表式而没有这一格时，这一格的合计为空，
    另给出已印各数之和（known）与缺数的单位。

    A blank is not a zero. Where a cell of some unit that counts is blank, was not read, or is not in the edition
    that it used, the sum is null; the sum of what is printed (known) and the units that lack it are given with it.

    依据 · Source: 表式各格均须填数；没有的填「0」

    反例 · Fails: 云岫县水务局「2.重复申请·其他」空着
    改正 · Fixed: 请该单位补上数字，没有的填 0
    核对 · Look up: 该单位此格应填的数 · the number of this cell, from the unit
    """
    return {"agency": agency, "row": row, "columns": "、".join(columns)}


RULES: tuple[Rule, ...] = (
    sum_differs.rule,
    unit_missing.rule,
    unit_repeated.rule,
    unit_unknown.rule,
    year_wrong.rule,
    cell_unknown.rule,
)
