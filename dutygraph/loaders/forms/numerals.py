"""Counts written as office programs number lists: 1, 01, １, ①, 一, 甲, a, i."""

import re
from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACES = str.maketrans("0123456789", "〇一二三四五六七八九")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def written(count: int, format_: str) -> str:
    """Return a count as one of Word's formats writes it (ST_NumberFormat, ISO/IEC 29500-1).

    What a format cannot write, and every format that is not known, becomes plain digits.

    >>> written(12, "chineseCounting"), written(3, "decimalEnclosedCircle")
    ('十二', '③')
    """
    write = _FORMATS.get(format_)
    return (write(count) if write else "") or str(count)


def _chinese(count: int) -> str:
    if not 0 < count < 10_000:
        return ""
    places = zip(f"{count:04}", ("千", "百", "十", ""), strict=True)
    text = "".join(_DIGITS[int(digit)] + (unit if digit != "0" else "") for digit, unit in places)
    text = re.sub("零+", "零", text).strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text


def _letters(count: int) -> str:
    """After z comes aa, then bb."""
    times, letter = divmod(count - 1, len(_ALPHABET))
    return _ALPHABET[letter] * (times + 1) if 0 < count <= 780 else ""


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN if count < 4000 else ():
        text += letters * (count // worth)
        count %= worth
    return text


def _sign(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 0 < count <= len(signs) else ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda count: str(count).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _sign("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedCircleChinese": _sign("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
    "decimalEnclosedParen": _sign("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda count: str(count).translate(_PLACES),
    "ideographTraditional": _sign(_STEMS),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperRoman": _roman,
}
