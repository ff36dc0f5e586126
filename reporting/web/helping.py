"""The directory of help for whoever looks: no message is needed, and nothing of what is looked for is kept.

A filter is posted, so that what somebody looks for stands in no address: not in this browser's history, not in a log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from flask import request

from reporting.cases.tip import FormFacts
from reporting.model import telephone
from reporting.model.clock import day_of
from reporting.model.help.organization import Location
from reporting.model.help.service import Phone, Schedule
from reporting.model.help.words import FacetKind, Need
from reporting.model.ids import SchoolId
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.directory.freshness import Freshness, days_since, freshness
from reporting.referrals.directory.searching import AGES, Cost, Found, Wish, find, languages
from reporting.web import help_words
from reporting.web.fields import text
from reporting.web.pages import Answer, Pages
from reporting.web.parts import PublicParts
from reporting.web.sheet_words import titles
from reporting.web.voice import Voice

A_PAGE = 10  # about 20 KB
_METRES_A_MILE = 1609


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str
    way: str
    step_free: bool
    in_school: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """`dialled` for the phone, `shown` for eyes and never broken over two lines; `text`: for texts, not for calls."""

    dialled: str
    shown: str
    text: bool
    about: str

    @classmethod
    def of(cls, phone: Phone) -> "Number":
        return cls(
            telephone.dialled(phone.number), telephone.shown(phone.number), phone.kind == "text", phone.about
        )


@dataclass(frozen=True, slots=True)
class Card:
    """One service as the page shows it, in the page's language."""

    name: str
    organization: str
    about: str
    whom: str
    price: str
    insurance: tuple[str, ...]
    fees: str
    how: str
    room: str
    languages: str
    hours: tuple[str, ...]
    places: tuple[Place, ...]
    phones: tuple[Number, ...]
    url: str
    any_hour: bool
    telehealth: bool
    transport: bool
    in_school: bool
    miles: int | None
    confirmed: int | None
    old: bool


class Helping:
    def __init__(self, parts: PublicParts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages

    def help(self) -> Answer:
        """Everything that the directory lists."""
        return self._page(Wish(), 0)

    def look_for_help(self) -> Answer:
        """What answers the form's choices. A choice that is not on the list counts as not made."""
        fields = request.form
        raw = text(fields, "from", 4)
        start = int(raw) if raw.isascii() and raw.isdigit() else 0
        return self._page(_wish(lambda name: text(fields, name, 64)), start)

    def _page(self, wish: Wish, start: int) -> Answer:
        directory = self._parts.directory()
        facts = self._pages.facts_if_known()
        voice = self._pages.voice()
        found = find(directory, wish)
        shown = found[start : start + A_PAGE]
        today = day_of(self._parts.clock())
        page = self._pages.page(
            "help.html",
            facts,
            cards=[card_of(voice, one, facts, today) for one in shown],
            total=len(found),
            start=start,
            more=start + A_PAGE if len(found) > start + A_PAGE else None,
            wish=_chosen(wish),
            needs=help_words.needs(voice),
            ages=help_words.ages(voice),
            costs=help_words.costs(voice),
            languages=_languages(voice, directory),
            looked=wish != Wish(),
            sheets=titles(voice),
        )
        return page, HTTPStatus.OK


def _wish(field: Callable[[str], str]) -> Wish:
    need, age, cost, school = field("need"), field("age"), field("cost"), field("school")
    try:
        chosen = SchoolId(bytes.fromhex(school)) if school else None
    except ValueError:
        chosen = None
    return Wish(
        need=Need(need) if need in set(Need) else None,
        age=next((low for low, _ in AGES if str(low) == age), None),
        language=field("language"),
        cost=Cost(cost) if cost in set(Cost) else None,
        school=chosen,
    )


def _chosen(wish: Wish) -> dict[str, str]:
    return {
        "need": wish.need or "",
        "age": "" if wish.age is None else str(wish.age),
        "language": wish.language,
        "cost": wish.cost or "",
        "school": wish.school.hex() if wish.school else "",
    }


def _languages(voice: Voice, directory: HelpDirectory) -> list[tuple[str, str]]:
    named = [(code, help_words.language(voice, code)) for code in languages(directory)]
    return sorted(named, key=lambda one: one[1])


def card_of(voice: Voice, found: Found, facts: FormFacts | None, today: int) -> Card:
    """`today`: days since 1970."""
    entry, service, organization = found.entry, found.entry.service, found.entry.organization
    schools = {one.value: one.name for one in facts.schools} if facts else {}
    phones = service.phones or organization.phones

    def said(name: str) -> str:
        """In Spanish where somebody wrote it."""
        spanish = getattr(service, f"{name}_es") if voice.code == "es" else ""
        return str(spanish or getattr(service, name))

    spanish_name = organization.name_es if voice.code == "es" else ""
    return Card(
        name=said("name"),
        organization=spanish_name or organization.name,
        about=said("about"),
        whom=_whom(voice, service.min_age, service.max_age, said("eligibility")),
        price=help_words.price(voice, service.price),
        insurance=tuple(help_words.insurance(voice, code) for code in service.codes(FacetKind.INSURANCE)),
        fees=said("fees"),
        how=said("how"),
        room=help_words.room(voice, service.capacity),
        languages=", ".join(help_words.language(voice, code) for code in entry.languages),
        hours=hours_of(voice, service.schedules),
        places=tuple(
            Place(
                location.name,
                _address(location),
                (location.transportation_es if voice.code == "es" else "") or location.transportation,
                location.step_free,
                schools.get(location.school.hex(), "") if location.school else "",
                hours_of(voice, place.schedules or location.schedules),
            )
            for place, location in entry.where
        ),
        phones=tuple(Number.of(one) for one in phones if one.kind in {"voice", "text", "cell", ""}),
        url=_link(service.url) or _link(organization.website),
        any_hour=service.any_hour,
        telehealth=service.telehealth,
        transport=service.transport,
        in_school=found.in_school,
        miles=None if not found.metres else max(1, round(found.metres / _METRES_A_MILE)),
        confirmed=days_since(organization, today),
        old=freshness(organization, today) in {Freshness.OLD, Freshness.NEVER},
    )


def _whom(voice: Voice, low: int | None, high: int | None, words: str) -> str:
    if low is not None and high is not None:
        ages = voice.say("Ages %(low)s to %(high)s.", low=low, high=high)
    elif low is not None:
        ages = voice.say("Ages %(low)s and up.", low=low)
    elif high is not None:
        ages = voice.say("Up to age %(high)s.", high=high)
    else:
        ages = ""
    return " ".join(part for part in (ages, words) if part)


def hours_of(voice: Voice, schedules: tuple[Schedule, ...]) -> tuple[str, ...]:
    lines = []
    for one in schedules:
        times = f"{one.opens[:5]}–{one.closes[:5]}" if one.opens and one.closes else ""  # noqa: RUF001
        line = " ".join(part for part in (help_words.days(voice, one.days), times, one.about) if part)
        if line:
            lines.append(line)
    return tuple(lines)


def _link(url: str) -> str:
    """Only what a browser opens as a page: an imported entry could carry any address."""
    return url if url.startswith(("https://", "http://")) else ""


def _address(location: Location) -> str:
    town = " ".join(part for part in (location.state, location.postal) if part)
    return ", ".join(part for part in (location.street, location.street2, location.city, town) if part)
