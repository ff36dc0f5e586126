"""Versions of the district's own rules, and the signed acts that put one of them in force."""

from dataclasses import asdict, dataclass
from dataclasses import replace as replaced
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from reporting.model.ids import DistrictId, MemberId
from reporting.store.tables.base import table_of
from reporting.store.tables.rules import RuleActRow, RuleVersionRow, VersionState

VERSION = table_of(RuleVersionRow)
ACT = table_of(RuleActRow)


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """`sealed` opens to text, edits and note; `proposal` is empty while it is a draft."""

    n: int
    hash: bytes
    parent: bytes
    state: VersionState
    author: MemberId
    minute: int
    proposal: bytes | None
    sealed: bytes

    def __repr__(self) -> str:
        return f"StoredVersion({self.n}, {self.state})"


@dataclass(frozen=True, slots=True)
class StoredAct:
    """`first` proposed and `second` said yes; who rolled back stands alone."""

    n: int
    act: str
    hash: bytes
    parent: bytes
    minute: int
    first: MemberId
    first_sig: bytes
    second: MemberId | None
    second_sig: bytes | None


_VERSION_COLUMNS = [VERSION.c[name] for name in StoredVersion.__dataclass_fields__]
_ACT_COLUMNS = [ACT.c[name] for name in StoredAct.__dataclass_fields__]


def next_number(conn: Connection, district: DistrictId) -> int:
    newest = conn.execute(select(func.max(VERSION.c.n)).where(VERSION.c.district == district)).scalar()
    return 1 + (newest or 0)


def add(conn: Connection, district: DistrictId, version: StoredVersion) -> None:
    """Raises sqlalchemy.exc.IntegrityError when somebody else took the number at the same moment."""
    conn.execute(insert(VERSION).values(district=district, **asdict(version)))


def replace(conn: Connection, district: DistrictId, version: StoredVersion, *, was: StoredVersion) -> bool:
    """Put `version` in the place of `was`; False when it is not the same any more."""
    done = conn.execute(
        update(VERSION)
        .where(
            VERSION.c.district == district,
            VERSION.c.n == was.n,
            VERSION.c.hash == was.hash,
            VERSION.c.state == was.state,
        )
        .values(**asdict(version))
    )
    return done.rowcount == 1


def in_state(conn: Connection, district: DistrictId, state: VersionState) -> StoredVersion | None:
    """The newest one in that state."""
    statement = (
        select(*_VERSION_COLUMNS)
        .where(VERSION.c.district == district, VERSION.c.state == state)
        .order_by(VERSION.c.n.desc())
        .limit(1)
    )
    return _version(conn.execute(statement).first())


def by_number(conn: Connection, district: DistrictId, number: int) -> StoredVersion | None:
    statement = select(*_VERSION_COLUMNS).where(VERSION.c.district == district, VERSION.c.n == number)
    return _version(conn.execute(statement).first())


def by_hash(conn: Connection, district: DistrictId, hash_: bytes) -> tuple[StoredVersion, ...]:
    """Newest first: the same text may have been proposed twice."""
    statement = (
        select(*_VERSION_COLUMNS)
        .where(VERSION.c.district == district, VERSION.c.hash == hash_)
        .order_by(VERSION.c.n.desc())
    )
    return tuple(_known(row) for row in conn.execute(statement))


def newest(conn: Connection, district: DistrictId, limit: int) -> tuple[StoredVersion, ...]:
    statement = (
        select(*_VERSION_COLUMNS)
        .where(VERSION.c.district == district)
        .order_by(VERSION.c.n.desc())
        .limit(limit)
    )
    return tuple(_known(row) for row in conn.execute(statement))


def settle(conn: Connection, district: DistrictId, number: int, state: VersionState, minute: int) -> None:
    conn.execute(
        update(VERSION)
        .where(VERSION.c.district == district, VERSION.c.n == number)
        .values(state=state, minute=minute)
    )


def append(conn: Connection, district: DistrictId, act: StoredAct) -> None:
    """Raises sqlalchemy.exc.IntegrityError when another act took the place."""
    conn.execute(insert(ACT).values(district=district, **asdict(act)))


def acts(conn: Connection, district: DistrictId) -> tuple[StoredAct, ...]:
    """All, in order."""
    rows = conn.execute(select(*_ACT_COLUMNS).where(ACT.c.district == district).order_by(ACT.c.n))
    return tuple(StoredAct(*row) for row in rows)


def mark(conn: Connection, district: DistrictId) -> tuple[int, int, bytes]:
    """Changes whenever what is in force or tried may have changed. Cheap: asked every few seconds."""
    last = conn.execute(select(func.max(ACT.c.n)).where(ACT.c.district == district)).scalar()
    tried = conn.execute(
        select(VERSION.c.n, VERSION.c.hash)
        .where(VERSION.c.district == district, VERSION.c.state == VersionState.SHADOW)
        .order_by(VERSION.c.n.desc())
        .limit(1)
    ).first()
    return (last or 0, *(tuple(tried) if tried else (0, b"")))


def _version(row: Row[Any] | None) -> StoredVersion | None:
    return _known(row) if row is not None else None


def _known(row: Row[Any]) -> StoredVersion:
    found = StoredVersion(*tuple(row))
    return replaced(found, state=VersionState(found.state))
