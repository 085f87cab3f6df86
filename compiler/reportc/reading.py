"""X0, the rules of reading: what the compiler could not read; and F801, what it read all the same."""

from __future__ import annotations

from reportc.diagnostic import Rule, Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

STRAY_TEXT = Rule(
    "X001",
    "stray-text",
    _WARNING,
    "表格中的「{text}」不是本表的栏目，也不是数字",
    "“{text}” in the table is neither a label nor a number",
)
CELL_LOST = Rule(
    "X002",
    "cell-lost",
    _WARNING,
    "「{row}」应有 {expected} 个数，{columns}的数无法确定；此行印有：{printed}",
    "“{row}” should have {expected} numbers; lost: {columns}; printed: {printed}",
)
CELL_NOT_A_NUMBER = Rule(
    "X003",
    "cell-not-a-number",
    _WARNING,
    "「{row}·{column}」印为「{raw}」，读作 {value}",
    "“{row}·{column}” is printed as “{raw}”, read as {value}",
)
TABLE_MISSING = Rule(
    "X004",
    "table-missing",
    _ERROR,
    "「{table}」没有表格（缺失，或是图片）",
    "“{table}” has no table (absent, or a picture)",
)
ROW_MISSING = Rule(
    "X005",
    "row-missing",
    _ERROR,
    "「{table}」缺少「{row}」一行",
    "“{table}” lacks the row “{row}”",
)
ROW_REPEATED = Rule(
    "X006",
    "row-repeated",
    _ERROR,
    "「{row}」一行重复出现",
    "the row “{row}” occurs twice",
)
ROW_UNKNOWN = Rule(
    "X007",
    "row-unknown",
    _WARNING,
    "表格中的「{text}」不是本表式的行或列，其后的数字（{numbers}）未计入",
    "“{text}” is no row or column of the form; its numbers ({numbers}) are set aside",
)
NOT_A_REPORT = Rule(
    "X008",
    "not-a-report",
    _ERROR,
    "未识别出政府信息公开工作年度报告的任何内容：{reason_zh}",
    "nothing of an annual report was recognised: {reason_en}",
)
BYTES_UNDECODABLE = Rule(
    "X009",
    "bytes-undecodable",
    _ERROR,
    "第 {offset} 字节起有 {count} 个字节不是有效的 {encoding}",
    "{count} bytes from offset {offset} are not valid {encoding}",
)

LABEL_WORDING = Rule(
    "F801",
    "label-wording",
    _INFO,
    "「{text}」在表式中写作「{form}」",
    "“{text}” is “{form}” in the form",
)

READING: tuple[Rule, ...] = (
    STRAY_TEXT,
    CELL_LOST,
    CELL_NOT_A_NUMBER,
    TABLE_MISSING,
    ROW_MISSING,
    ROW_REPEATED,
    ROW_UNKNOWN,
    NOT_A_REPORT,
    BYTES_UNDECODABLE,
    LABEL_WORDING,
)
