"""The steps of a whole case through the pages."""

from pathlib import Path

from tests.journeys.conftest import People
from tests.journeys.paper import photo_of_receipt, scan_of_seal
from tests.journeys.person import Person, code_on

BANK = "BANK1"
NEUTRAL = "N01"


class WholeCase:
    """A consumer, a bank, and all who help them to settle."""

    def __init__(self, people: People, folder: Path, language: str, party: str, staff: str) -> None:
        self.people, self.folder = people, folder
        self.county = people.county
        self.zh = language == "zh"
        self.party = people.citizen(party, language)
        self.officer = people.staff("intake", staff, language)
        self.bank = people.staff("institution", staff, language)
        self.mediator = people.staff("mediator", staff, language, login="mediator1")
        self.clerk = people.staff("clerk", staff, language)
        self.judge = people.staff("judge", staff, language)
        self.number = ""

    def say(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    def is_filed(self) -> None:
        """The consumer files from the front page and comes in with number and code."""
        party = self.party
        party.picture("front-page")
        party.link("提交纠纷", "File a dispute")
        party.fill(
            {
                "applicant_name": self.say("柳青禾", "Liu Qinghe"),
                "applicant_phone": "19900020001",
                "respondent_name": self.say("W县农村商业银行股份有限公司", "W County Rural Commercial Bank"),
                "what_happened": self.say(
                    "去年十一月办经营贷款，经理说必须同时买一份意外险，从贷款里扣了4860元保费和140元手续费。合同里没有写，也没有人告诉我可以不买。",
                    "When I took a loan last November the manager said that I had to buy an accident policy. 4,860 yuan of "
                    "premium and a fee of 140 were taken out of the loan. Nobody told me that I could say no.",
                ),
            }
        )
        party.picture("files")
        party.fill(
            {
                "privacy_notice": True,
                "claim": self.say("退还保费和手续费", "Give back premium and fee"),
                "amount": "5000.00",
                "respondent_body": BANK,
            }
        )
        party.send()
        self.number, codes = code_on(party.page)
        party.picture("receipt")
        party.link("查看案件", "Open the case")
        party.fill({"code": codes[0]})
        party.button("进入", "Enter")
        party.number = self.number
        party.picture("my-case")
        party.at_a_glance()

    def is_accepted(self) -> None:
        """The officer takes it in and invites the bank, which agrees."""
        officer = self.officer
        officer.picture("worklist")
        officer.desk("受理台", "Intake desk")
        officer.picture("intake-desk")
        officer.case(self.number)
        officer.picture("case")
        officer.at_a_glance()
        officer.do("intake.accept", self.number, picture="accepts")
        officer.do("invitation.send", self.number, picture="invites", way="email")
        bank = self.bank
        bank.desk("机构台", "Institution's desk")
        bank.picture("desk")
        bank.do(
            "invitation.agree",
            self.number,
            picture="answers",
            position=self.say("愿意在调解员主持下协商。", "We are ready to talk with a mediator."),
            authorised_person=self.say("龚晓蓉", "Gong Xiaorong"),
            authority_limit=self.say("可以决定5000元以内的退款", "may decide refunds up to 5,000 yuan"),
        )

    def both(self) -> tuple[Person, Person]:
        return self.party, self.bank

    def finds_its_neutral(self) -> None:
        """Both sides choose the same neutral, who discloses, meets no objection and takes the case."""
        for person in self.both():
            picture = "chooses-neutral" if person is self.party else ""
            person.do("appointment.choose", self.number, picture=picture, neutral=NEUTRAL)
        self.mediator.do(
            "appointment.disclose",
            self.number,
            picture="discloses",
            ties="no",
            past_cases="no",
            available="yes",
        )
        for person in self.both():
            person.do("appointment.no_objection", self.number, agrees=True)
        self.mediator.do("appointment.accept", self.number, agrees=True)
        self.mediator.do("mediation.tell_rights", self.number, picture="tells-rights", how="online")

    def is_talked_over(self) -> None:
        """Evidence comes from a phone, both rooms are used, a meeting is set, held, and its minutes signed."""
        party, mediator, say = self.party, self.mediator, self.say
        party.begin("case.upload")
        party.fill(
            {
                "files": [photo_of_receipt(self.folder)],
                "title": say("扣款回单照片", "Photo of the slip"),
                "kind": "statement",
                "proves": say("保费从贷款中扣除", "the premium was taken out of the loan"),
            }
        )
        party.press(party.page.locator("main button[name=receive_only]"))
        party.picture("hands-in-photo")
        party.page.locator("main input[type=checkbox][name=files]").check()
        party.send()
        self.speaks(
            party, say("回单照片已交，保费4860元、手续费140元。", "The slip is handed in: 4,860 and 140.")
        )
        self.speaks(
            self.bank, say("已看到回单，正在核对销售记录。", "We see the slip and are checking the sale.")
        )
        self.speaks(
            mediator, say("收到。后天上午一起核对一次。", "Thank you. Let us meet the day after tomorrow.")
        )
        mediator.picture("room")
        self.speaks(
            party, say("如果能退四千，我愿意就此了结。", "With 4,000 I would let it rest."), apart="p1"
        )
        party.picture("caucus")
        self.enters_room(party)
        party.picture("room")
        mediator.case(self.number)
        mediator.press(mediator.page.locator("main a[href$='/files/']").first)
        mediator.picture("exhibits")
        mediator.link("IMG_", "IMG_")
        mediator.picture("looks-at-photo")
        self.meets()

    def speaks(self, person: Person, words: str, *, apart: str = "") -> None:
        """Says something in the joint room, or apart with the neutral."""
        self.enters_room(person, apart)
        person.fill({"text": words})
        person.button("单独发送", "Send apart") if apart else person.button("发给各方", "Send to all")
        person.sees(words)

    def enters_room(self, person: Person, apart: str = "") -> None:
        person.case(self.number)
        person.press(person.page.locator(f"main a[href$='/room/{apart + '/' if apart else ''}']").first)

    def meets(self) -> None:
        """The meeting: set, answered, held two days later, its minutes read and signed."""
        party, mediator, say = self.party, self.mediator, self.say
        mediator.do(
            "mediation.set_meeting",
            self.number,
            picture="sets-meeting",
            meeting_on=self.county.working_day(2),
            hour="09:30",
            place=say(
                "W县社会治安综合治理中心二楼3号调解室", "Room 3, second floor, social governance centre"
            ),
            mode="site",
        )
        mediator.desk("调解台", "Mediator's desk")
        mediator.picture("desk")
        for person in self.both():
            person.case(self.number)
            person.press(person.page.locator("main a[href$='/sessions/']").first)
            person.page.locator("main [name=coming]").first.check()
            person.button("答复", "Answer")
            if person is party:
                party.picture("meeting")
        self.county.later(days=2)
        self.enters_sessions(party)
        party.page.locator("main [name=joins][value=site]").check()
        party.button("到会", "Join")
        minutes = say(
            "双方核对了扣款回单和销售记录。银行说明未就保险单独告知；申请人说明只求退款。",
            "Both compared the slip with the record of the sale. The bank said that the insurance was not explained; "
            "the applicant asks for the money only.",
        )
        mediator.case(self.number)
        mediator.press(mediator.page.locator("main a[href$='/sessions/']").first)
        mediator.press(mediator.page.locator("main a[href*='mediation.hold_meeting']").first)
        mediator.fill({"mode": "site", "minutes": minutes})
        mediator.picture("minutes")
        mediator.send()
        for person in (party, self.bank, mediator):
            self.enters_sessions(person)
            person.press(person.page.locator("main a[href*='meetings.sign_minutes']").first)
            person.fill({"read_back": True, "signature_kind": "hand"})
            if person is party:
                party.picture("signs-minutes")
            person.send()

    def enters_sessions(self, person: Person) -> None:
        person.case(self.number)
        person.press(person.page.locator("main a[href$='/sessions/']").first)

    def is_agreed(self) -> None:
        """The neutral proposes; both accept; the draft is read back."""
        say, mediator = self.say, self.mediator
        mediator.do(
            "mediation.propose",
            self.number,
            picture="proposes",
            amount="4000.00",
            terms=say(
                "银行分两期退还4000元，双方就此了结。",
                "The bank gives back 4,000 yuan in two parts, and that is all.",
            ),
        )
        for person in self.both():
            picture = "weighs-proposal" if person is self.party else ""
            person.do("mediation.accept_proposal", self.number, picture=picture, agrees=True)
        mediator.do(
            "agreement.draft",
            self.number,
            picture="drafts",
            facts_and_issues=say(
                "申请人办理贷款时被要求购买保险，保费4860元、手续费140元从贷款中扣除。双方对金额无争议。",
                "When the loan was made the applicant had to buy a policy; 4,860 yuan of premium and a fee of 140 were "
                "taken out of it. The sums are not disputed.",
            ),
            terms=say(
                "银行退还申请人4000元，分两期付至申请人收款账户。",
                "The bank pays back 4,000 yuan in two parts.",
            ),
            amount="4000.00",
            instalments=f"{self.county.working_day(0)} 2000.00\n{self.county.working_day(30)} 2000.00",
            default_term=say("逾期的，就未付部分申请执行。", "On default the rest may be enforced."),
            no_harm="yes",
        )
        for person in self.both():
            person.do("agreement.confirm_reading", self.number, agrees=True)

    def is_signed(self) -> None:
        """By hand, by seal with a scan and a witness, by the neutral, and by the committee."""
        self.party.do("agreement.sign", self.number, picture="signs-agreement", signature_kind="hand")
        bank = self.bank
        bank.begin("agreement.sign", self.number)
        bank.fill(
            {
                "signature_kind": "official_seal",
                "witness": self.say("何知夏（受理员）", "He Zhixia, intake officer"),
                "scan": [scan_of_seal(self.folder)],
            }
        )
        bank.picture("seals")
        bank.send()
        self.mediator.do("agreement.mediator_sign", self.number)
        self.officer.do("agreement.seal", self.number)

    def is_confirmed(self) -> None:
        """Both ask for it together; the clerk takes it in, the judge confirms."""
        for person in self.both():
            person.do("confirmation.join", self.number, agrees=True)
        today = self.county.day()
        self.officer.do(
            "confirmation.apply",
            self.number,
            picture="applies-to-court",
            court="COURT",
            subject="duty",
            handed_on=today,
            signed_together=True,
            true_and_free=True,
        )
        self.clerk.desk("法院台", "Court desk")
        self.clerk.picture("desk")
        self.county.later(days=1)
        docket = self.say("（2026）演示民特字第9号", "(2026) demo 9")
        self.clerk.do(
            "confirmation.docket",
            self.number,
            picture="dockets",
            docketed_on=self.county.day(),
            court_case_number=docket,
        )
        self.judge.desk("法院台", "Court desk")
        self.judge.case(self.number)
        self.judge.picture("case")
        self.judge.at_a_glance()
        self.judge.sees(self.say("柳青禾", "Liu Qinghe"))
        self.judge.do(
            "confirmation.confirm",
            self.number,
            picture="confirms",
            ruled_on=self.county.day(),
            ruling_number=docket,
        )
        for party in ("p1", "p2"):
            self.officer.do(
                "confirmation.ruling_received", self.number, party=party, received_on=self.county.day()
            )

    def is_performed(self) -> None:
        """Two payments: reported by the bank, proved by the officer."""
        for part in (1, 2):
            if part == 2:
                self.county.later(days=30)
            self.bank.begin("performance.pay", self.number)
            self.bank.page.locator("main [name=instalment]").select_option(index=part)
            self.bank.fill(
                {"amount": "2000.00", "paid_on": self.county.day(), "proof": self.say("转账回单", "slip")}
            )
            if part == 1:
                self.bank.picture("pays")
            self.bank.send()
            self.officer.begin("performance.prove", self.number)
            self.officer.page.locator("main [name=payment]").select_option(index=part)
            if part == 1:
                self.officer.picture("proves-payment")
            self.officer.send()

    def is_followed_up(self) -> None:
        """Both are asked how it was; with their answers the case is over."""
        self.county.later(days=30)
        for person, key in zip(self.both(), ("p1", "p2"), strict=True):
            self.officer.do("follow_up.contact", self.number, party=key, way="phone")
            picture = "answers-follow-up" if person is self.party else ""
            person.do(
                "follow_up.answer",
                self.number,
                picture=picture,
                kept="yes",
                fair="5",
                heard="5",
                clear="4",
                prompt="4",
                felt_pressed="no",
                own_will="yes",
                new_dispute="no",
            )
        self.party.case()
        self.party.picture("case-over")
        self.party.sees(self.say("案件已经结束", "The case has ended"))
