"""Each step of a referral is counted once, where it happens, by school and category, and never so that a packet can be told."""

import secrets
from collections import Counter
from typing import Any

from reporting.model.help.words import SharedField
from reporting.referrals.answer import Answer
from reporting.store import packet_counts, packets, referral_tallies
from reporting.store.tallies import NO_SCHOOL
from tests.integration.referrals.conftest import NAME, Referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent

ONCE = {
    "referral_proposed",
    "referral_agreed",
    "referral_sent",
    "referral_opened",
    "referral_accepted",
    "first_appointment",
    "attended",
    "seen_fortnight",
    "seen_month",
    "confirmed",
}


def waiting(harbor: Referred) -> Counter[tuple[Any, str, str]]:
    """By school, category and step: what the house has in RAM."""
    found: Counter[tuple[Any, str, str]] = Counter()
    for (school, step), gathered in harbor.doors.counter._listed():
        for (_, category), n in gathered.waiting().items():
            found[school, category, step.value] += n
    return found


def stored(harbor: Referred) -> list[Any]:
    ground = harbor.house.house.ground
    with ground.database.read() as conn:
        return list(referral_tallies.of_month(conn, ground.district, 202611))


def answered(harbor: Referred, token: str, pin: str, *steps: str) -> None:
    partner = harbor.doors.partner
    view = partner.open(token, pin)
    for step in steps:
        view = partner.say(view.token, step, "no_capacity" if step == "declined" else "", Answer())


def met(harbor: Referred, offer: str, said: str) -> None:
    view = harbor.come_back()
    harbor.doors.student.met(view.token, bytes.fromhex(view.submission), offer, said, said)


def test_each_step_counts_once_however_often_a_partner_or_student_changes_their_word(
    harbor: Referred,
) -> None:
    offer, token, pin = sent(harbor)
    answered(harbor, token, pin, "accepted", "waitlisted", "scheduled", "no_show", "attended", "scheduled")
    answered(harbor, token, pin, "attended")
    for said in ("not_yet", "yes", "no", "yes"):
        met(harbor, offer, said)
    found = waiting(harbor)
    assert {school for school, _, _ in found} == {harbor.house.school(0)}
    by_step = Counter({step: n for (_, _, step), n in found.items()})
    assert set(by_step) == ONCE | {"referral_waiting", "no_show", "not_seen"}
    assert set(by_step.values()) == {1}
    known = {category for _, category, step in found if step != "referral_agreed"}
    assert known == {"unsorted"}


def test_whoever_came_after_a_month_is_not_among_those_who_came_within_one(harbor: Referred) -> None:
    _, token, pin = sent(harbor)
    harbor.house.clock.advance(days=13)
    answered(harbor, token, pin, "accepted", "scheduled")
    harbor.house.clock.advance(days=10)
    slip_token, slip_pin = _new_link(harbor)
    answered(harbor, slip_token, slip_pin, "attended")
    steps = {step for _, _, step in waiting(harbor)}
    assert "seen_month" in steps
    assert "seen_fortnight" not in steps


def _new_link(harbor: Referred) -> tuple[str, str]:
    harbor.pass_days(0)
    (one,) = harbor.doors.staff.desk(harbor.counselor, harbor.reference).referrals
    slip = harbor.doors.staff.new_link(harbor.counselor, harbor.reference, one.standing.referral.offer.id)
    return slip.link.rsplit("/", 1)[-1], slip.pin


def test_nothing_is_written_for_a_school_before_five_took_the_same_step(harbor: Referred) -> None:
    counter, house = harbor.doors.counter, harbor.house
    offer, token, pin = sent(harbor)
    answered(harbor, token, pin, "accepted", "scheduled", "attended")
    met(harbor, offer, "yes")
    counter.flush()
    assert stored(harbor) == []
    for _ in range(4):
        counter.count(house.clock(), house.school(0), "grief", ["attended"])
    counter.flush()
    assert {(one.school, one.category, one.step, one.n) for one in stored(harbor)} == {
        (house.school(0), "grief", "attended", 4),
        (house.school(0), "unsorted", "attended", 1),
    }


def test_when_the_service_stops_only_what_packets_say_in_clear_is_kept_and_of_no_school(
    harbor: Referred,
) -> None:
    offer, token, pin = sent(harbor)
    answered(harbor, token, pin, "accepted")
    met(harbor, offer, "no")
    harbor.doors.counter.close()
    found = stored(harbor)
    assert {one.step for one in found} == {"referral_sent", "referral_opened", "referral_accepted"}
    assert {(one.school, one.category) for one in found} == {(NO_SCHOOL, "")}


def test_what_is_kept_from_somebody_is_in_no_count(harbor: Referred) -> None:
    house = harbor.house
    harbor.words = house.tip(f"{house.name('south')} makes me so sad that nothing is fun any more").words
    (thread,) = [one for one in house.threads() if one.reference != harbor.reference]
    harbor.reference = thread.reference
    house.sessions["north"] = house.sessions["designee"]
    house.read("designee", thread.reference)
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    slip = harbor.send(offer)
    answered(harbor, slip.link.rsplit("/", 1)[-1], slip.pin, "accepted", "scheduled", "attended")
    met(harbor, offer, "yes")
    harbor.withdraw(offer)
    assert not waiting(harbor)


def test_the_rows_of_a_packet_say_neither_school_nor_category(harbor: Referred) -> None:
    offer, _, _ = sent(harbor)
    ground = harbor.house.house.ground
    with ground.database.read() as conn:
        rows = [
            *conn.execute(packets.PACKET.select()).mappings().all(),
            *conn.execute(packet_counts.COUNT.select()).mappings().all(),
        ]
    assert len(rows) == 2
    held = b"".join(
        one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row.values()
    )
    school: bytes = harbor.house.school(0)
    for secret in (school, school.hex().encode(), b"unsorted"):
        assert secret not in held
    harbor.withdraw(offer)
    with ground.database.read() as conn:
        assert conn.execute(packet_counts.COUNT.select()).all() == []


def test_a_form_that_is_sent_twice_counts_once(harbor: Referred) -> None:
    number = secrets.token_bytes(16)
    harbor.propose(submission=number)
    harbor.propose(submission=number)
    assert [n for (_, _, step), n in waiting(harbor).items() if step == "referral_proposed"] == [1]
