"""What stands in a package beside papers and evidence: the case as it may be told, its bodies, and what was left out."""

import json
from typing import Any

from rongzhi.casework.lines_shown import entry_shown
from rongzhi.casework.packages.history import Line
from rongzhi.casework.packages.receiver import Receiver
from rongzhi.casework.seen import Sight, header_open
from rongzhi.casework.snapshot import store
from rongzhi.core.package.manifest import LeftOut
from rongzhi.directory.models import Body, Neutral
from rongzhi.rulebook.hand_over import Row

HEADER_NEVER = frozenset({"officer", "synthetic"})
HANDLES = ("court", "commissioned_by")
NEUTRALS = ("neutral", "neutral_proposed", "evaluator")


def as_told(seen: Sight, found: Receiver, directory: dict[str, Any], row: Row) -> dict[str, Any]:
    """The case as structured data for the receiver: of a whole file its picture, of a packet what its reader sees."""
    told: dict[str, Any] = {
        "number": seen.picture.number,
        "row": row.key,
        "directory": directory,
        "parties": [
            {
                "key": party.key,
                "side": party.side,
                "kind": party.kind,
                "name": seen.names.get(party.key, ""),
                "contact": dict(seen.contacts.get(party.key, {})),
            }
            for party in seen.picture.parties.values()
        ],
    }
    if found.whole:
        told["picture"] = json.loads(store(seen.picture))
        return told
    whole = header_open(seen)
    if whole:
        told["header"] = {k: v for k, v in seen.picture.header.items() if k not in HEADER_NEVER}
        told["steps"] = [
            {"procedure": p.procedure, "stage": p.stage, "open": p.open, "since": p.since}
            for p in seen.picture.proceedings.values()
        ]
        told["register"] = [
            {
                "kind": e.kind,
                "status": e.status,
                "party": e.party,
                "code": e.code,
                "on": e.on,
                "amount": e.amount,
            }
            for e in seen.entries()
            if entry_shown(seen, e)
        ]
    told["answers"] = [
        {
            "event": p.seq,
            "party": p.part.partition(":")[2],
            "key": p.key,
            "label": p.label,
            "en": p.en,
            "value": p.value,
            "masked": p.masked,
        }
        for p in seen.pieces
        if not p.erased
    ]
    return told


def directory_of(seen: Sight, lines: list[Line]) -> dict[str, Any]:
    """The bodies and neutrals that the case names, as the sender's directory knows them."""
    named = {party.body for party in seen.picture.parties.values()} | {seen.picture.owner}
    named |= {str(seen.picture.header.get(column) or "") for column in (*HANDLES, *NEUTRALS)}
    named |= {entry.code for entry in seen.entries()}
    for line in lines:
        named |= {str(c[2].get("code") or "") for c in line.changes if c[0] == "entry"}
        named |= {str(c[2].get("body") or "") for c in line.changes if c[0] == "party"}
        named |= {
            str(c[2].get(k) or "") for c in line.changes if c[0] == "case" for k in (*HANDLES, *NEUTRALS)
        }
    county = seen.picture.county
    bodies = Body.objects.filter(county=county, handle__in=named - {""})
    neutrals = Neutral.objects.filter(county=county, handle__in=named - {""})
    return {
        "bodies": {b.handle: {"kind": b.kind, "name_zh": b.name_zh, "name_en": b.name_en} for b in bodies},
        "neutrals": {n.handle: {"name_zh": n.name_zh, "name_en": n.name_en} for n in neutrals},
    }


def left_out_of(seen: Sight, found: Receiver, gone: list[str]) -> list[LeftOut]:
    """What does not travel, and why; of what is sealed from the receiver not even whether there is any."""
    left = [
        LeftOut(
            "confidences",
            0,
            "单方沟通的内容、调解员备忘、调解中的方案和让步（依规定不移送，不论有无）",
            "What was said in confidence, the mediator's notes, offers and concessions (by rule, whether or not there are any)",
        )
    ]
    if not found.restricted:
        left.append(
            LeftOut(
                "restricted",
                0,
                "会商成员的意见和限阅材料（依规定不移送，不论有无）",
                "Opinions of consultations and restricted material (by rule, whether or not there is any)",
            )
        )
    masked = sum(1 for p in seen.pieces if p.masked)
    if masked:
        left.append(
            LeftOut(
                "masked",
                masked,
                "身份证号、账号等只以遮蔽形式可读的内容"
                + ("（需要时请当事人本人提供）" if found.whole else "（以遮蔽形式列入）"),
                "Identity and account numbers, which the receiver may read masked only",
            )
        )
    if found.whose != "all":
        left.append(
            LeftOut(
                "other_side",
                0,
                "另一方提交的材料（当事人只同意移送一方的材料）",
                "Material of the other side: one side's alone was agreed",
            )
        )
    if gone:
        left.append(
            LeftOut(
                "gone",
                len(gone),
                "已经不在的文件（已依法删除，或者存储中缺失）",
                "Files that are no longer there (erased, or lost from the store)",
            )
        )
    return left
