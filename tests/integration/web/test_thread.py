from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.integration.web import seen
from tests.integration.web.conftest import SteppingClock
from tests.integration.web.fake_doors import NOON, WORDS, FakeDoors, message

MINE = "he took my phone"
EARLY, LATE = "Where did it happen?", "We found it."
CODES = {
    "seen": ("A counselor read this at 12:00 PM.", "Consejería lo leyó a las 12:00 PM."),
    "unreached": ("We have not reached a person yet. Call 911 or 988 now.", "Llama ahora al 911 o al 988."),
    "reached": ("A person has your message now.", "Una persona ya tiene tu mensaje."),
    "late": ("We are late with our answer, and we are sorry.", "Nos tardamos en responder y lo sentimos."),
    "closed": (
        "To protect people we can't tell you everything.",
        "Para proteger a todos no podemos contarte todo.",
    ),
    "reopened": (
        "This is open again. A person will read it.",
        "Está abierto otra vez. Lo leerá una persona.",
    ),
    "read_note": ("A counselor read what you wrote last.", "Consejería leyó lo último que escribiste."),
}


def page_of(client: FlaskClient, path: str = "/return") -> str:
    answer = client.post(path, data={"receipt": " ".join(WORDS)})
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors(
        thread=[
            message(MINE, "reporter", number=1),
            message(EARLY, "staff", number=2, at=NOON - timedelta(minutes=30)),
            message("in the gym", "reporter", number=3),
            message(LATE, "staff", number=4, at=NOON - timedelta(minutes=5)),
            message("", "system", code="reached", number=5),
        ]
    )


def test_each_message_is_an_article_that_says_who_wrote_it(client: FlaskClient) -> None:
    authors = [tag["data-from"] for tag in seen.tags(page_of(client), "article")]
    assert authors == ["staff", "system", "reporter", "staff", "reporter"]


def test_the_newest_answer_of_a_person_comes_first(client: FlaskClient) -> None:
    page = page_of(client)
    assert "New answer from a counselor, 11:55 AM" in seen.text(page)
    assert page.index(LATE) < page.index("<textarea") < page.index(EARLY)


def test_own_words_are_there_but_folded(client: FlaskClient) -> None:
    page = page_of(client)
    article = page[page.index('data-from="reporter"') :]
    before, _, _ = page.partition(MINE)
    assert before.count("<details>") - before.count("</details>") == 1
    assert "Show what I wrote" in seen.text(article)
    assert "<details open" not in page


def test_the_status_says_received_read_and_by_when(client: FlaskClient, doors: FakeDoors) -> None:
    doors.thread, doors.read = (
        [message(MINE, "reporter", at=NOON - timedelta(hours=2))],
        NOON - timedelta(minutes=78),
    )
    said = seen.text(page_of(client))
    assert "Received 10:00 AM A counselor read this at 10:42 AM Answer by tomorrow, 10:00 AM" in said
    spanish = seen.text(page_of(client, "/return?lang=es"))
    assert "Consejería lo leyó a las 10:42 AM" in spanish
    assert "Respuesta: mañana antes de las 10:00 AM" in spanish


def test_unread_is_said_as_it_is(client: FlaskClient) -> None:
    assert "No person has read this yet" in seen.text(page_of(client))


def test_a_missed_promise_is_owned_before_the_child_asks(client: FlaskClient, clock: SteppingClock) -> None:
    clock.pass_by(24 * 3600)
    said = seen.text(page_of(client))
    assert "We said: answer by 10:00 AM today. We are late, and we are sorry." in said


@pytest.mark.parametrize("code", sorted(CODES))
def test_messages_of_the_service_speak_the_students_language(
    client: FlaskClient, doors: FakeDoors, code: str
) -> None:
    doors.thread = [message("fallback", "system", code=code)]
    for path, expected in zip(("/return", "/return?lang=es"), CODES[code], strict=True):
        said = seen.text(page_of(client, path))
        assert expected in said
        assert "fallback" not in said


def test_a_code_of_a_later_release_falls_back_to_its_text(client: FlaskClient, doors: FakeDoors) -> None:
    doors.thread = [message("Something new.", "system", code="not_known_here")]
    assert "Something new." in seen.text(page_of(client))


@pytest.mark.parametrize("value", ["1772650800", "2026-03-04T19:00:00+00:00"])
def test_times_in_parameters_are_told_in_the_districts_zone(
    client: FlaskClient, doors: FakeDoors, value: str
) -> None:
    doors.thread = [message("", "system", code="seen", params={"at": value, "due": "nonsense"})]
    assert "A counselor read this at 2:00 PM." in seen.text(page_of(client))


def test_what_does_not_verify_is_not_shown(client: FlaskClient, doors: FakeDoors) -> None:
    doors.thread = [
        message("forged words", author, verified=False) for author in ("reporter", "staff", "system")
    ]
    page = page_of(client)
    assert "forged words" not in page
    assert seen.text(page).count("A message could not be verified.") == 3


def test_hostile_text_is_only_text(client: FlaskClient, doors: FakeDoors) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=1> \u202etxet " + "W" * 400
    doors.thread = [message(hostile, "staff"), message(hostile, "reporter")]
    page = page_of(client)
    assert len(seen.tags(page, "script")) == 1
    assert not seen.tags(page, "img")


def test_a_closed_thread_still_takes_words(client: FlaskClient, doors: FakeDoors) -> None:
    doors.closed, doors.due = True, None
    page = page_of(client)
    assert "You can still write, and a person reads it." in seen.text(page)
    assert seen.field(page, "body")


def test_before_any_answer_the_heading_says_so(client: FlaskClient, doors: FakeDoors) -> None:
    doors.thread = doors.thread[:1]
    assert "No answer yet" in seen.text(page_of(client))


def test_what_was_answered_is_not_called_unread(client: FlaskClient, doors: FakeDoors) -> None:
    """A referral may be proposed from its own page: an answer by a person who did not open the thread first."""
    doors.due = None
    doors.thread = [
        message(MINE, "reporter", at=NOON - timedelta(hours=4)),
        message(EARLY, "staff", at=NOON - timedelta(hours=3)),
    ]
    said = seen.text(page_of(client))
    assert "A counselor answered" in said
    assert "No person has read this yet" not in said


def test_the_steps_are_those_of_what_was_written_last(client: FlaskClient, doors: FakeDoors) -> None:
    doors.due = None
    doors.thread = [
        message(MINE, "reporter", at=NOON - timedelta(hours=4)),
        message(EARLY, "staff", at=NOON - timedelta(hours=3)),
        message("in the gym", "reporter", at=NOON - timedelta(hours=1)),
    ]
    assert "Received 11:00 AM No person has read this yet A counselor" in seen.text(page_of(client))
    doors.read = NOON - timedelta(minutes=50)
    doors.thread.append(message(LATE, "staff", at=NOON - timedelta(minutes=40)))
    said = seen.text(page_of(client))
    assert "Received 11:00 AM A counselor read this at 11:10 AM A counselor answered at 11:20 AM" in said


def closed(doors: FakeDoors) -> FakeDoors:
    doors.closed, doors.due = True, None
    doors.thread.append(message("", "system", code="closed"))
    return doors


def test_when_it_is_closed_what_came_of_it_stands_on_top_and_protects_everyone(
    client: FlaskClient, doors: FakeDoors
) -> None:
    closed(doors)
    page = page_of(client)
    assert (
        page.index(LATE)
        < page.index("To protect people we can't tell you everything")
        < page.index("<textarea")
    )
    doors.thread = [message(MINE, "reporter"), message("", "system", code="closed")]
    said = seen.text(page_of(client))
    assert said.count("To protect people we can't tell you everything.") == 1
    assert "This is closed." in said
    assert "No answer yet" not in said


def test_after_it_is_closed_one_press_says_how_it_went(client: FlaskClient, doors: FakeDoors) -> None:
    assert "Did we help?" not in seen.text(page_of(client))
    closed(doors)
    page = page_of(client)
    assert [tag["value"] for tag in seen.tags(page, "button") if tag.get("name") == "rating"] == [
        "helped",
        "some",
        "not",
    ]
    answer = client.post("/return/rate", data={**seen.hidden(page), "rating": "some"})
    assert doors.rated == "some"
    assert "Thank you for telling us how it went." in seen.text(answer.text)
    assert "Did we help?" not in seen.text(answer.text)


def test_a_press_on_an_old_page_asks_for_the_words_again(client: FlaskClient, doors: FakeDoors) -> None:
    fields = seen.hidden(page_of(client)) | {"rating": "some"}
    doors.expired = True
    answer = client.post("/return/rate", data=fields)
    assert answer.status_code == 409
    assert "Type your six words once more." in seen.text(answer.text)
    assert seen.field(answer.text, "receipt")


def test_a_press_that_could_not_be_kept_says_so(client: FlaskClient, doors: FakeDoors) -> None:
    doors.refuses = True
    answer = client.post("/return/rate", data={"token": "token", "rating": "some"})
    assert answer.status_code == 503
    assert "That did not work." in seen.text(answer.text)


@pytest.mark.parametrize(
    ("path", "said"),
    [("/return/reply", "Something is still wrong."), ("/return/reply?lang=es", "Algo sigue mal.")],
)
def test_one_press_says_that_something_is_still_wrong_and_typed_words_go_with_it(
    client: FlaskClient, doors: FakeDoors, path: str, said: str
) -> None:
    assert "Something is still wrong" not in seen.text(page_of(client))
    page = page_of(client, "/return") if closed(doors) else ""
    assert "Something is still wrong" in seen.text(page)
    client.post(path, data={"token": "token", "submission": "aa" * 16, "act": "wrong", "body": " "})
    client.post(path, data={"token": "token", "submission": "ab" * 16, "act": "wrong", "body": "it is Max"})
    assert doors.replies == [said, f"{said}\n\nit is Max"]


def test_own_words_are_hidden_for_good_and_the_answer_stays(client: FlaskClient, doors: FakeDoors) -> None:
    fields = seen.hidden(page_of(client))
    page = client.post("/return/hide", data=fields).text
    assert [tag["data-from"] for tag in seen.tags(page, "article")] == ["staff", "system", "staff"]
    assert MINE not in page
    assert MINE not in page_of(client)
    assert "Hide for good" not in seen.text(page)
    client.post("/return/reply", data=seen.hidden(page) | {"body": "one more"})
    assert "one more" in page_of(client)
    assert doors.thread[0].text == MINE


def test_deleting_asks_for_a_tick_first_and_then_nothing_of_it_is_shown(
    client: FlaskClient, doors: FakeDoors
) -> None:
    fields = seen.hidden(page_of(client))
    answer = client.post("/return/delete", data=fields)
    assert (answer.status_code, doors.deleted) == (400, False)
    assert "Nothing was deleted." in seen.text(answer.text)
    answer = client.post("/return/delete", data={**fields, "sure": "1"})
    assert (answer.status_code, doors.deleted) == (200, True)
    assert "Your six words open nothing now." in seen.text(answer.text)
    assert not seen.tags(answer.text, "article")


def test_what_people_act_on_offers_no_deletion(client: FlaskClient, doors: FakeDoors) -> None:
    fields = seen.hidden(page_of(client))
    doors.urgent = True
    page = page_of(client)
    assert 'action="/return/delete"' not in page
    assert "This can't be deleted now." in seen.text(page)
    answer = client.post("/return/delete", data={**fields, "sure": "1"})
    assert answer.status_code == 409
    assert "People need this to help right now." in seen.text(answer.text)
