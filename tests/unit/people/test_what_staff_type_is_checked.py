"""Addresses, numbers, passwords and names of staff."""

import pytest

from reporting.model.ids import DistrictId, QueueId
from reporting.people.e_mail import EmailHash, well_formed
from reporting.people.passwords import acceptable
from reporting.people.phones import PhoneHash, e164
from reporting.people.plain_fields import checked_name
from reporting.people.refused import Refused
from reporting.people.wishes import Wishes

DISTRICT = DistrictId(b"d" * 16)


@pytest.mark.parametrize("written", ["312 555 0101", "(312) 555-0101", "+1 312-555-0101", "+13125550101"])
def test_a_number_is_one_number_however_it_is_written(written: str) -> None:
    assert e164(written) == "+13125550101"


@pytest.mark.parametrize("written", ["", "911", "call me", "12345678901234567890"])
def test_what_is_no_number_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(Refused) as refusal:
        e164(written)
    assert refusal.value.code == "phone"
    assert not written or written not in str(refusal.value)


def test_an_address_is_found_however_it_is_written_and_only_with_the_servers_key() -> None:
    one, other = EmailHash(b"k" * 32, DISTRICT), EmailHash(b"l" * 32, DISTRICT)
    assert one("Ada@Oakfield.Example ") == one("ada@oakfield.example")
    assert one("ada@oakfield.example") != other("ada@oakfield.example")


def test_hashes_of_numbers_and_addresses_have_keys_of_their_own() -> None:
    assert PhoneHash(b"k" * 32, DISTRICT)("+13125550101") != EmailHash(b"k" * 32, DISTRICT)("+13125550101")


@pytest.mark.parametrize("address", ["", "ada", "ada@", "@oakfield.example", "a b@oakfield.example"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refusal:
        well_formed(address)
    assert refusal.value.code == "email"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven char", "password_short"),
        ("abababababab", "password_plain"),
        ("x1y2z" * 300, "password_long"),
        ("Cora.Maria.Cruz", "password_own"),
        ("cora.cruz@oakfield.example", "password_own"),
    ],
)
def test_a_password_that_a_thief_would_try_first_is_refused(password: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        acceptable(password, email="cora.cruz@oakfield.example", name="Cora María Cruz")
    assert refusal.value.code == code
    assert password not in str(refusal.value)


def test_spaces_accents_and_emoji_are_welcome_in_a_password() -> None:
    for password in ("a tall ship and a star", "ñandú corre lejos", "🙂 seven words 🙂"):
        assert acceptable(password, email="c@x.example", name="Cora") == password


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "Ada\0", "Ada\nAdmin\x1b[31m"])
def test_a_name_is_a_printable_line(name: str) -> None:
    with pytest.raises(Refused):
        checked_name(name)


def test_wishes_come_back_as_they_were_written() -> None:
    wishes = Wishes({QueueId(b"q" * 16): True, QueueId(b"a" * 16): False}, registrar=True)
    assert Wishes.read(wishes.written()) == wishes
