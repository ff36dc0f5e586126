"""With a database role of their own the partner's pages do all they are for, and reach nothing outside packets: tried."""

import itertools
import secrets
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, make_url, select, text
from sqlalchemy.exc import DBAPIError

from migrations.models import METADATAS
from reporting.app.partner_role import NoRoles, make_partner_role
from reporting.app.sites import public_site
from reporting.cases.desk_thread import Desks
from reporting.model.help.words import SharedField
from reporting.model.kind import Kind
from reporting.referrals.answer import Answer
from reporting.referrals.packing import Packing
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.store.partner_grants import GRANTS, RIGHTS
from reporting.vault.envelope import Context, Envelope, open_envelope
from reporting.vault.notation import Unreadable
from reporting.vault.packets import answer_key, packet_place
from reporting.vault.partners import session_key
from reporting.vault.service_box import PartnerBox, ServiceBox
from reporting.vault.xwing import PrivateKey
from tests.integration.app.conftest import staff_app
from tests.integration.conftest import new_house
from tests.integration.referrals.conftest import NAME, ROLE, Referred, referred
from tests.integration.referrals.test_a_partner_signs_in import Organized

TABLES = {table.name: table for metadata in METADATAS for table in metadata.tables.values()}


@pytest.fixture
def by_role(role_url: str) -> Iterator[Engine]:
    engine = create_engine(make_url(role_url).set(drivername="postgresql+psycopg"))
    yield engine
    engine.dispose()


def refused(engine: Engine, statement: str) -> bool:
    try:
        with engine.begin() as conn:
            conn.execute(text(statement))
    except DBAPIError as error:
        return "permission denied" in str(error.orig)
    return False


def test_every_table_and_right_beyond_the_list_is_refused(by_role: Engine) -> None:
    with by_role.connect() as conn:
        assert conn.execute(text("SELECT current_user")).scalar() == ROLE.name
    for name, table in TABLES.items():
        given, column = GRANTS.get(name, {}), next(iter(table.c)).name
        tried = {
            "SELECT": f'SELECT count(*) FROM "{name}"',  # noqa: S608 - names of our own tables
            "INSERT": f'INSERT INTO "{name}" DEFAULT VALUES',
            "UPDATE": f'UPDATE "{name}" SET "{column}" = "{column}"',  # noqa: S608
            "DELETE": f'DELETE FROM "{name}"',  # noqa: S608
        }
        for right in RIGHTS:
            if right not in given:
                assert refused(by_role, tried[right]), (name, right)
        for one in table.c:
            if given.get("UPDATE") and one.name not in given["UPDATE"]:
                statement = f'UPDATE "{name}" SET "{one.name}" = NULL'  # noqa: S608
                assert refused(by_role, statement), (name, one.name)
    for statement in (
        "CREATE TABLE mine (n int)",
        "CREATE ROLE mine",
        "SET ROLE postgres",
        "COPY pg_authid TO STDOUT",
    ):
        assert not _works(by_role, statement), statement
    assert set(GRANTS) <= set(TABLES)
    # Whoever adds a table to the list adds it here too, and says in ADR 0232 what a thief of these pages has by it.
    sealed = {name for name, table in TABLES.items() if any(c.info.get("class") == "sealed" for c in table.c)}
    assert sealed & set(GRANTS) == {
        "packet",
        "packet_link",
        "packet_queue",
        "packet_count",
        "side",
        "side_message",
        "partner_person",
        "partner_wrap",
        "partner_session",
        "partner_errand",
    }
    assert not set(GRANTS) & {"thread", "message", "thread_wrap", "receipt", "queue_wrap", "session", "staff"}


def _works(engine: Engine, statement: str) -> bool:
    try:
        with engine.begin() as conn:
            conn.execute(text(statement))
    except DBAPIError:
        return False
    return True


@pytest.fixture
def there(founded_house_on_each: Any, role_url: str) -> Iterator[Organized]:
    """A house whose partner's pages have the role, as the setting gives it to them."""
    founded, own = founded_house_on_each, Database(role_url, pool=2)
    before = founded.house
    founded.house = new_house(replace(before.foundation, partner=own), founded.carrier, founded.rulebook)
    assert founded.house.referring.partner_ground.database is own
    yield Organized(referred(founded), {})
    before.close()
    own.close()


@pytest.mark.parametrize("founded_house_on_each", ["postgres"], indirect=True)
def test_a_partner_with_the_role_does_all_of_it_and_no_key_of_theirs_opens_anything_else(
    there: Organized,
) -> None:
    harbor, house = there.harbor, there.house.house
    # By link: what was agreed, an answer, a new link in place of an old one.
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME}, side=True)
    slip = harbor.send(offer)
    link = slip.link.rsplit("/", 1)[-1]
    view = harbor.doors.partner.open(link, slip.pin)
    assert view.more["fields"] == {"first_name": NAME}
    assert view.side is not None
    harbor.doors.partner.sides.write(view.token, view.side.token, secrets.token_bytes(16), "how are you")
    harbor.doors.partner.say(view.token, "accepted", "", Answer())
    # By the list.
    session = there.first()
    queued = there.refer(side=True)
    (line,) = there.inbox.look(session).lines
    view = there.inbox.open(session, line.id)
    assert view.more["fields"] == {"first_name": NAME}
    there.inbox.visits.say(view.token, "scheduled", "", Answer("Tuesday at four"))
    assert queued != offer
    harbor.pass_days(15)
    partner, _ = harbor.mailed()
    partner.renew(link, slip.pin)
    assert len(harbor.mails()) == 1

    reached = _keys(there, session)
    seeds = reached["seeds"]
    with house.foundation.database.read() as conn:
        packets = conn.execute(select(TABLES["packet"])).mappings().all()
        messages = conn.execute(select(TABLES["message"])).mappings().all()
        outbox = conn.execute(select(TABLES["notify_outbox"])).mappings().all()
        staff = conn.execute(select(TABLES["staff"])).mappings().all()
    district, shred = house.ground.district, house.ground.shred
    opened = 0
    for packet, key in itertools.product(packets, seeds):
        kept = shred.get(packet["id"], 0)
        opened += _opens(packet_place(district, packet["id"]), packet, kept, PrivateKey(key))
    assert opened == len(packets) == 2  # each by its own seed
    thread = Desks(house.ground).load(harbor.counselor, harbor.reference)
    right = 0
    for message, key in itertools.product(messages, reached["all"]):
        kept = shred.get(message["thread"], 0)  # even with the shred key at hand
        place = Context(district, message["thread"], message["id"], 0, Kind(message["kind"]))
        assert not _opens(place, message, kept, PrivateKey(key)), message["kind"]
        right += any(_opens(place, message, kept, one) for one in (thread.keys.case, thread.keys.talk))
    assert right  # the thread's own keys do open them
    assert outbox
    assert staff
    for key in reached["all"]:
        for box in (PartnerBox(key), ServiceBox(key)):
            sealed = [(row["body"], row["row"]) for row in outbox]
            sealed += [(row["email_sealed"], row["id"]) for row in staff]
            for secret, row in sealed:
                with pytest.raises(Unreadable):
                    box.open(secret, row)


def _keys(there: Organized, session: Any) -> dict[str, list[bytes]]:
    """Every key of 32 bytes that a partner's request or the pages hold themselves."""
    house = there.house.house
    ground, form = house.referring.partner_ground, house.foundation.ram.form
    seeds = [_seed(there, packet) for packet in _packets(there)]
    own = [ground.key, form, session_key(form), session.key.seed]
    own += [answer_key(seed, packet) for seed, packet in zip(seeds, _packets(there), strict=True)]
    return {"seeds": seeds, "all": [*seeds, *own]}


def _packets(there: Organized) -> list[bytes]:
    with there.house.house.foundation.database.read() as conn:
        return [row["id"] for row in conn.execute(select(TABLES["packet"])).mappings()]


def _seed(there: Organized, packet: bytes) -> bytes:
    """As the thread's own record has it: more than a partner's page knows of at once."""
    desk, harbor = there.harbor.doors.staff, there.harbor
    thread = desk._on.desks.load(harbor.counselor, harbor.reference)
    known = [one.standing.referral for one in desk.desk(harbor.counselor, harbor.reference).referrals]
    mine = next(one for one in known if one.packet == packet)
    seed: bytes = Packing(desk._on).seed(thread, mine)
    return seed


def _opens(place: Context, row: Any, shred_key: bytes, key: PrivateKey) -> bool:
    try:
        open_envelope(place, Envelope(row["core"], row["recipients"]), shred_key, key)
    except Unreadable:
        return False
    return True


def test_no_address_of_the_staff_site_answers_where_partners_are(harbor: Referred) -> None:
    house = harbor.house
    staff = staff_app(house.doors, house.house.foundation)
    site = public_site(house.house)
    theirs = {rule.rule for rule in site.url_map.iter_rules()}
    shared = {rule.rule for rule in staff.url_map.iter_rules()} & theirs
    assert shared == {"/", "/static/<path:filename>"}
    client = site.test_client()
    for rule in staff.url_map.iter_rules():
        if rule.rule in shared or rule.arguments:
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert client.open(rule.rule, method=method).status_code in {404, 405}, rule.rule


def test_the_embedded_database_says_that_it_knows_no_roles() -> None:
    with pytest.raises(NoRoles):
        make_partner_role(Settings(), "partner", "password")
