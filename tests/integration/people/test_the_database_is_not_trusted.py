"""Who can write to the database still becomes nobody: keys are those that the roster signed."""

import secrets
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from reporting.people.refused import NoQueueKey, Refused, SignedOut, SignInRefused
from reporting.people.roster_book import Signed, Signer
from reporting.store import member_secrets
from reporting.store.queue_wraps import QueueWrap
from reporting.store.queue_wraps import add as add_wraps
from reporting.store.tables.queue_keys import QueueWrapRow
from reporting.store.tables.roster_entries import RosterEntryRow
from reporting.store.tables.sessions import SessionRow
from reporting.vault.members import new_member
from reporting.vault.queues import wrap_queue_seed
from reporting.vault.roster_acts import AddMember, Confirm, Enter
from reporting.vault.roster_entry import RosterRefused
from reporting.vault.signing import SigningKey

COUNSELORS = "North High counselors"


def kinds(town: Any) -> list[str]:
    return [alarm.kind for alarm in town.doors.alarms.standing()]


def run(town: Any, statement: Any) -> None:
    town.database.write(lambda conn: conn.execute(statement) and None)


def test_a_member_row_that_was_swapped_for_the_thiefs_own_is_refused_at_unlock(town: Any) -> None:
    cora, district = town.members["Cora Cruz"], town.doors.ground.district
    thief = new_member(district, cora, "Cora Cruz rides a green bicycle", b"")
    town.database.write(
        lambda conn: member_secrets.put(conn, district, cora, bundle=thief.bundle, slot=thief.slot)
    )
    with pytest.raises(SignInRefused) as refusal:
        town.cookie("Cora Cruz")
    assert refusal.value.code == "keys_changed"
    assert "keys_replaced" in kinds(town)


def test_a_session_row_given_to_another_member_does_not_resume(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    run(town, update(SessionRow).values(member=town.members["Ada Admin"]))
    with pytest.raises(SignedOut):
        town.doors.sessions.resume(cookie, background=False)


def test_a_queue_wrap_with_a_seed_of_the_thiefs_choice_counts_as_none(town: Any) -> None:
    queue, cora = town.queue(COUNSELORS), town.doors.book.member(town.members["Cora Cruz"])
    district = town.doors.ground.district
    false = wrap_queue_seed(district, queue, 0, cora.public, secrets.token_bytes(32))
    run(town, delete(QueueWrapRow).where(QueueWrapRow.member == cora.id))
    town.database.write(
        lambda conn: add_wraps(conn, district, [QueueWrap(queue, 0, cora.id, cora.public.kid, false)])
    )
    with pytest.raises(NoQueueKey):
        town.session("Cora Cruz").queue_key(queue)


def test_a_roster_set_back_in_the_database_is_noticed_and_the_log_stays_in_force(town: Any) -> None:
    length = town.doors.book.current.length
    run(town, delete(RosterEntryRow).where(RosterEntryRow.n >= length - 3))
    town.start()
    town.doors.book.pull()
    assert "roster_differs" in kinds(town)
    assert town.doors.book.current.length == length
    assert town.doors.book.open_for_tips(town.queue(COUNSELORS))


def test_a_changed_entry_in_the_database_is_noticed_when_the_service_starts(town: Any) -> None:
    run(town, update(RosterEntryRow).where(RosterEntryRow.n == 1).values(sig=bytes(64)))
    town.start()
    town.doors.book.pull()
    assert "roster_differs" in kinds(town)


def test_an_entry_that_nobody_signed_is_not_followed(town: Any) -> None:
    book = town.doors.book
    book.pull()
    n, district = book.current.length, town.doors.ground.district
    run(town, insert(RosterEntryRow).values(district=district, n=n, entry=b"{}", sig=bytes(64)))
    book.pull()
    assert "roster_differs" in kinds(town)
    assert book.current.length == n
    with pytest.raises(Refused):  # nor can anything be signed over it until a person has looked
        propose(town, "Ben Brown", "Cora Cruz", "District")


def test_when_the_false_entry_is_taken_out_the_alarm_ends(town: Any) -> None:
    book, district = town.doors.book, town.doors.ground.district
    n = book.current.length
    run(town, insert(RosterEntryRow).values(district=district, n=n, entry=b"{}", sig=bytes(64)))
    book.pull()
    run(town, delete(RosterEntryRow).where(RosterEntryRow.n == n))
    book.pull()
    assert "roster_differs" not in kinds(town)


def propose(town: Any, by: str, name: str, queue: str) -> None:
    town.doors.admissions.propose(town.session(by), town.members[name], town.queue(queue))


def test_an_entry_that_was_stored_and_not_logged_before_a_crash_is_taken_up(town: Any) -> None:
    book = town.doors.book
    behind = len(book.current.pending)
    before = (town.trust_path / "roster.log").read_bytes(), (town.trust_path / "pin.json").read_bytes()
    propose(town, "Ada Admin", "Cora Cruz", "District")
    (town.trust_path / "roster.log").write_bytes(before[0])
    (town.trust_path / "pin.json").write_bytes(before[1])
    town.start()
    assert len(town.doors.book.current.pending) == behind
    town.doors.book.pull()
    assert len(town.doors.book.current.pending) == behind + 1
    assert "roster_differs" not in kinds(town)


def test_two_processes_that_sign_at_once_both_succeed_one_after_the_other(town: Any) -> None:
    first = town.doors
    second = town.start()
    propose(town, "Ada Admin", "Cora Cruz", "District")
    session = town.session("Ben Brown")
    first.admissions.propose(session, town.members["Cora Cruz"], town.queue("Designee"))
    second.book.pull()
    assert second.book.current.head == first.book.current.head
    assert len(first.book.current.pending) == 2


def test_a_member_cannot_sign_what_only_a_registrar_may(town: Any) -> None:
    cora = town.session("Cora Cruz")
    signer = Signer(cora.member, cora.unlocked.ed)
    new = new_member(
        town.doors.ground.district, secrets.token_bytes(16), "x", b"", memory_kib=19456, iterations=2
    )
    for act in (
        AddMember(new.unlocked.member, "Eva Echo", new.ed, new.x),
        Enter(town.queue("Designee"), cora.member, False),  # noqa: FBT003 - the entry's own field
        Confirm(3),
    ):
        with pytest.raises(RosterRefused):
            town.doors.book.append(Signed(act, signer))
    forged = Signer(town.members["Ada Admin"], SigningKey.generate())
    with pytest.raises(RosterRefused):
        town.doors.book.append(Signed(Enter(town.queue("Designee"), cora.member, False), forged))  # noqa: FBT003 - the same
