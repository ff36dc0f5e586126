"""A drill never stands in the way: none begins while a page is open, and the first real page ends it at once."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from notify import oncall, pages
from notify.drill_tables import Drill
from notify.drills.planned import due
from notify.drills.running import begin_due
from notify.pages.unreached import unreached
from notify.tables import Escalation, Page

DISTRICT, OTHER = b"northside distri", b"crisis team sout"
OFF = "DRILL called off. Nothing to do for it."
Fixture = Any


def climb_of(district: Fixture) -> bytes:
    with district.database.read() as conn:
        found: bytes = conn.execute(select(Drill.escalation)).scalar_one()
    return found


def test_a_real_page_ends_the_drill_in_its_own_transaction_and_rings_as_if_there_had_been_none(
    both: Fixture,
) -> None:
    both.drill()
    both.pass_(30)
    before = len(both.phone("Ana").inbox())
    both.page("7KQ2XX")
    # Nothing has ticked yet: what ended the drill is the page itself.
    assert both.drilled().state == "called_off"
    with both.database.read() as conn:
        states = conn.execute(select(Escalation.state).order_by(Escalation.began_at)).scalars().all()
    assert states == ["ended", "open"]
    both.work()
    both.work()
    new = both.phone("Ana").inbox()[before:]
    # Although a text of the drill rang her half a minute ago.
    assert new[0].startswith("Quietline: urgent page 7KQ2XX.")
    assert any(text.startswith(OFF) for text in new)
    both.phone("Ana").replies("ACK")
    both.pass_(600, step=60)
    later = both.phone("Ana").inbox()[before + 3 :]
    assert not [text for text in later if "DRILL" in text]
    assert not [text for text in both.phone("Ben").inbox() if "no es un aviso real" in text]


def test_the_word_that_a_drill_is_off_tells_nobody_of_a_page(district: Fixture) -> None:
    """Somebody from whom the page is kept was in the drill too: nothing they hear names a reason."""
    district.drill()
    district.page("7KQ2XX", excluded=[district.persons["Ana"]])
    district.pass_(60)
    assert district.phone("Ana").inbox()[-1] == f"{OFF} Any page without the word DRILL is real."


def test_what_of_a_drill_still_waits_for_the_carrier_does_not_leave_after_a_real_page_began(
    district: Fixture,
) -> None:
    district.announce()
    district.pass_(290, step=60)
    district.at += timedelta(seconds=10)
    district.drills.look()
    district.ladders.tick()  # the drill's text lies in the outbox
    district.page("7KQ2XX")
    district.pass_(20)
    assert not [text for text in district.phone("Ana").inbox() if "not a real page" in text]


def test_a_text_of_a_drill_that_lies_ready_does_not_leave_beside_an_open_page(district: Fixture) -> None:
    """The same two processes, a moment later: the drill's text was made before either could see the other."""
    district.announce()
    district.pass_(240, step=60)
    district.page("7KQ2XX")
    district.work()
    with district.database.engine.begin() as conn:
        conn.execute(update(Page).values(state="closed"))
    district.at += timedelta(seconds=60)
    district.drills.look()
    district.ladders.tick()
    with district.database.engine.begin() as conn:
        conn.execute(update(Page).where(Page.severity == "urgent").values(state="open"))
    assert "pending" in district.states(escalation=climb_of(district))
    district.dispatcher.run_once()
    assert set(district.states(escalation=climb_of(district))) == {"suppressed"}


def test_a_drill_that_slipped_in_beside_a_page_says_nothing_and_is_ended_by_the_ladder(
    district: Fixture,
) -> None:
    """Two processes at the same instant: one opens a page, one begins a drill, and neither sees the other."""
    district.drill()
    district.page("7KQ2XX")
    with district.database.engine.begin() as conn:
        conn.execute(update(Drill).values(state="running", notice_due=False))
        climb = conn.execute(select(Drill.escalation)).scalar_one()
        conn.execute(
            update(Escalation)
            .where(Escalation.escalation == climb)
            .values(state="open", due_at=int(district.at.timestamp()))
        )
    before = len(district.phone("Ana").inbox())
    district.work()
    assert district.drilled().state == "called_off"
    assert not [text for text in district.phone("Ana").inbox()[before:] if "not a real page" in text]


def test_a_call_of_a_drill_that_rings_falls_silent_when_a_page_opens(shipped: Fixture) -> None:
    shipped.drill()
    shipped.pass_(95)
    assert shipped.phone("Ana").rings()
    shipped.page("7KQ2XX")
    shipped.pass_(10, step=5)
    assert not shipped.phone("Ana").rings()


def test_a_page_that_is_handed_back_ends_a_drill_too(district: Fixture) -> None:
    page = district.page("7KQ2XX")
    district.work()
    district.phone("Ana").replies("ACK")
    district.drill()
    with district.database.engine.begin() as conn:
        pages.hand_back(
            conn, district=DISTRICT, page_id=page, person=district.persons["Ana"], now=district.at
        )
    assert district.drilled().state == "called_off"


def test_while_any_page_of_the_district_is_open_no_drill_begins_and_whoever_was_told_is_told(
    district: Fixture,
) -> None:
    with district.database.engine.begin() as conn:
        oncall.save_ladder(
            conn, district=DISTRICT, team=OTHER, zone="UTC", sender="+15550100", persons=(), last_resort=None
        )
        pages.page(
            conn, district=DISTRICT, page_id=b"p" * 16, reference="9XYZ22", team=OTHER, now=district.at
        )
    district.announce()
    district.pass_(360, step=60)
    drilled = district.drilled()
    assert (drilled.state, drilled.began) == ("called_off", None)
    assert district.phone("Ana").inbox()[-1].startswith(OFF)
    assert not [text for text in district.phone("Ana").inbox() if "not a real page" in text]


def test_the_practice_after_a_drill_ends_too_when_a_page_opens(district: Fixture) -> None:
    district.drill()
    district.phone("Ana").replies("ACK")
    district.page("7KQ2XX")
    assert district.drilled().state == "called_off"


def test_nobody_hands_a_drill_back(district: Fixture) -> None:
    drill = district.drill()
    district.phone("Ana").replies("ACK")
    with district.database.engine.begin() as conn:
        try:
            pages.hand_back(
                conn, district=DISTRICT, page_id=drill.drill, person=district.persons["Ana"], now=district.at
            )
        except pages.NotYours:
            return
    raise AssertionError("a drill was handed back, and climbed as if it were real")


def test_nobody_is_reminded_of_a_drill_and_nobodys_leaving_makes_it_ring_again(district: Fixture) -> None:
    district.answers = False  # nobody writes a first reply, of which a page would remind
    district.drill()
    district.phone("Ana").replies("ACK")
    before = len(district.phone("Ana").inbox())
    district.pass_(1500, step=60)
    assert len(district.phone("Ana").inbox()) == before
    with district.database.engine.begin() as conn:
        given = pages.let_go(
            conn, district=DISTRICT, person=district.persons["Ana"], now=district.at, keeps=lambda _: False
        )
    assert given == 0


def test_a_drill_is_in_no_figure_of_real_pages(district: Fixture) -> None:
    district.drill()
    district.pass_(610, step=60)  # past the ten minutes after which a student would be told
    with district.database.read() as conn:
        assert pages.open_pages(conn, district=DISTRICT) == []
        assert pages.unacknowledged(conn, district=DISTRICT, now=district.at) == []
        assert unreached(conn, district=DISTRICT) == ()


def test_of_two_workers_one_begins_a_drill(both: Fixture) -> None:
    both.announce()
    both.at += timedelta(seconds=300)
    with both.database.read() as conn:
        (coming,) = due(conn, district=DISTRICT, now=both.at)
    began = []
    for _ in range(2):
        with both.database.engine.begin() as conn:
            began.append(begin_due(conn, district=DISTRICT, coming=coming, now=both.at))
    assert began == [True, False]


def test_one_drill_at_a_time(district: Fixture) -> None:
    with district.database.engine.begin() as conn:
        oncall.save_ladder(
            conn, district=DISTRICT, team=OTHER, zone="UTC", sender="+15550100", persons=(), last_resort=None
        )
    district.announce()
    district.announce(team=OTHER)
    district.pass_(310, step=60)
    with district.database.read() as conn:
        running = conn.execute(select(Drill.team).where(Drill.state == "running")).scalars().all()
        assert len(running) == 1
        assert len(due(conn, district=DISTRICT, now=district.at)) == 1


def test_a_drill_whose_hour_has_passed_is_not_begun(district: Fixture) -> None:
    district.announce()
    district.at += timedelta(hours=9)
    district.work()
    assert (district.drilled().state, district.drilled().began) == ("called_off", None)
