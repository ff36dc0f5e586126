"""Links by which organizations confirm their entries, and what they want corrected."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.ids import DistrictId, OrganizationId
from reporting.store.tables.base import table_of
from reporting.store.tables.help_directory import HelpAskRow, HelpCorrectionRow

ASK = table_of(HelpAskRow)
CORRECTION = table_of(HelpCorrectionRow)


@dataclass(frozen=True, slots=True)
class Ask:
    """Minutes since 1970."""

    organization: OrganizationId
    until_minute: int
    answered_minute: int | None


@dataclass(frozen=True, slots=True)
class Correction:
    """`wanted`: fields of a form by name, as they were typed and found right."""

    id: bytes
    organization: OrganizationId
    minute: int
    wanted: Mapping[str, Any]


def add(
    conn: Connection,
    district: DistrictId,
    organization: OrganizationId,
    *,
    hash_: bytes,
    sent: int,
    until: int,
) -> None:
    conn.execute(
        insert(ASK),
        {
            "district": district,
            "hash": hash_,
            "organization": organization,
            "sent_minute": sent,
            "until_minute": until,
            "answered_minute": None,
        },
    )


def find(conn: Connection, district: DistrictId, hash_: bytes) -> Ask | None:
    found = conn.execute(
        select(ASK.c.organization, ASK.c.until_minute, ASK.c.answered_minute).where(
            ASK.c.district == district, ASK.c.hash == hash_
        )
    ).one_or_none()
    return None if found is None else Ask(*found)


def answer(conn: Connection, district: DistrictId, hash_: bytes, minute: int) -> None:
    conn.execute(
        update(ASK).where(ASK.c.district == district, ASK.c.hash == hash_).values(answered_minute=minute)
    )


def forget(conn: Connection, district: DistrictId, before: int) -> None:
    """Links that ended before this minute say nothing any more."""
    conn.execute(delete(ASK).where(ASK.c.district == district, ASK.c.until_minute < before))


def corrections(conn: Connection, district: DistrictId) -> tuple[Correction, ...]:
    """The oldest first."""
    rows = conn.execute(
        select(CORRECTION.c.id, CORRECTION.c.organization, CORRECTION.c.minute, CORRECTION.c.wanted)
        .where(CORRECTION.c.district == district)
        .order_by(CORRECTION.c.minute, CORRECTION.c.id)
    )
    return tuple(
        Correction(id_, organization, minute, json.loads(wanted))
        for id_, organization, minute, wanted in rows
    )


def put_correction(conn: Connection, district: DistrictId, correction: Correction) -> None:
    """Instead of the one before of the same organization: it saw its own words when it wrote again."""
    conn.execute(
        delete(CORRECTION).where(
            CORRECTION.c.district == district, CORRECTION.c.organization == correction.organization
        )
    )
    conn.execute(
        insert(CORRECTION),
        {
            "district": district,
            "id": correction.id,
            "organization": correction.organization,
            "minute": correction.minute,
            "wanted": json.dumps(correction.wanted, ensure_ascii=False),
        },
    )


def drop_correction(conn: Connection, district: DistrictId, id_: bytes) -> bool:
    """Whether it was there."""
    gone = conn.execute(delete(CORRECTION).where(CORRECTION.c.district == district, CORRECTION.c.id == id_))
    return bool(gone.rowcount)
