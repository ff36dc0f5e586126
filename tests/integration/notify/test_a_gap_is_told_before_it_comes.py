"""The alarm of a team's next gap, in both databases: told once a stage, gone when the gap is closed or declared."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, select

from notify import absences, contacts, declared, gap_alarms, languages, layers, rotas
from notify import rota_tables as kept
from notify.coverage import Stage, Why
from notify.declared import Cause, DeclaredGap
from notify.rotation import Rotation
from notify.tables import Layer, Shift
from notify.wall import HandoffRefused
from tests.integration.notify.conftest import DISTRICT, TEAM
from tests.integration.notify.conftest import District as Fixture

NOW = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
LAST_DAY = date(2026, 3, 14)  # Ana's turns end with it; the next midnight of New York is the gap's beginning
GAP = datetime(2026, 3, 15, 4, 0, tzinfo=UTC)
MINE: dict[str, Any] = {"district": DISTRICT, "team": TEAM}


class Everybody:
    """Holds every key, but for those named; and was here lately, but for those who are `gone`."""

    def __init__(self, *but: bytes, gone: tuple[bytes, ...] = ()) -> None:
        self._but = but
        self._gone = gone

    def lately(self, person: bytes) -> bool:
        return person not in self._gone

    def can_act(self, person: bytes, team: bytes) -> bool:
        assert team == TEAM
        return person not in self._but


def within(district: Fixture, unit: Callable[[Connection], Any]) -> Any:
    with district.database.engine.begin() as conn:
        return unit(conn)


@pytest.fixture
def rota(both: Fixture) -> Fixture:
    """Ana takes every hour until a day in March, and then nobody does."""
    both.at = NOW

    def unit(conn: Connection) -> None:
        for table in (Layer, Shift, kept.Rotation, kept.RotationMember, kept.Override):
            conn.execute(delete(table))
        layers.save_layer(conn, **MINE, layer=turns(both, LAST_DAY))
        rotas.refresh(conn, **MINE, now=NOW)

    within(both, unit)
    return both


def turns(district: Fixture, last: date | None) -> Rotation:
    ana = district.persons["Ana"]
    return Rotation(b"ana".ljust(16), "America/New_York", (ana,), date(2026, 3, 1), 16 * 60, 1, ends_on=last)


def look(district: Fixture, moment: datetime, *unable: bytes) -> bool:
    def unit(conn: Connection) -> bool:
        rotas.refresh(conn, **MINE, now=moment)
        return gap_alarms.look(conn, **MINE, now=moment, can_act=Everybody(*unable))

    return bool(within(district, unit))


def standing(district: Fixture) -> list[tuple[Stage, datetime, datetime | None, tuple[Why, ...]]]:
    rows = within(district, lambda conn: gap_alarms.standing(conn, district=DISTRICT))
    return [(one.stage, one.starts, one.ends, one.why) for one in rows]


def known(district: Fixture, starts: datetime, ends: datetime, now: datetime = NOW) -> bytes:
    gap = DeclaredGap(f"{starts:%m%dT%H%M%S}".encode().ljust(16), starts, ends, Cause.CLOSED)
    within(district, lambda conn: declared.declare(conn, **MINE, gap=gap, now=now))
    return gap.gap


def test_a_gap_is_news_once_a_stage_and_goes_when_somebody_fills_it(rota: Fixture) -> None:
    news = []
    for moment in (
        NOW,
        NOW + timedelta(minutes=1),
        GAP - timedelta(days=7),
        GAP - timedelta(days=6),
        GAP - timedelta(hours=24),
        GAP,
        GAP + timedelta(hours=5),
    ):
        news.append((look(rota, moment), standing(rota)[0][0]))
        assert [row[1:] for row in standing(rota)] == [(GAP, None, (Why.NOBODY,))]
    assert news == [
        (True, Stage.MONTH),
        (False, Stage.MONTH),
        (True, Stage.WEEK),
        (False, Stage.WEEK),
        (True, Stage.DAY),
        (True, Stage.NOW),
        (False, Stage.NOW),
    ]
    within(rota, lambda conn: layers.save_layer(conn, **MINE, layer=turns(rota, None)))
    assert not look(rota, GAP + timedelta(hours=6))
    assert standing(rota) == []


def test_another_gap_that_comes_earlier_is_news(rota: Fixture) -> None:
    assert look(rota, NOW)
    within(rota, lambda conn: layers.save_layer(conn, **MINE, layer=turns(rota, date(2026, 3, 13))))
    assert look(rota, NOW)
    assert standing(rota)[0][1] == GAP - timedelta(days=1)


def test_a_second_gap_that_began_while_the_worker_was_away_is_another(rota: Fixture) -> None:
    known(rota, GAP + timedelta(hours=2), GAP + timedelta(hours=4))
    assert look(rota, GAP)
    assert standing(rota)[0][1:3] == (GAP, GAP + timedelta(hours=2))
    assert look(rota, GAP + timedelta(hours=5))
    assert standing(rota)[0][1] == GAP + timedelta(hours=5)


def test_whoever_cannot_act_covers_nobody(rota: Fixture) -> None:
    ana = rota.persons["Ana"]
    assert look(rota, NOW, ana)
    assert standing(rota) == [(Stage.NOW, NOW, None, (Why.CANNOT_OPEN, Why.NOBODY))]
    assert look(rota, NOW)
    assert standing(rota)[0][0] is Stage.MONTH
    within(rota, lambda conn: contacts.remove_contact(conn, district=DISTRICT, person=ana))
    look(rota, NOW)
    assert standing(rota) == [(Stage.NOW, NOW, None, (Why.NO_PHONE, Why.NOBODY))]


def test_whoever_was_not_here_for_long_is_away_or_leaves_a_language_out_is_a_gap_of_its_kind(
    rota: Fixture,
) -> None:
    ana = rota.persons["Ana"]

    def whys(*gone: bytes) -> list[tuple[datetime, tuple[Why, ...]]]:
        def unit(conn: Connection) -> Any:
            end = GAP - timedelta(days=1)
            return gap_alarms.coverage(conn, **MINE, start=NOW, end=end, can_act=Everybody(gone=gone))

        return [(one.starts, one.why) for one in within(rota, unit)]

    assert whys() == []
    assert whys(ana) == [(NOW, (Why.NOT_LATELY,))]
    away = absences.Absence(b"a" * 16, ana, NOW + timedelta(days=2), NOW + timedelta(days=3))
    within(rota, lambda conn: absences.put_in(conn, district=DISTRICT, absence=away, now=NOW))
    assert whys() == [(away.starts, (Why.ABSENT,))]
    assert within(rota, lambda conn: absences.take_out(conn, district=DISTRICT, absence=away.absence))
    for wanted in (("en",), ("en", "es")):
        within(rota, lambda conn, wanted=wanted: languages.save_wanted(conn, **MINE, languages=wanted))
    assert whys() == [(NOW, (Why.LANGUAGE,))]
    within(
        rota,
        lambda conn: languages.save_spoken(conn, district=DISTRICT, person=ana, languages=("en", "es")),
    )
    assert whys() == []


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (NOW, NOW, "ends"),
        (NOW, NOW + timedelta(days=367), "ends"),
        (NOW - timedelta(days=2), NOW, "absence_over"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(
    rota: Fixture, starts: datetime, ends: datetime, code: str
) -> None:
    away = absences.Absence(b"a" * 16, rota.persons["Ana"], starts, ends)
    with pytest.raises(HandoffRefused) as refusal:
        within(rota, lambda conn: absences.put_in(conn, district=DISTRICT, absence=away, now=NOW))
    assert refusal.value.code == code


def test_a_declared_gap_is_no_alarm_until_it_ends_or_is_taken_back(rota: Fixture) -> None:
    look(rota, NOW)
    gap = known(rota, GAP, GAP + timedelta(days=2))
    look(rota, NOW)
    assert standing(rota)[0][1] == GAP + timedelta(days=2)
    within(rota, lambda conn: declared.undeclare(conn, **MINE, gap=gap))
    look(rota, NOW)
    assert standing(rota)[0][1] == GAP
    known(rota, NOW, NOW + timedelta(days=60))
    look(rota, NOW)
    assert standing(rota) == []


def test_of_another_team_or_district_nothing_is_declared_or_taken_back(rota: Fixture) -> None:
    gap = known(rota, GAP, GAP + timedelta(days=2))
    for other in ({**MINE, "team": b"x" * 16}, {**MINE, "district": b"y" * 16}):
        assert not within(rota, lambda conn, other=other: declared.undeclare(conn, **other, gap=gap))
        found = within(
            rota,
            lambda conn, other=other: declared.declared(
                conn, **other, start=GAP, end=GAP + timedelta(days=1)
            ),
        )
        assert found == ()


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (GAP, GAP, "ends"),
        (GAP, GAP + timedelta(days=367), "ends"),
        (NOW - timedelta(days=2), NOW, "gap_over"),
    ],
)
def test_a_time_that_cannot_be_declared_is_refused(
    rota: Fixture, starts: datetime, ends: datetime, code: str
) -> None:
    with pytest.raises(HandoffRefused) as refusal:
        known(rota, starts, ends)
    assert refusal.value.code == code


def test_declared_gaps_are_forgotten_thirty_days_after_they_end(rota: Fixture) -> None:
    known(rota, NOW, NOW + timedelta(hours=1))
    known(rota, NOW + timedelta(hours=1), NOW + timedelta(hours=3))
    within(rota, lambda conn: rotas.forget(conn, district=DISTRICT, before=NOW + timedelta(hours=2)))
    assert (
        within(rota, lambda conn: conn.execute(select(func.count()).select_from(kept.DeclaredGap)).scalar())
        == 1
    )
