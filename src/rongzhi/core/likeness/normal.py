"""Brings a text into the one form in which texts are compared: width, case, and no numbers, dates or signs."""

import re
import unicodedata

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
NUMBER = "0"
"""What stands for every amount, date, number, and everything that was struck out."""

_STRUCK = re.compile(r"x{2,}|×{2,}|\*{2,}|□{2,}|某+")
_FIGURES = re.compile(
    r"[0-9〇零一二两三四五六七八九十百千万亿]*[0-9][0-9〇零一二两三四五六七八九十百千万亿]*"
)
_CHINESE_FIGURES = re.compile(
    r"[〇零一二两三四五六七八九十百千万亿](?:[〇零一二两三四五六七八九十百千万亿]+|(?=[年月日号时分元角]))"
)
_SIGNS = re.compile(r"[^\w]+|_+")
_UNITS = re.compile(r"0( ?[年月日号时分元角] ?0?)+")
_RUN = re.compile(r"0( ?0)+")
_BESIDE_HAN = re.compile(rf"(?<=[{HAN}]) | (?=[{HAN}])")


def plain(text: str) -> str:
    """The text as it is compared: NFKC, one case, signs as single spaces, numbers, dates and struck-out words as `0`.

    Spaces beside Chinese signs are dropped. `{$100.00}`, `XX/XX/2016` and `3,000元` all become `0`.
    """
    found = unicodedata.normalize("NFKC", text).casefold()
    found = _CHINESE_FIGURES.sub(NUMBER, _FIGURES.sub(NUMBER, _STRUCK.sub(NUMBER, found)))
    found = _BESIDE_HAN.sub("", _SIGNS.sub(" ", found).strip())
    return _RUN.sub(NUMBER, _UNITS.sub(NUMBER, found))
