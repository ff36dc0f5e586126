"""What staff are told of their shifts, in English and Spanish: from when, until when, a link. No content, no names.

Spanish avoids á í ó ú, which would not fit GSM-7.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_TEXTS = {
    "subject": {"en": "Quietline: your on-call time", "es": "Quietline: tus guardias"},
    "won": {
        "en": "You are on call {start} to {end}{more}.",
        "es": "Estas de guardia {start} a {end}{more}.",
    },
    "lost": {
        "en": "You are no longer on call {start} to {end}{more}.",
        "es": "Ya no estas de guardia {start} a {end}{more}.",
    },
    "begins": {
        "en": "Your on-call time begins {start} and ends {end}.",
        "es": "Tu guardia empieza {start} y termina {end}.",
    },
    "offered": {
        "en": "An on-call shift is offered: {start} to {end}. Take it there.",
        "es": "Se ofrece una guardia: {start} a {end}. Puedes tomarla ahi.",
    },
    "more": {"en": " (and {count} more)", "es": " (y {count} mas)"},
    "frame": {"en": "Quietline: {said} See {link}", "es": "Quietline: {said} Mira {link}"},
}


def moment(at: datetime, zone: ZoneInfo, lang: str) -> str:
    """`Fri 6 Mar 16:00` of the zone's wall clock; no library's names, which carry accents."""
    local = at.astimezone(zone)
    spoken = "es" if lang == "es" else "en"
    day, month = _DAYS[spoken][local.weekday()], _MONTHS[spoken][local.month - 1]
    return f"{day} {local.day} {month} {local:%H:%M}"


def say(text: str, lang: str, **parts: str) -> str:
    """One of the texts above; English where there is no other."""
    return _TEXTS[text]["es" if lang == "es" else "en"].format(**parts)
