"""Agreements with organisations, and the contact of record of each. Names and numbers of people are sealed."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from reporting.model.help.partnership import Duty, Partnership
from reporting.model.help.words import AgreementState, SharedField, Side
from reporting.model.ids import DistrictId, OrganizationId, PartnershipId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.help_directory import (
    HelpDutyRow,
    HelpPartnershipRow,
    HelpRecordContactRow,
)

PARTNERSHIP = table_of(HelpPartnershipRow)
DUTY = table_of(HelpDutyRow)
RECORD = table_of(HelpRecordContactRow)

_PLAIN = (
    "id", "organization", "school", "populations", "purpose", "hours", "answer_hours", "visit_days", "share_days",
    "starts_day", "review_day", "reminded_day",
)  # fmt: skip
_NUDGES = ("nudge_first", "nudge_second", "nudge_third")


@dataclass(frozen=True, slots=True)
class SealedRow:
    """`row`: 16 random bytes that `sealed` is bound to."""

    row: bytes
    sealed: bytes


def _upsert(table: type, keys: tuple[str, ...]) -> EitherInsert:
    target = table_of(table)
    others = [column.name for column in target.c if column.name not in keys]
    return EitherInsert(
        target,
        lambda statement: statement.on_conflict_do_update(
            index_elements=list(keys), set_={name: statement.excluded[name] for name in others}
        ),
    )


_PUT = _upsert(HelpPartnershipRow, ("district", "id"))
_PUT_RECORD = _upsert(HelpRecordContactRow, ("district", "organization"))


def partnerships(conn: Connection, district: DistrictId) -> tuple[tuple[Partnership, SealedRow], ...]:
    """All of them; `people` is in the sealed part."""
    duties: dict[bytes, list[Duty]] = {}
    for owner, side, task in conn.execute(
        select(DUTY.c.partnership, DUTY.c.side, DUTY.c.task)
        .where(DUTY.c.district == district)
        .order_by(DUTY.c.partnership, DUTY.c.position)
    ):
        duties.setdefault(owner, []).append(Duty(Side(side), task))
    found = []
    for row in conn.execute(
        select(PARTNERSHIP).where(PARTNERSHIP.c.district == district).order_by(PARTNERSHIP.c.id)
    ).mappings():
        first, second, third = (row[name] for name in _NUDGES)
        agreement = Partnership(
            **{name: row[name] for name in _PLAIN},
            state=AgreementState(row["state"]),
            nudges=(first, second, third),
            shared=tuple(SharedField(one) for one in row["shared"].split(",") if one),
            duties=tuple(duties.get(row["id"], ())),
        )
        found.append((agreement, SealedRow(row["row"], row["sealed"])))
    return tuple(found)


def put_partnership(
    conn: Connection, district: DistrictId, agreement: Partnership, people: SealedRow
) -> None:
    """Instead of the one before."""
    conn.execute(
        _PUT.for_(conn),
        {
            "district": district,
            **{name: getattr(agreement, name) for name in _PLAIN},
            **dict(zip(_NUDGES, agreement.nudges, strict=True)),
            "state": agreement.state,
            "shared": ",".join(agreement.shared),
            "row": people.row,
            "sealed": people.sealed,
        },
    )
    conn.execute(delete(DUTY).where(DUTY.c.district == district, DUTY.c.partnership == agreement.id))
    if agreement.duties:
        conn.execute(
            insert(DUTY),
            [
                {
                    "district": district,
                    "partnership": agreement.id,
                    "position": at,
                    "side": duty.side,
                    "task": duty.task,
                }
                for at, duty in enumerate(agreement.duties)
            ],
        )


def reminded(conn: Connection, district: DistrictId, agreement: PartnershipId, day: int) -> None:
    conn.execute(
        update(PARTNERSHIP)
        .where(PARTNERSHIP.c.district == district, PARTNERSHIP.c.id == agreement)
        .values(reminded_day=day)
    )


def put_record_contact(
    conn: Connection, district: DistrictId, organization: OrganizationId, contact: SealedRow, minute: int
) -> None:
    """Instead of the one before."""
    conn.execute(
        _PUT_RECORD.for_(conn),
        {
            "district": district,
            "organization": organization,
            "row": contact.row,
            "sealed": contact.sealed,
            "changed_minute": minute,
        },
    )


def record_contact(conn: Connection, district: DistrictId, organization: OrganizationId) -> SealedRow | None:
    found = conn.execute(
        select(RECORD.c.row, RECORD.c.sealed).where(
            RECORD.c.district == district, RECORD.c.organization == organization
        )
    ).one_or_none()
    return None if found is None else SealedRow(*found)
