"""Reads the text of a paper from its TOML file; what does not fit is told with file and line."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from rongzhi.rulebook.pack_files import PackFault, TomlFile, read_toml
from rongzhi.rulebook.papers.text import Block, Pair, PaperText, Piece

FOLDER = "papers"
PHRASES = "phrases.toml"
TOP = frozenset({"form", "version", "from", "issuer", "title", "block", "formats", "law", "number"})
ISSUERS = frozenset({"organisation", "court", "neutral", "party", "platform"})
FORMATS = frozenset({"pdf", "docx"})
COMMON = frozenset({"kind", "zh", "en", "when", "unless", "covers"})
KINDS: Mapping[str, frozenset[str]] = {
    "heading": frozenset(),
    "addressee": frozenset(),
    "paragraph": frozenset({"strong"}),
    "clauses": frozenset({"style", "item"}),
    "table": frozenset({"row"}),
    "list": frozenset({"of", "columns", "empty_zh", "empty_en"}),
    "answers": frozenset(),
    "signatures": frozenset({"place"}),
    "receipt": frozenset(),
    "include": frozenset({"form"}),
    "footnote": frozenset({"source"}),
    "break": frozenset(),
}
WORDED = frozenset({"heading", "addressee", "paragraph", "footnote"})
PIECES = {"item": "clauses", "row": "table", "place": "signatures"}
PIECE_KEYS = {
    "item": frozenset({"zh", "en", "when", "unless", "covers"}),
    "row": frozenset({"zh", "en", "value", "value_zh", "value_en", "when", "unless", "covers"}),
    "place": frozenset({"who", "sign", "zh", "en", "when", "unless", "covers"}),
}
STYLES = frozenset({"article", "item", "number"})
WHO = frozenset(
    [
        "issuer",
        "applicant",
        "respondent",
        "parties",
        "guarantor",
        "agent",
        "neutral",
        "evaluator",
        "officer",
        "court",
        "recipient",
        "recorder",
        "witness",
        "member",
        "body",
        "secretariat",
    ]
)
SIGNS = frozenset({"signature", "seal", "signature_or_fingerprint", "signature_or_seal"})


def read_text(folder: Path, name: str, faults: list[PackFault], *, layer: str) -> PaperText | None:
    """The text in `papers/<name>` of a pack's folder, or None with its faults."""
    before = len(faults)
    file = read_toml(folder, f"{FOLDER}/{name}", faults)
    if file is None:
        return None
    file.known(file.tables, TOP, 0)
    top, tables = 0, file.tables
    title = tables.get("title")
    pair = _pair(file, title, file.head("title")) if isinstance(title, dict) else Pair()
    if not pair.zh:
        file.fault(file.head("title"), "缺少 [title] 的 zh。", "[title] needs zh.")
    begins = tables.get("from")
    if isinstance(begins, datetime) or not isinstance(begins, date):
        file.fault(
            file.head("from"), "from 须为日期，如 2026-01-01。", "from must be a day such as 2026-01-01."
        )
        begins = date.min
    formats = tables.get("formats", ["pdf"])
    if not isinstance(formats, list) or not formats or not set(formats) <= FORMATS:
        file.fault(file.head("formats"), "formats 只能有 pdf、docx。", "formats may hold pdf and docx.")
        formats = ["pdf"]
    issuer = _one_of(file, tables, "issuer", ISSUERS, file.head("issuer"))
    text = PaperText(
        form=file.words(tables, "form", top),
        version=file.words(tables, "version", top),
        from_=begins,
        issuer=issuer,
        title=pair,
        blocks=tuple(_blocks(file, bool(pair.en))),
        formats=tuple(formats),
        law=file.words(tables, "law", top, optional=True),
        number=file.words(tables, "number", top, optional=True) or "{paper.number}",
        layer=layer,
        file=file.name,
    )
    dated = f"{text.form}@{begins.isoformat()}.toml"
    if text.form and name not in (f"{text.form}.toml", dated):
        file.fault(
            file.head("form"),
            f"文件名须为 {text.form}.toml 或者 {dated}（日期同 from）。",
            f"the file must be called {text.form}.toml or {dated} (the day of `from`).",
        )
    return text if len(faults) == before else None


def read_phrases(folder: Path, faults: list[PackFault]) -> dict[str, Pair]:
    """The shared sentences of a pack; none when it has no such file."""
    if not (folder / FOLDER / PHRASES).exists():
        return {}
    file = read_toml(folder, f"{FOLDER}/{PHRASES}", faults)
    found: dict[str, Pair] = {}
    for key, row in file.tables.items() if file else ():
        assert file is not None
        head = file.head(key)
        if not isinstance(row, dict):
            file.fault(head, f"请写成 [{key}]，下面写 zh 和 en。", f"write [{key}] with zh and en below.")
            continue
        file.known(row, frozenset({"zh", "en"}), head)
        found[key] = Pair(file.words(row, "zh", head), file.words(row, "en", head))
    return found


def _blocks(file: TomlFile, english: bool) -> list[Block]:
    counted: dict[str, int] = {}
    found = []
    for row, head in file.records("block"):
        kind = _one_of(file, row, "kind", frozenset(KINDS), head)
        if not kind:
            continue
        file.known(row, COMMON | KINDS[kind], head)
        if kind in WORDED:
            _needs_words(file, row, head, english)
        if kind == "clauses":
            _one_of(file, row, "style", STYLES, head)
        columns = row.get("columns", [])
        if not isinstance(columns, list):
            file.fault(file.at("columns", head), "columns 须为列表。", "columns must be a list.")
            columns = []
        found.append(
            Block(
                kind=kind,
                words=_pair(file, row, head),
                style=str(row.get("style", "")),
                of=file.words(row, "of", head) if kind == "list" else "",
                columns=tuple(map(str, columns)),
                empty=Pair(str(row.get("empty_zh", "")), str(row.get("empty_en", ""))),
                form=file.words(row, "form", head) if kind == "include" else "",
                source=file.words(row, "source", head, optional=True),
                strong=file.truth(row, "strong", head),
                pieces=tuple(_pieces(file, kind, row, counted, english)),
                **_conditions(file, row, head),
            )
        )
    if not found:
        file.fault(1, "没有任何 [[block]]。", "there is no [[block]].")
    return found


def _pieces(
    file: TomlFile, kind: str, row: Mapping[str, Any], counted: dict[str, int], english: bool
) -> list[Piece]:
    found = []
    for name, owner in PIECES.items():
        if owner != kind:
            continue
        rows = row.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows) or not rows:
            head = file.head(f"block.{name}", counted.get(name, 0))
            file.fault(head, f"{kind} 下面要有 [[block.{name}]]。", f"{kind} needs [[block.{name}]] below.")
            continue
        for each in rows:
            head = file.head(f"block.{name}", counted.get(name, 0))
            counted[name] = counted.get(name, 0) + 1
            found.append(_piece(file, name, each, head, english))
    return found


def _piece(file: TomlFile, name: str, row: Mapping[str, Any], head: int, english: bool) -> Piece:
    file.known(row, PIECE_KEYS[name], head)
    _needs_words(file, row, head, english)
    value = Pair()
    if name == "row":
        both = str(row.get("value", ""))
        value = Pair(both or str(row.get("value_zh", "")), both or str(row.get("value_en", "")))
        if not value.zh or (english and not value.en):
            file.fault(
                head,
                "缺少 value（或者 value_zh、value_en）。",
                "value (or value_zh and value_en) is missing.",
            )
    who = _one_of(file, row, "who", WHO, head) if name == "place" else ""
    sign = _one_of(file, row, "sign", SIGNS, head) if name == "place" else ""
    return Piece(
        words=_pair(file, row, head), value=value, who=who, sign=sign, **_conditions(file, row, head)
    )


def _conditions(file: TomlFile, row: Mapping[str, Any], head: int) -> dict[str, Any]:
    return {
        "when": file.words(row, "when", head, optional=True),
        "unless": file.words(row, "unless", head, optional=True),
        "covers": file.items(row, "covers", head) if "covers" in row else (),
        "line": head,
    }


def _pair(file: TomlFile, row: Mapping[str, Any], head: int) -> Pair:
    return Pair(file.words(row, "zh", head, optional=True), file.words(row, "en", head, optional=True))


def _needs_words(file: TomlFile, row: Mapping[str, Any], head: int, english: bool) -> None:
    for language in ("zh", "en") if english else ("zh",):
        if not str(row.get(language, "")).strip():
            file.fault(
                head,
                f"缺少 {language}。" + ("标题有英文，每一处都要有英文。" if language == "en" else ""),
                f"{language} is missing."
                + (" The title is in English, so each piece is." if english else ""),
            )


def _one_of(file: TomlFile, row: Mapping[str, Any], name: str, known: frozenset[str], head: int) -> str:
    value = row.get(name)
    if isinstance(value, str) and value in known:
        return value
    listed = ", ".join(sorted(known))
    file.fault(
        file.at(name, head) if name in row else head,
        f"{name} 只能是：{listed}。",
        f"{name} must be one of {listed}.",
    )
    return ""
