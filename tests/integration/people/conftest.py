"""A small district, made through the doors: two schools, people who joined by their links, queues with keys."""

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.model.ids import DistrictId, MemberId, MessageId, ThreadId
from reporting.model.kind import Kind
from reporting.model.queue import QueueKind
from reporting.model.thread import Channel, ThreadState
from reporting.people.doors import PeopleDoors, open_doors
from reporting.people.founding import Founding, PersonForm, SchoolForm, Wish
from reporting.people.ground import Witness
from reporting.people.price import Price
from reporting.people.providers import Hotline
from reporting.people.set_up import Founded, SetUp
from reporting.people.sign_in import CodeNeeded
from reporting.people.staff_session import StaffSession
from reporting.people.tag_key import TagKeyHolder
from reporting.store import listings, messages, wraps
from reporting.store.database import Database
from reporting.store.messages import Draft
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap
from reporting.vault import totp
from reporting.vault.authorship import NoAuth
from reporting.vault.envelope import Context, Envelope, open_envelope, seal
from reporting.vault.thread_keys import ThreadKeys, unwrap_thread, wrap_case_root
from reporting.vault.trust import TrustDirectory
from reporting.vault.xwing import PrivateKey, PublicKey

CHEAP = Price(memory_kib=19456, iterations=2)


class Watch:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **how: float) -> None:
        self.now += timedelta(**how)


def witness_for(server_key: bytes, district: DistrictId) -> Witness:
    return ChainedWitness(AuditChain(server_key, district))


def password_of(name: str) -> str:
    return f"{name} rides a green bicycle"


@dataclass
class Town:
    """The doors of one district, and what its people know by heart."""

    database: Database
    trust_path: Path
    watch: Watch
    set_up: SetUp
    members: dict[str, MemberId] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    shred: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    sess_key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    doors: PeopleDoors = field(init=False)

    def found(self, form: Founding) -> Founded:
        founded = self.set_up.create_district(form)
        first = form.administrator.name
        self.members[first] = founded.administrator
        if founded.two_step is not None:
            self.secrets[first] = founded.two_step.secret
        for person, invited in zip(form.people, founded.invited, strict=True):
            self.members[person.name] = invited.member
            self.links[person.name] = invited.link
        self.start()
        return founded

    def start(self) -> PeopleDoors:
        """The service starts (again): the tag key is forgotten, sessions stay."""
        trust = TrustDirectory.load(self.trust_path)
        self.doors = open_doors(
            self.database,
            trust,
            sess_key=self.sess_key,
            witness=witness_for(trust.server_key, DistrictId(trust.district)),
            clock=self.watch,
            random=secrets.token_bytes,
            tag_key=TagKeyHolder(),
            line_name="Quietline",
            shred_keys=lambda names: {name: self.shred[name] for name in names if name in self.shred},
            price=CHEAP,
        )
        return self.doors

    def cookie(self, name: str) -> str:
        granted = self.doors.sign_in.password(email_of(name), password_of(name))
        if isinstance(granted, CodeNeeded):
            self.watch.pass_by(seconds=90)  # so that the code is a fresh one
            granted = self.doors.sign_in.code(granted.cookie, totp.code_at(self.secrets[name], self.watch()))
        return granted.cookie

    def session(self, name: str) -> StaffSession:
        """Signed in, and the password just repeated."""
        session = self.doors.sessions.resume(self.cookie(name), background=False)
        return self.stepped_up(session, name)

    def stepped_up(self, session: StaffSession, name: str) -> StaffSession:
        cookie = self.doors.sessions.step_up(session, password_of(name))
        return self.doors.sessions.resume(cookie, background=False)

    def join(self, name: str, link: str | None = None) -> None:
        self.doors.joining.join(link or self.links[name], password_of(name))

    def admit_all(self, by: str) -> None:
        session = self.session(by)
        for candidate in self.doors.admissions.candidates(session):
            self.doors.admissions.admit(session, candidate.invite)

    def queue(self, name: str) -> bytes:
        return next(queue.id for queue in self.doors.births.planned() if queue.name == name)


def email_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@oakfield.example"


def person(name: str, *wishes: Wish, registrar: bool = False, phone: str | None = None) -> PersonForm:
    return PersonForm(
        name=name,
        email=email_of(name),
        title="Counselor",
        wishes=wishes,
        registrar=registrar,
        phone=phone,
        phone_declared=phone is not None,
    )


def everywhere(*, lead: bool = False) -> tuple[Wish, ...]:
    return (
        Wish(QueueKind.COUNSELOR, 0, lead=lead),
        Wish(QueueKind.CRISIS, 0, lead=lead),
        Wish(QueueKind.CRISIS, 1, lead=lead),
        Wish(QueueKind.DISTRICT, None, lead=lead),
        Wish(QueueKind.CRISIS, None, lead=lead),
        Wish(QueueKind.DESIGNEE, None, lead=lead),
    )


def form(*people: PersonForm, two_step: bool = False) -> Founding:
    return Founding(
        name="Oakfield",
        line_name="Oakfield Line",
        zone="America/Chicago",
        lang="en",
        schools=(SchoolForm("North High"), SchoolForm("South Middle")),
        administrator=person("Ada Admin", *everywhere(lead=True), registrar=True, phone="+13125550101"),
        password=password_of("Ada Admin"),
        two_step=two_step,
        people=people,
        hotline=Hotline("+13125550150", "+13125550151"),
    )


Town.form = staticmethod(form)  # type: ignore[attr-defined]  # tests have no package to import from
Town.person = staticmethod(person)  # type: ignore[attr-defined]  # the same


def new_town(database: Database, home: Path, watch: Watch) -> Town:
    set_up = SetUp(
        database,
        trust_path=home / "trust",
        clock=watch,
        random=secrets.token_bytes,
        witness_for=witness_for,
        price=CHEAP,
    )
    return Town(database, home / "trust", watch, set_up)


def populate(town: Town) -> Town:
    """Open: Ada and Ben hold every queue and are registrars; Cora reads what North High's counselors read."""
    town.found(
        form(
            person("Ben Brown", *everywhere(), registrar=True),
            person("Cora Cruz", Wish(QueueKind.COUNSELOR, 0)),
        )
    )
    town.join("Ben Brown")
    town.join("Cora Cruz")
    town.admit_all("Ada Admin")
    session = town.session("Ada Admin")
    town.doors.births.birth_queues(session)
    town.doors.births.open_district(session)
    return town


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def empty_town(sqlite_database: Database, tmp_path: Path, watch: Watch) -> Town:
    """A house without a district."""
    return new_town(sqlite_database, tmp_path, watch)


@pytest.fixture
def empty_town_on_each(database: Database, tmp_path: Path, watch: Watch) -> Town:
    """The same, once on SQLite and once on PostgreSQL."""
    return new_town(database, tmp_path, watch)


@pytest.fixture
def town_on_each(empty_town_on_each: Town) -> Town:
    """An open district, once on SQLite and once on PostgreSQL."""
    return populate(empty_town_on_each)


@pytest.fixture(scope="session")
def model_town(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Town:
    """Made once, copied for every test: founding costs a second of key derivations."""
    home = tmp_path_factory.mktemp("model")
    shutil.copy(_sqlite_template, home / "main.db")
    town = populate(new_town(Database(f"sqlite:///{home / 'main.db'}"), home, Watch()))
    town.database.close()
    return town


@pytest.fixture
def town(model_town: Town, tmp_path: Path, watch: Watch) -> Iterator[Town]:
    """An open district on SQLite."""
    model = model_town.trust_path.parent
    shutil.copytree(model / "trust", tmp_path / "trust")
    for file in model.glob("main.db*"):
        shutil.copy(file, tmp_path)
    watch.now = model_town.watch.now
    town = new_town(Database(f"sqlite:///{tmp_path / 'main.db'}"), tmp_path, watch)
    town.members, town.links = dict(model_town.members), dict(model_town.links)
    town.start()
    yield town
    town.database.close()


@dataclass(frozen=True)
class Words:
    """A message as intake leaves it: wrapped to queues, its summary sealed to them directly."""

    thread: ThreadId
    message: MessageId
    summary: MessageId
    shred_key: bytes


def leave_words(town: Town, text: str, *queues: bytes, state: ThreadState = ThreadState.NEW) -> Words:
    """Sealed as vault.md §5 says, in the real tables."""
    district = town.doors.ground.district
    keys, shred_key = ThreadKeys.generate(district), secrets.token_bytes(32)
    thread = keys.thread_id
    town.shred[(thread, 0)] = shred_key
    recipients = [town.doors.book.queue_key(queue) for queue in queues]
    ids = (MessageId(secrets.token_bytes(16)), MessageId(secrets.token_bytes(16)))

    def draft(message: MessageId, kind: Kind, to: list[PublicKey]) -> Draft:
        context = Context(district, thread, message, 0, kind)
        sealed = seal(context, text.encode(), shred_key, to, NoAuth())
        return Draft(message, kind, 0, sealed.core, sealed.recipients)

    drafts = (
        draft(ids[0], Kind.SMS, [keys.talk.public, *recipients]),
        draft(ids[1], Kind.SUMMARY, recipients),
    )
    row = Thread(
        district=district,
        id=thread,
        reference=secrets.token_hex(3).upper(),
        school=None,
        queue=queues[0],
        severity="routine",
        channel=Channel.SMS,
        talk_pk=keys.talk.public.raw,
        case_pk=keys.case.public.raw,
        created_minute=0,
        changed_minute=0,
        state=state,
    )
    wrapped = [
        Wrap(thread, 0, key.kid, "queue", queue, wrap_case_root(district, thread, 0, key, keys.case_root))
        for queue, key in zip(queues, recipients, strict=True)
    ]

    def unit(conn: Connection) -> None:
        messages.open_thread(conn, row, drafts, lambda *_: bytes(32))
        listings.add(conn, row, queues)
        wraps.add(conn, district, wrapped, minute=0)

    town.database.write(unit)
    return Words(thread, ids[0], ids[1], shred_key)


def read_words(town: Town, session: StaffSession, queue: bytes, words: Words) -> tuple[str, str]:
    """What a session reads with the queue's present key: by the thread's wrap, and in the summary."""
    district, key = town.doors.ground.district, session.queue_key(queue)
    with town.database.read() as conn:
        mine = [wrap for wrap in wraps.of_thread(conn, district, words.thread) if wrap.kid == key.public.kid]
        stored = {message.id: message for message in messages.of_thread(conn, district, words.thread)}
    thread_keys = unwrap_thread(district, words.thread, 0, key, mine[0].sealed)

    def opened(message: MessageId, kind: Kind, by: PrivateKey) -> str:
        envelope = Envelope(stored[message].core, stored[message].recipients)
        context = Context(district, words.thread, message, 0, kind)
        return open_envelope(context, envelope, words.shred_key, by).payload.decode()

    return opened(words.message, Kind.SMS, thread_keys.talk), opened(words.summary, Kind.SUMMARY, key)


Town.leave_words = leave_words  # type: ignore[attr-defined]  # the same
Town.read_words = read_words  # type: ignore[attr-defined]  # the same
