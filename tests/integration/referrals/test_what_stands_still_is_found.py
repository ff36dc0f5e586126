"""The list of what stands still is made of what the counselor's own session opens, and of nothing else."""

import secrets
from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.refusals import NothingOpens
from reporting.model.help.organization import Organization
from reporting.model.help.service import Service
from reporting.model.help.words import Barrier, Capacity, SharedField
from reporting.model.ids import OrganizationId, ServiceId
from reporting.referrals.answer import Answer
from reporting.referrals.deciding import Decision
from reporting.referrals.referral_desk import Proposal
from reporting.referrals.stalled import Next, Stall
from reporting.store.audit_entries import AUDIT_ENTRY
from tests.integration.referrals.conftest import NAME, Referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent
from tests.integration.referrals.test_what_becomes_of_referrals_is_counted import waiting


def looked(harbor: Referred, who: str = "north", seconds: float = 5.0) -> Any:
    return harbor.doors.rounds.look(harbor.house.sessions[who], seconds, anew=True)


def other_help(harbor: Referred) -> ServiceId:
    organization, service = OrganizationId(secrets.token_bytes(16)), ServiceId(secrets.token_bytes(16))
    one = Service(
        service, organization, "Talks", takes_referrals=True, capacity=Capacity.OPEN, telehealth=True
    )
    ada = harbor.house.sessions["administrator"]
    harbor.house.house.help.put(ada, [Organization(organization, "Bay Clinic", services=(one,))])
    return service


def test_a_yes_that_nobody_sends_and_a_link_that_wrong_pins_deleted_are_told_to_who_can_open_them(
    harbor: Referred,
) -> None:
    offer = harbor.propose()
    assert looked(harbor).found == ()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    assert looked(harbor).found == ()
    harbor.pass_days(2)
    (one,) = looked(harbor).found
    assert (one.stall, one.days, one.next, one.reference) == (Stall.UNSENT, 2, Next.SEND, harbor.reference)
    slip = harbor.send(offer)
    assert looked(harbor).found == ()
    token = slip.link.rsplit("/", 1)[-1]
    wrong = f"{(int(slip.pin) + 1) % 10**8:08d}"
    for _ in range(5):
        with pytest.raises(NothingOpens):
            harbor.doors.partner.open(token, wrong)
    (one,) = looked(harbor).found
    assert (one.stall, one.next, one.phone) == (Stall.NO_LINK, Next.NEW_LINK, "+12025550177")
    harbor.doors.staff.new_link(harbor.counselor, harbor.reference, offer)
    assert looked(harbor).found == ()


def test_who_cannot_open_the_conversation_is_told_nothing_and_looking_writes_nothing(
    harbor: Referred,
) -> None:
    _, token, pin = sent(harbor)
    view = harbor.doors.partner.open(token, pin)
    harbor.doors.partner.say(view.token, "declined", "no_capacity", Answer())
    ground = harbor.house.house.ground
    with ground.database.read() as conn:
        before = len(conn.execute(AUDIT_ENTRY.select()).all())
    assert looked(harbor).found
    assert looked(harbor, "south").found == ()
    with ground.database.read() as conn:
        assert len(conn.execute(AUDIT_ENTRY.select()).all()) == before


def test_declined_for_capacity_names_who_has_room_and_the_new_proposal_needs_a_new_yes(
    harbor: Referred,
) -> None:
    service = other_help(harbor)
    _, token, pin = sent(harbor)
    view = harbor.doors.partner.open(token, pin)
    harbor.doors.partner.say(view.token, "declined", "no_capacity", Answer())
    (one,) = looked(harbor).found
    assert (one.stall, one.next) == (Stall.DECLINED, Next.SOMEBODY_ELSE)
    (other,) = one.others
    assert (other.organization, other.service) == ("Bay Clinic", service.hex())
    harbor.service = service
    offer = harbor.propose()
    assert looked(harbor).found == ()
    (new, _) = harbor.doors.staff.desk(harbor.counselor, harbor.reference).referrals
    assert new.standing.referral.offer.id == offer
    assert new.standing.referral.consent is None


def test_it_goes_slice_by_slice_and_says_how_far_it_is(harbor: Referred) -> None:
    for _ in range(3):
        harbor.house.tip("someone keeps stealing my lunch")
    first = looked(harbor, seconds=0)
    assert first.walking
    assert (first.looked, first.total) == (1, 4)
    while (found := harbor.doors.rounds.look(harbor.counselor, 0)).walking:
        assert found.looked <= 4
    assert found.looked == 4


def test_what_makes_it_hard_is_counted_once_and_what_has_no_answer_apart(harbor: Referred) -> None:
    number = secrets.token_bytes(16)
    said = replace(_proposal(harbor), barriers=(Barrier.TRANSPORT,))
    harbor.doors.staff.propose(harbor.counselor, harbor.reference, number, said)
    view = harbor.come_back()
    decision = Decision({}, barriers=(Barrier.TRANSPORT, Barrier.SPACE))
    look = harbor.doors.student.agree(
        view.token, bytes.fromhex(view.submission), number.hex(), decision, lambda _: "Yes"
    )
    assert look.standing.referral.barriers == (Barrier.TRANSPORT, Barrier.SPACE)
    harbor.service = other_help(harbor)
    again = replace(_proposal(harbor), barriers=(Barrier.SPACE,))
    harbor.doors.staff.propose(harbor.counselor, harbor.reference, secrets.token_bytes(16), again)
    steps = {step: n for (_, _, step), n in waiting(harbor).items() if step.startswith(("needed", "unmet"))}
    assert steps == {"needed_transport": 1, "unmet_transport": 1, "needed_space": 1, "unmet_space": 1}
    slip = harbor.send(number.hex())
    opened = harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    assert opened.more["barriers"] == "transport space"


def _proposal(harbor: Referred) -> Any:
    return Proposal(harbor.service.hex(), "May I ask them?", "a first talk", "", (SharedField.FIRST_NAME,))
