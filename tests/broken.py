"""Reports for the tests of editors: a correct one, and faults in it."""

from __future__ import annotations

from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"
_EXAMPLE = (EXAMPLES / "tab-rows-2021.txt").read_text("utf-8")
CLEAN = _EXAMPLE.replace("行政复议160件，行政诉讼247件。", "有人复议，有人起诉。")
"""A report without findings, with no sentence about section 4: a wrong total there is a single finding."""


def broken(*changes: tuple[str, str]) -> str:
    """Return the correct report after `changes`, each of a text that occurs in it."""
    text = CLEAN
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


CELL = ("249\t16\t17\t310\t13\t171\t776", "249\t16\t17\t301\t13\t171\t776")
"""One wrong cell: its row and its column differ by 9."""
TOTAL = ("32\t15\t56\t57\t160", "32\t15\t56\t57\t165")
"""A block of section 4 whose total is wrong."""
HEADING = ("五、存在的主要问题及改进情况", "五、存在的主要问题及整改措施")
"""A heading that is not worded as in the form, which has a safe fix."""
ROW = ("\t\t3.其他\t328\t149\t266\t221\t52\t371\t1387\n", "")
"""A missing row."""
CLAIM = ("新收政府信息公开申请25870件", "新收政府信息公开申请25780件")
"""A sentence with another number than the table."""
BROKEN = broken(CELL, TOTAL, HEADING)
