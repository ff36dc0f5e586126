"""What the partner's own database role may do, and nothing besides: tables, rights, columns.

Without a row here a table is closed to it. Shred keys lie in another database, which it does not enter at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from reporting.store.engines import POSTGRES_SETTINGS

SELECT, INSERT, UPDATE, DELETE = "SELECT", "INSERT", "UPDATE", "DELETE"
RIGHTS = (SELECT, INSERT, UPDATE, DELETE)
ALL: tuple[str, ...] = ()

# None of these holds anything of a thread; what is sealed in them opens with link and PIN, or the organization's key.
Grants = Mapping[str, Mapping[str, Sequence[str]]]
GRANTS: Grants = {
    # The directory of help, which is printed for everybody; and whether a service has room.
    **{
        f"help_{name}": {SELECT: ALL}
        for name in (
            "organization",
            "location",
            "place",
            "schedule",
            "language",
            "phone",
            "contact",
            "cost",
            "facet",
        )
    },
    "help_service": {SELECT: ALL, UPDATE: ("capacity", "capacity_day", "wait_days")},
    "packet": {
        SELECT: ALL,
        UPDATE: ("state", "declined", "opened", "nudge_day", "answer"),
    },
    "packet_link": {SELECT: ALL, INSERT: ALL, UPDATE: ("tries", "side"), DELETE: ALL},
    "packet_queue": {SELECT: ALL, UPDATE: ("side",)},
    "packet_count": {SELECT: ALL, UPDATE: ("reached",)},
    "side": {
        SELECT: ALL,
        UPDATE: (
            "partner",
            "partner_mac",
            "turns",
            "last_seq",
            "last_week",
            "partner_seen",
            "told",
            "alert_minute",
            "taken",
        ),
    },
    "side_message": {SELECT: ALL, INSERT: ALL},
    "partner_person": {
        SELECT: ALL,
        UPDATE: (
            "x",
            "bundle",
            "slot",
            "totp_step",
            "invite",
            "invite_minute",
            "tries",
            "locked_minute",
            "last_day",
        ),
        DELETE: ALL,
    },
    "partner_queue": {SELECT: ALL, INSERT: ALL, DELETE: ALL},
    "partner_wrap": {SELECT: ALL, INSERT: ALL, DELETE: ALL},
    "partner_session": {SELECT: ALL, INSERT: ALL, UPDATE: ("seen",), DELETE: ALL},
    # What the service does for these pages: put in, and never read.
    "partner_errand": {INSERT: ALL},
}


@dataclass(frozen=True, slots=True, repr=False)
class Role:
    name: str
    password: str


def make(conn: Connection, role: Role) -> None:
    """The role, if it is not there, with this password; as the owner of the tables."""
    known = conn.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": role.name}).first()
    what = "ALTER" if known else "CREATE"
    conn.exec_driver_sql(
        f"{what} ROLE {_name(conn, role.name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOBYPASSRLS "
        f"PASSWORD {_text(role.password)}"
    )
    for setting, value in POSTGRES_SETTINGS.items():
        conn.exec_driver_sql(f"ALTER ROLE {_name(conn, role.name)} SET {setting} = {_text(value)}")


def grant(conn: Connection, role: Role) -> None:
    """Everything else that it had is taken from it first: an upgrade that needs less gives less."""
    to = _name(conn, role.name)
    conn.exec_driver_sql("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC")
    conn.exec_driver_sql(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}")
    conn.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {to}")
    for statement in _statements(conn):
        conn.exec_driver_sql(f"GRANT {statement} TO {to}")


# Of columns, so that a right to one of them counts. Nobody is granted a single column to delete.
_HELD = text(
    "SELECT c.relname,"
    " has_any_column_privilege(c.oid, 'SELECT'), has_any_column_privilege(c.oid, 'INSERT'),"
    " has_any_column_privilege(c.oid, 'UPDATE'), has_table_privilege(c.oid, 'DELETE')"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY c.relname"
)


def too_much(conn: Connection) -> tuple[str, ...]:
    """What whoever is connected may do beyond the list."""
    return tuple(
        f"{right} on {table}"
        for table, held in _held(conn).items()
        for right in RIGHTS
        if right in held and right not in GRANTS.get(table, {})
    )


def too_little(conn: Connection) -> tuple[str, ...]:
    """What of the list they may not do."""
    held = _held(conn)
    return tuple(
        f"{right} on {table}"
        for table, rights in GRANTS.items()
        for right in rights
        if right not in held.get(table, ())
    )


def _held(conn: Connection) -> dict[str, tuple[str, ...]]:
    return {
        row[0]: tuple(right for right, has in zip(RIGHTS, row[1:], strict=True) if has)
        for row in conn.execute(_HELD)
    }


def _statements(conn: Connection) -> Iterator[str]:
    for table, rights in GRANTS.items():
        for right, columns in rights.items():
            listed = f" ({', '.join(_name(conn, one) for one in columns)})" if columns else ""
            yield f"{right}{listed} ON {_name(conn, table)}"


def _name(conn: Connection, name: str) -> str:
    return conn.dialect.identifier_preparer.quote_identifier(name)


def _text(value: str) -> str:
    """As a literal: what makes roles takes no parameters."""
    quoted = value.replace("'", "''").replace("\\", "\\\\")
    return f"E'{quoted}'"
