"""`rongzhi groups prove`: what is planted is found, and what is missing is said in words."""

import gzip
import json
import random

import pytest

from rongzhi import groups_command
from rongzhi.core.likeness.planting import Planted, Text, compare, distinct, edited, plant
from rongzhi.core.likeness.structure import Structure
from rongzhi.groups_command import NoTexts, read_texts


@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 20260817])
def test_planted_clusters_are_found(shared_data, capsys, seed):
    status = groups_command.run(["prove", "--seed", str(seed), "--data", str(shared_data), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert status == 0
    assert told["seed"] == seed
    assert told["clusters"] == 40
    assert told["recall"] >= 0.95
    assert told["precision"] >= 0.9
    assert told["seconds"] < 60


@pytest.mark.shared
def test_same_seed_plants_the_same(shared_data):
    texts = list(read_texts(shared_data))[:400]

    assert plant(texts, 3) == plant(texts, 3)
    assert plant(texts, 3) != plant(texts, 4)


def test_missing_folder_is_said_in_words(tmp_path):
    with pytest.raises(NoTexts) as fault:
        list(read_texts(tmp_path))

    assert "cfpb_narratives" in fault.value.en
    assert "--data" in fault.value.label


def small_folder(tmp_path, rows):
    for name, file, product, words in (
        ("cfpb_narratives", "product_narratives_open.jsonl.gz", "product", "narrative"),
        ("cjrc_civil_reading", "cjrc_civil_open.jsonl.gz", "cause", "context"),
    ):
        (tmp_path / name).mkdir()
        with gzip.open(tmp_path / name / file, "wt", encoding="utf-8") as out:
            for at in range(rows):
                out.write(json.dumps({product: "one", words: story(f"{name} {at}")}) + "\n")
    return tmp_path


def story(seed):
    draw = random.Random(seed)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("".join(draw.choice(letters) for _ in range(draw.randint(3, 9))) for _ in range(60))
    return " ".join(words) + "."


def test_too_few_texts_are_said_in_words(tmp_path):
    with pytest.raises(NoTexts, match="too few"):
        groups_command.run(["prove", "--seed", "1", "--data", str(small_folder(tmp_path, 3))])


def test_damaged_file_is_said_in_words(tmp_path):
    folder = small_folder(tmp_path, 3)
    file = folder / "cjrc_civil_reading" / "cjrc_civil_open.jsonl.gz"
    file.write_bytes(file.read_bytes()[:40])

    with pytest.raises(NoTexts, match="damaged"):
        list(read_texts(folder))


def test_result_is_told_in_words(tmp_path, capsys):
    groups_command.run(["prove", "--seed", "1", "--data", str(small_folder(tmp_path, 300))])

    told = capsys.readouterr().out
    assert "40 批 clusters planted" in told
    assert told.rstrip().endswith("Passed.")


def test_copy_has_another_fifth_of_its_characters_and_the_same_length():
    draw, text = random.Random(1), "The bank refused. " * 40

    copy = edited(text, draw, ["字"])

    assert len(copy) == len(text)
    assert copy != text


def test_amounts_dates_and_names_are_changed():
    copy = edited("On XX/XX/2016 XXXX took {$350.00}", random.Random(2), ["字"])

    assert "XX/XX" not in copy
    assert "350.00" not in copy


def test_texts_that_repeat_an_earlier_one_are_set_aside():
    texts = [Text("en", "a", story(1)), Text("en", "b", story(1) + " and more"), Text("en", "c", story(2))]

    assert [text.product for text in distinct(texts)] == ["a", "c"]


def test_pairs_are_counted_against_what_was_planted():
    planted = [
        Planted(name, "", Structure(), name[0] if name[0] != "x" else "")
        for name in ("a1", "a2", "a3", "b1", "b2", "x1")
    ]

    found = compare(planted, [("a1", "a2", "x1"), ("b1", "b2")])

    assert (found.pairs, found.found, found.right) == (4, 4, 2)
    assert (found.recall, found.precision) == (0.5, 0.5)


def test_nothing_planted_and_nothing_found_is_perfect():
    found = compare([], [])

    assert (found.recall, found.precision) == (1.0, 1.0)
