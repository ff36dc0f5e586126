"""Halves of a queue's seed: one alone is nothing, and what is handed over fits one request, one time, one person."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.vault.glass import (
    OFFER_LENGTH,
    Asked,
    Offer,
    check_ask,
    joined,
    open_half,
    open_offer,
    seal_half,
    seal_offer,
    sign_ask,
    split,
)
from reporting.vault.notation import Unreadable, new_id
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import SEAL_OVERHEAD, PrivateKey

D, QUEUE = new_id(), new_id()
ASKED = Asked(D, new_id(), QUEUE, 3, 1_790_000_000)


@pytest.fixture(scope="module")
def pair() -> tuple[PrivateKey, PrivateKey]:
    return PrivateKey.generate(), PrivateKey.generate()


def test_both_halves_make_the_key_and_no_other_two_do() -> None:
    queue = PrivateKey.generate()
    one, other = split(queue.seed)
    again, _ = split(queue.seed)
    assert joined(one, other, queue.public.raw).seed == queue.seed
    assert queue.seed not in {one, other}
    assert one != again
    for two in ((one, one), (again, other), (one, bytes(32)), (bytes(32), other)):
        with pytest.raises(Unreadable):
            joined(*two, queue.public.raw)


def test_a_half_opens_for_its_holder_in_its_place(pair: Any) -> None:
    ana, ben = pair
    sealed = seal_half(D, QUEUE, 3, ana.public, ben.public.kid, b"h" * 32)
    assert open_half(D, QUEUE, 3, ana, ben.public.kid, sealed) == b"h" * 32
    for place in (
        (new_id(), QUEUE, 3, ana, ben.public.kid),
        (D, new_id(), 3, ana, ben.public.kid),
        (D, QUEUE, 4, ana, ben.public.kid),
        (D, QUEUE, 3, ben, ben.public.kid),
        (D, QUEUE, 3, ana, ana.public.kid),
    ):
        with pytest.raises(Unreadable):
            open_half(*place, sealed)


def test_an_offer_fits_one_request_one_time_and_one_person(pair: Any) -> None:
    ana, ben = pair
    ed = SigningKey.generate()
    offer = Offer(b"h" * 32, "Both are on a plane.", "", sign_ask(ASKED, ed, "Both are on a plane.", ""))
    sealed = seal_offer(ASKED, ana.public.kid, ben.public, offer)
    found = open_offer(ASKED, ana.public.kid, ben, sealed)
    check_ask(ASKED, ed.public, found)
    assert (found.half, found.reason) == (b"h" * 32, "Both are on a plane.")
    for other in (
        replace(ASKED, request=new_id()),
        replace(ASKED, queue=new_id()),
        replace(ASKED, epoch=4),
        replace(ASKED, expires=ASKED.expires + 3600),
    ):
        with pytest.raises(Unreadable):
            open_offer(other, ana.public.kid, ben, sealed)
        with pytest.raises(Unreadable):
            check_ask(other, ed.public, found)
    with pytest.raises(Unreadable):
        open_offer(ASKED, ana.public.kid, ana, sealed)
    with pytest.raises(Unreadable):
        check_ask(ASKED, SigningKey.generate().public, found)
    with pytest.raises(Unreadable):
        check_ask(ASKED, ed.public, replace(found, reason="Another reason."))


def test_its_length_says_nothing_of_the_reason(pair: Any) -> None:
    ana, ben = pair
    for reason in ("", "x" * 500, "ñ" * 500):
        sealed = seal_offer(ASKED, ana.public.kid, ben.public, Offer(b"h" * 32, reason, "", b"s" * 64))
        assert len(sealed) == OFFER_LENGTH + SEAL_OVERHEAD
