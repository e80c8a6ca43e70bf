"""The texts of papers that hold in a county: those of the house, and its own where it has some."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from rongzhi.rulebook.pack import HOUSE_PACK, shipped_pack
from rongzhi.rulebook.pack_files import BrokenPack, PackFault
from rongzhi.rulebook.papers.reading import FOLDER, PHRASES, read_phrases, read_text
from rongzhi.rulebook.papers.text import Block, Pair, PaperText

NOT_INCLUDED = frozenset({"addressee", "signatures", "receipt", "footnote", "include"})


@dataclass(frozen=True)
class Library:
    """All texts by form, and the shared sentences by key."""

    texts: Mapping[str, PaperText] = field(default_factory=dict)
    phrases: Mapping[str, Pair] = field(default_factory=dict)

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
        return replace(text, blocks=self.blocks_of(text))


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


def _read(folder: Path, layer: str, under: Library, faults: list[PackFault]) -> Library:
    texts, phrases = dict(under.texts), {**under.phrases, **read_phrases(folder, faults)}
    for path in sorted((folder / FOLDER).glob("*.toml")):
        if path.name == PHRASES:
            continue
        text = read_text(folder, path.name, faults, layer=layer)
        if text is not None:
            texts[text.form] = text
    for path in sorted((folder / FOLDER).glob("*.docx")):
        under_it = texts.get(path.stem)
        if under_it is None:
            faults.append(
                PackFault(f"{FOLDER}/{path.name}", 1, "没有这种文书。", "there is no such paper to fill.")
            )
            continue
        formats = tuple(dict.fromkeys((*under_it.formats, "docx")))
        texts[path.stem] = replace(under_it, word_file=path.read_bytes(), formats=formats)
    return Library(texts, phrases)
