"""A returning student's page carries what it needs for thirty minutes, and nobody else can read it."""

from datetime import UTC, datetime, timedelta

import pytest

from reporting.vault.form_tokens import (
    Expired,
    Purpose,
    issue,
    read,
    retype_positions,
    retype_secret,
    retyped,
)
from reporting.vault.notation import Unreadable, new_id, new_key

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
KEY, DISTRICT, THREAD, SECRET, SUBMISSION = new_key(), new_id(), new_id(), new_key(), new_id()


def token() -> str:
    return issue(KEY, Purpose.RETURN, DISTRICT, THREAD, SECRET, SUBMISSION, NOW)


def test_a_token_gives_back_what_it_was_given() -> None:
    found = read(KEY, Purpose.RETURN, DISTRICT, token(), NOW + timedelta(minutes=29, seconds=59))
    assert (found.object, found.secret, found.submission) == (THREAD, SECRET, SUBMISSION)
    assert found.expires == int((NOW + timedelta(minutes=30)).timestamp())


def test_it_stands_in_a_form_without_escaping() -> None:
    assert token().replace("-", "").replace("_", "").isalnum()


def test_after_thirty_minutes_it_is_too_old() -> None:
    with pytest.raises(Expired, match="type the words again"):
        read(KEY, Purpose.RETURN, DISTRICT, token(), NOW + timedelta(minutes=30))


def test_after_a_restart_another_district_or_purpose_it_says_nothing() -> None:
    for key, purpose, district in [
        (new_key(), Purpose.RETURN, DISTRICT),
        (KEY, Purpose.RETYPE, DISTRICT),
        (KEY, Purpose.RETURN, new_id()),
    ]:
        with pytest.raises(Unreadable):
            read(key, purpose, district, token(), NOW)


@pytest.mark.parametrize("wrong", ["", "A", "é" * 8, "=" * 8, "!!!!", "A" * 10_000, "AQ", "Ag" * 40])
def test_rubbish_is_refused(wrong: str) -> None:
    with pytest.raises(Unreadable):
        read(KEY, Purpose.RETURN, DISTRICT, wrong, NOW)


def test_a_changed_letter_is_refused() -> None:
    good = token()
    # The last letter carries two spare bits, which change nothing that is sealed.
    for position in range(len(good) - 1):
        letter = "A" if good[position] != "A" else "B"
        with pytest.raises(Unreadable):
            read(KEY, Purpose.RETURN, DISTRICT, good[:position] + letter + good[position + 1 :], NOW)


def test_wrong_lengths_are_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="32"):
        issue(KEY, Purpose.RETURN, DISTRICT, THREAD, b"short", SUBMISSION, NOW)


def test_the_gate_knows_the_two_words_and_tells_nothing_of_them() -> None:
    words = ("abuelo", "dragon", "zapato", "raton", "queso", "mesa")
    secret = retype_secret(words, 1, 4)
    assert len(secret) == 32
    assert retype_positions(secret) == (1, 4)
    assert retyped(secret, "dragon", "queso")
    assert not retyped(secret, "queso", "dragon")
    assert not retyped(secret, "dragon", "mesa")
