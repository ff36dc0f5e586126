"""Whoever gets a thread is told where things stand, first and sealed; a second team can read along and be taken off."""

import secrets
from typing import Any

import pytest

from reporting.cases.passing_on import Parting
from reporting.cases.refusals import NoSuchThread, NotAllowed, SummaryMissing, TooLong
from reporting.cases.staff_view import Act

LUNCH = "Someone keeps stealing my lunch"
GUN = "he has a gun in his backpack and says tomorrow is the day"


def told(words: str = "Called home; nobody there.") -> Parting:
    return Parting(secrets.token_bytes(16), words)


@pytest.fixture
def house(founded_house_on_each: Any) -> Any:
    founded_house_on_each.tip(LUNCH)
    return founded_house_on_each


@pytest.fixture
def reference(house: Any) -> str:
    return house.threads()[0].reference


def south(house: Any) -> str:
    """The value of the South's everyday queue."""
    return next(
        one.id.hex()
        for one in house.house.ground.roll.queues()
        if one.kind.value == "counselor" and house.member("south") in one.members
    )


def test_a_colleague_reads_first_what_the_last_one_knew_and_who_had_it(
    house: Any, reference: str, at: Any
) -> None:
    desk, ana, ben = house.house.desk, house.member("north"), house.member("north_too")
    desk.assign(house.sessions["north"], reference, ana.hex())
    desk.assign(house.sessions["north"], reference, ben.hex(), told("She eats in room 12."))
    (one,) = at(house, "north_too", reference).reads().passed
    assert (one.by, one.before, one.to, one.text) == (
        "Ana Ruiz",
        "Ana Ruiz",
        "Ben Okafor",
        "She eats in room 12.",
    )
    desk.hand_over(house.sessions["north_too"], reference, south(house), told("Moves on Monday."))
    first, last = at(house, "south", reference).reads().passed
    assert (first.to, last.by, last.before, last.text) == (
        "Ben Okafor",
        "Ben Okafor",
        "Ben Okafor",
        "Moves on Monday.",
    )


@pytest.mark.parametrize("words", ["", "  \n"])
def test_it_goes_to_nobody_else_without_a_word(house: Any, reference: str, words: str) -> None:
    desk, session = house.house.desk, house.sessions["north"]
    with pytest.raises(SummaryMissing):
        desk.assign(session, reference, house.member("north_too").hex(), told(words))
    with pytest.raises(SummaryMissing):
        desk.hand_over(session, reference, south(house), told(words))
    with pytest.raises(SummaryMissing):
        desk.share(session, reference, south(house), told(words))
    assert house.threads()[0].assignee is None
    assert house.references("south") == set()
    with pytest.raises(TooLong):
        desk.hand_over(session, reference, south(house), told("x" * 1_001))


def test_to_take_it_or_to_lay_it_down_asks_for_no_words(house: Any, reference: str) -> None:
    desk, session = house.house.desk, house.sessions["north"]
    desk.assign(session, reference, house.member("north").hex())
    desk.assign(session, reference, None)
    assert house.read("north", reference).passed == ()


def test_its_student_never_sees_a_summary(founded_house: Any) -> None:
    house = founded_house
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    house.house.desk.hand_over(house.sessions["north"], reference, south(house), told("She lies often."))
    assert "She lies often." not in repr([one.text for one in house.house.web_return.open(words).messages])


def test_two_teams_read_it_and_one_stays_responsible(house: Any, reference: str, at: Any) -> None:
    desk, lies_in = house.house.desk, house.threads()[0].queue
    desk.share(house.sessions["north"], reference, south(house), told("His sister is with you."))
    theirs = at(house, "south", reference).reads()
    assert [one.text for one in theirs.messages if one.author == "reporter"] == [LUNCH]
    assert theirs.passed[-1].text == "His sister is with you."
    assert theirs.may & {Act.REPLY, Act.NOTE} == {Act.REPLY, Act.NOTE}
    assert not theirs.may & {Act.HAND_OVER, Act.SHARE, Act.CLOSE, Act.ASSIGN}
    assert house.threads()[0].queue == lies_in
    for role in ("north", "south"):
        page = house.doors.inboxes.page(
            house.sessions[role], view="all", queue=None, state="open", cursor=None
        )
        assert [one.summary for one in page.rows] == [LUNCH], role
    # The same team cannot be added twice, nor taken into a queue that it holds already.
    with pytest.raises(NotAllowed):
        desk.share(house.sessions["north"], reference, south(house), told())
    with pytest.raises(NotAllowed):
        desk.take_back(house.sessions["south"], reference, south(house))


def test_taken_back_it_is_theirs_no_more_and_says_who_saw_it(
    house: Any, reference: str, at: Any, thief_of: Any
) -> None:
    desk, keys = house.house.desk, _keys(house, "south")
    desk.share(house.sessions["north"], reference, south(house), told())
    assert house.read("north", reference).shared[0].seen_by == ()
    at(house, "south", reference).reads()
    assert house.read("north", reference).shared[0].seen_by == ("Carla Nguyen",)
    desk.take_back(house.sessions["north"], reference, south(house))
    view = house.read("north", reference)
    assert view.shared == ()
    assert view.passed[-1].seen_by == ("Carla Nguyen",)
    assert {one.failure for one in view.messages} == {None}
    assert house.references("south") == set()
    with pytest.raises(NoSuchThread):
        house.read("south", reference)
    rows = thief_of(house).rows(house.threads()[0].id)
    assert not [one for one in rows if any(kid in one["recipients"] for kid in keys)]
    # It can be added again.
    desk.share(house.sessions["north"], reference, south(house), told())
    assert at(house, "south", reference).reads().passed[-1].code == "shared_with_queue"


def test_something_urgent_in_a_shared_thread_is_taken_back_with_it(
    founded_house_on_each: Any, thief_of: Any
) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(LUNCH).words)
    reference, keys = house.threads()[0].reference, _keys(house, "south")
    house.house.desk.share(house.sessions["north"], reference, south(house), told())
    view = house.house.web_return.open(words)
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), GUN)
    assert house.read("south", reference).severity == "urgent"
    house.house.desk.take_back(house.sessions["north"], reference, south(house))
    rows = thief_of(house).rows(house.threads()[0].id)
    assert not [one for one in rows if any(kid in one["recipients"] for kid in keys)]
    # The crisis team was called for it and still opens it.
    assert GUN in [one.text for one in house.read("north_too", reference).messages]


def test_a_message_that_comes_while_it_is_shared_is_in_the_list_of_both(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    words = " ".join(house.tip(LUNCH).words)
    reference = house.threads()[0].reference
    view, written = house.house.web_return.open(words), []

    def while_it_is_planned(size: int) -> bytes:
        if not written:
            written.append(1)
            house.house.web_return.reply(view.token, bytes.fromhex(view.submission), GUN)
        return secrets.token_bytes(size)

    other = house.with_random(while_it_is_planned)
    other.house.desk.share(house.sessions["north"], reference, south(house), told())
    assert written
    for role in ("north", "south"):
        page = house.doors.inboxes.page(
            house.sessions[role], view="all", queue=None, state="open", cursor=None
        )
        assert [(one.severity, one.readable) for one in page.rows] == [("urgent", True)], role


def test_no_team_with_an_excluded_person_is_offered(founded_house: Any) -> None:
    house = founded_house
    house.tip("She pulls my hair in class", excluded=frozenset({house.member("south")}))
    reference = house.threads()[0].reference
    hers = {one.id.hex() for one in house.house.ground.roll.queues() if house.member("south") in one.members}
    assert not {one.value for one in house.read("designee", reference).share_with} & hers
    with pytest.raises(NotAllowed):
        house.house.desk.share(house.sessions["designee"], reference, next(iter(hers)), told())


def _keys(house: Any, role: str) -> set[bytes]:
    session = house.sessions[role]
    return {session.queue_key(queue).public.kid for queue in session.principal.queues}
