"""Statuses move forward only, and terminal words stick, whatever order the carrier tells them in."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from notify import callbacks
from notify.outbox import Class, enqueue
from notify.outbox.claims import claim, hand
from notify.outbox.deliveries import merge
from notify.ports import Delivery
from notify.simulator import Fault, Order
from notify.simulator import Phone as Manners
from notify.tables import Attempt, Outbox

Fixture = Any


@pytest.mark.parametrize("order", [Order.TRUE, Order.REVERSED, Order.DOUBLED])
def test_a_delivered_page_is_delivered_in_whatever_order_we_hear_of_it(both: Fixture, order: Order) -> None:
    both.simulator.behaviour.order = order
    both.page()
    both.work()
    assert both.states() == ["delivered"]


def test_without_any_callback_the_carrier_is_asked(district: Fixture) -> None:
    district.simulator.behaviour.order = Order.NEVER
    district.page()
    district.work()
    assert district.states() == ["sent_unconfirmed"]
    district.pass_(50)
    assert district.states() == ["delivered"]
    district.phone("Ben").expects_nothing()


@pytest.mark.parametrize("order", [Order.TRUE, Order.REVERSED])
def test_an_undelivered_page_stays_failed_with_its_code(district: Fixture, order: Order) -> None:
    district.simulator.behaviour.order = order
    district.simulator.behaviour.set_phone(district.phone("Ana").number, Manners(error=30005))
    district.page()
    district.work()
    with district.database.read() as conn:
        assert conn.execute(select(Outbox.state, Outbox.error)).first() == ("failed_perm", 30005)


def test_every_order_of_the_words_ends_in_the_terminal_one() -> None:
    words = [Delivery.QUEUED, Delivery.SENDING, Delivery.SENT, Delivery.DELIVERED]
    for order in permutations(words):
        seen: Delivery | None = None
        for word in order:
            seen = merge(seen, word)
        assert seen is Delivery.DELIVERED
    assert merge(Delivery.UNDELIVERED, Delivery.DELIVERED) is Delivery.UNDELIVERED
    assert merge(Delivery.SENT, Delivery.QUEUED) is Delivery.SENT


def test_a_callback_that_arrives_before_the_answer_of_the_carrier_is_kept(district: Fixture) -> None:
    """The message's id is learnt from it: our reference is in its address."""

    district.page()
    district.ladders.tick()
    at = int(district.at.timestamp())
    mine = district.database.write(lambda conn: claim(conn, at, 60))
    district.database.write(lambda conn: hand(conn, mine, at))
    heard = district.database.write(
        lambda conn: callbacks.status(
            conn,
            reference=mine.reference,
            form={"MessageSid": "SM1", "MessageStatus": "delivered"},
            now=district.at,
        )
    )
    assert heard
    with district.database.read() as conn:
        assert conn.execute(select(Outbox.state, Outbox.sid)).one() == ("delivered", "SM1")
        assert conn.execute(select(Attempt.sid)).scalar_one() == "SM1"


@pytest.mark.parametrize(
    "reference", ["", "x.y.1", "a" * 32 + "." + "b" * 32 + ".1", "a" * 32 + "." + "b" * 32 + ".99999999999"]
)
def test_a_callback_about_nothing_of_ours_changes_nothing(district: Fixture, reference: str) -> None:
    form = {"MessageSid": "SM1", "MessageStatus": "delivered", "ErrorCode": "x"}
    assert not district.database.write(
        lambda conn: callbacks.status(conn, reference=reference, form=form, now=district.at)
    )


def test_a_first_attempt_that_fails_late_does_not_fail_the_second(district: Fixture) -> None:
    """A page was sent again because its answer was lost; then the first one is reported undelivered."""

    district.simulator.behaviour.order = Order.NEVER
    district.simulator.behaviour.next(Fault.LOST_REPLY)
    district.page()
    district.work()
    assert district.states() == ["unknown"]
    district.pass_(5, step=5)
    with district.database.read() as conn:
        fences = list(conn.execute(select(Attempt.fence).order_by(Attempt.fence)).scalars())
        row = conn.execute(select(Outbox.row, Outbox.district)).one()
    assert len(fences) == 2
    for fence, word in zip(fences, ("undelivered", "delivered"), strict=True):
        reference = f"{row.district.hex()}.{row.row.hex()}.{fence}"
        form = {"MessageSid": f"SM{fence}", "MessageStatus": word}
        district.database.write(
            lambda conn, ref=reference, form=form: callbacks.status(
                conn, reference=ref, form=form, now=district.at
            )
        )
    assert district.states() == ["delivered"]


def test_a_lost_answer_is_made_good_by_the_callback_that_names_our_reference(district: Fixture) -> None:
    district.simulator.behaviour.next(Fault.LOST_REPLY)
    district.page()
    district.work()
    assert district.states() == ["delivered"]
    district.pass_(100)
    assert len(district.phone("Ana").inbox()) == 1


IN_ORDER = ("queued", "sending", "sent")
ENDS = ("delivered", "undelivered", "failed", None)


@st.composite
def _told(draw: st.DrawFn) -> tuple[list[str | None], list[tuple[int, str]]]:
    """One to three attempts with one row, how each ended, and what we are told of them: any part of it, some of it
    twice, in any order. The last word of an attempt that ended is among it.
    """
    ends = draw(st.lists(st.sampled_from(ENDS), min_size=1, max_size=3))
    told = [(fence, word) for fence, end in enumerate(ends, 1) for word in (end,) if word]
    said = [(fence, word) for fence in range(1, len(ends) + 1) for word in IN_ORDER]
    told += draw(st.lists(st.sampled_from([*said, *told]), max_size=12))
    return ends, draw(st.permutations(told))


def _expected(ends: list[str | None], told: list[tuple[int, str]]) -> str:
    """By what truly happened, whenever we heard of it."""
    if "delivered" in ends:
        return "delivered"
    if ends[-1] is not None:
        return "failed_perm"
    return "sent_unconfirmed" if any(fence == len(ends) for fence, _ in told) else "claimed"


TRIED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)


# A day tries a third of what a night tries, and the two that once went wrong.
@settings(TRIED, max_examples=20)
@given(told=_told(), row=st.binary(min_size=16, max_size=16))
# The first one fails when the second is on its way; and is doubled when the second has arrived.
@example(told=(["undelivered", None], [(2, "sent"), (1, "undelivered")]), row=b"r" * 16)
@example(told=(["delivered", "failed"], [(1, "delivered"), (2, "failed"), (1, "sent")]), row=b"r" * 16)
def test_whatever_we_are_told_in_whatever_order_the_row_ends_where_its_messages_ended(
    embedded: Fixture, told: tuple[list[str | None], list[tuple[int, str]]], row: bytes
) -> None:
    _ends_where_its_messages_ended(embedded, told, row)


@pytest.mark.nightly
@settings(TRIED, max_examples=60)
@given(told=_told(), row=st.binary(min_size=16, max_size=16))
def test_whatever_else_we_are_told_the_row_ends_where_its_messages_ended(
    embedded: Fixture, told: tuple[list[str | None], list[tuple[int, str]]], row: bytes
) -> None:
    _ends_where_its_messages_ended(embedded, told, row)


def _ends_where_its_messages_ended(
    embedded: Fixture, told: tuple[list[str | None], list[tuple[int, str]]], row: bytes
) -> None:
    ends, words = told
    district, at = b"d" * 16, datetime(2026, 3, 3, 12, tzinfo=UTC)
    with embedded.engine.connect() as conn:  # never committed: each example starts anew
        enqueue(
            conn,
            district=district,
            row_id=row,
            class_=Class.PAGE,
            sealed_to=b"",
            sealed_body=b"",
            sealer="service",
            sender="+15550100",
            now=at,
        )
        conn.execute(update(Outbox).values(state="claimed", fence=len(ends), tries=len(ends)))
        for fence in range(1, len(ends) + 1):
            fields = {"district": district, "row": row, "fence": fence, "at": 0, "error": 0}
            conn.execute(insert(Attempt).values(**fields, outcome="handed"))
        for fence, word in words:
            form = {"MessageSid": f"SM{fence}", "MessageStatus": word}
            if word in {"undelivered", "failed"}:
                form["ErrorCode"] = "30005"
            reference = f"{district.hex()}.{row.hex()}.{fence}"
            assert callbacks.status(conn, reference=reference, form=form, now=at)
        assert conn.execute(select(Outbox.state)).scalar_one() == _expected(ends, words)
