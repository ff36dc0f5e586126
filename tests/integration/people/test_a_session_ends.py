"""A session left open in an empty office is locked by itself, and polling does not keep it open."""

import secrets
from typing import Any

import pytest
from sqlalchemy import text

from reporting.people.refused import SignedOut, SignInRefused, StepUpRefused
from reporting.store import sessions
from reporting.store.sessions import SessionRecord
from reporting.vault.sessions import open_session


def lengths_of(town: Any, name: str) -> list[int]:
    """How much the rows of somebody's sessions hold."""
    with town.database.read() as conn:
        found = conn.execute(
            text("SELECT sealed FROM session WHERE member = :who"), {"who": town.members[name]}
        )
        return [len(row.sealed) for row in found]


def password_of(name: str) -> str:
    return f"{name} rides a green bicycle"


def ended(town: Any, cookie: str) -> str:
    with pytest.raises(SignedOut) as refusal:
        town.doors.sessions.resume(cookie, background=False)
    return refusal.value.code


def test_five_idle_minutes_lock_it_and_its_keys_are_gone_from_the_store(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.watch.pass_by(minutes=5)
    assert ended(town, cookie) == "locked"
    assert ended(town, cookie) == "locked"
    assert lengths_of(town, "Cora Cruz") == [32], "a mark, and no keys"


def test_the_clock_locks_it_too_when_nobody_asks(town: Any) -> None:
    town.cookie("Cora Cruz")
    town.watch.pass_by(minutes=4)
    assert town.doors.sessions.lock_idle() == 0
    town.watch.pass_by(minutes=1)
    assert town.doors.sessions.lock_idle() > 0
    assert lengths_of(town, "Cora Cruz") == [32]
    assert town.doors.sessions.lock_idle() == 0


def test_the_password_alone_unlocks_it_at_the_same_age_under_a_new_cookie(town: Any) -> None:
    first = town.cookie("Cora Cruz")
    town.watch.pass_by(hours=9)
    assert ended(town, first) == "locked"
    second = town.doors.sessions.unlock(first, "Cora Cruz rides a green bicycle")
    assert ended(town, first) == "none"
    session = town.doors.sessions.resume(second, background=False)
    assert session.member == town.members["Cora Cruz"]
    with pytest.raises(StepUpRefused):
        session.must_be_stepped_up(town.watch())
    town.watch.pass_by(hours=1)
    assert ended(town, second) == "too_old"


def test_a_wrong_password_unlocks_nothing_and_counts(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.watch.pass_by(minutes=5)
    codes = set()
    for _ in range(12):
        with pytest.raises(SignInRefused) as refusal:
            town.doors.sessions.unlock(cookie, "not the password at all")
        codes.add(refusal.value.code)
    assert codes == {"wrong", "locked"}


def test_a_session_that_works_cannot_be_unlocked_and_a_pending_one_neither(town: Any) -> None:
    with pytest.raises(SignedOut):
        town.doors.sessions.unlock(town.cookie("Cora Cruz"), "Cora Cruz rides a green bicycle")


def test_a_locked_row_that_this_service_did_not_make_is_no_way_past_the_second_step(town: Any) -> None:
    """A writer in the database who knows a password must not get in without the code."""
    mine = open_session(b"r" * 32, town.members["Ada Admin"], town.session("Ada Admin").unlocked, 0)
    now = int(town.watch().timestamp())
    forged = SessionRecord(mine.row_id, town.members["Ada Admin"], b"m" * 32, now, now, "locked", None)
    town.database.write(lambda conn: sessions.add(conn, town.doors.ground.district, forged))
    with pytest.raises(SignedOut) as refusal:
        town.doors.sessions.unlock(mine.cookie, password_of("Ada Admin"))
    assert refusal.value.code == "none"


def test_locking_by_hand_is_at_once_and_a_locked_session_can_be_left(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.doors.sessions.glance(cookie)
    town.doors.sessions.lock(town.doors.sessions.resume(cookie, background=False))
    with pytest.raises(SignedOut):
        town.doors.sessions.glance(cookie)
    town.doors.sessions.leave_locked(cookie)
    assert ended(town, cookie) == "none"


def test_after_leaving_the_house_a_locked_session_is_nobodys(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.doors.sessions.lock(town.doors.sessions.resume(cookie, background=False))
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    with pytest.raises(SignedOut):
        town.doors.sessions.locked(cookie)


def test_a_person_who_works_is_not_signed_out(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(6):
        town.watch.pass_by(minutes=4)
        town.doors.sessions.resume(cookie, background=False)


def test_polling_never_extends_the_idle_time(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(4):
        town.watch.pass_by(minutes=1)
        town.doors.sessions.resume(cookie, background=True)
        town.doors.sessions.glance(cookie)
    town.watch.pass_by(minutes=1)
    with pytest.raises(SignedOut):
        town.doors.sessions.glance(cookie)
    assert ended(town, cookie) == "locked"


def test_ten_hours_end_it_however_busy_the_person_is(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(149):
        town.watch.pass_by(minutes=4)
        town.doors.sessions.resume(cookie, background=False)
    town.watch.pass_by(minutes=4)
    assert ended(town, cookie) == "too_old"


def test_repeating_the_password_makes_a_new_cookie_and_not_a_younger_session(town: Any) -> None:
    first = town.cookie("Cora Cruz")
    for _ in range(149):
        town.watch.pass_by(minutes=4)
        session = town.doors.sessions.resume(first, background=False)
    second = town.doors.sessions.step_up(session, "Cora Cruz rides a green bicycle")
    assert ended(town, first) == "none"
    town.doors.sessions.resume(second, background=False)
    town.watch.pass_by(minutes=4)
    assert ended(town, second) == "too_old"


def test_rare_acts_ask_for_the_password_again_and_again_after_five_minutes(town: Any) -> None:
    session = town.doors.sessions.resume(town.cookie("Cora Cruz"), background=False)
    with pytest.raises(StepUpRefused):
        session.must_be_stepped_up(town.watch())
    session = town.stepped_up(session, "Cora Cruz")
    session.must_be_stepped_up(town.watch())
    town.watch.pass_by(minutes=5)
    with pytest.raises(StepUpRefused):
        session.must_be_stepped_up(town.watch())


def test_signing_out_ends_it_everywhere(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.doors.sessions.glance(cookie)
    town.doors.sessions.sign_out(town.doors.sessions.resume(cookie, background=False))
    with pytest.raises(SignedOut):
        town.doors.sessions.glance(cookie)
    assert ended(town, cookie) == "none"


def test_leaving_the_house_ends_it_in_every_process(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.doors.sessions.glance(cookie)
    town.doors.leaving.remove(town.session("Ada Admin"), town.members["Cora Cruz"])
    with pytest.raises(SignedOut):
        town.doors.sessions.glance(cookie)
    assert ended(town, cookie) == "none"


def test_a_session_row_and_its_cookie_open_nothing_without_the_key_in_ram(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.sess_key = secrets.token_bytes(32)
    town.start()
    assert ended(town, cookie) == "none"


def test_old_rows_are_swept(town: Any) -> None:
    town.cookie("Cora Cruz")
    town.watch.pass_by(hours=1)
    assert town.doors.sessions.sweep() == 0, "a locked one still leads to the page that unlocks"
    town.watch.pass_by(hours=10)
    assert town.doors.sessions.sweep() > 0
    assert town.doors.sessions.sweep() == 0
