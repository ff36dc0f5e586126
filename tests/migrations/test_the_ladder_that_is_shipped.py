"""Teams that have the first shipped ladder get the second one; whoever chose another keeps it."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, select

from notify.escalation import Policy
from notify.tables import Ladder
from reporting.store.database import Database
from reporting.store.migrate import downgrade, upgrade

BEFORE = "0005_expand_rotations"
# As the first release wrote it.
FIRST = {
    "tries": [{"channel": "sms", "confirm_s": 90, "answer_s": 180}],
    "throttle_s": 180,
    "tell_after_s": 600,
    "deaf_s": 30,
}
CHOSEN = {**FIRST, "throttle_s": 60}
DISTRICT = b"D" * 16


def on(url: str, unit: Callable[[Connection], Any]) -> Any:
    database = Database(url)
    try:
        return database.write(unit)
    finally:
        database.close()


def policies(conn: Connection) -> list[dict[str, Any]]:
    return list(conn.execute(select(Ladder.policy).order_by(Ladder.team)).scalars())


def test_a_ladder_that_nobody_chose_becomes_the_one_that_is_shipped_now_and_back(empty_url: str) -> None:
    upgrade(empty_url)
    downgrade(empty_url, BEFORE)

    def found(conn: Connection) -> None:
        for team, policy in ((b"A" * 16, FIRST), (b"B" * 16, CHOSEN)):
            conn.execute(
                insert(Ladder).values(
                    district=DISTRICT, team=team, zone="UTC", sender="+1", policy=policy, last_resort=None
                )
            )

    on(empty_url, found)
    upgrade(empty_url)
    shipped, chosen = on(empty_url, policies)
    assert Policy.from_json(shipped) == Policy()
    assert chosen == CHOSEN
    downgrade(empty_url, BEFORE)
    assert on(empty_url, policies) == [FIRST, CHOSEN]
