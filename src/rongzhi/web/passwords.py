"""A new password that somebody typed twice: whether it is strong enough, said in plain words."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import QueryDict

from rongzhi.directory.models import Account
from rongzhi.web.speech import say

LONGEST = 200


def typed_password(post: QueryDict) -> str:
    """What was typed as the new password."""
    return post.get("password", "")[:LONGEST]


def password_fault(post: QueryDict, account: Account | None) -> str:
    """What is wrong with the new password in a form; empty when nothing is."""
    password = typed_password(post)
    if password != post.get("again", "")[:LONGEST]:
        return say(
            "两次输入的新密码不一致，没有改动。请重新输入。",
            "The two new passwords differ; nothing was changed. Please type them again.",
        )
    try:
        validate_password(password, account)
    except ValidationError:
        return say(
            "新密码太弱，没有改动。请用至少 10 个字符，不用常见词语，不全是数字，也不与用户名相近。",
            "The new password is too weak; nothing was changed. Take at least ten characters: no common word, not only "
            "digits, and unlike the user name.",
        )
    return ""
