"""A calendar of trainings that staff and partners share: each adds, all see, and any calendar program reads along."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from sqlalchemy import Connection

from notify import calendar_links
from notify.ical import Event, calendar
from notify.ports import Unopenable
from reporting.cases.ground import Ground
from reporting.model.ids import OrganizationId
from reporting.people.ground import Ground as PeopleGround
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.store import trainings
from reporting.store.trainings import SealedTraining
from reporting.vault import base64url
from reporting.vault.notation import hmac256, kd
from reporting.vault.service_box import ServiceBox

LINE, LONG = 120, 1000
BACK = timedelta(days=1)
AHEAD_DAYS = 400
# Of one partner, so that a link in wrong hands fills no calendar.
MOST, MOST_OF_ONE = 200, 20
SECRET_BYTES = 32
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TrainingForm:
    """As typed."""

    title: str = ""
    place: str = ""
    about: str = ""
    day: str = ""
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What rests sealed."""

    title: str
    place: str
    about: str
    ends: int


@dataclass(frozen=True, slots=True)
class Training:
    """`starts` and `ends` in the district's zone; `giver`: which organization, empty for the district."""

    value: str
    title: str
    place: str
    about: str
    giver: str
    starts: datetime
    ends: datetime


class Trainings:
    def __init__(
        self, ground: Ground, people: PeopleGround, service: ServiceBox, directory: DirectoryKeeping, server_key: bytes
    ) -> None:  # fmt: skip
        self._ground = ground
        self._people = people
        self._service = service
        self._directory = directory
        self._key = kd(server_key, "training-feed", people.district)

    def coming(self) -> tuple[Training, ...]:
        """Soonest first, with those of today. One that another service key sealed is left out."""
        people, zone = self._people, self._ground.roll.zone()
        since = int((people.clock() - BACK).timestamp())
        with people.database.read() as conn:
            rows = trainings.since(conn, people.district, since)
        names = {one.id: one.name for one in self._directory.read().organizations}
        found = []
        for row in rows:
            try:
                said = Said(**json.loads(self._service.open(row.sealed, row.id)))
            except (Unopenable, ValueError, TypeError):
                continue
            starts, ends = (
                datetime.fromtimestamp(at, UTC).astimezone(zone) for at in (row.starts, said.ends)
            )
            giver = names.get(row.organization, "") if row.organization else ""
            found.append(Training(row.id.hex(), said.title, said.place, said.about, giver, starts, ends))
        return tuple(found)

    def add(self, session: StaffSession, form: TrainingForm) -> None:
        """By staff. Raises Refused: training_title, training_when, trainings_many."""
        row = self._row(form, None)

        def unit(conn: Connection) -> None:
            trainings.put(conn, self._people.district, row)
            self._record(conn, "added_training", session, row.id)

        self._people.database.write(unit)

    def add_of(self, organization: OrganizationId, form: TrainingForm) -> None:
        """By a partner with its link. Raises as `add`."""
        row = self._row(form, organization)
        self._people.database.write(lambda conn: trainings.put(conn, self._people.district, row))

    def drop(self, session: StaffSession, value: str) -> None:
        """Raises Refused: not_allowed, unknown."""
        self._directory.must_change(session)
        people = self._people
        try:
            id_ = bytes.fromhex(value)
        except ValueError:
            raise Refused("unknown", "There is no such training.") from None

        def unit(conn: Connection) -> bool:
            done = trainings.drop(conn, people.district, id_)
            if done:
                self._record(conn, "dropped_training", session, id_)
            return done

        if not people.database.write(unit):
            raise Refused("unknown", "There is no such training.")

    def make_address(self, holder: bytes) -> str:
        """The secret of a calendar address: of a member, or an organization. The one before is dead."""
        people = self._people
        secret = base64url.encode(people.random(SECRET_BYTES))
        people.database.write(
            lambda conn: calendar_links.save_link(
                conn,
                district=people.district,
                person=_holder(holder),
                secret_hash=self._hash(secret),
                now=people.clock(),
            )
        )
        return secret

    def behind(self, secret: str) -> str | None:
        """The calendar behind an address; None for one that opens nothing."""
        if not _SECRET.fullmatch(secret):
            return None
        people = self._people
        with people.database.read() as conn:
            known = calendar_links.whose(conn, district=people.district, secret_hash=self._hash(secret))
        return None if known is None else self.calendar()

    def calendar(self) -> str:
        events = [
            Event(
                bytes.fromhex(one.value),
                one.starts,
                one.ends,
                ", ".join(part for part in (one.title, one.giver, one.place) if part),
            )
            for one in self.coming()
        ]
        return calendar("Quietline trainings", events, self._people.clock())

    def forget(self) -> None:
        """What is over for a month."""
        people = self._people
        before = people.second() - 30 * 86_400
        people.database.write(lambda conn: trainings.forget(conn, people.district, before))

    def _row(self, form: TrainingForm, organization: OrganizationId | None) -> SealedTraining:
        people = self._people
        title, place = " ".join(form.title.split()), " ".join(form.place.split())
        if not title or len(title) > LINE or len(place) > LINE or len(form.about) > LONG:
            raise Refused("training_title", f"Give it a name of up to {LINE} letters.")
        starts, ends = self._when(form)
        with people.database.read() as conn:
            kept = trainings.since(conn, people.district, people.second())
        mine = [one for one in kept if one.organization == organization]
        if len(kept) >= MOST or (organization is not None and len(mine) >= MOST_OF_ONE):
            raise Refused("trainings_many", "There are too many already.")
        id_ = people.random(16)
        said = Said(title, place, form.about.strip(), ends)
        sealed = self._service.seal(json.dumps(asdict(said)).encode(), id_)
        return SealedTraining(id_, starts, organization, sealed)

    def _when(self, form: TrainingForm) -> tuple[int, int]:
        """Raises Refused("training_when")."""
        zone, now = self._ground.roll.zone(), self._people.clock()
        try:
            day = date.fromisoformat(form.day)
            starts, ends = (
                datetime.combine(day, time.fromisoformat(one), zone) for one in (form.begins, form.ends)
            )
        except ValueError:
            raise Refused("training_when", "Say on which day, from when, until when.") from None
        if not now < starts < ends or starts - now > timedelta(days=AHEAD_DAYS):
            raise Refused("training_when", "Say on which day to come, from when, until when.")
        return int(starts.timestamp()), int(ends.timestamp())

    def _hash(self, secret: str) -> bytes:
        return hmac256(self._key, secret.encode())

    def _record(self, conn: Connection, act: str, session: StaffSession, about: bytes) -> None:
        people = self._people
        people.witness.record(conn, minute=people.minute(), act=act, actor=session.member, about=about)


def _holder(of: bytes) -> bytes:
    """Beside a member's own calendar of shifts, which is another one."""
    return sha256(b"trainings " + of).digest()[:16]
