"""The one door: what it accepts, refuses, repeats and never leaves half-written."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rongzhi.casework.actions import Backdated, Done, perform, perform_many
from rongzhi.casework.keys_file import KeyFault
from rongzhi.casework.models import Case, Clock, Event, File, PartKey, Party, RequestKey, SealedPart
from rongzhi.casework.visibility import sight
from rongzhi.core.procedure.decide import Refusal
from tests.factories.county import (
    CODE,
    NOW,
    act,
    agent,
    clock,
    county,
    court_clerk,
    dispute,
    done,
    filed,
    filer,
    key,
    mediator,
    officer,
    other,
    party,
    reviewer,
)
from tests.factories.main_line import (
    NOTE,
    SECRET,
    accepted,
    effective,
    mediating,
    picture,
    signing,
    text_hash,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(installation):
    county()


def ask(file, name, *, by, request=None, now=NOW, **more):
    data = more.pop("data", {})
    return perform(file, name, by=by, data=data, now=now, request=request or key(), **more)


def reasons(answer):
    assert isinstance(answer, Refusal), answer
    return [reason.key for reason in answer.reasons]


def test_filing_writes_event_parts_keys_and_rows():
    file = filed()

    assert file == "W-2026-000001"
    assert Event.objects.get(file=file).act == "intake.file"
    assert sorted(SealedPart.objects.values_list("name", flat=True)) == ["file", "person:p1", "person:p2"]
    assert PartKey.objects.count() == 3
    assert list(Party.objects.order_by("key").values_list("side", "kind", "body")) == [
        ("applicant", "consumer", ""),
        ("respondent", "institution", "BANK1"),
    ]
    case = Case.objects.get()
    assert (case.status, case.amount, case.amount_band, case.waiting_for) == (
        "open",
        Decimal("5000.00"),
        "5k_50k",
        ",organisation,",
    )
    assert Clock.objects.get().parameter == "med_accept_decision"


def test_header_never_holds_what_names_or_describes_a_person():
    file = filed(applicant_id_number="11010519491231002X", product_account="6222020000001234")

    header = Event.objects.get(file=file).header
    row = File.objects.get(pk=file).picture

    for secret in ("张三", "13800000001", "保险", "11010519491231002X", "6222020000001234", "示例银行"):
        assert secret not in header
        assert secret not in row


def test_receipt_code_is_given_once_and_stored_only_as_digest():
    answer = perform(
        None, "intake.file", by=filer(), data=dispute(), now=NOW, request="a", county=CODE, owner="PMCF"
    )

    code = answer.codes["p1"]
    assert len(code.replace("-", "")) == 17
    assert code.replace("-", "") not in Event.objects.get().header
    again = perform(
        None, "intake.file", by=filer(), data=dispute(), now=NOW, request="a", county=CODE, owner="PMCF"
    )
    assert again.again
    assert again.file == answer.file
    assert again.codes == {}


def test_same_request_with_other_data_is_refused():
    perform(None, "intake.file", by=filer(), data=dispute(), now=NOW, request="a", county=CODE, owner="PMCF")

    answer = perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(amount="1.00"),
        now=NOW,
        request="a",
        county=CODE,
        owner="PMCF",
    )

    assert reasons(answer) == ["request_reused"]
    assert File.objects.count() == 1


def test_same_request_after_the_stage_moved_on_gives_the_first_outcome():
    file = filed()
    data = {"channel": "people_mediation", "mediation_kind": "people", "track": "simple"}
    first = ask(file, "intake.accept", by=officer(), request="x", data=data)

    second = ask(file, "intake.accept", by=officer(), request="x", data=data)

    assert isinstance(second, Done)
    assert second.again
    assert second.seq == first.seq
    assert reasons(ask(file, "intake.accept", by=officer(), data=data)) == ["out_of_stage"]


@pytest.mark.parametrize("left_out", ["applicant_name", "respondent_name", "what_happened", "privacy_notice"])
def test_only_the_four_inputs_and_the_notice_block_a_filing(left_out):
    answer = perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(**{left_out: None}),
        now=NOW,
        request="a",
        county=CODE,
        owner="PMCF",
    )

    assert reasons(answer) == ["missing"]
    assert not File.objects.exists()
    assert not RequestKey.objects.exists()


def test_filing_with_the_four_inputs_alone_is_accepted():
    few = {
        "applicant_name": "李四",
        "applicant_address": "W县东镇1号",
        "respondent_name": "某行",
        "what_happened": "多收费用",
        "privacy_notice": "是",
    }

    done(perform(None, "intake.file", by=filer(), data=few, now=NOW, request="a", county=CODE, owner="PMCF"))


def test_filing_without_any_way_to_reach_the_person_is_refused():
    answer = perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(applicant_phone=None),
        now=NOW,
        request="a",
        county=CODE,
        owner="PMCF",
    )

    assert reasons(answer) == ["reachable"]


def test_numbers_are_consecutive_and_a_refusal_leaves_no_gap():
    first = filed()
    perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(what_happened=None),
        now=NOW,
        request=key(),
        county=CODE,
        owner="PMCF",
    )

    assert [first, filed()] == ["W-2026-000001", "W-2026-000002"]


@pytest.mark.parametrize("bad", ["1e30", "0.001", "-5", "NaN", "一万", "999999999999999"])
def test_absurd_amounts_are_refused_in_words(bad):
    answer = perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(amount=bad),
        now=NOW,
        request="a",
        county=CODE,
        owner="PMCF",
    )

    assert reasons(answer) == ["unfit"]
    assert answer.reasons[0].field == "amount"


@pytest.mark.parametrize("value", [1.5, {"a": 1.5}, b"x", object()])
def test_values_that_no_form_can_give_are_refused(value):
    answer = perform(
        None,
        "intake.file",
        by=filer(),
        data=dispute(claim=value),
        now=NOW,
        request="a",
        county=CODE,
        owner="PMCF",
    )

    assert reasons(answer)[0] in ("unreadable", "unfit")


def test_what_is_not_for_you_does_not_exist():
    file = filed()

    for by in (
        agent("BANK2"),
        mediator(2),
        court_clerk(),
        party("W-2026-000009"),
        other(officer(), bodies=frozenset({"X"})),
    ):
        assert reasons(ask(file, "case.note", by=by, data={})) == ["not_found"]
    assert reasons(ask("W-2026-999999", "case.note", by=officer(), data={"note": "x"})) == ["not_found"]


def test_wrong_role_is_told_so():
    file = filed()

    assert "not_yours" in reasons(
        ask(
            file,
            "intake.accept",
            by=party(file),
            data={"channel": "people_mediation", "mediation_kind": "people", "track": "simple"},
        )
    )


def test_stale_page_is_refused_and_nothing_is_written():
    file = filed()
    seen = picture(file).proceedings["intake-1"].version
    act(file, "intake.ask_completion", by=officer(), items="合同复印件", due_on="2026-03-20")

    answer = ask(file, "intake.complete", by=party(file), data={"what_happened": "补充"}, expected=seen)

    assert reasons(answer) == ["changed"]
    assert picture(file).seq == 2


def test_earlier_legal_time_needs_an_officer_a_reason_a_paper_and_fifteen_days_at_most():
    data = dispute(door="counter")
    back = Backdated(NOW - timedelta(days=3), "邮寄送达，收件在后", "挂号信封")

    file = done(
        perform(
            None,
            "intake.file",
            by=officer(),
            data=data,
            now=NOW,
            request=key(),
            county=CODE,
            owner="PMCF",
            backdated=back,
        )
    ).file

    event = Event.objects.get(file=file)
    assert event.at == NOW - timedelta(days=3)
    assert event.recorded_at == NOW
    assert "邮寄" not in event.header
    assert "挂号信封" in event.header

    def answer(by, **change):
        wrong = Backdated(**{"at": back.at, "reason": back.reason, "paper": back.paper, **change})
        return reasons(
            perform(
                None,
                "intake.file",
                by=by,
                data=data,
                now=NOW,
                request=key(),
                county=CODE,
                owner="PMCF",
                backdated=wrong,
            )
        )

    assert answer(filer()) == ["not_backdatable"]
    assert answer(officer(), at=NOW + timedelta(minutes=1)) == ["future"]
    assert answer(officer(), at=NOW - timedelta(days=16)) == ["too_far_back"]
    assert answer(officer(), reason=" ") == ["no_paper"]


def test_whole_main_line_reaches_effect_and_opens_confirmation_and_performance():
    file = effective()

    stages = {p.procedure: (p.stage, p.end) for p in picture(file).proceedings.values()}

    assert stages["agreement"] == ("effective", "X01")
    assert stages["confirmation"][0] == "choosing"
    assert stages["performance"][0] == "running"
    assert [(e.status, e.amount) for e in picture(file).list("instalment")] == [
        ("open", Decimal("2000.00"))
    ] * 2
    jc = picture(file).clock("jc_apply")
    assert (jc.started, jc.due) == (NOW.date(), clock(days=30).date())


def test_appointment_remembers_who_employs_and_hosts_the_neutral_that_day():
    file = mediating()

    assert picture(file).latest("appointment").facts == {"background": "lawyer"}


def test_signature_on_a_text_that_changed_is_refused():
    file = signing()
    old = text_hash(file)
    act(file, "agreement.ask_change", by=party(file), change="日期写错")
    act(
        file,
        "agreement.draft",
        by=mediator(),
        facts_and_issues="保费争议",
        terms="改为三期",
        amount="4000.00",
        no_harm="yes",
    )
    for by in (party(file), agent("BANK1")):
        act(file, "agreement.confirm_reading", by=by, agrees="yes")

    answer = ask(file, "agreement.sign", by=party(file), data={"signature_kind": "hand", "text_hash": old})

    assert reasons(answer) == ["text_unchanged"]


def test_code_is_no_signature_until_the_pack_says_so():
    file = signing()

    answer = ask(
        file, "agreement.sign", by=party(file), data={"signature_kind": "code", "text_hash": text_hash(file)}
    )

    assert reasons(answer) == ["code_is_signature"]


def test_a_refusal_is_reviewed_by_somebody_else():
    file = filed()
    words = {"facts": "属于经营判断", "next_ways": "可以起诉"}
    act(file, "intake.refuse", by=officer(), ground="NA12", **words)
    act(file, "intake.ask_review", by=party(file), reasons="另有误导情节")
    both = other(officer(), functions=frozenset({"officer", "reviewer"}))

    assert reasons(ask(file, "intake.overturn", by=both, data={"reasons": "x"})) == ["not_the_same_person"]
    act(file, "intake.overturn", by=reviewer(), reasons="有误导情节，应当受理")
    assert picture(file).proceedings["intake-1"].stage == "received"


@pytest.mark.parametrize(
    ("ground", "more", "key_"),
    [
        ("NA5", {}, "invitation_recorded"),
        ("NA6", {}, "invitation_recorded"),
        ("NA11", {}, "completion_asked"),
        ("NA7–9", {}, "true_ground_kept"),
        ("NA1", {"true_ground": "NA8"}, "true_ground_kept"),
    ],
)
def test_grounds_have_conditions_of_their_own(ground, more, key_):
    file = filed()

    answer = ask(
        file, "intake.refuse", by=officer(), data={"ground": ground, "facts": "x", "next_ways": "y", **more}
    )

    assert reasons(answer) == [key_]


def test_suspicion_stands_in_no_clear_column():
    file = filed()
    secret = {"true_ground": "NA8", "lead_facts": "疑似非法集资线索"}
    act(file, "intake.refuse", by=officer(), ground="NA7–9", facts="依性质", next_ways="可起诉", **secret)

    headers = " ".join(Event.objects.filter(file=file).values_list("header", flat=True))

    assert "NA8" not in headers
    assert "集资" not in headers
    assert "NA8" not in File.objects.get(pk=file).picture


def test_a_typical_act_takes_at_most_fourteen_queries():
    file = accepted()

    with CaptureQueriesContext(connection) as queries:
        act(file, "invitation.send", by=officer(), party="p2", way="phone")

    assert len(queries) <= 14, [q["sql"][:80] for q in queries]


def test_without_the_key_nothing_is_written(settings, tmp_path):
    file = filed()
    settings.RONGZHI_KEY_FILE = tmp_path / "gone" / "installation.key"

    with pytest.raises(KeyFault):
        ask(file, "case.note", by=officer(), data={"note": "x"})

    assert picture(file).seq == 1
    seen = sight(officer(), file)
    assert seen.sealed_away
    assert seen.names == {}
    assert {piece.part for piece in seen.pieces} == {"header"}


def test_batch_files_each_row_once_and_takes_up_where_it_was_cut_off():
    rows = [(n, dispute(applicant_name=f"甲{n}")) for n in range(1, 8)]
    rows[3] = (4, dispute(what_happened=""))

    def run(some):
        return list(perform_many(some, by=officer(), now=NOW, batch="b", county=CODE, owner="PMCF", chunk=3))

    first = run(rows[:5])
    second = run(rows)

    assert [n for n, a in first if a.ok] == [1, 2, 3, 5]
    assert [n for n, a in second if a.ok and a.again] == [1, 2, 3, 5]
    assert reasons(dict(second)[4]) == ["missing"]
    assert sorted(File.objects.values_list("number", flat=True)) == [f"W-2026-{n:06d}" for n in range(1, 7)]


def test_batch_writes_what_single_filings_write():
    from rongzhi.casework.models import Entry, Match, Proceeding

    def shape(number):
        rows = [
            Event.objects.filter(file=number).values_list("seq", "act", "actor"),
            Party.objects.filter(file=number).order_by("key").values_list("key", "side", "body"),
            Entry.objects.filter(file=number).order_by("key").values_list("key", "kind", "status", "on"),
            Proceeding.objects.filter(file=number).values_list("key", "stage", "version"),
            Clock.objects.filter(file=number).values_list("key", "due"),
            Match.objects.filter(file=number).order_by("part", "kind").values_list("part", "kind"),
        ]
        return [list(query) for query in rows]

    single = filed(by=officer())
    ((_, batch),) = perform_many(
        [(1, dispute())], by=officer(), now=NOW, batch="b", county=CODE, owner="PMCF"
    )

    assert shape(batch.file) == shape(single)


def test_private_note_and_confidences_are_sealed_apart():
    file = mediating()
    act(file, "mediation.confide", by=party(file), note=SECRET)
    act(file, "mediation.private_note", by=mediator(), note=NOTE)

    names = set(SealedPart.objects.filter(file=file).values_list("name", flat=True))

    assert {"side:p1", "notes:n1"} <= names


def test_certificate_signature_counts_when_the_county_trusts_its_issuer(installation):
    from rongzhi.casework.rules import forget
    from tests.core.test_certificates import ANCHOR, CA, KEYS, issued, signed

    file = signing()
    made = {
        "certificate": issued("张三", KEYS["ec"], issuer="CA", by=CA),
        "signature_value": signed(KEYS["ec"], text_hash(file)),
    }
    data = {"signature_kind": "certificate", "text_hash": text_hash(file), **made}
    assert reasons(ask(file, "agreement.sign", by=party(file), data=data)) == ["certificate_stands"]
    (installation / "trust").mkdir()
    (installation / "trust" / "ca.pem").write_text(ANCHOR)
    forget()

    act(file, "agreement.sign", by=party(file), **data)

    assert picture(file).latest("signature").code == "certificate"
