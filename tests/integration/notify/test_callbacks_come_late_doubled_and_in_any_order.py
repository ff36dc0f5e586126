"""Statuses move forward only, and terminal words stick, whatever order the carrier tells them in."""

from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select

from notify import callbacks
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
    district.simulator.behaviour.set_phone(district.phone("Ana").number, Manners(error=30003))
    district.page()
    district.work()
    with district.database.read() as conn:
        assert conn.execute(select(Outbox.state, Outbox.error)).first() == ("failed_perm", 30003)


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
