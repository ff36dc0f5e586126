"""Counts by month of what becomes of referrals; of no one referral."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.insights import ReferralTallyRow

REFERRAL = table_of(ReferralTallyRow)
_KEY = (
    REFERRAL.c.district,
    REFERRAL.c.month,
    REFERRAL.c.school,
    REFERRAL.c.category,
    REFERRAL.c.step,
)
_ADD = EitherInsert(
    REFERRAL,
    lambda statement: statement.on_conflict_do_update(
        index_elements=list(_KEY), set_={"n": REFERRAL.c.n + statement.excluded.n}
    ),
)


@dataclass(frozen=True, slots=True)
class ReferralTally:
    """`month`: 202611; `school`: `tallies.NO_SCHOOL` where none is known; `category`: "" the same; `step`: a word of
    `model.measure.Step`.
    """

    month: int
    school: SchoolId
    category: str
    step: str
    n: int


def add(connection: Connection, district: DistrictId, found: Iterable[ReferralTally]) -> None:
    """The order is fixed, so two writers cannot lock each other."""
    for one in sorted(found, key=lambda one: (one.month, one.school, one.category, one.step)):
        connection.execute(_ADD.for_(connection), {"district": district, **asdict(one)})


def of_month(connection: Connection, district: DistrictId, month: int) -> tuple[ReferralTally, ...]:
    columns = (*_KEY[1:], REFERRAL.c.n)
    statement = (
        select(*columns).where(REFERRAL.c.district == district, REFERRAL.c.month == month).order_by(*columns)
    )
    return tuple(ReferralTally(*row) for row in connection.execute(statement))
