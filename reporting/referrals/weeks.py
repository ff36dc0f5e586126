"""Ends of referrals are whole weeks. Pure."""


def week_end(day: int) -> int:
    """The Sunday of that week, in days since 1970: an end that is a day would say on which day it began."""
    return day + (-(day + 4)) % 7
