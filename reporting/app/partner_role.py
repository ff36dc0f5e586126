"""Makes the database role of the partner's pages, as the owner of the tables."""

from sqlalchemy import Connection

from reporting.app.lifetime import WrongStart
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.store.migrate import upgrade
from reporting.store.partner_grants import Role, grant, make


class NoRoles(WrongStart):
    """The embedded database has none."""


def make_partner_role(settings: Settings, name: str, password: str) -> None:
    """Idempotent. Raises NoRoles, StoreError."""
    if settings.database_url is None:
        raise NoRoles(
            "The embedded database knows no roles. Set QUIETLINE_DATABASE_URL to a PostgreSQL first."
        )
    upgrade(settings.main_database)
    database = Database(settings.main_database, pool=1)

    def unit(conn: Connection) -> None:
        role = Role(name, password)
        make(conn, role)
        grant(conn, role)

    try:
        database.write(unit)
    finally:
        database.close()
