"""Conditions of everyday acts on a case: its parties, their representatives, its papers, joining and reopening."""

from rongzhi.core.procedure.definition import Given, guard
from rongzhi.rulebook.case import Case, party_key
from rongzhi.rulebook.sources import COUNTY, HOUSE, PIPL

BINDING = (
    "agreement",
    "confirmation",
    "performance",
    "follow_up",
    "referral",
    "consultation",
    "task",
    "group",
)
OPEN_RECIPIENTS = frozenset({"other_side", "all", "court", "research"})


@guard(
    "own_details",
    requires="当事人只能更正自己的信息",
    en="a party corrects its own details alone",
    source=PIPL,
    on_data=True,
)
def own_details(case: Case, given: Given) -> bool:
    return "organisation" in given.roles or given.data.get("party") == party_key(case, given.by)


@guard(
    "party_active",
    requires="该当事人仍在本案中",
    en="that party is still in the case",
    source=HOUSE,
    on_data=True,
)
def party_active(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("party")))
    return party is not None and party.status == "active"


@guard(
    "same_side",
    requires="接替者与原当事人在同一方",
    en="the successor stands on the side of the one replaced",
    source=HOUSE,
    on_data=True,
)
def same_side(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("party")))
    return party is not None and party.side == given.data.get("side")


@guard(
    "represents_principal",
    requires="被代理的是申请人、被申请人或担保人",
    en="whoever is represented is an applicant, respondent or guarantor",
    source=HOUSE,
    on_data=True,
)
def represents_principal(case: Case, given: Given) -> bool:
    party = case.parties.get(str(given.data.get("party")))
    return party is not None and party.side != "agent" and party.status == "active"


@guard(
    "is_agent",
    requires="所选的人是本案代理人",
    en="the person chosen is a representative in this case",
    source=HOUSE,
    on_data=True,
)
def is_agent(case: Case, given: Given) -> bool:
    agent = case.parties.get(str(given.data.get("agent")))
    return agent is not None and agent.side == "agent" and agent.status == "active"


@guard(
    "own_agent",
    requires="只能解除自己的代理人",
    en="a party ends the authority of its own representative alone",
    source=HOUSE,
    on_data=True,
)
def own_agent(case: Case, given: Given) -> bool:
    agent = case.parties.get(str(given.data.get("agent")))
    if "organisation" in given.roles:
        return True
    return agent is not None and bool(agent.represents) and agent.represents == party_key(case, given.by)


@guard(
    "authority_lasts",
    requires="授权期限不早于今天",
    en="the authority does not end before today",
    source=HOUSE,
    on_data=True,
    demands=("F04",),
)
def authority_lasts(case: Case, given: Given) -> bool:
    until = given.data.get("until")
    return until is None or until >= given.today


@guard(
    "nothing_binding_open",
    requires="没有正在进行的协议、确认、履行、移交、会商或交办",
    en="no agreement, confirmation, performance, hand-over, consultation or task is going on",
    source=COUNTY,
)
def nothing_binding_open(case: Case, given: Given) -> bool:
    return not any(case.open_proceedings(procedure) for procedure in BINDING)


@guard(
    "another_case",
    requires="填写的是另一案件的编号",
    en="the number is that of another case",
    source=HOUSE,
    on_data=True,
)
def another_case(case: Case, given: Given) -> bool:
    return bool(given.data.get("other_case")) and given.data.get("other_case") != case.number


@guard(
    "was_mediated",
    requires="案件曾经进入调解且有调解员",
    en="the case was in mediation and has a neutral",
    source=COUNTY,
)
def was_mediated(case: Case, given: Given) -> bool:
    return case.proceeding("mediation") is not None and bool(case.header.get("neutral"))


@guard(
    "accepted_not_mediated",
    requires="案件已受理，尚未进入调解",
    en="the case was accepted but not yet in mediation",
    source=COUNTY,
)
def accepted_not_mediated(case: Case, given: Given) -> bool:
    return case.at("intake", "accepted") and not was_mediated(case, given)


@guard("never_accepted", requires="案件未曾受理", en="the case was never accepted", source=COUNTY)
def never_accepted(case: Case, given: Given) -> bool:
    return not case.at("intake", "accepted") and not was_mediated(case, given)


@guard("not_joined", requires="本案未并入其他案件", en="the case was not joined to another", source=COUNTY)
def not_joined(case: Case, given: Given) -> bool:
    return not case.header.get("joined_to")


@guard(
    "another_officer",
    requires="新承办人与现承办人不同",
    en="the new officer is not the present one",
    source=HOUSE,
    on_data=True,
)
def another_officer(case: Case, given: Given) -> bool:
    return given.data.get("officer") != case.header.get("officer")


@guard("officer_named", requires="案件现有承办人", en="the case has an officer", source=HOUSE)
def officer_named(case: Case, given: Given) -> bool:
    return bool(case.header.get("officer"))


@guard(
    "known_recipient",
    requires="接收方是公布的单位，或者对方（other_side）、法院（court）、研究（research）、全部（all）",
    en="the recipient is a published body, or other_side, court, research or all",
    source=PIPL,
    on_data=True,
    demands=("F03",),
)
def known_recipient(case: Case, given: Given) -> bool:
    recipient = str(given.data.get("recipient"))
    return recipient in OPEN_RECIPIENTS or recipient in given.tables.get("body_handles", {})


@guard(
    "own_consent",
    requires="撤回的是自己一方的同意",
    en="the consent taken back is one's own",
    source=PIPL,
    on_data=True,
)
def own_consent(case: Case, given: Given) -> bool:
    entry = case.entries.get(str(given.data.get("consent")))
    if entry is None or entry.status != "given":
        return False
    return "organisation" in given.roles or entry.party == party_key(case, given.by)


@guard(
    "paper_open",
    requires="该材料已要求、尚未收到",
    en="that paper was asked for and has not come",
    source=HOUSE,
    on_data=True,
)
def paper_open(case: Case, given: Given) -> bool:
    entry = case.entries.get(str(given.data.get("paper")))
    return entry is not None and entry.status == "asked"


@guard(
    "clock_of_case",
    requires="该期限属于本案且仍在计算",
    en="the clock is one of this case and still runs",
    source=HOUSE,
    on_data=True,
)
def clock_runs(case: Case, given: Given) -> bool:
    clock = case.clocks.get(str(given.data.get("clock")))
    return clock is not None and clock.status in ("running", "paused")


@guard(
    "digest_form",
    requires="文件摘要是 64 位十六进制的 SHA-256",
    en="the digest is a SHA-256 of 64 hexadecimal signs",
    source=HOUSE,
    on_data=True,
)
def digest_form(case: Case, given: Given) -> bool:
    digest = str(given.data.get("sha256") or given.data.get("digest") or "")
    return len(digest) == 64 and set(digest.lower()) <= set("0123456789abcdef")
