from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from reporting.web.moments import Moments
from reporting.web.voice import Voice

NOW = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # Wednesday noon in New York


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (at(4, 10, 42), "at 10:42 AM", "a las 10:42 AM"),
        (at(4, 1, 5), "at 1:05 AM", "a la 1:05 AM"),
        (at(4, 0, 0), "at 12:00 AM", "a las 12:00 AM"),
        (at(3, 15), "yesterday at 3:00 PM", "ayer a las 3:00 PM"),
        (at(2, 13), "on Monday at 1:00 PM", "el lunes a la 1:00 PM"),
        (at(7, 9, month=2), "on February 7 at 9:00 AM", "el 7 de febrero a las 9:00 AM"),
    ],
)
def test_when_something_was(moment: datetime, english: str, spanish: str) -> None:
    assert said("at", moment) == (english, spanish)


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (at(4, 15), "by 3:00 PM today", "hoy antes de las 3:00 PM"),
        (at(5, 10), "by tomorrow, 10:00 AM", "mañana antes de las 10:00 AM"),
        (at(5, 13), "by tomorrow, 1:00 PM", "mañana antes de la 1:00 PM"),
        (at(9, 10), "by Monday, 10:00 AM", "el lunes antes de las 10:00 AM"),
        (at(7, 10, month=4), "by April 7, 10:00 AM", "el 7 de abril antes de las 10:00 AM"),
    ],
)
def test_until_when_something_will_be(moment: datetime, english: str, spanish: str) -> None:
    assert said("by", moment) == (english, spanish)


@pytest.mark.parametrize(
    ("moment", "english", "spanish"),
    [
        (at(4, 11, 5), "11:05 AM", "11:05 AM"),
        (at(3, 11, 5), "yesterday, 11:05 AM", "ayer, 11:05 AM"),
        (at(1, 11, 5), "Sunday, 11:05 AM", "domingo, 11:05 AM"),
    ],
)
def test_the_stamp_of_a_message(moment: datetime, english: str, spanish: str) -> None:
    assert said("stamp", moment) == (english, spanish)


def said(how: str, moment: datetime) -> tuple[str, str]:
    zone = ZoneInfo("America/New_York")
    english, spanish = (getattr(Moments(Voice(lang), zone, NOW), how)(moment) for lang in ("en", "es"))
    return english.replace("\xa0", " "), spanish.replace("\xa0", " ")
