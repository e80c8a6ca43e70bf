"""A made county of any size, seeded: events of its files as arrays, and the true values behind every figure.

Each case goes its way by chances that are declared (chances.py), independent of the others, so the true value of an
index is known before anything is counted. Several counties can be made at once; they differ by chance alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from rongzhi.core.money import amount_band
from rongzhi.core.simulation import upkeep
from rongzhi.core.simulation.chances import (
    CLAIMS,
    CLASSES,
    INSTITUTION_WEIGHTS,
    INSTITUTIONS,
    STATIONS,
    Chances,
    truth,
)
from rongzhi.core.simulation.courses import run
from rongzhi.core.simulation.writing import Facts, Ints, Writer
from rongzhi.core.statistics.index import Story
from rongzhi.core.statistics.measures import Happened

FIRST_DAY = date(2024, 1, 1)
YEAR = 366
CHANNELS = ("people_mediation", "industry_mediation", "")  # none where a case was refused
DOORS = ("batch", "counter", "web", "phone")
TRACKS = ("simple", "ordinary", "complex", "")


@dataclass
class Made:
    """The events of all counties in arrays of one length, and what every case may be grouped by.

    Files are numbered: first the cases, then what each county keeps beside them. `act` and `said` are places in `acts`
    and `answers`; `day` counts from FIRST_DAY. Facts are arrays by case, `county` is by file.
    """

    acts: Sequence[str]
    answers: Sequence[Mapping[str, Any]]
    file: Ints
    seq: Ints
    act: Ints
    day: Ints
    said: Ints
    facts: Facts
    county: Ints
    truth: Mapping[str, float] = field(default_factory=dict)
    texts: Sequence[str] = ()  # what happened, one for each case, where texts were given

    @property
    def cases(self) -> int:
        """How many cases there are; files from this number on are none."""
        return len(self.facts["county"][1])

    def stories(self, files: Sequence[int] | None = None) -> Iterator[Story]:
        """The same, file by file, for the plain evaluation; of all files, or of these."""
        starts = np.searchsorted(self.file, np.arange(len(self.county) + 1))
        for n in range(len(self.county)) if files is None else files:
            told = {name: names[at[n]] for name, (names, at) in self.facts.items()} if n < self.cases else {}
            events = tuple(
                Happened(
                    self.acts[self.act[at]],
                    FIRST_DAY + timedelta(days=int(self.day[at])),
                    self.answers[self.said[at]],
                )
                for at in range(starts[n], starts[n + 1])
            )
            yield Story(str(n), told, events)


def made(
    cases: int,
    *,
    seed: int,
    counties: int = 1,
    chances: Chances | None = None,
    until: int = YEAR + 900,
    texts: Sequence[str] = (),
) -> Made:
    """So many cases in each county, filed over one year; more in the middle of it. The same seed makes the same.

    `until` is the day, counted from FIRST_DAY, in the year before which people leave the roster. Of `texts`, real ones or
    others, each case is given one by chance: what a person would tell.
    """
    c, w = chances or Chances(), Writer(np.random.default_rng(seed))
    count = cases * counties
    county = (np.arange(count) // cases).astype(np.int32) if cases else np.zeros(0, dtype=np.int32)
    first = (count + upkeep.OWN * np.arange(counties)).astype(np.int32)
    season = 1 + 0.4 * np.sin(np.arange(YEAR) / YEAR * 2 * np.pi)
    filed = w.drawn(count, list(season))
    institution = w.drawn(count, INSTITUTION_WEIGHTS)
    helpers = w.drawn(count, [1.0] * len(STATIONS))
    helpers[w.rng.random(count) >= c.helped] = -1
    told = run(w, c, filed, institution, helpers)
    upkeep.roster(w, c, first, until)
    upkeep.took(w, told, county, first)
    upkeep.stations(w, first, filed, county, helpers)
    upkeep.reviews(w, c, told)
    upkeep.ledger(w, c, told, first, county, until)
    known = np.full(count, -1, dtype=np.int32)
    channel, track = known.copy(), known.copy()
    channel[told.accepted] = w.drawn(len(told.accepted), (0.6, 0.4))
    track[told.accepted] = w.drawn(len(told.accepted), (0.5, 0.4, 0.1))
    facts: Facts = {
        "county": (tuple(f"C{n:04}" for n in range(counties)), county),
        "channel": (CHANNELS, channel % len(CHANNELS)),
        "body": (("PMC0", "PMC1", "PMC2"), w.drawn(count, (0.5, 0.3, 0.2))),
        "institution": (tuple(f"BANK{n:02}" for n in range(INSTITUTIONS)), institution),
        "dispute_class": (CLASSES, w.drawn(count, [1.0] * len(CLASSES))),
        "amount_band": (tuple(amount_band(Decimal(one)).code for one in CLAIMS), told.claim),
        "door": (DOORS, w.drawn(count, (0.4, 0.3, 0.2, 0.1))),
        "track": (TRACKS, track % len(TRACKS)),
    }
    owned = np.repeat(np.arange(counties, dtype=np.int32), upkeep.OWN)
    found = _sorted(w, facts, np.concatenate([county, owned]), truth(c))
    if texts:
        found.texts = [texts[n] for n in w.drawn(count, [1.0] * len(texts))]
    return found


def _sorted(w: Writer, facts: Facts, county: Ints, true: Mapping[str, float]) -> Made:
    file = np.concatenate([files for files, _, _, _ in w.rows])
    act = np.concatenate([np.full(len(files), code, dtype=np.int32) for files, code, _, _ in w.rows])
    day = np.concatenate([days for _, _, days, _ in w.rows]).astype(np.int32)
    said = np.concatenate([told for _, _, _, told in w.rows])
    order = np.lexsort((day, file))  # what is written first comes first on the same day
    file = file[order]
    starts = np.searchsorted(file, file)
    seq = (np.arange(len(file)) - starts + 1).astype(np.int32)
    return Made(list(w.acts), w.answers, file, seq, act[order], day[order], said[order], facts, county, true)
