"""The main job, from a student's words to a person's answer, over plain HTTP and by text."""

import re
from itertools import count
from typing import Any

from tests.journeys.patience import stays
from tests.journeys.town import GUN, LUNCH, Town

LONGER_THAN_THE_NEXT_CALL_S = 5  # three at this speed
WHERE = "Thank you for telling us. Where is he now?"
_students = count(123)


def no_word_of_it(page: dict[str, Any], tip: str) -> bool:
    """Short words aside, which the page's own sentence has as well."""
    said = set(re.findall(r"\w+", page["body"].lower()))
    return not said & {word for word in re.findall(r"\w+", tip.lower()) if len(word) > 3 or word == "gun"}


def test_a_gun_in_a_backpack_pages_the_schools_phone_is_read_and_answered(town: Town) -> None:
    words = town.tells(GUN, school=town.northside)

    page = town.when_paged(town.northside)
    assert no_word_of_it(page, GUN)
    assert page["kind"] == "sms"
    on_call = town.owner(page)
    on_call.phone.replies("ACK")
    on_call.phone.hears_that_it_is_theirs()

    called = town.called(town.northside)
    stays(lambda: town.called(town.northside), called, LONGER_THAN_THE_NEXT_CALL_S)
    assert not town.called(town.southside)

    reference = town.reference_in(page)
    assert on_call.looks().rows()[reference] == "urgent"
    thread = on_call.looks(f"/threads/{reference}")
    assert [author for author, text in thread.messages() if GUN in text] == ["reporter"]
    assert "gun in his backpack" in thread.plain.split("Because")[1].split("Everything that was weighed")[0]
    thread.post(f"/threads/{reference}/reply", {"body": WHERE})
    assert thread.url.startswith(f"{town.staff}/threads/{reference}")
    assert "Your answer is in the thread." in thread.plain

    back = town.returns(tuple(word.upper() for word in words), "-")
    assert "A counselor read this" in back.plain
    assert any(author == "staff" and WHERE in text for author, text in back.messages())
    assert any(author == "reporter" and GUN in text for author, text in back.messages())


def test_the_student_writes_back_and_the_counselor_sees_it(town: Town) -> None:
    carla = town.person("Carla")
    before = carla.looks().rows()
    words = town.tells("Nobody sits with the new boy at lunch.", school=town.southside)

    written = town.returns(words).post("/return/reply", {"body": "His name is Theo."})
    assert "We have your message." in written.plain

    (reference,) = set(carla.looks().rows()) - set(before)
    said = [text for author, text in carla.looks(f"/threads/{reference}").messages() if author == "reporter"]
    assert "Nobody sits with the new boy" in said[0]
    assert "His name is Theo." in said[1]


def test_a_stolen_lunch_waits_for_the_counselor_and_pages_nobody(town: Town) -> None:
    ana = town.person("Ana")
    before = ana.looks().rows()
    town.tells(LUNCH, school=town.northside)

    stays(town.paged, [], LONGER_THAN_THE_NEXT_CALL_S)

    now = ana.looks().rows()
    (reference,) = set(now) - set(before)
    assert now[reference] != "urgent"
    assert LUNCH in ana.looks(f"/threads/{reference}").plain


def test_by_text_it_goes_the_same_way(town: Town) -> None:
    student = town.student_phone(f"+15005550{next(_students)}")
    assert student.writes(f"{GUN} at northside") == 200
    first = student.expects("988")
    assert "911" in first["body"]

    page = town.when_anyone_is_paged()
    assert no_word_of_it(page, GUN)
    on_call = town.owner(page)
    on_call.phone.replies("ACK")
    on_call.phone.hears_that_it_is_theirs()

    reference = town.reference_in(page)
    thread = on_call.looks(f"/threads/{reference}")
    assert GUN in thread.plain
    thread.post(f"/threads/{reference}/reply", {"body": WHERE})
    assert "Your answer is in the thread." in thread.plain
    student.expects(WHERE)
