"""Pages of rooms and meetings: who reads this, what was said, polling, corrections, and refusals that say what changed."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.models import Event
from rongzhi.web.actors import PARTY
from tests.factories import county as made
from tests.factories.county import act, agent, mediator, officer, party
from tests.factories.main_line import mediating, picture
from tests.web.forms import carried
from tests.web.test_walls_pages import body_of, browser

MEETING = {"meeting_on": "2026-03-09", "hour": "14:00", "place": "调委会二楼", "mode": "site"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def file(county: str) -> str:
    return mediating()


def say(file, by, text, room="", **more):
    data = {"text": text, **more} | ({"party": room} if room else {})
    return act(file, "rooms.speak_apart" if room else "rooms.speak", by=by, **data)


def test_room_says_who_reads_it(file):
    joint = browser("p1", file, "").get(f"/cases/{file}/room/").text
    apart = browser("p1", file, "").get(f"/cases/{file}/room/p1/").text

    assert re.findall(r'<li class="may">.*?</span> (.*?)</li>', joint) == [
        "您",
        "被申请人 示例银行W县支行",
        "调解员",
    ]
    assert re.findall(r'<li class="may">.*?</span> (.*?)</li>', apart) == ["您", "调解员"]
    assert "只有这两方能看到" in apart
    assert "只有这两方能看到" not in joint
    neutral = browser("n1", file, "").get(f"/cases/{file}/room/p2/").text
    assert re.findall(r'<li class="may">.*?</span> (.*?)</li>', neutral) == ["您", "示例银行W县支行"]


def test_message_is_sent_by_a_form_without_a_script(file):
    client = browser("p1", file, "")
    shown = client.get(f"/cases/{file}/room/")
    answer = client.post(f"/cases/{file}/room/", {**carried(shown.text), "text": "您好"})
    twice = client.post(f"/cases/{file}/room/", {**carried(shown.text), "text": "您好"})

    assert answer.status_code == twice.status_code == 302
    assert Event.objects.filter(file=file, act="rooms.speak").count() == 1
    assert "您好" in browser("agent-BANK1", file, "").get(f"/cases/{file}/room/").text
    empty = client.post(f"/cases/{file}/room/", {"text": "  "})
    assert empty.status_code == 422
    assert "没有发出" in empty.text


def test_rooms_of_others_are_not_there(file):
    for role, address in (
        ("p1", "room/p2/"),
        ("p1", "room/p9/"),
        ("agent-BANK1", "room/p1/"),
        ("officer", "room/"),
        ("officer", "room/p1/"),
        ("reviewer", "room/"),
        ("clerk", "room/"),
        ("n2", "room/"),
        ("agent-BANK2", "room/"),
    ):
        client = browser(role, file, "")
        assert client.get(f"/cases/{file}/{address}").status_code == 404, (role, address)
        assert client.post(f"/cases/{file}/{address}", {"text": "x"}).status_code == 404, (role, address)


def test_poll_answers_nothing_until_something_is_said(file):
    client = browser("p1", file, "")
    say(file, agent("BANK1"), "第一句")

    assert client.get(f"/cases/{file}/room/?after=1", headers=HTMX).status_code == 204
    assert client.get(f"/cases/{file}/room/?after=1").status_code == 204
    say(file, agent("BANK1"), "第二句")
    news = client.get(f"/cases/{file}/room/?after=1", headers=HTMX)
    assert news.status_code == 200
    assert "第二句" in news.text
    assert "第一句" not in news.text
    assert "<html" not in news.text
    assert f"/cases/{file}/room/?after=2" in news.text
    plain = client.get(f"/cases/{file}/room/?after=1")
    assert plain.status_code == 302
    assert plain.headers["Location"].endswith("#m2")


def test_poll_marks_nothing_as_read_and_looking_marks_once(file):
    client = browser("p1", file, "")
    say(file, agent("BANK1"), "第一句")
    client.get(f"/cases/{file}/room/?after=0", headers=HTMX)
    assert not Event.objects.filter(file=file, act="rooms.read").exists()
    for _ in range(3):
        client.get(f"/cases/{file}/room/")

    assert Event.objects.filter(file=file, act="rooms.read").count() == 1
    assert "已读全部" in browser("agent-BANK1", file, "").get(f"/cases/{file}/room/").text


def test_correction_names_the_old_message_which_stays(file):
    client = browser("p1", file, "")
    say(file, party(file), "五千元")
    form = client.get(f"/cases/{file}/room/?corrects=1")
    client.post(f"/cases/{file}/room/", {**carried(form.text), "text": "五百元"})

    other = browser("agent-BANK1", file, "").get(f"/cases/{file}/room/").text
    assert "五千元" in other
    assert "五百元" in other
    assert "原文保留" in other


def test_case_page_shows_the_rooms_and_not_each_message(file):
    say(file, agent("BANK1"), "第一句")
    say(file, mediator(), "悄悄话", room="p1")
    shown = browser("p1", file, "").get(f"/cases/{file}/").text

    assert "第一句" not in shown
    assert f"/cases/{file}/room/p1/" in shown
    assert "1 条新消息" in shown
    assert f"/cases/{file}/room/" not in browser("officer", file, "").get(f"/cases/{file}/").text


def test_room_and_case_page_take_the_same_number_of_queries_with_many_messages(file):
    def queries(address: str) -> int:
        client = browser("n1", file, "")
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    say(file, party(file), "一")
    few = queries(f"/cases/{file}/room/"), queries(f"/cases/{file}/")
    for n in range(60):
        say(file, party(file), f"第{n}句")

    assert (queries(f"/cases/{file}/room/"), queries(f"/cases/{file}/")) == few
    shown = browser("n1", file, "").get(f"/cases/{file}/room/").text
    assert shown.count('class="message"') == 50
    earlier = re.search(r'href="([^"]*\?before=\d+)"', shown)[1]
    assert browser("n1", file, "").get(earlier).text.count('class="message"') == 11


def test_markup_in_a_message_stays_text(file):
    say(file, party(file), "<script>alert(1)</script>")

    shown = browser("agent-BANK1", file, "").get(f"/cases/{file}/room/").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("流水.txt", text.encode(), content_type="text/plain")


def test_file_goes_with_a_message_to_those_who_read_it(file):
    client = browser("p1", file, "")
    form = carried(client.get(f"/cases/{file}/room/").text)
    sent = client.post(f"/cases/{file}/room/", {**form, "text": "见附件", "files-new": upload("工资三千元")})
    assert sent.status_code == 302

    shown = browser("agent-BANK1", file, "").get(f"/cases/{file}/room/").text
    link = re.search(r'href="(/cases/[^"]*/files/[^"]+/)">流水.txt', shown)[1]
    for role, status in (("agent-BANK1", 200), ("n1", 200), ("officer", 404), ("clerk", 404), ("n2", 404)):
        assert browser(role, file, "").get(link).status_code == status, role
        answer = browser(role, file, "").get(link + "download/")
        assert answer.status_code == status, role
        assert ("工资三千元" in body_of(answer)) == (status == 200), role


def test_file_sent_apart_is_for_one_side_and_the_neutral(file):
    client = browser("p1", file, "")
    form = carried(client.get(f"/cases/{file}/room/p1/").text)
    client.post(f"/cases/{file}/room/p1/", {**form, "text": "只给您看", "files-new": upload("工资三千元")})

    shown = browser("n1", file, "").get(f"/cases/{file}/room/p1/").text
    link = re.search(r'href="(/cases/[^"]*/files/[^"]+/)">流水.txt', shown)[1]
    for role, status in (("p1", 200), ("n1", 200), ("agent-BANK1", 404), ("officer", 404), ("n2", 404)):
        assert browser(role, file, "").get(link).status_code == status, role
    listed = browser("agent-BANK1", file, "").get(f"/cases/{file}/files/").text
    assert "流水.txt" not in listed


def test_file_that_is_not_taken_keeps_what_was_written(file):
    client = browser("p1", file, "")
    form = carried(client.get(f"/cases/{file}/room/").text)
    empty = SimpleUploadedFile("空.txt", b"", content_type="text/plain")
    answer = client.post(f"/cases/{file}/room/", {**form, "text": "见附件", "files-new": empty})

    assert answer.status_code == 422
    assert "见附件" in answer.text
    assert not Event.objects.filter(file=file, act="rooms.speak").exists()


# ── Meetings ──
def test_answer_after_the_meeting_moved_says_what_changed(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    client = browser("p1", file, "")
    form = carried(client.get(f"/cases/{file}/sessions/").text)
    later = MEETING | {"meeting_on": "2026-03-10", "hour": "09:30"}
    act(file, "meetings.move", by=mediator(), session="session-1", reasons="x", **later)
    answer = client.post(
        f"/cases/{file}/sessions/",
        {**form, "act": "meetings.answer", "session": "session-1", "coming": "site"},
    )

    assert answer.status_code == 422
    assert "2026-03-10 09:30" in answer.text
    assert not picture(file).list("attendance")
    again = client.post(
        f"/cases/{file}/sessions/", {"act": "meetings.answer", "session": "session-2", "coming": "video"}
    )
    assert again.status_code == 302
    assert picture(file).latest("attendance").code == "video"


def test_neutral_records_who_came_in_one_form(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    client = browser("n1", file, "")
    sent = {"act": "meetings.attendance", "session": "session-1", "came-p1": "site", "came-p2": "phone"}
    assert client.post(f"/cases/{file}/sessions/", {**sent, "request_key": "twelve-signs"}).status_code == 302

    lines = picture(file).list("attendance")
    assert [(e.party, e.code) for e in lines] == [("p1", "site"), ("p2", "phone")]


def test_page_of_meetings_is_for_who_may_know_the_dates(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)

    for role in ("p1", "agent-BANK1", "n1", "officer"):
        assert "调委会二楼" in browser(role, file, "").get(f"/cases/{file}/sessions/").text
    for role in ("clerk", "n2", "agent-BANK2", "public"):
        assert browser(role, file, "").get(f"/cases/{file}/sessions/").status_code in (302, 404)


def test_clash_is_shown_before_the_date_is_set(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    other = mediating(applicant_name="李四", applicant_phone="13800000002")
    client = browser("n1", other, "")
    address = f"/cases/{other}/acts/mediation.set_meeting/"
    shown = client.post(address, {**carried(client.get(address).text), **MEETING})

    assert shown.status_code == 200
    assert "调解员当日 14:00 已有安排" in shown.text
    assert file not in shown.text
    assert "张三" not in shown.text.replace("李四", "")
    assert client.post(address, {**carried(shown.text), **MEETING}).status_code == 302


def test_minutes_are_read_and_signed_on_their_page(file):
    act(file, "mediation.hold_meeting", by=mediator(), mode="site", minutes="双方陈述。")
    client = browser("p1", file, "")
    page = client.get(f"/cases/{file}/sessions/").text
    address = re.search(r'href="([^"]*sign_minutes[^"]*)"', page)[1]
    form = client.get(address)
    assert "双方陈述。" in form.text
    act(file, "meetings.mend_minutes", by=mediator(), minutes_key="minutes-1", minutes="改过。", reasons="x")
    sent = {**carried(form.text), "read_back": "yes", "signature_kind": "hand"}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "笔录改过的，请重新阅读再签" in refused.text
    assert not picture(file).list("minutes_signature")

    fresh = re.search(r'href="([^"]*sign_minutes[^"]*)"', client.get(f"/cases/{file}/sessions/").text)[1]
    form = client.get(fresh)
    sent = {**carried(form.text), "read_back": "yes", "signature_kind": "hand"}
    assert client.post(fresh, sent).status_code == 302
    assert picture(file).latest("minutes_signature").party == "p1"


# ── Calendars ──
def address_of(client) -> str:
    made_ = client.post("/calendar/", {"make": "yes"}).text
    return re.search(r"http://testserver(/calendar/[a-z2-7]+\.ics)", made_)[1]


@pytest.mark.parametrize("role", ["p1", "agent-BANK1", "n1", "officer"])
def test_calendar_feed_holds_time_and_place_and_no_names(file, role):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    client = browser(role, file, "")
    address = address_of(client)
    answer = browser("public", file, "").get(address)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()
    assert f"UID:{file}-session-1@rongzhi" in text
    assert "20260309T140000" in text
    assert "调委会二楼" in text
    assert "张三" not in text
    assert "银行" not in text
    assert address not in client.get("/calendar/").text, "the address is shown once"
    client.post("/calendar/", {"end": "yes"})
    assert browser("public", file, "").get(address).status_code == 404


def test_calendar_feed_follows_rights_and_marks_what_was_called_off(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    client = browser("agent-BANK1", file, "")
    address = address_of(client)
    act(file, "meetings.cancel", by=officer(), session="session-1", reasons="x")
    assert "STATUS:CANCELLED" in client.get(address).text
    made.Account.objects.filter(username="agent-BANK1").update(is_active=False)

    assert browser("public", file, "").get(address).status_code == 404
    assert (
        browser("public", file, "").get("/calendar/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ics").status_code == 404
    )


def test_calendar_of_an_agent_ends_with_the_authority(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    agent_of = {
        "agent_name": "钱七",
        "agent_phone": "13800000077",
        "matters": "参加调解",
        "authority": "general",
    }
    act(file, "case.add_agent", by=party(file), party="p1", until="2026-03-05", **agent_of)
    agents = picture(file).side("agent")
    client = Client()
    session = client.session
    session[PARTY] = {"file": file, "party": agents[0].key, "county": "W"}
    session.save()
    address = address_of(client)
    assert client.get(address).status_code == 200
    with time_machine.travel(made.clock(days=5), tick=False):
        assert client.get(address).status_code == 404


def test_one_meeting_is_a_file_for_who_may_know_it(file):
    act(file, "mediation.set_meeting", by=mediator(), **MEETING)
    address = f"/cases/{file}/sessions/session-1.ics"

    assert "BEGIN:VEVENT" in browser("p1", file, "").get(address).text
    for role in ("n2", "agent-BANK2", "clerk"):
        assert browser(role, file, "").get(address).status_code == 404
    assert browser("p1", file, "").get(f"/cases/{file}/sessions/session-9.ics").status_code == 404


def test_worklist_marks_what_the_reader_has_not_read_and_tells_nobody_else(file):
    say(file, mediator(), "甲", room="p1")
    apart = {who: _marked(who, file) for who in ("n1", "agent-BANK1", "officer")}
    say(file, party(file), "乙", room="p1")
    own = {who: _marked(who, file) for who in ("n1", "agent-BANK1", "officer")}
    say(file, mediator(), "丙")
    joint = {who: _marked(who, file) for who in ("n1", "agent-BANK1", "officer")}
    browser("agent-BANK1", file, "").get(f"/cases/{file}/room/")
    browser("n1", file, "").get(f"/cases/{file}/room/p1/")

    assert not any(apart.values())
    assert own == {"n1": True, "agent-BANK1": False, "officer": False}
    assert joint == {"n1": True, "agent-BANK1": True, "officer": False}
    assert not _marked("agent-BANK1", file)
    assert not _marked("n1", file)


def _marked(who: str, file: str) -> bool:
    page = browser(who, file, "").get(f"/desk/?waiting=all&status=&number={file}").text
    assert file in page
    return "有新的发言" in page
