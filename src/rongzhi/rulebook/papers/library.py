"""The texts of papers that hold in a county: those of the house, and its own where it has some."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from rongzhi.rulebook.pack import HOUSE_PACK, shipped_pack
from rongzhi.rulebook.pack_files import BrokenPack, PackFault
from rongzhi.rulebook.papers.reading import FOLDER, PHRASES, read_phrases, read_text
from rongzhi.rulebook.papers.text import Block, Pair, PaperText

NOT_INCLUDED = frozenset({"addressee", "signatures", "receipt", "footnote", "include"})


@dataclass(frozen=True)
class Library:
    """All texts by form, and the shared sentences by key.

    `texts` holds one text of each form: the last one, or in what `on` gives the one of that day. `editions` holds
    every text of a form, layer by layer (the county's first) and in each from the oldest to the newest.
    """

    texts: Mapping[str, PaperText] = field(default_factory=dict)
    phrases: Mapping[str, Pair] = field(default_factory=dict)
    editions: Mapping[str, tuple[tuple[PaperText, ...], ...]] = field(default_factory=dict)

    def on(self, day: date) -> "Library":
        """The library as it is used for a paper of that day."""
        chosen = {form: _of_day(layers, day) for form, layers in self.editions.items()}
        return replace(self, texts={**self.texts, **chosen})

    def all_texts(self) -> Iterator[PaperText]:
        """Every text of every layer that some day may use, by form."""
        for form in sorted(self.texts):
            layers = self.editions.get(form, ((self.texts[form],),))
            yield from dict.fromkeys(text for layer in layers for text in layer)

    def blocks_of(self, text: PaperText) -> tuple[Block, ...]:
        """The blocks of a text with those it includes from other texts, one level deep."""
        found: list[Block] = []
        for block in text.blocks:
            other = self.texts.get(block.form) if block.kind == "include" else None
            if other is not None:
                found += [each for each in other.blocks if each.kind not in NOT_INCLUDED]
            elif block.kind != "include":
                found.append(block)
        return tuple(found)

    def whole(self, text: PaperText) -> PaperText:
        """The text with what it includes standing in it."""
        included = tuple(block.form for block in text.blocks if block.kind == "include")
        return replace(text, blocks=self.blocks_of(text), included=included)


def read_library(pack: str) -> tuple[Library, list[PackFault]]:
    """The texts for a pack (name or folder), the county's over the house's, with every fault found on the way."""
    house = shipped_pack(HOUSE_PACK)
    folder = shipped_pack(pack) if shipped_pack(pack).is_dir() else Path(pack)
    faults: list[PackFault] = []
    library = _read(house, HOUSE_PACK, Library(), faults)
    if folder != house:
        library = _read(folder, folder.name, library, faults)
    return library, faults


@cache
def library_of(pack: str) -> Library:
    """The texts for a pack that are used to draw papers. Raises BrokenPack when one of them cannot be used."""
    library, faults = read_library(pack)
    if faults:
        raise BrokenPack(pack, faults)
    return library


def _of_day(layers: Sequence[Sequence[PaperText]], day: date) -> PaperText:
    """The newest text of the first layer that has one in use by that day; else the oldest of the house."""
    for layer in layers:
        begun = [text for text in layer if text.from_ <= day]
        if begun:
            return begun[-1]
    return layers[-1][0]


def _read(folder: Path, layer: str, under: Library, faults: list[PackFault]) -> Library:
    phrases = {**under.phrases, **read_phrases(folder, faults)}
    own: dict[str, list[PaperText]] = {}
    for path in sorted((folder / FOLDER).glob("*.toml")):
        if path.name == PHRASES:
            continue
        text = read_text(folder, path.name, faults, layer=layer)
        if text is not None:
            own.setdefault(text.form, []).append(text)
    editions = dict(under.editions)
    for form, found in own.items():
        found.sort(key=lambda text: text.from_)
        _same_days(found, faults)
        editions[form] = (tuple(found), *under.editions.get(form, ()))
    for path in sorted((folder / FOLDER).glob("*.docx")):
        if path.stem not in editions:
            faults.append(
                PackFault(f"{FOLDER}/{path.name}", 1, "没有这种文书。", "there is no such paper to fill.")
            )
            continue
        word = path.read_bytes()
        editions[path.stem] = tuple(
            tuple(_with_word_file(text, word) for text in layer) for layer in editions[path.stem]
        )
    return Library({form: layers[0][-1] for form, layers in editions.items()}, phrases, editions)


def _with_word_file(text: PaperText, word: bytes) -> PaperText:
    formats = tuple(dict.fromkeys((*text.formats, "docx")))
    return replace(text, word_file=word, formats=formats)


def _same_days(texts: Sequence[PaperText], faults: list[PackFault]) -> None:
    """A fault for each text that begins on the same day as the one before it."""
    for one, other in pairwise(texts):
        if one.from_ == other.from_:
            faults.append(
                PackFault(
                    other.file,
                    1,
                    f"{one.file} 也从 {one.from_} 起使用，无法确定用哪一份。请改其中一份的 from。",
                    f"{one.file} begins on {one.from_} too, so neither can be chosen. Change `from` of one of them.",
                )
            )
