"""What is signed on the pages is a paper that was drawn and kept before, and no other."""

import hashlib
import re

import pytest

from rongzhi.casework.models import Event, Paper
from tests.factories.main_line import agreed, picture, signing
from tests.web.forms import carried

DRAFT = {
    "facts_and_issues": "保费争议",
    "terms": "银行退还4000元",
    "amount": "4000.00",
    "no_harm": "yes",
}


def test_drafting_keeps_the_paper_of_every_side_at_once(county: str, staff) -> None:
    number = agreed()
    client, address = staff("officer"), f"/cases/{number}/acts/agreement.draft/"

    answer = client.post(address, {**carried(client.get(address).text), **DRAFT})

    assert answer.status_code == 302
    drafted = picture(number).latest("agreement", "draft").seq
    rows = Paper.objects.filter(file=number, form="F29", seq=drafted)
    assert {row.recipient for row in rows} == {"p1", "p2"}
    assert all(row.sealed for row in rows)


def test_signing_page_leads_to_exactly_the_kept_paper_and_shows_its_digest(county: str, party) -> None:
    number = signing()
    client = party(number)

    text = client.get(f"/cases/{number}/acts/agreement.sign/").text
    link = re.search(r'href="(/cases/[^"]+/papers/F29/[^"]*of=[^"]+)"', text)
    digest = re.search(r"SHA-256[^<]*<code>([0-9a-f]{64})</code>", text)

    assert link is not None
    assert digest is not None
    content = b"".join(client.get(link[1].replace("&amp;", "&")))
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == digest[1]
    assert Paper.objects.get(file=number, sha256=digest[1], recipient="p1").seq < picture(number).seq


@pytest.mark.parametrize("form", ["agreement.sign"])
def test_nothing_is_signed_before_the_paper_is_kept(county: str, party, form: str) -> None:
    number = signing()
    client, address = party(number), f"/cases/{number}/acts/{form}/"
    opened = carried(client.get(address).text)
    Paper.objects.filter(file=number).delete()

    refused = client.post(address, {**opened, "signature_kind": "hand"})

    assert refused.status_code == 422
    assert "PDF" in refused.text
    assert not Event.objects.filter(file=number, act=form).exists()
    signed = client.post(address, {**carried(refused.text), "signature_kind": "hand"})
    assert signed.status_code == 302
    assert Event.objects.filter(file=number, act=form).exists()
