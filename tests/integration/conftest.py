"""A house that is founded and open: two schools, six people, made once through the real doors and copied for each test."""

import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, Table, create_engine, insert, select, text

from notify import tables as notify_tables
from notify.media import MediaStore
from notify.ports import Delivery, Sent
from reporting.app.carriers import Wires
from reporting.app.foundation import Foundation
from reporting.app.house import House, build
from reporting.app.staff_doors import staff_doors
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.cases.doors import InboundText, Receipted
from reporting.cases.receipt_pool import PreparedThread, ThreadMaker
from reporting.cases.staff_view import StaffThread
from reporting.cases.tip import SchoolChoice, Tip
from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId
from reporting.model.queue import QueueKind
from reporting.people.founding import Founding, PersonForm, RotaForm, SchoolForm, TeamForm, TurnForm, Wish
from reporting.people.ground import Witness
from reporting.people.price import Price
from reporting.people.providers import Hotline
from reporting.people.set_up import SetUp
from reporting.people.sign_in import Granted
from reporting.people.staff_session import StaffSession
from reporting.rules.shelf import Shelf
from reporting.settings import Settings
from reporting.staff.doors import StaffDoors
from reporting.store import threads
from reporting.store.database import Database
from reporting.store.shred import ShredStore
from reporting.store.tables.base import Base
from reporting.store.threads import THREAD, Thread
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from tests.shipped_rules import shipped_rulebook
from triage.load import pack_texts
from triage.rulebook import Rulebook

STUDENTS, STAFF = "+12025550100", "+12025550199"
CHEAP = Price(memory_kib=19456, iterations=2)
MORNING = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)  # a Tuesday, 08:30 in Chicago
NORTH, SOUTH = 0, 1
DAY, WEEK = 1440, 7 * 1440


class HouseClock:
    """Moves only when told. The same as `StoppedClock`, for a house that is made once a session."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


class CarrierThatTakesAll:
    """Takes every text and call, and remembers them: `texts` are (to, body). With `failing` it takes no text, with
    `silent` it answers no question.
    """

    def __init__(self) -> None:
        self.texts: list[tuple[str, str]] = []
        self.senders: list[str] = []
        self.calls: list[str] = []
        self.references: list[str] = []
        self.ended: list[str] = []
        self.failing: Exception | None = None
        self.silent: Exception | None = None

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:
        if self.failing is not None:
            raise self.failing
        self.texts.append((to, body))
        self.senders.append(sender)
        return Sent(f"SM{len(self.texts):032x}", Delivery.SENT)

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:
        self.calls.append(to)
        self.references.append(reference)
        return Sent(f"CA{len(self.calls):032x}", Delivery.SENT)

    def end_call(self, sid: str) -> None:
        self.ended.append(sid)

    def fetch_status(self, sid: str) -> Sent:
        return Sent(sid, Delivery.DELIVERED)

    def find_text(
        self, *, to: str, sender: str, body: str, since: datetime, known: object = ()
    ) -> Sent | None:
        if self.silent is not None:
            raise self.silent
        return None


def password_of(role: str) -> str:
    return f"{role} rides a green bicycle"


def _person(name: str, title: str, *wishes: Wish, **more: object) -> PersonForm:
    first = name.split(maxsplit=1)[0].lower()
    return PersonForm(name, f"{first}@oakfield.example", title, wishes=wishes, **more)  # type: ignore[arg-type]  # checked by the founding


def _school_seats(school: int, *, lead: bool = False) -> tuple[Wish, ...]:
    return (Wish(QueueKind.COUNSELOR, school, lead), Wish(QueueKind.CRISIS, school, lead))


# By role: what each may read is what its name says. The administrator reads nothing.
PEOPLE: dict[str, PersonForm] = {
    "administrator": _person("Ada Stone", "Administrator", registrar=True),
    "north": _person(
        "Ana Ruiz",
        "Counselor",
        *_school_seats(NORTH, lead=True),
        Wish(QueueKind.DISTRICT),
        school=NORTH,
        phone="+12025550101",
        phone_declared=True,
    ),
    "north_too": _person(
        "Ben Okafor",
        "Social worker",
        *_school_seats(NORTH),
        Wish(QueueKind.CRISIS),
        school=NORTH,
        phone="+12025550102",
        phone_declared=True,
    ),
    "south": _person(
        "Carla Nguyen",
        "Counselor",
        *_school_seats(SOUTH, lead=True),
        Wish(QueueKind.CRISIS),
        school=SOUTH,
        phone="+12025550103",
        phone_declared=True,
    ),
    "south_too": _person(
        "Dana Whitfield", "Psychologist", *_school_seats(SOUTH), Wish(QueueKind.DESIGNEE), school=SOUTH
    ),
    "designee": _person(
        "Erin Castillo",
        "Student services director",
        Wish(QueueKind.DESIGNEE, lead=True),
        Wish(QueueKind.DISTRICT, lead=True),
        registrar=True,
        phone="+12025550105",
        phone_declared=True,
    ),
}
ANA, BEN, CARLA, ERIN = 1, 2, 3, 5


def founding() -> Founding:
    """North is covered all week. In the South nobody is on call from Saturday 08:00 to Monday 08:00."""
    eight, saturday = 8 * 60, 5 * DAY
    administrator, *people = PEOPLE.values()
    return Founding(
        name="Oakfield Schools",
        line_name="Oakfield Line",
        zone="America/Chicago",
        lang="en",
        schools=(SchoolForm("North High"), SchoolForm("South Middle")),
        administrator=administrator,
        password=password_of("administrator"),
        two_step=False,
        people=tuple(people),
        teams=(
            TeamForm("North on call", NORTH, (QueueKind.CRISIS, QueueKind.COUNSELOR)),
            TeamForm("South on call", SOUTH, (QueueKind.CRISIS, QueueKind.COUNSELOR)),
            TeamForm("District on call", None, (QueueKind.CRISIS, QueueKind.DISTRICT, QueueKind.DESIGNEE)),
        ),
        rotas=(
            RotaForm(0, (TurnForm(ANA, eight, WEEK + eight),)),
            RotaForm(1, (TurnForm(CARLA, eight, saturday + eight),)),
            RotaForm(2, (TurnForm(BEN, eight, WEEK + eight),)),
        ),
        last_resort=ERIN,
        hotline=Hotline(STUDENTS, STAFF),
    )


def witness_for(server_key: bytes, district: DistrictId) -> Witness:
    return ChainedWitness(AuditChain(server_key, district))


@dataclass
class FoundedHouse:
    """`sessions`: a fresh full session of each role, its password just repeated."""

    house: House
    doors: StaffDoors
    clock: HouseClock
    carrier: CarrierThatTakesAll
    cookies: dict[str, str]
    rulebook: Rulebook
    media: MediaStore | None = None
    sessions: dict[str, StaffSession] = field(init=False)

    def __post_init__(self) -> None:
        self.sessions = {role: self.resume(cookie) for role, cookie in self.cookies.items()}

    def restart(self) -> None:
        """Ends and begins again: all keys in RAM are new, so nobody is signed in and no phone is known."""
        self.house.close()
        foundation = replace(self.house.foundation, ram=RamKeys.create())
        hotline = self.house.wires.hotline
        self.house = new_house(foundation, self.carrier, self.rulebook, hotline, media=self.media)
        self.doors, self.sessions, self.cookies = staff_doors(self.house), {}, {}

    def brings(self, media: MediaStore) -> "FoundedHouse":
        """The same house, with a carrier that brings pictures too. What was unlocked stays so."""
        other = copy(self)
        other.media = media
        return other._over(self.house.foundation)

    def beside(self) -> "FoundedHouse":
        """Another process over the same databases: its own caches, locks and connections."""
        return self._over(self.house.foundation)

    def with_random(self, random: Callable[[int], bytes]) -> "FoundedHouse":
        """Another process whose randomness does something on the way: what happens while something is sealed."""
        return self._over(replace(self.house.foundation, random=random))

    def sampling(self, one_in: int = 1, weekly: int = 1000) -> "FoundedHouse":
        """The same house, with an audit sample of one in so many unpaged tips."""
        settings = self.house.foundation.settings.model_copy(
            update={"audit_sample": one_in, "audit_weekly": weekly}
        )
        return self._over(replace(self.house.foundation, settings=settings))

    def _over(self, foundation: Foundation) -> "FoundedHouse":
        other = copy(self)
        other.house = new_house(foundation, self.carrier, self.rulebook, media=self.media)
        other.doors = staff_doors(other.house)
        return other

    def unlock(self, role: str) -> StaffSession:
        """This person does something on the staff site, and the house's chores are done on the way."""
        if role not in self.cookies:
            granted = self.house.people.sign_in.password(PEOPLE[role].email, password_of(role))
            self.cookies[role] = granted.cookie
        self.sessions[role] = self.doors.sessions.resume(self.cookies[role], background=False)
        return self.sessions[role]

    def work(self, rounds: int = 2) -> None:
        """What the worker turns, without its clock."""
        watch = self.house.watch
        for _ in range(rounds):
            self.house.ladders.tick()
            self.house.dispatcher.run_once(limit=200)
            watch.tell_unreached()
            watch.tell_reached()
            self.house.numbers.adopt(self.clock())
            watch.own_late_answers()
            watch.alarm_unsent()

    def turn(self) -> None:
        """One turn of what the vigil stands on: pages are sent, the line tests itself, and what turned is written down."""
        house = self.house
        for name, do in (
            ("climb", house.ladders.tick),
            ("send", lambda: house.dispatcher.run_once(limit=200)),
            ("self-test", house.self_test.tick),
        ):
            do()
            house.beats.note(name, 1)

    def keep_watch(self) -> bool:
        """The worker turns until its test has come to an end; whether somebody watches by then."""
        self.house.self_test.ask()
        for _ in range(6):
            self.turn()
        self.house.keeper.beat()
        return self.house.vigil.monitored(self.clock())

    def text(
        self,
        sender: str,
        body: str,
        *,
        to: str = STUDENTS,
        sid: str | None = None,
        media: int = 0,
        enclosed: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """A text arrives; the texts that answer it at once. `enclosed`: addresses of what comes with it."""
        sid = sid or f"SM{secrets.token_hex(16)}"
        return tuple(
            self.house.hearing.hear(InboundText(sid, sender, to, body, media or len(enclosed), enclosed))
        )

    def read(self, role: str, reference: str) -> StaffThread:
        return self.house.desk.read(self.sessions[role], reference)

    def threads(self) -> tuple[Thread, ...]:
        """All that are stored, the oldest first; no person sees them so."""
        with self.house.foundation.database.read() as conn:
            ids = conn.execute(select(THREAD.c.id)).scalars().all()
            found = threads.by_ids(conn, self.house.ground.district, ids)
        return tuple(sorted(found.values(), key=lambda one: one.created_minute))

    def resume(self, cookie: str) -> StaffSession:
        return self.house.people.sessions.resume(cookie, background=False)

    def sign_in(self, email: str, password: str) -> StaffSession:
        """Signed in, and the password just repeated."""
        return signed_in(self.house, email, password)

    def sign_in_as(self, role: str) -> StaffSession:
        """A role once more, for instance after its session has run out."""
        return self.sign_in(PEOPLE[role].email, password_of(role))

    def member(self, role: str) -> MemberId:
        return self.sessions[role].member

    def name(self, role: str) -> str:
        return PEOPLE[role].name

    def queue(self, name: str) -> QueueId:
        return next(one.id for one in self.house.people.births.planned() if one.name == name)

    def school(self, place: int) -> SchoolId:
        return self.house.people.directory.schools()[place].id

    def tip(
        self,
        body: str,
        school: int | None = NORTH,
        *,
        excluded: frozenset[MemberId] = frozenset(),
        submission: bytes | None = None,
        held: bool = False,
        sender: bytes = b"someone!",
        through: House | None = None,
    ) -> Receipted:
        """A tip by web, as the public form would send it."""
        return (through or self.house).web_intake.receive(
            Tip(
                submission=submission or secrets.token_bytes(16),
                body=body,
                school=None if school is None else self.school(school),
                school_choice=SchoolChoice.UNKNOWN if school is None else SchoolChoice.KNOWN,
                about=None,
                lang="en",
                excluded=excluded,
                held=held,
                limiter_key=sender,
            )
        )

    def references(self, role: str) -> set[str]:
        """Of all open threads that this person's inbox shows."""
        page = self.doors.inboxes.page(self.sessions[role], view="all", queue=None, state="open", cursor=None)
        return {row.reference for row in page.rows}


def signed_in(house: House, email: str, password: str) -> StaffSession:
    granted = house.people.sign_in.password(email, password)
    assert isinstance(granted, Granted)
    session = house.people.sessions.resume(granted.cookie, background=False)
    cookie = house.people.sessions.step_up(session, password)
    return house.people.sessions.resume(cookie, background=False)


@cache  # reading them takes a ninth of the time in which a house opens
def _settings() -> Settings:
    return Settings(
        receipt_pool=0,
        threads=4,
        audit_sample=0,  # chance draws nothing here but where a test asks for it
        # So that a repeated password, which counts for five minutes, can lapse in a session that is not locked.
        lock_minutes=15,
    )


def new_foundation(
    home: Path, ram: RamKeys, clock: HouseClock, database_url: str | None = None
) -> Foundation:
    """Databases that are there already, under a clock that stands still."""
    address = SecretStr(database_url) if database_url else None
    settings = _settings().model_copy(update={"home": home, "database_url": address})
    return Foundation(
        settings=settings,
        database=Database(settings.main_database, pool=4),
        shred=ShredStore(settings.shred_database),
        ram=ram,
        clock=clock,
        random=secrets.token_bytes,
    )


def new_house(
    foundation: Foundation,
    carrier: CarrierThatTakesAll,
    rulebook: Rulebook,
    hotline: Hotline | None = None,
    *,
    media: MediaStore | None = None,
) -> House:
    wires = Wires(carrier, None, ("token",), hotline or Hotline(STUDENTS, STAFF), media=media)
    return over(foundation, wires, rulebook)


def over(foundation: Foundation, wires: Wires, rulebook: Rulebook) -> House:
    """A house whose messages leave by these wires."""
    trust = TrustDirectory.load(foundation.settings.trust_directory)
    shelf = _shelf(foundation.settings.rules, rulebook)
    maker = _maker_of(foundation.settings.home)
    return build(foundation, trust, replaced=wires, price=CHEAP, shelf=shelf, maker=maker)


class Drawn:
    """Receipts are dear to derive, and copies of one house may be given the same: each home takes them in order."""

    made: ClassVar[dict[object, list[PreparedThread]]] = {}
    taken: ClassVar[Counter[object]] = Counter()


def _maker_of(home: Path) -> type[ThreadMaker]:
    class Maker(ThreadMaker):
        def make(self, lang: str) -> PreparedThread:
            kind = (self._district, self._server_key, self._words, lang)
            made, number = Drawn.made.setdefault(kind, []), Drawn.taken[home, kind]
            Drawn.taken[home, kind] += 1
            if number == len(made):
                made.append(super().make(lang))
            return replace(made[number], made=self._clock())

    return Maker


_shelves: dict[tuple[Path | None, int], Shelf] = {}


def _shelf(folder: Path | None, rulebook: Rulebook) -> Shelf:
    """All houses of the same rules share one: what thousands of sentences say is read once."""
    # By the very object, which its shelf keeps alive: a test may change one and leave its hash.
    key = (folder, id(rulebook))
    if key not in _shelves:
        _shelves[key] = Shelf(pack_texts(folder), rulebook)
    return _shelves[key]


@dataclass(frozen=True)
class Model:
    """A home to copy. `ram` is shared by all copies, so that the cookies open there too."""

    home: Path
    ram: RamKeys
    cookies: dict[str, str]
    rulebook: Rulebook

    @contextmanager
    def opened(
        self, home: Path, hotline: Hotline | None = None, database_url: str | None = None
    ) -> Iterator[FoundedHouse]:
        """A house in a copy of the model's home, which must not be there yet; or over a database with its rows."""
        shutil.copytree(self.home, home)
        clock, carrier = HouseClock(), CarrierThatTakesAll()
        foundation = new_foundation(home, self.ram, clock, database_url)
        house = new_house(foundation, carrier, self.rulebook, hotline)
        founded = FoundedHouse(house, staff_doors(house), clock, carrier, dict(self.cookies), self.rulebook)
        yield founded
        founded.house.close()
        foundation.close()


@pytest.fixture(scope="session")
def house_parts() -> SimpleNamespace:
    """What the founded house is made of, for a test that founds one of its own."""
    return SimpleNamespace(
        new_foundation=new_foundation,
        new_house=new_house,
        over=over,
        witness_for=witness_for,
        clock=HouseClock,
        carrier=CarrierThatTakesAll,
        cheap=CHEAP,
    )


@pytest.fixture(scope="session")
def house_ram() -> Iterator[RamKeys]:
    ram = RamKeys.create()
    yield ram
    ram.close()


@pytest.fixture(scope="session")
def house_rulebook() -> Rulebook:
    """The shipped one, compiled once."""
    return shipped_rulebook()


@pytest.fixture(scope="session")
def model_house(
    tmp_path_factory: pytest.TempPathFactory,
    _sqlite_template: Path,
    house_ram: RamKeys,
    house_rulebook: Rulebook,
) -> Model:
    """Founded through set-up, joined by links, admitted, keys made, opened; everybody signed in once."""
    home = tmp_path_factory.mktemp("model-house")
    shutil.copy(_sqlite_template, home / "quietline.db")
    foundation = new_foundation(home, house_ram, HouseClock())
    set_up = SetUp(
        foundation.database,
        trust_path=foundation.settings.trust_directory,
        clock=foundation.clock,
        random=foundation.random,
        witness_for=witness_for,
        price=CHEAP,
    )
    founded = set_up.create_district(founding())
    house = new_house(foundation, CarrierThatTakesAll(), house_rulebook)
    for role, invited in zip([*PEOPLE][1:], founded.invited, strict=True):
        house.people.joining.join(invited.link, password_of(role))
    root = signed_in(house, PEOPLE["administrator"].email, password_of("administrator"))
    for candidate in house.people.admissions.candidates(root):
        house.people.admissions.admit(root, candidate.invite)
    house.people.births.birth_queues(root)
    house.people.births.open_district(root)
    cookies = {}
    for role, person in PEOPLE.items():
        granted = house.people.sign_in.password(person.email, password_of(role))
        session = house.people.sessions.resume(granted.cookie, background=False)
        cookies[role] = house.people.sessions.step_up(session, password_of(role))
    house.close()
    foundation.close()
    return Model(home, house_ram, cookies, house_rulebook)


@pytest.fixture
def founded_house(model_house: Model, tmp_path: Path) -> Iterator[FoundedHouse]:
    """A founded and open district of two schools on SQLite, its clock standing on a Tuesday at 08:30 of its zone."""
    with model_house.opened(tmp_path / "house") as founded:
        yield founded


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def founded_house_on_each(
    request: pytest.FixtureRequest, model_house: Model, tmp_path: Path
) -> Iterator[FoundedHouse]:
    """The same, once on SQLite and once on PostgreSQL."""
    with model_house.opened(tmp_path / "house", database_url=_rows_on(request, model_house)) as founded:
        yield founded


@pytest.fixture(scope="session")
def watched_model(model_house: Model, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """The model on the day that its line has passed a test of itself: it says that somebody watches."""
    home = tmp_path_factory.mktemp("watched") / "house"
    with model_house.opened(home) as founded:
        assert founded.keep_watch()
    return replace(model_house, home=home)


@pytest.fixture
def watched_house(watched_model: Model, tmp_path: Path) -> Iterator[FoundedHouse]:
    """A founded house whose line is watched."""
    with watched_model.opened(tmp_path / "house") as founded:
        yield _watched(founded)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def watched_house_on_each(
    request: pytest.FixtureRequest, watched_model: Model, tmp_path: Path
) -> Iterator[FoundedHouse]:
    """The same, once on SQLite and once on PostgreSQL."""
    with watched_model.opened(tmp_path / "house", database_url=_rows_on(request, watched_model)) as founded:
        yield _watched(founded)


def _watched(founded: FoundedHouse) -> FoundedHouse:
    assert founded.house.vigil.monitored(founded.clock())
    return founded


@pytest.fixture
def rows_on(model_house: Model) -> Callable[[pytest.FixtureRequest], str | None]:
    """For a fixture with the parameters of `founded_house_on_each`, marked as its test needs: see `_rows_on`."""
    return lambda request: _rows_on(request, model_house)


def _rows_on(request: pytest.FixtureRequest, model: Model) -> str | None:
    """The address of the PostgreSQL that holds the model's rows; None for the embedded database's own copy."""
    if request.param != "postgres":
        return None
    url = str(request.getfixturevalue("postgres_url"))
    _copy_rows(model.home / "quietline.db", url)
    return url


_schemas: dict[Path, str] = {}


def _copy_rows(source: Path, url: str) -> None:
    """From a database file into an empty PostgreSQL with the same schema. Its rows are sent once a session."""
    there = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    if source not in _schemas:
        schema = f"model{len(_schemas)}"
        _send_rows(source, there)
        with there.begin() as writing:
            writing.execute(text(f"CREATE SCHEMA {schema}"))
            for table in _tables():
                writing.execute(text(f'CREATE TABLE {schema}."{table.name}" AS TABLE public."{table.name}"'))
        _schemas[source] = schema
    else:
        with there.begin() as writing:
            writing.execute(text(_POURED.format(schema=_schemas[source])))
    there.dispose()


# Without foreign keys, which would ask for an order.
_POURED = """DO $$ DECLARE name text; BEGIN SET LOCAL session_replication_role = replica;
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}' LOOP EXECUTE
'INSERT INTO public.' || quote_ident(name) || ' OVERRIDING SYSTEM VALUE TABLE {schema}.' || quote_ident(name);
END LOOP; END $$"""


def _send_rows(source: Path, there: Engine) -> None:
    here = create_engine(f"sqlite:///{source}")
    with here.connect() as reading, there.begin() as writing:
        for table in _tables():
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if rows:
                writing.execute(insert(table), rows)
    here.dispose()


def _tables() -> list[Table]:
    return [table for each in (Base.metadata, notify_tables.metadata) for table in each.sorted_tables]
