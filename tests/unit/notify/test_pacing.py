"""How fast a number may send: pages wait for pages alone, the rest waits for all, and the rate holds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.pacing import HORIZON_MS, Lane, Rates
from notify.ports import Channel

NOW = 1_780_000_000_000

# rates, channel, segments → how long the number is busy
COSTS = [
    (Rates(), Channel.SMS, 1, 1000),
    (Rates(), Channel.SMS, 3, 3000),
    (Rates(texts=3), Channel.SMS, 1, 334),  # rounded up: never faster than told
    (Rates(), Channel.VOICE, 1, 1000),
    (Rates(calls=2), Channel.VOICE, 7, 500),
    (Rates(), Channel.EMAIL, 9, 0),
]


@pytest.mark.parametrize(("rates", "channel", "segments", "cost_ms"), COSTS)
def test_a_message_occupies_its_number_as_long_as_the_carrier_needs(
    rates: Rates, channel: Channel, segments: int, cost_ms: int
) -> None:
    assert rates.cost_ms(channel, segments) == cost_ms


def test_a_page_goes_while_a_notice_is_being_sent_and_the_next_notice_makes_room_for_it() -> None:
    lane = Lane().taken(NOW, 2000, page=False)
    assert not lane.free(NOW + 100, page=False)
    assert lane.free(NOW + 100, page=True)
    lane = lane.taken(NOW + 100, 1000, page=True)
    assert not lane.free(NOW + 1000, page=True)
    assert lane.free(NOW + 1100, page=True)
    assert not lane.free(NOW + 2999, page=False)
    assert lane.free(NOW + 3000, page=False)


def test_when_the_carrier_says_too_many_nothing_is_tried_before_its_time_pages_included() -> None:
    lane = Lane().refused(NOW, 7000)
    assert not lane.free(NOW + 6999, page=True)
    assert lane.free(NOW + 7000, page=True)


def test_a_clock_that_jumped_silences_no_number() -> None:
    lane = Lane(NOW + 10 * HORIZON_MS, NOW + 10 * HORIZON_MS)
    assert lane.free(NOW, page=True)
    assert not lane.taken(NOW, 1000, page=False).free(NOW + 999, page=False)
    assert lane.taken(NOW, 1000, page=False).free(NOW + 1000, page=False)


@given(st.lists(st.tuples(st.integers(0, 1500), st.booleans(), st.integers(1, 4)), min_size=1, max_size=60))
def test_over_any_time_no_more_leaves_than_the_number_may_send(wanted: list[tuple[int, bool, int]]) -> None:
    """Somebody tries at each of these moments; what may go, goes. At most one message is ahead of its time."""
    lane, now, sent = Lane(), NOW, []
    for wait_ms, page, size in wanted:
        now += wait_ms
        if lane.free(now, page=page):
            lane = lane.taken(now, 1000 * size, page=page)
            sent.append((now, 1000 * size, page))
    for first in range(len(sent)):
        spent = 0
        for at, cost, _ in sent[first:]:
            # Before this one, all since the first must have had their time, but for one page and one other.
            ahead = max((c for t, c, _ in sent[first:] if t <= at), default=0)
            assert at - sent[first][0] + 2 * ahead >= spent
            spent += cost
    for kind in (True, False):
        times = [(at, cost) for at, cost, page in sent if page is kind]
        for (at, cost), (after, _) in pairwise(times):
            assert after - at >= cost
