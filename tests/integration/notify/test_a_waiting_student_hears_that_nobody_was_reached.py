"""Safety 9: after ten minutes without an answer the one who waits is told so, and told again when somebody has it.

The number is kept nowhere but in messages sealed beforehand, under a key that lives in RAM.
"""

from datetime import timedelta
from typing import Any

from notify import pages
from notify.outbox import Trigger, not_sent
from notify.pages import Contingent

DISTRICT = b"northside distri"
STUDENT, STUDENT_NUMBER = "+15550999", "+15550200"
Fixture = Any


def contingents(district: Fixture) -> list[Contingent]:
    made = []
    for number, (trigger, body) in enumerate(
        [
            (Trigger.UNACKNOWLEDGED, "We have not reached a person yet. Call 911 or 988 now."),
            (Trigger.ACKNOWLEDGED_AFTER_TOLD, "Someone has it now."),
        ]
    ):
        row = bytes([0xC0 + number]) * 16
        to, text = district.out.seal(STUDENT.encode(), row), district.out.seal(body.encode(), row)
        made.append(Contingent(row, trigger, to, text, STUDENT_NUMBER, about=b"thread of studen"))
    return made


def heard(district: Fixture) -> list[str]:
    return [each["body"] for each in district.simulator.messages() if each["to"] == STUDENT]


def test_after_ten_minutes_the_student_is_told_and_told_again_when_somebody_has_it(both: Fixture) -> None:
    both.page(contingent=contingents(both))
    both.pass_(590)
    assert heard(both) == []
    both.pass_(20)
    assert heard(both) == ["We have not reached a person yet. Call 911 or 988 now."]
    both.phone("Cho").expects("urgent page").replies("ACK")
    both.pass_(30)
    assert heard(both)[1:] == ["Someone has it now."]


def test_a_page_that_is_answered_in_time_sends_the_student_neither_text(both: Fixture) -> None:
    both.page(contingent=contingents(both))
    both.work()
    both.phone("Ana").expects("urgent page").replies("ACK")
    both.pass_(1200, step=60)
    assert heard(both) == []
    assert both.states(trigger="unacknowledged") == ["suppressed"]
    assert both.states(trigger="acknowledged_after_told") == ["suppressed"]


def test_a_page_that_is_handed_back_begins_the_ten_minutes_anew(district: Fixture) -> None:
    page = district.page(contingent=contingents(district))
    district.work()
    district.phone("Ana").expects("urgent page").replies("ACK")
    district.at += timedelta(seconds=60)
    with district.database.engine.begin() as conn:
        pages.hand_back(
            conn, district=DISTRICT, page_id=page, person=district.persons["Ana"], now=district.at
        )
    district.pass_(590)
    assert heard(district) == []
    district.pass_(20)
    assert len(heard(district)) == 1


def test_after_a_restart_the_ram_key_is_gone_and_the_unsent_text_becomes_visible(district: Fixture) -> None:
    district.page(contingent=contingents(district))
    district.out.key = b"another after the restart"
    district.pass_(620)
    assert heard(district) == []
    with district.database.read() as conn:
        lost = not_sent(conn, district=DISTRICT, older_than=district.at)
    assert [(each.about, each.because, each.releasable) for each in lost] == [
        (b"thread of studen", "unopenable", False)
    ]


def test_the_caller_sees_whom_to_tell_in_the_thread_once_each(district: Fixture) -> None:
    page = district.page(about=b"thread of studen")

    def late() -> list[bytes]:
        with district.database.read() as conn:
            return [each.page for each in pages.unacknowledged(conn, district=DISTRICT, now=district.at)]

    def again() -> list[bytes | None]:
        with district.database.read() as conn:
            return [each.about for each in pages.acknowledged_after_told(conn, district=DISTRICT)]

    district.pass_(590, step=60)
    assert late() == []
    district.pass_(10)
    assert late() == [page]
    with district.database.engine.begin() as conn:
        pages.mark_told(conn, district=DISTRICT, page_id=page, now=district.at)
    assert (late(), again()) == ([], [])
    district.phone("Ana").expects("urgent page").replies("ACK")
    assert again() == [b"thread of studen"]
    with district.database.engine.begin() as conn:
        pages.mark_told_again(conn, district=DISTRICT, page_id=page, now=district.at)
    assert again() == []
