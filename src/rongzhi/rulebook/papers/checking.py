"""Finds what is wrong in the texts of papers before a paper is drawn: words, languages, variables, demanded contents."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rongzhi.core.procedure.rules import Rules
from rongzhi.rulebook.papers.library import Library
from rongzhi.rulebook.papers.required import ENGLISH, WORD, wanted_forms
from rongzhi.rulebook.papers.templates import names_in, stray_braces
from rongzhi.rulebook.papers.text import PaperText
from rongzhi.rulebook.papers.variables import LISTS, Vocabulary
from rongzhi.rulebook.tables import forms

EXTRA = frozenset({"ENFORCE", "TRANSFER"})
"""Papers that are no form of forms.csv: the draft of an application for enforcement, the letter on top of a package."""


@dataclass(frozen=True, slots=True)
class PaperFault:
    """What is wrong with a paper: a code of its own, where it stands, and words."""

    code: str
    form: str
    file: str
    line: int
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} [{self.code}] {self.zh} / {self.en}"


_Fault = Callable[[str, int, str, str], PaperFault]


def faults_of(library: Library, rules: Rules) -> list[PaperFault]:
    """Every fault of the texts under these rules, in the order of forms."""
    words = Vocabulary(rules, library.phrases)
    found = list(_missing_texts(library, rules))
    found += _phrases(library, words)
    for text in library.all_texts():
        found += _text(library, text, words)
    return found


def _missing_texts(library: Library, rules: Rules) -> Iterator[PaperFault]:
    for form in sorted(wanted_forms(rules) - set(library.texts)):
        yield PaperFault(
            "no_text",
            form,
            f"papers/{form}.toml",
            1,
            f"{forms()[form].name_zh}（{form}）由已建程序制作或者接收，但没有文本。",
            f"{forms()[form].name_en} ({form}) is issued or taken by a built procedure and has no text.",
        )


def _phrases(library: Library, words: Vocabulary) -> Iterator[PaperFault]:
    for key, pair in library.phrases.items():
        for name in dict.fromkeys((*names_in(pair.zh), *names_in(pair.en))):
            if name.startswith("phrase.") or words.variable(name, "") is None:
                yield PaperFault(
                    "unknown_variable",
                    "phrases",
                    "papers/phrases.toml",
                    1,
                    f"[{key}] 中没有变量「{name}」。",
                    f"in [{key}] there is no variable {name!r}.",
                )


def _text(library: Library, text: PaperText, words: Vocabulary) -> Iterable[PaperFault]:
    def fault(code: str, line: int, zh: str, en: str) -> PaperFault:
        return PaperFault(code, text.form, text.file, line, zh, en)

    if text.form not in forms() and text.form not in EXTRA:
        yield fault(
            "unknown_form",
            1,
            f"forms.csv 中没有 {text.form}。",
            f"there is no form {text.form} in forms.csv.",
        )
        return
    if text.form in ENGLISH and "en" not in text.languages:
        yield fault("no_english", 1, "这份文书要有英文。", "this paper has to exist in English.")
    if text.form in WORD and "docx" not in text.formats:
        yield fault("no_word_file", 1, "这份文书要有 DOCX。", "this paper has to exist as DOCX.")
    yield from _variables(text, words, fault)
    yield from _conditions(text, words, fault)
    yield from _blocks(library, text, fault)
    yield from _contents(library, text, fault)


def _variables(text: PaperText, words: Vocabulary, fault: _Fault) -> Iterator[PaperFault]:
    for line, pair in text.texts():
        for name in dict.fromkeys((*names_in(pair.zh), *names_in(pair.en))):
            if words.variable(name, text.form) is None:
                yield fault(
                    "unknown_variable", line, f"没有变量「{name}」。", f"there is no variable {name!r}."
                )
        if stray_braces(pair.zh) or stray_braces(pair.en):
            yield fault("stray_brace", line, "花括号不成对。", "a brace stands alone.")
        if pair.zh and pair.en and text.languages != ("zh",):
            chinese, english = set(names_in(pair.zh)), set(names_in(pair.en))
            if chinese != english:
                other = "、".join(sorted(chinese ^ english))
                yield fault(
                    "variable_in_one_language",
                    line,
                    f"只有一种语言里有变量：{other}。",
                    f"a variable stands in one language only: {other}.",
                )


def _conditions(text: PaperText, words: Vocabulary, fault: _Fault) -> Iterator[PaperFault]:
    for line, name in text.conditions():
        if not words.yes(name, text.form):
            yield fault(
                "unknown_condition",
                line,
                f"没有是否变量「{name}」。",
                f"there is no yes/no variable {name!r}.",
            )


def _blocks(library: Library, text: PaperText, fault: _Fault) -> Iterator[PaperFault]:
    for block in text.blocks:
        if block.kind == "list" and block.of not in LISTS:
            yield fault(
                "unknown_list", block.line, f"没有清单「{block.of}」。", f"there is no list {block.of!r}."
            )
        elif block.kind == "list":
            for column in set(block.columns) - set(LISTS[block.of]):
                yield fault(
                    "unknown_column",
                    block.line,
                    f"清单 {block.of} 没有「{column}」一列。",
                    f"the list {block.of} has no column {column!r}.",
                )
        if block.kind == "include" and block.form not in library.texts:
            yield fault(
                "unknown_form",
                block.line,
                f"没有 {block.form} 的文本。",
                f"there is no text for {block.form}.",
            )


def _contents(library: Library, text: PaperText, fault: _Fault) -> Iterator[PaperFault]:
    if text.form not in forms():
        return
    demanded = set(forms()[text.form].required_fields)
    for phrase in sorted(demanded - text.covered):
        yield fault(
            "content_missing",
            1,
            f"forms.csv 要求的「{phrase}」没有一处写明（covers）。",
            f"no piece covers {phrase!r}, which forms.csv demands.",
        )
    for phrase in sorted(text.covered - demanded):
        yield fault(
            "unknown_content",
            1,
            f"forms.csv 中 {text.form} 没有「{phrase}」。",
            f"forms.csv does not ask {phrase!r} of {text.form}.",
        )
