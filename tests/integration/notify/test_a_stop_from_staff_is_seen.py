"""Notify 9: a STOP from a member of staff is at once a gap of the rota and a trouble that somebody must mend."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from notify import contacts
from notify.coverage import Why
from notify.reliance import reliance
from notify.troubles import STAFF_OPTED_OUT, troubles

DISTRICT, TEAM = b"northside distri", b"crisis team nort"
Fixture = Any


class Everybody:
    """Holds every key, and was here today."""

    def can_act(self, person: bytes, team: bytes) -> bool:
        return True

    def lately(self, person: bytes) -> bool:
        return True


def seen(district: Fixture) -> tuple[list[tuple[str, bytes]], Why | None]:
    """All troubles, and what is wrong with Ana."""
    with district.database.read() as conn:
        known = reliance(
            conn, district=DISTRICT, team=TEAM, start=district.at, end=district.at, can_act=Everybody()
        )
        wrong = troubles(conn, district=DISTRICT)
    return [(each.kind, each.subject) for each in wrong], known.trouble(district.persons["Ana"], district.at)


def test_a_stop_is_a_trouble_and_a_gap_until_start(district: Fixture) -> None:
    ana = district.persons["Ana"]
    assert seen(district) == ([], None)
    district.phone("Ana").replies("stop")
    assert seen(district) == ([(STAFF_OPTED_OUT, ana)], Why.OPTED_OUT)
    district.page()
    district.work()
    district.phone("Ben").expects("aviso urgente")
    district.phone("Ana").replies("START")
    assert seen(district) == ([], None)
    assert district.phone("Ana").inbox()[-1] == "Quietline: pages reach this phone again."


def test_a_stop_that_only_the_carrier_knows_of_is_found_when_a_page_is_refused(district: Fixture) -> None:
    district.simulator.account.records.opt_out("+15550100", district.phone("Ana").number)
    district.page()
    district.work()
    assert seen(district)[0] == [(STAFF_OPTED_OUT, district.persons["Ana"])]
    district.at += timedelta(seconds=1)
    district.work()
    district.phone("Ben").expects("aviso urgente")


def test_an_unverified_phone_is_a_gap_and_is_not_rung(district: Fixture) -> None:
    eve = district.add("Eve", verified=False)
    person = district.persons["Eve"]
    with district.database.read() as conn:
        assert contacts.contacts(conn, district=DISTRICT)[person].channels == {"email"}
    with district.database.engine.begin() as conn:
        contacts.mark_verified(conn, district=DISTRICT, person=person, now=district.at)
        known = contacts.contacts(conn, district=DISTRICT)[person]
    assert known.reachable
    eve.expects_nothing()


def test_another_number_is_another_phone_so_it_is_not_verified_and_not_stopped(district: Fixture) -> None:
    district.phone("Ana").replies("STOP")
    with district.database.engine.begin() as conn:
        contacts.save_contact(
            conn,
            district=DISTRICT,
            person=district.persons["Ana"],
            name="Ana",
            lang="en",
            phone="+15550777",
            email=None,
            sealer=district.service,
            phone_hash=lambda number: number.encode().ljust(32),
            now=district.at,
        )
        known = contacts.contacts(conn, district=DISTRICT)[district.persons["Ana"]]
    assert (known.verified, known.opted_out) == (False, False)
    assert seen(district)[0] == []


def test_a_number_is_nowhere_in_the_database_in_the_clear(district: Fixture) -> None:
    district.page()
    district.work()
    district.database.engine.dispose()
    folder = district.database.engine.url.database.rpartition("/")[0]

    stored = b"".join(path.read_bytes() for path in Path(folder).glob("notify.sqlite*"))
    assert b"7KQ2XX" in stored
    assert b"+1555020" not in stored
    assert b"Reply ACK" not in stored
