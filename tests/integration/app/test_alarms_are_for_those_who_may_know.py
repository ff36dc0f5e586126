"""What needs a hand is said to those who can lend one, and to nobody from whom its cause is kept."""

import re
import secrets
from typing import Any

import notify.contacts
from notify.troubles import MISCONFIGURED, trouble
from reporting.cases.doors import InboundText

QUIET = "someone keeps stealing my lunch"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
STUDENT, HOTLINE = "+12025550177", "+12025550100"


def kinds(house: Any, role: str) -> list[tuple[str, str | None]]:
    """Each alarm with what it is about, as this role sees it; those of the vigil have tests of their own."""
    rows = house.doors.alarms.open(house.sessions[role])
    return [(row.kind, row.reference or row.about) for row in rows if not row.kind.startswith("vigil_")]


def test_a_calm_house_has_none(founded_house: Any) -> None:
    assert founded_house.keep_watch()
    assert founded_house.doors.alarms.open(founded_house.sessions["administrator"]) == ()


def test_a_queue_that_one_person_is_left_to_open_is_told_to_registrars_and_its_readers(
    founded_house: Any,
) -> None:
    founded_house.doors.roll.leave_queue(
        founded_house.sessions["north"],
        founded_house.member("north_too").hex(),
        founded_house.queue("North High crisis").hex(),
    )
    founded_house.house.people.health.look()
    expected = [("queue_of_one", "North High crisis")]
    assert kinds(founded_house, "administrator") == expected
    assert kinds(founded_house, "north") == expected
    assert kinds(founded_house, "south") == []


def test_a_colleague_who_texted_stop_is_an_alarm_by_name_until_start(founded_house: Any) -> None:
    ground = founded_house.house.people.ground
    phone = founded_house.house.people.phone_hash("+12025550101")

    def say(word: Any) -> None:
        ground.database.write(
            lambda conn: word(conn, district=ground.district, phone=phone, now=ground.clock())
        )

    say(notify.contacts.opt_out)
    assert kinds(founded_house, "south") == [("staff_opted_out", "Ana Ruiz")]
    say(notify.contacts.opt_in)
    assert kinds(founded_house, "south") == []


def test_a_carrier_that_refuses_the_account_is_told_to_everybody(founded_house: Any) -> None:
    ground = founded_house.house.people.ground
    ground.database.write(
        lambda conn: trouble(
            conn,
            district=ground.district,
            kind=MISCONFIGURED,
            subject=b"sms".ljust(16, b"\0"),
            code=20003,
            now=int(ground.clock().timestamp()),
        )
    )
    assert kinds(founded_house, "south") == [("misconfigured", None)]


def test_a_late_answer_is_told_to_whom_the_thread_is_open_until_somebody_answers(founded_house: Any) -> None:
    founded_house.tip(QUIET, excluded=frozenset({founded_house.member("designee")}))
    (reference,) = founded_house.references("south_too")
    founded_house.clock.advance(days=5)
    founded_house.house.watch.own_late_answers()
    fresh = _signed_in_anew(founded_house, "south_too", "designee")
    assert kinds(fresh, "south_too") == [("late_answer", reference)]
    assert kinds(fresh, "designee") == []

    desk, dana = fresh.doors.desk, fresh.sessions["south_too"]
    seen = desk.read(dana, reference).seen
    desk.reply(dana, reference, secrets.token_bytes(16), "Thank you. Which day was it?", seen)
    assert kinds(fresh, "south_too") == []


def test_an_answer_that_was_not_sent_is_told_to_its_readers(founded_house: Any) -> None:
    founded_house.house.hearing.hear(
        InboundText(sid="SM" + "a" * 32, sender=STUDENT, to=HOTLINE, body=QUIET, media=0)
    )
    (reference,) = founded_house.references("north")
    desk, ana = founded_house.doors.desk, founded_house.sessions["north"]
    seen = desk.read(ana, reference).seen
    desk.reply(ana, reference, secrets.token_bytes(16), "Thank you. Which day was it?", seen)
    founded_house.clock.advance(minutes=29)
    assert kinds(founded_house, "north") == []
    founded_house.clock.advance(minutes=2)
    assert kinds(founded_house, "north") == [("reply_not_sent", reference)]
    assert kinds(founded_house, "south") == []


def _leave_nobody_reachable(house: Any) -> None:
    ground = house.house.people.ground
    for role in house.sessions:  # the last resort too
        ground.database.write(
            lambda conn, role=role: notify.contacts.remove_contact(
                conn, district=ground.district, person=house.member(role)
            )
        )


def test_a_page_that_rings_nobody_is_told_to_all_but_those_from_whom_it_is_kept(founded_house: Any) -> None:
    _leave_nobody_reachable(founded_house)
    founded_house.tip(GUN, excluded=frozenset({founded_house.member("north_too")}))
    founded_house.house.ladders.tick()
    (told,) = kinds(founded_house, "north")
    assert told == ("nobody_reachable", "North on call")
    assert kinds(founded_house, "administrator") == [told]
    assert kinds(founded_house, "north_too") == []


def test_a_page_that_nobody_takes_is_told_with_its_reference_to_its_readers(founded_house: Any) -> None:
    founded_house.tip(GUN)
    (reference,) = founded_house.references("north")
    founded_house.clock.advance(minutes=11)
    founded_house.house.watch.tell_unreached()
    assert ("unacknowledged", reference) in kinds(founded_house, "north")
    assert ("unacknowledged", reference) not in kinds(founded_house, "administrator")
    founded_house.doors.desk.acknowledge(founded_house.sessions["north"], reference)
    assert ("unacknowledged", reference) not in kinds(founded_house, "north")


def test_the_page_says_each_of_them_in_words(founded_house: Any, browse: Any) -> None:
    _leave_nobody_reachable(founded_house)
    founded_house.tip(GUN)
    founded_house.house.ladders.tick()
    page = browse("north").get("/alarms").text
    assert "North on call" in page
    assert not re.search(r"nobody.reachable", page, re.IGNORECASE)


def _signed_in_anew(house: Any, *roles: str) -> Any:
    """After days the old sessions are over."""
    for role in roles:
        house.sessions[role] = house.sign_in_as(role)
    return house
