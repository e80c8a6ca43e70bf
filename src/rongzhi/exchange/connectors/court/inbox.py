"""The commissions of a demonstration's courts' platform: one folder each, with what the court said and our answer."""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO

from rongzhi.exchange.connectors.court.commissions import Commission, Enclosed
from rongzhi.exchange.connectors.court.port import COURT
from rongzhi.exchange.connectors.parcels import PlatformDown

COMMISSION, ANSWER = "commission.json", "answer.json"


@dataclass
class CommissionFolder:
    """Holds commissions until they are answered; an answer that was given stays."""

    folder: Path
    platform: str = COURT

    def put(self, found: Commission) -> None:
        """Give a commission out, as the court would; the same key again asks once more."""
        place = self.folder / found.key
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        (place / ANSWER).unlink(missing_ok=True)
        for paper in found.enclosed:
            with paper.open() as content:
                _write(place / Path(paper.name).name, content.read())
        told = {
            **{name: getattr(found, name) for name in PLAIN},
            "handed_on": found.handed_on.isoformat(),
            "answers": dict(found.answers),
            "enclosed": [[paper.name, paper.title] for paper in found.enclosed],
        }
        _write(place / COMMISSION, json.dumps(told, ensure_ascii=False).encode())

    def commissions(self) -> Iterator[Commission]:
        """Those without an answer, the oldest key first. Raises PlatformDown when the folder cannot be read."""
        try:
            for path in sorted(self.folder.glob(f"*/{COMMISSION}")):
                if not (path.parent / ANSWER).exists():
                    yield _read(json.loads(path.read_text(encoding="utf-8")), path.parent)
        except OSError as fault:
            raise PlatformDown(
                f"演示平台的文件夹无法读取。 The demonstration folder cannot be read: {fault.strerror}."
            ) from fault

    def confirm(self, key: str, number: str, received_on: date) -> None:
        self._answer(key, {"number": number, "received_on": received_on.isoformat()})

    def send_back(self, key: str, why: str) -> None:
        self._answer(key, {"why": why})

    def answers(self) -> dict[str, dict[str, str]]:
        """What was answered, by key."""
        return {
            path.parent.name: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted(self.folder.glob(f"*/{ANSWER}"))
        }

    def _answer(self, key: str, told: Mapping[str, str]) -> None:
        path = self.folder / key / ANSWER
        if not path.exists():
            _write(path, json.dumps(told, ensure_ascii=False).encode())


PLAIN = ("key", "court", "to_body", "kind", "trial", "case_number", "online")


def _read(told: Mapping[str, object], place: Path) -> Commission:
    plain = {name: told[name] for name in PLAIN}
    return Commission(
        **plain,  # type: ignore[arg-type]
        handed_on=date.fromisoformat(str(told["handed_on"])),
        answers=told["answers"],  # type: ignore[arg-type]
        enclosed=tuple(
            Enclosed(name, title, partial(_open, place / Path(name).name))
            for name, title in told["enclosed"]  # type: ignore[attr-defined]
        ),
    )


def _open(path: Path) -> IO[bytes]:
    return open(path, "rb")


def _write(path: Path, content: bytes) -> None:
    half = path.with_name(f"{path.name}.part")
    with open(os.open(half, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    half.replace(path)
