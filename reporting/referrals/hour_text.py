"""What a student reads of an hour that is theirs, or is not any more. Place and time, and how to come without a name."""

from datetime import datetime

from babel.dates import format_datetime

_WHEN = {"en": "EEEE, MMMM d, h:mm a", "es": "EEEE d 'de' MMMM, HH:mm"}
_SAID = {
    "en": {
        "booked": "This hour is yours: {when}, {where}.\n{helper} is there. You give no name: just come at that time. Cannot come? Write it here.",
        "given_back": "This hour is not yours any more: {when}, {where}.",
    },
    "es": {
        "booked": "Esta hora es tuya: {when}, {where}.\n{helper} está ahí. No das ningún nombre: solo ven a esa hora. ¿No puedes venir? Escríbelo aquí.",
        "given_back": "Esta hora ya no es tuya: {when}, {where}.",
    },
}


def hour_text(what: str, lang: str, starts: datetime, where: str, helper: str = "") -> str:
    """`what`: booked or given_back. `starts` in the district's zone."""
    lang = "es" if lang == "es" else "en"
    when = format_datetime(starts, _WHEN[lang], tzinfo=starts.tzinfo, locale=lang).replace("\u202f", " ")
    return _SAID[lang][what].format(when=when, where=where, helper=helper)
