"""What the partner's pages leave for the service: it enters what people of partners did, and mails links that are there."""

import secrets
from functools import partial
from typing import Any

import pytest
from sqlalchemy import insert

from reporting.audit.reading import first_broken
from reporting.model.clock import moment_of
from reporting.model.errand import ErrandKind
from reporting.model.help.words import SharedField
from reporting.model.ids import OrganizationId, PacketId
from reporting.referrals.link_limit import HOUR, OF_A_PACKET, OF_AN_ORGANIZATION, LinkLimit
from reporting.referrals.links import TOKEN_BYTES, new_link
from reporting.referrals.partner_errands import PartnerErrands
from reporting.referrals.partners.entering import WrongEntry
from reporting.store import packets, partner_errands
from reporting.store.partner_errands import ERRAND, Errand
from reporting.vault.partners import errand_key
from tests.integration.referrals.conftest import NAME, Referred
from tests.integration.referrals.test_a_partner_signs_in import LEE, PASSWORD, Organized

MAY_IS = "May Lowell (Harbor House)"


@pytest.fixture
def there(harbor: Referred) -> Organized:
    return Organized(harbor, {})


def acts(there: Organized, role: str) -> list[tuple[str, str | None, str | None]]:
    """As this person's audit page shows them, the newest first."""
    page = there.house.doors.audits.page(there.house.sign_in_as(role), None)
    return [(row.act, row.actor, row.about) for row in page.rows if row.act.startswith("partner_")]


def test_what_people_of_a_partner_did_is_in_the_chain_and_registrars_see_who(there: Organized) -> None:
    session = there.first()
    there.join(there.invite(LEE, "Lee Moran"), LEE)
    lee = next(one for one in there.inbox.look(session).colleagues if one.words)
    there.inbox.let_in(session, lee.id, " ".join(lee.words or ()))
    house = there.house.house
    assert house.referring.errands.run() == 4
    lee_is = "Lee Moran (Harbor House)"
    assert sorted(acts(there, "administrator"), key=str) == sorted(
        [
            ("partner_joined", None, MAY_IS),
            ("partner_signed_in", None, MAY_IS),
            ("partner_joined", None, lee_is),
            ("partner_let_in", None, lee_is),
        ],
        key=str,
    )
    assert acts(there, "north") == []
    assert house.referring.errands.run() == 0  # each once
    there.inbox.leave(session)
    house.referring.errands.run()
    gone = [one for one in acts(there, "administrator") if one[0] == "partner_left"]
    assert gone == [("partner_left", None, None)]  # their name went with them
    assert first_broken(house.ground.database, house.people.ground.witness._chain) is None
    assert not there.house.doors.audits.page(there.house.sign_in_as("north"), None).cursor


def test_two_workers_at_once_do_an_errand_once(there: Organized, sent: tuple[Any, bytes]) -> None:
    ground, packet = sent
    house = there.house.house
    there.join(there.invite())
    with ground.database.read() as conn:
        (joined,) = partner_errands.waiting(conn, ground.district)
    for _ in range(2):
        ground.database.write(lambda conn: house.referring.errands._enter(joined, conn))
    assert [one[0] for one in acts(there, "administrator")] == ["partner_joined"]
    new = ground.errand(ErrandKind.NEW_LINK, packet, b"")
    ground.database.write(lambda conn: ground.leave(conn, new))
    house.referring.errands._mail(new)
    house.referring.errands._mail(new)
    assert house.referring.errands.run() == 0


def test_of_one_minute_nobody_leaves_before_they_came(there: Organized) -> None:
    ground, person = there.harbor.doors.partner_ground, secrets.token_bytes(16)
    came = [ErrandKind.JOINED, ErrandKind.LET_IN, ErrandKind.SIGNED_IN, ErrandKind.LEFT]
    # Their ids, by which rows of one minute lie in the table, say the opposite.
    for n, kind in enumerate(came):
        one = Errand(bytes([9 - n]) * 16, kind, person, ground.minute())
        ground.database.write(lambda conn, one=one: ground.leave(conn, one))
    with ground.database.read() as conn:
        assert [one.kind for one in partner_errands.waiting(conn, ground.district)] == came


def test_a_row_that_no_page_of_ours_leaves_stops_neither_the_worker_nor_the_registrars_page(
    there: Organized,
) -> None:
    ground, house = there.harbor.doors.partner_ground, there.house.house
    new = dict.fromkeys(("id", "about"), b"a" * 16) | {"district": ground.district, "sealed": None}
    strange = [
        {"id": b"b" * 16, "kind": "no_such_kind", "minute": 1},
        {"id": b"c" * 16, "kind": "left", "minute": 1, "about": b"short"},
        {"id": b"d" * 16, "kind": "left", "minute": -(2**31)},
        {"id": b"e" * 16, "kind": "left", "minute": 2**31 - 1},
    ]
    for one in strange:
        ground.database.write(lambda conn, one=one: conn.execute(insert(ERRAND), {**new, **one}))
    there.join(there.invite())
    assert house.referring.errands.run() == len(strange) + 1
    assert house.referring.errands.run() == 0
    page = there.house.doors.audits.page(there.house.sign_in_as("administrator"), None)
    shown = [(row.act, row.at) for row in page.rows if row.act.startswith("partner_")]
    assert [act for act, _ in shown].count("partner_left") == 2
    assert ("partner_joined", MAY_IS) in [(row.act, row.about) for row in page.rows]
    assert all(at <= ground.clock() for _, at in shown)
    assert first_broken(house.ground.database, house.people.ground.witness._chain) is None


def test_a_wrong_password_and_an_unfinished_joining_enter_nothing(there: Organized) -> None:
    link = there.invite()
    there.entering.welcome(link)
    there.join(link)
    house = there.house.house
    assert house.referring.errands.run() == 1
    with pytest.raises(WrongEntry):
        there.sign_in(password="not " + PASSWORD)
    assert house.referring.errands.run() == 0


@pytest.fixture
def sent(harbor: Referred) -> tuple[Any, bytes]:
    """The ground, and a packet."""
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.FIRST_NAME: NAME})
    harbor.send(offer)
    ground = harbor.doors.partner_ground
    with ground.database.read() as conn:
        (packet,) = conn.exec_driver_sql("SELECT id FROM packet").scalars().all()
    return ground, bytes(packet)


def test_a_token_that_belongs_to_no_link_of_the_packet_is_mailed_to_nobody(
    harbor: Referred, sent: tuple[Any, bytes]
) -> None:
    ground, packet = sent
    made_up = [
        ground.errand(ErrandKind.NEW_LINK, packet, secrets.token_bytes(TOKEN_BYTES)),
        ground.errand(ErrandKind.NEW_LINK, packet, b"https://elsewhere.example/"),
        ground.errand(ErrandKind.NEW_LINK, secrets.token_bytes(16), secrets.token_bytes(TOKEN_BYTES)),
        Errand(secrets.token_bytes(16), ErrandKind.NEW_LINK, packet, 1, secrets.token_bytes(60)),
        Errand(secrets.token_bytes(16), ErrandKind.NEW_LINK, packet, 1),
    ]
    for one in made_up:
        ground.database.write(lambda conn, one=one: ground.leave(conn, one))
    assert harbor.mails() == []
    with ground.database.read() as conn:
        assert partner_errands.waiting(conn, ground.district) == ()


def test_a_token_moved_to_another_row_does_not_open(harbor: Referred, sent: tuple[Any, bytes]) -> None:
    ground, packet = sent
    token = secrets.token_bytes(TOKEN_BYTES)
    mine = ground.errand(ErrandKind.NEW_LINK, packet, token)
    errands = harbor.house.house.referring.errands
    assert errands._token(mine) == token
    assert errands._token(Errand(secrets.token_bytes(16), mine.kind, packet, 1, mine.sealed)) == b""
    assert errands._token(Errand(mine.id, mine.kind, secrets.token_bytes(16), 1, mine.sealed)) == b""


def test_of_many_new_links_within_an_hour_a_few_are_mailed_and_one_alarm_says_so(
    harbor: Referred, sent: tuple[Any, bytes]
) -> None:
    ground, packet = sent
    people, clock = harbor.house.house.people, harbor.house.clock
    key = errand_key(people.trust.server_key, ground.district)
    worker = PartnerErrands(people.ground, harbor.house.house.help, harbor.links(), key)

    def ask(times: int) -> None:
        for _ in range(times):
            made = new_link(ground.district, packet, b"s" * 32, ground.day() + 20, ground.clock(), "12345678")
            errand = ground.errand(ErrandKind.NEW_LINK, packet, made.token)
            with_errand = partial(packets.add_link, district=ground.district, link=made.row)
            ground.database.write(with_errand)
            ground.database.write(lambda conn, errand=errand: ground.leave(conn, errand))
        assert worker.run() == times

    def alarms() -> list[str]:
        return [one.kind for one in people.alarms.standing() if one.kind == "too_many_links"]

    ask(OF_A_PACKET)
    assert alarms() == []
    ask(3)
    assert len(harbor.mails()) == OF_A_PACKET
    assert alarms() == ["too_many_links"]
    clock.advance(minutes=61)
    ask(1)
    assert len(harbor.mails()) == OF_A_PACKET + 1
    worker.calm()
    assert alarms() == ["too_many_links"]
    clock.advance(days=14)
    worker.calm()
    assert alarms() == []


def test_an_organization_with_many_packets_gets_no_more_than_its_share() -> None:
    limit, now, organization = LinkLimit(), moment_of(30_000_000), OrganizationId(b"o" * 16)
    asked = [limit.allows(PacketId(secrets.token_bytes(16)), organization, now) for _ in range(25)]
    assert asked == [True] * OF_AN_ORGANIZATION + [False] * 5
    assert limit.allows(PacketId(b"p" * 16), OrganizationId(b"q" * 16), now)
    assert limit.allows(PacketId(b"p" * 16), organization, now + HOUR)
