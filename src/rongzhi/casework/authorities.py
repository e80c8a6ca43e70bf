"""Until when a representative may act for a party."""

from datetime import date

from rongzhi.casework.models import Entry, Party


def authority_until(file: str, party: str) -> date | None:
    """The last day of a representative's authority (F04); None for whoever is no representative."""
    if not Party.objects.filter(file=file, key=party, side="agent").exists():
        return None
    lines = Entry.objects.filter(file=file, kind="authority", party=party, status="open")
    return lines.order_by("-on").values_list("on", flat=True).first()
