"""A suit goes to the court by its platform without anybody typing it again, and what courts commission comes in the same way."""

from dataclasses import replace
from pathlib import Path

import pytest

from rongzhi.exchange.connectors.court.inbox import CommissionFolder
from rongzhi.exchange.connectors.platforms import COMMISSIONS, FOLDER
from tests.factories.commissions import COMMISSION
from tests.journeys.conftest import People
from tests.journeys.filings import files_at_home


@pytest.mark.parametrize(
    ("language", "window", "other"), [("zh", "desktop", "phone"), ("en", "phone", "desktop")]
)
def test_suit_goes_by_the_courts_platform(
    people: People, tmp_path: Path, language: str, window: str, other: str
) -> None:
    party = files_at_home(people, other, language)
    say, number, county = party.say, party.number, people.county
    officer = people.staff("intake", window, language)
    suit = {"channel": "suit", "to_body": "COURT"}
    officer.do("intake.move", number, **suit, reasons=say("申请人要求起诉。", "The applicant wants to sue."))
    officer.do(
        "referral.pack",
        number,
        **suit,
        whose="applicant",
        packet=say("申请书、收费短信。", "Application, message about the fee."),
        why=say("申请人要求起诉。", "The applicant wants to sue."),
    )
    officer.do("referral.ask_consent", number)
    party.do("referral.give_consent", party="p1", recipient="COURT", agrees=True)
    officer.do("referral.send", number, next_on=county.working_day(10))

    officer.case(number)
    officer.link("移送包", "Packages")
    officer.sees(say("法院平台", "courts' platform"))
    officer.picture("package")
    with officer.page.expect_download() as coming:
        officer.page.get_by_role("button", name=say("下载移送包", "Download the package")).first.click()
    packet = tmp_path / "packet.zip"
    coming.value.save_as(packet)
    officer.press(officer.page.locator("button[formaction$='/packages/send/']"))
    county.ask("transfers", "--run")
    officer.page.reload()
    officer.sees(say("已签收", "acknowledged"))
    officer.sees("演示诉前调")
    officer.case(number)
    officer.sees(say("法院在线调解平台", "the courts' platform"))
    party.case()

    inbox = CommissionFolder(county.home / FOLDER / COMMISSIONS)
    inbox.put(replace(COMMISSION, key=f"journey-{language}", handed_on=county.now().date()))
    county.ask("transfers", "--run")
    commissioned = inbox.answers()[f"journey-{language}"]["number"]

    officer.desk("受理台", "Intake desk")
    officer.link("移送的案件", "Cases handed over")
    officer.sees(say("法院委派、委托来件", "Commissioned by courts"))
    officer.picture("packages-desk")
    officer.link(commissioned, commissioned)
    officer.sees("（2026）演示诉前调7号")
    officer.desk("受理台", "Intake desk")
    officer.link("移送的案件", "Cases handed over")
    officer.page.locator("#q-file").set_input_files(packet)
    officer.button("核验", "Look into it")
    officer.sees(say("签名和哈希值相符", "signature and hashes fit"))
    officer.picture("looks-into-package")
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes(_one_byte_changed(packet.read_bytes()))
    officer.page.locator("#q-file").set_input_files(spoilt)
    officer.button("核验", "Look into it")
    officer.sees(say("没有收入", "Nothing was taken in"))
    officer.picture("spoilt-package")


def _one_byte_changed(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
