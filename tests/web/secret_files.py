"""Files with a secret planted in every sealed part and field, and everybody who might want to read them."""

from dataclasses import dataclass, field
from typing import Any

from rongzhi.casework.rules import forget
from rongzhi.directory.models import Account, Body, Neutral
from tests.factories import county as made
from tests.factories import main_line
from tests.factories.county import CODE, Actor, act, agent, mediator, officer, party
from tests.factories.files import sent

BODIES = {  # handle: kind
    "SAMR": "SAMR",
    "FIN": "FIN",
    "NFRA": "NFRA",
    "PS": "PS",
    "PMC2": "PMC",
    "AUD": "AUD",
    "RES": "RES",
    "INS1": "INS",
}
STAFF = {  # username: fields of the account
    "manager": {"body": "PMCF", "functions": "manager"},
    "assessor": {"body": "AUD", "functions": "assessor"},
    "auditor": {"body": "AUD"},
    "researcher": {"body": "RES"},
    "police": {"body": "PS", "functions": "officer"},
    "nfra": {"body": "NFRA", "functions": "officer"},
    "samr": {"body": "SAMR", "functions": "officer"},
    "fin": {"body": "FIN", "functions": "officer"},
    "other officer": {"body": "PMC2", "functions": "officer"},
    "insurer": {"body": "INS1"},
    "n4": {"neutral": "n4"},
}

PUBLIC = "public"
ACCOUNTS = (*made.ACCOUNTS, *STAFF)
ROLES = (PUBLIC, "p1", "p2", "party of another case", *ACCOUNTS)

# What is planted: a word that stands nowhere else, by the name of the place it is hidden in.
SECRETS = {
    "name": "欧阳证甲",
    "story": "密甲故事",
    "claim": "密乙诉求",
    "account": "6222020000001234567",
    "identity": "11010519491231002X",
    "phone": "13866660001",
    "address": "密丙街九号",
    "email": "secret.one@mail.example",
    "other phone": "13866660002",
    "other address": "密丁路八号",
    "own aside": "密戊底线",
    "other aside": "密己底线",
    "own caucus": "密庚单谈",
    "other caucus": "密辛单谈",
    "private note": "密壬备忘",
    "minutes": "密癸笔录",
    "offer": "密子让步",
    "offered": "3141.59",
    "report": "密丑评估",
    "suspicion": "密寅线索",
    "informant": "密卯举报人",
    "interference": "密辰过问",
    "packet": "密巳材料",
    "withheld packet": "密午材料",
    "crime facts": "密未集资",
    "crime informant": "密申举报人",
    "violation": "密酉违规",
    "terms": "密戌协议",
    "true facts": "密亥根据",
    "sham facts": "密金虚假",
    "other name": "司徒证乙",
    "other story": "密木故事",
    "other identity": "110105194912310038",
    "other file phone": "13866660003",
}
S = SECRETS

DISPUTE = {
    "applicant_name": S["name"],
    "what_happened": S["story"],
    "claim": S["claim"],
    "product_account": S["account"],
    "applicant_id_number": S["identity"],
    "applicant_phone": S["phone"],
    "applicant_address": S["address"],
    "applicant_email": S["email"],
    "respondent_phone": S["other phone"],
    "respondent_address": S["other address"],
    "dispute_class": "C05",
}
CRIME = {
    "to_body": "PS",
    "legal_duty": "移送规定第三条",
    "facts": S["crime facts"],
    "evidence": "转账记录",
    "informant": S["crime informant"],
    "civil_file": "go_on",
}


def people() -> None:
    """The bodies, neutrals and accounts that the test county does not have yet."""
    for n, (handle, kind) in enumerate(BODIES.items(), 50):
        Body.objects.get_or_create(  # some of them the test county has already
            county=CODE,
            handle=handle,
            defaults={
                "number": f"{CODE}-B2026-{n:04d}",
                "kind": kind,
                "name_zh": f"{handle}单位",
                "name_en": handle,
            },
        )
    Neutral.objects.create(
        number=f"{CODE}-N2026-0050",
        county=CODE,
        handle="n4",
        name_zh="冯四",
        name_en="n4",
        background="lawyer",
    )
    for username, fields in STAFF.items():
        Account.objects.create_user(
            username, "a password of the tests", county=CODE, name_zh=username, **fields
        )
    forget()


def of_body(username: str) -> Actor:
    """The actor behind one of the added accounts."""
    return Account.objects.get(username=username).actor()


def said(**changes: Any) -> str:
    """A case in mediation in which both sides, the neutral and the organisation have confided everything."""
    file = main_line.mediating(**{**DISPUTE, **changes})
    act(file, "mediation.confide", by=party(file), note=S["own aside"], amount="2718.28")
    act(file, "mediation.confide", by=agent("BANK1"), note=S["other aside"])
    act(file, "mediation.caucus_note", by=mediator(), party="p1", note=S["own caucus"])
    act(file, "mediation.caucus_note", by=mediator(), party="p2", note=S["other caucus"])
    act(file, "mediation.private_note", by=mediator(), note=S["private note"])
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", present="双方", minutes=S["minutes"])
    act(file, "mediation.offer", by=party(file), amount=S["offered"], terms=S["offer"])
    return file


def evaluated(file: str) -> None:
    """A neutral evaluation by n3, up to its report."""
    act(file, "evaluation.propose", by=party(file), question="违约金是否过高")
    act(file, "evaluation.consent", by=agent("BANK1"), agrees="yes")
    for by in (party(file), agent("BANK1")):
        act(file, "evaluation.choose", by=by, neutral="n3")
    act(file, "evaluation.disclose", by=mediator(3), ties="no")
    act(file, "evaluation.pack", by=officer(), question="q", facts="f", material="m")
    report = {"material_read": "全部", "analysis": "比较", "outcome_range": S["report"], "limits": "无"}
    act(file, "evaluation.deliver", by=mediator(3), **report, no_ties="yes")


def handed_over(file: str) -> None:
    """An ordinary hand-over to SAMR, and one to FIN that has not been sent."""
    to = {"channel": "admin_mediation", "whose": "applicant", "why": "职责范围", "legal_duty": "第十四条"}
    sent = act(file, "referral.begin", by=officer(), to_body="SAMR", packet=S["packet"], **to)
    place = {"proceeding": run_of(file, sent.seq)}
    act(file, "referral.send", by=officer(), next_on="2026-03-09", **place)
    act(file, "referral.receive", by=of_body("samr"), received_on="2026-03-02", **place)
    act(file, "referral.begin", by=officer(), to_body="FIN", packet=S["withheld packet"], **to)


def suspected(file: str) -> None:
    """A suspicion reported, a referral to the police and one to the regulator, all restricted."""
    act(
        file,
        "case.report_suspicion",
        by=officer(),
        kind="crime",
        facts=S["suspicion"],
        informant=S["informant"],
    )
    crime = run_of(file, act(file, "referral.report_crime", by=officer(), **CRIME).seq)
    act(file, "referral.send_crime", by=officer(), proceeding=crime)
    act(file, "referral.lead_received", by=officer(), received_on="2026-03-02", proceeding=crime)
    wrong = {"institution": "示例银行", "conduct": S["violation"], "rule": "某规定"}
    begun = act(
        file, "referral.report_violation", by=officer(), to_body="NFRA", legal_duty="某规定", **wrong
    ).seq
    act(file, "referral.send_violation", by=officer(), proceeding=run_of(file, begun))


def run_of(file: str, seq: int) -> str:
    """The hand-over that the event began."""
    return [e for e in main_line.picture(file).list("referral") if e.seq == seq][-1].proceeding


def rich() -> str:
    file = said()
    evaluated(file)
    handed_over(file)
    act(
        file,
        "case.contact_by_superior",
        by=mediator(),
        from_whom="superior",
        what=S["interference"],
        contacted_on="2026-03-02",
    )
    suspected(file)
    return file


def refused(true: str = "NA8", **changes: Any) -> str:
    """Refused for a ground that the public learns in neutral words alone."""
    file = made.filed(**{**DISPUTE, **changes})
    act(
        file,
        "intake.refuse",
        by=officer(),
        ground="NA7–9",
        true_ground=true,
        lead_facts=S["true facts"],
        facts="见正文",
        next_ways="可以起诉",
    )
    return file


def stopped() -> str:
    """Stopped because the mediation seemed a sham (X11)."""
    file = said()
    act(file, "mediation.stop", by=officer(), lead_facts=S["sham facts"])
    return file


def confirming() -> str:
    """An agreement before the court for confirmation."""
    file = main_line.mediating(**DISPUTE)
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", present="双方", minutes=S["minutes"])
    act(file, "mediation.confide", by=party(file), note=S["own aside"])
    act(file, "mediation.propose", by=mediator(), amount="4000.00", terms=S["offer"])
    for by in (party(file), agent("BANK1")):
        act(file, "mediation.accept_proposal", by=by, agrees="yes")
    draft = {"facts_and_issues": "保费", "terms": S["terms"], "amount": "4000.00", "no_harm": "yes"}
    act(file, "agreement.draft", by=mediator(), **draft, instalments="2026-04-01 4000.00")
    for by in (party(file), agent("BANK1")):
        act(file, "agreement.confirm_reading", by=by, agrees="yes")
    digest = main_line.text_hash(file)
    act(file, "agreement.sign", by=party(file), signature_kind="hand", text_hash=digest)
    act(
        file,
        "agreement.sign",
        by=agent("BANK1"),
        signature_kind="official_seal",
        witness="见证人",
        scan=sent(file, agent("BANK1")),
        text_hash=digest,
    )
    act(file, "agreement.mediator_sign", by=mediator(), text_hash=digest)
    act(file, "agreement.seal", by=officer(), text_hash=digest)
    for by in (party(file), agent("BANK1")):
        act(file, "confirmation.join", by=by, agrees="yes")
    act(
        file,
        "confirmation.apply",
        by=officer(),
        court="COURT",
        subject="duty",
        handed_on="2026-03-02",
        signed_together="yes",
        true_and_free="yes",
    )
    return file


def commissioned() -> str:
    """A case that the court commissioned, in mediation."""
    file = made.filed(**DISPUTE)
    act(
        file,
        "intake.court_letter",
        by=officer(),
        court="COURT",
        court_kind="commissioned",
        received_on="2026-03-02",
    )
    how = {"channel": "commissioned", "mediation_kind": "court", "track": "ordinary"}
    act(file, "intake.accept", by=officer(), **how)
    act(file, "invitation.send", by=officer(), party="p2", way="phone")
    act(file, "invitation.agree", by=agent("BANK1"))
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.choose", by=by, neutral="n1")
    act(file, "appointment.disclose", by=mediator(), ties="no", past_cases="no", available="yes")
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.no_objection", by=by, agrees="yes")
    act(file, "appointment.accept", by=mediator(), agrees="yes")
    act(file, "mediation.tell_rights", by=mediator())
    act(file, "mediation.confide", by=party(file), note=S["own aside"])
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", present="双方", minutes=S["minutes"])
    act(file, "mediation.offer", by=party(file), amount=S["offered"], terms=S["offer"])
    evaluated(file)
    return file


def proposed() -> str:
    """The sides chose n2, who has not accepted yet."""
    file = main_line.joined(**DISPUTE)
    for by in (party(file), agent("BANK1")):
        act(file, "appointment.choose", by=by, neutral="n2")
    return file


def elsewhere() -> str:
    """Another person's case against another bank."""
    return made.filed(
        applicant_name=S["other name"],
        applicant_phone=S["other file phone"],
        applicant_id_number=S["other identity"],
        respondent_name="样例农村商业银行",
        respondent_body="BANK2",
        what_happened=S["other story"],
    )


@dataclass
class World:
    """The files by name."""

    files: dict[str, str] = field(default_factory=dict)


MAKE = {
    "rich": rich,
    "refused": refused,
    "stopped": stopped,
    "confirming": confirming,
    "commissioned": commissioned,
    "proposed": proposed,
    "elsewhere": elsewhere,
}


def world() -> World:
    people()
    return World({name: make() for name, make in MAKE.items()})
