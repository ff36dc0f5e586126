"""When each task last did its work, from whichever process."""

from datetime import UTC, datetime, timedelta

from reporting.model.ids import DistrictId
from reporting.store import heartbeats, vigils
from reporting.store.database import Database
from reporting.store.heartbeats import Heartbeat

HERE, THERE = DistrictId(b"h" * 16), DistrictId(b"t" * 16)
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


def put(database: Database, name: str, at: datetime, district: DistrictId = HERE) -> None:
    database.write(lambda conn: heartbeats.put(conn, district, {name: Heartbeat(at, 5)}))


def test_a_process_whose_task_hangs_does_not_hide_that_another_ones_works(database: Database) -> None:
    put(database, "send", NOW)
    put(database, "send", NOW - timedelta(minutes=4))
    put(database, "climb", NOW - timedelta(minutes=1))
    put(database, "climb", NOW)
    put(database, "send", NOW + timedelta(hours=1), THERE)
    with database.read() as conn:
        assert heartbeats.all_of(conn, HERE) == {"send": Heartbeat(NOW, 5), "climb": Heartbeat(NOW, 5)}


def test_the_first_moment_of_a_failure_stays_until_it_is_over(database: Database) -> None:
    def note(at: datetime, *, failing: bool) -> datetime | None:
        database.write(lambda conn: vigils.note(conn, HERE, at, failing=failing))
        with database.read() as conn:
            return vigils.told(conn, HERE).failing_since

    assert note(NOW, failing=False) is None
    assert note(NOW, failing=True) == NOW
    assert note(NOW + timedelta(minutes=5), failing=True) == NOW
    assert note(NOW + timedelta(minutes=6), failing=False) is None
    assert note(NOW + timedelta(minutes=7), failing=True) == NOW + timedelta(minutes=7)
