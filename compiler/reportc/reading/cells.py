"""What is said of a piece of a table: a text, a number or a label that is not as the form has it."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.diagnostic import Severity
from reportc.reading.rule import Arguments, reading


@reading(
    "X001",
    "stray-text",
    Severity.WARNING,
    zh="表格中的「{text}」不是本表的栏目，也不是数字",
    en="“{text}” in the table is neither a label nor a number",
)
def stray_text(text: str) -> Arguments:
    """表格里有不属于表式的文字 · A text in a table is neither a label nor a number

    表格里除了表式规定的行名、列名和数字，还有别的文字，如制表人、说明、页码或打错的行名。
    它不影响别的数字，也不进入 JSON；如果本来是行名，它后面的数字就没有读进来，请核对。

    There is text in the table that is no row, no column and no number: who drew it up, a remark, a page number,
    or a row's label beyond recognition. Nothing else is read differently because of it; but if it was meant to be a
    label, its numbers are not in the JSON.

    依据 · Source: 表式各表的行名、列名

    反例 · Fails: 两行之间写着「制表人柳青」
    改正 · Fixed: 删去，或移到表格之外
    核对 · Look up: 原表此处；是行名的改正行名，不是的移出表格
    · this place of the original table: correct the label if it is one, else move it out
    """
    return {"text": text}


@reading(
    "X002",
    "cell-lost",
    Severity.WARNING,
    zh="「{row}」应有 {expected} 个数，{columns}的数无法确定；此行印有：{printed}",
    en="“{row}” should have {expected} numbers; lost: {columns}; printed: {printed}",
)
def cell_lost(row: str, expected: int, columns: str, printed: str) -> Arguments:
    """一行的数比格子少，或连在了一起 · A row has fewer numbers than cells, or numbers run together

    一行印出的数比列数少，又看不出少的是哪一格；或者几个数连成一串，不止一种分法。
    能确定的格子照读，不能确定的是 null，不猜。多半是复制、转换时丢了格子。
    如果按矩阵的行、列算式只有一种放法，就指出来供核对；核对采用之前仍是 null。

    A row prints fewer numbers than it has columns and nothing shows which is gone, or several numbers run together
    and can be divided in more than one way. The cells that are certain are read, the others are null: nothing is
    guessed. Copying and converting cause this. Where the sums of the matrix leave one placement only, it is
    named, to be confirmed; until then the cells stay null.

    依据 · Source: 表式每行的列数：矩阵 7 列，复议、诉讼各 5 列

    反例 · Fails: 2.重复申请 1 0 2 0 0 0（六个数，少一个）
    改正 · Fixed: 2.重复申请 1 0 2 0 0 0 3
    核对 · Look up: 原表此行，缺的格照原表补上 · this row of the original table; print what is lacking
    """
    return {"row": row, "expected": expected, "columns": columns, "printed": printed}


@reading(
    "X003",
    "cell-not-a-number",
    Severity.WARNING,
    zh="「{row}·{column}」印为「{raw}」{beside_zh}，读作 {value}",
    en="“{row}·{column}” is printed as “{raw}”{beside_en}, read as {value}",
)
def cell_not_a_number(
    row: str, column: str, raw: str, value: str, remarks: Sequence[tuple[tuple[str, str], str]] = ()
) -> Arguments:
    """数字格里还有别的文字 · A number's cell holds more than a number

    格子里除了数字还有说明或单位，如「22（其中修订16件）」。读作其中的第一个数；请核对读得对不对。
    不是这一列能有的数，读作 null。上标、注号、划去的和隐藏的字符不是数字的一部分，也在这里说明。

    Beside the number there is a remark or a unit, as in 22（其中修订16件）. The number that was read is shown: see
    whether it is the one meant. A number that its column cannot hold is read as null. Superscripts, note marks,
    struck-through and hidden characters are no part of a number; they are named here, too.

    依据 · Source: 表式各格只填数字

    反例 · Fails: 本年制发件数：22（其中修订16件）
    改正 · Fixed: 本年制发件数：22；修订的件数写在正文里
    核对 · Look up: 此格应填的数；说明移到正文 · the number that belongs here; remarks go into the text
    """
    zh = "".join(f"，旁有{words}「{text}」" for (words, _), text in remarks)
    en = "".join(f" beside “{text}” ({words})" for (_, words), text in remarks)
    return {"row": row, "column": column, "raw": raw, "value": value, "beside_zh": zh, "beside_en": en}


@reading(
    "X007",
    "row-unknown",
    Severity.WARNING,
    zh="表格中的「{text}」不是本表式的行或列，其后的数字（{numbers}）未计入",
    en="“{text}” is no row or column of the form; its numbers ({numbers}) are set aside",
)
def row_unknown(text: str, numbers: str) -> Arguments:
    """表式没有的行或列 · A row or column that the form does not have

    表里多出一行，表式没有，如「会议纪要」；或行名认不出来。它的数字放在一边，不进入 JSON，也不会算到别的行里。

    There is a row more than the form has, or its label is beyond recognition. Its numbers are set aside: they are
    not in the JSON, and not in another row.

    依据 · Source: 表式各表的行名、列名

    反例 · Fails: 规范性文件之下多一行「会议纪要 4 1 9」
    改正 · Fixed: 删去此行；行名写错的，改成表式的行名
    核对 · Look up: 是不是表式某一行的别名；不是的移出表格
    · whether it is another name of a row of the form; if not, move it out
    """
    return {"text": text, "numbers": numbers}


@reading(
    "F801",
    "label-wording",
    Severity.INFO,
    zh="「{text}」在表式中写作「{form}」",
    en="“{text}” is “{form}” in the form",
)
def label_wording(text: str, form: str) -> Arguments:
    """行名、列名的用词与表式不同 · A label is worded differently from the form

    行名或列名认得出，但与表式的用词不同：缩写了、漏了字、加了字，或是旧说法。数字照常读入。
    用词统一，汇总和检索才不出岔子。

    The label was recognised, and its wording differs from the form's: shortened, damaged, added to, or of an
    older form. Its numbers are read as usual. One wording makes adding up and searching reliable.

    依据 · Source: 国办公开办函〔2019〕60号、〔2021〕30号所附表式

    反例 · Fails: 2.其他法律法规禁止公开
    改正 · Fixed: 2.其他法律行政法规禁止公开
    """
    return {"text": text, "form": form}
