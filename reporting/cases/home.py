"""Whether anything in a thread says that nobody at home should be asked or told. Pure; it decides, and asks nobody.

Each message counts, whatever the thread as a whole is about, and a person's word that lowers an urgency takes no reason
away: a message that was read wrongly costs a conversation that is had with the student first.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reporting.cases.opened_message import OpenedMessage
from reporting.cases.triage_record import TriageRecord
from reporting.model.kind import Kind

UNSAFE, LIFTED = "home_unsafe", "home_unsafe_lifted"
_SAID_BY_STUDENT = frozenset({Kind.WEB, Kind.SMS})


class Point(StrEnum):
    """What a reason points to."""

    HOME = "home"
    ABUSE = "abuse"
    DATING = "dating"
    IDENTITY = "identity"
    PREGNANCY = "pregnancy"
    AWAY = "away"


class Source(StrEnum):
    TRIAGE = "triage"
    WORDS = "words"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, order=True)
class HomeReason:
    """Who says it, and to what it points. Never whose words they are."""

    source: Source
    point: Point


_POINTS: Mapping[str, Point] = {
    "abuse_neglect": Point.ABUSE,
    "sexual_assault": Point.ABUSE,
    "sextortion": Point.ABUSE,
    "dating_violence": Point.DATING,
    "stalking": Point.DATING,
    "family_stress": Point.HOME,
    "basic_needs": Point.HOME,
    "hate_harassment": Point.IDENTITY,
    "discrimination": Point.IDENTITY,
    "pregnancy": Point.PREGNANCY,
    "runaway_trafficking": Point.AWAY,
}
# Wider than any rule: a word too many keeps a question back, a word too few asks in a home that hurts.
_WORDS: Mapping[Point, str] = {
    Point.HOME: r"home|house|dad|daddy|father|mom|mum|mommy|mother|parents?|step\w+|uncle|aunt|grand\w+|brother|sister"
    r"|family|kick(ed)? me out|casa|papas?|padres?|mamas?|madres?|padrastros?|madrastras?|tios?|tias?|abuel\w+|hermanos?"
    r"|hermanas?|familia|me echaron",
    Point.ABUSE: r"hits? me|hit me|beats? me|touch(es|ed)? me|hurts? me|me peg\w*|me golpe\w*|me toc\w*|me lastim\w*",
    Point.DATING: r"boy\s?friend|girl\s?friend|my ex|sex|nudes?|novios?|novias?|mi ex|sexo",
    Point.IDENTITY: r"gay|lesbian|bi|bisexual|trans|transgender|queer|non\s?binary|lgbt\w*|pronouns?|came out|come out|out me"
    r"|lesbiana|transgenero|no binari\w+|salir del closet",
    Point.PREGNANCY: r"pregnan\w+|missed my period|abortion|birth control|embaraz\w+|no me baja|aborto|anticonceptiv\w+",
    Point.AWAY: r"run(ning)? away|ran away|escap\w+|huir|me voy a ir",
}
_FOUND = {point: re.compile(rf"\b(?:{words})\b") for point, words in _WORDS.items()}


def home_reasons(opened: Iterable[OpenedMessage], records: Iterable[TriageRecord]) -> tuple[HomeReason, ...]:
    """All that speak against asking anybody at home, in a fixed order; empty: nothing here does."""
    opened = tuple(opened)
    found = {
        HomeReason(Source.TRIAGE, _POINTS[category])
        for record in records
        for category in (record.decision.category, *(hit.category for hit in record.decision.hits))
        if category in _POINTS
    }
    found |= {
        HomeReason(Source.WORDS, point)
        for one in opened
        if one.stored.kind in _SAID_BY_STUDENT
        for point in points_in(one.text)
    }
    if marked_unsafe(opened):
        found.add(HomeReason(Source.STAFF, Point.HOME))
    return tuple(sorted(found))


def stands_out(reasons: Iterable[HomeReason]) -> bool:
    """Somebody at home is named in many messages: that alone is said where staff look for it, and not on top."""
    return any(one != HomeReason(Source.WORDS, Point.HOME) for one in reasons)


def points_in(text: str) -> frozenset[Point]:
    """To what somebody's own words point, whatever their accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(point for point, words in _FOUND.items() if words.search(bare))


def marked_unsafe(opened: Iterable[OpenedMessage]) -> bool:
    """Whether the last word of staff on it is that home may be unsafe. A note that cannot be believed takes none away."""
    said = [
        one.payload.code
        for one in opened
        if one.stored.kind is Kind.NOTE
        and one.payload is not None
        and (one.payload.code == UNSAFE or (one.payload.code == LIFTED and one.failure is None))
    ]
    return bool(said) and said[-1] == UNSAFE
