"""The code on a paper, which its public page is found by: made from the installation key, so it can be made anew."""

import hmac

from rongzhi.casework.keys import installation_keys
from rongzhi.core.record.keys import SIGNS, show_code

PURPOSE = b"rongzhi paper 1\x00"
BITS = 80


def code_of(*parts: str | int) -> str:
    """Sixteen signs of five bits each, in groups of four: a keyed digest of what names the paper. Raises KeyFault."""
    named = PURPOSE + "\x00".join(map(str, parts)).encode()
    digest = hmac.digest(installation_keys().codes, named, "sha256")
    number = int.from_bytes(digest[: BITS // 8])
    return show_code("".join(SIGNS[number >> shift & 31] for shift in range(BITS - 5, -1, -5)))


def read_code(typed: str) -> str:
    """The code as it is stored, from whatever a person typed; empty when it can be none."""
    signs = (
        typed.upper().replace("-", "").replace(" ", "").replace("O", "0").replace("I", "1").replace("L", "1")
    )
    if len(signs) != BITS // 5 or any(sign not in SIGNS for sign in signs):
        return ""
    return show_code(signs)
