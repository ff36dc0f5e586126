"""A person whom a message is about: by tick or by name they learn nothing of it, and somebody else is called."""

from typing import Any

import pytest
from sqlalchemy import select

from notify.tables import Escalation
from reporting.cases.passing_on import Parting
from reporting.cases.refusals import EmptyText, NoSuchThread, NotAllowed

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
ANA, BEN, CARLA, DANA, ERIN = "north", "north_too", "south", "south_too", "designee"
PHONES = {ANA: "+12025550101", BEN: "+12025550102", CARLA: "+12025550103", ERIN: "+12025550105"}


def keep_out(house: Any, *roles: str) -> frozenset[Any]:
    return frozenset(house.member(role) for role in roles)


def called(house: Any) -> set[str]:
    house.work(1)
    return {to for to, _ in house.carrier.texts}


def test_who_is_ticked_sees_no_row_no_count_no_change_and_no_line_of_the_audit(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    before = house.doors.inboxes.page(house.sessions[ANA], view="all", queue=None, state="open", cursor=None)
    house.tip("She pulls my hair in class", excluded=keep_out(house, ANA))
    (row,) = house.threads()
    house.read(ERIN, row.reference)
    house.house.desk.note(house.sessions[ERIN], row.reference, b"n" * 16, "I take this.")
    after = house.doors.inboxes.page(house.sessions[ANA], view="all", queue=None, state="open", cursor=None)
    assert (after.rows, after.queues) == (before.rows, before.queues)
    assert house.references(ANA) == set()
    assert not house.doors.inboxes.changes(house.sessions[ANA].principal, before.version).changed
    lines = house.house.audit.page(house.sessions[ANA].principal).lines
    assert row.id not in {line.about for line in lines}
    assert row.id in {line.about for line in house.house.audit.page(house.sessions[ERIN].principal).lines}
    assert house.references(ERIN) == {row.reference}


@pytest.mark.parametrize("act", ["read", "assign", "reopen", "acknowledge", "hand_back"])
def test_to_them_it_is_as_if_it_never_was(founded_house: Any, act: str) -> None:
    house = founded_house
    house.tip("She pulls my hair in class", excluded=keep_out(house, ANA))
    (row,) = house.threads()
    more = (None,) if act == "assign" else ()
    refusals = []
    for reference in (row.reference, "ZZZZZZ", "7KQ2", "", "' OR 1=1"):
        with pytest.raises(NoSuchThread) as refused:
            getattr(house.house.desk, act)(house.sessions[ANA], reference, *more)
        refusals.append((type(refused.value), refused.value.args))
    assert len(set(refusals)) == 1


def test_a_name_in_the_words_keeps_its_person_out_as_a_tick_does(founded_house: Any) -> None:
    house = founded_house
    house.tip("Ms Ruiz the counselor pulls my hair in class")
    (row,) = house.threads()
    assert house.references(ANA) == set()
    assert house.references(ERIN) == {row.reference}
    assert [one.name for one in house.read(ERIN, row.reference).excluded] == ["Ana Ruiz"]


def test_who_is_kept_out_is_not_called_and_the_next_person_is(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    house.tip(GUN, excluded=keep_out(house, ANA))  # Ana is on call
    assert called(house)  # at once, by the next who can open it
    for _ in range(6):
        house.clock.advance(minutes=10)
        house.work()
    assert called(house) == {PHONES[BEN], PHONES[ERIN]}
    (row,) = house.threads()
    assert [one.text for one in house.read(BEN, row.reference).messages if one.author == "reporter"] == [GUN]


def test_a_whole_crisis_team_kept_out_leaves_a_ladder_of_people_who_can_open_it(founded_house: Any) -> None:
    house = founded_house
    house.tip(GUN, excluded=keep_out(house, ANA, BEN))
    assert called(house)
    assert called(house) & {PHONES[ANA], PHONES[BEN]} == set()
    house.clock.advance(minutes=30)
    (row,) = house.threads()
    readers = {one for one in PHONES if row.reference in house.references(one)}
    assert {one for one in PHONES if PHONES[one] in called(house)} <= readers


def test_where_everybody_is_ticked_somebody_is_called_all_the_same(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    house.tip(GUN, excluded=keep_out(house, ANA, BEN, CARLA, DANA, ERIN, "administrator"))
    assert called(house)
    (row,) = house.threads()
    assert row.reference in house.references(ERIN)


def test_a_page_for_a_kept_thread_never_joins_one_of_which_the_person_hears(founded_house: Any) -> None:
    house = founded_house
    house.tip(GUN)
    house.tip(GUN, excluded=keep_out(house, ANA))
    house.work(1)
    with house.house.foundation.database.read() as conn:
        assert len(conn.execute(select(Escalation.escalation)).all()) == 2
    bodies = [body for to, body in house.carrier.texts if to == PHONES[ANA]]
    assert len(bodies) == 1
    assert "more" not in bodies[0]


def test_only_the_designee_lets_them_in_again_and_only_with_a_reason(
    founded_house_on_each: Any, at: Any
) -> None:
    house = founded_house_on_each
    house.tip(GUN, excluded=keep_out(house, ANA))
    (row,) = house.threads()
    ana = house.member(ANA).hex()
    with pytest.raises(NotAllowed):
        at(house, BEN, row.reference).does("lift_exclusion", ana, "She was in Boston that day.")
    with pytest.raises(EmptyText):
        at(house, ERIN, row.reference).does("lift_exclusion", ana, "  ")
    with pytest.raises(NotAllowed):
        at(house, ERIN, row.reference).does("lift_exclusion", house.member(BEN).hex(), "He is nice.")
    at(house, ERIN, row.reference).does("lift_exclusion", ana, "She was in Boston that day.")
    view = house.read(ERIN, row.reference)
    assert view.excluded == ()
    assert "She was in Boston that day." in [one.text for one in view.messages if one.author == "note"]
    with pytest.raises(NoSuchThread):
        house.read(ANA, row.reference)  # no key by this
    queue = next(one for one in view.hand_over_to if "North" in one.name and "risis" in one.name)
    at(house, ERIN, row.reference).does("hand_over", queue.value, Parting(b"p" * 16, "Nothing of it was so."))
    assert house.references(ANA) == {row.reference}


def test_an_exclusion_still_stands_when_its_record_was_tampered_with(
    founded_house: Any, thief_of: Any, at: Any
) -> None:
    """A message taken out before the record must not open the way to the person whom it was about."""
    house = founded_house
    house.tip("She pulls my hair in class", excluded=keep_out(house, ANA))
    (row,) = house.threads()
    thief = thief_of(house)
    rows = thief.rows(row.id)
    del rows[0]
    thief.replace(row.id, rows)
    view = house.read(ERIN, row.reference)
    assert [one.name for one in view.excluded] == ["Ana Ruiz"]
    assert not [one for one in view.hand_over_to if "North" in one.name]


def test_what_is_named_in_a_later_message_keeps_its_person_from_the_call(founded_house: Any) -> None:
    house = founded_house
    words = " ".join(house.tip("something happened in class").words)
    view = house.house.web_return.open(words)
    body = "Ana Ruiz hits me and I want to kill myself tonight"
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), body)
    assert PHONES[ANA] not in called(house)
    assert called(house)
