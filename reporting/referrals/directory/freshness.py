"""How old an entry is: what is printed beside it, and when its organisation is asked again. Pure; days since 1970."""

from enum import StrEnum

from reporting.model.help.organization import Organization

ASK_AFTER = 90  # a school term: hours and rooms change with it
OLD_AFTER = 180
ASK_AGAIN = 14


class Freshness(StrEnum):
    FRESH = "fresh"
    AGING = "aging"
    OLD = "old"
    NEVER = "never"


def days_since(organization: Organization, today: int) -> int | None:
    """Since it was last confirmed; None: never."""
    if organization.confirmed_day is None:
        return None
    return max(0, today - organization.confirmed_day)


def freshness(organization: Organization, today: int) -> Freshness:
    days = days_since(organization, today)
    if days is None:
        return Freshness.NEVER
    if days <= ASK_AFTER:
        return Freshness.FRESH
    return Freshness.AGING if days <= OLD_AFTER else Freshness.OLD


def due(organization: Organization, today: int) -> bool:
    """Whether to mail a link now: it is no longer fresh, and the last link had its time."""
    if not organization.active or freshness(organization, today) is Freshness.FRESH:
        return False
    return organization.asked_day is None or today - organization.asked_day >= ASK_AGAIN
