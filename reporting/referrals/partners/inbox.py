"""The list of an organization that signs in: its packets, and colleagues who wait to be let in."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from reporting.cases.refusals import NothingOpens
from reporting.model.clock import date_of
from reporting.model.errand import ErrandKind
from reporting.model.help.words import Capacity
from reporting.model.ids import PacketId, PartnerPersonId
from reporting.model.referral import ReferralState
from reporting.referrals.directory.kept import KeptDirectory
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partner_visit import PacketView, PartnerVisits
from reporting.referrals.partners.entering import PartnerSession
from reporting.referrals.partners.queue_keys import words_of
from reporting.store import help_entries, partner_people, partner_queues, sides
from reporting.store.partner_queues import PartnerWrap
from reporting.vault.partners import wrap_to_person
from reporting.vault.xwing import PublicKey

MARK = 4  # characters of a packet's number, for people who talk of it


@dataclass(frozen=True, slots=True)
class Line:
    """One packet. `id`: for the form; `sent`: the first of its month; `opens`: False where it was sealed to a former key."""

    id: str
    mark: str
    service: str
    state: ReferralState
    sent: date
    until: date
    opens: bool
    new: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """`words`: of somebody who joined and waits; None for one who is in."""

    id: str
    name: str
    words: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Room:
    """Whether a service takes anybody now."""

    id: str
    name: str
    capacity: Capacity


@dataclass(frozen=True, slots=True)
class PartnerList:
    organization: str
    name: str
    lines: tuple[Line, ...]
    colleagues: tuple[Colleague, ...]
    rooms: tuple[Room, ...]


class PartnerInbox:
    def __init__(self, ground: PartnerGround, visits: PartnerVisits, directory: KeptDirectory) -> None:
        self._ground = ground
        self._directory = directory
        self.visits = visits

    def look(self, session: PartnerSession) -> PartnerList:
        ground = self._ground
        with ground.database.read() as conn:
            listed = partner_queues.listed(conn, ground.district, session.organization, ground.day())
            beside = sides.for_partner(conn, ground.district, [one.packet for one in listed])
            people = partner_people.of_organization(conn, ground.district, session.organization)
            inside = partner_queues.holders(conn, ground.district, session.organization)
        directory = self._directory.read()
        lines = []
        for one in listed:
            entry, side = directory.entry(one.service), beside.get(one.packet)
            lines.append(
                Line(
                    one.packet.hex(),
                    one.packet.hex()[:MARK].upper(),
                    entry.service.name if entry else "",
                    one.state,
                    date(one.month // 12, one.month % 12 + 1, 1),
                    date_of(one.until_day),
                    opens=one.epoch == session.queue.epoch,
                    new=side is not None and side.last_seq > side.partner_seen,
                    urgent=side is not None and side.alerts > 0 and not side.taken,
                )
            )
        known = directory.organization(session.organization)
        return PartnerList(
            known.name if known else "",
            session.name,
            tuple(sorted(lines, key=lambda one: not (one.urgent or one.new))),
            tuple(
                Colleague(
                    one.id.hex(),
                    ground.box.open(one.name, one.id).decode(),
                    None if one.id in inside or one.x is None else words_of(one.x),
                )
                for one in people
                if one.x is not None and one.id != session.person
            ),
            tuple(Room(one.id.hex(), one.name, one.capacity) for one in known.services) if known else (),
        )

    def open(self, session: PartnerSession, packet: str) -> PacketView:
        """Raises NothingOpens: taken back, over, another organization's, or sealed to a former key."""
        ground, id_ = self._ground, PacketId(_hex(packet))
        with ground.database.read() as conn:
            listed = partner_queues.listed(conn, ground.district, session.organization, ground.day())
            queued = partner_queues.queued(conn, ground.district, id_)
        if queued is None or id_ not in {one.packet for one in listed}:
            raise NothingOpens
        return self.visits.open_queued(queued, session.key)

    def set_room(self, session: PartnerSession, service: str, capacity: str) -> None:
        """Counts at once, as by the link of their entry: nothing worse than a wasted call hangs on it. Raises NothingOpens."""
        ground = self._ground
        known = self._directory.read().organization(session.organization)
        mine = next((one for one in known.services if one.id.hex() == service), None) if known else None
        if mine is None or capacity not in set(Capacity):
            raise NothingOpens
        self._directory.written(
            lambda conn: help_entries.set_capacity(
                conn, ground.district, mine.id, Capacity(capacity), day=ground.day(), wait_days=mine.wait_days
            )
        )

    def let_in(self, session: PartnerSession, colleague: str, words: str) -> None:
        """The queue's key for somebody whose words were compared; the school, which has no such key, could not.

        Raises NothingOpens.
        """
        ground, id_ = self._ground, PartnerPersonId(_hex(colleague))
        with ground.database.read() as conn:
            person = partner_people.by_id(conn, ground.district, id_)
        if person is None or person.x is None or person.organization != session.organization:
            raise NothingOpens
        if " ".join(words_of(person.x)) != words:
            raise NothingOpens  # other keys than those that were shown
        sealed = wrap_to_person(
            PublicKey(person.x),
            ground.district,
            session.organization,
            session.queue.epoch,
            session.key.seed,
        )
        wrap = PartnerWrap(id_, session.organization, session.queue.epoch, sealed)
        errand = ground.errand(ErrandKind.LET_IN, id_)

        def unit(conn: Connection) -> None:
            if partner_queues.wrap_of(conn, ground.district, id_) is None:
                partner_queues.add_wrap(conn, ground.district, wrap)
                ground.leave(conn, errand)

        ground.database.write(unit)

    def leave(self, session: PartnerSession) -> None:
        """Keys, wrap, sessions and name go."""
        ground = self._ground
        errand = ground.errand(ErrandKind.LEFT, session.person)

        def unit(conn: Connection) -> None:
            partner_people.remove(conn, ground.district, session.person)
            ground.leave(conn, errand)

        ground.database.write(unit)


def _hex(value: str) -> bytes:
    """Raises NothingOpens."""
    try:
        return bytes.fromhex(value)
    except ValueError:
        raise NothingOpens from None
