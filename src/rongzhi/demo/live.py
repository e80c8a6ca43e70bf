"""The whole demo: found the county, file, live the year, leave a case ready in each stage, seal and verify."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from rongzhi.casework.actions import perform
from rongzhi.casework.clock_now import DEMO_YEAR_ENDS
from rongzhi.casework.county_log import seal
from rongzhi.casework.likeness.noting import note_similar
from rongzhi.casework.likeness.signing import sign
from rongzhi.casework.models import File
from rongzhi.casework.rules import forget
from rongzhi.casework.search.indexing import index
from rongzhi.casework.snapshot import load
from rongzhi.casework.verify import Report, verify
from rongzhi.core.procedure.definition import Actor
from rongzhi.demo import build
from rongzhi.demo.arrivals import SHANGHAI, YEAR_BEGINS, YEAR_ENDS
from rongzhi.demo.behaviour import behaviour
from rongzhi.demo.casting import Cast, cast
from rongzhi.demo.court_line import CourtLine
from rongzhi.demo.mass_dispute import MassDispute
from rongzhi.demo.money_line import MoneyLine
from rongzhi.demo.player import Player, Watch, done_or_raise
from rongzhi.demo.review_line import ReviewLine
from rongzhi.directory.models import Account

LAST_MIDNIGHT = timedelta(hours=18)  # back from the end of the demo's last day to the evening before
READY_AT = datetime(2026, 8, 31, 8, 40, tzinfo=SHANGHAI)
Say = Callable[[str], None]


class Evening(Protocol):
    """Something of its own that happens when the cases of a day are done."""

    def day(self, day: date) -> None: ...


@dataclass
class Lived:
    """What a demo has become."""

    seed: int
    player: Player
    cast: Cast
    filings: list[build.Filing]
    password: str
    ready: list[dict[str, str]] = field(default_factory=list)
    sealed: Report | None = None
    mass: MassDispute | None = None


def live(
    *,
    seed: int,
    count: int | None = None,
    own: Path | None = None,
    group: bool = False,
    watch: Watch | None = None,
    say: Say = lambda text: None,
) -> Lived:
    """Build the demo in the empty database of the moment and live its year, with `group` the mass dispute and the courts' line too.

    Raises NotBuilt, BatchRefused, NotSaved.
    """
    build.make_key()
    say("建立W县：机构、名册、账户 / founding W county: bodies, roster, logins")
    build.found_county()
    password = build.make_accounts()
    forget()
    found = build.planned(seed, count) if own is None else build.of_file(own)
    _keep(found)
    people = {account.username: account.actor() for account in Account.objects.filter(county=build.COUNTY)}
    player = Player(people, seed=seed, watch=watch, say=say)
    off = frozenset(key for key, procedure in player.rules.procedures.items() if procedure.off)
    given = cast(found, seed=seed, switched_off=off)
    lived = Lived(seed, player, given, found, password)
    slices: dict[date, list[list[build.Filing]]] = {}
    for some in build.slices(found):
        slices.setdefault(some[-1].at.date(), []).append(some)
    say(f"{len(found)} 件申请待提交 / {len(found)} filings to come, {len(given.played)} to be played")
    mass = MassDispute(player, seed) if group else None
    evenings: tuple[Evening, ...] = ()
    if mass is not None:
        evenings = (mass, CourtLine(player), MoneyLine(player), ReviewLine(player, seed))
    player.run(_days(YEAR_BEGINS, YEAR_ENDS - timedelta(days=1), evenings), slices, given.routes)
    seal(
        build.COUNTY, now=DEMO_YEAR_ENDS - LAST_MIDNIGHT
    )  # so that roots and proofs are there from the start
    player.run(_days(YEAR_ENDS, YEAR_ENDS, evenings), slices, given.routes)
    lived.mass = mass
    _leave_ready(lived)
    say("封存并核验 / sealing and verifying")
    index()
    sign()
    note_similar(now=DEMO_YEAR_ENDS)
    seal(build.COUNTY, now=DEMO_YEAR_ENDS)
    lived.sealed = verify(now=DEMO_YEAR_ENDS)
    return lived


def _days(first: date, last: date, evenings: tuple[Evening, ...]) -> Iterator[date]:
    """The days one after the other; when the cases of a day are done, the mass dispute and the courts' line do theirs."""
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        yield day
        for evening in evenings:
            evening.day(day)


def _keep(found: list[build.Filing]) -> None:
    """Keep the whole batch beside the database, for whoever wants to look at it or file it again."""
    folder = Path(settings.RONGZHI_HOME) / "demo"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / "batch.csv").write_bytes(build.as_csv(filing.row for filing in found))


def _leave_ready(lived: Lived) -> None:
    """Lead one case into each stage that waits for somebody, in the last days of the year, and leave it there."""
    player = lived.player
    cases = [player.cases[player.by_ref[ref]] for ref in lived.cast.ready if ref in player.by_ref]
    cases += _first_contacts(lived)
    for step, case in enumerate(cases):
        case.quick = True
        player._next(case, READY_AT + timedelta(minutes=2 * step))
    player.turns_until(DEMO_YEAR_ENDS)
    waiting = {(p.key, s.code): s.waiting_for for p in player.rules.procedures.values() for s in p.stages}
    for case in cases:
        procedure, stage = case.route.halt
        picture = load(File.objects.values_list("picture", flat=True).get(number=case.number))
        standing = [
            p for p in picture.proceedings.values() if p.open and (p.procedure, p.stage) == (procedure, stage)
        ]
        if standing:
            lived.ready.append(
                {"stage": f"{procedure}:{stage}", "case": case.number, "next": waiting[procedure, stage]}
            )
    order = {":".join(route.halt): place for place, route in enumerate(behaviour().ready)}
    lived.ready.sort(key=lambda line: order[line["stage"]])


def _first_contacts(lived: Lived) -> list[Any]:
    """Somebody has come to the counter and has not filed yet."""
    player, found = lived.player, []
    for route in behaviour().ready:
        filing = next((f for f in reversed(lived.filings) if f.design.ref in player.by_ref), None)
        if not route.first_contact or filing is None:
            continue
        keys = (
            "applicant_kind",
            "applicant_name",
            "applicant_phone",
            "respondent_kind",
            "respondent_name",
            "privacy_notice",
        )
        data = {key: filing.row[key] for key in keys if filing.row.get(key)}
        data |= {
            "what_happened": "来窗口询问，尚未填写申请。 / Came to the counter; has not filed yet.",
            "door": "counter",
        }
        by: Actor = player.people[build.OFFICER]
        answer = done_or_raise(
            perform(
                None,
                "intake.first_contact",
                by=by,
                data=data,
                now=READY_AT,
                request="demo:first_contact",
                county=build.COUNTY,
                owner=build.OWNER,
            )
        )
        found.append(player.begin(answer.file, filing, route, codes=answer.codes))
    return found
