"""Papers of a real case, from the record to sealed bytes, against a bare typst compile of the same source."""

from statistics import median

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.models import Paper, PartKey
from rongzhi.casework.papers.drawing import draw
from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import made, pdf_of
from rongzhi.casework.rules import rules_of
from rongzhi.casework.visibility import Sight, sight
from tests.factories.county import CODE, NOW, officer
from tests.factories.main_line import effective

INDEX = "F57"  # counts the pages of all others, by drawing them


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Draw `size` papers of one case that went to its end, each as if for the first time."""
    store.found("papers")
    seen = sight(officer(), effective(payer="p2"))
    assert seen is not None
    forms = [(one.form, one.seqs[-1]) for one in listed(seen, rules_of(CODE)) if one.form != INDEX]
    asked = [forms[n % len(forms)] for n in range(size)]
    sheets = {form: made(seen, form, seq).sheet() for form, seq in forms}

    def ours() -> float:
        return timed(lambda: [_whole(seen, form, seq) for form, seq in asked])

    def bare() -> float:
        return timed(lambda: [draw([sheets[form]], at=NOW) for form, _ in asked])

    pairs = side_by_side(ours, bare, repetitions)
    return [
        Figure(
            "papers",
            f"papers gathered, drawn, sealed and kept / bare typst compile of the same source, {size} papers",
            store.kind,
            **ratio_of(pairs),
            counts={
                "papers_per_second": round(size / median(pair[0] for pair in pairs), 1),
                "bare_per_second": round(size / median(pair[1] for pair in pairs), 1),
                "forms": len(forms),
                "repetitions": repetitions,
            },
        )
    ]


def _whole(seen: Sight, form: str, seq: int) -> None:
    """One paper from the record to sealed bytes; what was kept before is forgotten."""
    Paper.objects.filter(file=seen.picture.number, form=form).delete()
    PartKey.objects.filter(file=seen.picture.number, name__startswith="paper:").delete()
    pdf_of(made(seen, form, seq), now=NOW)
