"""The data of the demo: real texts unchanged, everything else made up by the seed and named as made up."""

import gzip
import json
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rongzhi.demo import tables
from rongzhi.demo.arrivals import SHANGHAI, arrivals
from rongzhi.demo.chinese import chinese_filings, chinese_stories
from rongzhi.demo.filings import FIELDS, REAL, designs, filings, grounds_by_design
from rongzhi.exchange.intake.columns import FILING_COLUMNS
from rongzhi.exchange.intake.reader import Row
from rongzhi.exchange.intake.values import read_values
from rongzhi.rulebook.tables import bodies, channels, ends, grounds, reasons, stages, taxonomy

SEED = 7
COMPANIES = (
    "BANK OF AMERICA",
    "EQUIFAX",
    "EXPERIAN",
    "TRANSUNION",
    "CITIBANK",
    "SYNCHRONY",
    "WELLS FARGO",
    "U.S. BANCORP",
    "ATLANTICUS",
    "BARCLAYS",
    "UNITED SERVICES AUTOMOBILE",
    "CAPITAL ONE",
    "PENTAGON FEDERAL",
    "CONTINENTAL FINANCE",
    "FIRST PORTFOLIO",
    "PROSPER",
    "GOLDMAN SACHS",
    "ALLIANT",
    "JPMORGAN",
    "RADIUS GLOBAL",
    "TD BANK",
    "MONEYLION",
    "TRUIST",
)
CHOICES = {
    "applicant_kind": {"consumer", "small_business", "institution", "other"},
    "respondent_kind": {"consumer", "small_business", "institution", "other"},
    "applicant_age_band": {"under60", "60plus", ""},
    "complaint_made": {"yes", "no", "unknown", ""},
    "suit_pending": {"yes", "no", "unknown", ""},
    "arbitration_clause": {"yes", "no", "unknown", ""},
    "in_force_decision": {"yes", "no", "unknown", ""},
    "representative_authority": {"general", "special", ""},
    "e_service_consent": {"yes", "no", ""},
    "privacy_notice": {"yes"},
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(filings(SEED))


@pytest.fixture(scope="module")
def everybody(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return rows + chinese_filings()


def as_bytes(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def test_excerpt_holds_twelve_hundred_texts_of_every_product():
    texts = tables.complaints()

    assert len(texts) == len({text.id for text in texts}) == 1200
    assert {text.product for text in texts} == set(tables.products())
    assert all(40 <= len(text.narrative) <= 6000 for text in texts)
    assert all(text.narrative == text.narrative.strip() for text in texts)
    assert not [text.id for text in texts if text.narrative[0] in "=+-@"]


def test_excerpt_packed_shows_no_time_and_no_name():
    header = (tables.DATA / "complaints.jsonl.gz").read_bytes()[:10]

    assert header[3] == 0, "no file name in the header"
    assert header[4:8] == bytes(4), "no time in the header"


@pytest.mark.shared
def test_excerpt_made_again_is_the_same():
    root = Path(__file__).resolve().parents[2]

    done = subprocess.run(
        [sys.executable, str(root / "scripts" / "make_demo_excerpt.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (0, "the same")


@pytest.mark.shared
def test_excerpt_texts_stand_unchanged_in_the_source(shared_data: Path):
    source: dict[str, str] = {}
    with gzip.open(shared_data / "cfpb_narratives" / "product_narratives_open.jsonl.gz", "rt") as lines:
        source |= {row["id"]: row["narrative"] for row in map(json.loads, lines)}
    with (shared_data / "cfpb_narratives" / "credit_card_full_open.jsonl").open() as lines:
        source |= {row["complaint_id"]: row["narrative"] for row in map(json.loads, lines)}

    assert {text.id: text.narrative for text in tables.complaints()}.items() <= source.items()


@pytest.mark.shared
def test_no_company_of_the_source_is_a_party(shared_data: Path, everybody: list[dict[str, str]]):
    with (shared_data / "cfpb_narratives" / "credit_card_full_open.jsonl").open() as lines:
        companies = {json.loads(line)["company"].upper() for line in lines}

    parties = {row[f"{side}_name"].upper() for row in everybody for side in ("applicant", "respondent")}

    assert len(companies) > 20
    assert parties & companies == set()


def test_no_real_company_is_a_party(everybody: list[dict[str, str]]):
    parties = " | ".join(
        row[f"{side}_name"].upper() for row in everybody for side in ("applicant", "respondent")
    )

    assert [company for company in COMPANIES if company in parties] == []
    assert re.search("[A-Z]{2}", parties) is None, "parties have Chinese names"


def test_filings_same_seed_same_bytes(rows: list[dict[str, str]]):
    assert as_bytes(list(filings(SEED))) == as_bytes(rows)
    assert as_bytes(list(filings(SEED + 1))) != as_bytes(rows)


def test_filings_fewer_are_the_beginning_of_more(rows: list[dict[str, str]]):
    assert list(filings(SEED, 300)) == rows[:300]
    assert list(filings(SEED, 0)) == []
    assert [design.ref for design in designs(SEED, 300)] == [row["external_ref"] for row in rows[:300]]


@pytest.mark.parametrize("count", [-1, 1225])
def test_filings_wrong_count_is_refused(count: int):
    with pytest.raises(ValueError, match="Ask for 0 to 1224"):
        filings(SEED, count)


def test_filings_too_few_moments_are_refused():
    with pytest.raises(ValueError, match="need as many moments"):
        filings(SEED, 3, filed_at=arrivals(SEED, 2))


def test_filings_texts_are_the_real_ones(rows: list[dict[str, str]]):
    texts = {text.id: text.narrative for text in tables.complaints()}

    assert {row["external_ref"].removesuffix("-2") for row in rows} == set(texts)
    assert all(row["what_happened"] == texts[row["external_ref"].removesuffix("-2")] for row in rows)
    assert len({row["external_ref"] for row in rows}) == len(rows) == 1224


def test_filings_have_the_columns_of_a_batch(everybody: list[dict[str, str]]):
    assert {tuple(row) for row in everybody} == {FIELDS}
    assert all(isinstance(value, str) for row in everybody for value in row.values())


def test_filings_columns_are_those_of_the_batch_file():
    assert tuple(column.key for column in FILING_COLUMNS) == FIELDS


def test_filings_pass_the_reading_of_a_batch(everybody: list[dict[str, str]]):
    for number, row in enumerate(everybody, start=1):
        filled = {key: value for key, value in row.items() if value}
        values, problems = read_values(Row(number, filled), today=date(2026, 8, 31))
        assert problems == []
        assert values["what_happened"] == row["what_happened"]


def test_filings_every_made_up_field_is_listed(rows: list[dict[str, str]]):
    for row in rows:
        filled = [key for key in FIELDS if row[key]]
        assert row["synthetic"].split(",") == [key for key in filled if key not in REAL]
        assert len(row["synthetic"]) <= 1000


def test_chinese_filings_every_field_is_listed():
    for row in chinese_filings():
        assert row["synthetic"].split(",") == [key for key in FIELDS if row[key] and key != "synthetic"]
        assert "what_happened" in row["synthetic"].split(",")


def test_filings_identity_numbers_and_credit_codes_are_never_made(everybody: list[dict[str, str]]):
    keys = ("applicant_id_number", "applicant_credit_code", "respondent_credit_code")

    assert {row[key] for row in everybody for key in keys} == {""}


def test_filings_hold_what_the_house_requires(everybody: list[dict[str, str]]):
    ways = ("applicant_phone", "applicant_email", "applicant_address")

    for row in everybody:
        assert all(row[key] for key in ("applicant_name", "respondent_name", "what_happened"))
        assert any(row[way] for way in ways)
        assert row["privacy_notice"] == "yes"
        assert bool(row["legal_basis"]) == (row["applicant_kind"] == "institution")


def test_filings_codes_are_those_of_the_rulebook(everybody: list[dict[str, str]]):
    for row in everybody:
        assert not row["dispute_class"] or row["dispute_class"] in taxonomy()
        assert not row["reason"] or row["reason"] in reasons()
        assert not row["channel_wished"] or row["channel_wished"] in channels()
        assert not row["respondent_body"] or row["respondent_body"] in tables.bodies()
        for key, choices in CHOICES.items():
            assert row[key] in choices, key


def test_tables_codes_are_those_of_the_rulebook():
    choices = [choice for table in tables.products().values() for choice in table]

    assert {choice.code for choice in choices} <= set(tables.classes()) <= set(taxonomy())
    assert (
        {reason for choice in choices for reason in choice.reasons} <= set(tables.claims()) <= set(reasons())
    )
    assert {body.kind for body in tables.bodies().values()} <= set(bodies())
    assert set(grounds_by_design()) == set(grounds()) - {"NA5"}


def test_filings_contacts_reach_nobody(everybody: list[dict[str, str]]):
    for row in everybody:
        for side in ("applicant", "respondent"):
            assert re.fullmatch(r"(1990000|1990001|1990002|1990003)\d{4}|", row[f"{side}_phone"])
            assert row[f"{side}_email"].endswith(".example") or not row[f"{side}_email"]


def test_filings_amounts_are_yuan_with_two_decimals(everybody: list[dict[str, str]]):
    amounts = [row["amount"] for row in everybody if row["amount"]]

    assert all(re.fullmatch(r"[1-9]\d*\.\d\d", amount) for amount in amounts)
    assert Decimal(10) <= min(map(Decimal, amounts)) < max(map(Decimal, amounts)) <= Decimal(2_000_000)


def test_filings_days_lie_before_the_demo_year(rows: list[dict[str, str]]):
    for row in rows:
        days = [date.fromisoformat(row[key]) for key in ("happened_on", "known_on") if row[key]]
        assert days == sorted(days)
        assert all(date(2020, 1, 1) < day < date(2025, 9, 1) for day in days)


def test_filings_with_moments_days_lie_before_each_moment():
    moments = arrivals(SEED, 400)

    rows = list(filings(SEED, 400, filed_at=moments))

    assert all(row["known_on"] < moment.date().isoformat() for row, moment in zip(rows, moments, strict=True))
    assert any(row["happened_on"] > "2025-09-01" for row in rows)


def test_filings_shares_are_as_designed(rows: list[dict[str, str]]):
    kinds = [design.kind for design in designs(SEED)]

    assert sum(row["applicant_kind"] == "institution" for row in rows) == kinds.count("institution") == 96
    assert sum(row["channel_wished"] == "commissioned" for row in rows) == kinds.count("commissioned") == 72
    assert kinds.count("duplicate") == 24
    for key in ("amount", "dispute_class", "claim", "happened_on", "applicant_phone"):
        assert any(not row[key] for row in rows), key


def test_filings_of_institutions_are_against_persons(rows: list[dict[str, str]]):
    for row in rows:
        if row["applicant_kind"] == "institution":
            body = tables.body_named(row["applicant_name"])
            assert body in tables.institutions()
            assert row["respondent_kind"] == "consumer"
            assert row["respondent_body"] == ""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_designs_every_ground_occurs_in_each_two_hundred(seed: int):
    for count in (204, 1224):
        assert {design.ground for design in designs(seed, count)} == {"", *grounds_by_design()}


def test_designs_duplicates_follow_their_first_filing(rows: list[dict[str, str]]):
    place = {row["external_ref"]: number for number, row in enumerate(rows)}
    repeats = [design for design in designs(SEED) if design.repeats]

    assert len(repeats) == 24
    for design in repeats:
        first, again = rows[place[design.repeats]], rows[place[design.ref]]
        assert place[design.repeats] < place[design.ref]
        for key in ("applicant_name", "respondent_name", "what_happened", "applicant_phone"):
            assert first[key] == again[key]
        assert first != again


def test_chinese_filings_are_twenty_whole_stories():
    filed, stories = chinese_filings(), chinese_stories()

    assert [row["external_ref"] for row in filed] == [story.ref for story in stories]
    assert len({story.key for story in stories}) == len(filed) == 20
    assert all(150 <= len(row["what_happened"]) <= 400 for row in filed)
    assert all(row["dispute_class"] and row["reason"] and row["amount"] for row in filed)


def test_chinese_stories_use_known_stages_ends_and_grounds():
    known = set(stages())

    for story in chinese_stories():
        assert set(story.route) <= known, story.key
        assert set(story.ends) <= set(ends()), story.key
        assert story.ground in {"", *grounds()}, story.key


def test_chinese_stories_reach_every_end():
    assert {end for story in chinese_stories() for end in story.ends} == set(ends())


def test_chinese_stories_are_filed_on_working_days_after_they_happened():
    for story, row in zip(chinese_stories(), chinese_filings(), strict=True):
        assert story.filed_at.utcoffset() == timedelta(hours=8)
        assert date(2025, 9, 1) <= story.filed_at.date() <= date(2026, 8, 31)
        assert row["happened_on"] <= row["known_on"] < story.filed_at.date().isoformat()


def test_arrivals_lie_in_the_demo_year_and_in_office_hours():
    moments = arrivals(SEED, 2000)

    assert moments == sorted(moments)
    assert moments == arrivals(SEED, 2000)
    assert all(moment.tzinfo is SHANGHAI for moment in moments)
    assert datetime(2025, 9, 1, tzinfo=SHANGHAI) <= moments[0]
    assert moments[-1] < datetime(2026, 9, 1, tzinfo=SHANGHAI)
    assert {moment.hour for moment in moments} <= {8, 9, 10, 11, 14, 15, 16, 17}


def test_arrivals_mostly_on_working_days():
    golden_week = [
        moment for moment in arrivals(SEED, 5000) if "2025-10-01" <= moment.date().isoformat() <= "2025-10-08"
    ]

    assert 0 < len(golden_week) < 40


@pytest.mark.parametrize("n", [0, 1])
def test_arrivals_few(n: int):
    assert len(arrivals(SEED, n)) == n


def test_arrivals_negative_number_is_refused():
    with pytest.raises(ValueError, match="cannot be -1"):
        arrivals(SEED, -1)


def test_bodies_are_the_ones_the_county_needs():
    kinds = [body.kind for body in tables.bodies().values()]

    for kind in (
        "LEAD",
        "SEC",
        "FIN",
        "NFRA",
        "PBOC",
        "CSRC",
        "COURT",
        "JB",
        "PS",
        "SAMR",
        "XF",
        "GOVC",
        "LA",
        "NOT",
        "ARB",
    ):
        assert kinds.count(kind) == 1, kind
    assert [kinds.count(kind) for kind in ("PMCF", "FMO", "CMO", "PMC", "IPC")] == [1, 1, 1, 2, 1]
    assert len(tables.institutions()) == 12
    assert [body.code for body in tables.bodies().values() if body.receives_filings] == [tables.DEFAULT_BODY]


def test_neutrals_stand_on_known_bodies_and_classes():
    known = {*tables.bodies(), "none"}

    assert len(tables.neutrals()) == 15
    assert len(tables.townships()) == 8
    for neutral in tables.neutrals().values():
        assert {neutral.body, neutral.employer, neutral.payer, neutral.host} <= known
        assert neutral.township in tables.townships()
        assert set(neutral.specialisms) <= set(taxonomy())
        assert set(neutral.roles) <= {"MED", "EVAL"}


def test_accounts_are_one_for_each_role():
    duties = [account.duty for account in tables.accounts()]

    assert len(duties) == 15
    assert {duty for duty in duties if duties.count(duty) > 1} == {"mediator", "reviewer"}
    for account in tables.accounts():
        assert account.body in tables.bodies()
        assert account.role in bodies()
        assert not account.neutral or tables.neutrals()[account.neutral].name == account.name


def test_names_of_people_are_not_repeated_between_tables():
    names = [neutral.name for neutral in tables.neutrals().values()]
    staff = [account.name for account in tables.accounts() if not account.neutral]

    assert len({*names, *staff}) == len(names) + len(staff)
