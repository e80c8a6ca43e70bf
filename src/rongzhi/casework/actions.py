"""perform(): the only door to a change. It checks who, when and what, and writes one event with all that follows."""

import hmac
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DataError, OperationalError, connection, transaction

from rongzhi.casework.book import Book, When, Writes, open_book
from rongzhi.casework.evidence.attaching import attached, files_in, take_over
from rongzhi.casework.keys import installation_keys
from rongzhi.casework.masking import without_persons
from rongzhi.casework.models import Entry, File, RequestKey
from rongzhi.casework.numbers import next_numbers
from rongzhi.casework.projection import statement
from rongzhi.casework.record import flush, write_event
from rongzhi.casework.rules import forget, rules_of
from rongzhi.casework.sealing import FileKeys
from rongzhi.casework.snapshot import load
from rongzhi.casework.visibility import known_to
from rongzhi.core.procedure.decide import SYSTEM, Outcome, Reason, Refusal, decide, follow
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.picture import Picture
from rongzhi.core.procedure.rules import Rules
from rongzhi.core.record.canonical import NotCanonical, canonical
from rongzhi.core.record.keys import InstallationKeys, request_digest
from rongzhi.rulebook.capacity import roles_of
from rongzhi.rulebook.echoes import NO_GROUP, TO_GROUP, data_for, echoes, unfit

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOST_DAYS_BACK = 15  # record.md §4
CHUNK = 500  # filings in one transaction, record.md §5
LONGEST_KEY = 120


@dataclass(frozen=True, slots=True)
class Backdated:
    """A legal time that is not now: when, why, and on which paper it stands. For counter, court and import acts."""

    at: datetime
    reason: str
    paper: str


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was performed: the file, the event's number and hash, and new access codes by party key."""

    file: str
    seq: int
    act: str
    hash: bytes = b""
    codes: Mapping[str, str] = field(default_factory=dict)
    again: bool = False  # this request had been performed before

    @property
    def ok(self) -> bool:
        return True


class NotSaved(Exception):
    """The database could not take the act; nothing was written. `label` and `en` say why and what to do."""

    def __init__(self, label: str, en: str) -> None:
        super().__init__(en)
        self.label = label
        self.en = en


class _Undo(Exception):
    """Leaves the transaction without a trace, with the answer to give."""

    def __init__(self, answer: Done | Refusal) -> None:
        super().__init__()
        self.answer = answer


def perform(
    file: str | None,
    act: str,
    *,
    by: Actor,
    data: Mapping[str, Any],
    now: datetime,
    request: str,
    expected: int | None = None,
    proceeding: str = "",
    county: str = "",
    owner: str = "",
    backdated: Backdated | None = None,
    random_bytes: Callable[[int], bytes] = os.urandom,
) -> Done | Refusal:
    """Do one act on one file, or say every reason why not.

    `file` is None for acts that open a file; `county` and `owner` (a body's handle) then say whose it is.
    `request` is the caller's key: the same key with the same data acts once, with other data it is refused.
    `expected` is the version of the proceeding that the person saw. Raises KeyFault without the installation's
    key, NotSaved when the database is busy or full; in both cases nothing was written.
    """
    now = now.astimezone(SHANGHAI)
    try:
        asked = Asked(act, by, data, now, request, expected, proceeding, backdated, _digest(file, act, data))
    except NotCanonical:
        return Refusal(act, (UNREADABLE,))
    with saved():
        try:
            with transaction.atomic():
                _group_first(file, asked)
                book = (
                    _book(file, county, owner, rules_of(county).acts.get(act))
                    if file is None
                    else _locked(file)
                )
                if book is None:
                    return Refusal(act, (NOT_FOUND,))
                before = book.picture
                answer = _act(book, asked, rules_of(book.picture.county), Writes(), random_bytes)
                if isinstance(answer, Refusal):
                    raise _Undo(answer)
                if not answer.again:
                    _tell_others(answer, before, book.picture, now, random_bytes)
                if book.picture.kind in DIRECTORY:
                    transaction.on_commit(forget)
                return answer
        except _Undo as undo:
            return undo.answer


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    act: str
    by: Actor
    data: Mapping[str, Any]
    now: datetime
    request: str
    expected: int | None = None
    proceeding: str = ""
    backdated: Backdated | None = None
    digest: bytes = b""


def _digest(
    file: str | None, act: str, data: Mapping[str, Any], installation: InstallationKeys | None = None
) -> bytes:
    return request_digest(installation or installation_keys(), canonical([file, act, dict(data)]))


def _group_first(file: str | None, asked: Asked) -> None:
    """Lock the group before its member's case: two acts that touch both never wait for each other crosswise."""
    if file is None or asked.act not in TO_GROUP or connection.vendor == "sqlite":
        return
    latest = (
        Entry.objects.filter(file=file, kind="membership").order_by("-seq").values_list("code", flat=True)
    )
    number = str(asked.data.get("group") or latest.first() or "")
    list(File.objects.filter(number=number, kind="group").select_for_update().values_list("pk"))


def _tell_others(
    done: Done, before: Picture, after: Picture, now: datetime, random_bytes: Callable[[int], bytes]
) -> None:
    """Say on other files what follows there from this act, in the same transaction; leaves it when that is refused."""
    for told in echoes(done.act, before, after):
        book = _locked(told.file)
        if book is None:
            raise _Undo(Refusal(done.act, (NO_GROUP,)))
        group, case = (after, book.picture) if after.kind == "group" else (book.picture, after)
        if group.kind != "group" or case.kind != "case":
            raise _Undo(Refusal(done.act, (NO_GROUP,)))
        if told.act == "group.invite_member" and (reason := unfit(group, case)) is not None:
            raise _Undo(Refusal(done.act, (reason,)))
        said = data_for(told, group) if after.kind == "case" else (told.act, {"group": after.number})
        if said is None:
            continue
        key = f"{done.file}:{done.seq}:{told.act}"[:LONGEST_KEY]
        asked = Asked(said[0], SYSTEM, said[1], now, key, digest=_digest(told.file, *said))
        answer = _act(book, asked, rules_of(group.county), Writes(), random_bytes)
        if isinstance(answer, Refusal):
            raise _Undo(Refusal(done.act, answer.reasons))


def _locked(file: str) -> Book | None:
    """The file's book, its row locked until the transaction ends."""
    rows = File.objects.filter(number=file)
    if connection.vendor != "sqlite":  # there the IMMEDIATE transaction holds the lock already
        rows = rows.select_for_update()
    row = rows.values_list("picture", "head").first()
    if row is None:
        return None
    return Book(load(row[0]), bytes(row[1]), FileKeys.of(file))


def _book(file: None, county: str, owner: str, act: Any) -> Book | None:
    """The book of a file that is about to begin; its number is given when the act is accepted."""
    if act is None or not act.founds:
        return None
    return open_book("", county, KINDS.get(act.procedure, "case"), owner)


KINDS = {kind: kind for kind in ("neutral", "body", "county", "assessment", "group", "ledger")}
DIRECTORY = frozenset({"neutral", "body", "county"})  # files that the rules in force are made with


def _act(
    book: Book,
    asked: Asked,
    rules: Rules,
    writes: Writes,
    random_bytes: Callable[[int], bytes],
) -> Done | Refusal:
    """Weigh the request and write what follows; a Refusal leaves nothing in `writes`."""
    county = book.picture.county
    when, reasons = _when(asked, rules)
    roles = roles_of(asked.by, book.picture)
    if not roles:
        return Refusal(asked.act, (NOT_FOUND,))
    if not asked.request or len(asked.request) > LONGEST_KEY:
        reasons.append(NO_REQUEST_KEY)
    files = attached(book.picture.number, rules.acts.get(asked.act), asked.data, asked.by)
    told = without_persons(book.picture.number, rules.acts.get(asked.act), files.data)
    asked = replace(asked, data=told)
    reasons += files.reasons
    outcome = weigh(book.picture, asked, rules, roles, when)
    if isinstance(outcome, Refusal) or reasons:
        before = _answered(county, asked)
        if before is not None:
            return before
        found = outcome.reasons if isinstance(outcome, Refusal) else ()
        return Refusal(asked.act, (*reasons, *found))
    if book.picture.seq == 0:
        _give_number(book, outcome, when)
    outcome = _with_reason(outcome, asked)
    parts = files_in(outcome)
    blobs = {blob: files.addresses[blob] for blob in parts}
    _write(book, outcome, rules, writes, when, asked.by, asked.digest.hex(), random_bytes, blobs)
    if not take_over(parts, file=book.picture.number, seq=book.picture.seq):
        return Refusal(asked.act, (NOT_NOW,))
    done = Done(book.picture.number, book.picture.seq, asked.act, book.head, dict(writes.codes))
    for step, _ in follow(rules, book.picture, at=when.at, today=when.at.date()):
        _write(book, step, rules, writes, When(when.at, when.recorded_at), SYSTEM, "", random_bytes)
    row = (county, asked.by.id, asked.request, asked.digest, done.file, done.seq)
    writes.put("requestkey", (county, asked.by.id, asked.request), row)
    if not _first_time(writes):
        raise _Undo(_answered(county, asked) or Refusal(asked.act, (REUSED,)))
    flush(writes)
    return done


def weigh(
    picture: Picture, asked: Asked, rules: Rules, roles: frozenset[str], when: When
) -> Outcome | Refusal:
    """Decide on what the actor knows of the file: neither an answer nor a reason may tell of a suspicion kept from them."""

    def weigh(case: Picture, proceeding: str) -> Outcome | Refusal:
        return decide(
            rules,
            case,
            asked.act,
            by=asked.by,
            roles=roles,
            data=asked.data,
            at=when.at,
            today=when.at.date(),
            proceeding=proceeding,
            expected=asked.expected,
        )

    known = known_to(asked.by, picture)
    first = weigh(known, asked.proceeding)
    if known is picture or isinstance(first, Refusal):
        return first
    place = first.proceeding if first.proceeding in known.proceedings else asked.proceeding
    whole = weigh(picture, place)
    return Refusal(asked.act, (NOT_NOW,)) if isinstance(whole, Refusal) else whole


def _write(
    book: Book,
    outcome: Outcome,
    rules: Rules,
    writes: Writes,
    when: When,
    by: Actor,
    request: str,
    random_bytes: Any,
    blobs: Mapping[str, str] | None = None,
) -> None:
    procedure = rules.procedures[outcome.act.procedure]
    proceeding = book.picture.proceedings.get(outcome.proceeding)
    write_event(
        book,
        outcome,
        writes,
        when=when,
        actor=by.id,
        request=request,
        edition=proceeding.edition if proceeding else procedure.edition,
        pack=rules.pack,
        random_bytes=random_bytes,
        behalf=by.behalf,
        blobs=blobs or {},
    )


def _give_number(book: Book, outcome: Outcome, when: When) -> None:
    county, kind = book.picture.county, book.picture.kind
    number = next_numbers(county, kind, when.at.year, 1)[0]
    fresh = open_book(number, county, kind, book.picture.owner)
    book.picture, book.head, book.keys = fresh.picture, fresh.head, fresh.keys


def _with_reason(outcome: Outcome, asked: Asked) -> Outcome:
    """The reason for a legal time in the past goes to the file's sealed part."""
    if asked.backdated is None:
        return outcome
    sealed = {name: dict(content) for name, content in outcome.sealed.items()}
    sealed.setdefault("file", {})["backdated_reason"] = asked.backdated.reason
    return Outcome(outcome.act, outcome.proceeding, outcome.facts, sealed, outcome.changes, outcome.given)


def _when(asked: Asked, rules: Rules) -> tuple[When, list[Reason]]:
    back = asked.backdated
    if back is None:
        return When(asked.now, asked.now), []
    act = rules.acts.get(asked.act)
    at = back.at.astimezone(SHANGHAI)
    reasons = []
    if act is None or not act.backdatable or not asked.by.functions & {"officer", "court", "import"}:
        reasons.append(NOT_BACKDATABLE)
    if at > asked.now:
        reasons.append(FUTURE)
    if at < asked.now - timedelta(days=MOST_DAYS_BACK):
        reasons.append(TOO_FAR_BACK)
    if not back.reason.strip() or not back.paper.strip():
        reasons.append(NO_PAPER)
    if reasons:
        return When(asked.now, asked.now), reasons
    return When(at, asked.now, {"paper": back.paper.strip()[:120]}), []


def _answered(county: str, asked: Asked) -> Done | Refusal | None:
    """The first outcome of this request key, or a refusal when it came with other data; None when it is new."""
    found = RequestKey.objects.filter(county=county, actor=asked.by.id, key=asked.request).first()
    if found is None:
        return None
    if not hmac.compare_digest(bytes(found.digest), asked.digest):
        return Refusal(asked.act, (REUSED,))
    return Done(found.file, found.seq, asked.act, again=True)


def _first_time(writes: Writes) -> bool:
    """Write the request key; False when it was there already."""
    rows = writes.rows.pop("requestkey")
    with connection.cursor() as cursor:
        cursor.execute(statement("requestkey") + " ON CONFLICT DO NOTHING", next(iter(rows.values())))
        return bool(cursor.rowcount == 1)


def perform_many(
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    *,
    by: Actor,
    now: datetime,
    batch: str,
    county: str,
    owner: str,
    act: str = "intake.file",
    random_bytes: Callable[[int], bytes] = os.urandom,
    chunk: int = CHUNK,
) -> Iterator[tuple[int, Done | Refusal]]:
    """Open a file for each row, 500 in a transaction; yields (row number, answer) in order.

    The request key of a row is `batch` and its number, so a batch that was cut off files nothing twice.
    """
    now = now.astimezone(SHANGHAI)
    waiting: list[tuple[int, Mapping[str, Any]]] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == chunk:
            yield from _many(waiting, by, now, batch, county, owner, act, random_bytes)
            waiting = []
    if waiting:
        yield from _many(waiting, by, now, batch, county, owner, act, random_bytes)


def _many(
    rows: Sequence[tuple[int, Mapping[str, Any]]],
    by: Actor,
    now: datetime,
    batch: str,
    county: str,
    owner: str,
    act: str,
    random_bytes: Callable[[int], bytes],
) -> list[tuple[int, Done | Refusal]]:
    rules, installation = rules_of(county), installation_keys()
    with saved(), transaction.atomic():
        keys = {f"{batch}:{number}" for number, _ in rows}
        before = {
            key: (file, seq, bytes(digest))
            for key, file, seq, digest in RequestKey.objects.filter(
                county=county, actor=by.id, key__in=keys
            ).values_list("key", "file", "seq", "digest")
        }
        accepted: list[tuple[int, Outcome, Asked]] = []
        answers: dict[int, Done | Refusal] = {}
        blank = Picture(number="", county=county, kind="case", owner=owner)
        roles = roles_of(by, blank)
        when = When(now, now)
        for number, data in rows:
            key = f"{batch}:{number}"
            try:
                digest = _digest(None, act, data, installation)
            except NotCanonical:
                answers[number] = Refusal(act, (UNREADABLE,))
                continue
            if key in before:
                file, seq, known = before[key]
                same = hmac.compare_digest(known, digest)
                answers[number] = Done(file, seq, act, again=True) if same else Refusal(act, (REUSED,))
                continue
            outcome = decide(rules, blank, act, by=by, roles=roles, data=data, at=now, today=now.date())
            if isinstance(outcome, Refusal):
                answers[number] = outcome
            else:
                accepted.append((number, outcome, Asked(act, by, data, now, key, digest=digest)))
        writes = Writes()
        numbers = next_numbers(county, "case", now.year, len(accepted)) if accepted else []
        for file, (number, outcome, asked) in zip(numbers, accepted, strict=True):
            book = open_book(file, county, "case", owner, installation=installation)
            writes.codes = {}
            _write(book, outcome, rules, writes, when, by, asked.digest.hex(), random_bytes)
            answers[number] = Done(file, 1, act, book.head, dict(writes.codes))
            for step, _ in follow(rules, book.picture, at=now, today=now.date()):
                _write(book, step, rules, writes, when, SYSTEM, "", random_bytes)
            row = (county, by.id, asked.request, asked.digest, file, 1)
            writes.put("requestkey", asked.request, row)
        flush(writes)
    return [(number, answers[number]) for number, _ in rows]


@contextmanager
def saved() -> Iterator[None]:
    """What the database cannot take becomes NotSaved, a sentence for people; nothing was written."""
    try:
        yield
    except OperationalError as fault:
        raise _not_saved(str(fault)) from fault
    except DataError as fault:
        raise NotSaved(
            "数据库无法保存这些内容，本次操作没有生效。请缩短内容后再试。",
            "The database cannot store this; nothing was done. Shorten it and try again.",
        ) from fault


def _not_saved(text: str) -> NotSaved:
    if "full" in text or "No space" in text:
        return NotSaved(
            "磁盘空间不足，本次操作没有生效，已有材料没有损坏。请联系管理员清理空间后再试。",
            "The disk is full: nothing was done and nothing is damaged. Ask the administrator to make room, then try again.",
        )
    if "locked" in text or "lock timeout" in text or "deadlock" in text:
        return NotSaved(
            "系统正忙，本次操作没有生效。请稍候再试一次；重复提交不会重复办理。",
            "The system is busy: nothing was done. Try again in a moment; sending it twice does it once.",
        )
    return NotSaved(
        "暂时无法保存，本次操作没有生效。请稍后再试；如仍不行，请联系管理员。",
        "It cannot be saved right now: nothing was done. Try again later, or tell the administrator.",
    )


NOT_FOUND = Reason(
    "not_found", "没有这一案卷，或者您无权查看。", "There is no such file, or it is not for you to see."
)
UNREADABLE = Reason(
    "unreadable",
    "提交的内容中有无法识别的数据，请核对后再提交。",
    "Something in the data cannot be read; check it and send again.",
)
NOT_NOW = Reason(
    "not_now",
    "这一事项目前不能办理，请联系承办人。",
    "This cannot be done at present; please ask the officer in charge.",
)
REUSED = Reason(
    "request_reused",
    "同一请求编号已用于其他内容，本次没有办理。请刷新页面后重新提交。",
    "This request key was used for other data; nothing was done. Reload the page and send again.",
)
NO_REQUEST_KEY = Reason("no_request_key", "缺少请求编号。", "The request key is missing or too long.")
NOT_BACKDATABLE = Reason(
    "not_backdatable",
    "这一事项或您的角色不能填写早于现在的法律时间。",
    "This act, or your role, cannot carry a legal time that is not now.",
)
FUTURE = Reason("future", "法律时间不能晚于现在。", "A legal time cannot be in the future.")
TOO_FAR_BACK = Reason(
    "too_far_back",
    f"法律时间最多早于现在 {MOST_DAYS_BACK} 天。",
    f"A legal time is at most {MOST_DAYS_BACK} days back.",
)
NO_PAPER = Reason(
    "no_paper",
    "填写较早的法律时间，须写明理由和所依据的纸质材料。",
    "An earlier legal time needs its reason and the paper behind it.",
)
