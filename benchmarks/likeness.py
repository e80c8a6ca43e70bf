"""Clusters of many stories against a bare numpy MinHash with bands, what one case more costs, and the memory held."""

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import Figure, ratio_of, timed
from benchmarks.held import own_now
from rongzhi.core.likeness.clusters import Clusters
from rongzhi.core.likeness.normal import plain
from rongzhi.core.likeness.planting import Planted, compare, edited
from rongzhi.core.likeness.signature import signature, signatures
from rongzhi.core.likeness.structure import Structure

KEY = bytes(range(16))
SEED = 2026
IN_CLUSTERS = 10  # one case in so many is a copy
COPIES = 20  # in one cluster
WORDS = 140  # of one story
MORE = 200  # cases that come one by one at the end
BANDS, ROWS = 32, 4
AT_ONCE = 100  # stories signed together, as the store does
MOST_SECONDS = 60 / 20_000  # a case: 20,000 in a minute
MOST_BYTES = 1_500  # that one case more adds to what is held: its name and its codes; hashes lie in a file


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds from clear texts to clusters; opening the sealed stories and writing rows are not counted.

    `held`: the most megabytes of its own that the process held on the way, looked at after each hundred cases.
    """

    signing: float
    clustering: float
    held: float

    @property
    def whole(self) -> float:
        return self.signing + self.clustering


def measure(*, size: int, repetitions: int) -> list[Figure]:
    """Take in `size` stories built from the demo's real complaints, one in ten a copy with a fifth of its signs changed."""
    few, before = max(1, size // 10), own_now()
    held_few = _ours(cases(few))[1].held
    clusters, spent = _ours(cases(size))
    taken, held = spent.whole, spent.held
    more = _one_more(clusters, size)
    planted = list(cases(size))
    found = compare(planted, clusters.clusters())
    pairs = [(taken, timed(lambda: _bare(planted))) for _ in range(1)]
    for _ in range(repetitions - 1):
        pairs.append((_ours(cases(size))[1].whole, timed(lambda: _bare(planted))))
    bare = compare(planted, _bare(planted))
    grown = (held - held_few) * 1024 * 1024 / max(1, size - few)
    broken = []
    if taken > MOST_SECONDS * max(size, 2_000):
        broken.append(f"{taken:.0f} seconds for {size:,} cases: more than a minute for 20,000")
    if size > 1_000 and grown > MOST_BYTES:
        broken.append(f"{grown:,.0f} bytes more for each case: not flat")
    return [
        Figure(
            "likeness",
            f"clusters of {size:,} stories / bare MinHash with bands",
            "none",
            **ratio_of(pairs),
            counts={
                "seconds": round(median(pair[0] for pair in pairs), 2),
                "seconds_bare": round(median(pair[1] for pair in pairs), 2),
                "seconds_signing": round(spent.signing, 2),
                "seconds_clustering": round(spent.clustering, 2),
                "recall": round(found.recall, 4),
                "precision": round(found.precision, 4),
                "recall_bare": round(bare.recall, 4),
                "precision_bare": round(bare.precision, 4),
                "milliseconds_one_more": round(1000 * median(more), 2),
                "milliseconds_one_more_most": round(1000 * max(more), 2),
                "megabytes_before": before,
                "megabytes_few": held_few,
                "megabytes_many": held,
                "repetitions": repetitions,
            },
            broken=broken,
        )
    ]


def cases(size: int, *, seed: int = SEED) -> Iterator[Planted]:
    """Stories in the language of the complaints; every tenth is an edited copy of its cluster's story."""
    for number in range(size):
        draw = random.Random(seed * 1_000_003 + number)
        known = Structure(institution=f"b-{draw.randint(1, 24)}", month=f"2025-{draw.randint(1, 12):02}")
        if number % IN_CLUSTERS:
            yield Planted(f"x{number}", _story(draw), known, "")
        else:
            cluster = number // (IN_CLUSTERS * COPIES)
            words = edited(_story(random.Random(f"{seed} {cluster}")), draw, ["字"])
            yield Planted(f"c{number}", words, known, f"c{cluster}")


@cache
def _following() -> dict[str, list[str]]:
    """Which words follow each word in the complaints that the demo ships (US public domain)."""
    file = files("rongzhi.demo") / "data" / "complaints.jsonl.gz"
    found: dict[str, list[str]] = defaultdict(list)
    for line in gzip.decompress(file.read_bytes()).decode().splitlines():
        for one, two in pairwise(json.loads(line)["narrative"].split()):
            found[one].append(two)
    return found


@cache
def _starts() -> list[str]:
    return sorted(_following())


def _story(draw: random.Random) -> str:
    """Words that follow each other as they do in real complaints, but tell a story of their own."""
    told: list[str] = []
    while len(told) < WORDS:
        word = draw.choice(_following().get(told[-1], _starts()) if told else _starts())
        told.append(word)
    return " ".join(told)


def _ours(stories: Iterator[Planted]) -> tuple[Clusters, Spent]:
    """The clusters, and what signing and taking in took, without making the stories; so many at once as the store does."""
    clusters, signing, clustering, held = Clusters(), 0.0, 0.0, 0.0
    while some := list(islice(stories, AT_ONCE)):
        start = perf_counter()
        signed = list(signatures((one.words for one in some), KEY))
        signing += perf_counter() - start
        start = perf_counter()
        for one, own in zip(some, signed, strict=True):
            clusters.add(one.name, own, one.structure)
            if clusters.unsettled:
                clusters.settle()
        clustering += perf_counter() - start
        held = max(held, own_now())
    return clusters, Spent(signing, clustering, held)


def _one_more(clusters: Clusters, size: int) -> list[float]:
    """Seconds of each of some cases more."""
    found = []
    for one in cases(MORE, seed=SEED + 1):
        start = perf_counter()
        clusters.add(f"more-{one.name}", signature(one.words, KEY), one.structure)
        found.append(perf_counter() - start)
    for one in cases(MORE, seed=SEED + 1):
        clusters.remove(f"more-{one.name}")
    return found


def _bare(stories: Sequence[Planted]) -> list[list[str]]:
    """MinHash of contiguous five-sign shingles by 128 multiplications, bands of four rows, union of what shares one."""
    draw = np.random.default_rng(SEED)
    factors = draw.integers(1, 2**61, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    parent = list(range(len(stories)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    seen: dict[tuple[int, bytes], int] = {}
    for number, one in enumerate(stories):
        points = np.frombuffer(plain(one.words).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
        columns: Any = [points[at : len(points) - 4 + at] for at in range(5)]
        shingles = np.zeros(max(0, len(points) - 4), np.uint64)
        for column in columns:
            shingles = (shingles ^ column) * np.uint64(0x9E3779B97F4A7C15)
        if not len(shingles):
            continue
        least = (np.unique(shingles)[:, None] * factors).min(axis=0).reshape(BANDS, ROWS)
        for band in range(BANDS):
            other = seen.setdefault((band, least[band].tobytes()), number)
            parent[root(number)] = root(other)
    groups: dict[int, list[str]] = defaultdict(list)
    for number, one in enumerate(stories):
        groups[root(number)].append(one.name)
    return [some for some in groups.values() if len(some) > 1]
