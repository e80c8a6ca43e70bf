"""A second county in the same house, cases that are handed over to it, and packages of them in memory."""

import io
from dataclasses import dataclass

from rongzhi.casework.packages.making import Packed, make
from rongzhi.casework.packages.opening import arrived
from rongzhi.casework.packages.taking import take_in
from rongzhi.casework.rules import forget
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.record.keys import new_code
from rongzhi.directory.models import Body, County
from tests.factories import main_line
from tests.factories.county import CODE, NOW, act, agent, mediator, officer, party
from tests.factories.files import noise, sent

OTHER = "V"
THERE = Actor(
    id="officer-v",
    bodies=frozenset({"PMCV"}),
    codes=frozenset({"PMC"}),
    functions=frozenset({"officer"}),
    county=OTHER,
)
PHRASE = new_code(lambda n: bytes(range(n)))


def neighbour() -> str:
    """Found the county next door with one committee, which this county's directory knows too."""
    County.objects.create(
        code=OTHER,
        number=f"{OTHER}-C2026-0001",
        name_zh="V县",
        name_en="V County",
        pack="plain",
        pack_version="1",
    )
    for county, handle in ((OTHER, "PMCV"), (CODE, "PMCV")):
        Body.objects.create(
            number=f"{county}-B2026-0090",
            county=county,
            handle=handle,
            kind="PMC",
            name_zh="V县人民调解委员会",
            name_en="Committee of V",
        )
    Body.objects.create(
        number=f"{OTHER}-B2026-0091",
        county=OTHER,
        handle="VBANK",
        kind="BANK",
        name_zh="示例银行W县支行",
        name_en="BANK1",
    )
    forget()
    return OTHER


@dataclass(frozen=True)
class Made:
    """A package in memory."""

    packed: Packed
    content: bytes

    @property
    def file(self) -> io.BytesIO:
        return io.BytesIO(self.content)


def handed(
    file: str, to: str, *, whose: str = "all", channel: str = "people_mediation", send: bool = True
) -> str:
    """Hand the case over to a body on a legal duty; gives the proceeding."""
    begun = act(
        file,
        "referral.begin",
        by=officer(),
        to_body=to,
        channel=channel,
        whose=whose,
        packet="申请书、证据",
        why="由该单位办理",
        legal_duty="《人民调解法》第十七条",
    )
    run = next(e.proceeding for e in main_line.picture(file).list("referral") if e.seq == begun.seq)
    if send:
        act(file, "referral.send", by=officer(), next_on="2026-03-09", proceeding=run)
    return run


def talked_case() -> str:
    """A case in mediation with evidence of both sides, confidences, an offer and a private note, handed to V."""
    file = main_line.mediating(applicant_id_number="11010519491231002X")
    for by, name in ((party(file), "合同.pdf"), (agent("BANK1"), "流水.pdf")):
        blob = sent(file, by, name=name)
        act(file, "case.upload", by=by, files=[blob], title=name, kind="contract", proves="证明搭售")
    act(file, "mediation.confide", by=party(file), note=main_line.SECRET)
    act(file, "mediation.offer", by=party(file), amount="3141.59", terms="密子让步")
    act(file, "mediation.private_note", by=mediator(), note=main_line.NOTE)
    handed(file, "PMCV")
    return file


def packed(file: str, to: str = "PMCV", *, phrase: str | None = PHRASE, proceeding: str = "") -> Made:
    """Make the package of a case."""
    out = io.BytesIO()
    made = make(file, to, out, by=officer(), now=NOW, phrase=phrase or "", proceeding=proceeding)
    return Made(made, out.getvalue())


def taken(made: Made, *, by: Actor = THERE) -> str:
    """Take the package in next door; gives the number there."""
    with arrived(made.file, phrase=PHRASE) as found:
        return take_in(found, by=by, now=NOW).file


def big_file(file: str, by: Actor, size: int) -> str:
    """Hand in a text file of so many bytes."""
    return sent(file, by, name="大文件.txt", content=noise(size).hex().encode()[:size])
