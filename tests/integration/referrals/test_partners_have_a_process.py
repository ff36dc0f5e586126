"""Partners' pages in a process of their own: a partner does all of it there, and whoever takes it over opens nothing else."""

import base64
import html
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, select, text, update

from reporting.app.at_the_window import AtTheWindow
from reporting.app.carriers import Wires
from reporting.app.partner_window import PartnerWindow
from reporting.app.sites import public_site
from reporting.app.window_line import ask, open_line
from reporting.audit.reading import first_broken
from reporting.cases.desk_thread import Desks
from reporting.model.help.words import SharedField
from reporting.people.providers import Hotline
from reporting.referrals.packing import Packing
from reporting.store import sides
from reporting.store.audit_entries import AUDIT_ENTRY
from reporting.store.packets import LINK
from reporting.store.partner_errands import ERRAND
from reporting.store.partner_grants import GRANTS
from reporting.vault import totp
from reporting.vault.chain import chain_key
from reporting.vault.notation import Unreadable
from reporting.vault.partners import errand_key
from reporting.vault.service_box import PartnerBox, ServiceBox, service_key
from reporting.vault.xwing import PrivateKey
from tests.integration.app.conftest import staff_app
from tests.integration.conftest import PEOPLE, STAFF, STUDENTS, over
from tests.integration.referrals.conftest import NAME, ROLE, SAD, Referred, referred
from tests.integration.referrals.test_a_partner_signs_in import MAY, PASSWORD, Organized
from tests.integration.referrals.test_the_partners_role_reaches_packets_alone import TABLES
from tests.journeys.patience import until
from tests.journeys.service import ROOT, Service, environment, free_port

PHONE = PEOPLE["north"].phone


class Site:
    """A partner's phone: it sends the hidden fields of the page before."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.status = 0
        self.text = ""

    def get(self, path: str) -> "Site":
        return self._keep(urllib.request.Request(self.base + path))

    def post(self, path: str, **fields: str) -> "Site":
        return self._keep(
            urllib.request.Request(self.base + path, urllib.parse.urlencode(fields).encode(), method="POST")
        )

    def hidden(self, *names: str) -> dict[str, str]:
        return {
            name: html.unescape(re.findall(f'name="{name}" value="([^"]+)"', self.text)[0]) for name in names
        }

    def _keep(self, request: urllib.request.Request) -> "Site":
        try:
            answer = urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.status, self.text = answer.status, answer.read().decode()
        return self


LINK_IN_MAIL = r"http://localhost:(\d+)(/partner/\S+)"


@dataclass
class Apart:
    """The service in this process, with its window; the partners' in another. `told`: what went over the line
    between them; `read`: files that its user could open.
    """

    harbor: Referred
    window: Path
    site: Site
    memory: Callable[[], bytes]
    told: list[str]
    read: list[str]
    role_url: str
    another: bool
    seen: set[str] = field(default_factory=set)
    newest: str = ""

    @property
    def house(self) -> Any:
        return self.harbor.house.house

    def link(self) -> str:
        """The path of the link that the service mailed since it was asked last; of the same one where it mailed none."""
        self.house.referring.errands.run()
        bodies = [body for _, body in self.harbor.mails() if "/partner/" in body]
        mailed = {path: int(port) for body in bodies for port, path in re.findall(LINK_IN_MAIL, body)}
        # Two of one moment come in any order.
        self.newest = next((path for path in mailed if path not in self.seen), self.newest)
        self.seen |= mailed.keys()
        assert mailed[self.newest] == urllib.parse.urlsplit(self.site.base).port
        return self.newest


def walkable(path: Path) -> bool:
    return all(one.stat().st_mode & 0o005 == 0o005 for one in [path, *path.parents])


@contextmanager
def taken_over(
    settings: dict[str, str], tried: Iterable[Path], told: Path, *, another: bool
) -> Iterator[Any]:
    """The process's memory by a way that it opened itself, and the files that it could read."""
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(told))
        told.chmod(0o666)
        line.listen()
        line.settimeout(120)
        more = {"AS_ANOTHER": "1"} if another else {}
        env = environment(
            {**settings, **more, "TAKEN_OVER_BY": str(told), "TRIED": ":".join(map(str, tried))}
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.referrals.taken_over"], cwd=ROOT, env=env
        )
        try:
            thief, _ = line.accept()
            with thief:
                said, (memory, maps), _, _ = socket.recv_fds(thief, 65536, 2)
            with os.fdopen(memory, "rb", 0) as mem, os.fdopen(maps, "r") as where:
                yield process, lambda: _written(mem, where), json.loads(said)
        finally:
            process.kill()
            process.wait(60)


def _written(memory: Any, maps: Any) -> bytes:
    """All that the process has written: its own pages that are in no file."""
    maps.seek(0)
    found = []
    for line in maps.read().splitlines():
        place, rights, _, device, *_ = line.split()
        start, end = (int(one, 16) for one in place.split("-"))
        if rights.startswith("rw") and device == "00:00" and "[v" not in line:
            with suppress(OSError):
                memory.seek(start)
                found.append(memory.read(end - start) or b"")
    return b"\0".join(found)


@pytest.fixture
def apart(founded_house_on_each: Any, role_url: str, tmp_path: Path) -> Iterator[Apart]:
    founded, before, port = founded_house_on_each, founded_house_on_each.house, free_port()
    folder = Path(f"/tmp/quietline-{secrets.token_hex(6)}")  # noqa: S108 - a socket's path is short, and another user comes
    folder.mkdir()
    window = folder / "window"
    settings = before.foundation.settings.model_copy(
        update={"partner_socket": window, "partner_port": port, "partner_url": None}
    )
    foundation = before.foundation.__class__(
        **{
            name: getattr(before.foundation, name)
            for name in before.foundation.__dataclass_fields__
            if name != "settings"
        },
        settings=settings,
    )
    wires = Wires(founded.carrier, Mailbox(), ("token",), Hotline(STUDENTS, STAFF))
    founded.house = over(foundation, wires, founded.rulebook)
    # The other process has a clock of its own, which runs.
    founded.clock.now = datetime.now(UTC)
    founded.sessions = {role: founded.sign_in_as(role) for role in ("administrator", "north")}
    harbor = referred(founded)
    told, answer = [], PartnerWindow(founded.house)

    def heard(asked: Any) -> Any:
        said = answer(asked)
        told.append(json.dumps(said, ensure_ascii=False))
        return said

    end = open_line(window, heard)
    window.chmod(0o666)  # the folder's group would do it; here is no such group
    home = before.foundation.settings.home
    another = os.geteuid() == 0 and walkable(ROOT)
    environ = {
        "QUIETLINE_PARTNER_SOCKET": str(window),
        "QUIETLINE_PARTNER_DATABASE_URL": role_url,
        "PARTNER_PORT": str(port),
    }
    tried = [one for one in home.rglob("*") if one.is_file()]
    assert {"server.key", "system.key", "roster.log", "shred.db"} <= {one.name for one in tried}
    folder.chmod(0o711)
    home.chmod(0o700)
    # Where the server's own socket lies, which is its folder here: another user may pass, and read nothing there.
    server = Path(str(make_url(role_url).query["host"]))
    server.chmod(0o711)
    with taken_over(environ, tried, folder / "told", another=another) as (process, memory, read):
        site = Site(f"http://localhost:{port}")

        def there() -> bool:
            assert process.poll() is None, "it ended"
            with suppress(urllib.error.URLError, OSError):
                return site.get("/readyz").status == 200
            return False

        until(there, "the partners' site")
        yield Apart(harbor, window, site, memory, told, read, role_url, another)
    server.chmod(0o700)
    end()
    before.close()
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()


class Mailbox:
    """There is a mail server; nothing here is sent."""


ON_POSTGRES = pytest.mark.parametrize("founded_house_on_each", ["postgres"], indirect=True)


@ON_POSTGRES
def test_a_partner_goes_the_whole_way_there_and_whoever_takes_it_over_opens_nothing_else(
    apart: Apart,
) -> None:
    harbor, site = apart.harbor, apart.site
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME}, side=True)
    pin = harbor.send(offer).pin
    link = apart.link()

    # By link and PIN: what was agreed, and an answer.
    assert "eight digits" in site.get(link).text or site.status == 200
    assert site.post(link, pin="00000000").status == 404
    assert NAME in site.post(link, pin=pin).text
    site.post(link, **site.hidden("token", "side"), step="accepted")
    site.post(link, **site.hidden("token", "side"), step="scheduled", when="Tuesday at four")
    assert site.status == 200
    standing = harbor.doors.student.look(harbor.come_back().token, offer).standing
    assert standing.state.value == "scheduled"

    # Beside it, with the student.
    site.post(f"{link}/side", **site.hidden("token", "side"))
    site.post(
        f"{link}/side", **site.hidden("token", "side", "submission"), act="write", body="how are you today"
    )
    assert "how are you today" in site.text
    # A link that is too old has a new one sent: by the service, to the contact of record.
    house = apart.house
    house.ground.database.write(lambda conn: conn.execute(update(LINK).values(expires_minute=1)))
    assert 'name="renew"' in site.post(link, pin=pin).text
    site.post(link, pin=pin, renew="1")
    with house.ground.database.read() as conn:
        (row,) = conn.execute(select(ERRAND)).mappings().all()
    newer = apart.link()
    assert newer != link
    assert [to for to, _ in harbor.mails()] == ["intake@harbor.example"] * 2
    assert site.post(link, pin=pin).status == 404
    site.post(newer, pin=pin)
    site.post(f"{newer}/side", **site.hidden("token", "side"))
    assert "how are you today" in site.text

    _memory_holds_nothing_else(apart)
    _files_and_tables_are_shut(apart)
    _the_window_gives_nothing_else(apart, row["about"])


def _memory_holds_nothing_else(apart: Apart) -> None:
    harbor, house = apart.harbor, apart.house
    trust, ram, district = house.people.trust, house.foundation.ram, house.ground.district
    thread = Desks(house.ground).load(harbor.counselor, harbor.reference)
    secret = {
        "server key": trust.server_key,
        "system key": trust.system_key.seed,
        "service key": service_key(trust.server_key, district),
        "key of the chain": chain_key(trust.server_key, district),
        "key of errands": errand_key(trust.server_key, district).seed,
        "RAM key of sessions": ram.sess,
        "RAM key of forms": ram.form,
        "RAM key of texts": ram.out,
        "case key": thread.keys.case.seed,
        "talk key": thread.keys.talk.seed,
        "a counselor's own key": harbor.counselor.unlocked.x.seed,
        "a counselor's signing key": harbor.counselor.unlocked.ed.seed,
        "thread's shred key": house.ground.shred.get(thread.row.id, 0),
        "the student's words": SAD.encode(),
        "a staff address": PEOPLE["north"].email.encode(),
        "a staff name": PEOPLE["south_too"].name.encode(),
        "a staff number": str(PHONE).encode(),
        "the contact of record": b"intake@harbor.example",
    }
    memory = apart.memory()
    # What it does hold is found: the search works.
    assert house.referring.partner_ground.key in memory
    assert urllib.parse.quote(ROLE.password).encode()[:4] in memory
    kept = {
        name: (value, value.hex().encode(), base64.b64encode(value)[:40]) for name, value in secret.items()
    }
    assert [name for name, forms in kept.items() if any(one in memory for one in forms)] == []
    over_the_line = "\n".join(apart.told).encode()
    assert house.referring.partner_ground.key.hex().encode() in over_the_line
    assert [name for name, forms in kept.items() if any(one in over_the_line for one in forms)] == []


def _files_and_tables_are_shut(apart: Apart) -> None:
    house = apart.house
    if apart.another:
        assert apart.read == []
    engine = create_engine(make_url(apart.role_url).set(drivername="postgresql+psycopg"))
    key = house.referring.partner_ground.key
    opened = set()
    with engine.connect() as conn:
        for table in TABLES.values():
            columns = [one for one in table.c if one.info.get("class") == "sealed"]
            if not columns:
                continue
            if table.name not in GRANTS or "SELECT" not in GRANTS[table.name]:
                shut = conn.execute(
                    text("SELECT has_any_column_privilege(:name, 'SELECT')"), {"name": table.name}
                )
                assert shut.scalar() is False, table.name
                continue
            for row in conn.execute(select(table)).mappings():
                for column in columns:
                    for box in (PartnerBox(key), ServiceBox(key)):
                        with suppress(Unreadable, KeyError):
                            box.open(row[column.name] or b"", row["id"])
                            opened.add(f"{table.name}.{column.name}")
    engine.dispose()
    assert opened <= {"partner_person.name", "partner_person.email"}


def _the_window_gives_nothing_else(apart: Apart, packet: bytes) -> None:
    house, window = apart.house, apart.window
    asked = AtTheWindow(window)
    with house.ground.database.read() as conn:
        side = sides.of_packet(conn, house.ground.district, packet)
        threads = list(conn.execute(select(TABLES["thread"].c.id)).scalars())
    assert side is not None
    seed = _seed(apart, packet)
    # Whoever opened it has both keys, and those alone.
    assert asked.shred_key(packet, seed, packet) == house.ground.shred.get(packet, 0)
    assert asked.shred_key(packet, seed, side.id) == house.ground.shred.get(side.id, 0)
    for thing in threads:
        assert asked.shred_key(packet, seed, thing) is None
    # All rows do not suffice: the name of a key is not the key, and neither is one of the side thread.
    guesses = [PrivateKey(secrets.token_bytes(32)).public.raw, side.student[:1216], side.student[-1216:], b""]
    for public in guesses:
        answer = ask(
            window,
            {
                "ask": "shred_key",
                "packet": packet.hex(),
                "thing": packet.hex(),
                "public": public.hex(),
            },
        )
        assert answer == {}
    for thing in threads:
        assert asked.shred_key(thing, seed, thing) is None
    for what in ("trust", "roster", "mail", "staff", ""):
        assert ask(window, {"ask": what, "of": packet.hex()}) == {}
    assert ask(window, {"ask": "count", "category": "made up", "steps": "attended"}) == {}
    assert ask(window, {"ask": "shred_key", "packet": "zz"}) == {}


def _seed(apart: Apart, packet: bytes) -> bytes:
    """As the thread's own record has it."""
    desk, harbor = apart.harbor.doors.staff, apart.harbor
    thread = desk._on.desks.load(harbor.counselor, harbor.reference)
    known = [one.standing.referral for one in desk.desk(harbor.counselor, harbor.reference).referrals]
    seed: bytes = Packing(desk._on).seed(thread, next(one for one in known if one.packet == packet))
    return seed


@pytest.mark.nightly
@ON_POSTGRES
def test_people_of_a_partner_join_and_sign_in_there_and_the_chain_of_acts_tells_it(apart: Apart) -> None:
    there, site, house = Organized(apart.harbor, {}), apart.site, apart.house
    there.desk.invite(there.registrar(), apart.harbor.organization, "May Lowell", MAY)
    (body,) = [one for _, one in apart.harbor.mails()]
    join = re.findall(r"(/partners/join/\S+)", body)[0]
    site.get(join)
    secret = site.hidden("secret")["secret"]
    raw = base64.b32decode(secret)

    def now() -> datetime:
        return datetime.now(UTC)

    site.post(join, secret=secret, password=PASSWORD, code=totp.code_at(raw, now()))
    assert 'id="words"' in site.text
    step = int(now().timestamp()) // 30
    there.harbor.house.clock.now = now()
    there.let_in()
    until(lambda: int(now().timestamp()) // 30 > step, "the next code")
    site.post("/partners", email=MAY, password=PASSWORD, code=totp.code_at(raw, now()))
    assert "May Lowell" in site.text
    assert site.status == 200
    there.refer()
    site.post("/partners", **site.hidden("session"))
    packet = site.hidden("session", "packet")
    assert NAME in site.post("/partners/packet", **packet).text
    site.post("/partners", session=packet["session"], act="leave", sure="1")
    assert site.status == 200
    house.referring.errands.run()
    with house.ground.database.read() as conn:
        acts = list(conn.execute(select(AUDIT_ENTRY.c.act).order_by(AUDIT_ENTRY.c.n)).scalars())
    # In one run of the worker, as after a pause: a joining, a sign-in and a farewell stand in their order.
    assert [one for one in acts if one.startswith("partner_")] == [
        "partner_joined",
        "partner_signed_in",
        "partner_left",
    ]
    assert first_broken(house.ground.database, house.people.ground.witness._chain) is None

    # Neither the staff's addresses nor the students' answer on this port.
    founded = apart.harbor.house
    others = [staff_app(founded.doors, house.foundation), public_site(house)]
    rules = [rule for other in others for rule in other.url_map.iter_rules() if not rule.arguments]
    mine = {"/", "/partners", "/healthz", "/readyz"}
    tried = [(rule.rule, how) for rule in rules for how in rule.methods & {"GET", "POST"}]
    assert len(tried) > 100
    for path, how in tried:
        if path not in mine:
            assert (site.get(path) if how == "GET" else site.post(path, a="b")).status in {404, 405}, path


@pytest.mark.parametrize("path", ["/partner/abc", "/partners", "/partners/join/abc"])
def test_the_students_site_leads_links_of_old_mails_there_and_takes_nothing(
    founded_house: Any, path: str
) -> None:
    foundation = founded_house.house.foundation
    settings = foundation.settings.model_copy(
        update={"partner_socket": Path("/nowhere"), "partner_url": "https://partners.example"}
    )
    object.__setattr__(foundation, "settings", settings)
    client = public_site(founded_house.house).test_client()
    answer = client.get(path, base_url="http://localhost")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"https://partners.example{path}")
    assert client.post(path, data={"pin": "12345678"}, base_url="http://localhost").status_code == 405
    assert client.post("/partners/packet", base_url="http://localhost").status_code == 404


@pytest.mark.nightly
@ON_POSTGRES
def test_while_the_service_is_away_partners_read_to_try_again_and_nothing_is_lost(
    founded_house_on_each: Any, role_url: str, tmp_path: Path
) -> None:
    founded, folder, port = founded_house_on_each, Path(f"/tmp/quietline-{secrets.token_hex(6)}"), free_port()  # noqa: S108
    folder.mkdir(mode=0o700)
    founded.clock.now = datetime.now(UTC)
    founded.sessions = {role: founded.sign_in_as(role) for role in ("administrator", "north")}
    harbor, foundation = referred(founded), founded.house.foundation
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    slip = harbor.send(offer)
    link = urllib.parse.urlsplit(slip.link).path
    shared = {"QUIETLINE_PARTNER_SOCKET": str(folder / "window"), "PARTNER_PORT": str(port)}
    service = Service(
        "up",
        foundation.settings.home,
        tmp_path / "service",
        **shared,
        QUIETLINE_DATABASE_URL=foundation.settings.main_database,
        QUIETLINE_RECEIPT_POOL="0",
    )
    pages = Service(
        "partner-serve",
        tmp_path / "none",
        tmp_path / "pages",
        **shared,
        QUIETLINE_PARTNER_DATABASE_URL=role_url,
    )
    site = Site(f"http://localhost:{port}")

    def ready() -> bool:
        with suppress(urllib.error.URLError, OSError):
            return site.get("/readyz").status == 200
        return False

    try:
        service.start().until_there(folder / "window")
        pages.start()
        until(ready, f"the partners' site, which said: {pages.said()}")
        assert Site(service.public).get(link).status == 200  # led to the other port
        assert NAME in site.post(link, pin=slip.pin).text
        token = site.hidden("token")
        service.kill()
        assert site.get("/readyz").status == 503
        assert '"service":"failed"' in site.text.replace(" ", "")
        assert site.post(link, pin=slip.pin).status == 503
        assert NAME not in site.text
        assert site.get(link).status == 200  # a page without a name, which asks for the PIN
        service.start()
        until(ready, f"the service, which said: {service.said()}")
        site.post(link, **token, step="accepted")
        assert site.status == 200
        standing = harbor.doors.student.look(harbor.come_back().token, offer).standing
        assert standing.state.value == "accepted"
        assert not (tmp_path / "none").exists()  # it has no home, and makes none
        assert (pages.stop(), service.stop()) == (0, 0)
    finally:
        pages.stop()
        service.stop()
        for one in folder.iterdir():
            one.unlink()
        folder.rmdir()
