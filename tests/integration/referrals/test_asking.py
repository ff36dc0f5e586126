"""An organization confirms its entry by a link: looking spends nothing, a correction waits, an ended link renews itself."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reporting.model.help.partnership import RecordContact
from reporting.model.help.words import Capacity, ConfirmedBy
from reporting.model.ids import DistrictId, OrganizationId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.referrals.directory.asking import DAYS, Asking
from reporting.referrals.directory.desk import HelpDesk
from reporting.referrals.directory.freshness import ASK_AFTER
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.store import schools
from reporting.store.database import Database
from reporting.vault.service_box import ServiceBox
from tests.integration.referrals.test_directory_keeping import Witnessed, member

HOME = "https://staff.example/partners/entry"


@dataclass
class House:
    """An organization with one service, a clock, and what was mailed."""

    database: Database
    now: datetime = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
    district: DistrictId = field(default_factory=lambda: DistrictId(secrets.token_bytes(16)))

    def __post_init__(self) -> None:
        self.database.write(
            lambda conn: schools.put_district(
                conn, schools.District(self.district, "Pine Valley", "America/Denver", "en", "Line")
            )
        )
        self.box = ServiceBox(b"k" * 32)
        ground = Ground(self.district, self.database, lambda: self.now, secrets.token_bytes, Witnessed())
        self.keeping = DirectoryKeeping(ground, self.box)
        self.desk = HelpDesk(self.keeping, dict)
        self.asking = Asking(ground, self.box, self.keeping, HOME, mail=True)
        self.oak = OrganizationId(self.desk.save_organization(member(), None, {"name": "Oak Clinic"}).id)
        given = {"service": "Counseling", "phone": "202 555 0131", "about": "Talk."}
        self.desk.save_service(member(), self.oak, None, given)

    def reachable(self) -> None:
        contact = RecordContact("Intake", "intake@oak.example", lang="en")
        self.keeping.put_record_contact(member(), self.oak, contact)

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def mails(self) -> list[tuple[str, str]]:
        """(address, body) of each, opened with the service key as the worker does."""
        with self.database.read() as conn:
            rows = conn.exec_driver_sql(
                'SELECT "row", recipient, body FROM notify_outbox ORDER BY created_at'
            ).all()
        return [
            (self.box.open(bytes(to), bytes(row)).decode(), self.box.open(bytes(body), bytes(row)).decode())
            for row, to, body in rows
        ]

    def token(self) -> str:
        return self.asking.hand_over(member(), self.oak).rpartition("/")[2]

    @property
    def entry(self) -> Any:
        return self.keeping.read().entries()[0]


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


def test_an_old_entry_is_asked_about_by_mail_to_the_contact_of_record_and_not_again_for_a_fortnight(
    house: House,
) -> None:
    house.reachable()
    assert house.asking.remind() == 0
    house.pass_days(ASK_AFTER + 1)
    assert house.asking.remind() == 1
    ((address, body),) = house.mails()
    assert address == "intake@oak.example"
    assert re.search(rf"^{HOME}/[\w-]{{43}}$", body, re.MULTILINE)
    house.pass_days(13)
    assert house.asking.remind() == 0
    house.pass_days(1)
    assert house.asking.remind() == 1


def test_without_a_contact_of_record_nothing_is_sent_anywhere(house: House) -> None:
    house.pass_days(ASK_AFTER + 1)
    assert house.asking.remind() == 0
    with pytest.raises(Refused) as refused:
        house.asking.ask(member(), house.oak)
    assert refused.value.code == "no_record_contact"
    assert house.mails() == []


def test_looking_spends_nothing_and_a_press_confirms_and_says_whether_there_is_room(house: House) -> None:
    token = house.token()
    house.pass_days(5)
    for _mail_scanner in range(3):
        page = house.asking.look(token)
        assert page is not None
        assert (page.expired, page.answered) == (False, False)
    assert house.entry.organization.confirmed_by is ConfirmedBy.STAFF
    assert house.asking.confirm(token, {house.entry.service.id.hex(): "full"})
    assert house.entry.organization.confirmed_by is ConfirmedBy.PARTNER
    assert house.entry.organization.confirmed_day == house.keeping.today()
    assert house.entry.service.capacity is Capacity.FULL


def test_what_it_corrects_is_printed_only_when_staff_take_it_over(house: House) -> None:
    token = house.token()
    phone = f"{house.entry.service.id.hex()}_phone"
    given = dict(house.asking.look(token).values) | {phone: "202 555 0199", "about": "A clinic."}  # type: ignore[union-attr]
    assert house.asking.correct(token, given) == ()
    assert house.entry.service.phones[0].number == "202 555 0131"
    assert house.asking.look(token).values[phone] == "202 555 0199"  # type: ignore[union-attr]
    (waiting,) = house.asking.corrections()
    assert {(one.name, one.before, one.after) for one in waiting.fields} == {
        ("phone", "202 555 0131", "202 555 0199"),
        ("about", "", "A clinic."),
    }
    with pytest.raises(Refused):
        house.asking.take(member(leads=False), waiting.id)
    house.asking.take(member(), waiting.id)
    assert house.entry.service.phones[0].number == "202 555 0199"
    assert house.entry.organization.about == "A clinic."
    assert house.asking.corrections() == ()


def test_a_correction_that_is_left_aside_changes_nothing(house: House) -> None:
    token = house.token()
    house.asking.correct(token, {"about": "Something else"})
    (waiting,) = house.asking.corrections()
    house.asking.drop(member(), waiting.id)
    assert house.entry.organization.about == ""
    assert house.asking.corrections() == ()


def test_a_wrong_field_is_named_and_nothing_waits(house: House) -> None:
    token, service = house.token(), house.entry.service.id.hex()
    problems = house.asking.correct(token, {f"{service}_opens": "3 pm", "website": "oak"})
    assert {(one.field, one.code) for one in problems} == {
        (f"{service}_opens", "not_time"),
        ("website", "not_web"),
    }
    assert house.asking.corrections() == ()


def test_an_ended_link_opens_nothing_and_a_new_one_goes_to_the_contact_of_record_once_a_day(
    house: House,
) -> None:
    token = house.token()
    house.reachable()
    house.pass_days(DAYS)
    page = house.asking.look(token)
    assert page is not None
    assert page.expired
    assert not house.asking.confirm(token, {})
    assert [one.code for one in house.asking.correct(token, {"about": "Mine"})] == ["ended"]
    assert house.entry.organization.confirmed_by is ConfirmedBy.STAFF
    assert house.asking.again(token)
    assert not house.asking.again(token)
    assert [address for address, _ in house.mails()] == ["intake@oak.example"]


@pytest.mark.parametrize("odd", [lambda token: "A" * 43, lambda token: token[:-1], lambda token: ""])
def test_a_link_that_was_made_up_opens_nothing(house: House, odd: Callable[[str], str]) -> None:
    token = odd(house.token())
    assert house.asking.look(token) is None
    assert not house.asking.confirm(token, {})
    assert not house.asking.again(token)


def test_the_database_holds_no_link_that_opens_anything(house: House) -> None:
    token = house.token()
    with house.database.read() as conn:
        rows = conn.exec_driver_sql("SELECT * FROM help_ask").all()
    assert len(rows) == 1
    assert token.encode() not in b"".join(cell for cell in rows[0] if isinstance(cell, bytes))
