"""The mail that a gap comes nearer, in the language of whoever gets it."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from notify.coverage import Stage, Why
from notify.gap_alarms import GapAlarm
from reporting.people.gap_post import gap_text

STARTS = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)
CHICAGO = ZoneInfo("America/Chicago")


def test_it_says_when_and_why_in_spanish() -> None:
    alarm = GapAlarm(b"t", STARTS, STARTS + timedelta(days=2), (Why.NOBODY, Why.NO_PHONE), Stage.DAY, STARTS)
    assert gap_text(alarm, "South", CHICAGO, "es", "https://staff.example/x") == (
        "Quietline: no hay de guardia nadie con quien contar\n\n"
        "South: desde sab 28 nov 08:00 hasta lun 30 nov 08:00.\n"
        "Empieza dentro de 24 horas.\n"
        "Nadie está de guardia.\n"
        "Quien está de guardia no tiene teléfono verificado.\n\n"
        "Dé el horario a alguien, o declárelo: https://staff.example/x"
    )


def test_each_cause_at_each_stage_has_its_words_in_both_languages() -> None:
    for why, near, lang in product(Why, Stage, ("en", "es")):
        alarm = GapAlarm(b"t", STARTS, None, (why,), near, STARTS)
        assert gap_text(alarm, "South", CHICAGO, lang, "https://staff.example/x").count("\n") == 6
