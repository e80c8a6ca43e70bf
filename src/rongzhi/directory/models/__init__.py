"""Rows of the directory: county, body and neutral are projections of their files; accounts and theirs are not."""

from rongzhi.directory.models.account import Account
from rongzhi.directory.models.account_note import AccountNote
from rongzhi.directory.models.body import Body
from rongzhi.directory.models.county import County
from rongzhi.directory.models.deputy import Deputy
from rongzhi.directory.models.neutral import Neutral
from rongzhi.directory.models.reset_code import ResetCode
from rongzhi.directory.models.second_factor import RecoveryCode, SecondFactor
from rongzhi.directory.models.sign_in import SignIn

__all__ = [
    "Account",
    "AccountNote",
    "Body",
    "County",
    "Deputy",
    "Neutral",
    "RecoveryCode",
    "ResetCode",
    "SecondFactor",
    "SignIn",
]
