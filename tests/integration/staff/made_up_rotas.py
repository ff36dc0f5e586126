"""Made-up on-call time behind the staff site's doors: true shapes, and each act is only noted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from reporting.staff.people_view import OnCallPerson, Stretch
from reporting.staff.rota_doors import OnCallTime
from reporting.staff.rota_view import (
    AbsenceCard,
    CalendarLook,
    DeclaredCard,
    GapChoices,
    HeldNow,
    LayerCard,
    LayerForm,
    MyShift,
    MyShifts,
    OfferCard,
    OverrideCard,
    PersonChoice,
    Preview,
    RotaChoices,
    SourceCard,
    TeamRota,
    WeekOf,
)

ZONE = "America/Chicago"
NOW = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)
ANA = PersonChoice("a1", "Ana Ruiz", reachable=True, holds_key=True)
BEN = PersonChoice("b2", "Ben Osei", reachable=False, holds_key=True)
LONG = "Maximiliana Alexandrina Wolkenstein-Fernandez de la Vega y Trastamara"


def weeks(count: int) -> tuple[WeekOf, ...]:
    """Ana until the third day, then nobody."""
    person = OnCallPerson(LONG, reachable=True, holds_key=True)
    start = datetime(2026, 3, 10, 5, 0, tzinfo=UTC)
    return tuple(
        WeekOf(
            TODAY + timedelta(days=7 * n),
            (
                Stretch(start + timedelta(days=7 * n), start + timedelta(days=7 * n + 3), (person,), None),
                Stretch(
                    start + timedelta(days=7 * n + 3), start + timedelta(days=7 * n + 7), (), "uncovered"
                ),
            ),
        )
        for n in range(count)
    )


def offer(**more: Any) -> OfferCard:
    given: dict[str, Any] = {
        "value": "cc",
        "team": "aa",
        "team_name": "Northside on-call",
        "position": 0,
        "starts": NOW,
        "ends": NOW + timedelta(days=7),
        "person": "Ben Osei",
        "taker": None,
        "mine": False,
        "taken_by_me": False,
        "may_take": True,
        **more,
    }
    return OfferCard(**given)


class MadeUpRotaDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def team(self, session: Any, team: str) -> TeamRota:
        found = weeks(4)
        return TeamRota(
            value=team,
            name="Northside on-call",
            zone=ZONE,
            now=NOW,
            today=TODAY,
            weeks=found,
            gaps=tuple(one for week in found for one in week.stretches if one.gap),
            layers=(
                LayerCard(
                    "aa" * 16,
                    0,
                    (LONG, "Ben Osei"),
                    "closed",
                    "North High",
                    "16:00",
                    7,
                    TODAY,
                    TODAY,
                    fixed=False,
                ),
                LayerCard("bb" * 16, 1, (LONG,), "always", None, "", 7, None, None, fixed=True),
            ),
            overrides=(
                OverrideCard("cc" * 16, LONG, "Ben Osei", None, NOW, NOW + timedelta(days=1)),
                OverrideCard("dd" * 16, "Ben Osei", None, 1, NOW, NOW + timedelta(days=1)),
            ),
            offers=(offer(), offer(taker=LONG, may_take=False)),
            people=(ANA, BEN),
            region="US-IL",
            last_resort="a1",
            last_resort_name="Ana Ruiz",
            may=True,
            absences=(AbsenceCard("ff" * 16, "a1", LONG, NOW, NOW + timedelta(days=2), may=True),),
            may_tell=True,
            languages=("es",),
            offered_languages=("en", "es"),
            declared=(DeclaredCard("ee" * 16, NOW, NOW + timedelta(days=2), "closed"),),
        )

    def choices(self, session: Any, team: str) -> RotaChoices:
        return RotaChoices(team, "Northside on-call", ZONE, TODAY, (ANA, BEN), ())

    def layer(self, session: Any, team: str, layer: str) -> LayerForm:
        return LayerForm(starts_on="2026-03-10")

    def look_without(self, session: Any, team: str, layer: str) -> Preview:
        return Preview(weeks(2), tuple(one for one in weeks(1)[0].stretches if one.gap))

    def look_at_layer(self, session: Any, team: str, layer: str, form: Any) -> Preview:
        return Preview(weeks(2), tuple(one for one in weeks(1)[0].stretches if one.gap))

    def look_at_override(self, session: Any, team: str, form: Any) -> Preview:
        return Preview(weeks(2), tuple(one for one in weeks(1)[0].stretches if one.gap))

    def __getattr__(self, act: str) -> Any:
        return lambda *asked, **_as: self._house.acts.append((f"rota {act}", *asked[1:]))


class MadeUpGapDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def choices(self, session: Any, team: str) -> GapChoices:
        return GapChoices(team, LONG, ZONE, ("closed", "nobody_free", "other_service", "other"))

    def __getattr__(self, act: str) -> Any:
        return lambda *asked, **_as: self._house.acts.append((f"gap {act}", *asked[1:]))


class MadeUpAbsenceDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def __getattr__(self, act: str) -> Any:
        return lambda *asked, **_as: self._house.acts.append((f"absence {act}", *asked[1:]))


class MadeUpCalendarDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def sources(self, session: Any, team: str) -> tuple[SourceCard, ...]:
        return (
            SourceCard("aa" * 16, "turns", False, NOW, "unreached", 2),  # noqa: FBT003 -- as in the view
            SourceCard("bb" * 16, "days_off", True, NOW, "", 0),  # noqa: FBT003 -- as in the view
        )

    def look(self, session: Any, team: str, form: Any) -> CalendarLook:
        return CalendarLook(14, (LONG, ""), Preview(weeks(2), ()))

    def __getattr__(self, act: str) -> Any:
        return lambda *asked, **_as: self._house.acts.append((f"calendar {act}", *asked[1:]))


class MadeUpShiftDesk:
    def __init__(self, house: Any) -> None:
        self._house = house

    def mine(self, session: Any) -> MyShifts:
        shift = MyShift(
            "aa",
            "Northside on-call",
            0,
            NOW,
            NOW + timedelta(days=7),
            goes_on=False,
            offered=None,
            state="now",
        )
        endless = replace(shift, team_name=LONG, goes_on=True)
        given = replace(shift, offered="cc", state="next")
        settled = offer(taker=LONG, mine=True, may_take=False)
        return MyShifts(
            ZONE,
            NOW,
            (shift, endless, given),
            (offer(),),
            (offer(mine=True, may_take=False),),
            (settled,),
            calendar=True,
            others=(HeldNow("aa", LONG, 0, LONG, NOW + timedelta(days=1), goes_on=False),),
            away=(AbsenceCard("ff" * 16, "a1", LONG, NOW, NOW + timedelta(days=2), may=True),),
        )

    def make_calendar(self, session: Any) -> str:
        self._house.acts.append(("make_calendar",))
        return "http://localhost/calendar/" + "s" * 43 + ".ics"

    def calendar(self, secret: str) -> str | None:
        return "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" if secret == "s" * 43 else None

    def __getattr__(self, act: str) -> Any:
        return lambda *asked, **_as: self._house.acts.append((f"shift {act}", *asked[1:]))


def made_up_on_call_time(house: Any) -> OnCallTime:
    return OnCallTime(
        MadeUpRotaDesk(house),
        MadeUpGapDesk(house),
        MadeUpAbsenceDesk(house),
        MadeUpCalendarDesk(house),
        MadeUpShiftDesk(house),
    )
