"""A student texts: answered at once, one thread, read together with what came just before, paged where it must be."""

import threading
from typing import Any

import pytest
from sqlalchemy import select

from reporting.model.thread import ThreadState
from reporting.store.sms_tags import SMS_TAG

SAM, KIM = "+12025550161", "+12025550162"
STOP_WORDS = ("STOP", "stop ", "Unsubscribe", "CANCEL", "STOPALL")


@pytest.fixture
def unlocked(watched_house: Any) -> Any:
    """Somebody is signed in, and the worker has looked that all is well."""
    watched_house.unlock("north_too")
    return watched_house


@pytest.fixture
def unlocked_on_each(watched_house_on_each: Any) -> Any:
    watched_house_on_each.unlock("north_too")
    return watched_house_on_each


def heard(house: Any, row: Any, role: str = "north") -> list[str]:
    return [one.text for one in house.read(role, row.reference).messages if one.author == "reporter"]


def pages(house: Any) -> list[str]:
    house.work(1)
    return [to for to, body in house.carrier.texts if "ACK" in body]


def test_a_first_text_opens_a_thread_and_is_answered_at_once_with_numbers_and_a_time(
    unlocked_on_each: Any,
) -> None:
    house = unlocked_on_each
    (answer,) = house.text(SAM, "someone keeps stealing my lunch")
    for part in ("911", "988", "741741", "Wednesday 10:00 am", "Oakfield Line"):
        assert part in answer
    assert "lunch" not in answer
    (row,) = house.threads()
    assert heard(house, row) == ["someone keeps stealing my lunch"]
    assert pages(house) == []


def test_in_spanish_it_is_answered_in_spanish(unlocked: Any) -> None:
    (answer,) = unlocked.text(SAM, "hola, alguien me quita la comida en la escuela")
    assert "Tenemos tu mensaje" in answer


def test_later_texts_join_it_and_another_phone_has_its_own(unlocked_on_each: Any) -> None:
    house = unlocked_on_each
    house.text(SAM, "someone keeps stealing my lunch")
    assert house.text(SAM, "it was Max") == ()
    house.text(KIM, "hi, is this the line")
    first = next(one for one in house.threads() if len(heard(house, one)) == 2)
    assert heard(house, first) == ["someone keeps stealing my lunch", "it was Max"]
    assert len(house.threads()) == 2


def test_a_text_of_next_week_joins_too_and_no_number_is_in_the_database(unlocked_on_each: Any) -> None:
    house = unlocked_on_each
    house.text(SAM, "someone keeps stealing my lunch")
    house.clock.advance(days=7)
    house.text(SAM, "again")
    assert len(house.threads()) == 1
    with house.house.foundation.database.read() as conn:
        (tag,) = conn.execute(select(SMS_TAG)).all()
    assert SAM[2:].encode() not in repr(tag).encode()


def test_one_message_of_the_carrier_is_one_message_and_one_page_however_often_it_comes(
    unlocked_on_each: Any,
) -> None:
    house = unlocked_on_each
    answers = [house.text(SAM, "I want to kill myself tonight", sid="SM1") for _ in range(3)]
    assert answers[0]
    assert answers[1:] == [answers[0]] * 2  # the carrier asks again when it had no answer
    (row,) = house.threads()
    assert heard(house, row) == ["I want to kill myself tonight"]
    assert pages(house) == ["+12025550102"]
    assert len(house.house.ground.paging.of_thread(row.id)) == 1


def test_three_deliveries_at_once_are_one_message(unlocked_on_each: Any) -> None:
    house = unlocked_on_each
    callers = [
        threading.Thread(
            target=house.text, args=(SAM, "I want to kill myself tonight"), kwargs={"sid": "SM1"}
        )
        for _ in range(3)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    (row,) = house.threads()
    assert heard(house, row) == ["I want to kill myself tonight"]


def test_a_redelivery_after_a_restart_is_answered_though_nobody_remembers_the_first(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "I want to kill myself tonight", sid="SM1")
    house.restart()
    (answer,) = house.text(SAM, "I want to kill myself tonight", sid="SM1")
    assert "988" in answer
    assert len(house.threads()) == 1


def test_a_threat_that_comes_in_three_texts_is_read_as_one(unlocked_on_each: Any) -> None:
    house = unlocked_on_each
    house.text(SAM, "i am going to")
    house.clock.advance(minutes=4)
    house.text(SAM, "kill")
    house.clock.advance(minutes=4)
    assert pages(house) == []
    house.text(SAM, "myself")
    (row,) = house.threads()
    assert row.severity == "urgent"
    assert pages(house)


def test_after_ten_minutes_they_are_no_longer_read_together(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "i am going to")
    house.clock.advance(minutes=11)
    house.text(SAM, "kill")
    house.clock.advance(minutes=11)
    house.text(SAM, "myself")
    assert house.threads()[0].severity != "urgent"


def test_an_urgent_text_calls_once_and_a_second_one_of_its_own_calls_again(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "I want to kill myself tonight")
    house.text(SAM, "please")
    (row,) = house.threads()
    assert len(house.house.ground.paging.of_thread(row.id)) == 1
    house.text(SAM, "he has a gun in his backpack and says tomorrow is the day")
    assert len(house.house.ground.paging.of_thread(row.id)) == 2


@pytest.mark.parametrize("word", STOP_WORDS)
def test_stop_from_a_phone_that_never_wrote_leaves_nothing_behind(unlocked: Any, word: str) -> None:
    assert unlocked.text(SAM, word) == ()
    assert unlocked.threads() == ()


@pytest.mark.parametrize("word", ["HELP", "END", "QUIT", "ayuda", "Info"])
def test_a_lone_word_that_a_child_may_mean_is_kept_and_judged(unlocked_on_each: Any, word: str) -> None:
    house = unlocked_on_each
    answers = house.text(SAM, word)
    (row,) = house.threads()
    assert heard(house, row) == [word]
    assert (row.severity == "soon") is (word.upper() in {"HELP", "AYUDA"})
    assert house.read("north", row.reference).rulebook  # it was judged like any other words
    # After END and QUIT the carrier lets no answer through.
    assert bool(answers) is (word.upper() not in {"END", "QUIT"})


def test_help_in_a_thread_is_answered_with_numbers_and_never_by_silence(unlocked: Any) -> None:
    unlocked.text(SAM, "someone keeps stealing my lunch")
    (answer,) = unlocked.text(SAM, "HELP")
    assert "911" in answer
    assert "988" in answer


def test_start_is_answered_and_opens_nothing(unlocked: Any) -> None:
    (answer,) = unlocked.text(SAM, "start")
    assert "again" in answer
    assert unlocked.threads() == ()


def test_after_stop_no_answer_of_staff_goes_to_the_phone_and_after_start_it_does(
    unlocked: Any, at: Any
) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    house.text(SAM, "STOP")
    ana.replies("Which day was it?")
    house.work()
    assert SAM not in [to for to, _ in house.carrier.texts]
    house.text(SAM, "START")
    ana.replies("You can write to us.")
    house.work()
    assert [body for to, body in house.carrier.texts if to == SAM] == ["You can write to us."]


def test_a_picture_is_noted_and_the_answer_says_honestly_what_becomes_of_it(unlocked_on_each: Any) -> None:
    house = unlocked_on_each
    received, media = house.text(SAM, "look at this", media=2)
    assert "911" in received
    assert "can look at the picture" in media
    assert "nude" in media
    (row,) = house.threads()
    assert heard(house, row) == ["look at this"]
    assert house.text(KIM, "", media=1)  # a picture alone is a message too
    assert len(house.threads()) == 2


def test_where_nobody_watches_the_answer_says_so(founded_house: Any) -> None:
    (answer,) = founded_house.text(SAM, "someone keeps stealing my lunch")
    assert "no one is reading messages right now" in answer
    assert "911" in answer


def test_a_text_to_a_closed_thread_opens_it_again(unlocked: Any, at: Any) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    at(house, "north", row.reference).closes()
    house.text(SAM, "it happened again")
    (row,) = house.threads()
    assert row.state is ThreadState.OPEN
    assert heard(house, row)[-1] == "it happened again"


# ------------------------------------------------------------------ after a restart, before anybody unlocked


def test_before_the_first_unlock_texts_form_a_thread_of_their_own_and_call_as_always(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    house.unlock("north_too")
    house.text(SAM, "someone keeps stealing my lunch")
    house.restart()
    house.text(SAM, "I want to kill myself tonight")
    house.text(SAM, "please")
    assert pages(house) == ["+12025550102"]
    old, new = sorted(house.threads(), key=lambda one: one.severity == "urgent")
    with house.house.foundation.database.read() as conn:
        assert len(conn.execute(select(SMS_TAG)).all()) == 1
    house.unlock("north")
    house.work()
    assert heard(house, new) == ["I want to kill myself tonight", "please"]
    assert house.read("north", new.reference).continues == (old.reference,)
    house.text(SAM, "are you there")
    assert heard(house, new)[-1] == "are you there"
    assert len(house.threads()) == 2


def test_what_a_thread_goes_on_from_is_not_shown_to_whom_that_one_is_kept_from(
    founded_house: Any,
) -> None:
    house = founded_house
    house.unlock("north_too")
    house.text(SAM, "Ms Ruiz the counselor pulls my hair")
    assert house.references("north") == set()
    house.restart()
    house.text(SAM, "someone keeps stealing my lunch")
    house.unlock("designee")
    house.work()
    new = next(one for one in house.threads() if one.reference in house.references("designee"))
    assert house.references("designee")
    house.unlock("north")
    (mine,) = house.references("north")
    assert house.read("north", mine).continues == ()
    assert new.reference


def test_after_a_restart_the_next_text_is_read_alone_and_is_soon_at_the_least(founded_house: Any) -> None:
    house = founded_house
    house.unlock("north_too")
    house.text(SAM, "i am going to kill")
    house.restart()
    house.unlock("north_too")
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    assert row.severity == "soon"
    house.unlock("north")
    assert any("earlier" in step for step in house.read("north", row.reference).trace)


def test_the_first_who_unlocks_reads_the_whole_thread_again_and_it_calls(
    founded_house_on_each: Any,
) -> None:
    house = founded_house_on_each
    house.unlock("north_too")
    house.text(SAM, "i am going to kill")
    house.restart()
    house.unlock("south")  # may not open it, and loads the key of the phones
    house.text(SAM, "myself")
    house.unlock("south")
    assert house.threads()[0].severity == "soon"
    assert pages(house) == []
    house.unlock("north")
    (row,) = house.threads()
    assert row.severity == "urgent"
    assert pages(house)
    house.unlock("north_too")
    house.unlock("north")
    assert len(house.house.ground.paging.of_thread(row.id)) == 1


def test_a_tag_that_a_thief_points_at_another_thread_is_not_followed(unlocked: Any, thief_of: Any) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    house.text(KIM, "hi, is this the line")
    sams, kims = (
        next(t for t in house.threads() if heard(house, t)[0].startswith(w)) for w in ("some", "hi")
    )
    house.house.foundation.database.write(
        lambda conn: conn.execute(SMS_TAG.update().where(SMS_TAG.c.thread == sams.id).values(thread=kims.id))
    )
    house.text(SAM, "it was Max")
    assert heard(house, kims) == ["hi, is this the line"]
    assert len(house.threads()) == 3


def test_a_thread_whose_keys_were_swapped_gets_no_text_more(unlocked: Any, thief_of: Any) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (old,) = house.threads()
    thief_of(house).swap_keys(old.id)
    house.text(SAM, "it was Max")
    house.text(SAM, "and Tim")
    new = next(one for one in house.threads() if one.id != old.id)
    assert heard(house, new) == ["it was Max", "and Tim"]
    assert house.read("north", new.reference).continues == (old.reference,)


# ------------------------------------------------------------------------------------ answers of staff, by text


def test_an_answer_goes_to_the_phone_as_it_was_written_and_nothing_else(
    unlocked_on_each: Any, at: Any
) -> None:
    house = unlocked_on_each
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    at(house, "north", row.reference).replies("Which day was it?")
    house.work()
    assert [body for to, body in house.carrier.texts if to == SAM] == ["Which day was it?"]
    told = [one for one in house.read("north", row.reference).messages if one.author == "staff"]
    assert [one.delivery for one in told] == ["sent"]


@pytest.mark.parametrize("way", ["late", "restart"])
def test_an_answer_older_than_half_an_hour_waits_for_a_person(unlocked: Any, at: Any, way: str) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    number = ana.replies("Which day was it?")
    house.clock.advance(minutes=31)
    if way == "restart":
        house.restart()
        house.unlock("north")
    else:
        house.sessions["north"] = house.sign_in("ana@oakfield.example", "north rides a green bicycle")
    house.work()
    house.work()
    assert SAM not in [to for to, _ in house.carrier.texts]
    (alarm,) = [one for one in house.doors.alarms.open(house.sessions["north"]) if one.reference]
    assert (alarm.kind, alarm.reference) == ("reply_not_sent", row.reference)
    (told,) = [one for one in ana.reads().messages if one.author == "staff"]
    assert told.delivery == "not_sent"
    if way == "late":
        ana.does("send_anyway", number.hex())
        house.work()
        assert [body for to, body in house.carrier.texts if to == SAM] == ["Which day was it?"]
        assert [one for one in house.doors.alarms.open(house.sessions["north"]) if one.reference] == []


def test_ten_minutes_without_a_person_the_phone_is_told_and_told_again_when_somebody_has_it(
    unlocked_on_each: Any, at: Any
) -> None:
    house = unlocked_on_each
    house.text(SAM, "I want to kill myself tonight")
    house.work()
    house.clock.advance(minutes=10)
    house.work()
    house.work()
    (row,) = house.threads()
    assert [body for to, body in house.carrier.texts if to == SAM] == [
        "We have not reached a person yet. Call 911 or 988 now. We keep calling people here."
    ]
    house.unlock("south")
    at(house, "south", row.reference).does("acknowledge")
    house.work()
    house.work()
    told = [body for to, body in house.carrier.texts if to == SAM]
    assert told[1:] == ["A person has your message now and is reading it. In danger? Call 911."]
    codes = [one.code for one in house.read("south", row.reference).messages if one.author == "system"]
    assert codes[:2] == ["unreached", "reached"]


LONG = " ".join(
    f"renglón{number}" for number in range(140)
)  # one letter that is none of GSM-7: 70 to a segment


def test_a_long_reply_leaves_as_numbered_texts_and_is_one_answer_to_its_author(
    unlocked: Any, at: Any
) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    ana.replies(LONG)
    house.work()
    house.clock.advance(seconds=3)
    house.work()
    texts = [body for to, body in house.carrier.texts if to == SAM]
    assert [body[:6] for body in texts] == ["(1/3) ", "(2/3) ", "(3/3) "]
    assert " ".join(body[6:] for body in texts).split() == LONG.split()
    (told,) = [one for one in ana.reads().messages if one.author == "staff"]
    assert (told.text, told.delivery) == (LONG, "sent")


def test_of_a_long_reply_the_parts_that_did_not_leave_are_one_alarm_and_leave_together(
    unlocked: Any, at: Any
) -> None:
    house = unlocked
    house.text(SAM, "someone keeps stealing my lunch")
    (row,) = house.threads()
    ana = at(house, "north", row.reference)
    number = ana.replies(LONG)
    house.work()  # the first part
    house.clock.advance(minutes=31)
    house.sessions["north"] = house.sign_in("ana@oakfield.example", "north rides a green bicycle")
    house.work()
    house.work()
    assert len([to for to, _ in house.carrier.texts if to == SAM]) == 1
    alarms = [one for one in house.doors.alarms.open(house.sessions["north"]) if one.reference]
    assert [one.kind for one in alarms] == ["reply_not_sent"]
    (told,) = [one for one in ana.reads().messages if one.author == "staff"]
    assert told.delivery == "not_sent"
    ana.does("send_anyway", number.hex())
    house.work()
    assert sorted(body[:6] for to, body in house.carrier.texts if to == SAM) == ["(1/3) ", "(2/3) ", "(3/3) "]
    (told,) = [one for one in ana.reads().messages if one.author == "staff"]
    assert told.delivery == "sent"
