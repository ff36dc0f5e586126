"""What a failing channel means for the sentence that somebody reads: mail means nothing, texts and calls together all."""

from typing import Any

import pytest

from notify import circuit
from notify.ports import Channel
from notify.troubles import CHANNEL_DOWN, MISCONFIGURED, trouble, troubles


def fails(house: Any, *channels: Channel) -> None:
    ground = house.house.ground
    now = int(house.clock().timestamp())
    for channel in channels:
        for _ in range(circuit.FAILURES):
            ground.database.write(
                lambda conn, channel=channel: circuit.failed(
                    conn, district=ground.district, channel=channel, now=now
                )
            )


@pytest.mark.parametrize(
    ("channels", "read"),
    [
        ((), True),
        ((Channel.EMAIL,), True),
        ((Channel.SMS,), True),
        ((Channel.SMS, Channel.EMAIL), True),
        ((Channel.SMS, Channel.VOICE), False),
    ],
)
def test_somebody_reads_as_long_as_a_text_or_a_call_can_wake_them(
    founded_house: Any, channels: tuple[Channel, ...], *, read: bool
) -> None:
    fails(founded_house, *channels)
    assert founded_house.keep_watch() is read
    founded_house.clock.advance(seconds=circuit.PROBE_S)
    assert founded_house.keep_watch()  # it is tried again; if it fails again, that is said again


def test_a_mail_server_that_refuses_us_closes_nothing(founded_house: Any) -> None:
    ground = founded_house.house.ground
    for channel, read in ((Channel.EMAIL, True), (Channel.SMS, False)):
        ground.database.write(
            lambda conn, channel=channel: trouble(
                conn,
                district=ground.district,
                kind=MISCONFIGURED,
                subject=circuit.subject_of(channel),
                code=535,
                now=int(founded_house.clock().timestamp()),
            )
        )
        assert founded_house.keep_watch() is read


def test_a_failing_channel_is_an_alarm_that_ends_by_itself(founded_house: Any, browse: Any) -> None:
    house, ground = founded_house, founded_house.house.ground
    fails(house, Channel.VOICE)
    assert "Calls do not leave." in browse("north").get("/alarms").text
    house.clock.advance(hours=1, seconds=61)
    now = int(house.clock().timestamp())
    ground.database.write(lambda conn: circuit.forget_quiet(conn, district=ground.district, now=now))
    with ground.database.read() as conn:
        assert CHANNEL_DOWN not in [one.kind for one in troubles(conn, district=ground.district)]
