"""A bundle for its reader, or for somebody to whom it is handed: only what both may see, and what was left out."""

from dataclasses import dataclass, replace

from rongzhi.casework.evidence.bundle import Bundle, Words, make_bundle
from rongzhi.casework.evidence.exhibits import Exhibit, exhibits, files_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.definition import Actor
from rongzhi.core.procedure.rules import Rules
from rongzhi.web import labels
from rongzhi.web.evidence import kind_words
from rongzhi.web.happenings import actor_names
from rongzhi.web.moment import now
from rongzhi.web.naming import name_of
from rongzhi.web.speech import say, words

MAKES_FOR_OTHERS = frozenset({"organisation", "reviewer", "mediator"})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody for whom a bundle can be made: the word in the address, the name, and who they are to the rules."""

    key: str
    name: str
    actor: Actor


def recipients(seen: Sight, rules: Rules) -> list[Recipient]:
    """For whom this reader may make a bundle besides themselves: parties, the neutral, the court of the case."""
    if not seen.roles & MAKES_FOR_OTHERS:
        return []
    picture = seen.picture
    found = []
    for party in picture.parties.values():
        if party.status == "active":
            key, name = party.key, f"{labels.side_words(party.side)} {name_of(seen, party.key)}"
            actor = Actor(f"{picture.number}/{key}", party=key, file=picture.number, county=picture.county)
            found.append(Recipient(key, name, actor))
    neutral = str(picture.header.get("neutral") or "")
    if neutral:
        actor = Actor(f"neutral:{neutral}", neutral=neutral, county=picture.county)
        found.append(Recipient("neutral", words(rules.tables.get("neutrals", {}).get(neutral)), actor))
    court = str(picture.header.get("court") or picture.header.get("commissioned_by") or "")
    row = rules.tables.get("body_handles", {}).get(court)
    if row is not None:
        kind = str(row.get("kind") or "COURT")
        actor = Actor(
            f"body:{court}",
            frozenset({court}),
            frozenset({kind}),
            frozenset({"court"}),
            county=picture.county,
        )
        found.append(Recipient("court", words(row), actor))
    return found


def bundle_for(seen: Sight, rules: Rules, recipient: Recipient | None) -> tuple[list[Exhibit], list[str]]:
    """The exhibits that reader and recipient may both see, and lines that name what was left out."""
    mine = exhibits(seen)
    if recipient is None:
        shared = set(files_of(seen))
    else:
        theirs = sight(recipient.actor, seen.picture.number)
        shared = set(files_of(theirs)) & set(files_of(seen)) if theirs is not None else set()
    kept = []
    left = []
    for exhibit in mine:
        files = tuple(file for file in exhibit.files if file.id in shared)
        left += [_left(exhibit, file.name) for file in exhibit.files if file.id not in shared]
        if files:
            kept.append(replace(exhibit, files=files))
    numbers = {exhibit.number for exhibit in mine}
    for number, line in enumerate(seen.picture.list("document"), 1):
        if number not in numbers:
            left.append(
                say(
                    f"证据 {number}（{line.on}）：不在可以查看的范围内，或者已依法销毁",
                    f"exhibit {number} ({line.on}): not open to this reader, or erased as the law allows",
                )
            )
    return kept, left


def _left(exhibit: Exhibit, name: str) -> str:
    return say(
        f"证据 {exhibit.number}「{exhibit.title}」中的 {name}：不向接收人提供",
        f"{name} of exhibit {exhibit.number} “{exhibit.title}”: not for the recipient",
    )


def made(
    seen: Sight, rules: Rules, recipient: Recipient | None, kept: list[Exhibit], left: list[str]
) -> Bundle:
    """Make the bundle in the reader's language."""
    names = actor_names(seen, {exhibit.actor for exhibit in kept})
    lines = []
    if recipient is not None:
        lines.append(say(f"提供给：{recipient.name}", f"For: {recipient.name}"))
    kinds = sorted({kind_words(rules, exhibit.kind) for exhibit in kept})
    lines.append(say(f"共 {len(kept)} 项：{'、'.join(kinds)}", f"{len(kept)} exhibits: {', '.join(kinds)}"))
    spoken = Words(
        title=say("证据目录", "Index of exhibits"),
        lines=lines,
        head=[
            say("序号", "No."),
            say("材料", "Document"),
            say("证明什么", "What it is to prove"),
            say("提交人、日期", "By, on"),
            say("页", "Page"),
        ],
        left_title=say("没有收入本汇编的", "Left out of this bundle"),
        exhibit=say("证据 {number}", "Exhibit {number}"),
        sheet=[say("文件名", "File name"), say("类型", "Kind"), say("字节", "Bytes"), "SHA-256"],
        gone=say("{name}：文件已销毁或暂时无法读取", "{name}: erased, or cannot be read at present"),
        made=say("制作于", "made"),
        pages="{first}–{last}",
        more=dict(names),
    )
    return make_bundle(seen.picture.number, kept, spoken, left=left, now=now())
