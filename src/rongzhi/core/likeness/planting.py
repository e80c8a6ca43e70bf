"""Plants clusters of edited copies of real texts among others, by a seed, to see whether they are found."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rongzhi.core.likeness.normal import plain
from rongzhi.core.likeness.siphash import KEY_BYTES, siphash
from rongzhi.core.likeness.structure import Structure

REPLACED = 0.2  # of the characters of each copy
CLUSTERS = 40
COPIES = (5, 60)
LOOKING_ALIKE = (5, 15)  # texts of one set of the same product that tell of other things
REPEATED = 0.15  # of its runs; a text that has more in common with an earlier one repeats it
SHORTEST = 120  # characters of a text that is copied
INSTITUTIONS = tuple(f"b-bank-{number:02}" for number in range(1, 25))
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 13))

_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCES = re.compile(r"(?<=[.!?。！？；;,，])")
_STRUCK_DATES = re.compile(r"XX/XX/(?:XXXX|\d{4})")
_FIGURES = re.compile(r"\d+")
_STRUCK_NAMES = re.compile(r"X{4,}")
_MASKED_NAMES = re.compile(r"[\u4e00-\u9fff](?=(?:某|[a-zA-Z]?\d))")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_NAMES = (
    "Smith",
    "Garcia",
    "Jones",
    "Miller",
    "Davis",
    "Wilson",
    "Moore",
    "Taylor",
    "Lewis",
    "Walker",
    "Young",
    "King",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Text:
    """A real text: its language (`en`, `zh`), the product or cause it is filed under, and the words."""

    language: str
    product: str
    words: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A case that was made: its words and facts, and the cluster it was planted in (empty: in none)."""

    name: str
    words: str
    structure: Structure
    cluster: str


def plant(texts: Sequence[Text], seed: int, *, clusters: int = CLUSTERS) -> list[Planted]:
    """The cases of one trial in the order in which they come: copies, look-alikes and all other texts.

    Half of the clusters share institution and month, the others have them at random. Each cluster has beside it a set of
    other texts of its product with the same institution and month: the same in everything but what happened.
    Raises ValueError when there are too few texts.
    """
    draw = random.Random(seed)
    signs = [sign for text in texts for sign in text.words if _HAN.match(sign)] or ["某"]
    rest = {language: [text for text in texts if text.language == language] for language in ("en", "zh")}
    made: list[Planted] = []
    for number in range(clusters):
        pool = rest[("en", "zh")[number % 2]] or rest["en"] or rest["zh"]
        original, beside = _chosen(pool, draw)
        institution, month = draw.choice(INSTITUTIONS), draw.choice(MONTHS)
        one = Structure(institution=institution, product=original.product, month=month)
        label = f"c{number:02}"
        for copy in range(draw.randint(*COPIES)):
            known = one if number % 4 < 2 else _any_structure(original.product, draw)
            words = edited(original.words, draw, signs)
            made.append(Planted(f"{label}-{copy:02}", words, known, label))
        made += [Planted(f"{label}-like-{at:02}", text.words, one, "") for at, text in enumerate(beside)]
    for at, text in enumerate((*rest["en"], *rest["zh"])):
        made.append(Planted(f"other-{at:04}", text.words, _any_structure(text.product, draw), ""))
    draw.shuffle(made)
    return made


def distinct(texts: Sequence[Text]) -> list[Text]:
    """The texts without those that repeat an earlier one, as form letters and serial judgments in a collection do.

    Such texts are of one matter already, so nobody could say whether joining them is right. They are known by whole runs
    of twelve characters (six Chinese ones) that stand in both: another measure than the one on trial.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    kept: list[Text] = []
    for text in texts:
        runs = _runs(plain(text.words), 6 if text.language == "zh" else 12)
        shared = Counter(at for run in runs for at in holders[run])
        if shared and shared.most_common(1)[0][1] > REPEATED * len(runs):
            continue
        for run in runs:
            holders[run].append(len(kept))
        kept.append(text)
    return kept


def _runs(words: str, length: int) -> list[int]:
    """One in eight of the runs of so many characters, as numbers; the same run is in or out in every text."""
    points = np.frombuffer(words.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(0, len(points) - length + 1)
    columns = [points[at : at + count] for at in range(length)]
    blocks = [
        a | b << np.uint64(21) | c << np.uint64(42) for a, b, c in zip(*[iter(columns)] * 3, strict=True)
    ]
    hashes = np.unique(siphash(bytes(KEY_BYTES), blocks))
    return [int(value) for value in hashes if not value & np.uint64(7)]


def edited(words: str, draw: random.Random, signs: Sequence[str]) -> str:
    """A copy: names, amounts and dates changed, sentences in another order, a fifth of the characters replaced."""
    words = _STRUCK_DATES.sub(
        lambda _: f"{draw.randint(1, 12):02}/{draw.randint(1, 28):02}/{draw.randint(2009, 2025)}", words
    )
    words = _FIGURES.sub(lambda found: "".join(draw.choice("0123456789") for _ in found.group()), words)
    words = _STRUCK_NAMES.sub(lambda _: draw.choice(_NAMES), words)
    names: dict[str, str] = defaultdict(lambda: draw.choice(_SURNAMES))
    words = _MASKED_NAMES.sub(lambda found: names[found.group()], words)
    sentences = _SENTENCES.split(words)
    draw.shuffle(sentences)
    copy = list("".join(sentences))
    for at in draw.sample(range(len(copy)), round(REPLACED * len(copy))):
        other = copy[at]
        while other == copy[at]:
            other = draw.choice(signs) if _HAN.match(copy[at]) else draw.choice(_LETTERS)
        copy[at] = other
    return "".join(copy)


def _chosen(pool: list[Text], draw: random.Random) -> tuple[Text, list[Text]]:
    """A text to copy and others of its product; all are taken out of the pool."""
    by_product: Mapping[str, list[Text]] = defaultdict(list)
    for text in pool:
        by_product[text.product].append(text)
    long = [text for text in pool if len(text.words) >= SHORTEST]
    fitting: list[Text] = []
    for least in (LOOKING_ALIKE[0], 1, 0):  # a small collection has few of one product
        fitting = fitting or [text for text in long if len(by_product[text.product]) > least]
    if not fitting:
        raise ValueError("too few texts")
    original = draw.choice(fitting)
    others = [text for text in by_product[original.product] if text is not original]
    beside = draw.sample(others, min(len(others), draw.randint(*LOOKING_ALIKE)))
    taken = {id(original), *map(id, beside)}
    pool[:] = [text for text in pool if id(text) not in taken]
    return original, beside


def _any_structure(product: str, draw: random.Random) -> Structure:
    return Structure(institution=draw.choice(INSTITUTIONS), product=product, month=draw.choice(MONTHS))


@dataclass(frozen=True, slots=True)
class Found:
    """How the clusters that were found compare with what was planted, counted in pairs of cases."""

    clusters: int
    pairs: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.pairs if self.pairs else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0


def compare(planted: Sequence[Planted], clusters: Sequence[Sequence[str]]) -> Found:
    """Count pairs: planted in one cluster, found in one cluster, and both."""
    home = {one.name: one.cluster for one in planted}
    sizes: dict[str, int] = defaultdict(int)
    for cluster in home.values():
        if cluster:
            sizes[cluster] += 1
    found = right = 0
    for some in clusters:
        found += _pairs(len(some))
        inside: dict[str, int] = defaultdict(int)
        for name in some:
            if home[name]:
                inside[home[name]] += 1
        right += sum(map(_pairs, inside.values()))
    return Found(len(clusters), sum(map(_pairs, sizes.values())), found, right)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
