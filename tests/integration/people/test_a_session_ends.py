"""A session left open in an empty office ends by itself, and polling does not keep it alive."""

import secrets
from typing import Any

import pytest

from reporting.people.refused import SignedOut, StepUpRefused


def ended(town: Any, cookie: str) -> str:
    with pytest.raises(SignedOut) as refusal:
        town.doors.sessions.resume(cookie, background=False)
    return refusal.value.code


def test_fifteen_idle_minutes_end_it(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    town.watch.pass_by(minutes=15)
    assert ended(town, cookie) == "idle"
    assert ended(town, cookie) == "none"


def test_a_person_who_works_is_not_signed_out(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(3):
        town.watch.pass_by(minutes=14)
        town.doors.sessions.resume(cookie, background=False)


def test_polling_never_extends_the_idle_time(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(14):
        town.watch.pass_by(minutes=1)
        town.doors.sessions.resume(cookie, background=True)
        town.doors.sessions.glance(cookie)
    town.watch.pass_by(minutes=1)
    with pytest.raises(SignedOut):
        town.doors.sessions.glance(cookie)
    assert ended(town, cookie) == "none"


def test_ten_hours_end_it_however_busy_the_person_is(town: Any) -> None:
    cookie = town.cookie("Cora Cruz")
    for _ in range(59):
        town.watch.pass_by(minutes=10)
        town.doors.sessions.resume(cookie, background=False)
    town.watch.pass_by(minutes=10)
    assert ended(town, cookie) == "too_old"


def test_repeating_the_password_makes_a_new_cookie_and_not_a_younger_session(town: Any) -> None:
    first = town.cookie("Cora Cruz")
    for _ in range(59):
        town.watch.pass_by(minutes=10)
        session = town.doors.sessions.resume(first, background=False)
    second = town.doors.sessions.step_up(session, "Cora Cruz rides a green bicycle")
    assert ended(town, first) == "none"
    town.doors.sessions.resume(second, background=False)
    town.watch.pass_by(minutes=10)
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
    assert town.doors.sessions.sweep() > 0
    assert town.doors.sessions.sweep() == 0
