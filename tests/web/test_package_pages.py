"""Packages in the browser: what is checked before sending, the download, the desk that looks into one and takes it in."""

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rongzhi.casework.models import AccessLog, Case
from rongzhi.casework.packages import opening
from rongzhi.casework.packages.trust import is_known
from rongzhi.core.package.archive import Package
from rongzhi.core.package.cards import card_of
from rongzhi.core.record.keys import InstallationKeys
from rongzhi.directory.models import Account, County
from rongzhi.exchange import parcels_kept
from rongzhi.exchange.commissions import fetch_commissions
from rongzhi.exchange.connectors.court.demo import DemoCourt
from rongzhi.exchange.connectors.court.failing import FailingCourt
from rongzhi.exchange.connectors.court.inbox import CommissionFolder
from rongzhi.exchange.connectors.province.demo import DemoProvince
from rongzhi.exchange.models import Commission, Transfer
from rongzhi.exchange.transfers import run_transfers
from tests.factories import county as made
from tests.factories import main_line
from tests.factories.commissions import COMMISSION
from tests.factories.packages import OTHER, PHRASE, handed, neighbour, packed, talked_case
from tests.web.secret_files import SECRETS, people, rich

PACKAGE = "/desk/packages/"


@pytest.fixture(autouse=True)
def _neighbour(county: str) -> None:
    neighbour()
    Account.objects.create_user(
        "there", "a password of the tests", county=OTHER, name_zh="收案人", body="PMCV", functions="officer"
    )


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found
    return found[1]


def looked_into(browser: Client, content: bytes, phrase: str = PHRASE) -> Any:
    return browser.post(PACKAGE, {"file": SimpleUploadedFile("case.rzp", content), "phrase": phrase})


def test_page_of_a_case_says_what_travels_and_what_must_be_checked(county: str, staff) -> None:
    file = main_line.mediating()
    handed(file, "COURT", channel="suit", whose="applicant", send=False)

    page = staff("officer").get(f"/cases/{file}/packages/").text
    english = staff("officer").get(f"/cases/{file}/packages/", headers={"accept-language": "en"}).text

    assert "当事人坚持起诉的，应当立即移送立案" in page
    assert "If the party insists on suing" in english
    assert "怎样加密" not in page  # only prepared
    assert "移交办理之后" in page


def test_whole_file_goes_out_by_the_page_and_comes_in_next_door(county: str, staff) -> None:
    file = talked_case()
    address = f"/cases/{file}/packages/"
    page = staff("officer").get(address).text
    run, phrase = hidden(page, "proceeding"), hidden(page, "phrase")
    sent = {"to": "PMCV", "proceeding": run, "phrase": phrase, "card": "phrase"}

    content = body_of(staff("officer").post(f"{address}download/", sent))
    there = staff("there")
    shown = looked_into(there, content, phrase).text
    assert Case.objects.filter(county=OTHER).count() == 0
    answer = there.post(
        f"{PACKAGE}take/", {"token": hidden(shown, "token"), "phrase": hidden(shown, "phrase")}, follow=True
    )

    number = Case.objects.get(county=OTHER).number
    assert "张三" in shown
    assert "签名和哈希值相符" in shown
    assert number in answer.text
    assert "案件来源" in answer.text
    assert file in answer.text
    assert list(parcels_kept.folder().glob("*")) == []
    assert AccessLog.objects.filter(file=file, reader="officer", part="file").exists()


def test_whole_file_goes_by_the_platform_under_its_passphrase(county: str, staff, tmp_path) -> None:
    file = talked_case()
    address = f"/cases/{file}/packages/"
    run = hidden(staff("officer").get(address).text, "proceeding")
    province = DemoProvince(tmp_path / "province", made.NOW.date())

    staff("officer").post(
        f"{address}send/", {"to": "PMCV", "proceeding": run, "phrase": PHRASE, "card": "phrase"}
    )
    run_transfers({"province": province}, now=made.NOW)

    (arrived_there,) = (tmp_path / "province").glob("*/package.rzp")
    assert "张三" in looked_into(staff("there"), arrived_there.read_bytes()).text
    assert "演示省调2026-000001" in staff("officer").get(address).text


def test_same_package_is_not_offered_twice(county: str, staff) -> None:
    package, there = packed(talked_case()), staff("there")
    first = looked_into(there, package.content).text
    there.post(f"{PACKAGE}take/", {"token": hidden(first, "token"), "phrase": PHRASE})

    again = looked_into(there, package.content).text
    twice = there.post(f"{PACKAGE}take/", {"token": hidden(first, "token"), "phrase": PHRASE})

    assert "已经收入" in again
    assert "收入为本组织的案件" not in again
    assert twice.status_code == 404
    assert Case.objects.filter(county=OTHER).count() == 1


def test_unknown_sender_is_shown_as_such(county: str, staff, monkeypatch: pytest.MonkeyPatch) -> None:
    package = packed(talked_case())
    monkeypatch.setattr(opening, "is_known", lambda card: False)

    page = looked_into(staff("there"), package.content).text

    assert "移送平台未认可" in page
    assert package.packed.manifest.sender.fingerprint in page
    assert "收入为本组织的案件" not in page


@pytest.mark.parametrize(
    ("spoil", "phrase", "words"),
    [
        (lambda content: content[:-1000], PHRASE, "已被改动或者损坏"),
        (lambda content: content[:40], PHRASE, "不是案件移送包"),
        (lambda content: b"something else", "", "不是案件移送包"),
        (lambda content: content, "", "一次性口令"),
        (lambda content: content, "7K2M-9QXD-40TB-HW8R-5", "口令不正确"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(
    county: str, staff, spoil, phrase: str, words: str
) -> None:
    package = packed(talked_case())

    answer = looked_into(staff("there"), spoil(package.content), phrase)

    assert answer.status_code == 422
    assert words in answer.text or "不是案件移送包" in answer.text
    assert Case.objects.filter(county=OTHER).count() == 0
    assert list(parcels_kept.folder().glob("*")) == []


def test_packet_for_a_court_is_a_plain_zip_that_is_signed(county: str, staff) -> None:
    file = main_line.mediating()
    run = handed(file, "COURT", channel="suit", whose="applicant")

    answer = staff("officer").post(
        f"/cases/{file}/packages/download/", {"to": "COURT", "proceeding": run, "card": ""}
    )

    package = Package(io.BytesIO(body_of(answer)))
    package.prove()
    assert package.manifest.kind == "packet"
    assert answer["Content-Disposition"].endswith('.zip"')


def test_transfer_that_is_stuck_is_shown_and_tried_again(county: str, staff, tmp_path) -> None:
    County.objects.update(demo=True)
    file = main_line.mediating()
    run = handed(file, "COURT", channel="suit", whose="applicant")
    officer, address = staff("officer"), f"/cases/{file}/packages/"
    court = DemoCourt(tmp_path / "court", made.NOW.date())
    for _ in range(2):
        officer.post(f"{address}send/", {"to": "COURT", "proceeding": run, "card": ""})
    row = Transfer.objects.get()
    run_transfers({"court": FailingCourt(court)}, now=made.NOW)
    Transfer.objects.update(tries=5)

    stuck, desk = officer.get(address).text, officer.get(PACKAGE).text
    officer.post(f"{address}again/", {"transfer": row.pk})
    run_transfers({"court": court}, now=made.NOW)
    done = officer.get(address).text

    assert "多次未成" in stuck
    assert file in desk
    assert "多次未成" in desk
    assert "（2026）演示诉前调1号" in done
    assert "经平台发送" not in done


@pytest.mark.parametrize("who", ["reviewer", "agent-BANK1", "n1", "clerk", "administrator", "there"])
def test_pages_of_packages_are_for_officers_of_the_case_alone(county: str, staff, who: str) -> None:
    file = main_line.mediating()
    handed(file, "COURT", channel="suit", whose="applicant")

    assert staff(who).get(f"/cases/{file}/packages/").status_code == 404
    if who != "there":
        assert staff(who).get(PACKAGE).status_code == 404


def test_officer_without_the_suspicion_sees_no_hand_over_of_it(county: str, staff) -> None:
    people()
    file = rich()

    page = staff("officer2").get(f"/cases/{file}/packages/").text
    run = next(e.proceeding for e in main_line.picture(file).list("referral") if e.code == "PS")
    taken = staff("officer2").post(
        f"/cases/{file}/packages/download/", {"to": "PS", "proceeding": run, "card": ""}
    )

    assert "PS单位" not in page
    assert not [name for name in ("crime facts", "violation", "suspicion") if SECRETS[name] in page]
    assert taken.status_code == 404


def test_administrator_accepts_a_sender_whose_fingerprint_was_compared(county: str, staff) -> None:
    other = card_of(InstallationKeys.derive(bytes(32)), county="X", name_zh="X县", name_en="X County")
    browser, address = staff("administrator"), "/desk/administrator/senders/"

    def sent(fingerprint: str) -> Any:
        card = SimpleUploadedFile("card.json", json.dumps(other.as_json()).encode())
        return browser.post(address, {"card": card, "fingerprint": fingerprint}, follow=True)

    wrong, before = sent("0000-0000"), is_known(other)
    right = sent(f" {other.fingerprint.upper()} ")

    assert (wrong.status_code, before) == (422, False)
    assert "X县" in right.text
    assert is_known(other)
    assert staff("officer").get(address).status_code == 404


def test_commissions_of_courts_stand_on_the_desk_of_their_organisation(county: str, staff, tmp_path) -> None:
    court = CommissionFolder(tmp_path)
    court.put(COMMISSION)
    court.put(replace(COMMISSION, key="sp-2026-0002", answers={**COMMISSION.answers, "amount": "很多"}))
    fetch_commissions(court, county=made.CODE, now=made.NOW)
    file = Commission.objects.get(status="taken").file
    next_door = Client()
    next_door.login(username="there", password="a password of the tests")

    page = staff("officer").get(PACKAGE).text
    history = staff("officer").get(f"/cases/{file}/").text

    assert f"/cases/{file}/" in page
    assert "已退回" in page
    assert "amount" in page
    assert "法院在线调解平台" in history
    assert "platform/court" not in history
    assert file not in next_door.get(PACKAGE).text
