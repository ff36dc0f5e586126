"""A district with phones: the real outbox, ladders and Twilio client, against the simulated Twilio.

The product's own web side is stood in for by a small server that checks signatures as the product does.
"""

import hashlib
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, parse_qsl, urlsplit
from xml.sax.saxutils import escape

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, select, text, update

from notify import agency, callbacks, contacts, layers, oncall, pages, rotas, voice
from notify.drills.clock import DrillClock
from notify.drills.planned import announce
from notify.drills.report import Drilled, of_team
from notify.escalation import Policy, Try
from notify.outbox import Dispatcher
from notify.pages import Ladders
from notify.ports import Channel, Unopenable
from notify.simulator import Simulator
from notify.tables import Outbox, Page, metadata
from notify.troubles import troubles
from notify.twilio import TwilioCarrier, validate_signature
from notify.wall import WEEK
from notify.weekly import Slot, WeeklyLayer

T = TypeVar("T")
DISTRICT = b"northside distri"
TEAM = b"crisis team nort"
# One text to each, three minutes: for promises about what comes between people.
TEXTS = Policy(tries=(Try(Channel.SMS),), everyone=(Try(Channel.SMS),), fallback=())
STAFF_NUMBER, STUDENT_NUMBER = "+15550100", "+15550200"


class Plain:
    """The database port on a plain engine: each unit its own transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def write(self, unit: Callable[[Connection], T]) -> T:
        with self.engine.begin() as conn:
            return unit(conn)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.engine.connect() as conn:
            yield conn

    def read(self) -> AbstractContextManager[Connection]:
        return self._reading()


def _immediate(engine: Engine) -> None:
    """One writer at a time, from its first statement on."""

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _: Any) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=OFF")

    @event.listens_for(engine, "begin")
    def _began(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")


@pytest.fixture(scope="session")
def notify_postgres(new_postgres: Callable[[str], str]) -> Iterator[Engine]:
    """A database of its own on the server of all tests."""
    engine = create_engine(new_postgres("notify").replace("postgresql://", "postgresql+psycopg://"))
    metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def _notify_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The embedded database with its tables, to copy."""
    path = tmp_path_factory.mktemp("notify") / "notify.sqlite"
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    return path


def _sqlite(made: Path, folder: Path) -> Engine:
    path = folder / made.name
    shutil.copy(made, path)
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30, "check_same_thread": False})
    _immediate(engine)
    return engine


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, _notify_tables: Path, tmp_path: Path) -> Iterator[Plain]:
    """Both databases, in turn."""
    if request.param == "sqlite":
        engine = _sqlite(_notify_tables, tmp_path)
        yield Plain(engine)
        engine.dispose()
        return
    engine = request.getfixturevalue("notify_postgres")
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE " + ", ".join(metadata.tables)))
    yield Plain(engine)


@pytest.fixture
def embedded(_notify_tables: Path, tmp_path: Path) -> Iterator[Plain]:
    """The embedded database alone, for promises in which the database has no part."""
    engine = _sqlite(_notify_tables, tmp_path)
    yield Plain(engine)
    engine.dispose()


@dataclass
class Box:
    """A sealer whose key can be lost. Binds each value to its row, as the real one does."""

    key: bytes

    def seal(self, plaintext: bytes, row: bytes) -> bytes:
        return hashlib.sha256(self.key + row).digest() + plaintext[::-1]

    def open(self, sealed: bytes, row: bytes) -> bytes:
        if sealed[:32] != hashlib.sha256(self.key + row).digest():
            raise Unopenable
        return sealed[32:][::-1]


def phone_hash(number: str) -> bytes:
    return hashlib.sha256(b"test key" + number.encode()).digest()


def link(reference: str) -> str:
    return f"https://q.example/{reference}"


def answer_link(token: str) -> str:
    return f"https://q.example/ack/{token}"


@dataclass
class Phone:
    """A simulated phone: `phone.expects("urgent page 7KQ2").replies("ack {code}")`."""

    district: "District"
    number: str
    read: int = 0
    last: str = ""

    def inbox(self) -> list[str]:
        return [
            each["body"]
            for each in self.district.simulator.messages()
            if each["to"] == self.number and each["kind"] in {"sms", "mms"}
        ]

    def expects(self, words: str) -> "Phone":
        unread = self.inbox()[self.read :]
        assert unread, f"{self.number} got nothing more; expected {words!r}"
        self.read, self.last = self.read + 1, unread[0]
        assert words in self.last, f"expected {words!r}, got {self.last!r}"
        return self

    def expects_nothing(self) -> "Phone":
        assert self.inbox()[self.read :] == []
        return self

    @property
    def code(self) -> str:
        found = re.search(r"ACK (\d{4})", self.last)
        assert found, f"no code in {self.last!r}"
        return found[1]

    def replies(self, words: str, to: str = STAFF_NUMBER) -> "Phone":
        body = words.format(code=self.code) if "{code}" in words else words
        assert self.district.simulator.text(self.number, to, body) == 200
        return self

    def calls(self) -> list[dict[str, Any]]:
        return [
            each
            for each in self.district.simulator.messages()
            if each["to"] == self.number and each["kind"] == "voice"
        ]

    def rings(self) -> bool:
        """Whether a call stands on the screen now."""
        return any(each["status"] in {"queued", "ringing"} for each in self.calls())

    def presses(self, digit: str) -> str:
        """Answers the newest call and presses a key; gives what is said then."""
        return self.district.simulator.press(self.calls()[-1]["sid"], digit)


@dataclass
class District:
    """Ana is called first, Ben second, Cho is the last resort, Dee is of the team and never on call."""

    database: Plain
    public_url: str = ""
    at: datetime = datetime(2026, 3, 3, 2, 10, tzinfo=UTC)
    service: Box = field(default_factory=lambda: Box(b"service"))
    out: Box = field(default_factory=lambda: Box(b"out"))
    codes: Iterator[int] = field(default_factory=lambda: iter(range(4821, 9999)))
    simulator: Simulator = field(init=False)
    carrier: TwilioCarrier = field(init=False)
    ladders: Ladders = field(init=False)
    dispatcher: Dispatcher = field(init=False)
    drills: DrillClock = field(init=False)
    persons: dict[str, bytes] = field(default_factory=dict)
    made: int = 0
    # Whoever takes a page writes to the student at once, but in promises about what follows if they do not.
    answers: bool = True

    def clock(self) -> datetime:
        return self.at

    def digits(self, count: int) -> str:
        return f"{next(self.codes):0{count}d}"

    def start(self) -> None:
        self.simulator = Simulator(
            self.public_url, [STAFF_NUMBER, STUDENT_NUMBER], self.clock, threaded=False, pace_s=0.001
        )
        base = self.simulator.start()
        self.carrier = TwilioCarrier(
            self.simulator.account_sid,
            self.simulator.account_sid,
            self.simulator.token,
            self.public_url,
            base_url=base,
            answer_s=1.0,
        )
        self.ladders = Ladders(
            self.database, self.service, self.clock, self.digits, link, answer_link=answer_link
        )
        self.drills = DrillClock(self.ladders, DISTRICT, lambda below: below // 2)
        self.dispatcher = Dispatcher(
            self.database,
            self.carrier,
            {"service": self.service, "out": self.out},
            self.clock,
            mailer=self.simulator,
        )

    def stop(self) -> None:
        self.carrier.close()
        self.simulator.stop()

    def furnish(self, policy: Policy | None = TEXTS) -> None:
        """Without a policy, the ladder that is shipped."""
        for name, lang in (("Ana", "en"), ("Ben", "es"), ("Cho", "en"), ("Dee", "en")):
            self.add(name, lang)
        order = ("Ana", "Ben")
        with self.database.engine.begin() as conn:
            oncall.save_ladder(
                conn,
                district=DISTRICT,
                team=TEAM,
                zone="America/New_York",
                sender=STAFF_NUMBER,
                persons=list(self.persons.values()),
                last_resort=self.persons["Cho"],
                policy=policy,
            )
            for position, name in enumerate(order):
                layer = WeeklyLayer(
                    name.encode().ljust(16),
                    "America/New_York",
                    (Slot(0, WEEK, self.persons[name]),),
                    position,
                )
                layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=layer)
            rotas.refresh(conn, district=DISTRICT, team=TEAM, now=self.at)

    def add(self, name: str, lang: str = "en", *, verified: bool = True) -> Phone:
        person = hashlib.sha256(name.encode()).digest()[:16]
        self.persons[name] = person
        number = f"+1555020{len(self.persons):04d}"
        with self.database.engine.begin() as conn:
            contacts.save_contact(
                conn,
                district=DISTRICT,
                person=person,
                name=name,
                lang=lang,
                phone=number,
                email=f"{name.lower()}@school.example",
                sealer=self.service,
                phone_hash=phone_hash,
                now=self.at,
                verified=verified,
            )
        return self.phone(name)

    def name_agency(self, name: str = "County line", number: str = "+15550300900") -> Phone:
        """Name an agency that is called when nobody of the team answers."""
        with self.database.engine.begin() as conn:
            agency.save_agency(
                conn,
                district=DISTRICT,
                team=TEAM,
                name=name,
                lang="en",
                number=number,
                sealer=self.service,
                phone_hash=phone_hash,
                now=self.at,
            )
        return Phone(self, number)

    def mails(self, name: str) -> list[str]:
        """What lies in somebody's mailbox."""
        address = f"{name.lower()}@school.example"
        return [
            each["body"]
            for each in self.simulator.messages()
            if each["kind"] == "email" and each["to"] == address
        ]

    def button_of(self, mail: str) -> str:
        """The token in a mail's own address."""
        found = re.search(r"/ack/(\d+)", mail)
        assert found, mail
        return found[1]

    def presses_button(self, token: str) -> Any:
        with self.database.engine.begin() as conn:
            return pages.acknowledge_by_link(conn, district=DISTRICT, token=token, now=self.at)

    def looks_at_button(self, token: str) -> Any:
        with self.database.read() as conn:
            return pages.look_at_link(conn, district=DISTRICT, token=token)

    def story(self, since: datetime) -> list[str]:
        """What left, in words: `1:30 voice Ana`."""
        numbers = {self.phone(name).number: name for name in self.persons}
        numbers |= {f"{name.lower()}@school.example": name for name in self.persons}
        told = []
        for each in self.simulator.messages():
            at = int((datetime.fromisoformat(each["at"]) - since).total_seconds())
            told.append(f"{at // 60}:{at % 60:02d} {each['kind']} {numbers.get(each['to'], 'outside')}")
        return told

    def troubles(self) -> list[str]:
        with self.database.read() as conn:
            return [each.kind for each in troubles(conn, district=DISTRICT)]

    def phone(self, name: str) -> Phone:
        return Phone(self, f"+1555020{list(self.persons).index(name) + 1:04d}")

    def page(self, reference: str = "7KQ2XX", **more: Any) -> bytes:
        self.made += 1
        page_id = self.made.to_bytes(16, "big")
        with self.database.engine.begin() as conn:
            pages.page(
                conn, district=DISTRICT, page_id=page_id, reference=reference, team=TEAM, now=self.at, **more
            )
        return page_id

    def announce(self, starts: datetime | None = None, team: bytes = TEAM) -> bytes:
        """Plan an announced drill; without a time as soon as may be."""
        self.made += 1
        drill = b"drill" + self.made.to_bytes(11, "big")
        with self.database.engine.begin() as conn:
            announce(
                conn,
                district=DISTRICT,
                team=team,
                drill=drill,
                starts=starts,
                by=self.persons["Dee"],
                digits=self.digits,
                now=self.at,
            )
            self.drills.tell(conn, self.at)
        return drill

    def drill(self) -> Drilled:
        """One that just began; those on call were told of it five minutes ago."""
        self.announce()
        self.pass_(300, step=60)
        return self.drilled()

    def drilled(self) -> Drilled:
        """The newest drill as its report shows it."""
        with self.database.read() as conn:
            return of_team(conn, district=DISTRICT, team=TEAM)[0]

    def work(self) -> None:
        """What the worker does each second: ladders, then the outbox; and the carrier moves on."""
        if self.answers:
            self._answer_students()
        self.drills.look()
        self.ladders.tick()
        self.dispatcher.run_once()
        self.simulator.settle()

    def _answer_students(self) -> None:
        with self.database.engine.begin() as conn:
            conn.execute(
                update(Page).where(Page.replied_at.is_(None)).values(replied_at=int(self.at.timestamp()))
            )

    def pass_(self, seconds: int, step: int = 10) -> None:
        end = self.at + timedelta(seconds=seconds)
        self.work()
        while self.at < end:
            self.at = min(end, self.at + timedelta(seconds=step))
            self.work()

    def states(self, **where: Any) -> list[str]:
        with self.database.read() as conn:
            return list(
                conn.execute(select(Outbox.state).filter_by(**where).order_by(Outbox.created_at)).scalars()
            )


class Web(BaseHTTPRequestHandler):
    """The product's webhooks, as small as they can be: signature, then one transaction."""

    protocol_version = "HTTP/1.1"
    server: "WebServer"

    def do_POST(self) -> None:
        district = self.server.district
        parts = urlsplit(self.path)
        length = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True))
        url = district.public_url + self.path
        signed = self.headers.get("X-Twilio-Signature", "")
        if not validate_signature(url, form, signed, ["an old token", district.simulator.token]):
            self._say(403, "")
            return
        reference = parse_qs(parts.query).get("ref", [""])[0]
        with district.database.engine.begin() as conn:
            answer = self._hear(conn, district, parts.path, reference, form)
        self._say(*answer)  # after the commit, never before

    def _hear(
        self, conn: Connection, district: District, path: str, reference: str, form: dict[str, str]
    ) -> tuple[int, str]:
        if path in {"/sms/status", "/voice/status"}:
            callbacks.status(conn, reference=reference, form=form, now=district.at)
            return 204, ""
        if path == "/sms":
            if form["To"] == STUDENT_NUMBER:
                return 200, "<Response/>"
            said = pages.hear(
                conn,
                district=DISTRICT,
                phone=phone_hash(form["From"]),
                text=form["Body"],
                now=district.at,
                link=link,
            )
            return 200, f"<Response><Message>{escape(said)}</Message></Response>" if said else "<Response/>"
        named = callbacks.read_reference(reference)
        assert named is not None
        call = pages.call_of(conn, district=named[0], ring=named[1])
        assert call is not None
        if path == "/voice/page":
            action = f"{district.public_url}/voice/key?ref={reference}"
            return 200, voice.prompt(call.lang, action, agency=call.agency, drill=call.drill)
        said = pages.acknowledge_by_call(
            conn, district=named[0], ring=named[1], digit=form["Digits"], now=district.at
        )
        return 200, voice.goodbye(call.lang, said, drill=call.drill)

    def _say(self, status: int, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: Any) -> None:
        """Quiet."""


class WebServer(ThreadingHTTPServer):
    daemon_threads = True
    district: District


@contextmanager
def _running(database: Plain) -> Iterator[District]:
    server = WebServer(("127.0.0.1", 0), Web)
    district = District(database, f"http://127.0.0.1:{server.server_address[1]}")
    server.district = district
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    district.start()
    yield district
    district.stop()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def empty_district(embedded: Plain) -> Iterator[District]:
    with _running(embedded) as district:
        yield district


@pytest.fixture
def district(empty_district: District) -> District:
    empty_district.furnish()
    return empty_district


@pytest.fixture
def shipped(empty_district: District) -> District:
    """A district that changed nothing."""
    empty_district.furnish(None)
    return empty_district


@pytest.fixture
def both(database: Plain) -> Iterator[District]:
    """The furnished district on each database."""
    with _running(database) as district:
        district.furnish()
        yield district
