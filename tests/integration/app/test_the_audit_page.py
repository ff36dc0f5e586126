"""Who did what, to those who may know of it."""

from typing import Any

from sqlalchemy import update

from reporting.staff.people_view import AuditPage
from reporting.store.audit_entries import AUDIT_ENTRY

WORDS = "someone keeps stealing my lunch"


def page(house: Any, role: str) -> AuditPage:
    shown: AuditPage = house.doors.audits.page(house.sessions[role], None)
    return shown


def test_a_reader_sees_who_opened_a_thread_of_their_queue(founded_house: Any) -> None:
    founded_house.tip(WORDS)
    (reference,) = founded_house.references("north")
    founded_house.doors.desk.read(founded_house.sessions["north"], reference)
    rows = [row for row in page(founded_house, "north_too").rows if row.about == reference]
    assert [(row.actor, row.queue) for row in rows] == [("Ana Ruiz", "North High counselors")]


def test_an_excluded_reader_of_the_same_queue_sees_nothing_of_a_thread(founded_house: Any) -> None:
    before = page(founded_house, "designee")
    founded_house.tip(WORDS, excluded=frozenset({founded_house.member("designee")}))
    (reference,) = founded_house.references("south_too")
    founded_house.doors.desk.read(founded_house.sessions["south_too"], reference)
    founded_house.doors.desk.assign(founded_house.sessions["south_too"], reference, None)
    done = [(row.act, row.queue) for row in page(founded_house, "south_too").rows if row.about == reference]
    assert done == [("assigned", "Designee"), ("read", "Designee")]
    assert page(founded_house, "designee") == before


def test_it_names_people_and_never_an_id(founded_house: Any) -> None:
    founded_house.doors.roll.leave_queue(
        founded_house.sessions["north"],
        founded_house.member("north_too").hex(),
        founded_house.queue("North High crisis").hex(),
    )
    (row,) = [row for row in page(founded_house, "north").rows if row.act == "left_queue"]
    assert (row.actor, row.about, row.queue) == ("Ana Ruiz", "Ben Okafor", "North High crisis")


def test_it_says_when_somebody_changed_the_store_behind_our_back(founded_house: Any) -> None:
    assert page(founded_house, "north").intact
    ground = founded_house.house.people.ground
    ground.database.write(
        lambda conn: (
            conn.execute(
                update(AUDIT_ENTRY).where(AUDIT_ENTRY.c.n == 3).values(actor=founded_house.member("south"))
            ).rowcount
        )
    )
    assert not page(founded_house, "north").intact
    assert not page(founded_house, "designee").intact
