"""The transfer letter that lies on top of a package, from the county's text: to whom, by which basis, and what is in it."""

from collections.abc import Sequence
from datetime import datetime

from rongzhi.casework.papers import wording
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.making import library_for
from rongzhi.core.package.manifest import LeftOut, Member, Office
from rongzhi.directory.models import County
from rongzhi.rulebook.hand_over import Row
from rongzhi.rulebook.papers.filling import Filling, sheet
from rongzhi.rulebook.papers.text import Pair

TEXT = "TRANSFER"
DIGITS = 16  # of a digest, for comparing by eye; the whole stands in the manifest


def letter(
    number: str,
    *,
    county: str,
    from_body: Office,
    to_body: Office,
    row: Row,
    basis: str,
    contents: Sequence[tuple[Member, str]],
    left_out: Sequence[LeftOut],
    now: datetime,
) -> bytes:
    """The letter as PDF; `contents` are the files with what each is in words."""
    day = now.astimezone(wording.SHANGHAI).date()
    library = library_for(county).on(day)
    text = library.whole(library.texts[TEXT])
    home = County.objects.get(code=county)
    given = Filling(
        values={
            "case.number": wording.same(number),
            "county.name": Pair(home.name_zh, home.name_en),
            "issuer.name": _name(from_body),
            "transfer.to": _name(to_body),
            "transfer.reason": Pair(row.trigger_zh, row.trigger_en),
            "transfer.basis": wording.same(basis),
            "paper.date": wording.day(day),
            "paper.number": wording.same(number),
            "paper.version": wording.same(text.version),
        },
        lists={
            "contents": tuple(
                {
                    "number": wording.same(n),
                    "name": wording.same(words),
                    "file": wording.same(member.name),
                    "bytes": wording.same(f"{member.size:,}"),
                    "digest": wording.same(member.sha256[:DIGITS]),
                }
                for n, (member, words) in enumerate(contents, 1)
            ),
            "left_out": tuple(
                {"what": Pair(one.zh, one.en), "how_many": wording.same(one.count or "—")} for one in left_out
            ),
        },
    )
    return draw([sheet(text, given, library.phrases)], at=now)


def _name(office: Office) -> Pair:
    return Pair(office.name_zh, office.name_en or office.name_zh)
