"""What verify finds: one fault, with the file and the event it names, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. `file` is empty and `seq` 0 where none can be named."""

    file: str
    seq: int
    kind: str
    zh: str
    en: str

    def line(self) -> str:
        """The fault on one line, for a terminal."""
        place = f"{self.file} #{self.seq}" if self.seq else self.file
        return f"{place or '–'} [{self.kind}] {self.zh} {self.en}"
