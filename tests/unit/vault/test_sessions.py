"""A session needs the cookie, the row and the key in RAM; two of them open nothing."""

import pytest

from reporting.vault.members import Unlocked, same_keys
from reporting.vault.notation import Unreadable, new_id, new_key
from reporting.vault.sessions import open_session, resume, row_id
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PrivateKey

SESS, MEMBER, CREATED = new_key(), new_id(), 1_790_000_000
UNLOCKED = Unlocked(MEMBER, PrivateKey.generate(), SigningKey.generate(), b"t" * 20)  # type: ignore[arg-type] # an id is bytes


def test_the_cookie_brings_the_keys_back_without_the_second_factor() -> None:
    session = open_session(SESS, MEMBER, UNLOCKED, CREATED)
    assert row_id(session.cookie) == session.row_id
    found = resume(SESS, session.cookie, session.sealed, MEMBER, CREATED)
    assert same_keys(found, UNLOCKED.x.public.raw, UNLOCKED.ed.public)
    assert (found.member, found.totp_secret) == (MEMBER, b"")


def test_each_part_alone_and_each_other_part_opens_nothing() -> None:
    session = open_session(SESS, MEMBER, UNLOCKED, CREATED)
    other = open_session(SESS, MEMBER, UNLOCKED, CREATED)
    for sess, cookie, sealed, member, created in [
        (new_key(), session.cookie, session.sealed, MEMBER, CREATED),
        (SESS, other.cookie, session.sealed, MEMBER, CREATED),
        (SESS, session.cookie, other.sealed, MEMBER, CREATED),
        (SESS, session.cookie, session.sealed, new_id(), CREATED),
        (SESS, session.cookie, session.sealed, MEMBER, CREATED + 1),
        (SESS, session.cookie, b"", MEMBER, CREATED),
    ]:
        with pytest.raises(Unreadable):
            resume(sess, cookie, sealed, member, created)


@pytest.mark.parametrize("cookie", ["", "A", "A" * 42, "A" * 44, "é" * 43, "=" * 43, "!" * 43])
def test_a_cookie_that_is_none_is_refused(cookie: str) -> None:
    with pytest.raises(Unreadable):
        row_id(cookie)


def test_what_is_stored_does_not_contain_the_cookie_or_a_seed() -> None:
    session = open_session(SESS, MEMBER, UNLOCKED, CREATED)
    stored = session.row_id + session.sealed
    assert UNLOCKED.x.seed not in stored
    assert UNLOCKED.ed.seed not in stored
    assert session.cookie not in repr(session)
