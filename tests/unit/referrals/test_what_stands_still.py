"""When a referral stands still, what is to be done next, and who else could help."""

from dataclasses import replace
from datetime import date

import pytest

from reporting.model.help.organization import Location, Organization
from reporting.model.help.service import Facet, Language, Place, Schedule, Service
from reporting.model.help.words import Barrier, Capacity, FacetKind, Price
from reporting.model.ids import LocationId, OrganizationId, PlaceId, SchoolId, ServiceId
from reporting.model.referral import Decline, ReferralState
from reporting.referrals.alternatives import Sought, ages_of, alternatives
from reporting.referrals.barriers import answer_to
from reporting.referrals.directory.directory import Entry
from reporting.referrals.stalled import Facts, Next, Stall, Standstill, next_step, stalled

S = ReferralState
DAY = 86_400
SENT = 20_000 * DAY
AT = 20_000


def found(days: float, **facts: object) -> Stall | None:
    one = stalled(replace(Facts(SENT, sent=SENT), **facts), SENT + int(days * DAY))  # type: ignore[arg-type]
    return one.stall if one else None


@pytest.mark.parametrize(
    ("days", "facts", "stall"),
    [
        (0.5, {"sent": None}, None),
        (1, {"sent": None}, Stall.UNSENT),
        (2.9, {"state": S.SENT}, None),
        (3, {"state": S.SENT}, Stall.UNOPENED),
        (3, {"state": S.VIEWED}, Stall.UNANSWERED),
        (1, {"state": S.VIEWED, "answer_hours": 24}, Stall.UNANSWERED),
        (0, {"state": S.SENT, "linked": False}, Stall.NO_LINK),
        (1, {"state": S.SCHEDULED, "linked": False, "since": AT}, Stall.NO_LINK),
        (1, {"state": S.ATTENDED, "linked": False, "since": AT}, None),
        (20, {"state": S.WAITLISTED, "since": AT}, None),
        (21, {"state": S.WAITLISTED, "since": AT}, Stall.WAITING),
        (14, {"state": S.ACCEPTED, "since": AT}, Stall.NO_TIME),
        (13, {"state": S.ACCEPTED, "since": AT}, None),
        (1, {"state": S.DECLINED, "since": AT}, Stall.DECLINED),
        (5, {"state": S.SCHEDULED, "since": AT, "day": date(2024, 10, 9)}, None),
        (6, {"state": S.SCHEDULED, "since": AT, "day": date(2024, 10, 9)}, Stall.PAST),
        (29, {"state": S.SCHEDULED, "since": AT}, Stall.PAST),
        (0, {"state": S.NO_SHOW}, Stall.NO_SHOW),
        (0, {"state": S.ATTENDED, "met": "not_yet"}, Stall.NOT_SEEN),
        (0, {"state": S.SCHEDULED, "met": "not_yet"}, None),
        (0, {"state": S.ACCEPTED, "met": "no"}, Stall.NOT_SEEN),
        (90, {"state": S.WAITLISTED, "met": "yes"}, None),
        (90, {"state": S.WITHDRAWN}, None),
        (40, {"state": S.EXPIRED}, Stall.TIME_OVER),
    ],
)
def test_a_referral_stands_still_for_one_reason(
    days: float, facts: dict[str, object], stall: Stall | None
) -> None:
    assert date.fromordinal(date(1970, 1, 1).toordinal() + AT) == date(2024, 10, 4)
    assert found(days, **facts) is stall


@pytest.mark.parametrize(
    ("stall", "days", "declined", "others", "expected"),
    [
        (Stall.UNSENT, 1, None, True, Next.SEND),
        (Stall.NO_LINK, 1, None, True, Next.NEW_LINK),
        (Stall.UNOPENED, 4, None, True, Next.CALL),
        (Stall.UNOPENED, 14, None, True, Next.SOMEBODY_ELSE),
        (Stall.UNOPENED, 14, None, False, Next.CALL),
        (Stall.DECLINED, 0, Decline.NO_CAPACITY, True, Next.SOMEBODY_ELSE),
        (Stall.DECLINED, 0, Decline.NO_CAPACITY, False, Next.ASK_STUDENT),
        (Stall.DECLINED, 0, Decline.NO_CONTACT, True, Next.ASK_STUDENT),
        (Stall.DECLINED, 0, Decline.FAMILY_DECLINED, True, Next.ASK_STUDENT),
        (Stall.WAITING, 21, None, True, Next.SOMEBODY_ELSE),
        (Stall.PAST, 30, None, True, Next.CALL),
        (Stall.NO_SHOW, 0, None, True, Next.ASK_STUDENT),
        (Stall.NOT_SEEN, 0, None, True, Next.ASK_STUDENT),
    ],
)
def test_the_next_step_fits_the_reason(
    *, stall: Stall, days: int, declined: Decline | None, others: bool, expected: Next
) -> None:
    assert next_step(Standstill(stall, days), declined, others=others) is expected


def entry(n: int, *, confirmed: int | None = AT - 5, at_school: bool = False, **said: object) -> Entry:
    organization, service = OrganizationId(bytes([n] * 16)), ServiceId(bytes([n] * 16))
    one = replace(
        Service(
            service,
            organization,
            f"Service {n}",
            takes_referrals=True,
            capacity=Capacity.OPEN,
            facets=(Facet(FacetKind.NEED, "sadness"),),
        ),
        **said,  # type: ignore[arg-type]
    )
    place = Place(PlaceId(bytes([n] * 16)), LocationId(bytes([n] * 16)))
    location = Location(place.location, school=SchoolId(b"s" * 16) if at_school else None)
    kept = Organization(organization, f"Organization {n}", confirmed_day=confirmed, services=(one,))
    return Entry(kept, one, ((place, location),) if at_school else ())


FORMER = entry(1)
ES = (Language("es"),)


@pytest.mark.parametrize(
    "other",
    [
        entry(1),
        entry(2, capacity=Capacity.FULL),
        entry(2, capacity=Capacity.WAITLIST),
        entry(2, capacity=Capacity.UNKNOWN),
        entry(2, takes_referrals=False),
        entry(2, languages=ES),
        entry(2, min_age=18),
        entry(2, max_age=12),
        entry(2, facets=(Facet(FacetKind.NEED, "legal"),)),
    ],
)
def test_who_has_no_room_another_language_age_or_need_is_no_alternative(other: Entry) -> None:
    assert alternatives([other], Sought(FORMER, "en", (13, 14), ()), AT) == ()
    assert alternatives([entry(3)], Sought(FORMER, "en", (13, 14), ()), AT)


def test_three_at_most_what_answers_most_first_then_the_fresher() -> None:
    sought = Sought(FORMER, "es", None, (Barrier.TRANSPORT, Barrier.INSURANCE))
    entries = [
        entry(2, confirmed=None),
        entry(3, confirmed=AT - 90),
        entry(4, confirmed=AT - 1),
        entry(5, telehealth=True, price=Price.FREE, confirmed=None),
        entry(6, languages=ES, at_school=True),
    ]
    found_ = alternatives(entries, sought, AT)
    assert [one.name for one in found_] == ["Service 5", "Service 6", "Service 4"]
    assert found_[1].met == (Barrier.TRANSPORT,)
    assert found_[1].unmet == (Barrier.INSURANCE,)
    assert found_[2].days == 1


def test_what_a_service_has_against_a_barrier_comes_from_the_directory() -> None:
    late = (Schedule("MO,TU", "10:00", "19:00"),)
    assert answer_to(entry(2, transport=True), Barrier.TRANSPORT) == "fetches"
    assert answer_to(entry(2, at_school=True), Barrier.SPACE) == "at_school"
    assert answer_to(entry(2, schedules=late), Barrier.SCHEDULE) == "evening"
    assert answer_to(entry(2, schedules=(Schedule("SA", "10:00", "12:00"),)), Barrier.SCHEDULE) == "weekend"
    assert answer_to(entry(2, price=Price.PAID), Barrier.INSURANCE) is None
    assert [answer_to(entry(2), one) for one in Barrier] == [None] * 4


def test_ages_are_read_as_students_pick_them() -> None:
    assert [ages_of(one) for one in ("13-14", "17", "18+", "", "old")] == [
        (13, 14),
        (17, 17),
        (18, 99),
        None,
        None,
    ]
