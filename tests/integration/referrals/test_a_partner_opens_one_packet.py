"""Link and PIN open one packet: not the link alone, not another's PIN, not a thread, and nothing once it was taken back."""

import pytest

from reporting.cases.refusals import NothingOpens
from reporting.model.help.words import SharedField
from reporting.model.referral import ReferralState
from reporting.referrals.answer import Answer
from tests.integration.referrals.conftest import NAME, Referred


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
