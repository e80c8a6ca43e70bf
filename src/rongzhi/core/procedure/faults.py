"""One fault of a set of rules: what is wrong, where it stands, and what to do, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` names the kind of fault, `where` the procedure, stage, act or clock."""

    code: str
    where: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.where}：{self.zh} {self.en} [{self.code}]"
