"""The pictures in docs/pictures/ are those that the journeys take: none too many, none missing, each told."""

from pathlib import Path

from tests.journeys.days import DAYS
from tests.journeys.pictures import MOST_BYTES, file_name, index

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


def test_every_picture_of_a_day_is_there_and_no_other() -> None:
    told = {file_name(role, one.what) for role, day in DAYS.items() for one in day.pictures}

    assert {path.name for path in FOLDER.glob("*.png")} == told


def test_index_page_tells_every_picture() -> None:
    assert (FOLDER / "README.md").read_text("utf-8") == index()


def test_pictures_are_small() -> None:
    assert [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > MOST_BYTES] == []
