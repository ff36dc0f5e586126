"""From a link to a key: nobody reads a queue before a person who reads it has seen their name and agreed."""

from typing import Any

import pytest
from sqlalchemy import update

from reporting.people.invitations import Invitee
from reporting.people.refused import (
    AdmissionRefused,
    InvitationRefused,
    NoQueueKey,
    Refused,
    SignInRefused,
    StepUpRefused,
)
from reporting.people.wishes import Wishes
from reporting.store.tables.invites import InviteRow
from reporting.vault.members import new_member

COUNSELORS = "North High counselors"


def invite(town: Any, by: str, name: str, *queues: str, lead: bool = False) -> str:
    """A link, and the person's id in the town's memory."""
    wishes = Wishes({town.queue(queue): lead for queue in queues})
    email = f"{name.split(maxsplit=1)[0].lower()}@oakfield.example"
    invited = town.doors.invitations.invite(
        town.session(by), Invitee(name=name, email=email, title="Counselor", wishes=wishes)
    )
    town.members[name], town.links[name] = invited.member, invited.link
    return invited.link


def join_and_admit(town: Any, by: str, name: str, *queues: str) -> None:
    invite(town, by, name, *queues)
    town.join(name)
    town.admit_all(by)


def no_key(town: Any, name: str, queue: str) -> bool:
    session = town.session(name)
    try:
        session.queue_key(town.queue(queue))
    except NoQueueKey:
        return True
    return False


def test_the_page_behind_the_link_greets_by_name_and_changes_nothing(town: Any) -> None:
    link = invite(town, "Ada Admin", "Dora Day", COUNSELORS)
    assert town.doors.joining.welcome(link).name == "Dora Day"
    assert town.doors.joining.welcome(link).email == "dora@oakfield.example"
    town.join("Dora Day")


def test_a_link_works_once(town: Any) -> None:
    link = invite(town, "Ada Admin", "Dora Day")
    town.join("Dora Day")
    for door in (lambda: town.doors.joining.welcome(link), lambda: town.join("Dora Day")):
        with pytest.raises(InvitationRefused) as refusal:
            door()
        assert refusal.value.code == "used"


def test_a_link_ends_after_seventy_two_hours(town: Any) -> None:
    invite(town, "Ada Admin", "Dora Day")
    town.watch.pass_by(hours=72)
    with pytest.raises(InvitationRefused) as refusal:
        town.join("Dora Day")
    assert refusal.value.code == "expired"


def test_a_link_that_was_never_made_says_no_more_than_that(town: Any) -> None:
    for link in ("", "x" * 43, "not a link"):
        with pytest.raises(InvitationRefused) as refusal:
            town.doors.joining.welcome(link)
        assert refusal.value.code == "unknown"


def test_only_a_registrar_invites(town: Any) -> None:
    with pytest.raises(InvitationRefused) as refusal:
        invite(town, "Cora Cruz", "Dora Day")
    assert refusal.value.code == "not_registrar"


def test_an_address_that_works_here_is_not_invited_twice(town: Any) -> None:
    with pytest.raises(InvitationRefused) as refusal:
        invite(town, "Ada Admin", "Cora Other")
    assert refusal.value.code == "email_taken"


def test_a_withdrawn_link_is_dead_and_its_address_is_free_again(town: Any) -> None:
    link = invite(town, "Ada Admin", "Dora Day")
    session = town.session("Ada Admin")
    (outstanding,) = town.doors.invitations.outstanding(session)
    town.doors.invitations.withdraw(session, outstanding.id)
    with pytest.raises(InvitationRefused):
        town.doors.joining.welcome(link)
    invite(town, "Ada Admin", "Dora Day")


def test_a_weak_password_does_not_use_the_link_up(town: Any) -> None:
    link = invite(town, "Ada Admin", "Dora Day")
    with pytest.raises(Refused) as refusal:
        town.doors.joining.join(link, "short")
    assert refusal.value.code == "password_short"
    town.join("Dora Day")


def test_a_new_counselor_reads_after_a_colleague_confirmed_her(town: Any) -> None:
    words = town.leave_words("earlier words", town.queue(COUNSELORS))
    join_and_admit(town, "Ada Admin", "Dora Day", COUNSELORS)
    assert no_key(town, "Dora Day", COUNSELORS)
    cora = town.session("Cora Cruz")
    (proposal,) = town.doors.admissions.pending(cora)
    assert (proposal.name, proposal.queue, proposal.may) == ("Dora Day", town.queue(COUNSELORS), True)
    town.doors.admissions.confirm(cora, proposal.entry)
    dora = town.session("Dora Day")
    assert town.read_words(dora, town.queue(COUNSELORS), words) == ("earlier words", "earlier words")
    assert "Dora Day" in town.doors.directory.readers(town.queue(COUNSELORS))


def test_an_administrator_who_invites_a_second_self_gets_no_key(town: Any) -> None:
    town.doors.leaving.leave(town.session("Ada Admin"), town.members["Ada Admin"], town.queue(COUNSELORS))
    join_and_admit(town, "Ada Admin", "Eva Echo", COUNSELORS)
    ada = town.session("Ada Admin")
    (proposal,) = town.doors.admissions.pending(ada)
    assert not proposal.may
    with pytest.raises(AdmissionRefused) as refusal:
        town.doors.admissions.confirm(ada, proposal.entry)
    assert refusal.value.code == "own"
    with pytest.raises(AdmissionRefused):
        town.doors.admissions.confirm(town.session("Eva Echo"), proposal.entry)
    assert no_key(town, "Eva Echo", COUNSELORS)


def test_unlocking_does_not_admit_by_itself(town: Any) -> None:
    join_and_admit(town, "Ada Admin", "Dora Day", COUNSELORS)
    for name in ("Ben Brown", "Cora Cruz"):
        while town.doors.chores.run(town.session(name)):
            pass
    assert no_key(town, "Dora Day", COUNSELORS)


def test_confirming_asks_for_the_password_again(town: Any) -> None:
    join_and_admit(town, "Ada Admin", "Dora Day", COUNSELORS)
    cora = town.doors.sessions.resume(town.cookie("Cora Cruz"), background=False)
    (proposal,) = town.doors.admissions.pending(cora)
    with pytest.raises(StepUpRefused):
        town.doors.admissions.confirm(cora, proposal.entry)


def test_an_administrator_without_the_key_cannot_read_and_the_page_can_say_so(town: Any) -> None:
    queue = town.queue(COUNSELORS)
    town.doors.leaving.leave(town.session("Ada Admin"), town.members["Ada Admin"], queue)
    ada = town.session("Ada Admin")
    assert ada.principal.registrar
    assert not town.doors.queue_keys.may_read(ada.principal, queue)
    assert town.doors.queue_keys.may_read(town.session("Cora Cruz").principal, queue)
    with pytest.raises(NoQueueKey):
        ada.queue_key(queue)


def test_keys_that_did_not_come_through_the_link_are_not_signed(town: Any) -> None:
    invite(town, "Ada Admin", "Dora Day", COUNSELORS)
    town.join("Dora Day")
    false = new_member(town.doors.ground.district, town.members["Dora Day"], "a thief's long password", b"")
    town.database.write(
        lambda conn: (
            conn.execute(update(InviteRow).where(InviteRow.state == "joined").values(keys=false.ed + false.x))
            and None
        )
    )
    ada = town.session("Ada Admin")
    (candidate,) = town.doors.admissions.candidates(ada)
    with pytest.raises(AdmissionRefused) as refusal:
        town.doors.admissions.admit(ada, candidate.invite)
    assert refusal.value.code == "mac"
    with pytest.raises(SignInRefused):
        town.cookie("Dora Day")


def test_a_lost_password_costs_the_keys_until_colleagues_confirm_again(town: Any) -> None:
    ada = town.session("Ada Admin")
    town.links["Cora Cruz"] = town.doors.invitations.renew(ada, town.members["Cora Cruz"]).link
    town.join("Cora Cruz")
    town.admit_all("Ada Admin")
    assert no_key(town, "Cora Cruz", COUNSELORS)
    ben = town.session("Ben Brown")
    (proposal,) = town.doors.admissions.pending(ben)
    town.doors.admissions.confirm(ben, proposal.entry)
    assert not no_key(town, "Cora Cruz", COUNSELORS)
