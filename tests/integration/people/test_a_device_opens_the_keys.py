"""Passkeys: a device that verifies its owner signs in, unlocks and goes on, and nothing less than it does."""

import json
from dataclasses import replace
from hmac import digest
from typing import Any

import pytest
from sqlalchemy import text

from reporting.people.passkeys import MOST
from reporting.people.refused import Refused, SignedOut, StepUpRefused
from reporting.people.sign_in import CodeNeeded
from reporting.store import passkeys
from reporting.vault import totp
from reporting.vault.members import new_member, unlock
from reporting.vault.passkeys import passkey_slot, prf_salt
from tests.integration.people.soft_passkey import SoftPasskey

CORA, ADA = "Cora Cruz", "Ada Admin"


def password_of(name: str) -> str:
    return f"{name} rides a green bicycle"


def enrolled(town: Any, name: str, device: SoftPasskey | None = None) -> SoftPasskey:
    device = device or SoftPasskey()
    session = town.doors.sessions.resume(town.cookie(name), background=False)
    answer = device.make(town.doors.passkeys.ask_new(session))
    town.doors.passkeys.enrol(session, password_of(name), f"phone of {name}", answer)
    return device


def refused(act: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return refusal.value.code


@pytest.fixture
def phone(town: Any) -> SoftPasskey:
    return enrolled(town, CORA)


def enters(town: Any, device: SoftPasskey) -> Any:
    granted = town.doors.passkeys.sign_in(device.sign(town.doors.passkeys.ask_sign_in()))
    return town.doors.sessions.resume(granted.cookie, background=False)


def test_it_signs_its_owner_in_with_the_same_keys_as_the_password(town: Any, phone: SoftPasskey) -> None:
    by_device, by_password = enters(town, phone), town.session(CORA)
    assert by_device.member == by_password.member
    assert by_device.unlocked.x.seed == by_password.unlocked.x.seed
    assert by_device.unlocked.ed.seed == by_password.unlocked.ed.seed


def with_codes(town: Any, name: str) -> None:
    session = town.session(name)
    secret = town.doors.credentials.propose(session).secret
    town.doors.credentials.enrol(session, password_of(name), secret, totp.code_at(secret, town.watch()))
    town.secrets[name] = secret


def test_whoever_has_a_second_step_is_asked_for_no_code_by_a_device(town: Any, phone: SoftPasskey) -> None:
    with_codes(town, CORA)
    granted = town.doors.sign_in.password("cora@oakfield.example", password_of(CORA))
    assert isinstance(granted, CodeNeeded)
    assert enters(town, phone).member == town.members[CORA]


def test_it_still_opens_after_another_password_and_another_second_step(town: Any, phone: SoftPasskey) -> None:
    session = town.session(CORA)
    town.doors.credentials.change_password(session, password_of(CORA), "four new unrelated words")
    assert enters(town, phone).member == town.members[CORA]
    granted = town.doors.sign_in.password("cora@oakfield.example", "four new unrelated words")
    assert town.doors.sessions.resume(granted.cookie, background=False).member == town.members[CORA]
    assert refused(lambda: town.doors.sign_in.password("cora@oakfield.example", password_of(CORA))) == "wrong"


def test_turning_codes_off_again_leaves_it_as_it_is(town: Any, phone: SoftPasskey) -> None:
    with_codes(town, CORA)
    town.doors.credentials.end(town.session(CORA), password_of(CORA))
    assert enters(town, phone).member == town.members[CORA]


def test_somebody_who_guesses_passwords_cannot_shut_it_out(town: Any, phone: SoftPasskey) -> None:
    for _ in range(6):
        refused(lambda: town.doors.sign_in.password("cora@oakfield.example", "a wrong guess of mine"))
    assert enters(town, phone).member == town.members[CORA]


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"site": "evil.example"},
        {"verifies": False},
        {"key": SoftPasskey().key},
        {"credential": b"another credential of nobody"},
        {"secret": b"another secret of thirty-two byt"},
        {"user": b"m" * 16},
        {"user": b""},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_anything_less_than_the_device_itself_is_refused(
    town: Any, phone: SoftPasskey, lie: dict[str, Any]
) -> None:
    liar = replace(phone, **lie)
    code = refused(lambda: town.doors.passkeys.sign_in(liar.sign(town.doors.passkeys.ask_sign_in())))
    assert code == "passkey_wrong"


def test_a_device_that_derives_nothing_is_told_so(town: Any, phone: SoftPasskey) -> None:
    phone.derives = False
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(phone.sign(ask))) == "passkey_no_prf"
    session = town.session(CORA)
    other = SoftPasskey(derives=False)
    answer = other.make(town.doors.passkeys.ask_new(session))
    assert (
        refused(lambda: town.doors.passkeys.enrol(session, password_of(CORA), "x", answer))
        == "passkey_no_prf"
    )
    assert len(town.doors.passkeys.of(session)) == 1


def test_an_answer_serves_once_and_for_a_quarter_of_an_hour(town: Any, phone: SoftPasskey) -> None:
    answer = phone.sign(town.doors.passkeys.ask_sign_in())
    town.doors.passkeys.sign_in(answer)
    assert refused(lambda: town.doors.passkeys.sign_in(answer)) == "passkey_over"
    late = phone.sign(town.doors.passkeys.ask_sign_in())
    town.watch.pass_by(minutes=15)
    assert refused(lambda: town.doors.passkeys.sign_in(late)) == "passkey_over"


def test_a_question_that_this_service_did_not_ask_is_none(town: Any, phone: SoftPasskey) -> None:
    ask = replace(town.doors.passkeys.ask_sign_in(), challenge="A" * 75)
    assert refused(lambda: town.doors.passkeys.sign_in(phone.sign(ask))) == "passkey_over"


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '{"rawId": 7}', '{"rawId": "AA", "response": 3}', "x" * 40_000]
)
def test_nonsense_is_refused_and_nothing_breaks(town: Any, said: str) -> None:
    answer = replace(SoftPasskey().sign(town.doors.passkeys.ask_sign_in()), said=said)
    assert refused(lambda: town.doors.passkeys.sign_in(answer)) == "passkey_wrong"


def test_a_writer_in_the_database_with_a_key_of_his_own_gets_past_the_answer_and_not_into_the_keys(
    town: Any, phone: SoftPasskey
) -> None:
    """He puts in his own public key: the signature fits, and what opens the slot is still in the owner's device."""
    thief = SoftPasskey(credential=phone.credential, user=phone.user)
    theirs = enrolled(town, ADA, SoftPasskey(key=thief.key))
    with town.database.read() as conn:
        (record,) = passkeys.of_member(conn, town.doors.ground.district, town.members[ADA])
    town.database.write(
        lambda conn: conn.execute(
            text("UPDATE passkey SET public_key = :key WHERE member = :who"),
            {"key": record.public_key, "who": town.members[CORA]},
        )
    )
    assert theirs.key is thief.key
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(thief.sign(ask))) == "passkey_wrong"


def test_keys_that_the_district_did_not_sign_open_no_session(town: Any, phone: SoftPasskey) -> None:
    """A writer in the database puts a whole member of his own making in somebody's place, passkey and all."""
    district, cora = town.doors.ground.district, town.members[CORA]
    made = new_member(district, cora, "words of a thief", memory_kib=19456, iterations=2)
    key = unlock(district, cora, made.slot, made.bundle, "words of a thief").bundle_key
    mine = digest(phone.secret, prf_salt(district), "sha256")
    slot = passkey_slot(district, cora, phone.credential, mine, key)

    def put(conn: Any) -> None:
        given = {"bundle": made.bundle, "slot": slot, "who": cora}
        conn.execute(text("UPDATE member_secret SET bundle = :bundle WHERE member = :who"), given)
        conn.execute(text("UPDATE slot SET slot = :slot WHERE member = :who AND n = 1"), given)

    town.database.write(put)
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(phone.sign(ask))) == "keys_changed"


def test_a_copied_device_is_noticed_by_its_count(town: Any, phone: SoftPasskey) -> None:
    copy = replace(phone)
    phone.count = 5
    enters(town, phone)
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(copy.sign(ask))) == "passkey_wrong"


def test_it_unlocks_its_owners_session_and_no_other_one(town: Any, phone: SoftPasskey) -> None:
    doors, cookie = town.doors, town.cookie(CORA)
    town.watch.pass_by(minutes=5)
    assert refused(lambda: doors.sessions.resume(cookie, background=True)) == "locked"
    elsewhere = phone.sign(doors.passkeys.ask_sign_in())
    assert refused(lambda: doors.passkeys.unlock(cookie, elsewhere)) == "passkey_over"
    stranger = enrolled(town, ADA)
    ask = doors.passkeys.ask_unlock(cookie)
    assert refused(lambda: doors.passkeys.unlock(cookie, stranger.sign(ask))) == "passkey_wrong"
    second = doors.passkeys.unlock(cookie, phone.sign(doors.passkeys.ask_unlock(cookie)))
    assert doors.sessions.resume(second, background=False).member == town.members[CORA]
    with pytest.raises(SignedOut):
        doors.sessions.resume(cookie, background=False)


def test_it_stands_for_the_password_where_that_is_asked_again(town: Any, phone: SoftPasskey) -> None:
    session = town.doors.sessions.resume(town.cookie(CORA), background=False)
    cookie = town.doors.passkeys.step_up(session, phone.sign(town.doors.passkeys.ask_step_up(session)))
    town.doors.sessions.resume(cookie, background=False).must_be_stepped_up(town.watch())


def test_who_has_none_is_asked_for_none(town: Any) -> None:
    cookie = town.cookie(CORA)
    session = town.doors.sessions.resume(cookie, background=False)
    assert town.doors.passkeys.ask_step_up(session) is None
    town.doors.sessions.lock(session)
    assert town.doors.passkeys.ask_unlock(cookie) is None


def test_adding_one_needs_the_password_and_its_own_page(town: Any) -> None:
    session, other = town.session(CORA), town.session(ADA)
    device = SoftPasskey()
    with pytest.raises(StepUpRefused):
        town.doors.passkeys.enrol(
            session, "not it at all", "x", device.make(town.doors.passkeys.ask_new(session))
        )
    answer = device.make(town.doors.passkeys.ask_new(other))
    assert (
        refused(lambda: town.doors.passkeys.enrol(session, password_of(CORA), "x", answer)) == "passkey_over"
    )
    assert town.doors.passkeys.of(session) == ()


def test_the_list_names_them_and_a_thief_reads_no_name(town: Any, phone: SoftPasskey) -> None:
    (one,) = town.doors.passkeys.of(town.session(CORA))
    assert one.label == "phone of Cora Cruz"
    with town.database.read() as conn:
        (row,) = conn.execute(text("SELECT * FROM passkey")).all()
    assert b"phone of" not in b"".join(value for value in row if isinstance(value, bytes))


def test_a_removed_one_opens_nothing_and_its_slot_is_gone(town: Any, phone: SoftPasskey) -> None:
    session = town.doors.sessions.resume(town.cookie(CORA), background=False)
    (one,) = town.doors.passkeys.of(session)
    with pytest.raises(StepUpRefused):
        town.doors.passkeys.remove(session, one.n)
    town.doors.passkeys.remove(town.stepped_up(session, CORA), one.n)
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(phone.sign(ask))) == "passkey_wrong"
    with town.database.read() as conn:
        slots = conn.execute(
            text("SELECT n FROM slot WHERE member = :who"), {"who": town.members[CORA]}
        ).all()
    assert [row.n for row in slots] == [0]


def test_leaving_the_house_takes_every_device_along(town: Any, phone: SoftPasskey) -> None:
    town.doors.leaving.remove(town.session(ADA), town.members[CORA])
    ask = town.doors.passkeys.ask_sign_in()
    assert refused(lambda: town.doors.passkeys.sign_in(phone.sign(ask))) == "passkey_wrong"
    with town.database.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM passkey")).scalar_one() == 0


def test_a_second_device_is_another_way_in_and_there_are_at_most_eight(town: Any, phone: SoftPasskey) -> None:
    session = town.session(CORA)
    known = json.dumps(town.doors.passkeys.ask_new(session).credentials)
    assert known != "[]", "the browser is told which devices have one"
    second = enrolled(town, CORA)
    assert enters(town, second).member == enters(town, phone).member
    for _ in range(MOST - 2):
        enrolled(town, CORA)
    assert refused(lambda: enrolled(town, CORA)) == "passkey_many"
