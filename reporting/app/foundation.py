"""What stands before there is a district: databases, keys in RAM, the clock."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from reporting.model.clock import Clock, system_clock
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.store.migrate import upgrade
from reporting.store.shred import ShredStore
from reporting.vault.ram_keys import RamKeys

Random = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Foundation:
    settings: Settings
    database: Database
    shred: ShredStore
    ram: RamKeys
    clock: Clock
    random: Random
    # Of the partner's pages, with a role of its own; None: the same as of everything else.
    partner: Database | None = None

    def close(self) -> None:
        if self.partner is not None:
            self.partner.close()
        self.database.close()
        self.shred.close()


def lay(settings: Settings, ram: RamKeys, *, clock: Clock = system_clock) -> Foundation:
    """Folders, schema, databases. Raises StoreError with the remedy, OSError for a home that cannot be made."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade(settings.main_database)
    return Foundation(
        settings=settings,
        database=Database(settings.main_database, pool=settings.threads),
        shred=ShredStore(settings.shred_database),
        ram=ram,
        clock=clock,
        random=secrets.token_bytes,
        partner=Database(settings.partner_database_url.get_secret_value(), pool=settings.threads)
        if settings.partner_database_url and settings.partner_socket is None
        else None,
    )
