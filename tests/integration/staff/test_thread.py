"""One thread: what is shown of it, and each act on it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from reporting.cases.refusals import NotAllowed, NothingStored, TooLong
from reporting.cases.staff_view import Act, DeletionView
from reporting.model.thread import Channel, Disposition


def changed(house: Any, **fields: Any) -> Any:
    return replace(house.threads["7KQ2BC"], **fields)


@pytest.fixture
def thread(house: Any) -> Any:
    house.add("7KQ2BC", "urgent", summary="My friend has a gun in his backpack.")
    return "/threads/7KQ2BC"


def test_messages_are_articles_that_say_who_wrote_them(ana: Any, thread: Any, house: Any, said: Any) -> None:
    now = house.clock()
    messages = [
        said(n, who, f"words of {who}", now)
        for n, who in enumerate(("reporter", "staff", "system", "note"), 1)
    ]
    house.threads["7KQ2BC"] = changed(house, messages=tuple(messages))
    page = ana.get(thread).text
    assert re.findall(r'<article[^>]*data-from="(\w+)"', page) == ["reporter", "staff", "system", "note"]


def test_the_reasons_of_the_triage_stand_in_because_with_words_title_and_rule(ana: Any, thread: Any) -> None:
    because = re.search(r'id="because".*?</section>', ana.get(thread).text, re.DOTALL)[0]
    assert "My friend has a gun in h" in because
    assert "Someone has a weapon at school or in a bag" in because
    assert "weapon.gun.1" in because
    assert "negation: none" in because


def test_the_reasons_are_said_in_the_readers_language(ana: Any, thread: Any) -> None:
    assert "Alguien tiene un arma en la escuela o en una mochila" in ana.get(f"{thread}?lang=es").text


def test_a_thread_without_a_reason_says_that_a_person_decides(ana: Any, house: Any) -> None:
    house.add("RRRR22")
    because = re.search(r'id="because".*?</section>', ana.get("/threads/RRRR22").text, re.DOTALL)[0]
    assert "No rule fired" in because


def test_it_says_by_name_who_can_open_it(ana: Any, thread: Any) -> None:
    page = ana.get(thread).text
    assert "3 people can open this" in page
    assert "Carla Díaz" in page


def test_an_answer_needs_only_its_words_and_the_token_and_leads_back_to_the_thread(
    ana: Any, thread: Any, house: Any
) -> None:
    token = ana.get(thread).hidden()["csrf_token"]
    ana.answer = ana.client.post(
        f"{thread}/reply",
        data={"body": "Where is he now?", "csrf_token": token},
        base_url="http://localhost",
        headers={"Origin": "http://localhost"},
    )
    assert ana.status == 303
    assert ana.answer.headers["Location"].startswith(thread)
    assert house.acts[0][0] == "reply"
    assert len(house.acts[0][2]) == 16
    assert "Where is he now?" in ana.get(thread).text


def test_the_form_carries_its_single_use_number_and_what_was_seen_last(
    ana: Any, thread: Any, house: Any
) -> None:
    ana.get(thread)
    submission = re.search(r'name="submission" value="([0-9a-f]{32})"', ana.text)[1]
    ana.post(f"{thread}/reply", body="Hello", submission=submission)
    assert house.acts == [("reply", "7KQ2BC", bytes.fromhex(submission), "Hello", "s1")]


@pytest.mark.parametrize(
    ("refusal", "status"), [(NothingStored(), 503), (TooLong(40000), 413), (NotAllowed(), 403)]
)
def test_a_refused_answer_comes_back_with_every_word(
    ana: Any, thread: Any, house: Any, refusal: Any, status: Any
) -> None:
    ana.get(thread)
    house.refuse_next = refusal
    ana.post(f"{thread}/reply", body="A long answer\nin two lines & <b>")
    assert ana.status == status
    assert "A long answer\nin two lines &amp; &lt;b&gt;</textarea>" in ana.text
    assert 'role="alert"' in ana.text


def test_an_answer_sent_after_the_session_ended_is_given_back_to_be_copied(
    ana: Any, thread: Any, house: Any
) -> None:
    ana.get(thread)
    house.open_sessions.clear()
    ana.post(f"{thread}/reply", body="Words I typed for a quarter of an hour")
    assert ana.status == 401
    assert "Words I typed for a quarter of an hour" in ana.text
    assert not house.acts


def test_broken_bytes_and_nuls_in_an_answer_break_nothing(ana: Any, thread: Any, house: Any) -> None:
    token = ana.get(thread).hidden()["csrf_token"]
    body = b"csrf_token=" + token.encode() + b"&body=caf%e9%00+bar"
    ana.answer = ana.client.post(
        f"{thread}/reply",
        data=body,
        content_type="application/x-www-form-urlencoded",
        base_url="http://localhost",
    )
    assert ana.status == 303
    assert house.acts[0][3] == "caf\ufffd bar"


def test_an_answer_of_forty_thousand_emoji_is_taken(ana: Any, thread: Any, house: Any) -> None:
    ana.get(thread).post(f"{thread}/reply", body="😀" * 40_000)
    assert ana.status == 200
    assert len(house.acts[0][3]) == 40_000


def test_a_note_is_kept_and_said_to_be_for_staff(ana: Any, thread: Any, house: Any) -> None:
    ana.get(thread).post(f"{thread}/note", note="Called the principal")
    assert house.acts == [("note", "7KQ2BC", "Called the principal")]
    assert "note, staff only" in ana.text


def test_assigning_handing_over_and_giving_back_reach_the_desk(ana: Any, thread: Any, house: Any) -> None:
    ana.get(thread).post(f"{thread}/assign", assignee="m2")
    assert "held by Ben Osei" in ana.text
    ana.post(f"{thread}/acknowledge")
    assert "Ana Ruiz has it" in ana.text
    ana.post(f"{thread}/hand-back")
    ana.get(thread).post(f"{thread}/hand-over", queue="q2", handed="Called home.")
    # Who handed it on may hold no key of the other queue: the way leads to the inbox.
    assert ana.answer.request.path == "/inbox"
    assert [act[0] for act in house.acts] == ["assign", "acknowledge", "hand_back", "hand_over"]


def test_who_takes_a_thread_on_finds_their_own_name_chosen_and_letting_go_is_not_called_assigned(
    ana: Any, thread: Any
) -> None:
    chosen = re.search(r'<select[^>]*name="assignee".*?</select>', ana.get(thread).text, re.DOTALL)[0]
    assert re.findall(r"<option[^>]* selected>([^<]*)", chosen) == ["Ana Ruiz"]
    ana.post(f"{thread}/assign", assignee="")
    assert "Nobody holds it now." in ana.text


def test_closing_asks_why_and_keeps_the_last_words_when_it_was_forgotten(
    ana: Any, thread: Any, house: Any
) -> None:
    ana.get(thread).post(f"{thread}/close", words="Thank you for writing.")
    assert ana.status == 422
    assert "Thank you for writing.</textarea>" in ana.text
    ana.post(f"{thread}/close", words="Thank you for writing.", disposition="help_given")
    assert house.acts == [("close", "7KQ2BC", "help_given", "Thank you for writing.")]
    assert "Closed: Help was given here" in ana.text
    ana.post(f"{thread}/reopen")
    assert house.acts[-1] == ("reopen", "7KQ2BC")


@pytest.mark.parametrize("disposition", list(Disposition))
def test_every_disposition_has_words(ana: Any, thread: Any, disposition: Any) -> None:
    page = ana.get(thread).text
    assert f'value="{disposition}"' in page
    assert disposition.value not in re.sub(r"<[^>]+>", "", page)


def test_an_exclusion_is_lifted_only_with_a_reason(ana: Any, thread: Any, house: Any) -> None:
    ana.get(thread).post(f"{thread}/lift-exclusion", member="e1", reason="")
    assert ana.status == 403
    ana.post(f"{thread}/lift-exclusion", member="e1", reason="The whole staff was ticked")
    assert house.acts == [("lift_exclusion", "7KQ2BC", "e1", "The whole staff was ticked")]


def test_a_text_that_was_not_sent_waits_for_its_author(ana: Any, house: Any, said: Any) -> None:
    house.add("7KQ2BC", channel=Channel.SMS)
    late = said(2, "staff", "Can you talk?", house.clock() - timedelta(hours=1), delivery="not_sent")
    house.threads["7KQ2BC"] = changed(house, messages=(house.threads["7KQ2BC"].messages[0], late))
    page = ana.get("/threads/7KQ2BC").text
    assert "Not sent." in page
    ana.post("/threads/7KQ2BC/send-anyway", message=late.id)
    assert house.acts == [("send_anyway", "7KQ2BC", late.id)]


def test_before_an_answer_by_text_it_says_who_may_read_it(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", channel=Channel.SMS)
    page = ana.get("/threads/7KQ2BC").text
    assert "Whoever holds this phone sees this. Last heard 3 days ago." in " ".join(page.split())
    assert "These words do not go to the phone." in page
    assert "Ask first" not in page


def test_a_message_that_does_not_verify_is_marked_and_the_others_are_shown(
    ana: Any, thread: Any, house: Any, said: Any
) -> None:
    now = house.clock()
    bad = said(2, "reporter", "", now, failure="link")
    house.threads["7KQ2BC"] = changed(house, messages=(house.threads["7KQ2BC"].messages[0], bad))
    page = ana.get(thread).text
    assert "This message could not be verified." in page
    assert "My friend has a gun in his backpack." in page


def test_an_act_that_the_person_may_not_do_is_not_offered(ana: Any, thread: Any, house: Any) -> None:
    house.threads["7KQ2BC"] = changed(house, may=frozenset({Act.NOTE}))
    page = ana.get(thread).text
    for act in (
        "reply",
        "assign",
        "hand-over",
        "close",
        "acknowledge",
        "hand-back",
        "lift-exclusion",
        "reopen",
        "hold",
    ):
        assert f'action="{thread}/{act}"' not in page
    assert f'action="{thread}/note"' in page


def test_a_thread_that_is_not_there_and_one_that_is_not_theirs_look_alike(ana: Any) -> None:
    assert ana.get("/threads/ZZZZ99").status == 404
    assert "There is no such thread for you." in ana.text
    # The secret of a form says when it was made, and a second may have passed.
    missing = re.sub('value="[^"]*"', "", ana.text)
    assert re.sub('value="[^"]*"', "", ana.get("/threads/nonsense").text) == missing


@pytest.mark.parametrize(
    "act",
    ["reply", "note", "assign", "hand-over", "share", "reopen", "acknowledge", "hand-back", "send-anyway"],
)
def test_no_act_tells_more_of_an_unknown_thread(ana: Any, house: Any, act: Any) -> None:
    ana.get("/inbox").post(f"/threads/ZZZZ99/{act}", body="x", note="x", queue="q2", handed="x", shared="x")
    assert ana.status == 404
    assert not house.acts


def test_words_of_people_are_text_kept_from_htmx(ana: Any, house: Any) -> None:
    house.add("7KQ2BC", "urgent", summary="<script>alert(1)</script> <b hx-post='/sign-out'>")
    page = ana.get("/threads/7KQ2BC").text
    assert "<script>alert" not in page
    assert '<div class="words" data-hx-disable dir="auto">&lt;script&gt;' in page


def test_an_unexpected_error_shows_and_logs_nothing_of_anyone(
    ana: Any, thread: Any, house: Any, caplog: Any
) -> None:
    house.refuse_next = RuntimeError("words of a student zq9")
    ana.get(thread).post(f"{thread}/reply", body="my answer zq8")
    assert ana.status == 500
    assert "my answer zq8" in ana.text
    assert "zq9" not in ana.text
    assert "zq" not in caplog.text
    assert "RuntimeError" in caplog.text


def test_what_its_student_deleted_is_said_above_the_answer_and_kept_only_with_a_reason(
    ana: Any, thread: Any, house: Any
) -> None:
    due = house.clock() + timedelta(hours=72)
    house.threads["7KQ2BC"] = changed(
        house,
        deletion=DeletionView(due, held=False),
        may=house.threads["7KQ2BC"].may | {Act.HOLD},
    )
    page = ana.get(thread).text
    assert page.index("An answer reaches nobody.") < page.index('action="/threads/7KQ2BC/reply"')
    ana.post(f"{thread}/hold", reason="It may be evidence")
    assert house.acts[-1] == ("hold", "7KQ2BC", "It may be evidence")
    house.threads["7KQ2BC"] = changed(house, deletion=DeletionView(due, held=True))
    page = ana.get(thread).text
    assert "It is on hold, so it is not destroyed." in page
    assert 'action="/threads/7KQ2BC/release"' in page
    assert 'action="/threads/7KQ2BC/hold"' not in page


def test_that_it_may_continue_another_thread_is_a_note_of_staff(
    ana: Any, thread: Any, house: Any, said: Any
) -> None:
    note = replace(said(9, "note", "", house.clock()), code="may_continue", params={"reference": "9XY4CD"})
    house.threads["7KQ2BC"] = changed(
        house,
        messages=(*house.threads["7KQ2BC"].messages, note),
        may=house.threads["7KQ2BC"].may | {Act.LINK},
    )
    page = ana.get(thread).text
    assert '<a href="/threads/9XY4CD">9XY4CD</a>' in page
    assert "repeat nothing here that stands in the other" in page
    ana.post(f"{thread}/link", other="NOBODY")
    assert "There is no other thread of this name for you." in ana.text
    ana.post(f"{thread}/link", other="9XY4CD")
    assert house.acts[-1] == ("link", "7KQ2BC", "9XY4CD")
