"""The line of small print that says under which public root the file's last sealed event stands."""

from datetime import datetime

from rongzhi.casework.proofs import hashes_of, last_day, proof_of_day

LINE = {
    "zh": "存证：{day} 根 {root}，第 {index} 号叶",
    "en": "Proof: root of {day} {root}, leaf {index}",
}


def proof_line(file: str, *, now: datetime, language: str) -> list[str]:
    """The line, or nothing while no public root holds an event of the file."""
    known = hashes_of(file, [1])
    found = proof_of_day(file, day=last_day(now), known=known, seq=1) if known else None
    if found is None or not found.fits:
        return []
    root = found.day.root.hex()
    return [
        LINE[language].format(
            day=found.day.day.isoformat(), root=f"{root[:16]}…{root[-8:]}", index=found.found.index
        )
    ]
