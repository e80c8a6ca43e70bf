"""Notes on each open case of a large cluster that it is one of several alike, so that rules can weigh it; once each."""

from datetime import datetime

from django.db.models import Count, Q

from rongzhi.casework.actions import Done, perform
from rongzhi.casework.models import Case, Entry
from rongzhi.casework.models import Likeness as Row
from rongzhi.core.procedure.decide import SYSTEM
from rongzhi.rulebook.guards.consultation import SIMILAR_CASES

ACT = "case.note_similar"


def note_similar(*, now: datetime) -> int:
    """Perform `case.note_similar` on every open case of a cluster of five or more that was not told yet; how many.

    The number that is noted counts the case itself and the others that are open. Raises KeyFault, NotSaved; what was
    noted before stays, and the next call goes on.
    """
    noted = Entry.objects.filter(kind="similar").values("file")
    alive = Case.objects.filter(status="open").values("number")
    rows = Row.objects.filter(~Q(signature=b""), file__in=alive)
    large = rows.values("county", "cluster").annotate(count=Count("file")).filter(count__gte=SIMILAR_CASES)
    done = 0
    for one in large.order_by("county", "cluster"):
        among = rows.filter(county=one["county"], cluster=one["cluster"]).exclude(file__in=noted)
        for file in list(among.order_by("file").values_list("file", flat=True)):
            answer = perform(
                file, ACT, by=SYSTEM, data={"count": str(one["count"])}, now=now, request=f"similar/{file}"
            )
            done += isinstance(answer, Done) and not answer.again
    return done
