import html
import json
import re
import threading
from collections.abc import Callable

import pytest
from altcha import Challenge, Payload, solve_challenge
from flask.testing import FlaskClient

from reporting.guard.guarded_app import GuardedFlask
from tests.integration.web import seen
from tests.integration.web.conftest import SteppingClock
from tests.integration.web.fake_doors import WORDS, FakeDoors, message

RIGHT = " ".join(WORDS)
WRONG = "apple apple apple apple apple apple"


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors(thread=[message("what I wrote", "reporter")])


@pytest.mark.parametrize(
    "typed", [RIGHT, RIGHT.upper(), RIGHT.replace(" ", "-"), "Maple, RIVER; candle\nnorth  piano.lemon "]
)
def test_the_words_open_the_thread_in_any_case_and_with_any_signs(client: FlaskClient, typed: str) -> None:
    answer = client.post("/return", data={"receipt": typed})
    assert answer.status_code == 200
    assert 'data-from="reporter"' in answer.text


def test_wrong_words_give_the_form_again_with_the_words_in_it(client: FlaskClient) -> None:
    answer = client.post("/return", data={"receipt": WRONG})
    assert answer.status_code == 404
    assert "These words open nothing. Check the spelling." in seen.text(answer.text)
    assert seen.field(answer.text, "receipt")["value"] == WRONG


def test_a_word_that_is_none_of_ours_is_named_at_once(client: FlaskClient) -> None:
    answer = client.post("/return", data={"receipt": "maple rivr candle north piano lemon"})
    assert answer.status_code == 404
    assert "“rivr” is not one of our words." in seen.text(answer.text)


def test_a_named_word_is_text_and_short(client: FlaskClient) -> None:
    answer = client.post("/return", data={"receipt": "x" * 150})
    assert answer.status_code == 404
    assert "x" * 41 not in seen.text(answer.text)


def test_no_words_ask_for_words(client: FlaskClient, doors: FakeDoors) -> None:
    assert client.post("/return", data={"receipt": "  "}).status_code == 400
    assert client.post("/return").status_code == 400
    assert not doors.opened


def test_a_class_of_thirty_behind_one_address_comes_in(make_app: Callable[..., GuardedFlask]) -> None:
    client = make_app(returns_per_hour=30).test_client()
    assert all(client.post("/return", data={"receipt": RIGHT}).status_code == 200 for _ in range(30))


@pytest.fixture
def busy(make_app: Callable[..., GuardedFlask]) -> FlaskClient:
    """A site whose one visit of this hour is used up."""
    client = make_app(returns_per_hour=1).test_client()
    client.post("/return", data={"receipt": WRONG})
    return client


def test_over_the_limit_the_page_asks_for_five_seconds_and_then_opens(
    busy: FlaskClient, clock: SteppingClock
) -> None:
    page = busy.post("/return", data={"receipt": RIGHT})
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "5"
    assert "Yours opens in five seconds." in seen.text(page.text)
    form = seen.hidden(page.text)
    assert form["receipt"] == RIGHT
    clock.pass_by(5)
    assert busy.post("/return", data=form).status_code == 200


def test_pressing_early_starts_no_new_wait(busy: FlaskClient, clock: SteppingClock) -> None:
    form = seen.hidden(busy.post("/return", data={"receipt": RIGHT}).text)
    clock.pass_by(3)
    again = busy.post("/return", data=form)
    assert again.status_code == 429
    assert seen.hidden(again.text)["wait"] == form["wait"]
    clock.pass_by(2)
    assert busy.post("/return", data=form).status_code == 200


def test_one_wait_buys_one_visit(busy: FlaskClient, clock: SteppingClock) -> None:
    form = seen.hidden(busy.post("/return", data={"receipt": RIGHT}).text)
    clock.pass_by(5)
    assert busy.post("/return", data={**form, "receipt": WRONG}).status_code == 404
    assert busy.post("/return", data=form).status_code == 429


def test_the_words_are_never_in_an_address(busy: FlaskClient) -> None:
    page = busy.post("/return", data={"receipt": RIGHT}).text
    assert not re.search(r'(href|action|src)="[^"]*maple', page)
    assert "http-equiv" not in page


def test_over_the_limit_a_computed_answer_opens_at_once(busy: FlaskClient, clock: SteppingClock) -> None:
    # The library that checks the answer looks at the machine's clock.
    clock.now = clock.now.now(clock.now.tzinfo)
    busy.post("/return", data={"receipt": WRONG})
    page = busy.post("/return", data={"receipt": RIGHT})
    raw = re.search(r'data-challenge="([^"]+)"', page.text)
    assert raw
    challenge = Challenge.from_dict(json.loads(html.unescape(raw[1])))
    solution = solve_challenge(challenge)
    assert solution
    answer = {"receipt": RIGHT, "altcha": Payload(challenge, solution).to_base64()}
    assert busy.post("/return", data=answer).status_code == 200
    assert busy.post("/return", data=answer).status_code == 429


def test_a_full_line_asks_to_wait_and_refuses_nobody(
    make_app: Callable[..., GuardedFlask], doors: FakeDoors
) -> None:
    app = make_app(returns_per_hour=1000)
    release, inside = threading.Event(), threading.Event()
    opened = doors.open

    def slow(words: str, phrase: str) -> object:
        inside.set()
        release.wait(20)
        return opened(words, phrase)

    doors.open = slow  # type: ignore[method-assign,assignment]  # a door that takes its time
    results: list[int] = []

    def visit() -> None:
        results.append(app.test_client().post("/return", data={"receipt": RIGHT}).status_code)

    threads = [threading.Thread(target=visit) for _ in range(30)]
    for thread in threads:
        thread.start()
    inside.wait(20)
    while len(results) < 9:  # one inside, twenty in line; nine are told to wait
        threading.Event().wait(0.005)
    release.set()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == [200] * 21 + [429] * 9


def test_who_lost_the_words_begins_a_new_message_that_says_so(client: FlaskClient, doors: FakeDoors) -> None:
    page = client.get("/return").text
    assert "I lost my words" in seen.text(page)
    for path, said in (
        ("/", "I wrote to you before and lost my six words."),
        ("/?lang=es", "Ya les escribí antes y perdí mis seis palabras."),
    ):
        page = client.post(path, data={"act": "lost"}).text
        assert seen.area(page).strip() == said
    assert doors.tips == []
    client.post("/", data=seen.hidden(page) | {"body": seen.area(page)})
    assert doors.tips[0].body.strip() == said


def test_a_phrase_of_ones_own_is_asked_for_only_once_the_words_are_right(
    client: FlaskClient, doors: FakeDoors
) -> None:
    page = client.post("/return", data={"receipt": RIGHT}).text
    fields = seen.hidden(page)
    for phrase, again, said in (
        ("short", "short", "Your phrase is too short."),
        ("purple dragon", "purple wagon", "You typed two different phrases."),
    ):
        answer = client.post("/return/phrase", data={**fields, "phrase": phrase, "again": again})
        assert (answer.status_code, doors.phrase) == (400, "")
        assert said in seen.text(answer.text)
    answer = client.post(
        "/return/phrase", data={**fields, "phrase": "purple dragon", "again": "purple dragon"}
    )
    assert "This page asks for your own phrase too." in seen.text(answer.text)
    assert "phrase" not in [tag.get("name") for tag in seen.tags(client.get("/return").text, "input")]
    page = client.post("/return", data={"receipt": WRONG, "phrase": "purple dragon"}).text
    assert "These words open nothing." in seen.text(page)
    page = client.post("/return", data={"receipt": RIGHT}).text
    assert "Type your own phrase too." in seen.text(page)
    assert seen.field(page, "receipt")["value"] == RIGHT
    answer = client.post("/return", data={"receipt": RIGHT, "phrase": "purple wagon"})
    assert (answer.status_code, "This is not your phrase." in seen.text(answer.text)) == (404, True)
    page = client.post("/return", data={"receipt": RIGHT, "phrase": "purple dragon"}).text
    assert "what I wrote" in page


def test_a_page_that_stood_too_long_asks_for_words_and_phrase_and_keeps_the_text(
    client: FlaskClient, doors: FakeDoors
) -> None:
    doors.phrase, doors.expired = "purple dragon", True
    kept = {"receipt": RIGHT, "body": "still here", "submission": "cd" * 16}
    page = client.post("/return/reply", data=kept).text
    assert seen.area(page) == "still here"
    assert seen.field(page, "phrase")
    client.post("/return/reply", data=kept | {"phrase": "purple dragon"})
    assert doors.replies == ["still here"]
