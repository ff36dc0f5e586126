"""Staff are told when a shift of theirs changes, is offered or begins: once, in decent hours, without a name."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, select

from notify import contacts, layers, offers, oncall, rotas
from notify.offers import Offer
from notify.plans import no_calendars
from notify.rotation import Rotation
from notify.shift_notices import tell_begins, tell_changes, tell_offer
from notify.shift_post import Notices, told_at
from notify.tables import Outbox
from tests.integration.notify.conftest import DISTRICT, TEAM, phone_hash
from tests.integration.notify.conftest import District as Fixture

NEW_YORK = ZoneInfo("America/New_York")
LINK = "https://q.example/on-call/mine"
MONDAY = datetime(2026, 6, 1, 12, 0, tzinfo=NEW_YORK).astimezone(UTC)


@pytest.fixture
def team(empty_district: Fixture) -> Fixture:
    """Ana and Ben take turns of a week, from Monday 16:00; Cho belongs to the team."""
    district = empty_district
    district.at = MONDAY
    for name, lang in (("Ana", "en"), ("Ben", "es"), ("Cho", "en")):
        district.add(name, lang)
    with district.database.engine.begin() as conn:
        oncall.save_ladder(
            conn,
            district=DISTRICT,
            team=TEAM,
            zone="America/New_York",
            sender="+15550100",
            persons=list(district.persons.values()),
            last_resort=None,
        )
        layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=rotation(district, "Ana", "Ben"))
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=district.at)
    return district


def rotation(district: Fixture, *names: str, **more: Any) -> Rotation:
    members = tuple(district.persons[name] for name in names)
    given = {"handoff": 16 * 60, "layer": b"weeks".ljust(16), "starts_on": date(2026, 6, 1), **more}
    return Rotation(zone="America/New_York", members=members, **given)


def notices(district: Fixture, *, mail: bool = False) -> Notices:
    return Notices(district.service, LINK, mail)


def replace(district: Fixture, layer: Rotation, *, but: tuple[bytes, ...] = ()) -> int:
    with district.database.engine.begin() as conn:
        turned = rotas.change(
            conn,
            district=DISTRICT,
            team=TEAM,
            now=district.at,
            calendars=no_calendars,
            act=lambda: layers.save_layer(conn, district=DISTRICT, team=TEAM, layer=layer),
        )
        return tell_changes(
            conn,
            notices(district),
            district=DISTRICT,
            team=TEAM,
            act=b"act",
            turned=turned,
            now=district.at,
            but=but,
        )


def announce(district: Fixture) -> None:
    with district.database.engine.begin() as conn:
        tell_begins(conn, notices(district), district=DISTRICT, team=TEAM, now=district.at)
    district.work()


def test_whoever_wins_or_loses_a_shift_is_told_from_when_until_when(team: Fixture) -> None:
    assert replace(team, rotation(team, "Cho", "Ben")) == 2
    team.work()
    lost = team.phone("Ana").expects("You are no longer on call Mon 1 Jun 16:00 to Mon 8 Jun 16:00").last
    assert lost.endswith(f"See {LINK}")
    assert "Cho" not in lost
    team.phone("Cho").expects("You are on call Mon 1 Jun 16:00 to Mon 8 Jun 16:00 (and 2 more)")
    team.phone("Ben").expects_nothing()


def test_it_is_told_in_the_persons_language_and_within_one_text(team: Fixture) -> None:
    replace(team, rotation(team, "Cho"))
    team.work()
    told = team.phone("Ben").expects("Ya no estas de guardia lun 8 jun 16:00 a lun 15 jun 16:00").last
    assert not re.search("[áíóú]", told)


def test_whoever_did_it_is_not_told(team: Fixture) -> None:
    assert replace(team, rotation(team, "Cho", "Ben"), but=(team.persons["Ana"],)) == 1
    team.work()
    team.phone("Ana").expects_nothing()


def test_at_night_a_change_of_what_is_far_waits_for_the_morning(team: Fixture) -> None:
    team.at = datetime(2026, 6, 2, 23, 0, tzinfo=NEW_YORK).astimezone(UTC)
    with team.database.engine.begin() as conn:
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=team.at)
    replace(team, rotation(team, "Ana", "Cho"))
    team.work()
    team.phone("Ben").expects_nothing()
    team.at = datetime(2026, 6, 3, 7, 0, tzinfo=NEW_YORK).astimezone(UTC)
    team.work()
    team.phone("Ben").expects("Ya no estas de guardia")


def test_at_night_a_change_of_the_next_hours_is_told_at_once(team: Fixture) -> None:
    team.at = datetime(2026, 6, 2, 23, 0, tzinfo=NEW_YORK).astimezone(UTC)
    with team.database.engine.begin() as conn:
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=team.at)
    replace(team, rotation(team, "Cho", "Ben"))
    team.work()
    team.phone("Cho").expects("You are on call Tue 2 Jun 23:00")


def test_a_shift_that_begins_is_announced_once(team: Fixture) -> None:
    team.at = datetime(2026, 6, 1, 15, 59, tzinfo=NEW_YORK).astimezone(UTC)
    announce(team)
    team.phone("Ana").expects_nothing()
    for _ in range(3):
        team.at += timedelta(minutes=1)
        announce(team)
    team.phone("Ana").expects("begins Mon 1 Jun 16:00 and ends Mon 8 Jun 16:00").expects_nothing()
    team.phone("Ben").expects_nothing()


def test_a_shift_that_begins_in_the_night_is_announced_the_evening_before() -> None:
    for starts, told in (
        ("2026-06-01T16:00", "2026-06-01T16:00"),
        ("2026-06-01T07:00", "2026-06-01T07:00"),
        ("2026-06-01T00:00", "2026-05-31T21:00"),
        ("2026-06-01T06:59", "2026-05-31T21:00"),
        ("2026-06-01T22:30", "2026-06-01T21:00"),
    ):
        moment = datetime.fromisoformat(starts).replace(tzinfo=NEW_YORK).astimezone(UTC)
        assert told_at(moment, NEW_YORK).astimezone(NEW_YORK).isoformat()[:16] == told


def test_whoever_was_just_told_of_a_change_is_not_told_again_that_it_begins(team: Fixture) -> None:
    team.at = datetime(2026, 6, 2, 12, 0, tzinfo=NEW_YORK).astimezone(UTC)
    with team.database.engine.begin() as conn:
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=team.at)
    replace(team, rotation(team, "Cho", "Ben"))
    team.work()
    cho = team.phone("Cho").expects("You are on call Tue 2 Jun 12:00")
    announce(team)
    cho.expects_nothing()


def test_a_handoff_within_the_same_turn_is_not_announced(team: Fixture) -> None:
    """Whoever was on call a few hours ago knows it."""
    with team.database.engine.begin() as conn:
        layers.save_layer(
            conn,
            district=DISTRICT,
            team=TEAM,
            layer=rotation(team, "Ana", "Ben", layer=b"second".ljust(16), handoff=20 * 60, position=1),
        )
        rotas.refresh(conn, district=DISTRICT, team=TEAM, now=team.at)
    for hour in (16, 20):
        team.at = datetime(2026, 6, 1, hour, 0, tzinfo=NEW_YORK).astimezone(UTC)
        announce(team)
    team.phone("Ana").expects("begins").expects_nothing()


def test_the_team_hears_of_an_offered_shift(team: Fixture) -> None:
    starts = datetime(2026, 6, 1, 16, 0, tzinfo=NEW_YORK).astimezone(UTC)

    def unit(conn: Connection) -> int:
        made = offers.make_offer(
            conn,
            district=DISTRICT,
            offer=Offer(b"o".ljust(16), TEAM, 0, starts, starts + timedelta(days=7), team.persons["Ana"]),
            now=team.at,
        )
        return tell_offer(conn, notices(team), district=DISTRICT, offer=made, now=team.at)

    with team.database.engine.begin() as conn:
        assert unit(conn) == 2
    team.work()
    text = team.phone("Cho").expects("is offered: Mon 1 Jun 16:00 to Mon 8 Jun 16:00").last
    assert "Ana" not in text
    team.phone("Ben").expects("Se ofrece una guardia")
    team.phone("Ana").expects_nothing()


@pytest.mark.parametrize(("mail", "channels"), [(True, ["email"]), (False, [])])
def test_without_a_verified_phone_it_goes_by_mail_if_there_is_a_mail_server(
    team: Fixture, *, mail: bool, channels: list[str]
) -> None:
    with team.database.engine.begin() as conn:
        contacts.save_contact(
            conn,
            district=DISTRICT,
            person=team.persons["Ana"],
            name="Ana",
            lang="en",
            phone=None,
            email="ana@school.example",
            sealer=team.service,
            phone_hash=phone_hash,
            now=team.at,
        )
        team.at = datetime(2026, 6, 1, 16, 0, tzinfo=NEW_YORK).astimezone(UTC)
        tell_begins(conn, notices(team, mail=mail), district=DISTRICT, team=TEAM, now=team.at)
        assert list(conn.execute(select(Outbox.channel)).scalars()) == channels
