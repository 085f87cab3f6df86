"""Numerals: how Word writes the number of a paragraph in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS, _LEGAL_UNITS = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_TEN = 10
_TEN_THOUSAND = 10_000
_LETTERS = 26


def written(value: int, form: str) -> str:
    """Return a number in Word's format `form`; digits where the format is unknown or lacks the number."""
    if value < 0 or value >= _TEN_THOUSAND:
        return str(value)
    return _FORMS.get(form, str)(value)


def _counted(value: int, digits: str, units: tuple[str, ...], *, short: bool) -> str:
    """Return 十二, 一百〇三: one zero for each run of zeros inside; `short` leaves out the 一 of 十二."""
    if not value:
        return digits[0]
    parts: list[str] = []
    figures = [int(digit) for digit in str(value)]
    for place, figure in enumerate(reversed(figures)):
        if figure:
            parts.append(digits[figure] + units[place])
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    text = "".join(reversed(parts))
    return text[1:] if short and _TEN <= value < 2 * _TEN else text


def _chinese(value: int) -> str:
    return _counted(value, "零" + _DIGITS[1:], _UNITS, short=True)


def _legal(value: int) -> str:
    return _counted(value, _LEGAL, _LEGAL_UNITS, short=False)


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _wide(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


def _roman(value: int) -> str:
    parts = []
    for worth, letters in _ROMAN:
        count, value = divmod(value, worth)
        parts.append(letters * count)
    return "".join(parts)


def _letter(value: int) -> str:
    """Return a to z, then aa to zz."""
    return chr(ord("a") + (value - 1) % _LETTERS) * ((value - 1) // _LETTERS + 1) if value else ""


def _row(first: str, count: int) -> Callable[[int], str]:
    """Return a function that writes numbers as consecutive characters: ①, ②."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= count else str(value)


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[(value - 1) % len(characters)] if value else str(value)


_FORMS: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"),
                *("taiwaneseCountingThousand", "koreanDigital2"),
            ),
            _chinese,
        ),
        **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"), _legal),
        **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digital),
        **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
        **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _row("①", 20)),
        "decimalEnclosedFullstop": _row("⒈", 20),
        "decimalEnclosedParen": _row("⑴", 20),
        "ideographEnclosedCircle": _row("㊀", 10),
        "ideographTraditional": _cycle(_STEMS),
        "ideographZodiac": _cycle(_BRANCHES),
        "decimalZero": "{:02}".format,
        "lowerRoman": _roman,
        "upperRoman": lambda value: _roman(value).upper(),
        "lowerLetter": _letter,
        "upperLetter": lambda value: _letter(value).upper(),
        "none": lambda _: "",
    }
)
