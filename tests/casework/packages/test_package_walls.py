"""What a package holds is what its receiver may read: words planted in every sealed part are looked for in each."""

import io
from typing import Any

import pypdfium2
import pytest

from rongzhi.casework.keys import installation_keys
from rongzhi.casework.models import Event
from rongzhi.casework.packages.making import make, plan
from rongzhi.core.package.archive import Package
from rongzhi.core.package.envelope import opened
from rongzhi.directory.models import Body
from tests.factories import consulting, main_line
from tests.factories.county import CODE, NOW, county, officer
from tests.factories.packages import PHRASE, handed, neighbour, packed, taken
from tests.web.secret_files import SECRETS, commissioned, confirming, people, rich

pytestmark = pytest.mark.django_db

LEADS = {"crime facts", "crime informant", "violation"}
PERSON = {"name", "phone", "address", "email"}
FILED = {"story", "claim"}
NUMBERS = {"identity", "account"}
# By hand from access.csv and bodies.csv: what the package for each receiver may hold at most.
MAY: dict[str, set[str]] = {
    "SAMR": PERSON | FILED | {"packet"},
    "FIN": PERSON | FILED | {"withheld packet"},
    "NFRA": {"violation"},
    "PS": {"crime facts", "crime informant"},
    "PMCV": PERSON
    | FILED
    | {"other phone", "other address", "minutes", "report", "packet", "withheld packet", "interference"},
    "COURT, suit": PERSON | FILED | NUMBERS | {"other phone", "other address"},
    "COURT, confirmation": {"name", "terms"} | NUMBERS,
    "COURT, commissioned": PERSON | FILED | NUMBERS | {"other phone", "other address"},
}


@pytest.fixture(autouse=True)
def _world(db: Any) -> None:
    county()
    people()
    neighbour()
    Body.objects.get_or_create(
        number=f"{CODE}-B2026-0099",
        county=CODE,
        handle="NOT",
        kind="NOT",
        name_zh="W县公证处",
        name_en="Notary",
    )


def told(file: str, to: str, proceeding: str = "") -> dict[str, str]:
    """Every file of the package for that body as text: of papers what is printed on them."""
    out = io.BytesIO()
    whole = plan(file, to, now=NOW, proceeding=proceeding).found.whole
    make(file, to, out, by=officer(), now=NOW, proceeding=proceeding, phrase=PHRASE if whole else "")
    package = Package(opened(out, keys=installation_keys(), phrase=PHRASE))
    texts = {m.name: _text(m.name, b"".join(package.read(m.name))) for m in package.manifest.files}
    return {**texts, "manifest.json": package.manifest.text().decode()}


def _text(name: str, content: bytes) -> str:
    if not content.startswith(b"%PDF"):
        return content.decode(errors="replace")
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return "".join(text.split())


def found(texts: dict[str, str]) -> dict[str, str]:
    """The planted words that stand in the package, each with the file in which it stands."""
    return {
        name: member
        for name, word in SECRETS.items()
        for member, text in texts.items()
        if word in text or word in text.replace(",", "")
    }


def check(key: str, texts: dict[str, str], *, needs: set[str]) -> None:
    there = found(texts)
    over = {name: where for name, where in there.items() if name not in MAY[key]}
    assert not over, f"{key} may not have: {over}"
    assert needs <= set(there), f"{key} lacks {needs - set(there)}: the test would say nothing"


def test_department_gets_what_it_was_handed_and_nothing_of_the_other_side_or_of_suspicions() -> None:
    file = rich()

    check("SAMR", told(file, "SAMR"), needs={"story", "packet"})


def test_police_get_the_restricted_package_alone() -> None:
    check("PS", told(rich(), "PS"), needs={"crime facts"})


def test_regulator_gets_the_restricted_package_alone() -> None:
    check("NFRA", told(rich(), "NFRA"), needs={"violation"})


def test_other_organisation_gets_the_whole_file_without_confidences() -> None:
    file = rich()
    handed(file, "PMCV")

    check("PMCV", told(file, "PMCV"), needs={"story", "name", "phone"})


def test_court_that_a_suit_goes_to_gets_no_word_of_the_mediation() -> None:
    file = rich()
    handed(file, "COURT", channel="suit")

    texts = told(file, "COURT")

    check("COURT, suit", texts, needs={"story", "name"})
    assert len([name for name in texts if name.startswith("papers/F09")]) == 1
    assert not [name for name, text in texts.items() if "SAMR" in text], (
        "nor to whom else the case was handed"
    )


def test_court_that_confirms_gets_agreement_and_names() -> None:
    check("COURT, confirmation", told(confirming(), "COURT"), needs={"name"})


def test_court_that_commissioned_gets_no_word_of_the_mediation() -> None:
    check("COURT, commissioned", told(commissioned(), "COURT"), needs={"story", "name"})


def test_body_with_an_ordinary_and_a_restricted_hand_over_gets_each_by_itself() -> None:
    file = rich()
    ordinary = handed(file, "PS", channel="admin_mediation")
    restricted = next(
        e.proceeding
        for e in main_line.picture(file).list("referral")
        if e.code == "PS" and e.proceeding != ordinary
    )

    one, two = found(told(file, "PS", ordinary)), found(told(file, "PS", restricted))

    assert not LEADS & set(one)
    assert "crime facts" in two
    assert not (FILED | PERSON) & set(two)


OPINION = "密会商独门意见"


def test_no_package_holds_an_opinion_of_a_consultation() -> None:
    file = main_line.mediating()
    _departments()
    consulting.convened(file)
    for handle in consulting.MEMBERS:
        consulting.opinion(file, handle, reasons=OPINION)
    handed(file, "COURT", channel="suit")
    handed(file, "SAMR", channel="admin_mediation")
    handed(file, "PMCV")

    texts = {to: told(file, to) for to in ("COURT", "SAMR", "PMCV")}

    assert Event.objects.filter(file=file, act="consultation.first_opinion").count() == len(
        consulting.MEMBERS
    )
    for to, found_there in texts.items():
        assert not [name for name, text in found_there.items() if OPINION in text], to
    assert main_line.picture(taken(packed(file))).list("origin", "taken")


def _departments() -> None:
    """Those of the consultation that this county does not have yet."""
    taken = set(Body.objects.filter(county=CODE).values_list("handle", flat=True))
    with pytest.MonkeyPatch.context() as patch:
        more = {h: name for h, name in consulting.DEPARTMENTS.items() if h not in taken}
        patch.setattr(consulting, "DEPARTMENTS", more)
        consulting.departments()
