"""Chinese numerals for clauses, and amounts of money in the characters that contracts use."""

from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_CAPITAL = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def numeral(number: int, style: str, language: str) -> str:
    """The mark of a clause: 第一条, 一、 or 1. ; in English Article 1 or 1. ; `number` from 1 to 999."""
    if language == "en":
        return f"Article {number}" if style == "article" else f"{number}."
    if style == "article":
        return f"第{chinese(number)}条"
    return f"{chinese(number)}、" if style == "item" else f"{number}."


def chinese(number: int) -> str:
    """A number from 1 to 999 in Chinese: 12 is 十二."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def capital(amount: Decimal) -> str:
    """An amount below a trillion yuan in capital characters: 1234.50 is 壹仟贰佰叁拾肆元伍角整. Raises ValueError."""
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 12:
        raise ValueError(f"{amount} cannot be written in characters.")
    fen = int((amount * 100).to_integral_value())
    whole, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    text = f"{_whole(whole)}元" if whole else ""
    if not rest:
        return (text or "零元") + "整"
    if jiao:
        text += f"{_CAPITAL[jiao]}角"
    elif text:
        text += "零"
    return text + (f"{_CAPITAL[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    """A whole number in capital characters, with one 零 for each gap."""
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        group, inner = divmod(place, 4)
        if digit:
            text += ("零" if gap and text else "") + _CAPITAL[digit] + _PLACES[inner]
            gap = False
        else:
            gap = True
        if inner == 0 and number // 10**place % 10_000:
            text += _GROUPS[group]
    return text
