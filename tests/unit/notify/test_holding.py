"""What is due of a page that somebody has, by the clock. Times count from the acknowledgement."""

from dataclasses import replace

import pytest

from notify.holding import Deed, Due, Held, Rest, look
from notify.policy import Policy

POLICY = Policy(reply_s=600, again_s=300, unopened_s=300, throttle_s=180)
TAKEN = Held(taken_at=0, told_at=-60)  # whoever answered was rung a minute before
REPLIED = replace(TAKEN, replied_at=30)
NEWS, REMIND, AGAIN = (Due(deed) for deed in (Deed.NEWS, Deed.REMIND, Deed.AGAIN))


@pytest.mark.parametrize(
    ("held", "now", "due"),
    [
        # A first reply that does not come: asked for once, then somebody else is paged.
        (TAKEN, 599, Rest(600)),
        (TAKEN, 600, REMIND),
        (replace(TAKEN, reminded_at=600, told_at=600), 899, Rest(900)),
        (replace(TAKEN, reminded_at=600, told_at=600), 900, AGAIN),
        # One that came: nothing is waited for any more.
        (REPLIED, 10_000, Rest(None)),
        (replace(REPLIED, reminded_at=600), 10_000, Rest(None)),
        # Something new: told at once, unless the person was rung a moment ago.
        (replace(REPLIED, news_at=500), 500, NEWS),
        (replace(REPLIED, news_at=100), 100, Rest(120)),
        (replace(REPLIED, news_at=100), 120, NEWS),
        # Not opened: paged five minutes after it came, whenever it was told.
        (replace(REPLIED, news_at=500, news_told_at=500, told_at=500), 799, Rest(800)),
        (replace(REPLIED, news_at=500, news_told_at=500, told_at=500), 800, AGAIN),
        (replace(REPLIED, news_at=500, told_at=490), 660, Rest(670)),
        (replace(REPLIED, news_at=500, told_at=790), 800, AGAIN),
        # Both at once: the one that is due longer, the other when the holder may be told again.
        (replace(TAKEN, news_at=590), 610, NEWS),
        (replace(TAKEN, news_at=605), 610, REMIND),
        (replace(TAKEN, news_at=590, news_told_at=610, told_at=610), 700, Rest(790)),
        # Whoever has left is asked for nothing: what waits for them rings again at once.
        (replace(TAKEN, gone=True), 1, AGAIN),
        (replace(REPLIED, gone=True), 10_000, Rest(None)),
        (replace(REPLIED, gone=True, news_at=40), 40, AGAIN),
    ],
)
def test_what_is_due(held: Held, now: int, due: Due | Rest) -> None:
    assert look(POLICY, held, now) == due


def test_a_holder_who_answers_nothing_is_told_twice_and_never_spared_the_next_page() -> None:
    """Minute by minute, as the clock does it: each word is said once, and it ends with another page."""
    held, said = replace(TAKEN, news_at=580), []
    for now in range(0, 3600, 20):
        step = look(POLICY, held, now)
        if isinstance(step, Rest):
            continue
        said.append((now, step.deed))
        if step.deed is Deed.AGAIN:
            break
        column = "news_told_at" if step.deed is Deed.NEWS else "reminded_at"
        held = replace(held, told_at=now, **{column: now})
    assert said == [(580, Deed.NEWS), (760, Deed.REMIND), (880, Deed.AGAIN)]
