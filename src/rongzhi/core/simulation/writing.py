"""Writing the events of a made county into arrays: one act for many files at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Facts = Mapping[str, tuple[tuple[str, ...], Ints]]  # name -> names of its values, and the value of each case


class Writer:
    """Collects events in arrays; each call writes one act for some of the files.

    What is written first comes first among the events of a file on one day.
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.acts: dict[str, int] = {}
        self.answers: list[Mapping[str, Any]] = [{}]
        self.rows: list[tuple[Ints, int, Ints, Ints]] = []  # files, act, days, answers
        self._known: dict[tuple[tuple[str, Any], ...], int] = {(): 0}

    def code(self, answer: Mapping[str, Any]) -> int:
        """The place of an answer; each is kept once."""
        key = tuple(
            (name, tuple(value) if isinstance(value, list) else value) for name, value in answer.items()
        )
        if key not in self._known:
            self._known[key] = len(self.answers)
            self.answers.append(answer)
        return self._known[key]

    def codes(self, answers: Sequence[Mapping[str, Any]]) -> Ints:
        """The places of several answers."""
        return np.array([self.code(answer) for answer in answers], dtype=np.int32)

    def write(self, act: str, files: Ints, days: Ints, said: Ints | Mapping[str, Any] | None = None) -> None:
        """One act for each of the files, on its day; `said` is one answer for all, or the place of each one's."""
        told = (
            said
            if isinstance(said, np.ndarray)
            else np.full(len(files), self.code(said or {}), dtype=np.int32)
        )
        self.rows.append((files, self.acts.setdefault(act, len(self.acts)), days, told))

    def some(self, files: Ints, chance: float | npt.NDArray[np.float64]) -> Ints:
        """Those of the files to which it happens."""
        found: Ints = files[self.rng.random(len(files)) < chance]
        return found

    def drawn(self, count: int, weights: Sequence[float]) -> Ints:
        """So many places, each drawn by these weights."""
        p = np.array(weights, dtype=float)
        found: Ints = self.rng.choice(len(p), size=count, p=p / p.sum()).astype(np.int32)
        return found

    def waits(self, count: int, mean: float) -> Ints:
        """Whole days that begin at 0: geometric, with this mean."""
        found: Ints = (self.rng.geometric(1 / (mean + 1), size=count) - 1).astype(np.int32)
        return found

    def yes_or_no(self, count: int, key: str, chance: float) -> Ints:
        """The places of so many answers yes or no."""
        yes, no = self.code({key: True}), self.code({key: False})
        found: Ints = np.where(self.rng.random(count) < chance, yes, no).astype(np.int32)
        return found
