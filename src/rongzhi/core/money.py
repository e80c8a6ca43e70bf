"""Amounts of money in yuan: read from what people type, put into bands, written for people."""

import re
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")
LARGEST = Decimal("999999999999.99")
LONGEST_TEXT = 40
FINEST = 10  # decimals; 0.0000000001亿 is one fen

_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_CURRENCY = re.compile(r"^(?:人民币|rmb|cny|¥)\s*|\s*(?:人民币|rmb|cny|¥)$", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)\s*(?P<large>[万亿]?)"
)
_LARGE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


class AmountFault(ValueError):
    """A text that is no usable amount; says so in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


def parse_amount(text: str) -> Decimal:
    """The amount in yuan, with two decimals, that a person typed.

    Taken: 1234.5 · 1,234.50 · １２３ · ¥1,234 · 1,234.50元 · 5万元. Refused with AmountFault: nothing, a sign,
    exponents, NaN, parts of a fen, misplaced separators, and more than 999,999,999,999.99.
    """
    plain = text.translate(_FULL_WIDTH).strip()
    if not plain:
        raise AmountFault(
            "没有填写金额，请填写数字，例如 1234.50。", "No amount is given; write a number such as 1234.50."
        )
    if len(plain) > LONGEST_TEXT:
        raise _too_large()
    bare = _CURRENCY.sub("", plain).removesuffix("元").removesuffix("圆").strip()
    if bare.startswith(("-", "−", "－")):
        raise AmountFault(
            "金额不能为负数，请填写正数。", "An amount cannot be negative; write it without the sign."
        )
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise AmountFault(
            "无法识别该金额，请只填写数字，例如 1234.50 或 1,234.50。",
            "This amount cannot be read; write digits only, such as 1234.50 or 1,234.50.",
        )
    digits = found["number"].replace(",", "")
    _, _, decimals = digits.partition(".")
    if len(decimals.rstrip("0")) > FINEST:
        raise _too_fine()
    number = Decimal(digits)
    if number > LARGEST:
        raise _too_large()
    exact = number * _LARGE[found["large"]]
    if exact > LARGEST:
        raise _too_large()
    amount = exact.quantize(CENT)
    if amount != exact:
        raise _too_fine()
    return amount


def _too_fine() -> AmountFault:
    return AmountFault(
        "金额最多保留两位小数（分），请改为例如 0.01。",
        "An amount has at most two decimals (fen); write it so, such as 0.01.",
    )


def _too_large() -> AmountFault:
    return AmountFault(
        "金额超出上限 999,999,999,999.99 元，请核对后重新填写。",
        "The amount is above the limit of 999,999,999,999.99 yuan; check it and write it again.",
    )


@dataclass(frozen=True, slots=True)
class Band:
    """A range of amounts that may be shown where the exact amount may not: from `lower`, up to below `below`."""

    code: str
    lower: Decimal
    below: Decimal | None
    label: str
    en: str


# A proposal of this project, not law (design): wide enough that a band names no person.
BANDS = (
    Band("under_5k", Decimal(0), Decimal(5_000), "不足5千元", "under 5,000 yuan"),
    Band("5k_50k", Decimal(5_000), Decimal(50_000), "5千元以上不足5万元", "5,000 to under 50,000 yuan"),
    Band(
        "50k_500k", Decimal(50_000), Decimal(500_000), "5万元以上不足50万元", "50,000 to under 500,000 yuan"
    ),
    Band(
        "500k_5m",
        Decimal(500_000),
        Decimal(5_000_000),
        "50万元以上不足500万元",
        "500,000 to under 5 million yuan",
    ),
    Band("5m_up", Decimal(5_000_000), None, "500万元以上", "5 million yuan and more"),
)


def amount_band(amount: Decimal) -> Band:
    """The band of an amount. Raises ValueError for one that is negative or no number."""
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{amount} is no amount of money; expected 0 or more.")
    return next(band for band in BANDS if band.below is None or amount < band.below)


def format_yuan(amount: Decimal, *, english: bool = False) -> str:
    """The amount for people: 1,234.50元, or 1,234.50 yuan. Raises ValueError for parts of a fen."""
    if not amount.is_finite() or abs(amount) > LARGEST or amount != amount.quantize(CENT):
        raise ValueError(f"{amount} is no amount in yuan and fen; round it by the rule that applies first.")
    return f"{amount:,.2f}{' yuan' if english else '元'}"
