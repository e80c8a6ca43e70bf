"""The rule pack on the administrator's desk: checked, previewed with its effects, adopted by an act, by nobody else."""

import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from rongzhi.casework.adopted_packs import in_force, pack_notes
from rongzhi.casework.models import AdoptedPack, Event, Proceeding
from rongzhi.casework.rules import folder_for, forget, rules_of
from rongzhi.directory.models import Account, County
from tests.factories.county import NOW, filed
from tests.factories.offices import county_with_file
from tests.factories.sign_in import PASSWORD

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ADDRESS = "/desk/administrator/packs/"
PACK = """[pack]
code = "w"
county = "W县"
county_en = "W County"
version = "2"

[[switch_on]]
procedure = "silent_plan"
basis = "W县规则第三条"
"""
VALUES = """[[med_accept_decision]]
value = 2
basis = "W县规则第五条"
"""
TEXT = '[message]\nzh = "案件 {case} 有新留言。"\nen = "A message in case {case}."\n'


@pytest.fixture
def county(db: None, installation):
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield county_with_file()
    forget()


def browser(username: str = "administrator") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username), backend=BACKEND)
    return client


def zipped(files: dict[str, str]) -> io.BytesIO:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    whole.seek(0)
    whole.name = "pack.zip"
    return whole


def previewed(client: Client, **texts: str):
    return client.post(ADDRESS, {"pack": PACK, "parameters": VALUES, **texts})


def test_page_shows_what_is_in_force(county: str) -> None:
    assert "plain" in browser().get(ADDRESS).text


def test_preview_lists_differences_and_effects_and_changes_nothing(county: str) -> None:
    filed()

    answer = previewed(browser())

    kinds = {one.kind for _, one in answer.context["differences"]}
    assert answer.status_code == 200
    assert kinds == {"value", "procedure"}
    found = answer.context["found"]
    assert [shift.key for shift in found.shifts] == ["med_accept_decision"]
    assert [key for key, *_ in found.running] == ["silent_plan"]
    assert "W县规则第五条" in answer.text
    assert not Event.objects.filter(act="county.adopt_pack").exists()
    assert not AdoptedPack.objects.exists()
    assert rules_of("W").procedures["silent_plan"].off


def test_adopted_pack_is_in_force_and_its_digest_is_on_record(county: str) -> None:
    client = browser()
    plan = previewed(client).context["plan"]

    answer = client.post(ADDRESS, {"plan": plan, "basis": "联席会议决定"}, follow=True)

    held = in_force("W")
    assert answer.status_code == 200
    assert Event.objects.filter(file=county, act="county.adopt_pack").count() == 1
    assert (held.pack.name, held.as_adopted, pack_notes("W")) == ("w@2", True, [])
    assert not rules_of("W").procedures["silent_plan"].off
    assert rules_of("W").parameters["med_accept_decision"].values[-1].amount == 2


def test_folder_that_was_changed_on_disk_is_not_used(county: str) -> None:
    client = browser()
    client.post(ADDRESS, {"plan": previewed(client).context["plan"], "basis": "决定"})
    folder = Path(folder_for(County.objects.get().pack))
    (folder / "pack.toml").write_text(PACK.replace("silent_plan", "fast_track"), "utf-8")

    forget()

    assert (in_force("W").as_adopted, pack_notes("W")) == (True, [])
    assert not rules_of("W").procedures["silent_plan"].off


def test_pack_uploaded_as_zip_is_read_with_its_texts(county: str) -> None:
    answer = browser().post(ADDRESS, {"file": zipped({"w/pack.toml": PACK, "w/texts/own.toml": TEXT})})

    assert ("text", "message") in {(one.kind, one.key) for _, one in answer.context["differences"]}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"pack.toml": PACK.replace("silent_plan", "nothing")}, "nothing"),
        ({"pack.toml": PACK.replace('basis = "W县规则第三条"', "")}, "basis"),
        ({"pack.toml": "[pack"}, "TOML"),
        ({"pack.toml": PACK, "texts/own.toml": '[message]\nzh = "{secret}"\nen = "x"\n'}, "secret"),
        ({"pack.toml": PACK, "../evil.toml": "x = 1"}, "evil"),
        ({"pack.toml": PACK, "texts/run.py": "x"}, "run.py"),
        ({"other.toml": "x"}, "other.toml"),
    ],
)
def test_faults_are_told_by_file_and_nothing_can_be_adopted(county: str, files, said: str) -> None:
    answer = browser().post(ADDRESS, {"file": zipped(files)})

    assert answer.status_code == 422
    assert said in answer.text
    assert not answer.context.get("plan")


def test_pack_with_the_version_in_force_is_a_fault(county: str) -> None:
    client = browser()
    client.post(ADDRESS, {"plan": previewed(client).context["plan"], "basis": "决定"})

    answer = previewed(client, pack=PACK.replace("第三条", "第四条"))

    assert answer.status_code == 422
    assert answer.context["found"].faults[0].file == "pack.toml"


def test_procedure_under_way_cannot_be_switched_off(county: str) -> None:
    client = browser()
    client.post(ADDRESS, {"plan": previewed(client).context["plan"], "basis": "决定"})
    number = filed()
    begun = {"stage": "consent", "open": True, "version": 1, "edition": 1, "since": NOW, "opened": NOW}
    Proceeding.objects.create(file=number, key="silent_plan:1", procedure="silent_plan", **begun)
    off = PACK.partition("[[switch_on]]")[0].replace('"2"', '"3"')

    answer = client.post(ADDRESS, {"pack": off, "parameters": VALUES})

    assert answer.status_code == 422
    assert "silent_plan" in answer.context["found"].faults[0].zh
    assert not answer.context["plan"]


def test_file_that_is_no_zip_or_too_much_is_refused(county: str) -> None:
    broken = io.BytesIO(b"no zip at all")
    broken.name = "pack.zip"
    large = zipped({"pack.toml": PACK, "texts/a.toml": "#" * 2_000_000})

    assert browser().post(ADDRESS, {"file": broken}).status_code == 422
    assert browser().post(ADDRESS, {"file": large}).status_code == 422


def test_nothing_is_adopted_without_basis_or_with_a_plan_of_another(county: str) -> None:
    Account.objects.create_user("second", PASSWORD, county="W", functions="administrator", name_zh="second")
    client = browser()
    plan = previewed(client).context["plan"]

    assert client.post(ADDRESS, {"plan": plan, "basis": " "}).status_code == 422
    assert client.post(ADDRESS, {"plan": plan + "x", "basis": "决定"}).status_code == 409
    assert browser("second").post(ADDRESS, {"plan": plan, "basis": "决定"}).status_code == 409
    assert not Event.objects.filter(act="county.adopt_pack").exists()


@pytest.mark.parametrize("username", ["officer", "reviewer", "clerk", "n1", "agent-BANK1", "agent-SEC"])
def test_page_is_not_there_for_others(county: str, username: str) -> None:
    plan = previewed(browser()).context["plan"]
    assert plan

    assert browser(username).get(ADDRESS).status_code == 404
    assert browser(username).post(ADDRESS, {"plan": plan, "basis": "决定"}).status_code == 404
    assert not AdoptedPack.objects.exists()
