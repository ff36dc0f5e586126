"""The weekly audit sample: a lead reads what paged nobody; the thread, its student and who must not know notice nothing."""

import secrets
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from reporting.cases.overriding import Word
from reporting.cases.refusals import NoSuchThread, NotAllowed
from reporting.model.feedback import Said
from reporting.model.thread import ThreadState
from reporting.store import audit_samples
from reporting.store.messages import MESSAGE
from reporting.store.tables.feedback import AuditSampleRow
from reporting.vault.envelope import recipient_kids

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
LUNCH = "Someone keeps stealing my lunch"
QUIET = "the chess room smells of paint since monday"


def sampling(house: Any) -> Any:
    """The house, drawing every unpaged tip; the work goes through it as well."""
    other = house.sampling()
    other.sessions = {role: other.resume(cookie) for role, cookie in other.cookies.items()}
    return other


def waiting(house: Any, role: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = house.house.samples.listed(house.sessions[role])
    return found


def judge(house: Any, role: str, value: str, said: str, sentence: str = "") -> None:
    house.house.samples.judge(house.sessions[role], value, Word(said, "", sentence))


def test_a_lead_reads_a_drawn_tip_and_the_student_is_told_of_no_counselor(founded_house_on_each: Any) -> None:
    house = sampling(founded_house_on_each)
    words = " ".join(house.tip(QUIET).words)
    (row,) = waiting(house, "designee")
    seen = house.house.samples.read(house.sessions["designee"], row.value)
    assert (seen.text, seen.row.school_name, seen.because) == (QUIET, "North High", ())
    judge(house, "designee", row.value, "right")
    (thread,) = house.threads()
    assert (thread.state, thread.read_minute, thread.awaiting) == (ThreadState.NEW, None, "staff")
    told = house.house.web_return.open(words)
    assert [one.author for one in told.messages] == ["reporter"]
    assert waiting(house, "designee") == waiting(house, "south") == ()


def test_what_paged_is_not_drawn_and_chance_decides_of_the_rest(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(GUN)
    assert waiting(house, "designee") == ()
    rare = founded_house.sampling(one_in=1_000_000_000)
    for _ in range(3):
        rare.tip(QUIET)
    assert waiting(house, "designee") == ()


def test_no_more_are_drawn_in_a_week_than_the_setting_says(founded_house: Any) -> None:
    house = founded_house.sampling(weekly=2)
    for _ in range(4):
        house.tip(QUIET)
    assert len(waiting(house, "designee")) == 2
    judge(house, "designee", waiting(house, "designee")[0].value, "right")
    house.tip(QUIET)
    assert len(waiting(house, "designee")) == 1
    house.clock.advance(days=7)
    house.tip(QUIET)
    assert len(house.house.samples.listed(house.sign_in_as("designee"))) == 2


def test_who_was_ticked_never_gets_it_and_is_not_told_how_many_wait(founded_house: Any) -> None:
    """The attack: become a lead, and wait for what is written about you to be drawn."""
    house = sampling(founded_house)
    designee = house.member("designee")
    house.tip(QUIET, excluded=frozenset({designee}))
    assert waiting(house, "designee") == ()
    (thread,) = house.threads()
    value = thread.id.hex()
    for act in (
        lambda: house.house.samples.read(house.sessions["designee"], value),
        lambda: judge(house, "designee", value, "right"),
    ):
        with pytest.raises(NoSuchThread):
            act()
    mine = house.house.ground.roll.readers().members[designee].kid
    assert not any(mine in recipient_kids(one["recipients"]) for one in messages(house))


def test_a_tip_that_is_kept_from_somebody_reaches_no_further_lead(founded_house: Any) -> None:
    """Ana leads, and could not open it: the sample must not hand it to her, though she is not the one who is kept out."""
    house = sampling(founded_house)
    house.tip(QUIET, excluded=frozenset({house.member("north_too")}))
    able = {one.value for one in waiting(house, "designee")}
    assert able == {house.threads()[0].id.hex()}
    assert waiting(house, "north") == waiting(house, "south") == ()


def test_a_name_in_the_text_keeps_its_owner_out_as_a_tick_does(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip("Ms Castillo never answers in the hall, it is so odd")
    assert waiting(house, "designee") == ()


def test_who_is_named_later_reads_it_no_more(founded_house: Any) -> None:
    house = sampling(founded_house)
    words = " ".join(house.tip(QUIET).words)
    (row,) = waiting(house, "designee")
    view = house.house.web_return.open(words)
    house.house.web_return.reply(view.token, secrets.token_bytes(16), "it was Erin Castillo who painted it")
    assert waiting(house, "designee") == waiting(house, "north") == ()
    with pytest.raises(NoSuchThread):
        house.house.samples.read(house.sessions["designee"], row.value)


def test_it_opens_the_first_message_alone_and_not_the_thread(founded_house: Any) -> None:
    house = sampling(founded_house)
    words = " ".join(house.tip(QUIET).words)
    view = house.house.web_return.open(words)
    house.house.web_return.reply(view.token, secrets.token_bytes(16), "and my brother is called Theo")
    (row,) = waiting(house, "south")
    seen = house.house.samples.read(house.sessions["south"], row.value)
    assert "Theo" not in repr((seen.text, seen.because))
    with pytest.raises(NoSuchThread):
        house.read("south", house.threads()[0].reference)
    assert house.references("south") == set()


@pytest.mark.parametrize("role", ["north_too", "south_too", "administrator"])
def test_who_leads_no_queue_has_no_sample_at_all(founded_house: Any, role: str) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    with pytest.raises(NotAllowed):
        waiting(house, role)
    with pytest.raises(NotAllowed):
        house.house.samples.read(house.sessions[role], house.threads()[0].id.hex())


def test_who_stops_leading_reads_no_more_samples(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    session = house.sessions["south"]
    assert waiting(house, "south")
    session.principal = replace(session.principal, leads=frozenset())
    with pytest.raises(NotAllowed):
        waiting(house, "south")


def test_what_should_have_paged_is_raised_at_once_and_calls_somebody(founded_house_on_each: Any) -> None:
    house = sampling(founded_house_on_each)
    house.tip(QUIET)
    (row,) = waiting(house, "designee")
    judge(house, "designee", row.value, "should_page")
    (thread,) = house.threads()
    assert (thread.severity, thread.state, thread.read_minute) == ("urgent", ThreadState.NEW, None)
    house.work(1)
    assert [to for to, body in house.carrier.texts if thread.reference in body] == ["+12025550101"]
    seen = house.read("north", thread.reference)
    assert (seen.urgency.said, seen.urgency.by) == (Said.PAGE, "Erin Castillo")
    page = house.doors.inboxes.page(
        house.sessions["north"], view="all", queue=None, state="open", cursor=None
    )
    assert [(one.severity, one.summary) for one in page.rows] == [("urgent", QUIET)]


def test_where_a_person_has_it_in_hand_it_moves_up_and_wakes_nobody(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    (thread,) = house.threads()
    house.read("north", thread.reference)
    judge(house, "designee", waiting(house, "designee")[0].value, "should_page")
    house.work(1)
    assert house.threads()[0].severity == "urgent"
    assert house.carrier.texts == []


def test_same_day_moves_it_up_without_a_call(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    judge(house, "designee", waiting(house, "designee")[0].value, "same_day")
    house.work(1)
    assert (house.threads()[0].severity, house.carrier.texts) == ("soon", [])


def test_of_two_leads_who_judge_at_once_one_has_judged(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    (row,) = waiting(house, "designee")
    judge(house, "south", row.value, "right")
    with pytest.raises(NoSuchThread):
        judge(house, "designee", row.value, "should_page")
    assert house.threads()[0].severity == "routine"


def test_the_leads_are_among_those_who_can_open_it_until_it_is_judged(founded_house: Any) -> None:
    """ "N people can open this" tells the truth."""
    house = sampling(founded_house)
    house.tip(QUIET)
    (thread,) = house.threads()
    readers = house.read("north", thread.reference).readers
    assert {"Erin Castillo", "Carla Nguyen"} <= set(readers)
    judge(house, "designee", waiting(house, "designee")[0].value, "right")
    assert not {"Erin Castillo", "Carla Nguyen"} & set(house.read("north", thread.reference).readers)


def test_a_hand_over_takes_it_from_the_leads_as_from_all_others(founded_house: Any, at: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    at(house, "north", house.threads()[0].reference).hands_to("Designee")
    assert waiting(house, "designee") == waiting(house, "south") == ()
    with house.house.foundation.database.read() as conn:
        assert audit_samples.waiting(conn, house.house.ground.district) == ()


def test_what_waits_for_more_than_a_week_is_an_alarm_of_those_who_can_read_it(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET, excluded=frozenset({house.member("north")}))
    house.clock.advance(days=6)
    assert "sample_waits" not in [one.kind for one in house.doors.alarms.open(house.sign_in_as("designee"))]
    house.clock.advance(days=2)
    alarms = {
        role: [one.kind for one in house.doors.alarms.open(house.sign_in_as(role))]
        for role in ("designee", "north", "south_too")
    }
    assert {role for role, kinds in alarms.items() if "sample_waits" in kinds} == {"designee"}


def test_who_read_and_judged_is_written_down(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    (row,) = waiting(house, "designee")
    house.house.samples.read(house.sessions["designee"], row.value)
    judge(house, "designee", row.value, "right")
    lines = house.house.audit.page(house.sessions["north"].principal).lines
    assert [(line.act, line.actor) for line in lines][:2] == [
        ("sample_judged", house.member("designee")),
        ("sample_read", house.member("designee")),
    ]


def test_a_tip_by_text_is_drawn_as_well(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.text("+12025550142", QUIET)
    (row,) = waiting(house, "designee")
    seen = house.house.samples.read(house.sessions["designee"], row.value)
    assert seen.text == QUIET
    assert "+1202" not in repr(seen)


def test_a_sample_that_somebody_put_into_the_table_opens_nothing(founded_house: Any) -> None:
    """A database writer marks a tip as drawn: nobody can open it by that."""
    house = founded_house
    house.tip(QUIET)
    (thread,) = house.threads()
    house.house.foundation.database.write(
        lambda conn: audit_samples.add(conn, house.house.ground.district, thread.id, 20_000)
    )
    assert waiting(house, "designee") == ()


def test_what_lies_in_clear_of_a_sample_is_that_it_was_drawn(founded_house: Any) -> None:
    house = sampling(founded_house)
    house.tip(QUIET)
    judge(house, "designee", waiting(house, "designee")[0].value, "should_page", "a made up zorblefrotz")
    with house.house.foundation.database.read() as conn:
        (row,) = conn.execute(select(AuditSampleRow.__table__)).mappings()
    assert set(row) == {"district", "thread", "drawn_day", "judged"}


def messages(house: Any) -> list[Any]:
    with house.house.foundation.database.read() as conn:
        return [row for row in conn.execute(select(MESSAGE)).mappings() if row["recipients"]]
