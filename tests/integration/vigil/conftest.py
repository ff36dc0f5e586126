"""What the tests of the vigil ask of a founded house."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

import notify.tables
from reporting.store import self_tests
from reporting.store.self_tests import SelfTest
from reporting.store.tables.base import Base
from reporting.vigil.shadow import shadow_of
from reporting.vigil.verdict import Cause

TABLES = [*Base.metadata.sorted_tables, *notify.tables.metadata.sorted_tables]
OWN = {"self_test", "heartbeat", "vigil"}


class Kept:
    """What the databases of a house hold."""

    def __init__(self, house: Any) -> None:
        self._ground = house.house.ground

    def rows(self, district: bytes) -> Mapping[str, int]:
        """By table, where there are any; without what the vigil keeps of itself."""
        with self._ground.database.read() as conn:
            counts = {
                table.name: conn.execute(
                    select(func.count()).select_from(table).where(table.c.district == district)
                ).scalar_one()
                for table in TABLES
                if table.name not in OWN
            }
        return {name: count for name, count in counts.items() if count}

    def of_the_district(self) -> Mapping[str, int]:
        return self.rows(self._ground.district)

    def of_the_shadow(self) -> Mapping[str, int]:
        return self.rows(shadow_of(self._ground.district))

    def keys(self) -> int:
        return self._ground.shred.count()

    def tests(self) -> tuple[SelfTest, ...]:
        """The newest first."""
        with self._ground.database.read() as conn:
            return self_tests.newest(conn, self._ground.district, 50)


@pytest.fixture
def kept() -> Callable[[Any], Kept]:
    return Kept


@pytest.fixture
def causes() -> Callable[[Any], tuple[Cause, ...]]:
    """Why nobody is reached, as the sites know it by themselves."""
    return lambda house: house.house.vigil.verdict(house.clock()).causes
