"""What a student's phone is answered at once. Pure: facts in, names of texts out, most important first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from notify.keywords import CARRIER_STOPS, Keyword, keyword

AGAIN_AFTER = timedelta(minutes=10)
# A child may mean these: they are recorded and triaged like any other words.
MAYBE_DISTRESS = frozenset({"HELP", "END", "QUIT", "AYUDA", "INFO"})


@dataclass(frozen=True, slots=True)
class Heard:
    """`first`: it opened a thread. `answered`: when this phone was last answered, by this process."""

    body: str
    first: bool
    urgent: bool
    media: bool
    monitored: bool
    answered: datetime | None
    now: datetime


def is_silent_keyword(body: str) -> bool:
    """STOP and its kin, which no child sends by chance: nothing is stored of them but what the carrier does."""
    word = body.strip().upper()
    return keyword(body) is Keyword.STOP and word not in MAYBE_DISTRESS


def answers(heard: Heard) -> tuple[str, ...]:
    """Names of texts in `text_wording`. Nothing after a word on which the carrier blocks every answer."""
    if heard.body.strip().upper() in CARRIER_STOPS:
        return ()
    word = keyword(heard.body)
    if word is Keyword.START:
        return ("started",)
    recently = heard.answered is not None and heard.now - heard.answered < AGAIN_AFTER
    named: list[str] = []
    if not heard.monitored and not recently:
        named.append("unmonitored")
    elif heard.first:
        named.append("received_urgent" if heard.urgent else "received")
    elif word is Keyword.HELP:
        named.append("help")
    elif heard.urgent and not recently:
        named.append("numbers")
    if heard.media:
        named.append("media")
    return tuple(named)
