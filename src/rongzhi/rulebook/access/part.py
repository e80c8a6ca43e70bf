"""A piece of a file that somebody may want to read: by the name of its part and its data class."""

from dataclasses import dataclass

from rongzhi.core.procedure.data_classes import DataClass

# What may stand where (record.md §2). The header holds clear facts; the others are sealed.
HOLDS: dict[str, frozenset[DataClass]] = {
    "header": frozenset(
        {
            DataClass.DC1,
            DataClass.DC2,
            DataClass.DC3,
            DataClass.DC5,
            DataClass.DC6,
            DataClass.DC8,
            DataClass.DC10,
        }
    ),
    "file": frozenset({DataClass.DC3, DataClass.DC5, DataClass.DC6, DataClass.DC7, DataClass.DC8}),
    "person": frozenset({DataClass.DC3, DataClass.DC7}),
    "side": frozenset({DataClass.DC4}),
    "notes": frozenset({DataClass.DC4}),
    "opinion": frozenset({DataClass.DC8}),
    "lead": frozenset({DataClass.DC9}),
    "task": frozenset({DataClass.DC3}),
    "log": frozenset({DataClass.DC9, DataClass.DC10}),
}
OWNED = frozenset({"person", "side", "notes", "opinion", "log", "task"})
NAME_FIELDS = frozenset({"name", "applicant_name", "respondent_name", "representative_name"})
CLASS_FIELDS = frozenset({"dispute_class"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file.

    `name`: `header` (clear facts and counts), `file`, `person:<party>`, `side:<party>`, `notes:<neutral>`,
    `opinion:<member>`, `lead`, `task:<proceeding>` (a task sheet and what was reported on it), `blob:<id>`, or `log:<reader>` (what that person opened; with DC9 the separate
    log of leads).
    `field`: which answer inside the part; where only names may be seen, anything without a field is refused.
    `of`: for a blob, the name of the part it was filed in; a blob follows that part.
    `sender`: for a lead, the number of the body that sent it; for a blob, the key of the party that filed it.
    Raises ValueError for a name that no part has.
    """

    name: str
    data_class: DataClass
    field: str = ""
    of: str = ""
    sender: str = ""

    def __post_init__(self) -> None:
        kind, _, rest = self.name.partition(":")
        if kind == "blob":
            if not rest or not self.of or self.of.startswith("blob"):
                raise ValueError(f"a blob needs an id and the part it was filed in (of): {self.name!r}")
            kind, _, rest = self.of.partition(":")
        if kind not in HOLDS or bool(rest) != (kind in OWNED):
            raise ValueError(f"no part of a file is called {self.of or self.name!r}")

    @property
    def is_blob(self) -> bool:
        return self.name.startswith("blob:")

    @property
    def kind(self) -> str:
        return (self.of or self.name).partition(":")[0]

    @property
    def owner(self) -> str:
        """Whose part it is: a party, a neutral, a member, a reader or a proceeding; empty for what belongs to the whole file."""
        return (self.of or self.name).partition(":")[2]

    @property
    def weighed_as(self) -> DataClass:
        """The class by which it is weighed: what is sealed is never less than filed material."""
        if self.kind != "header" and self.data_class in (DataClass.DC1, DataClass.DC2):
            return DataClass.DC3
        return self.data_class

    @property
    def proper(self) -> bool:
        """Whether data of that class may stand in that part at all; if not, nobody is shown it."""
        return self.weighed_as in HOLDS[self.kind]

    @property
    def is_name(self) -> bool:
        """A name of a party or representative, without the means of contact."""
        return self.kind == "person" and self.weighed_as is DataClass.DC3 and self.field in NAME_FIELDS
