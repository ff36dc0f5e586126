"""A house with a partner that takes referrals, and a student who wrote."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Connection, make_url, select

from notify.ports import Channel
from notify.tables import Outbox
from reporting.model.help.organization import Organization
from reporting.model.help.partnership import RecordContact
from reporting.model.help.service import Service
from reporting.model.help.words import Capacity, SharedField
from reporting.model.ids import OrganizationId, ServiceId
from reporting.referrals.deciding import Decision
from reporting.referrals.links import Links
from reporting.referrals.offer import Age
from reporting.referrals.packet_clock import PacketClock
from reporting.referrals.partner_errands import PartnerErrands
from reporting.referrals.partner_service import PartnerService
from reporting.referrals.partner_visit import PartnerVisits
from reporting.referrals.referral_desk import Proposal, Slip
from reporting.store.database import Database
from reporting.store.partner_grants import Role, grant, make
from reporting.vault.partners import errand_key

ROLE = Role("quietline_partner_test", "it's a \\ password")

SAD = "Nothing is fun any more and I lie awake most nights"
ABOUT = "canary-about cannot sleep and lost interest in everything"
PURPOSE = "canary-purpose a first talk with a therapist"
NAME = "Canaryname"
REACH = "canary-reach at my locker"


@dataclass
class Referred:
    """`house` with Harbor House in its directory; `words` are the student's, `reference` the thread's."""

    house: Any
    service: ServiceId
    organization: OrganizationId
    words: tuple[str, ...]
    reference: str

    @property
    def doors(self) -> Any:
        return self.house.house.referring

    @property
    def counselor(self) -> Any:
        return self.house.sessions["north"]

    def come_back(self) -> Any:
        return self.house.house.web_return.open(" ".join(self.words))

    def propose(self, *fields: SharedField, submission: bytes | None = None) -> str:
        """The offer's number."""
        number = submission or secrets.token_bytes(16)
        said = Proposal(
            self.service.hex(),
            "May I ask Harbor House whether they have time for you?",
            PURPOSE,
            ABOUT,
            fields or tuple(SharedField),
        )
        self.doors.staff.propose(self.counselor, self.reference, number, said)
        return number.hex()

    def agree(
        self, offer: str, values: dict[SharedField, str], age: Age = "unsaid", *, side: bool = False
    ) -> Any:
        view = self.come_back()
        return self.doors.student.agree(
            view.token,
            bytes.fromhex(view.submission),
            offer,
            Decision(values, age, side),
            lambda consent: "Yes. " + ", ".join(consent.values.values()),
        )

    def send(self, offer: str, basis: str = "counsel says so") -> Slip:
        number = secrets.token_bytes(16)
        slip: Slip = self.doors.staff.send(self.counselor, self.reference, number, offer, basis)
        return slip

    def mailed(self) -> tuple[PartnerVisits, PacketClock]:
        """The partner's door and the worker's part where a mail server is set."""
        house = self.house.house
        people, service, shred = house.people.ground, house.people.service, house.ground.shred
        clock = PacketClock(people, shred, service, house.help, self.links(), below=lambda most: most - 1)
        reached = PartnerService(people, shred, service, house.help, house.referring.counter, mailed=True)
        ground = replace(house.referring.partner_ground, service=reached)
        return PartnerVisits(ground, house.foundation.ram.form, house.referring.partner.sides), clock

    def links(self) -> Links:
        """Where a mail server is set."""
        people = self.house.house.people
        return Links(people.ground, people.service, "https://quietline.example", mailed=True)

    def mails(self) -> list[tuple[str, str]]:
        """(address, body) of each, opened with the service key as the worker does, once it did its errands."""
        house = self.house.house
        key = errand_key(house.people.trust.server_key, house.ground.district)
        PartnerErrands(house.people.ground, house.help, self.links(), key).run()
        asked = select(Outbox.row, Outbox.recipient, Outbox.body).where(Outbox.channel == Channel.EMAIL)
        with house.ground.database.read() as conn:
            rows = conn.execute(asked.order_by(Outbox.created_at)).all()
        box = house.people.service
        return [(box.open(to, row).decode(), box.open(body, row).decode()) for row, to, body in rows]

    def pass_days(self, days: int) -> None:
        """The counselor signs in anew: no session lasts that long."""
        self.house.clock.advance(days=days)
        self.house.sessions["north"] = self.house.sign_in_as("north")

    def withdraw(self, offer: str) -> Any:
        view = self.come_back()
        return self.doors.student.withdraw(
            view.token, bytes.fromhex(view.submission), offer, "I take it back"
        )


@pytest.fixture
def role_url(postgres_url: str) -> str:
    """The database as the partners' own role has it."""
    owner = Database(postgres_url, pool=1)

    def unit(conn: Connection) -> None:
        make(conn, ROLE)
        grant(conn, ROLE)

    owner.write(unit)
    owner.write(unit)  # as after an upgrade
    owner.close()
    return (
        make_url(postgres_url)
        .set(username=ROLE.name, password=ROLE.password)
        .render_as_string(hide_password=False)
    )


def referred(house: Any) -> Referred:
    organization, service = OrganizationId(secrets.token_bytes(16)), ServiceId(secrets.token_bytes(16))
    ada = house.sessions["administrator"]
    one = Service(service, organization, "Counseling", takes_referrals=True, capacity=Capacity.OPEN)
    house.house.help.put(ada, [Organization(organization, "Harbor House", services=(one,))])
    contact = RecordContact("Intake", "intake@harbor.example", "+12025550177")
    house.house.help.put_record_contact(ada, organization, contact)
    words = house.tip(SAD).words
    (row,) = house.threads()
    house.read("north", row.reference)
    return Referred(house, service, organization, words, row.reference)


@pytest.fixture
def harbor(founded_house: Any) -> Referred:
    return referred(founded_house)


@pytest.fixture
def harbor_on_each(founded_house_on_each: Any) -> Referred:
    return referred(founded_house_on_each)
