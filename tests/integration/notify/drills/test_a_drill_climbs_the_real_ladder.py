"""A drill is a page like a real one: the same people, channels and waits; and every word of it says that it is a drill."""

from datetime import timedelta
from typing import Any

import pytest

from notify import contacts
from notify.drills import running
from notify.policy import Policy

DISTRICT = b"northside distri"
EN, ES = "DRILL, not a real page. ", "SIMULACRO, no es un aviso real. "
Fixture = Any


def said(district: Fixture, name: str) -> list[str]:
    """Everything that reached this person: texts, what calls said, mails."""
    calls = [each["body"] for each in district.phone(name).calls() if each["body"]]
    return [*district.phone(name).inbox(), *calls, *district.mails(name)]


def test_those_on_call_are_told_beforehand_each_in_their_language_and_nobody_else_is(both: Fixture) -> None:
    both.announce()
    both.pass_(60, step=30)
    (told,) = both.phone("Ana").inbox()
    assert told.startswith(
        "DRILL ahead: a practice page comes Mon 2 Mar 21:15. Answer it as you would a real one."
    )
    (told,) = both.phone("Ben").inbox()
    assert told.startswith("SIMULACRO: lun 2 mar 21:15 llega un aviso de practica.")
    both.phone("Cho").expects_nothing()
    both.pass_(180, step=60)
    assert len(both.phone("Ana").inbox()) == 1


def test_a_drill_climbs_as_a_page_does_and_each_word_of_it_says_drill(shipped: Fixture) -> None:
    shipped.name_agency()
    began = shipped.at + timedelta(minutes=5)
    shipped.drill()
    shipped.pass_(700)
    story = shipped.story(began)
    # Two notices beforehand; then the rungs of the shipped ladder, and no agency: nobody outside agreed to be drilled.
    assert story[2:17] == [
        "0:00 sms Ana",
        "1:30 voice Ana",
        "2:10 email Ana",
        "2:40 sms Ben",
        "4:10 voice Ben",
        "4:50 email Ben",
        "5:20 sms Cho",
        "6:50 voice Cho",
        "7:30 email Cho",
        "8:00 sms Ana",
        "8:00 sms Ben",
        "8:00 sms Dee",
        "9:30 voice Ana",
        "9:30 voice Ben",
        "9:30 voice Dee",
    ]
    assert len(story) == 17, "a drill is not begun anew"
    for name in shipped.persons:
        mark = "SIMULACRO" if name == "Ben" else "DRILL"
        spoken = "Esto es un simulacro." if name == "Ben" else "This is a drill."
        for words in said(shipped, name):
            assert mark in words or spoken in words, words
    drilled = shipped.drilled()
    assert (drilled.state, drilled.acknowledged) == ("unanswered", None)
    assert {one.person for one in drilled.persons if one.missed} == set(shipped.persons.values())
    assert shipped.troubles() == []


@pytest.mark.parametrize("way", ["code", "bare", "link"])
def test_each_way_to_take_a_page_takes_a_drill_and_says_that_it_is_one(shipped: Fixture, way: str) -> None:
    shipped.drill()
    shipped.pass_(160)
    ana = shipped.phone("Ana")
    ana.read = 1
    ana.expects(
        f"{EN}Quietline: urgent page DRILL-4821. Reply ACK 4822 or open https://q.example/DRILL-4821."
    )
    (mail,) = shipped.mails("Ana")
    assert mail.startswith(EN)
    if way == "link":
        asked = shipped.presses_button(shipped.button_of(mail))
        assert (asked.drill, asked.mine) == (True, True)
    else:
        ana.replies("ACK {code}" if way == "code" else "ACK")
        ana.expects(f"{EN}Quietline: you have DRILL-4821. Open https://q.example/DRILL-4821")
    drilled = shipped.drilled()
    taken = (drilled.state, drilled.holder, drilled.acknowledged_by)
    assert taken == ("practising", shipped.persons["Ana"], way)
    shipped.pass_(10)  # whoever was rung besides is told who has it
    before = len(shipped.story(shipped.at))
    shipped.pass_(600, step=60)
    assert len(shipped.story(shipped.at)) == before


def test_a_call_of_a_drill_says_so_before_and_after_the_digit_that_takes_it(shipped: Fixture) -> None:
    shipped.drill()
    shipped.pass_(95)
    ana = shipped.phone("Ana")
    assert ana.presses("1").startswith(
        "This is a drill. It is not a real page. Thank you. The page is yours."
    )
    heard = ana.calls()[-1]["body"]
    assert heard.startswith("This is a drill. It is not a real page. This is Quietline with an urgent page.")
    assert shipped.drilled().acknowledged_by == "digit"


def test_others_who_were_rung_are_told_who_has_the_drill_and_that_it_is_one(district: Fixture) -> None:
    district.drill()
    district.pass_(200)
    district.phone("Ana").replies("ACK")
    district.work()
    assert (
        district.phone("Ben").inbox()[-1]
        == f"{ES}Quietline: Ana se ocupa de DRILL-4821. No tienes que hacer nada."
    )
    wrong = district.phone("Ben")
    wrong.replies("ACK 0000")
    district.phone("Ben").replies("ACK")
    assert district.phone("Ben").inbox()[-1] == f"{ES}Quietline: Ana ya se ocupa de DRILL-4821."


def test_a_wrong_code_of_a_drill_says_that_it_is_a_drill(district: Fixture) -> None:
    district.drill()
    district.phone("Ana").replies("ACK 0000")
    assert district.phone("Ana").inbox()[-1].startswith(f"{EN}Quietline: that code is not right.")


def test_delivered_taken_and_answered_are_measured_in_seconds_and_of_the_reply_only_its_time(
    both: Fixture,
) -> None:
    drill = both.drill()
    both.pass_(40)
    both.phone("Ana").replies("ACK")
    both.pass_(75, step=5)
    with both.database.engine.begin() as conn:
        now, person = both.at, both.persons["Ana"]
        assert not running.reply(
            conn, district=DISTRICT, drill=drill.drill, person=both.persons["Ben"], now=now
        )
        assert running.reply(conn, district=DISTRICT, drill=drill.drill, person=person, now=now)
        assert not running.reply(conn, district=DISTRICT, drill=drill.drill, person=person, now=now)
    done = both.drilled()
    assert done.state == "done"
    assert (done.after(done.delivered), done.after(done.acknowledged), done.after(done.replied)) == (
        0,
        40,
        115,
    )
    (reached,) = [one for one in done.persons if one.rung]
    assert (reached.person, reached.missed) == (both.persons["Ana"], False)


def test_a_confirmation_that_comes_late_or_twice_does_not_move_what_was_measured(district: Fixture) -> None:
    district.drill()
    district.pass_(10)
    first = district.drilled().delivered
    assert first is not None
    with district.database.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE notify_outbox SET changed_at = changed_at + 500")
    district.pass_(20)
    assert district.drilled().delivered == first
    assert [one.delivered for one in district.drilled().persons if one.rung] == [first]


def test_whoever_the_ladder_had_to_pass_is_named_and_whoever_was_slower_than_another_is_not(
    shipped: Fixture,
) -> None:
    shipped.drill()
    shipped.pass_(490)  # Ana, Ben and Cho one by one, then all at once
    shipped.phone("Dee").replies("ACK")
    shipped.pass_(10)
    missed = {one.person for one in shipped.drilled().persons if one.missed}
    assert missed == {shipped.persons[name] for name in ("Ana", "Ben", "Cho")}


def test_whoever_rings_while_the_first_one_answers_missed_nothing(district: Fixture) -> None:
    district.drill()
    district.pass_(200)
    district.phone("Ben").replies("ACK")
    district.pass_(10)
    missed = {one.person for one in district.drilled().persons if one.missed}
    assert missed == {district.persons["Ana"]}


def test_practice_that_nobody_writes_ends_by_itself(district: Fixture) -> None:
    district.drill()
    district.phone("Ana").replies("ACK")
    district.pass_(1790, step=60)
    assert district.drilled().state == "practising"
    district.pass_(20)
    assert (district.drilled().state, district.drilled().replied) == ("done", None)


def test_where_nobody_can_be_reached_a_drill_says_so_and_raises_no_alarm(district: Fixture) -> None:
    district.announce()
    with district.database.engine.begin() as conn:
        for person in district.persons.values():
            contacts.remove_contact(conn, district=DISTRICT, person=person)
    district.pass_(310)
    assert district.drilled().state == "unanswered"
    assert not [one for one in district.drilled().persons if one.rung]
    assert district.troubles() == []


def test_a_drill_uses_the_policy_of_its_team(empty_district: Fixture) -> None:
    policy = Policy().hastened(3)
    empty_district.furnish(policy)
    began = empty_district.at + timedelta(minutes=5)
    empty_district.drill()
    empty_district.pass_(60, step=5)
    assert empty_district.story(began)[2:4] == ["0:00 sms Ana", "0:30 voice Ana"]
