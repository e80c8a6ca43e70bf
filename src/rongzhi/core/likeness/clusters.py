"""Clusters of cases that tell the same facts, growing one case at a time from signatures and structure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from rongzhi.core.likeness.cores import Cores
from rongzhi.core.likeness.postings import Postings
from rongzhi.core.likeness.signature import Signature
from rongzhi.core.likeness.structure import Codes, Structure, factors

COMMON = 0.03  # a shingle in this share of all other matters says nothing
RARE = 0.001  # one in this share, or fewer, says as much as any
PRIOR, PRIOR_OF = 0.5, 100  # what is taken as known of a shingle before any case: in half a text of a hundred
LINKED = 0.028  # mean weighted share of common shingles from which a case belongs
CHANCE = 1.5  # shingles of full weight that two texts may share by chance
CORE = 32  # members of a cluster that newcomers are compared with
SETTLED_FROM, SETTLED_TO = 100, 2_000  # cases; below nothing is known of what is common, above little is new
SMALL = 8  # cases of a cluster that is looked at again
LEAST_HASHES = 24  # of a text; a shorter one says too little
_FULL = float(np.log(COMMON / RARE))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much one case resembles another: weighted share of common shingles (0 to 1), with structure counted in."""

    case: str
    share: float


@dataclass(frozen=True, slots=True)
class Joined:
    """Where a case belongs: the name of its cluster, and clusters that are one with it from now on."""

    cluster: str
    merged: tuple[str, ...] = ()


class Clusters:
    """The index of one county: cases with their signatures, each in one cluster, often alone.

    How much a shingle says follows from how many *matters* hold it; a cluster counts once, so that a large one does not
    make its own words common. A newcomer joins where its mean resemblance to the core is high enough and it resembles at
    least half of it, so clusters do not chain. A cluster bears the name of the case that began it.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._places: dict[str, int] = {}
        self._signatures = Cores()  # of those in a core
        self._postings = Postings()
        self._codes = Codes()
        self._facts = np.zeros((256, 6), dtype=np.int32)
        self._label = np.zeros(256, dtype=np.int64)
        self._sizes = np.zeros(256, dtype=np.int64)  # by label
        self._roots = np.zeros(256, dtype=np.float64)  # root of the number of hashes; 0 for who is in no core
        self._members: dict[int, list[int]] = {}
        self._cluster_names: dict[int, str] = {}
        self._labels: dict[str, int] = {}
        self._common: Signature = np.empty(0, dtype=np.uint32)
        self._looked_at = 0  # matters when `_common` was found
        self._settled = 0  # cases when all were looked at again

    @classmethod
    def restored(cls, cases: Iterable[tuple[str, Signature, Structure, str]]) -> Self:
        """The clusters that were stored: cases in the order in which they came, each with the name of its cluster."""
        found = cls()
        found._postings.add_many(found._restore(cases))
        found._look_for_common()
        found._settled = len(found)
        return found

    def _restore(
        self, cases: Iterable[tuple[str, Signature, Structure, str]]
    ) -> Iterator[tuple[int, Signature]]:
        """Write stored cases down; gives the place and the signature of each that newcomers are compared with."""
        for case, signature, structure, cluster in cases:
            place = self._new_place(case, structure)
            label = self._begin(cluster or case, self._labels.get(cluster, place))
            if self._put(place, label, signature):
                yield place, signature

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, case: str) -> bool:
        return case in self._places

    def add(self, case: str, signature: Signature, structure: Structure, *, cluster: str = "") -> Joined:
        """Take one case in and say to which cluster it belongs, maybe one of its own.

        `cluster` says it instead, as it was stored. A case that is there already is taken in anew.
        """
        self.remove(case)
        place = self._new_place(case, structure)
        merged: tuple[str, ...] = ()
        if cluster:
            label = self._labels.get(cluster, place)
        elif len(signature) < LEAST_HASHES:
            label = place
        else:
            label, merged = self._join(signature, place)
        self._begin(cluster or case, label)
        if self._put(place, label, signature):
            self._postings.add(place, signature)
            self._look_for_common()
        return Joined(self._cluster_names[label], merged)

    def _begin(self, name: str, label: int) -> int:
        """Make the cluster, where it is not there; gives its label."""
        if label not in self._members:
            while name in self._labels:  # of a cluster that goes on without the case that began it
                name += "+"
            self._members[label] = []
            self._cluster_names[label] = name
            self._labels[name] = label
        return label

    def _put(self, place: int, label: int, signature: Signature) -> bool:
        """Write a case down in its cluster; says whether it is one of the core, so that newcomers find it."""
        self._label[place] = label
        self._members[label].append(place)
        self._sizes[label] += 1
        if len(self._members[label]) > CORE or len(signature) < LEAST_HASHES:
            return False
        self._signatures[place] = signature
        self._roots[place] = np.sqrt(len(signature))
        return True

    def remove(self, case: str) -> None:
        """Forget a case and everything of its signature; nothing happens when it is not there."""
        place = self._places.pop(case, None)
        if place is None:
            return
        label = int(self._label[place])
        self._members[label].remove(place)
        self._sizes[label] -= 1
        if not self._members[label]:
            self._drop(label)
        if place in self._signatures:
            self._postings.remove(place, self._signatures.pop(place))
        self._roots[place] = 0
        self._facts[place] = 0
        self.names[place] = ""

    def _drop(self, label: int) -> None:
        del self._members[label], self._labels[self._cluster_names.pop(label)]

    @property
    def unsettled(self) -> bool:
        """Whether there are twice as many cases as when those that stand alone were last looked at again."""
        return max(SETTLED_FROM, 2 * self._settled) <= len(self) <= SETTLED_TO

    def settle(self) -> dict[str, str]:
        """Look again at small clusters and cases alone, for what is common is better known with more cases.

        Gives the names of clusters that are no more, each with the one that it belongs to now. To be called while
        `unsettled`, it costs no more than the cases cost when they came.
        """
        self._settled = len(self)
        gone: dict[str, str] = {}
        for label in [label for label, some in self._members.items() if len(some) <= SMALL]:
            place = next((at for at in self._members.get(label, ()) if at in self._signatures), None)
            if place is None or len(self._members[label]) > SMALL:
                continue
            for other in self._fitting(self._signatures[place], self._facts[place], own=label)[:1]:
                if len(self._members[label]) == 1 or self._one_matter(other, label):
                    first, name = self._merge(other, label)
                    gone[name] = self._cluster_names[first]
        for name in gone:
            while gone[name] in gone:
                gone[name] = gone[gone[name]]
        return gone

    def similar(self, signature: Signature, structure: Structure, *, most: int = 10) -> list[Likeness]:
        """The cases most like this text and these facts, best first, among those that clusters are judged by."""
        sums = self._sums(signature)
        shares = self._shares(sums, signature, np.array(self._codes.of(structure)))
        order = np.argsort(-shares, kind="stable")[:most]
        return [Likeness(self.names[at], round(float(shares[at]), 4)) for at in order if shares[at] > 0]

    def members(self, case: str) -> tuple[str, ...]:
        """The cases of the cluster of this case, in the order in which they came; empty when it is not there."""
        place = self._places.get(case)
        if place is None:
            return ()
        return tuple(self.names[at] for at in self._members[int(self._label[place])])

    def clusters(self, *, least: int = 2) -> list[tuple[str, ...]]:
        """Every cluster of at least so many cases, largest first, each in the order in which its cases came."""
        found = [
            tuple(self.names[at] for at in some) for some in self._members.values() if len(some) >= least
        ]
        return sorted(found, key=lambda some: (-len(some), some[0]))

    def _new_place(self, case: str, structure: Structure) -> int:
        place = len(self.names)
        if place == len(self._label):
            self._facts = np.concatenate([self._facts, np.zeros_like(self._facts)])
            self._label = np.concatenate([self._label, np.zeros_like(self._label)])
            self._sizes = np.concatenate([self._sizes, np.zeros_like(self._sizes)])
            self._roots = np.concatenate([self._roots, np.zeros_like(self._roots)])
        self.names.append(case)
        self._places[case] = place
        self._facts[place] = self._codes.of(structure)
        return place

    def _join(self, signature: Signature, place: int) -> tuple[int, tuple[str, ...]]:
        """The cluster that a newcomer belongs to; clusters that it shows to be one matter are merged."""
        fitting = self._fitting(signature, self._facts[place])
        if not fitting:
            return place, ()
        best, merged = fitting[0], []
        for other in fitting[1:]:
            if self._one_matter(best, other):
                best, gone = self._merge(best, other)
                merged.append(gone)
        return best, tuple(merged)

    def _fitting(self, signature: Signature, facts: Any, *, own: int = -1) -> list[int]:
        """The clusters whose core a text resembles enough, best first, without the one that it is in itself."""
        sums = self._sums(signature, there=own >= 0)
        count = len(self.names)
        shares = self._shares(sums, signature, facts)
        labels = np.unique(self._label[:count][shares > LINKED / 2])
        labels = labels[labels != own]
        if not len(labels):
            return []
        asked = np.zeros(count, dtype=bool)
        asked[labels] = True
        core = np.flatnonzero(asked[self._label[:count]] & (self._roots[:count] > 0))
        which, own_shares = np.searchsorted(labels, self._label[core]), shares[core]
        sizes = np.bincount(which, minlength=len(labels))
        means = np.bincount(which, own_shares) / sizes
        inverse = np.bincount(which, 1 / self._roots[core]) / sizes / np.sqrt(len(signature))
        linked = np.bincount(which, own_shares >= LINKED / 2)
        fits = (means >= LINKED + CHANCE / np.sqrt(sizes) * inverse) & (2 * linked >= sizes)
        order = np.lexsort((labels, -means))
        fitting: list[int] = labels[order[fits[order]]].tolist()
        return fitting

    def _shares(self, sums: Any, signature: Signature, facts: Any) -> Any:
        """For every case the weighted share of common shingles with a text, with the facts counted in."""
        count = len(self.names)
        roots = self._roots[:count]
        shares = np.divide(
            sums, roots * np.sqrt(max(1, len(signature))), out=np.zeros(count), where=roots > 0
        )
        near = np.flatnonzero(shares > LINKED / 4)
        shares[near] *= factors(facts, self._facts[near])
        return shares

    def _sums(self, signature: Signature, *, there: bool = False) -> Any:
        """For every case the weights of the shingles that it shares with a text, together; `there`: a case's own text."""
        count = len(self.names)
        if len(self._common):
            at = np.minimum(np.searchsorted(self._common, signature), len(self._common) - 1)
            signature = signature[self._common[at] != signature]
        which, cases = self._postings.under(signature)
        weights = self._weights(which, cases, len(signature), there=there)
        return np.bincount(cases, weights[which], minlength=count)

    def _weights(self, which: Any, cases: Any, hashes: int, *, there: bool = False) -> Any:
        """How much each hash of a text says, 0 to 1, from the number of other matters that hold it."""
        others = np.maximum(0, self._matters(which, cases, hashes) - 1 - there)
        rate = (others + PRIOR) / (len(self._members) + PRIOR_OF)
        return np.clip(np.log(COMMON / np.maximum(rate, RARE)) / _FULL, 0, 1)

    def _matters(self, which: Any, cases: Any, hashes: int) -> Any:
        """Under how many clusters each hash stands, one case alone being a cluster too."""
        labels = self._label[cases]
        shared = self._sizes[labels] > 1  # only cases of one cluster can be counted twice
        found = np.bincount(which[~shared], minlength=hashes)
        pairs = np.sort(which[shared] * np.int64(len(self.names) + 1) + labels[shared])
        once = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
        return found + np.bincount(once // (len(self.names) + 1), minlength=hashes)

    def _look_for_common(self) -> None:
        """Now and then find the hashes that say nothing, so that they need not be looked at each time."""
        matters = len(self._members)
        if matters < 400 or matters < 1.1 * self._looked_at:
            return
        self._looked_at = matters
        frequent = self._postings.frequent(int(COMMON * (matters + PRIOR_OF)))
        kept = []
        for some in np.array_split(frequent, max(1, len(frequent) // 256)):
            which, cases = self._postings.under(some)
            kept.append(some[self._weights(which, cases, len(some)) == 0])
        self._common = np.concatenate(kept)

    def _one_matter(self, one: int, other: int) -> bool:
        """Whether two clusters resemble each other as much as their cases have to."""
        small, large = sorted((one, other), key=lambda label: len(self._members[label]))
        core = np.array([at for at in self._members[large] if at in self._signatures])
        mutual = []
        for at in [at for at in self._members[small] if at in self._signatures][:8]:
            own = self._signatures[at]
            mutual.append(self._shares(self._sums(own, there=True), own, self._facts[at])[core])
        return bool(mutual) and float(np.mean(mutual)) >= LINKED and _most(np.concatenate(mutual))

    def _merge(self, one: int, other: int) -> tuple[int, str]:
        """Make two clusters one, that of the case that came first; gives it and the name that is no more."""
        first, second = sorted((one, other), key=lambda label: self._members[label][0])
        gone, moved = self._cluster_names[second], self._members[second]
        self._drop(second)
        self._label[moved] = first
        self._members[first] = sorted(self._members[first] + moved)
        self._sizes[first] += len(moved)
        return first, gone


def _most(shares: Any) -> bool:
    """Whether at least half of the cases are resembled, each by half of what is asked of the mean."""
    return bool(2 * np.count_nonzero(shares >= LINKED / 2) >= len(shares))


def ordered(cases: Iterable[tuple[str, Signature, Structure]]) -> Clusters:
    """The clusters of cases that come in this order."""
    found = Clusters()
    for case, signature, structure in cases:
        found.add(case, signature, structure)
    return found
