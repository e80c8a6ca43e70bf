"""What follows from the class of a dispute: whose line it lies in, and whether it is a consumer matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rongzhi.rulebook.tables import taxonomy


@dataclass(frozen=True, slots=True)
class Line:
    """The body in whose line a class lies (None: no line is stated, it depends on the institution), and where that stands."""

    body: str | None
    source: str


BANKS = "domain.md §2 (NFRA: banks, insurers)"
PBOC_LINE = "bodies.csv PBOC (credit reporting, payment, currency, treasury)"

# A class takes its own line, else that of its group. A class that is not named here has none.
LINES: Mapping[str, Line] = MappingProxyType(
    {
        "A": Line("NFRA", BANKS),
        "B": Line("NFRA", BANKS),
        "B04": Line(None, "taxonomy.csv B04: platform or joint lending, no line stated"),
        "B05": Line(None, "taxonomy.csv B05: no line stated"),
        "B06": Line("FIN", "bodies.csv FIN (small loan)"),
        "C": Line("NFRA", BANKS),
        "D": Line("PBOC", "taxonomy.csv D (PBOC line)"),
        "E": Line("NFRA", "taxonomy.csv E (NFRA line)"),
        "F": Line(None, "taxonomy.csv F: NFRA or CSRC by product"),
        "F01": Line("NFRA", BANKS),
        "F04": Line("CSRC", "taxonomy.csv F04 (CSRC line)"),
        "F05": Line("CSRC", "bodies.csv CSRC (securities, funds, futures)"),
        "G": Line("CSRC", "taxonomy.csv G (CSRC line)"),
        "I": Line("FIN", "taxonomy.csv I (local finance authority line)"),
        "K": Line("PBOC", "taxonomy.csv K (PBOC line)"),
        "O": Line(None, "taxonomy.csv O: PBOC or SAFE line"),
        "O01": Line("PBOC", PBOC_LINE),
        "O02": Line("PBOC", "taxonomy.csv O02 (report to PBOC)"),
        "O04": Line("PBOC", PBOC_LINE),
    }
)


def line(class_code: str) -> Line:
    """The line of a class with its source. Raises LookupError for a code that taxonomy.csv does not have."""
    row = taxonomy().get(class_code)
    if row is None:
        raise LookupError(f"taxonomy.csv has no class {class_code!r}")
    found = LINES.get(row.code) or LINES.get(row.parent or "")
    return found or Line(None, f"taxonomy.csv {class_code}: no line stated")


def line_of(class_code: str) -> str | None:
    """The code of the body in whose line a class lies: NFRA, PBOC, CSRC or FIN; None where no source states one.

    Raises LookupError for a code that taxonomy.csv does not have.
    """
    return line(class_code).body


def is_consumer_matter(class_code: str | None, *, applicant_kind: str, respondent_kind: str) -> bool:
    """Whether a consumer stands against a provider: commercial mediation is then closed (商事调解条例 Art. 2).

    The kinds are those of the filing: consumer, small_business, institution or other. Against an institution it
    always is one; against another provider it is, unless the class is private lending (N), where nobody provides
    a financial service. [design on domain.md §2]
    """
    kinds = {applicant_kind, respondent_kind}
    if "consumer" not in kinds or kinds == {"consumer"}:
        return False
    return "institution" in kinds or not (class_code or "").startswith("N")
