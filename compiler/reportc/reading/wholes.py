"""What is said of a whole: a row, a table or a file that is missing, doubled, or nothing that can be read."""

from __future__ import annotations

from dataclasses import replace

from reportc.diagnostic import Diagnostic, Severity
from reportc.reading.rule import Arguments, reading
from reportc.span import Span

_LONGEST_QUOTE = 40


@reading(
    "X004",
    "table-missing",
    Severity.ERROR,
    zh="「{table}」{lacks_zh}",
    en="“{table}” {lacks_en}",
)
def table_missing(table: str, zh: str, en: str) -> Arguments:
    """缺少一张表 · A table is missing

    第二、三、四部分各应有一张表，这里没有：可能漏了，也可能是贴成了图片，文字里读不到。
    缺的表在 JSON 里是 null，不是全零；有关的算式都无法核对。
    有表格的栏目或数字，却一行也没有读出来的，说「没有读出表格」，只作警告。

    Sections 2, 3 and 4 have a table each, and this one has none: it was left out, or is a picture, of which there is
    no text. The table is null in the JSON, not all zeros, and its equations cannot be checked. Where there are words
    of its header, or numbers, but no row could be read, the message says so, and it is a warning.

    依据 · Source: 国办公开办函〔2019〕60号、〔2021〕30号所附表式，第二、三、四部分

    反例 · Fails: 「四、政府信息公开行政复议、行政诉讼情况」之下是一张图片
    改正 · Fixed: 之下是文字的表格；没有发生的也列表，各格填 0
    核对 · Look up: 原稿里的表；是图片的，换成能选中文字的表格
    · the table of the original; in place of a picture a table of text
    """
    return {"table": table, "lacks_zh": zh, "lacks_en": en}


def missing_table(span: Span, name: str, table: str, *, unread: bool) -> Diagnostic:
    """Report that a table is missing, or where something of one is there, that it was not read."""
    absent = "没有表格（缺失，或是图片）", "has no table (absent, or a picture)"
    there = "没有读出表格（有栏目或数字，没有读出一行）", "has a table of which no row was read"
    found = table_missing(span, (f"/{name}",), table, *(there if unread else absent))
    return replace(found, own_severity=Severity.WARNING) if unread else found


@reading(
    "X005",
    "row-missing",
    Severity.ERROR,
    zh="「{table}」{lacks_zh}「{row}」一行",
    en="“{table}” {lacks_en} the row “{row}”",
)
def row_missing(table: str, row: str, zh: str = "缺少", en: str = "lacks") -> Arguments:
    """表里缺少一行 · A row of the form is missing

    表式的每一行都要有，没有发生的也列出，各格填 0。缺的行在 JSON 里是 null，它参加的算式无法核对。
    它该在的地方有认不出的文字或数字的，说「未读到」，只作警告：行也许在，只是没有读出来。

    Each row of the form has to be there, with 0 where nothing happened. The cells of a missing row are null in the
    JSON, and no equation that they are part of can be checked. Where the row belongs there may be text or numbers
    that could not be placed: then it is perhaps there and was not read, and this is a warning that says so.

    依据 · Source: 表式各表的行：矩阵 2019 年版 23 行，2021 年版 25 行

    反例 · Fails: （五）不予处理之下只有四行，缺「5.要求行政机关确认或重新出具已获取信息」
    改正 · Fixed: 补上此行，没有的填 0
    核对 · Look up: 原表有没有这一行；漏了的补上 · whether the original table has this row; put it in
    """
    return {"table": table, "row": row, "lacks_zh": zh, "lacks_en": en}


def row_unread(span: Span, paths: tuple[str, ...], table: str, row: str) -> Diagnostic:
    """Report that a row was not read: there is something where it belongs, which could not be placed."""
    return replace(row_missing(span, paths, table, row, "未读到", "was read without"), own_severity=Severity.WARNING)


@reading(
    "X006",
    "row-repeated",
    Severity.ERROR,
    zh="「{row}」一行重复出现",
    en="the row “{row}” occurs twice",
)
def row_repeated(row: str) -> Arguments:
    """同一行出现两次 · A row occurs twice

    同一行在表里出现了两次，数字可能不同。JSON 取第一次的；第二次的不计入，也不相加。

    The same row is in the table twice, perhaps with different numbers. The JSON has those of the first; those of the
    second are not added to them.

    依据 · Source: 表式各行只有一次

    反例 · Fails: 2.重复申请 0 4 0 11 0 0 15；2.重复申请 1 0 2 0 0 0 3
    改正 · Fixed: 只留一行
    核对 · Look up: 两行哪一行是定稿，删去另一行 · which of the two is final; delete the other
    """
    return {"row": row}


@reading(
    "X008",
    "not-a-report",
    Severity.ERROR,
    zh="未识别出政府信息公开工作年度报告的任何内容：{reason_zh}",
    en="nothing of an annual report was recognised: {reason_en}",
)
def not_a_report(zh: str, en: str) -> Arguments:
    """不是年度报告，或没有文字 · Nothing of a report was recognised

    没有标题，没有六个部分的标题，也没有表格：文件是空的，是别的文件，或者正文都是图片。

    There is no title, no section and no table: the file is empty, is something else, or all of it is pictures.

    依据 · Source: 《中华人民共和国政府信息公开条例》第五十条

    反例 · Fails: 一篇新闻稿
    改正 · Fixed: 年度报告的文字；扫描件须先识别成文字
    核对 · Look up: 是否选错了文件；扫描件须先识别成文字 · whether it is the right file; a scan needs OCR first
    """
    return {"reason_zh": zh, "reason_en": en}


@reading(
    "X009",
    "bytes-undecodable",
    Severity.ERROR,
    zh="第 {offset} 字节起有 {count} 个字节不是有效的 {encoding}",
    en="{count} bytes from offset {offset} are not valid {encoding}",
)
def bytes_undecodable(offset: int, count: int, encoding: str) -> Arguments:
    """有不能解码的字节 · Bytes that the encoding does not know

    文件的编码是自动识别的；这几个字节在该编码里没有意义，文字里以 U+FFFD 代替。
    多半是文件损坏，或拼接了两种编码。替代处若在数字里，该数读不出来。

    The encoding was recognised, and these bytes mean nothing in it; each is read as U+FFFD. The file is damaged,
    or was put together from two encodings. A number with such a mark in it cannot be read.

    依据 · Source: UTF-8、UTF-16、UTF-32、GB18030

    反例 · Fails: UTF-8 的文件中间有单独的字节 FF
    改正 · Fixed: 从原文件重新导出，编码用 UTF-8
    核对 · Look up: 原文件，重新导出，编码用 UTF-8 · the original file; export it again, as UTF-8
    """
    return {"offset": offset, "count": count, "encoding": encoding}


@reading(
    "X010",
    "page-text",
    Severity.INFO,
    zh="「{text}」（共 {count} 处）是网页上的文字，不是报告的内容，未计入正文",
    en="“{text}”, {count} in a row, is the page's own text and no part of the report: set aside",
)
def page_text(text: str, count: int) -> Arguments:
    """网页上的文字混在报告前后 · The page's own text around a report

    报告从网页上取下来时，常带着「发布时间」「打印」「关闭」「附件下载」「主办单位」「网站标识码」等网页上的文字。
    它们不是报告的内容，不进入 JSON 的任何一部分；看一看其中没有混进报告的话。

    A report copied from a web page brings along what the page prints around it: the date, buttons, the footer. It is
    no part of the report and not in the JSON; see whether a sentence of the report is among it.

    依据 · Source: 表式只有标题、导语和六个部分

    反例 · Fails: 第六部分之后印着「附件下载」「关闭」「主办单位：望舒市人民政府办公室」
    改正 · Fixed: 只留报告的文字
    核对 · Look up: 网页上复制了哪些，只留报告的文字 · what was copied of the page; keep the report only
    """
    return {"text": text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…", "count": count}


@reading(
    "X011",
    "text-hidden",
    Severity.INFO,
    zh="{places_zh}是隐藏的，其中的内容没有读",
    en="{places_en}: hidden, and so not read",
)
def text_hidden(zh: str, en: str) -> Arguments:
    """工作簿里有隐藏的内容 · A workbook has hidden content

    隐藏的工作表、行和列打印不出来，也不显示，所以不当作报告的内容。常是底稿、上年数据或填报说明；
    如果是报告的一部分，取消隐藏后再读。

    Sheets, rows and columns that are hidden are neither shown nor printed, so they are no part of the report. They
    mostly hold drafts, numbers of another year, or how to fill in the form; if it is a part of the report, unhide it.

    依据 · Source: 公开的是显示出来的内容

    反例 · Fails: 工作簿有隐藏的工作表「上年底稿」
    改正 · Fixed: 取消隐藏，或删去不用的内容
    核对 · Look up: 隐藏的是不是报告的内容 · whether what is hidden is a part of the report
    """
    return {"places_zh": zh, "places_en": en}
