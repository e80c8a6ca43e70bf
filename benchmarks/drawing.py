"""Papers of a real case, from the record to sealed bytes, against a bare typst compile of the very same source."""

from statistics import median

import typst

from benchmarks.figures import Figure, ratio_of, side_by_side, timed
from benchmarks.store import Store
from rongzhi.casework.models import Paper, PartKey
from rongzhi.casework.papers.codes import code_of
from rongzhi.casework.papers.drawing import FONTS, STANDARD, layout, source
from rongzhi.casework.papers.keeping import audience_of
from rongzhi.casework.papers.listing import listed
from rongzhi.casework.papers.making import Made, made, pdf_of, public_link
from rongzhi.casework.papers.proof_line import proof_line
from rongzhi.casework.rules import rules_of
from rongzhi.casework.seen import Sight
from rongzhi.casework.visibility import sight
from tests.factories.county import CODE, NOW, officer
from tests.factories.main_line import effective

INDEX = "F57"  # counts the pages of all others, by drawing them


def measure(store: Store, *, size: int, repetitions: int) -> list[Figure]:
    """Draw at least `size` papers of one case that went to its end, each as if for the first time."""
    store.found("papers")
    seen = sight(officer(), effective(payer="p2"))
    assert seen is not None
    forms = [(one.form, one.seqs[-1]) for one in listed(seen, rules_of(CODE)) if one.form != INDEX]
    _forget(seen)
    same = [_whole(seen, form, seq) for form, seq in forms]
    given = [(_source(found), int(found.view.at.timestamp())) for found, _ in same]
    broken = [] if [_compiled(*one) for one in given] == [pdf for _, pdf in same] else ["the papers differ"]
    rounds = -(-size // len(forms))
    drawn = rounds * len(forms)

    def ours() -> float:
        seconds = 0.0
        for _ in range(rounds):
            _forget(seen)
            seconds += timed(lambda: [_whole(seen, form, seq) for form, seq in forms])
        return seconds

    def bare() -> float:
        return sum(timed(lambda: [_compiled(*one) for one in given]) for _ in range(rounds))

    pairs = side_by_side(ours, bare, repetitions)
    return [
        Figure(
            "papers",
            "papers gathered, drawn, sealed and kept / bare typst compile of the same source",
            store.kind,
            **ratio_of(pairs),
            counts={
                "papers_per_second": round(drawn / median(pair[0] for pair in pairs), 1),
                "bare_per_second": round(drawn / median(pair[1] for pair in pairs), 1),
                "papers": drawn,
                "forms": len(forms),
                "repetitions": repetitions,
            },
            broken=broken,
        )
    ]


def _whole(seen: Sight, form: str, seq: int) -> tuple[Made, bytes]:
    """One paper from the record to sealed bytes, opened again as for a reader."""
    found = made(seen, form, seq)
    return found, pdf_of(found, now=NOW)[1]


def _forget(seen: Sight) -> None:
    """What was kept before goes, so that it is drawn again."""
    Paper.objects.filter(file=seen.picture.number).delete()
    PartKey.objects.filter(file=seen.picture.number, name__startswith="paper:").delete()


def _source(found: Made) -> str:
    """The filled text with its mark and foot, ready for the layout."""
    view, file = found.view, found.view.seen.picture.number
    code = code_of(file, view.form, view.seq, found.language, audience_of(view))
    foot = proof_line(file, now=NOW, language=found.language)
    return source([found.sheet()], link=public_link(), marks=[code], feet=[foot])


def _compiled(papers: str, at: int) -> bytes:
    """What a script of one call does."""
    return bytes(
        typst.compile(
            layout(),
            format="pdf",
            font_paths=FONTS,
            sys_inputs={"papers": papers},
            pdf_standards=STANDARD,
            timestamp=at,
        )
    )
