"""Sign-in: the right password opens, the wrong one says so, and guessing ends."""

from typing import Any

import pytest

from reporting.people.refused import SignedOut, SignInRefused
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.vault import totp

ADA = "ada@oakfield.example"
RIGHT = "Ada Admin rides a green bicycle"
WRONG = "Ada Admin rides a blue bicycle"


def refused(town: Any, email: str, password: str) -> SignInRefused:
    with pytest.raises(SignInRefused) as refusal:
        town.doors.sign_in.password(email, password)
    return refusal.value


def test_the_address_may_be_written_in_capitals(town: Any) -> None:
    assert isinstance(town.doors.sign_in.password("  ADA@Oakfield.example ", RIGHT), Granted)


def test_a_wrong_password_and_an_address_that_nobody_has_get_the_same_answer(town: Any) -> None:
    known, unknown = refused(town, ADA, WRONG), refused(town, "nobody@oakfield.example", WRONG)
    assert (known.code, str(known)) == (unknown.code, str(unknown)) == ("wrong", str(known))


@pytest.mark.parametrize("email", [ADA, "nobody@oakfield.example"])
def test_after_five_wrong_tries_the_account_waits_a_minute_whoever_tries(town: Any, email: str) -> None:
    for _ in range(5):
        assert refused(town, email, WRONG).code == "wrong"
    locked = refused(town, email, RIGHT)
    assert locked.code == "locked"
    assert 0 < (locked.facts["until"] - town.watch()).total_seconds() <= 60  # type: ignore[operator]


def test_after_the_wait_the_right_password_opens_and_the_count_begins_anew(town: Any) -> None:
    for _ in range(5):
        refused(town, ADA, WRONG)
    town.watch.pass_by(minutes=1)
    assert isinstance(town.doors.sign_in.password(ADA, RIGHT), Granted)
    for _ in range(4):
        assert refused(town, ADA, WRONG).code == "wrong"
    assert isinstance(town.doors.sign_in.password(ADA, RIGHT), Granted)


def test_the_wait_grows_with_the_tries(town: Any) -> None:
    for _ in range(5):
        refused(town, ADA, WRONG)
    town.watch.pass_by(minutes=1)
    for _ in range(5):
        refused(town, ADA, WRONG)
    locked = refused(town, ADA, RIGHT)
    assert (locked.facts["until"] - town.watch()).total_seconds() > 180  # type: ignore[operator]


def test_somebody_who_joined_is_not_let_in_before_a_registrar_agrees(empty_town: Any) -> None:
    town = empty_town
    town.found(town.form(town.person("Dora Day")))
    town.join("Dora Day")
    assert refused(town, "dora@oakfield.example", "Dora Day rides a green bicycle").code == "not_admitted"


@pytest.fixture
def two_step(empty_town: Any) -> Any:
    empty_town.found(empty_town.form(two_step=True))
    return empty_town


def half_way(town: Any) -> tuple[str, str]:
    """The pending cookie and the code that the app shows now."""
    town.watch.pass_by(minutes=2)
    needed = town.doors.sign_in.password(ADA, RIGHT)
    assert isinstance(needed, CodeNeeded)
    return needed.cookie, totp.code_at(town.secrets["Ada Admin"], town.watch())


def test_password_and_code_together_sign_in(two_step: Any) -> None:
    cookie, code = half_way(two_step)
    granted = two_step.doors.sign_in.code(cookie, code)
    session = two_step.doors.sessions.resume(granted.cookie, background=False)
    assert session.principal.name == "Ada Admin"


def test_the_password_alone_opens_nothing(two_step: Any) -> None:
    cookie, _ = half_way(two_step)
    with pytest.raises(SignedOut) as refusal:
        two_step.doors.sessions.resume(cookie, background=False)
    assert refusal.value.code == "pending"


def test_a_code_serves_once(two_step: Any) -> None:
    cookie, code = half_way(two_step)
    again = two_step.doors.sign_in.password(ADA, RIGHT)
    two_step.doors.sign_in.code(cookie, code)
    with pytest.raises(SignInRefused) as refusal:
        two_step.doors.sign_in.code(again.cookie, code)
    assert refusal.value.code == "code_wrong"


def test_the_code_of_the_half_minute_before_is_taken_and_an_older_one_is_not(two_step: Any) -> None:
    cookie, code = half_way(two_step)
    two_step.watch.pass_by(seconds=90)
    with pytest.raises(SignInRefused):
        two_step.doors.sign_in.code(cookie, code)
    cookie, code = half_way(two_step)
    two_step.watch.pass_by(seconds=30)
    two_step.doors.sign_in.code(cookie, code)


def test_guessing_codes_locks_the_account(two_step: Any) -> None:
    cookie, code = half_way(two_step)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    codes = []
    for _ in range(6):
        with pytest.raises(SignInRefused) as refusal:
            two_step.doors.sign_in.code(cookie, wrong)
        codes.append(refusal.value.code)
    assert codes[-1] == "locked"


def test_five_minutes_after_the_password_the_code_comes_too_late(two_step: Any) -> None:
    cookie, _ = half_way(two_step)
    two_step.watch.pass_by(minutes=5)
    with pytest.raises(SignInRefused) as refusal:
        two_step.doors.sign_in.code(cookie, totp.code_at(two_step.secrets["Ada Admin"], two_step.watch()))
    assert refusal.value.code == "again"


def test_a_second_step_can_be_enrolled_and_ended_by_its_owner(town: Any) -> None:
    session = town.session("Cora Cruz")
    secret = town.doors.credentials.propose(session)
    password = "Cora Cruz rides a green bicycle"
    town.doors.credentials.enrol(session, password, secret.secret, totp.code_at(secret.secret, town.watch()))
    assert isinstance(town.doors.sign_in.password("cora@oakfield.example", password), CodeNeeded)
    town.doors.credentials.end(session, password)
    assert isinstance(town.doors.sign_in.password("cora@oakfield.example", password), Granted)


def test_a_changed_password_signs_in_the_old_one_does_not_and_other_sessions_end(town: Any) -> None:
    here, elsewhere = town.session("Cora Cruz"), town.cookie("Cora Cruz")
    old, new = "Cora Cruz rides a green bicycle", "a tall ship and a star"
    cookie = town.doors.credentials.change_password(here, old, new)
    assert town.doors.sessions.resume(cookie, background=False).principal.name == "Cora Cruz"
    with pytest.raises(SignedOut):
        town.doors.sessions.resume(elsewhere, background=False)
    assert refused(town, "cora@oakfield.example", old).code == "wrong"
    assert isinstance(town.doors.sign_in.password("cora@oakfield.example", new), Granted)
