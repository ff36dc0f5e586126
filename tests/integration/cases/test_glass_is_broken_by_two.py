"""What nobody of a queue can open, two people of different offices open together, and nobody alone does."""

import secrets
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from reporting.cases.refusals import NoSuchThread
from reporting.people.refused import GlassRefused, StepUpRefused
from reporting.store import glass
from reporting.store.glass import HALF, OFFER, REQUEST
from reporting.vault.glass import joined, open_half
from reporting.vault.notation import Unreadable

GUN = "he has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"
WHY = "Ana and Ben are both on the plane."
ADA, DANA, ERIN = "administrator", "south_too", "designee"


@pytest.fixture
def house(founded_house: Any) -> Any:
    return ready(founded_house)


def ready(house: Any) -> Any:
    """Somebody of each of North's queues was there, so that the halves are made."""
    house.unlock("north")
    return house


def crisis(house: Any) -> Any:
    return next(
        one.id
        for one in house.house.ground.roll.queues()
        if one.kind.value == "crisis" and house.member("north") in one.members and one.school is not None
    )


def ask(house: Any, role: str = ADA, thread: str = "", hours: int = 2) -> bytes:
    house.house.glass.ask(house.sessions[role], crisis(house), WHY, hours, thread)
    with house.house.foundation.database.read() as conn:
        return glass.requests(conn, house.house.ground.district, "asked")[-1].id


def agree(house: Any, role: str, which: bytes) -> None:
    house.house.glass.agree(house.sessions[role], which)


def inbox(house: Any, role: str) -> set[str]:
    return set(house.references(role))


def test_two_open_what_is_urgent_there_and_it_ends_by_itself(founded_house_on_each: Any) -> None:
    house = ready(founded_house_on_each)
    house.tip(GUN)
    house.tip(LUNCH)
    urgent = next(one.reference for one in house.threads() if one.severity == "urgent")
    assert inbox(house, ADA) == inbox(house, DANA) == set()
    which = ask(house)
    assert inbox(house, ADA) == inbox(house, DANA) == set(), "a request alone opens nothing"
    (seen,) = house.house.glass.asks(house.sessions[DANA])
    assert (seen.reason, seen.may, seen.mine) == (WHY, True, False)
    agree(house, DANA, which)
    for role in (ADA, DANA):
        assert inbox(house, role) == {urgent}
        thread = house.read(role, urgent)
        assert thread.messages[0].text == GUN
        note = next(one for one in thread.messages if one.code == "glass_opened")
        assert (note.text, note.name, note.failure) == (WHY, "Dana Whitfield", None)
        assert note.params["asker"] == house.member(ADA).hex()
    # Their own people still read all of it, and see who was there.
    assert "glass_opened" in [one.code for one in house.read("north", urgent).messages]
    house.house.desk.reply(house.sessions[DANA], urgent, secrets.token_bytes(16), "Where are you now?", "")
    house.clock.advance(hours=2)
    assert house.house.glass.end_due() == 1
    for role in (ADA, DANA):
        house.cookies.pop(role)
        house.unlock(role)
        assert inbox(house, role) == set()
        with pytest.raises(NoSuchThread):
            house.read(role, urgent)
    assert house.house.glass.end_due() == 0


def test_afterwards_the_queue_gets_a_new_key_and_new_halves(house: Any) -> None:
    house.tip(GUN)
    agree(house, DANA, ask(house))
    house.clock.advance(hours=3)
    house.house.glass.end_due()
    before = house.house.people.book.current.queues[crisis(house)].epoch
    for _ in range(2):
        house.cookies.pop("north_too", None)
        house.unlock("north_too")
    assert house.house.people.book.current.queues[crisis(house)].epoch == before + 1
    assert house.house.glass.queues(house.sessions[ADA])


def test_one_alone_opens_nothing(house: Any) -> None:
    house.tip(GUN)
    which = ask(house)
    with pytest.raises(GlassRefused) as own:
        agree(house, ADA, which)
    assert own.value.code == "glass_own"
    # Nor somebody who is of neither office, nor two of one.
    for role in ("south", "north"):
        with pytest.raises(GlassRefused):
            agree(house, role, which)
    for role in ("south", "north_too"):
        with pytest.raises(GlassRefused):
            ask(house, role)
    assert inbox(house, ADA) == set()


def test_neither_half_nor_offer_makes_the_key_for_one_of_them_with_the_whole_disk(house: Any) -> None:
    """Each of the two, with their own keys and every row of the database, and the thief without any."""
    house.tip(GUN)
    which = ask(house)
    book, district = house.house.people.book, house.house.ground.district
    queue = crisis(house)
    expected = book.queue_pk(queue, book.current.queues[queue].epoch)
    with house.house.foundation.database.read() as conn:
        rows = conn.execute(select(HALF).where(HALF.c.queue == queue)).mappings().all()
        offers = conn.execute(select(OFFER).where(OFFER.c.request == which)).mappings().all()
    assert rows
    assert offers
    for role in (ADA, "north_too", "south"):
        key = house.sessions[role].unlocked.x
        mine = [
            open_half(district, queue, row["epoch"], key, row["other_kid"], row["sealed"])
            for row in rows
            if row["holder"] == house.member(role)
        ]
        for one in mine:
            for other in mine:
                with pytest.raises(Unreadable):
                    joined(one, other, expected)
        for row in rows:
            if row["holder"] != house.member(role):
                with pytest.raises(Unreadable):
                    open_half(district, queue, row["epoch"], key, row["other_kid"], row["sealed"])
        for row in offers:
            if row["partner"] != house.member(role):
                with pytest.raises(Unreadable):
                    key.open(row["sealed"], b"")
    # Two registrars who are no designees make no pair.
    assert not [row for row in rows if row["holder"] == row["other"]]


def test_an_old_request_put_back_by_a_writer_of_the_database_opens_nothing(house: Any) -> None:
    house.tip(GUN)
    which = ask(house)
    house.clock.advance(minutes=31)
    house.sessions[DANA] = house.sign_in_as(DANA)
    with pytest.raises(GlassRefused):
        agree(house, DANA, which)
    later = int(house.clock().timestamp()) + 900
    house.house.foundation.database.write(
        lambda conn: conn.execute(update(REQUEST).where(REQUEST.c.id == which).values(expires=later))
    )
    assert house.house.glass.asks(house.sessions[DANA]) == ()
    with pytest.raises(GlassRefused) as refused:
        agree(house, DANA, which)
    assert refused.value.code == "glass_halves"
    assert inbox(house, DANA) == set()


def test_whoever_has_left_an_office_opens_nothing_more(house: Any) -> None:
    house.tip(GUN)
    which = ask(house)
    leaving = house.house.people.leaving
    leaving.leave(house.sessions[ERIN], house.member(DANA), house.queue("Designee"))
    with pytest.raises(GlassRefused):
        agree(house, DANA, which)
    house.unlock("north")
    with house.house.foundation.database.read() as conn:
        halves = glass.halves_of(conn, house.house.ground.district, crisis(house))
    assert house.member(DANA) not in {one.holder for one in halves} | {one.other for one in halves}


def test_it_asks_for_the_password_a_reason_and_a_time(house: Any) -> None:
    queue, session = crisis(house), house.sessions[ADA]
    for reason, hours in (("", 2), ("  ", 2), ("x" * 501, 2), (WHY, 3), (WHY, 10_000)):
        with pytest.raises(GlassRefused):
            house.house.glass.ask(session, queue, reason, hours)
    which = ask(house)
    house.clock.advance(minutes=6)
    with pytest.raises(StepUpRefused):
        agree(house, DANA, which)
    with pytest.raises(StepUpRefused):
        house.house.glass.ask(session, queue, WHY, 2)


def test_one_thread_can_be_named_and_what_is_not_there_answers_alike(house: Any) -> None:
    house.tip(GUN)
    house.tip("she said she will kill herself tonight", 0, sender=b"another!")
    one, other = (thread.reference for thread in house.threads())
    agree(house, DANA, ask(house, thread=one.lower()))
    assert inbox(house, ADA) == {one}
    agree(house, DANA, ask(house, thread="ZZZZ22"))
    assert inbox(house, ADA) == {one}
    assert other not in inbox(house, DANA)


def test_what_is_kept_from_one_of_the_two_stays_kept_without_a_word(house: Any) -> None:
    """Something urgent about Dana lies with the designee, whose queue she is in: it went to Erin alone."""
    house.tip(GUN)
    agree(house, DANA, ask(house))
    seen = inbox(house, DANA)
    house.tip(f"Dana Whitfield has a gun, {GUN}", excluded=frozenset({house.member(DANA)}))
    about_her = next(one.reference for one in house.threads() if one.reference not in seen)
    for named in ("", about_her):
        which = ask(house, thread=named)
        agree(house, DANA, which)
        assert about_her not in inbox(house, DANA)
    with pytest.raises(NoSuchThread):
        house.read(DANA, about_her)
    acts = [row.about for row in house.doors.audits.page(house.sessions[DANA], None).rows]
    assert about_her not in acts


def test_a_registrar_who_is_accused_later_in_the_thread_is_left_out_and_the_other_one_reads_it(
    house: Any,
) -> None:
    words = " ".join(house.tip(GUN).words)
    reference = house.threads()[0].reference
    view = house.house.web_return.open(words)
    house.house.web_return.reply(
        view.token, bytes.fromhex(view.submission), "Ms. Stone gave it to him. Ada Stone"
    )
    agree(house, DANA, ask(house))
    assert inbox(house, DANA) == {reference}
    assert inbox(house, ADA) == set()


def test_all_of_the_queue_and_the_registrars_hear_of_it(house: Any) -> None:
    house.tip(GUN)
    which = ask(house)
    agree(house, DANA, which)
    for role in ("north", "north_too", ADA, ERIN):
        kinds = [one.kind for one in house.doors.alarms.open(house.sessions[role])]
        assert "glass_broken" in kinds, role
    assert "glass_broken" not in [one.kind for one in house.doors.alarms.open(house.sessions["south"])]
    acts = {row.act for row in house.doors.audits.page(house.sessions["north"], None).rows}
    assert {"glass_asked", "glass_broken", "glass_opened"} <= acts
    # Who was away for a week still finds it; after two weeks it is done with.
    house.clock.advance(hours=3)
    house.house.glass.end_due()
    house.clock.advance(days=7)
    house.house.glass.end_due()
    assert "glass_broken" in [one.kind for one in house.house.people.alarms.standing()]
    house.clock.now += timedelta(days=8)
    house.house.glass.end_due()
    assert "glass_broken" not in [one.kind for one in house.house.people.alarms.standing()]


def test_who_asked_can_take_it_back_and_either_can_end_it(house: Any) -> None:
    house.tip(GUN)
    which = ask(house)
    with pytest.raises(GlassRefused):
        house.house.glass.withdraw(house.sessions[DANA], which)
    house.house.glass.withdraw(house.sessions[ADA], which)
    with pytest.raises(GlassRefused):
        agree(house, DANA, which)
    which = ask(house)
    agree(house, DANA, which)
    with pytest.raises(GlassRefused):
        house.house.glass.end(house.sessions["south"], which)
    house.house.glass.end(house.sessions[DANA], which)
    assert inbox(house, ADA) == inbox(house, DANA) == set()
