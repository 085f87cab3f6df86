"""Folding: one spelling for characters that mean the same, so that words can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

# CJK radicals that PDF files use for characters. NFKC knows the Kangxi block and two of these; of
# the rest only those that are a common character's usual shape are listed.
_RADICALS = dict(
    zip(
        "⺄⺋⺌⺍⺕⺗⺙⺝⺟⺠⺡⺤⺥⺧⺪⺫⺬⺭⺮⺳⺶⺷⺹⺼⻀⻁⻂⻄⻅⻆⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻰⻳",
        "乙㔾小小彐心攵月母民氵爫爫牛疋罒示礻竹网羊羊耂月艹虎衤西见角贝足车辶辶辶阝钅長镸长门阝雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齊齐齿龙龟",
        strict=True,
    )
)
_SPECIAL = {
    **_RADICALS,
    "⼾": "户",  # NFKC would make it 戶
    **dict.fromkeys("“”„‟‘’‚‛「」『』〝〞＂＇'", '"'),
    **dict.fromkeys("—–‒―─━‐‑⁃−﹣－", "-"),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f", None),  # zero-width characters
}
_TABLE = str.maketrans(_SPECIAL)
_NOTES = "⁰¹²³⁴-⁹₀-₉①-⑳㉑-㉟㊱-㊿⓪"
"""Digits that mark notes, raised, lowered or circled: NFKC would make them digits of the number."""
_NOTE = re.compile(f"([{_NOTES}]+)")
_TRANSLATED = re.compile(f"[{re.escape(''.join(_SPECIAL))}{_NOTES}]")
BLOT = "\x1f"
"""White space that ends no line and that no text holds: it replaces markup, which is not part of the words."""
_ESCAPE = re.compile(r"(?<=[^\s\\])\\{1,2}(?=\s|$|[\u2e80-\uffef])|\\([!-/:-@\[-`{-~])")
"""Markdown's escape of a mark, as in 1\\.属于, and the line breaks that it and DokuWiki write between words."""


@lru_cache(maxsize=12_288)
def fold(text: str) -> str:
    """Return `text` in half width, without radicals, curly quotes, long dashes and white space."""
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if text.isascii() and "'" not in text:
        return "".join(text.split())
    if _TRANSLATED.search(text):  # most texts hold none of them, and looking takes a tenth of translating
        parts = _NOTE.split(text.translate(_TABLE))
        if len(parts) > 1:
            plain = (part if at % 2 else unicodedata.normalize("NFKC", part) for at, part in enumerate(parts))
            return "".join("".join(plain).split())
        text = parts[0]
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_blank(text: str) -> bool:
    """Return whether nothing of `text` is visible."""
    return not text[:1].isalnum() and not fold(text)  # folding keeps every letter and digit


RADICALS: Mapping[str, str] = MappingProxyType(
    {
        radical: fold(radical)
        for radical in map(chr, (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)))
        if fold(radical) != radical
    }
)
"""Radicals, and the characters that look the same."""
