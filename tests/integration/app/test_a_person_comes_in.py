"""Invitation, joining, admission, confirmation: by a registrar and by a reader of the queue, never by one alone."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.people.refused import AdmissionRefused, InvitationRefused, LeavingRefused, NoQueueKey, Refused
from reporting.staff.people_view import Invited, InviteForm, Waiting

COUNSELORS = "North High counselors"
PASSWORD = "a kite over the wide lake"


@pytest.fixture
def form(founded_house: Any) -> InviteForm:
    return InviteForm(
        "Fay Lim",
        "fay@oakfield.example",
        "Psychologist",
        founded_house.school(0).hex(),
        (founded_house.queue(COUNSELORS).hex(),),
        lead=False,
    )


def invite(house: Any, form: InviteForm) -> Invited:
    invited: Invited = house.doors.roll.invite(house.sessions["designee"], form)
    return invited


def join(house: Any, invited: Invited) -> None:
    house.doors.joining.join(invited.link.rpartition("/")[2], PASSWORD)


def row(house: Any, role: str) -> Waiting:
    (found,) = house.doors.roll.waiting(house.sessions[role])
    waiting: Waiting = found
    return waiting


def test_two_people_let_somebody_in_and_only_the_second_step_opens_the_queue(
    founded_house: Any, form: InviteForm
) -> None:
    roll, sessions = founded_house.doors.roll, founded_house.sessions
    invited = invite(founded_house, form)
    assert invited.link.startswith("http://localhost:8081/join/")
    assert founded_house.doors.joining.welcome(invited.link.rpartition("/")[2]).name == "Fay Lim"
    assert row(founded_house, "designee").stage == "invited"

    join(founded_house, invited)
    waiting = row(founded_house, "designee")
    assert (waiting.stage, waiting.may, waiting.email) == ("admit", True, "fay@oakfield.example")
    roll.admit(sessions["designee"], waiting.value)

    fay = founded_house.sign_in("fay@oakfield.example", PASSWORD)
    with pytest.raises(NoQueueKey):
        fay.queue_key(founded_house.queue(COUNSELORS))
    waiting = row(founded_house, "north")
    assert (waiting.stage, waiting.queue, waiting.may) == ("confirm", COUNSELORS, True)
    roll.confirm(sessions["north"], waiting.value)

    fay = founded_house.sign_in("fay@oakfield.example", PASSWORD)
    assert fay.queue_key(founded_house.queue(COUNSELORS)).public
    (card,) = [one for one in roll.people(fay).queues if one.name == COUNSELORS]
    assert card.mine
    assert "Fay Lim" in card.holders
    assert founded_house.doors.roll.waiting(sessions["designee"]) == ()


def test_whoever_proposed_sees_the_proposal_and_cannot_confirm_it(
    founded_house: Any, form: InviteForm
) -> None:
    join(founded_house, invite(founded_house, form))
    founded_house.doors.roll.admit(founded_house.sessions["designee"], row(founded_house, "designee").value)
    waiting = row(founded_house, "designee")
    assert (waiting.stage, waiting.may) == ("confirm", False)
    with pytest.raises(AdmissionRefused):
        founded_house.doors.roll.confirm(founded_house.sessions["designee"], waiting.value)


def test_a_reader_of_other_queues_neither_sees_nor_confirms_it(founded_house: Any, form: InviteForm) -> None:
    join(founded_house, invite(founded_house, form))
    roll, sessions = founded_house.doors.roll, founded_house.sessions
    roll.admit(sessions["designee"], row(founded_house, "designee").value)
    assert roll.waiting(sessions["south"]) == ()
    with pytest.raises(AdmissionRefused):
        roll.confirm(sessions["south"], row(founded_house, "north").value)


def test_inviting_again_somebody_who_never_came_ends_the_older_link(
    founded_house: Any, form: InviteForm
) -> None:
    older = invite(founded_house, form)
    newer = invite(founded_house, form)
    with pytest.raises(InvitationRefused):
        join(founded_house, older)
    join(founded_house, newer)
    assert row(founded_house, "designee").stage == "admit"


def test_a_form_that_is_refused_ends_no_older_link(founded_house: Any, form: InviteForm) -> None:
    older = invite(founded_house, form)
    nameless = InviteForm("", form.email, form.title, form.school, form.queues, lead=False)
    with pytest.raises(Refused):
        invite(founded_house, nameless)
    join(founded_house, older)


def test_the_address_of_an_active_colleague_stays_taken(founded_house: Any, form: InviteForm) -> None:
    again = InviteForm("Ana Again", "ANA@oakfield.example", form.title, None, (), lead=False)
    with pytest.raises(InvitationRefused) as refusal:
        invite(founded_house, again)
    assert refusal.value.code == "email_taken"
    assert founded_house.references("north") == set()


def test_only_a_registrar_invites(founded_house: Any, form: InviteForm) -> None:
    with pytest.raises(InvitationRefused) as refusal:
        founded_house.doors.roll.invite(founded_house.sessions["north"], form)
    assert refusal.value.code == "not_registrar"
    assert not founded_house.doors.roll.people(founded_house.sessions["north"]).may_invite


def test_a_registrar_is_made_by_the_roots_holder_alone(founded_house: Any, form: InviteForm) -> None:
    office = replace(form, queues=(), registrar=True)
    with pytest.raises(InvitationRefused) as refusal:
        invite(founded_house, office)
    assert refusal.value.code == "not_root"
    root = founded_house.sessions["administrator"]
    join(founded_house, founded_house.doors.roll.invite(root, office))
    founded_house.doors.roll.admit(root, row(founded_house, "administrator").value)
    assert founded_house.sign_in("fay@oakfield.example", PASSWORD).principal.registrar


@pytest.mark.parametrize("value", ["", "zz", "00", "-1", "1e3", "٣"])
def test_a_value_that_no_page_gave_is_refused_like_one_that_is_gone(founded_house: Any, value: str) -> None:
    roll, session = founded_house.doors.roll, founded_house.sessions["designee"]
    for act in (
        lambda: roll.admit(session, value),
        lambda: roll.confirm(session, value),
        lambda: roll.remove(session, value),
        lambda: roll.leave_queue(session, value, value),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "unknown"


def test_whoever_is_taken_out_of_a_queue_opens_nothing_of_it_any_more(founded_house: Any) -> None:
    roll, sessions = founded_house.doors.roll, founded_house.sessions
    queue = founded_house.queue(COUNSELORS)
    roll.leave_queue(sessions["north"], founded_house.member("north_too").hex(), queue.hex())
    (card,) = [one for one in roll.people(sessions["north"]).queues if one.name == COUNSELORS]
    assert card.holders == ("Ana Ruiz",)
    with pytest.raises(NoQueueKey):
        founded_house.resume(founded_house.cookies["north_too"]).queue_key(queue)


def test_whoever_is_removed_is_gone_from_the_roll_and_signed_out(founded_house: Any) -> None:
    roll, sessions = founded_house.doors.roll, founded_house.sessions
    roll.remove(sessions["designee"], founded_house.member("south_too").hex())
    states = {person.name: person.state for person in roll.people(sessions["designee"]).people}
    assert states["Dana Whitfield"] == "gone"
    with pytest.raises(Refused):
        founded_house.doors.sessions.resume(founded_house.cookies["south_too"], background=False)


def test_nobody_removes_themselves(founded_house: Any) -> None:
    with pytest.raises(LeavingRefused):
        founded_house.doors.roll.remove(
            founded_house.sessions["designee"], founded_house.member("designee").hex()
        )
