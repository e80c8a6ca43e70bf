"""`rongzhi search index`, the job that does the same, and a backup that leaves the index out."""

import json

import pytest

from rongzhi import search_command
from rongzhi.casework.models import SearchedFile, SearchRow
from rongzhi.casework.search.finding import find
from rongzhi.casework.search.query import read_query
from rongzhi.casework.search.words import fold, grams, places, wanted
from rongzhi.installation.jobs import EACH_MINUTE, index_search, run_jobs
from rongzhi.installation.rows import our_tables
from tests.factories.county import NOW, county, filed, officer


@pytest.fixture
def files(db, installation):
    county()
    return [filed(what_happened=f"承诺保本{n}") for n in range(3)]


def test_command_indexes_what_is_new_and_says_how_much(files, capsys):
    assert search_command.run(["index", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"indexed": 3, "waiting": 0}

    assert search_command.run(["index"]) == 0
    assert "Indexed 0 files, 0 still wait." in capsys.readouterr().out


def test_command_makes_the_index_anew(files, capsys):
    search_command.run(["index"])
    SearchRow.objects.all().delete()
    assert find(officer(), read_query("承诺保本")) == ([], False)

    search_command.run(["index", "--anew", "--json"])

    assert '"indexed": 3' in capsys.readouterr().out
    assert len(find(officer(), read_query("承诺保本"))[0]) == 3


def test_job_indexes_each_minute_and_waits_while_the_key_is_lost(files, settings):
    settings.RONGZHI_KEY_FILE = settings.RONGZHI_HOME / "nowhere.key"
    assert index_search(NOW) == 0

    settings.RONGZHI_KEY_FILE = settings.RONGZHI_HOME / "installation.key"
    assert run_jobs(NOW, EACH_MINUTE) == {"files indexed for search": 3, "cases compared with others": 3}
    assert run_jobs(NOW, EACH_MINUTE) == {"files indexed for search": 0, "cases compared with others": 0}


def test_index_is_in_no_backup():
    assert not {SearchRow, SearchedFile} & set(our_tables())


def test_words_of_a_text_are_signs_pairs_words_and_whole_numbers():
    assert grams("保本ABC，5,000.00元") == {"保", "本", "保本", "abc", "5000", "元"}
    assert wanted("保本金 Ａbc") == {"保本", "本金", "abc"}
    assert wanted("元") == {"元"}


def test_folding_keeps_every_sign_in_its_place():
    text = "Ａ½ßﬁ金"

    assert len(fold(text)) == len(text)
    assert fold(text)[0] == "a"


def test_places_tell_where_the_words_stand_in_the_text_as_written():
    text = "合同号ＨＴ 2024，合同"

    found = {run.text: spots for run, spots in places("合同 ht 2024 无", text).items()}

    assert found == {"合同": [(0, 2), (11, 13)], "ht": [(3, 5)], "2024": [(6, 10)], "无": []}
