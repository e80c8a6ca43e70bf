"""The pages of a group: everybody sees what is theirs, batches go through preview, and no member finds another."""

import io
import json
import re

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rongzhi.api import tokens
from rongzhi.casework.groups.batches import BATCHES
from rongzhi.casework.models import Entry, Event
from rongzhi.casework.search.indexing import index
from rongzhi.directory.models import Account
from rongzhi.exchange.connectors.message.demo import memory_ports
from rongzhi.exchange.outbox import deliver
from rongzhi.rulebook.procedures.group import GROUP
from rongzhi.rulebook.tables import forms
from tests.factories import county as made
from tests.factories import groups
from tests.factories.county import NOW, act, agent, officer
from tests.web.forms import carried, send
from tests.web.secret_files import ACCOUNTS, people

PREVIEW = re.compile(r'name="plan" value="([^"]+)"')


def batch(client, number: str, which: str, **answers):
    """Through the pages of a batch: choose, preview, confirm; gives the last page."""
    address = reverse("group_batch", args=[number, which])
    form = client.get(address)
    assert form.status_code == 200
    ticked = re.findall(r'name="case" value="([^"]+)" checked', form.text)
    fields = {**carried(form.text), "case": ticked, **answers}
    if 'name="cases"' in form.text and "cases" not in fields:
        fields["cases"] = re.search(r'<textarea id="q-cases"[^>]*>\n(.*?)</textarea>', form.text, re.DOTALL)[
            1
        ]
    before = Event.objects.count()
    previewed = client.post(address, fields)
    assert previewed.status_code == 200, previewed.text[:2000]
    assert Event.objects.count() == before, "a preview does nothing"
    return client.post(address, {"plan": carried(previewed.text)["plan"]})


def test_group_goes_from_opening_to_its_close_through_the_pages(staff, party):
    cases = groups.cases(10)
    desk = staff("officer")
    assert "没有您可以查看的群体" in desk.get("/groups/").text

    answer = send(desk, "/groups/open/", {**groups.TEXTS, "cases": "\n".join(cases)}, follow=True)
    number = "W-G2026-0001"
    assert answer.redirect_chain[-1][0] == f"/groups/{number}/"
    send(desk, f"/cases/{number}/acts/group.ask_consent/", {})
    done = batch(desk, number, "invite", reply_by=groups.REPLY_BY, about="请您参加")
    assert "<strong>10</strong>" in done.text
    for case in cases:
        page = party(case).get(f"/cases/{case}/")
        assert f"/cases/{case}/group/" in page.text
        assert (
            send(
                party(case), f"/cases/{case}/acts/membership.join/", {"agrees": "yes", "wait": "yes"}
            ).status_code
            == 302
        )
    send(desk, f"/cases/{number}/acts/group.end_consent/", {})
    chosen = desk.get(f"/cases/{number}/acts/group.choose_lead_case/").text
    assert cases[0] in chosen
    send(desk, f"/cases/{number}/acts/group.choose_lead_case/", {"member": "member-1", "reasons": "典型"})
    batch(desk, number, "hold", until=groups.REPLY_BY, institution_agrees="yes")
    result = {"result": "agreement", "on_day": str(NOW.date()), "common_terms": "退还八成"}
    send(desk, f"/cases/{number}/acts/group.lead_result/", result)
    batch(desk, number, "tell")
    formula = {"formula": groups.FORMULA, "in_words": groups.WORDS, "example": "手续费 = 100"}
    tried = send(desk, f"/groups/{number}/formula/", {**formula, "try": "1"})
    assert "80.00" in tried.text
    assert send(desk, f"/groups/{number}/formula/", {**formula, "set": "1"}).status_code == 302
    sheet = "案件号,手续费\n" + "\n".join(f"{case},{100 + n}" for n, case in enumerate(cases))
    previewed = send(
        desk, f"/groups/{number}/figures/", {"file": SimpleUploadedFile("f.csv", sheet.encode())}
    )
    desk.post(f"/groups/{number}/figures/", {"plan": carried(previewed.text)["plan"]})
    assert "80.80" in batch_preview(desk, number, "propose", terms="十日内退还", answer_by=groups.REPLY_BY)
    batch(desk, number, "propose", terms="十日内退还", answer_by=groups.REPLY_BY)
    own = party(cases[3]).get(f"/cases/{cases[3]}/group/").text
    assert "82.40" in own
    assert "十日内退还" in own
    for case in cases[1:]:
        form = party(case).get(f"/cases/{case}/acts/membership.accept/").text
        assert "十日内退还" in form
        send(party(case), f"/cases/{case}/acts/membership.accept/", {"agrees": "yes"})
    assert send(desk, f"/cases/{number}/acts/group.close/", {}).status_code == 302

    page = desk.get(f"/groups/{number}/")
    assert page.status_code == 200
    assert "全部平行案件已有结果" in page.text
    assert "群体已结束" in party(cases[1]).get(f"/cases/{cases[1]}/").text


def batch_preview(client, number: str, which: str, **answers) -> str:
    address = reverse("group_batch", args=[number, which])
    form = client.get(address)
    ticked = re.findall(r'name="case" value="([^"]+)" checked', form.text)
    return client.post(address, {**carried(form.text), "case": ticked, **answers}).text


def test_same_plan_sent_twice_does_it_once(staff):
    number, cases = groups.invited(2)
    desk, address = staff("officer"), reverse("group_batch", args=[number, "uninvite"])
    form = desk.get(address)
    previewed = desk.post(address, {**carried(form.text), "case": cases})
    plan = carried(previewed.text)["plan"]

    desk.post(address, {"plan": plan})
    again = desk.post(address, {"plan": plan})

    assert "此前已办" in again.text
    assert Event.objects.filter(act="membership.withdraw_invitation").count() == 2


def test_plan_of_somebody_else_or_another_group_does_nothing(staff):
    number, cases = groups.invited(2)
    desk, address = staff("officer"), reverse("group_batch", args=[number, "uninvite"])
    previewed = desk.post(address, {**carried(desk.get(address).text), "case": cases})
    plan = carried(previewed.text)["plan"]
    other = groups.opened()
    before = Event.objects.count()

    assert staff("officer2").post(address, {"plan": plan}).status_code == 409
    assert desk.post(reverse("group_batch", args=[other, "uninvite"]), {"plan": plan}).status_code == 409
    assert desk.post(address, {"plan": plan[:-3] + "abc"}).status_code == 409
    assert desk.post(reverse("group_batch", args=[number, "release"]), {"plan": plan}).status_code == 409
    assert Event.objects.count() == before


def test_figures_that_changed_after_the_preview_are_not_proposed(staff):
    number, cases = groups.carried_over(10)
    desk, address = staff("officer"), reverse("group_batch", args=[number, "propose"])
    form = desk.get(address)
    shared = {"terms": "退还", "answer_by": groups.REPLY_BY}
    previewed = desk.post(address, {**carried(form.text), "case": cases[1:], **shared})
    groups.all_done(groups.batch(number, "figures", [cases[2]], own={cases[2]: {"figures": "手续费 = 1"}}))

    done = desk.post(address, {"plan": carried(previewed.text)["plan"]})

    assert "预览之后数据或公式有变化" in done.text
    assert Event.objects.filter(act="membership.propose").count() == 8


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("应退 = 手续费 ** 99", "第 1 行"),
        ("应退 = __import__('os')", "第 1 行"),
        ("应退 = 手续费 * 1e999", "不是普通数字"),
        ("应退 = 手续费 / 零", "除数为零"),
        ("应退 = 别的", "缺少「别的」"),
    ],
)
def test_formula_page_says_what_is_wrong_in_words(staff, formula: str, said: str):
    number, _ = groups.with_lead(10)
    answers = {"formula": formula, "in_words": "x", "example": "手续费 = 5\n零 = 0", "set": "1"}

    answer = send(staff("officer"), f"/groups/{number}/formula/", answers)

    assert answer.status_code == 422
    assert said in answer.text
    assert not groups.picture(number).list("formula")


def test_rows_of_a_figure_sheet_are_told_one_by_one(staff):
    number, cases = groups.carried_over(10)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        rows = [
            ("案件号", "手续费"),
            (cases[0], 12.5),
            (cases[0], 13),
            (cases[1], "abc"),
            ("W-2026-999999", 5),
            ("", 5),
            (cases[2], ""),
        ]
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    upload = SimpleUploadedFile("f.xlsx", out.getvalue())

    page = send(staff("officer"), f"/groups/{number}/figures/", {"file": upload}).text

    for said in ("与第 2 行是同一案件", "不是普通数字或日期", "没有案件号", "没有填写", "没有这一案件"):
        assert said in page
    assert "W-2026-999999" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        ("案件号,别的\nW-2026-000001,1".encode(), "缺少列：手续费"),
        ("名称,手续费\nx,1".encode(), "缺少列：案件号"),
        ("案件号,手续费\n".encode(), "没有可读的数据行"),
        (b"PK\x03\x04damaged", "损坏"),
        (b"%PDF-1.4 x", "PDF"),
    ],
)
def test_figure_file_that_cannot_be_read_is_refused_in_words(staff, content: bytes, said: str):
    number, _ = groups.carried_over(10)
    upload = SimpleUploadedFile("f.csv", content)

    answer = send(staff("officer"), f"/groups/{number}/figures/", {"file": upload})

    assert answer.status_code == 422
    assert said in answer.text


def test_list_and_page_are_for_those_concerned_alone(staff, party):
    number, cases = groups.joined(3)

    for username in ("officer", "officer2", "reviewer", "agent-BANK1", "agent-SEC"):
        assert number in staff(username).get("/groups/").text, username
        assert staff(username).get(f"/groups/{number}/").status_code == 200, username
    for username in ("clerk", "agent-BANK2", "n1", "administrator"):
        assert number not in staff(username).get("/groups/").text, username
        assert staff(username).get(f"/groups/{number}/").status_code == 404, username
    assert party(cases[0]).get(f"/groups/{number}/").status_code == 404
    assert party(cases[0]).get("/groups/").status_code == 404


def test_only_the_organisation_has_batches_and_figures(staff):
    number, _ = groups.carried_over(10)

    for username in ("reviewer", "agent-BANK1", "agent-SEC", "clerk", "agent-BANK2"):
        for place in ("figures", "formula", "batches/propose", "batches/invite", "tell"):
            client, address = staff(username), f"/groups/{number}/{place}/"
            assert client.get(address).status_code in (404, 405), (username, place)
            assert client.post(address, {"plan": "x"}).status_code == 404, (username, place)


def test_secretariat_opens_for_an_organisation_and_sees_no_case_number(staff):
    desk = staff("agent-SEC")
    answer = send(desk, "/groups/open/", {**groups.TEXTS})
    assert answer.status_code == 422
    send(desk, "/groups/open/", {**groups.TEXTS, "owner": "PMCF"})
    number = "W-G2026-0001"
    act(number, "group.ask_consent", by=officer())
    _, cases = groups.invited(3, number)

    page = desk.get(f"/groups/{number}/").text

    assert not [case for case in cases if case in page]
    assert "另有不向您显示的案件：3" in page.replace(" ", "")


def test_export_holds_what_the_page_shows_and_is_noted(staff):
    number, cases = groups.proposed(10)

    answer = staff("agent-BANK1").post(f"/groups/{number}/export/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    shown = {row[0].value for row in sheet.iter_rows(min_row=3)}
    nothing = staff("agent-SEC").post(f"/groups/{number}/export/")

    assert shown == set(cases)
    assert openpyxl.load_workbook(io.BytesIO(nothing.content)).active.max_row == 2


def test_group_page_asks_the_database_as_often_for_many_members_as_for_few(
    staff, django_assert_max_num_queries
):
    few, _ = groups.joined(1)
    many, _ = groups.joined(8)
    desk = staff("officer")
    for number in (few, many):
        desk.get(f"/groups/{number}/")

    with django_assert_max_num_queries(40) as first:
        desk.get(f"/groups/{few}/")
    with django_assert_max_num_queries(len(first)):
        desk.get(f"/groups/{many}/")


# ── Walls: what is A's, nobody else among the members finds ──
SECRET_NAME, SECRET_STORY, SECRET_FIGURE = "欧阳群甲", "密群故事", "7654.32"


def planted() -> tuple[str, str, str]:
    """A group in which case A holds secrets; gives group, A and B (B speaks for the group, A is the lead case)."""
    number = groups.opened()
    a = made.filed(applicant_name=SECRET_NAME, what_happened=SECRET_STORY, applicant_phone="13899990001")
    others = groups.cases(10)
    groups.all_done(groups.batch(number, "invite", [a, *others], reply_by=groups.REPLY_BY))
    for case in (a, *others):
        act(case, "membership.join", by=made.party(case), agrees="yes", wait="yes")
    b = others[0]
    act(b, "membership.ask_to_speak", by=officer(), party="p1")
    act(b, "membership.speak", by=made.party(b), agrees="yes")
    act(number, "group.end_consent", by=officer())
    act(number, "group.choose_lead_case", by=officer(), member="member-3", reasons="典型")
    act(
        number,
        "group.lead_result",
        by=officer(),
        result="agreement",
        on_day=str(NOW.date()),
        common_terms="退还八成",
    )
    act(number, "group.set_formula", by=officer(), formula=groups.FORMULA, in_words=groups.WORDS)
    own = {case: {"figures": "手续费 = 200"} for case in (b, *others)} | {a: {"figures": "手续费 = 9567.90"}}
    groups.all_done(groups.batch(number, "figures", [a, *others], own=own))
    rest = [case for case in (a, *others) if case != others[1]]
    groups.all_done(groups.batch(number, "propose", rest, terms="十日内退还", answer_by=groups.REPLY_BY))
    act(a, "membership.accept", by=made.party(a), agrees="yes")
    return number, a, b


def leaks(text: str, a: str) -> list[str]:
    plain = text.replace(",", "")
    return [one for one in (SECRET_NAME, SECRET_STORY, SECRET_FIGURE, "9567.90", a) if one in plain]


def test_no_page_of_one_member_names_another(county: str, staff, party):
    number, a, b = planted()
    client = party(b)
    assert not leaks(groups.picture(b).number, a)
    own = [f"/cases/{b}/", f"/cases/{b}/group/", f"/cases/{b}/files/", f"/cases/{b}/proof/", "/calendar/"]
    own += [f"/cases/{b}/acts/{act.key}/" for act in made_acts()]
    own += [f"/cases/{b}/papers/{form}/" for form in forms()]
    others = [
        f"/cases/{a}/",
        f"/cases/{a}/group/",
        f"/cases/{number}/",
        f"/groups/{number}/",
        "/groups/",
        "/groups/open/",
        f"/groups/{number}/figures/",
        f"/groups/{number}/formula/",
        f"/groups/{number}/batches/propose/",
        "/desk/search/",
        f"/api/v1/files/{a}",
        f"/api/v1/files/{number}",
    ]
    for address in (*own, *others):
        for language in ("zh-hans", "en"):
            answer = client.get(address, headers={"accept-language": language})
            assert answer.status_code < 500, address
            where = answer.text.replace(address, "")
            assert not leaks(where, a), address
    for address in others[2:]:
        assert client.get(address).status_code in (302, 401, 403, 404), address
    assert client.post(f"/groups/{number}/export/").status_code == 404
    assert client.post("/desk/search/", {"q": SECRET_NAME}).status_code in (302, 404)
    text = party(b).get(f"/cases/{b}/group/").text
    assert "160.00" in text
    assert "退还八成" in text
    lead = groups.seen(number).lead
    assert lead.code not in text


def made_acts():
    from rongzhi.rulebook.procedures.membership import MEMBERSHIP

    return MEMBERSHIP.acts


NUMBER_SHOWN = {"officer", "officer2", "reviewer", "manager", "agent-BANK1"}


def test_group_pages_show_nobody_a_person_and_few_a_number(county: str, staff):
    people()
    number, a, _ = planted()
    act(number, "group.note", by=officer(), note="内部备忘密群")
    addresses = ["/groups/", f"/groups/{number}/", f"/groups/{number}/?page=1"]
    addresses += [f"/groups/{number}/batches/{which}/" for which in BATCHES]
    addresses += [f"/groups/{number}/figures/", f"/groups/{number}/formula/", f"/cases/{number}/"]
    addresses += [f"/cases/{number}/acts/{one.key}/" for one in GROUP.acts]
    addresses += [
        f"/cases/{number}/{place}" for place in ("group/", "files/", "proof/", "papers/F29/", "room/")
    ]
    shown = set()
    for username in ACCOUNTS:
        client = staff(username)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code < 500, (username, address)
            found = set(leaks(answer.text, a))
            assert not found - {a, "7654.32"}, (username, address)
            if found:
                shown.add(username)
            if "内部备忘" in answer.text:
                assert username in NUMBER_SHOWN - {"agent-BANK1"}, (username, address)
        export = client.post(f"/groups/{number}/export/")
        assert (export.status_code == 200) == (username in NUMBER_SHOWN | {"agent-SEC"}), username
    assert shown == NUMBER_SHOWN


def test_more_cases_than_one_batch_takes_are_not_dropped_in_silence(staff):
    number = groups.opened()
    cases = "\n".join(f"W-2026-{n:06d}" for n in range(301))

    answer = send(
        staff("officer"), f"/groups/{number}/batches/invite/", {"cases": cases, "reply_by": groups.REPLY_BY}
    )

    assert answer.status_code == 422
    assert "一次最多 300 件，现有 301 件" in answer.text


def test_bank_of_all_members_sees_them_and_another_bank_nothing(county: str, staff):
    number, a, _ = planted()

    assert a in staff("agent-BANK1").get(f"/groups/{number}/").text
    for address in (f"/groups/{number}/", "/groups/", f"/cases/{a}/", f"/cases/{a}/group/"):
        assert not leaks(staff("agent-BANK2").get(address).text, a)


def test_interface_reads_cases_alone_and_takes_no_answer_from_another(county: str, monkeypatch):
    monkeypatch.setattr("rongzhi.api.service.now", lambda: NOW)
    number, a, b = planted()

    def asked(username: str, address: str, **data: str):
        token = tokens.token_for(Account.objects.get(username=username))
        sign = {"authorization": f"Bearer {token}"}
        if not data:
            return Client().get(address, headers=sign)
        body = {"request": f"{username} {address}", "expected": 1, "data": data}
        return Client().post(address, json.dumps(body), "application/json", headers=sign)

    for username in ("officer", "agent-BANK1", "agent-BANK2", "agent-SEC", "clerk", "n1"):
        assert asked(username, f"/api/v1/files/{number}").status_code == 404, username
    for username in ("agent-BANK2", "agent-SEC", "clerk", "n1"):
        for file in (a, b):
            answer = asked(username, f"/api/v1/files/{file}/acts/membership.leave", how="phone")
            assert answer.status_code == 404, (username, file)
    answer = asked("agent-BANK1", f"/api/v1/files/{b}/acts/membership.accept", agrees="yes")
    assert answer.status_code in (403, 409, 422)
    assert not leaks(answer.text, a)


def test_messages_of_a_group_carry_nothing_of_anybody(county: str):
    _, a, b = planted()
    ports = memory_ports()
    deliver(ports, now=NOW)

    sent = [message for port in ports for message in port.sent.values() if message.file == b]

    assert sent
    assert not [one for message in sent for one in leaks(message.text + message.subject, a)]


def test_search_finds_a_members_case_for_its_own_readers_alone(county: str, staff):
    number, a, _ = planted()
    index()

    assert a in staff("officer").post("/desk/search/", {"q": SECRET_NAME}).text
    for username in ("agent-SEC", "agent-BANK2", "clerk"):
        assert not leaks(
            staff(username).post("/desk/search/", {"q": SECRET_NAME}).text.replace(SECRET_NAME, ""), a
        )
    assert number


def test_court_of_the_lead_case_reads_no_members_answer(county: str, staff):
    """A court that later sees a member's case learns neither the sheet nor whether it was accepted."""
    number, a, _ = planted()
    entry = Entry.objects.get(file=a, kind="group_proposal")
    assert entry.status == "accepted"

    from rongzhi.casework.withheld import without_concessions
    from rongzhi.rulebook.access import Viewer
    from rongzhi.rulebook.roles import RoleColumn

    court = (Viewer(RoleColumn.COURT, "COURT", person="clerk", commissioned=True),)
    shown = without_concessions(groups.picture(a), court)

    assert not shown.list("group_proposal")
    assert not shown.list("group_figures")
    assert groups.picture(a).list("group_proposal")
    assert number
    assert agent("BANK1")
