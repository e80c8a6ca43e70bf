"""The lists of what a file holds: material received, exhibits, and the papers of the file with their pages."""

import pypdfium2

from rongzhi.casework.evidence.exhibits import exhibits, files_of
from rongzhi.casework.papers import wording
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.values import item_of, of_party
from rongzhi.casework.papers.view import View, view_at
from rongzhi.casework.seen import Piece
from rongzhi.core.procedure.fields import EntryRef
from rongzhi.rulebook.papers.required import ON_REQUEST
from rongzhi.rulebook.papers.text import NONE, Pair
from rongzhi.rulebook.tables import forms

RECEIPT = "F05"
TOLD = {"name": "name", "title": "name", "paper": "name", "kind": "kind", "original": "original"}
NOT_INDEXED = frozenset({"F20", "F53", "F54", "F57"})


def documents(view: View) -> list[dict[str, Pair]]:
    """What was handed in up to this paper, each with kind, pages, original or copy, and the day."""
    pages: dict[int, int] = {}
    for file in files_of(view.seen).values():
        pages[file.seq] = pages.get(file.seq, 0) + file.pages
    days = {line.seq: line.on for line in view.entries("document")}
    days |= {step: view.times[step] for step in view.acts if step not in days}
    rows = []
    for seq, act in view.acts.items():
        declared = view.rules.acts.get(act)
        if declared is None or RECEIPT not in declared.issues:
            continue
        told = {
            TOLD[piece.key]: _told(view, piece) for piece in view.seen.of_event(seq) if _tells(view, piece)
        }
        if told:
            found = {**told, "pages": wording.same(pages.get(seq) or ""), "on": wording.day(days[seq])}
            rows.append({"name": NONE, **found})
    return rows


def _tells(view: View, piece: Piece) -> bool:
    item = item_of(view, piece)
    return item is not None and item.form == RECEIPT and piece.key in TOLD and not piece.erased


def _told(view: View, piece: Piece) -> Pair:
    """The answer in words; for a paper that had been asked for, what was asked for."""
    item = item_of(view, piece)
    if item is not None and isinstance(item.kind, EntryRef):
        line = view.seen.picture.entries.get(str(piece.value))
        for asked in view.seen.of_event(line.seq) if line else ():
            if asked.key == "paper" and not asked.erased:
                return wording.same(asked.value)
    return wording.answer(piece.value, item, view.rules, view.seen)


def evidence(view: View) -> list[dict[str, Pair]]:
    """The exhibits under their own numbers, with what each is to prove."""
    kinds = view.rules.acts["case.upload"].field("kind")
    return [
        {
            "number": wording.same(one.number),
            "name": wording.same(one.title),
            "kind": wording.answer(one.kind, kinds, view.rules, view.seen),
            "purpose": wording.same(one.proves),
            "pages": wording.same(sum(file.pages for file in one.files) or ""),
            "by": of_party(view, one.party, "name") if one.party else NONE,
            "on": wording.day(one.at),
        }
        for one in exhibits(view.seen)
    ]


def papers(view: View) -> list[dict[str, Pair]]:
    """The papers of the file up to this one, oldest first, as its reader has them."""
    from rongzhi.casework.papers.listing import listed

    known = [
        (seq, one.form)
        for one in listed(view.seen, view.rules)
        if one.form not in NOT_INDEXED and (one.due or one.form not in ON_REQUEST)
        for seq in one.seqs
        if seq <= view.seq
    ]
    return [
        {
            "name": wording.both(forms()[form]),
            "on": wording.day(view.times[seq]),
            "pages": wording.same(_pages(view, form, seq)),
        }
        for seq, form in sorted(known)
    ]


def _pages(view: View, form: str, seq: int) -> int | str:
    """How many pages the paper has; nothing for one without a text."""
    from rongzhi.casework.papers.making import NoPaper, made

    try:
        found = made(view.seen, form, seq)
    except NoPaper:
        return ""
    document = pypdfium2.PdfDocument(draw([found.sheet()], at=view_at(view.seen, form, seq).at))
    try:
        return len(document)
    finally:
        document.close()
