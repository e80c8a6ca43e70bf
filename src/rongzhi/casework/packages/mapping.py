"""Names that mean something at the sender alone, turned into what they mean here: bodies, people, numbers, files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rongzhi.casework.evidence.attaching import is_description
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.directory.models import Body

BODY_COLUMNS = frozenset({"court", "commissioned_by"})
NEUTRAL_COLUMNS = frozenset({"neutral", "neutral_proposed", "evaluator"})
ACTOR_COLUMNS = frozenset({"officer", "actor"})
LONGEST = {"body": 40, "code": 80, "actor": 80}


@dataclass
class Names:
    """How the sender's names read here. What is not known here gets the sender's county behind it, so that it can
    never be taken for somebody of this county and opens nothing to anybody.
    """

    number: str
    here: str
    tag: str
    bodies: Mapping[str, str]
    neutrals: frozenset[str]
    seqs: dict[int, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def actor(self, name: str) -> str:
        """Who did it: a party of the case by its new number, the system, or a person of the sender."""
        if name in ("", SYSTEM.id):
            return name
        if name.startswith(f"{self.number}/"):
            return f"{self.here}/{name.removeprefix(f'{self.number}/')}"
        return self._foreign(name, 80)

    def body(self, handle: str) -> str:
        """The body here that is the same one, else a name that nobody here has."""
        return self.bodies.get(handle) or (self._foreign(handle, 40) if handle else "")

    def neutral(self, handle: str) -> str:
        """A neutral of the sender is nobody's account here."""
        return self._foreign(handle, 40) if handle else ""

    def _foreign(self, name: str, longest: int) -> str:
        tail = f"@{self.tag}"
        return name[: longest - len(tail)] + tail

    def changes(self, changes: Iterable[Any]) -> list[tuple[str, str, dict[str, Any]]]:
        """The changes of one event with every name as it reads here."""
        return [(str(table), str(key), self._columns(str(table), columns)) for table, key, columns in changes]

    def _columns(self, table: str, columns: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(columns)
        for name, value in columns.items():
            if name in ACTOR_COLUMNS and isinstance(value, str):
                found[name] = self.actor(value)
            elif (table, name) == ("party", "body") or (table == "case" and name in BODY_COLUMNS):
                found[name] = self.body(str(value or ""))
            elif table == "case" and name in NEUTRAL_COLUMNS:
                found[name] = self.neutral(str(value or ""))
            elif (table, name) == ("entry", "code") and value in self.neutrals:
                found[name] = self.neutral(str(value))
            elif (table, name) == ("entry", "code") and value in self.bodies:
                found[name] = self.body(str(value))
            elif (table, name) == ("party", "named"):
                found[name] = self.seqs.get(int(value), 1)
        return found

    def sealed(self, sealed: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The opened parts of one event with the files under their ids here."""
        return {
            part: {
                key: [{**one, "id": self.files[one["id"]]} for one in value]
                if is_description(value)
                else value
                for key, value in content.items()
            }
            for part, content in sealed.items()
        }


def names_here(number: str, here: str, tag: str, directory: Mapping[str, Any], county: str) -> Names:
    """How the names of this package's directory read in this county: a body is the same one when kind and Chinese
    name are the same.
    """
    known = {
        (kind, name): handle
        for handle, kind, name in Body.objects.filter(county=county).values_list("handle", "kind", "name_zh")
    }
    bodies = {
        str(handle): known.get((about["kind"], about["name_zh"]), "")
        for handle, about in directory.get("bodies", {}).items()
    }
    return Names(number, here, tag, bodies, frozenset(directory.get("neutrals", {})))
