"""A counselor tries a sentence: whom the page names is who is called when a student writes it, and nobody before."""

import pytest

from tests.journeys.patience import quiet
from tests.journeys.town import GUN, Town

RESTED_S = 8  # whoever was rung lately is passed over for three minutes: six seconds at this speed


@pytest.mark.nightly
def test_what_is_tried_is_what_happens(town: Town) -> None:
    quiet(lambda: len(town.left()), RESTED_S)
    town.begin()
    desk = town.person("Ana").looks("/rules/try")
    desk.post("/rules/try", {"body": GUN, "school": town.southside, "channel": "web", "hours": ""})
    assert desk.status == 200
    named = desk.plain.partition("Who would be paged first, at this hour")[2].split(" · ")[0].strip()
    assert named in {one.name for one in town.staff_of(town.southside)}
    assert town.left() == []

    town.tells(GUN, school=town.southside)
    page = town.when_paged(town.southside)
    assert town.owner(page).name == named


def test_a_lead_tells_the_words_and_hours_of_a_school_and_the_page_keeps_them(town: Town) -> None:
    desk = town.person("Ana").looks("/places")
    path = f"/places/school/{town.northside}"
    assert path in desk.text
    desk.get(path).post(path, {"places": "the mezz\nla cancha", "mon_opens": "08:00", "mon_closes": "15:00"})
    assert "It counts from the next message on." in desk.plain
    assert "la cancha" in desk.get(path).plain
