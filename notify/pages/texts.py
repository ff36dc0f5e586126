"""A text from a staff phone: STOP and START, else an answer to a page."""

from datetime import datetime

from sqlalchemy import Connection

from notify import wording
from notify.contacts import opt_in, opt_out, owners
from notify.keywords import Keyword, keyword
from notify.pages.codes import acknowledge_by_code
from notify.ports import LinkFor


def hear(conn: Connection, *, district: bytes, phone: bytes, text: str, now: datetime, link: LinkFor) -> str:
    """Act on a text to the staff number, from a phone known by its keyed hash; returns the answer ("": none).

    A STOP is at once a gap of the rota and a trouble; the carrier answers it, and blocks ours.
    """
    word = keyword(text)
    if word is Keyword.STOP:
        opt_out(conn, district=district, phone=phone, now=now)
        return ""
    if word is Keyword.START:
        opt_in(conn, district=district, phone=phone, now=now)
        lang = next(iter(owners(conn, district=district, phone=phone).values()), "en")
        return wording.say("started", lang)
    return acknowledge_by_code(conn, district=district, phone=phone, text=text, now=now, link=link).text
