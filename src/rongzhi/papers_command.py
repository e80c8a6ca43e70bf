"""`rongzhi papers check` draws every paper full and empty and names each fault; `rongzhi papers draw` writes samples."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst

from rongzhi.casework import progress
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.glyphs import missing
from rongzhi.casework.papers.word_file import word_file
from rongzhi.casework.papers.word_names import unknown_in
from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.pack import installed_pack, rules_for
from rongzhi.rulebook.papers.checking import PaperFault, faults_of
from rongzhi.rulebook.papers.filling import Filling, sheet
from rongzhi.rulebook.papers.library import Library, read_library
from rongzhi.rulebook.papers.samples import acts_told_apart, empty, full
from rongzhi.rulebook.papers.text import PaperText
from rongzhi.rulebook.papers.variables import Vocabulary

SHIPPED = ("plain", "w_county")
SAMPLE_DAY = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
SAMPLE_MARK = "0000-0000-0000-0000"
SAMPLE_LINK = "https://localhost/p/"


def run(arguments: list[str]) -> int:
    """The command `papers`; 0 when all is well, 1 when a text has to be mended."""
    parser = argparse.ArgumentParser(
        prog="rongzhi papers", description="检查文书文本、画出样张 / check the texts of papers, draw samples"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser(
        "check", help="画出每一种文书并列出缺陷 / draw every paper and name the faults"
    )
    check.add_argument("--json", action="store_true", help="输出 JSON / print JSON")
    samples = commands.add_parser("draw", help="把样张写进文件夹 / write samples to a folder")
    samples.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="文件夹 / folder")
    samples.add_argument("--form", help="只画这一种 / this form alone")
    for each in (check, samples):
        each.add_argument(
            "packs", nargs="*", metavar="PACK", help="规则包名称或文件夹 / names or folders of packs"
        )
    given = parser.parse_args(arguments)
    packs = given.packs or list(SHIPPED)
    if given.command == "draw":
        return draw_samples(packs[-1], given.out, only=given.form or "")
    return check_packs(packs, as_json=given.json)


def check_packs(packs: Iterable[str], *, as_json: bool) -> int:
    """Check the texts of these packs and print `templates`, `rendered`, `faults`. Raises BrokenPack for a broken pack."""
    templates: set[tuple[str, str]] = set()
    rendered, faults = 0, []
    for pack in _counted(list(packs), quiet=as_json):
        library, told = read_library(pack)
        faults += [PaperFault("unreadable", "", f.file, f.line, f.zh, f.en) for f in told]
        rules = rules_for(installed_pack(pack))
        faults += faults_of(library, rules)
        templates |= {(text.layer, text.file) for text in library.all_texts()}
        drawn, wrong = try_all(library, rules)
        rendered += drawn
        faults += wrong
    faults = list(dict.fromkeys(faults))
    if as_json:
        data = {"templates": len(templates), "rendered": rendered, "faults": [asdict(f) for f in faults]}
        print(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        print(f"文书文本 texts {len(templates)}，已画出 drawn {rendered}，缺陷 faults {len(faults)}")
        for fault in faults:
            print(f"  ✗ {fault}")
    return 1 if faults else 0


def _counted(packs: list[str], *, quiet: bool) -> Iterator[str]:
    """The packs one by one; a terminal is told how many are done."""
    tell = progress.shown("规则包 packs", quiet=quiet)
    for done, pack in enumerate(packs, 1):
        yield pack
        if tell is not None:
            tell(done, len(packs))


def try_all(library: Library, rules: Rules) -> tuple[int, list[PaperFault]]:
    """Draw every text in each language and format, full and empty; how many were drawn, and what went wrong."""
    drawn, faults = 0, _of_word_files(library, rules)
    for text, language, name, filling in _samples(library, rules):
        whole = library.whole(text)
        made = sheet(whole, filling, library.phrases, language)
        lacking = missing(made)
        if lacking:
            signs = " ".join(sorted(lacking))
            faults.append(
                PaperFault(
                    "no_glyph",
                    text.form,
                    text.file,
                    1,
                    f"字体中没有这些字：{signs}。",
                    f"the font lacks these characters: {signs}.",
                )
            )
        for form, content in _formats(whole, made, filling):
            if isinstance(content, str):
                faults.append(
                    PaperFault(
                        "not_drawn",
                        text.form,
                        text.file,
                        1,
                        f"{form}（{language}，{name}）无法画出：{content}",
                        f"{form} ({language}, {name}) cannot be drawn: {content}",
                    )
                )
            else:
                drawn += 1
    return drawn, faults


def _of_word_files(library: Library, rules: Rules) -> list[PaperFault]:
    """The names in the county's own Word files that stand for nothing; they would print as nothing."""
    words, faults = Vocabulary(rules, library.phrases), []
    for text in (each for each in library.all_texts() if each.word_file):
        file = f"papers/{text.form}.docx"
        try:
            unknown = unknown_in(text.word_file, text.form, words)
        except Exception:  # no Word file at all: drawing it says so
            continue
        faults += [
            PaperFault(
                "unknown_variable",
                text.form,
                file,
                1,
                f"没有变量「{name}」。",
                f"there is no variable {name!r}.",
            )
            for name in unknown
        ]
    return faults


def draw_samples(pack: str, folder: Path, *, only: str = "") -> int:
    """Write a full and an empty sample of every text to the folder."""
    library, _ = read_library(pack)
    rules = rules_for(installed_pack(pack))
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for text, language, name, filling in _samples(library, rules):
        if only and text.form != only:
            continue
        whole = library.whole(text)
        for form, content in _formats(whole, sheet(whole, filling, library.phrases, language), filling):
            if isinstance(content, bytes):
                of_day = "" if text == library.texts[text.form] else f"@{text.from_.isoformat()}"
                (folder / f"{text.form}{of_day}-{language}-{name}.{form}").write_bytes(content)
                count += 1
    print(f"已写出 {count} 份样张 / wrote {count} samples: {folder}")
    return 0


def _samples(library: Library, rules: Rules) -> Iterator[tuple[PaperText, str, str, Filling]]:
    words = Vocabulary(rules, library.phrases)
    for text in library.all_texts():
        for language in text.languages:
            whole = library.whole(text)
            for n, act in enumerate(acts_told_apart(whole, words)):
                name = f"full-{act.replace('.', '-')}" if n else "full"
                yield text, language, name, full(whole, library, words, act=act)
            yield text, language, "empty", empty()


def _formats(text: PaperText, made: dict[str, object], filling: Filling) -> Iterator[tuple[str, bytes | str]]:
    """Each format with its bytes, or with the reason why it cannot be drawn."""
    try:
        yield "pdf", draw([made], at=SAMPLE_DAY, link=SAMPLE_LINK, marks=[SAMPLE_MARK])
    except (typst.TypstError, RuntimeError, ValueError) as fault:
        yield "pdf", str(fault)[:300]
    if "docx" in text.formats:
        try:
            yield "docx", word_file(made, at=SAMPLE_DAY, template=text.word_file, given=filling)
        except Exception as fault:  # whatever a county's own Word file brings
            yield "docx", f"{type(fault).__name__}: {fault}"[:300]
