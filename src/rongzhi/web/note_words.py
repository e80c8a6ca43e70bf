"""What was done to an account, in words."""

from collections.abc import Mapping

from rongzhi.directory.models import AccountNote
from rongzhi.web.capacity_words import function_words
from rongzhi.web.speech import say

WORDS = {
    "made": ("建立账户", "account made"),
    "password": ("修改密码", "password changed"),
    "reset_given": ("窗口发给重设码", "reset code given at the counter"),
    "reset_asked": ("本人申请重设码", "asked for a reset code"),
    "reset_used": ("用重设码设置新密码", "new password set by reset code"),
    "reset_undelivered": ("重设码未能送达", "the reset code could not be delivered"),
    "app": ("绑定验证器应用", "authenticator app enrolled"),
    "app_removed": ("解除验证器绑定", "authenticator app removed"),
    "recovery_codes": ("重新生成恢复码", "new recovery codes"),
    "signed_out": ("强制退出", "signed out by force"),
    "address": ("更改接收重设码的方式", "where reset codes go was changed"),
    "news": ("选择进展通知方式", "chose how to be told of news"),
    "news_lost": ("进展通知未能送达", "news could not be delivered"),
    "office_given": ("任命", "office given"),
    "office_ended": ("免职", "office ended"),
    "deputy_named": ("指定代理人", "deputy named"),
    "deputy_ended": ("结束代理", "deputy ended"),
    "left": ("离任", "left"),
    "handed_over": ("交接案件（交出/待指定/未成）", "cases handed over (given / waiting / failed)"),
    "disabled": ("停用", "disabled"),
    "enabled": ("启用", "enabled"),
}


OFFICES = frozenset({"office_given", "office_ended"})


def note_words(line: AccountNote, names: Mapping[str, str]) -> str:
    """The line in words; `names` are those of the bodies, neutrals and people that it may name."""
    text = say(*WORDS[line.what]) if line.what in WORDS else line.what
    detail = [names.get(word, word) for word in line.detail.split()]
    if line.what in OFFICES:
        detail[:1] = [function_words(word) for word in detail[:1]]
    return say("：", ": ").join([text, " ".join(detail)]) if detail else text
