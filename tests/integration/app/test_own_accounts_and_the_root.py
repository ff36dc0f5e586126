"""What a person may change of themselves, and what only the root's holder may."""

from typing import Any

import pytest

import notify.contacts
from reporting.people.refused import Refused, SetUpRefused, StepUpRefused


def test_the_account_page_knows_its_owner(founded_house: Any) -> None:
    account = founded_house.doors.accounts.view(founded_house.sessions["north"])
    assert (account.name, account.email) == ("Ana Ruiz", "ana@oakfield.example")
    assert (account.phone, account.phone_verified) == ("+12025550101", True)
    assert account.queues == ("District", "North High counselors", "North High crisis")
    nobody_rings = founded_house.doors.accounts.view(founded_house.sessions["south_too"])
    assert (nobody_rings.phone, nobody_rings.phone_verified) == (None, False)


def test_a_chosen_language_holds_for_pages_that_ring_them_too(founded_house: Any) -> None:
    session, ground = founded_house.sessions["north"], founded_house.house.people.ground
    founded_house.doors.accounts.set_language(session, "es")
    assert founded_house.doors.accounts.view(session).lang == "es"
    with ground.database.read() as conn:
        known = notify.contacts.contacts(conn, district=ground.district, persons=[session.member])
    assert known[session.member].lang == "es"
    with pytest.raises(Refused):
        founded_house.doors.accounts.set_language(session, "fr")


def test_only_the_roots_holder_makes_registrars(founded_house: Any) -> None:
    ready, sessions = founded_house.doors.getting_ready, founded_house.sessions
    value = founded_house.member("north").hex()
    with pytest.raises(SetUpRefused) as refusal:
        ready.make_registrar(sessions["designee"], value)
    assert refusal.value.code == "not_root"
    ready.make_registrar(sessions["administrator"], value)
    assert ready.view(sessions["administrator"]).registrars == ("Ada Stone", "Ana Ruiz", "Erin Castillo")


def test_a_district_opens_once(founded_house: Any) -> None:
    ready, root = founded_house.doors.getting_ready, founded_house.sessions["administrator"]
    assert not ready.view(root).can_open
    for act, code in (
        (lambda: ready.make_keys(root, ()), "already_born"),
        (lambda: ready.open_line(root), "opened"),
    ):
        with pytest.raises(SetUpRefused) as refusal:
            act()
        assert refusal.value.code == code


def test_what_changes_who_reads_needs_the_password_again(founded_house: Any) -> None:
    root = founded_house.sessions["administrator"]
    founded_house.clock.advance(minutes=6)
    ready = founded_house.doors.getting_ready
    for act in (
        lambda: ready.make_keys(root, ()),
        lambda: ready.open_line(root),
        lambda: ready.make_registrar(root, founded_house.member("north").hex()),
        lambda: founded_house.doors.roll.remove(root, founded_house.member("north").hex()),
    ):
        with pytest.raises(StepUpRefused):
            act()
