"""Fills the text of a paper with what is on record and gives a sheet: plain values that any layout can draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rongzhi.rulebook.papers.numerals import numeral
from rongzhi.rulebook.papers.templates import fill
from rongzhi.rulebook.papers.text import NONE, Block, Conditional, Pair, PaperText, Piece
from rongzhi.rulebook.papers.variables import LISTS, column_kind, column_words

NOT_STATED = Pair("未填写", "not stated")
NO_LINES = Pair("无记录", "none on record")
SIGNS = {
    "signature": Pair("签名", "signature"),
    "seal": Pair("盖章", "seal"),
    "signature_or_fingerprint": Pair("签名或者按指印", "signature or fingerprint"),
    "signature_or_seal": Pair("签名或者盖章", "signature or seal"),
}
RECEIPT = (
    Pair("送达文书", "Document served"),
    Pair("受送达人", "Served on"),
    Pair("送达方式", "Way"),
    Pair("送达地点", "Place"),
    Pair("收到日期", "Day of receipt"),
    Pair("收件人签名或者盖章", "Signature or seal of the receiver"),
    Pair("代收人及与受送达人的关系", "Received for them by, and relation"),
    Pair("拒收事由、见证人和送达人", "Reason of refusal, witness, who served"),
)
RECEIPT_TITLE = Pair("送达回证", "Service receipt")
DAY_LINE = Pair("　　　　年　　月　　日", "Day: ____________________")
RIGHT = frozenset({"amount"})


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature or seal that is on record."""

    who: Pair
    kind: Pair
    on: Pair


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was given for the form."""

    name: str
    label: Pair
    value: Pair


@dataclass(frozen=True)
class Filling:
    """What is on record for one paper, as its reader may see it; what is not there prints as not stated."""

    values: Mapping[str, Pair] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, Pair], ...]] = field(default_factory=dict)
    yes: frozenset[str] = frozenset()
    signed: Mapping[str, tuple[Signed, ...]] = field(default_factory=dict)
    answers: tuple[Answered, ...] = ()


PLATFORM = Pair("{}金融纠纷多元化解平台", "Financial Dispute Platform of {}")


@dataclass(frozen=True)
class _Filler:
    """One text, one filling, one language."""

    text: PaperText
    given: Filling
    phrases: Mapping[str, Pair]
    language: str

    def words(self, pair: Pair) -> str:
        return fill(pair.of(self.language), self._value)

    def _value(self, name: str) -> str:
        phrase = self.phrases.get(name.removeprefix("phrase.")) if name.startswith("phrase.") else None
        if phrase is not None:
            return fill(phrase.of(self.language), self._plain)
        return self._plain(name)

    def _plain(self, name: str) -> str:
        found = self.given.values.get(name, NONE).of(self.language)
        return found if found.strip() else NOT_STATED.of(self.language)

    def prints(self, piece: Conditional) -> bool:
        return (not piece.when or self._holds(piece.when)) and not (
            piece.unless and self._holds(piece.unless)
        )

    def _holds(self, name: str) -> bool:
        if name.startswith("has.list."):
            return bool(self.given.lists.get(name.removeprefix("has.list.")))
        if name.startswith("has."):
            return bool(self.given.values.get(name.removeprefix("has."), NONE).of(self.language).strip())
        return name in self.given.yes

    def lines(self, text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]


def sheet(
    text: PaperText, given: Filling, phrases: Mapping[str, Pair], language: str = "zh"
) -> dict[str, Any]:
    """The paper as plain values: head, blocks in order, and small print. `text` is whole (see Library.whole)."""
    filler = _Filler(text, given, phrases, language)
    blocks = []
    for block in text.blocks:
        if filler.prints(block):
            drawn = _DRAWN[block.kind](filler, block)
            if drawn is not None:
                blocks.append({"kind": block.kind, **drawn})
    issuer = given.values.get("issuer.name", NONE)
    if text.issuer == "platform":
        county = given.values.get("county.name", NONE)
        issuer = Pair(PLATFORM.zh.format(county.zh), PLATFORM.en.format(county.en)) if county.zh else NONE
    return {
        "language": language,
        "form": text.form,
        "version": text.version,
        "issuer": "" if text.issuer == "party" else issuer.of(language),
        "title": filler.words(text.title),
        "number": filler.words(Pair(text.number, text.number)),
        "date": given.values.get("paper.date", NONE).of(language),
        "law": text.law,
        "blocks": blocks,
    }


def _worded(filler: _Filler, block: Block) -> dict[str, Any]:
    return {"text": filler.lines(filler.words(block.words)), "strong": block.strong}


def _clauses(filler: _Filler, block: Block) -> dict[str, Any] | None:
    shown = [filler.lines(filler.words(p.words)) for p in block.pieces if filler.prints(p)]
    items = [
        {"mark": numeral(n, block.style, filler.language), "text": text} for n, text in enumerate(shown, 1)
    ]
    return {"style": block.style, "items": items} if items else None


def _table(filler: _Filler, block: Block) -> dict[str, Any] | None:
    rows = [
        {"label": filler.words(p.words), "value": filler.lines(filler.words(p.value))}
        for p in block.pieces
        if filler.prints(p)
    ]
    return {"caption": filler.words(block.words), "rows": rows} if rows else None


def _list(filler: _Filler, block: Block) -> dict[str, Any]:
    columns = block.columns or LISTS[block.of]
    rows = [
        [line.get(column, NONE).of(filler.language) for column in columns]
        for line in filler.given.lists.get(block.of, ())
    ]
    return {
        "caption": filler.words(block.words),
        "head": [column_words(column).of(filler.language) for column in columns],
        "right": [column_kind(column) in RIGHT for column in columns],
        "wide": [column_kind(column) == "long" for column in columns],
        "narrow": [column_kind(column) in ("number", "day", "amount") for column in columns],
        "rows": rows,
        "empty": filler.words(block.empty) or NO_LINES.of(filler.language),
    }


def _answers(filler: _Filler, block: Block) -> dict[str, Any] | None:
    used = filler.text.variables
    rows = [
        {"label": a.label.of(filler.language), "value": filler.lines(a.value.of(filler.language))}
        for a in filler.given.answers
        if a.name not in used and f"answer.{a.name.rpartition('.')[2]}" not in used
    ]
    return {"caption": filler.words(block.words), "rows": rows} if rows else None


def _signatures(filler: _Filler, block: Block) -> dict[str, Any] | None:
    places: list[dict[str, Any]] = []
    for piece in (p for p in block.pieces if filler.prints(p)):
        places += list(_places(filler, piece))
    return {"places": places} if places else None


def _places(filler: _Filler, piece: Piece) -> Iterable[dict[str, Any]]:
    language = filler.language
    signed = [
        {"who": s.who.of(language), "kind": s.kind.of(language), "on": s.on.of(language)}
        for s in filler.given.signed.get(piece.who, ())
    ]
    yield {
        "label": filler.words(piece.words),
        "sign": SIGNS[piece.sign].of(language),
        "seal": piece.sign == "seal",
        "signed": signed,
        "day": (filler.given.values.get("paper.date", NONE).of(language) if piece.who == "issuer" else "")
        or DAY_LINE.of(language),
    }


def _receipt(filler: _Filler, block: Block) -> dict[str, Any]:
    language = filler.language
    known = (f"{filler.words(filler.text.title)} {filler.words(Pair('{paper.number}', '{paper.number}'))}",)
    name = filler.given.values.get("recipient.name", NONE).of(language)
    values = (*known, name)
    return {
        "title": RECEIPT_TITLE.of(language),
        "rows": [
            {"label": pair.of(language), "value": values[n] if n < len(values) else ""}
            for n, pair in enumerate(RECEIPT)
        ],
    }


def _footnote(filler: _Filler, block: Block) -> dict[str, Any]:
    return {"text": filler.lines(filler.words(block.words)), "source": block.source}


def _break(filler: _Filler, block: Block) -> dict[str, Any]:
    return {}


_DRAWN = {
    "heading": _worded,
    "addressee": _worded,
    "paragraph": _worded,
    "clauses": _clauses,
    "table": _table,
    "list": _list,
    "answers": _answers,
    "signatures": _signatures,
    "receipt": _receipt,
    "footnote": _footnote,
    "break": _break,
}
