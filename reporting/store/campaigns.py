"""Campaigns, and their visits by week; of no visitor."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, insert, select, update

from reporting.model.ids import DistrictId, SchoolId
from reporting.store.dialects import EitherInsert
from reporting.store.tables.base import table_of
from reporting.store.tables.campaigns import CampaignRow, CampaignTallyRow

CAMPAIGN = table_of(CampaignRow)
CAMPAIGN_TALLY = table_of(CampaignTallyRow)

_ADD = EitherInsert(
    CAMPAIGN_TALLY,
    lambda statement: statement.on_conflict_do_update(
        index_elements=[CAMPAIGN_TALLY.c.district, CAMPAIGN_TALLY.c.code, CAMPAIGN_TALLY.c.week],
        set_={"n": CAMPAIGN_TALLY.c.n + statement.excluded.n},
    ),
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """`begun_day`: unix day; `lang`: of what is printed."""

    code: str
    name: str
    school: SchoolId | None
    lang: str
    begun_day: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class CampaignTally:
    """`week`: unix day of its Monday."""

    code: str
    week: int
    n: int


def put(conn: Connection, district: DistrictId, campaign: Campaign) -> None:
    conn.execute(insert(CAMPAIGN).values(district=district, **asdict(campaign)))


def all_of(conn: Connection, district: DistrictId) -> tuple[Campaign, ...]:
    """The newest first."""
    columns = [CAMPAIGN.c[name] for name in ("code", "name", "school", "lang", "begun_day", "ended")]
    rows = conn.execute(
        select(*columns)
        .where(CAMPAIGN.c.district == district)
        .order_by(CAMPAIGN.c.begun_day.desc(), CAMPAIGN.c.code)
    )
    return tuple(Campaign(*row) for row in rows)


def end(conn: Connection, district: DistrictId, code: str) -> None:
    conn.execute(
        update(CAMPAIGN).where(CAMPAIGN.c.district == district, CAMPAIGN.c.code == code).values(ended=True)
    )


def runs(conn: Connection, district: DistrictId, code: str) -> bool:
    """Whether there is such a campaign, and it is counted."""
    found = conn.execute(
        select(CAMPAIGN.c.ended).where(CAMPAIGN.c.district == district, CAMPAIGN.c.code == code)
    ).scalar_one_or_none()
    return found is not None and not found


def add_visits(conn: Connection, district: DistrictId, visits: Mapping[tuple[str, int], int]) -> None:
    """By code and week. The order is fixed, so two writers cannot lock each other."""
    for (code, week), n in sorted(visits.items()):
        conn.execute(_ADD.for_(conn), {"district": district, "code": code, "week": week, "n": n})


def visits_since(conn: Connection, district: DistrictId, week: int) -> Iterable[CampaignTally]:
    """All counts from this week on."""
    columns = (CAMPAIGN_TALLY.c.code, CAMPAIGN_TALLY.c.week, CAMPAIGN_TALLY.c.n)
    rows = conn.execute(
        select(*columns)
        .where(CAMPAIGN_TALLY.c.district == district, CAMPAIGN_TALLY.c.week >= week)
        .order_by(*columns)
    )
    return tuple(CampaignTally(*row) for row in rows)
