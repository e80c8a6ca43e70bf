"""Who sits in a consultation is for the table: parties never learn it, the organisation and its neutral by the minutes."""

import json

from django.test import Client

from rongzhi.casework.data_requests import copy_of
from rongzhi.casework.visibility import sight
from rongzhi.directory.models import Account, Body
from tests.factories.county import agent
from tests.web.consultation_secrets import CHAIR, LEAVES, MEMBERS, STAGES, brought_to, everybody, laid_out
from tests.web.test_walls_pages import bearer, body_of, browser, filled

SAT = (*MEMBERS, LEAVES, CHAIR)
NAMES = {handle: f"席位{n}号机关" for n, handle in enumerate(SAT, 1)}
PARTIES, ASKERS = ("p1", "agent-BANK1"), ("officer", "n1")


def named() -> None:
    """Every body that will sit, and its clerk, under a name that stands nowhere else."""
    everybody()
    for handle, name in NAMES.items():
        Body.objects.filter(handle=handle).update(name_zh=name, name_en=f"Organ-{handle}-Q")
        Account.objects.filter(body=handle).update(name_zh=f"{name}的人", name_en=f"Clerk-{handle}-Q")


def found_in(text: str) -> set[str]:
    clues = {h: (name, f"Organ-{h}-Q", f"Clerk-{h}-Q", f"agent-{h}") for h, name in NAMES.items()}
    return {handle for handle, words in clues.items() if any(word in text for word in words)}


def told(file: str, role: str) -> dict[str, str]:
    """Which bodies this reader finds, each with the address where it stood first; pages, papers, log, interface."""
    client, found = browser(role, file, "W-2026-999999"), {}
    here = [each for each in filled(file, acts=()) if each.startswith(f"/cases/{file}")]
    for address in dict.fromkeys(
        (*here, *(f"/cases/{file}/papers/{form}/" for form in ("F45", "F46", "F47")))
    ):
        for handle in found_in(body_of(client.get(address))):
            found.setdefault(handle, address)
    english = client.get(f"/cases/{file}/", headers={"accept-language": "en"})
    for handle in found_in(body_of(english)):
        found.setdefault(handle, "the case's page in English")
    if role.startswith(("agent-", "officer")):
        answer = Client().get(f"/api/v1/files/{file}", headers=bearer(role))
        for handle in found_in(answer.content.decode()):
            found.setdefault(handle, "the interface")
    return found


def everybody_reads(file: str) -> None:
    for handle in SAT:
        browser(f"agent-{handle}", file, "W-2026-999999").get(f"/cases/{file}/consultation/")
        browser(f"agent-{handle}", file, "W-2026-999999").get(f"/cases/{file}/")


def test_parties_never_learn_who_sits_and_the_askers_only_by_the_minutes(county: str):
    named()
    file = laid_out()
    everybody_reads(file)  # before anybody leaves
    leaks = []
    for stage in STAGES:
        brought_to(file, stage)
        everybody_reads(file)
        if stage in ("alone", "recorded"):
            silent = (*PARTIES, *ASKERS) if stage == "alone" else PARTIES
            leaks += [f"{stage}: {role}: {found}" for role in silent if (found := told(file, role))]
            copy = json.dumps(copy_of(file, "p1", sight(agent("SEC"), file).picture), ensure_ascii=False)
            leaks += [f"{stage}: the copy for p1: {found_in(copy)}"] if found_in(copy) else []

    assert not leaks, "\n".join(leaks)


def test_party_reads_that_somebody_consulted_looked_and_the_table_reads_who(county: str):
    named()
    file = laid_out()
    everybody_reads(file)

    party = body_of(browser("p1", file, "W-2026-999999").get(f"/cases/{file}/"))
    serving = body_of(browser("agent-SEC", file, "W-2026-999999").get(f"/cases/{file}/consultation/"))
    Account.objects.filter(username="auditor").update(functions="auditor")
    auditor = body_of(browser("auditor", file, "W-2026-999999").get("/desk/auditor/"))

    assert "参加会商的一个单位" in party
    assert "席位2号机关" in serving
    assert found_in(auditor) == set(SAT)  # the county's auditor reads the log whole
