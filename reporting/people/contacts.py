"""How staff are reached: numbers sealed by the service key and found by a keyed hash, ladders and weekly turns."""

from sqlalchemy import Connection

import notify.contacts
import notify.layers
import notify.oncall
import notify.rotas
from notify.weekly import Slot, WeeklyLayer
from reporting.model.ids import MemberId
from reporting.people.district_outline import Outline
from reporting.people.founding import Founding, PersonForm
from reporting.people.ground import Ground
from reporting.people.phones import PhoneHash, e164
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import staff
from reporting.vault.notation import sha256
from reporting.vault.service_box import ServiceBox


class Contacts:
    def __init__(self, ground: Ground, service: ServiceBox, phone_hash: PhoneHash) -> None:
        self._ground = ground
        self._service = service
        self._phone_hash = phone_hash

    def set_phone(self, session: StaffSession, member: MemberId, phone: str | None) -> None:
        """A person's own number, or anybody's by a registrar. Another number is not verified.

        Raises: Refused("phone" | "not_registrar" | "unknown"), StepUpRefused("needed").
        """
        self._allowed(session, member)
        self._save(session, member, e164(phone) if phone else None, declared=False)

    def declare_phone(self, session: StaffSession, member: MemberId, phone: str) -> None:
        """A registrar vouches that this number reaches that person. It is written into the audit chain as a declaration.

        Raises as `set_phone`; nobody declares for themselves by another right than a registrar's.
        """
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar declares a number.")
        self._allowed(session, member)
        self._save(session, member, e164(phone), declared=True)

    def found_in(self, conn: Connection, form: Founding, outline: Outline) -> None:
        """Contacts, ladders and the weekly rota of a new district, inside its founding."""
        people = list(zip(outline.members, form.everyone, strict=True))
        for member, person in people:
            self._contact(conn, member, person)
        for team, rotas in self._rotas(form, outline).items():
            persons = [slot.person for layer in rotas for slot in layer.slots]
            notify.oncall.save_ladder(
                conn,
                district=self._ground.district,
                team=team,
                zone=form.zone,
                sender=e164(form.hotline.staff) if form.hotline else "",
                persons=tuple(dict.fromkeys(persons)),
                last_resort=self._last_resort(form, outline),
            )
            for layer in rotas:
                notify.layers.save_layer(conn, district=self._ground.district, team=team, layer=layer)
            notify.rotas.refresh(conn, district=self._ground.district, team=team, now=self._ground.clock())
        for member, person in people:
            if person.phone and person.phone_declared:
                self._ground.witness.record(
                    conn,
                    minute=self._ground.minute(),
                    act="declared_phone",
                    actor=outline.members[0],
                    about=member,
                )

    def _contact(self, conn: Connection, member: MemberId, person: PersonForm) -> None:
        notify.contacts.save_contact(
            conn,
            district=self._ground.district,
            person=member,
            name=person.name,
            lang=person.lang,
            phone=e164(person.phone) if person.phone else None,
            email=person.email,
            sealer=self._service,
            phone_hash=self._phone_hash,
            now=self._ground.clock(),
            verified=person.phone_declared,
        )

    def _rotas(self, form: Founding, outline: Outline) -> dict[bytes, list[WeeklyLayer]]:
        rotas: dict[bytes, list[WeeklyLayer]] = {team.id: [] for team in outline.teams}
        for place, rota in enumerate(form.rotas):
            team = outline.teams[rota.team].id
            slots = tuple(Slot(turn.begins, turn.ends, outline.members[turn.person]) for turn in rota.turns)
            rotas[team].append(
                WeeklyLayer(sha256(team + bytes([place]))[:16], form.zone, slots, rota.position)
            )
        return rotas

    def _last_resort(self, form: Founding, outline: Outline) -> MemberId | None:
        return outline.members[form.last_resort] if form.everyone[form.last_resort].phone else None

    def _allowed(self, session: StaffSession, member: MemberId) -> None:
        if session.member != member and not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes another person's number.")
        session.must_be_stepped_up(self._ground.clock())

    def _save(self, session: StaffSession, member: MemberId, phone: str | None, *, declared: bool) -> None:
        ground = self._ground

        def unit(conn: Connection) -> None:
            person = staff.by_id(conn, ground.district, member)
            if person is None or person.state == "gone":
                raise Refused("unknown", "Choose somebody who works here.")
            notify.contacts.save_contact(
                conn,
                district=ground.district,
                person=member,
                name=person.name,
                lang=person.lang,
                phone=phone,
                email=self._service.open(person.email_sealed, member).decode(),
                sealer=self._service,
                phone_hash=self._phone_hash,
                now=ground.clock(),
                verified=declared,
            )
            ground.witness.record(
                conn,
                minute=ground.minute(),
                act="declared_phone" if declared else "changed_phone",
                actor=session.member,
                about=member,
            )

        ground.database.write(unit)
