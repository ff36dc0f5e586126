"""Keys for the district's other systems: made by a registrar, shown once, ended at any time. They open nothing sealed."""

import re
from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection

from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import export_tokens
from reporting.store.export_tokens import ExportToken
from reporting.store.tables.columns import NAME_LENGTH
from reporting.vault import base64url
from reporting.vault.notation import hmac256, kd

DAYS = 365
MOST = 50
SECRET_BYTES = 32
# So that a scanner of source code knows one that was left lying about.
START = "quietline_"
_SECRET = re.compile(START + r"[A-Za-z0-9_-]{43}", re.ASCII)


class Scope(StrEnum):
    """What a token may read: all of it published, none of it a person's words."""

    FIGURES = "figures"
    DIRECTORY = "directory"


class ExportTokens:
    """The hash is HMAC(KD(server.key, "export-token", D), secret): the database alone opens no door."""

    def __init__(self, ground: Ground, server_key: bytes) -> None:
        self._ground = ground
        self._key = kd(server_key, "export-token", ground.district)

    def all(self) -> tuple[ExportToken, ...]:
        """The newest first, ended ones too."""
        with self._ground.database.read() as conn:
            return export_tokens.all_of(conn, self._ground.district)

    def make(self, session: StaffSession, name: str, scopes: Iterable[Scope]) -> str:
        """The secret; it is kept nowhere. Raises Refused: not_allowed, token_name, token_scope, tokens_many; StepUpRefused."""
        ground = self._ground
        must_keep_interfaces(session)
        called, chosen = " ".join(name.split()), [one for one in Scope if one in set(scopes)]
        if not called or len(called) > NAME_LENGTH or not called.isprintable():
            raise Refused("token_name", f"Give it a name of up to {NAME_LENGTH} letters.")
        if not chosen:
            raise Refused("token_scope", "Choose what it may read.")
        if sum(one.ended is None for one in self.all()) >= MOST:
            raise Refused("tokens_many", f"At most {MOST} at a time.")
        session.must_be_stepped_up(ground.clock())
        secret = START + base64url.encode(ground.random(SECRET_BYTES))
        today = ground.day()
        row = ExportToken(
            ground.random(16), self._hash(secret), called, " ".join(chosen), today, today + DAYS
        )

        def unit(conn: Connection) -> None:
            export_tokens.put(conn, ground.district, row)
            self._record(conn, "made_export_token", session, row.id)

        ground.database.write(unit)
        return secret

    def end(self, session: StaffSession, id_: bytes) -> None:
        """At once. Raises Refused: not_allowed, unknown."""
        ground = self._ground
        must_keep_interfaces(session)

        def unit(conn: Connection) -> bool:
            done = export_tokens.end(conn, ground.district, id_, ground.day())
            if done:
                self._record(conn, "ended_export_token", session, id_)
            return done

        if not ground.database.write(unit):
            raise Refused("unknown", "There is no such token, or it has ended.")

    def scopes(self, secret: str) -> frozenset[Scope] | None:
        """What it may read; None for one that opens nothing: unknown, ended, or past its day."""
        if not _SECRET.fullmatch(secret):
            return None
        ground, today = self._ground, self._ground.day()
        with ground.database.read() as conn:
            found = export_tokens.by_hash(conn, ground.district, self._hash(secret))
        if found is None or found.ended is not None or found.until_day < today:
            return None
        if found.used_day != today:
            ground.database.write(lambda conn: export_tokens.used(conn, ground.district, found.id, today))
        return frozenset(one for one in Scope if one in found.scopes.split())

    def _hash(self, secret: str) -> bytes:
        return hmac256(self._key, secret.encode())

    def _record(self, conn: Connection, act: str, session: StaffSession, about: bytes) -> None:
        ground = self._ground
        ground.witness.record(conn, minute=ground.minute(), act=act, actor=session.member, about=about)


def must_keep_interfaces(session: StaffSession) -> None:
    """Raises Refused("not_allowed"): whoever answers for the district's accounts answers for its other systems."""
    if not session.principal.registrar:
        raise Refused("not_allowed", "Registrars do this.")
