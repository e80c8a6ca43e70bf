"""What an administrator has previewed, signed for that person: adopting does this and nothing else."""

from collections.abc import Sequence

from django.core import signing

from rongzhi.core.procedure.definition import Actor

GOOD_FOR = 3600  # seconds between preview and adoption


def to_plan(by: Actor, what: str, given: Sequence[str]) -> str:
    """The previewed values as a text that only this person can give back, for an hour."""
    return signing.dumps([by.id, by.behalf, by.county, *given], salt=f"rongzhi.{what}", compress=True)


def from_plan(by: Actor, what: str, text: str) -> list[str] | None:
    """The previewed values; None when the text is not this person's, too old or changed."""
    try:
        owner, behalf, county, *given = signing.loads(text, salt=f"rongzhi.{what}", max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return given if (owner, behalf, county) == (by.id, by.behalf, by.county) else None
