"""A consultation with a word planted in every text, brought forward step by step, and who may find which word when."""

from rongzhi.casework.rules import forget
from rongzhi.directory.models import Account, Body
from tests.factories import main_line
from tests.factories.consulting import ASKING, PACK, QUESTIONS, department
from tests.factories.county import CODE, NOW, act, agent, officer
from tests.web.secret_files import people

MEMBERS = ("NFRA", "PBOC", "SAMR", "FIN")
LEAVES = "JB"  # gives its opinion, then withdraws because of a tie
CHAIR = "XF"
OUTSIDE = "CSRC"  # a department that does not sit
DISSENTS = "SAMR"
ACCOUNTS_OF = {
    "NFRA": {"agent-NFRA", "nfra"},
    "PBOC": {"agent-PBOC"},
    "SAMR": {"agent-SAMR", "samr"},
    "FIN": {"agent-FIN", "fin"},
    LEAVES: {f"agent-{LEAVES}"},
    CHAIR: {f"agent-{CHAIR}"},
}
DEPARTMENTS = (*MEMBERS, LEAVES, CHAIR, OUTSIDE)
AT_TABLE = set().union(*(ACCOUNTS_OF[handle] for handle in (*MEMBERS, CHAIR)))
SECRETARIAT = {"agent-SEC"}
HOUSE = {"officer", "officer2", "reviewer", "manager"}
ASKERS = HOUSE | {"n1"}
PARTIES = {"p1", "p2", "agent-BANK1"}

TEXTS = ("reasons", "law", "missing", "competence")
STEMS = dict(zip((*MEMBERS, LEAVES), "子丑寅卯辰", strict=True))
FIRST = {f"{h} {what}": f"首{STEMS[h]}{n}秘密" for h in STEMS for n, what in enumerate(TEXTS)}
SECOND = {f"again {h}": f"再{STEMS[h]}意见秘密" for h in MEMBERS}
TALK = {f"talk {h}": f"谈{STEMS[h]}发言秘密" for h in MEMBERS[:2]}
ASKED = {"why asked": "提请理由秘密", "what to ask": "提请问题秘密"}
LAID = {
    "question": "所提问题秘密",
    "facts": "无争议事实秘密",
    "disputed": "有争议事实秘密",
    "law found": "查到法律秘密",
    "ways": "可能方案秘密",
    "left out": "未供材料秘密",
}
MINUTES = {
    "conclusion": "会商结论秘密",
    "reply": "答复异议秘密",
    "still missing": "仍缺事实秘密",
    "plan": "建议方案秘密",
}
ADVICE = {"advice": "告知当事人秘密"}
RECUSED = {"why recused": "回避理由秘密"}
WORDS = FIRST | SECOND | TALK | ASKED | LAID | MINUTES | ADVICE | RECUSED
STAGES = ("alone", "opened", "fed back", "again alone", "again opened", "recorded", "closed")


def everybody() -> None:
    """The people of the walls, and a login for every department."""
    people()
    for n, handle in enumerate(DEPARTMENTS, 150):
        told = {"kind": handle, "name_zh": f"{handle}单位", "name_en": handle}
        told["number"] = f"{CODE}-B2026-{n:04d}"
        Body.objects.get_or_create(county=CODE, handle=handle, defaults=told)
        if not Account.objects.filter(username=f"agent-{handle}").exists():
            Account.objects.create_user(
                f"agent-{handle}", "a password of the tests", county=CODE, name_zh=handle, body=handle
            )
    forget()


def allowed(name: str, stage: str) -> set[str]:
    """Who may find that word at that stage: by hand from domain.md §12 and docs/decisions/0013."""
    at = STAGES.index(stage)
    handle = name.split()[0] if name in FIRST else name.split()[-1]
    if name in FIRST and handle == LEAVES:
        return SECRETARIAT if at >= STAGES.index("opened") else set()  # who left reads nothing any more
    if name in FIRST or name in SECOND:
        opened, told = ("opened", "fed back") if name in FIRST else ("again opened", "recorded")
        found = set(ACCOUNTS_OF[handle])
        if at >= STAGES.index(opened):
            found |= SECRETARIAT
        if at >= STAGES.index(told):
            found |= AT_TABLE
        if handle == DISSENTS and at >= STAGES.index("recorded"):
            found |= ASKERS  # a dissent stands in the minutes in its own words
        return found
    if name in TALK:
        return AT_TABLE | SECRETARIAT
    if name in ASKED:
        return ASKERS | SECRETARIAT
    if name == "question":
        return AT_TABLE | SECRETARIAT | ASKERS
    if name in LAID:
        return AT_TABLE | SECRETARIAT
    if name in MINUTES:
        return AT_TABLE | SECRETARIAT | ASKERS
    if name in ADVICE:
        return AT_TABLE | SECRETARIAT | ASKERS | PARTIES
    return SECRETARIAT  # why a member withdrew


def laid_out() -> str:
    """A case whose consultation has been convened."""
    file = main_line.mediating()
    words = {"why_complex": WORDS["why asked"], "questions": WORDS["what to ask"]}
    act(file, "consultation.ask", by=officer(), **{**ASKING, **words})
    act(file, "consultation.admit", by=agent("SEC"))
    seats = {f"member_{n}": handle for n, handle in enumerate((*MEMBERS, LEAVES), 1)}
    pack = {
        **PACK,
        "facts_agreed": WORDS["facts"],
        "facts_disputed": WORDS["disputed"],
        "law_found": WORDS["law found"],
        "ways": WORDS["ways"],
        "left_out": WORDS["left out"],
    }
    questions = {**QUESTIONS, "question_1": WORDS["question"]}
    act(file, "consultation.convene", by=agent("SEC"), chair=CHAIR, **seats, **questions, **pack)
    return file


def gives(file: str, handle: str) -> None:
    """The first opinion of a member, with its words in every text."""
    said = {
        "answer_1": "no" if handle == DISSENTS else "yes",
        "confidence_1": "80",
        "reasons_1": WORDS[f"{handle} reasons"],
        "law_1": WORDS[f"{handle} law"],
        "missing_1": WORDS[f"{handle} missing"],
        "answer_2": "3000.00",
        "confidence_2": "60",
        "reasons_2": WORDS[f"{handle} reasons"],
    }
    more = {"competence": WORDS[f"{handle} competence"], "no_tie": "yes"}
    act(file, "consultation.first_opinion", by=department(handle), **said, **more)


def gives_again(file: str, handle: str) -> None:
    words = WORDS[f"again {handle}"]
    said = {
        "answer_1": "no" if handle == DISSENTS else "yes",
        "confidence_1": "85",
        "reasons_1": words,
        "answer_2": "3000.00",
        "confidence_2": "65",
        "reasons_2": words,
    }
    act(file, "consultation.second_opinion", by=department(handle), **said)


def brought_to(file: str, stage: str) -> None:
    """One stage further than before; the stages come in the order of STAGES."""
    if stage == "alone":
        for handle in (LEAVES, *MEMBERS[1:]):
            gives(file, handle)
        act(file, "consultation.recuse", by=department(LEAVES), reasons=WORDS["why recused"])
    elif stage == "opened":
        gives(file, MEMBERS[0])
    elif stage == "fed back":
        act(file, "consultation.feed_back", by=agent("SEC"))
        for handle in MEMBERS[:2]:
            act(
                file,
                "consultation.speak",
                by=department(handle),
                about="1",
                text=WORDS[f"talk {handle}"],
            )
    elif stage == "again alone":
        act(file, "consultation.ask_second", by=agent("SEC"))
        for handle in MEMBERS[1:]:
            gives_again(file, handle)
    elif stage == "again opened":
        gives_again(file, MEMBERS[0])
    elif stage == "recorded":
        act(file, "consultation.conclude", by=agent("SEC"), ended_because="stable")
        act(
            file,
            "consultation.record_minutes",
            by=agent("SEC"),
            conclusion_1=WORDS["conclusion"],
            reply_1=WORDS["reply"],
            conclusion_2="三千元",
            still_missing=WORDS["still missing"],
            plan=WORDS["plan"],
        )
    else:
        act(file, "consultation.advise", by=agent("SEC"), advice=WORDS["advice"])
        act(file, "consultation.close", by=agent("SEC"))


__all__ = ["NOW", "STAGES", "WORDS", "allowed", "brought_to", "everybody", "laid_out"]
