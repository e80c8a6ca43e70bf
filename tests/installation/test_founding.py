"""`rongzhi init`: what it makes, and that it never touches an installation that holds data."""

import json
import stat

import pytest

from tests.installation.conftest import INIT, PASSWORD, Machine

pytestmark = pytest.mark.db

LOOK = """
import json
from rongzhi.casework.models import Event
from rongzhi.directory.models import Account, Body, County
print(json.dumps({
    "acts": list(Event.objects.order_by("pk").values_list("act", flat=True)),
    "actors": sorted(set(Event.objects.values_list("actor", flat=True))),
    "counties": list(County.objects.values_list("code", "name_zh", "name_en", "pack", "pack_version")),
    "bodies": list(Body.objects.values_list("handle", "kind", "name_zh")),
    "accounts": list(Account.objects.values_list("username", "functions", "county")),
    "signs_in": Account.objects.get().check_password("Quiet-river-48213"),
}))
"""


def look(machine: Machine) -> dict:
    return json.loads(machine.program(LOOK))


def test_init_makes_a_county_by_acts_alone(county):
    assert look(county) == {
        "acts": ["county.found", "county.adopt_pack", "county.appoint", "body.register"],
        "actors": ["head"],
        "counties": [["W", "W县", "W County", "plain", "1"]],
        "bodies": [["PMCF", "PMCF", "W县金融纠纷人民调解委员会"]],
        "accounts": [["head", "administrator", "W"]],
        "signs_in": True,
    }
    assert county.command("verify").returncode == 0


def test_init_makes_a_key_for_its_owner_alone(county):
    assert stat.S_IMODE(county.key.stat().st_mode) == 0o600


def test_init_says_what_to_do_next(machine):
    said = machine.command(*INIT, given=PASSWORD + "\n").stdout

    assert "rongzhi serve" in said
    assert "rongzhi backup" in said
    assert str(machine.key) in said


def test_init_takes_the_key_of_the_setting(machine):
    from rongzhi.casework.keys_file import to_text

    program = "import os, sys; os.environ['RONGZHI_KEY'] = sys.argv.pop(1); from rongzhi.cli import main; sys.exit(main(sys.argv[1:]))"

    done = machine.python(program, to_text(bytes(32)), *INIT, given=PASSWORD + "\n")

    assert done.returncode == 0, done.stderr
    assert not machine.key.exists()


def test_second_init_changes_nothing(county):
    before, key = look(county), county.key.read_bytes()

    done = county.command(*INIT, given=PASSWORD + "\n")

    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert look(county) == before
    assert county.key.read_bytes() == key


def test_init_makes_no_new_key_while_data_exist(county):
    county.key.unlink()

    done = county.command(*INIT, given=PASSWORD + "\n")

    assert done.returncode == 1
    assert not county.key.exists()
    for word in ("never made", "read-only", "rongzhi restore"):
        assert word in done.stderr


def test_interrupted_init_goes_on(county):
    county.program("from rongzhi.directory.models import Account; Account.objects.all().delete()")

    done = county.command(*INIT, given=PASSWORD + "\n")

    assert done.returncode == 0, done.stderr
    assert len(look(county)["acts"]) == 4
    assert look(county)["signs_in"] is True


@pytest.mark.parametrize(
    ("given", "word"), [("short\n", "too weak"), ("\n", "too weak"), ("1234567890123\n", "too weak")]
)
def test_init_with_a_weak_password_makes_nothing(machine, given, word):
    done = machine.command(*INIT, given=given)

    assert done.returncode == 1
    assert word in done.stderr
    assert not machine.key.exists()


def test_init_with_an_unknown_pack_makes_nothing(machine):
    done = machine.command(*INIT, "--pack", "nowhere", given=PASSWORD + "\n")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not machine.key.exists()
