"""A page that nobody takes: the next person is called, and the student is told the truth, twice."""

import pytest

from tests.journeys.patience import until
from tests.journeys.town import GUN, Town

NOT_YET = "We have not reached a person yet. Call 911 or 988 now"
HAS_IT = "A person has your message now"


@pytest.mark.nightly
def test_the_next_person_is_called_and_who_wrote_by_web_reads_that_nobody_was_reached_until_somebody_is(
    town: Town,
) -> None:
    words = town.tells(GUN, school=town.northside)
    first = town.when_paged(town.northside)

    until(lambda: len(set(town.called(town.northside))) > 1, "a page to a second person of the school")
    until(lambda: NOT_YET in town.returns(words).plain, "the message that nobody was reached")
    said = town.returns(words)
    assert HAS_IT not in said.plain
    assert "No person has read this yet" in said.plain

    town.owner(first).phone.writes("ACK " + town.code_in(first), first["from"])
    until(lambda: HAS_IT in town.returns(words).plain, "the message that somebody has it")


@pytest.mark.nightly
def test_who_wrote_by_text_is_told_by_text(town: Town) -> None:
    student = town.student_phone("+15005550188")
    student.writes(GUN)
    page = town.when_anyone_is_paged()

    student.expects(NOT_YET)
    assert not [one for one in student.texts() if HAS_IT in one["body"]]

    town.owner(page).phone.writes("ACK " + town.code_in(page), page["from"])
    told = student.expects(HAS_IT)
    assert "gun" not in told["body"]
    assert len([one for one in student.texts() if NOT_YET in one["body"]]) == 1
