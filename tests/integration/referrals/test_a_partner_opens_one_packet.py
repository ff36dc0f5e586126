"""Link and PIN open one packet: not the link alone, not another's PIN, not a thread, and nothing once it was taken back
or its time is over. Whoever does not answer is reminded; a link that is too old is replaced at the address on record.
"""

import re

import pytest

from reporting.cases.refusals import NothingOpens
from reporting.model.help.words import SharedField
from reporting.model.referral import ReferralState
from reporting.referrals.answer import Answer
from reporting.referrals.partner_visit import LinkTooOld
from reporting.store import packets
from tests.integration.referrals.conftest import ABOUT, NAME, Referred


def sent(harbor: Referred) -> tuple[str, str, str]:
    """The offer's number, the link's token and the PIN of a referral that says a first name."""
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    slip = harbor.send(offer)
    return offer, slip.link.rsplit("/", 1)[-1], slip.pin


def test_link_and_pin_open_what_was_agreed_until_it_is_taken_back(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    slip = harbor.send(offer)
    partner, token = harbor.doors.partner, slip.link.rsplit("/", 1)[-1]
    with pytest.raises(NothingOpens):
        partner.open(token, f"{(int(slip.pin) + 1) % 10**8:08d}")
    view = partner.open(token, slip.pin)
    assert view.more["fields"] == {"first_name": NAME}
    said = partner.say(view.token, "accepted", "", Answer())
    partner.say(said.token, "scheduled", "", Answer("Tuesday at four"))
    look = harbor.doors.student.look(harbor.come_back().token, offer).standing
    assert look.opened
    assert (look.state, look.answer) == (ReferralState.SCHEDULED, Answer("Tuesday at four"))
    harbor.withdraw(offer)
    with pytest.raises(NothingOpens):
        partner.say(said.token, "closed", "", Answer())
    with pytest.raises(NothingOpens):
        partner.open(token, slip.pin)


def test_the_fifth_wrong_pin_deletes_the_link(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {})
    slip = harbor.send(offer)
    token = slip.link.rsplit("/", 1)[-1]
    wrong = f"{(int(slip.pin) + 1) % 10**8:08d}"
    for _ in range(5):
        with pytest.raises(NothingOpens):
            harbor.doors.partner.open(token, wrong)
    with pytest.raises(NothingOpens):
        harbor.doors.partner.open(token, slip.pin)
    (shown,) = harbor.doors.staff.desk(harbor.counselor, harbor.reference).referrals
    assert not shown.linked


def test_a_link_that_is_too_old_is_replaced_at_the_address_on_record_and_opens_with_the_same_pin(
    harbor: Referred,
) -> None:
    _, token, pin = sent(harbor)
    partner, _ = harbor.mailed()
    harbor.pass_days(16)
    with pytest.raises(LinkTooOld):
        partner.open(token, pin)
    wrong = f"{(int(pin) + 1) % 10**8:08d}"
    with pytest.raises(NothingOpens):
        partner.renew(token, wrong)
    assert harbor.mails() == []
    partner.renew(token, pin)
    ((address, body),) = harbor.mails()
    assert address == "intake@harbor.example"
    assert pin not in body
    fresh = re.findall(r"/partner/([\w-]+)", body)[0]
    assert partner.open(fresh, pin).more["fields"] == {"first_name": NAME}
    with pytest.raises(NothingOpens):
        partner.renew(token, pin)  # once


def test_where_no_mail_leaves_a_link_that_is_too_old_is_the_counselors_to_replace(harbor: Referred) -> None:
    offer, token, pin = sent(harbor)
    harbor.pass_days(16)
    with pytest.raises(NothingOpens):
        harbor.doors.partner.renew(token, pin)
    slip = harbor.doors.staff.new_link(harbor.counselor, harbor.reference, offer)
    assert harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin).more["fields"]


def test_a_partner_that_does_not_answer_is_reminded_after_3_7_and_14_days_and_then_left_alone(
    harbor: Referred,
) -> None:
    sent(harbor)
    _, clock = harbor.mailed()
    reminded = []
    for day in range(1, 25):
        harbor.house.clock.advance(days=1)
        before = len(harbor.mails())
        clock.remind()
        clock.remind()
        reminded += [day] * (len(harbor.mails()) - before)
    # Each up to a day later than agreed, so that no day is that of a thread.
    assert [3 <= reminded[0] <= 4, 7 <= reminded[1] <= 9, 14 <= reminded[2] <= 17] == [True] * 3
    assert len(reminded) == 3
    for address, body in harbor.mails():
        assert address == "intake@harbor.example"
        assert NAME not in body
        assert ABOUT not in body


def test_whoever_answered_is_not_reminded(harbor: Referred) -> None:
    _, token, pin = sent(harbor)
    partner, clock = harbor.mailed()
    partner.say(partner.open(token, pin).token, "declined", "no_capacity", Answer())
    harbor.house.clock.advance(days=20)
    clock.remind()
    assert harbor.mails() == []


def test_when_its_time_is_over_a_packet_is_empty_its_key_is_gone_and_the_student_reads_so(
    harbor_on_each: Referred,
) -> None:
    harbor = harbor_on_each
    offer, token, pin = sent(harbor)
    partner, clock = harbor.mailed()
    ground = harbor.house.house.ground
    clock.sweep()
    assert partner.open(token, pin).more["fields"]  # not before
    harbor.pass_days(40)
    with ground.database.read() as conn:
        (packet,) = packets.past(conn, ground.district, int(ground.clock().timestamp()) // 86_400)
    clock.sweep()
    with ground.database.read() as conn:
        row = packets.by_id(conn, ground.district, packet)
        assert not packets.has_link(conn, ground.district, packet)
        assert packets.which_hold(conn, ground.district, [packet]) == frozenset()
    assert row is not None
    assert (row.state, row.core, row.recipients) == (ReferralState.EXPIRED, b"", b"")
    assert ground.shred.find_many([(packet, 0)]) == {}
    with pytest.raises(NothingOpens):
        partner.open(token, pin)
    state = harbor.doors.student.look(harbor.come_back().token, offer).standing.state
    assert state is ReferralState.EXPIRED
