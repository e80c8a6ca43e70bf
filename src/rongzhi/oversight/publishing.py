"""Publishing the figures of a period: kept as they were, and counted anew later to see what has changed and why."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from rongzhi.casework.actions import SHANGHAI
from rongzhi.casework.erasure import ACT as ERASE
from rongzhi.casework.models import Event
from rongzhi.core.statistics.counts import Figure, Interval, Share, not_given
from rongzhi.core.statistics.given import Given
from rongzhi.core.statistics.index import Period
from rongzhi.core.statistics.reasons import Reason
from rongzhi.oversight import board
from rongzhi.oversight.figures import counting
from rongzhi.oversight.models import Published
from rongzhi.oversight.stories import told_events
from rongzhi.rulebook.indices import INDICES

NAME_MOST = 40


class NotPublished(Exception):
    """Nothing was published; `label` and `en` say why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that is not what was published: its key, and both as they are kept."""

    key: str
    then: Mapping[str, Any]
    now: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recount:
    """A publication counted anew with its period and cut-off: what differs; how many events that lie in it came later; and
    of how many files something was erased since. `whole` is false where the row itself is not as it was written.
    """

    published: Published
    whole: bool
    changed: tuple[Changed, ...]
    late_events: int
    erased_files: int


def publish(county: str, name: str, period: Period, *, by: str, now: datetime) -> Published:
    """Keep every figure of this period under a name. Raises NotPublished for a name that is taken or cannot be used."""
    if not name or len(name) > NAME_MOST or not name.replace("-", "").replace("_", "").isalnum():
        raise NotPublished(
            f"名称用字母、数字、连字符，不超过 {NAME_MOST} 个字，例如 2026-08。",
            f"A name has letters, digits and hyphens, {NAME_MOST} at most, such as 2026-08.",
        )
    content = told(county, period)
    row = Published(
        county=county,
        name=name,
        start=period.start,
        end=period.end,
        cut_off=period.cut_off,
        made_at=now,
        made_by=by,
        last_event=_last(county),
        content=content,
        sha256=_digest(content),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise NotPublished(
            f"“{name}”已经公布过，不能改写；请换一个名称，例如 {name}-2。",
            f"“{name}” was published already and is not overwritten; take another name, such as {name}-2.",
        ) from fault
    return row


def told(county: str, period: Period) -> str:
    """Every figure of the period as JSON, keys in order."""
    with counting(county) as count:
        found = {
            key: kept(count.given(index, period)[0])
            for key, index in INDICES.items()
            if index.measure is not None
        }
        counts = {en: n for _, en, n in board.denominators(count, period)}
    return json.dumps({"indices": found, "counts": counts}, ensure_ascii=False, sort_keys=True)


def kept(given: Given) -> dict[str, Any]:
    """A figure as it is kept: value, of how many, interval, or the key of why there is none."""
    figure, between = given.figure, given.figure.interval
    return {
        "value": figure.value,
        "n": figure.n,
        "part": given.share.part if given.share else None,
        "whole": given.share.whole if given.share else None,
        "low": between.low if between else None,
        "high": between.high if between and between.high != float("inf") else None,
        "why": figure.too_few.key if figure.too_few else None,
    }


def as_given(one: Mapping[str, Any]) -> Given:
    """A figure that was kept, to be shown as it was given; by which method its interval was found is not kept."""
    if one.get("value") is None:
        return Given("", not_given(NOT_GIVEN_THEN), None, ())
    low, high = one["low"], one["high"]
    between = None if low is None else Interval(low, float("inf") if high is None else high, "")
    share = None if one["part"] is None else Share(one["part"], one["whole"])
    return Given("", Figure(one["value"], one["n"], between), share, ())


NOT_GIVEN_THEN = Reason("not_given_then", "当时不能下结论", "nothing could be said then", 0)


def recount(row: Published) -> Recount:
    """Count what was published once more, from the record as it is now."""
    period = Period(row.start, row.end, row.cut_off)
    then, now = json.loads(row.content)["indices"], json.loads(told(row.county, period))["indices"]
    changed = tuple(
        Changed(key, then.get(key, {}), now.get(key, {}))
        for key in sorted({*then, *now})
        if then.get(key) != now.get(key)
    )
    over = datetime.combine(row.cut_off + timedelta(days=1), time(), tzinfo=SHANGHAI)
    since = told_events(row.county, after=row.last_event)
    erased = Event.objects.filter(pk__gt=row.last_event, act=ERASE, file__startswith=f"{row.county}-").values(
        "file"
    )
    return Recount(
        row,
        row.sha256 == _digest(row.content),
        changed,
        since.filter(at__lt=over).exclude(act=ERASE).count(),
        erased.distinct().count(),
    )


def published(county: str) -> list[Published]:
    """What the county has published, the latest first."""
    return list(Published.objects.filter(county=county).order_by("-made_at", "-pk"))


def _last(county: str) -> int:
    return told_events(county).order_by("-pk").values_list("pk", flat=True).first() or 0


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
