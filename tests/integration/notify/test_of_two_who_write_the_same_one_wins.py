"""Whoever claims something by writing its row learns on each database whether the claim is theirs."""

from typing import Any

from notify.rota_tables import BegunShift
from notify.tables import insert_if_absent

Fixture = Any


def test_the_first_one_wins_and_the_second_one_hears_that_somebody_was_faster(database: Fixture) -> None:
    row = {"district": b"d" * 16, "team": b"t" * 16, "person": b"p" * 16, "starts": 7}
    won = [database.write(lambda conn: insert_if_absent(conn, BegunShift, row)) for _ in range(2)]
    assert won == [True, False]
