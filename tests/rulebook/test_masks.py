"""What is left of names and numbers under a mask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongzhi.rulebook.access import mask_account, mask_identity, mask_name, mask_phone, mask_text

DIGITS = st.text("0123456789", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("mask", "given", "left"),
    [
        (mask_identity, "32010219900101123X", "3****************X"),
        (mask_identity, "123", "***"),
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "138 1234-5678", "138****5678"),
        (mask_phone, "8345678", "*******"),
        (mask_account, "6222 0212 3456 7890 123", "***************0123"),
        (mask_account, "1234", "****"),
        (mask_account, "", ""),
        (mask_name, "张三", "张*"),
        (mask_name, "张 三", "张*"),
        (mask_name, "欧阳修文", "欧***"),
        (mask_name, "张", "张*"),
        (mask_name, "John Smith", "J*** S****"),
        (mask_name, " ", ""),
    ],
)
def test_mask_leaves_the_ends(mask, given, left):
    assert mask(given) == left


@given(DIGITS)
def test_mask_hides_four_digits_or_all(digits):
    for mask in (mask_identity, mask_phone, mask_account):
        masked = mask(digits)
        assert len(masked) == len(digits)
        assert masked.count("*") >= min(4, len(digits))


def test_text_is_masked_wherever_it_names_somebody():
    text = "张三丰（身份证32010219900101123X）电话13812345678，卡号6222021234567890123，邮箱zsf@example.cn，2025-09-01付1200.50元。"

    assert mask_text(text, ["张三丰", "张", ""]) == (
        "张**（身份证3****************X）电话138****5678，卡号***************0123，邮箱**************，2025-09-01付1200.50元。"
    )


def test_text_is_masked_for_the_longer_name_first():
    assert mask_text("张三丰与张三", ["张三", "张三丰"]) == "张**与张*"


@given(st.integers(10**16, 10**17 - 1), st.text("的在 ，。", max_size=5))
def test_text_never_keeps_an_identity_number(number, around):
    assert f"{number}X" not in mask_text(f"{around}{number}X{around}")
