import pytest
from flask.testing import FlaskClient

from tests.integration.web import seen
from tests.integration.web.fake_doors import WORDS, FakeDoors


@pytest.fixture
def page(client: FlaskClient) -> str:
    return client.post("/", data={**seen.hidden(client.get("/").text), "body": "hi"}).text


def test_the_page_asks_for_two_of_the_words(page: str) -> None:
    assert "Word 2" in seen.text(page)
    assert "Word 5" in seen.text(page)
    assert "required" not in seen.field(page, "word_2")


def test_right_words_are_confirmed(client: FlaskClient, doors: FakeDoors, page: str) -> None:
    answer = client.post(
        "/receipt", data={**seen.hidden(page), "word_2": " River", "word_5": "PIANO", "act": "check"}
    )
    assert "You have your words." in seen.text(answer.text)
    assert doors.confirmed == [doors.tips[0].submission]
    assert "maple" not in answer.text


def test_skip_is_as_good(client: FlaskClient, doors: FakeDoors, page: str) -> None:
    answer = client.post("/receipt", data={**seen.hidden(page), "act": "skip"})
    assert answer.status_code == 200
    assert "Keep your six words." in seen.text(answer.text)
    assert len(doors.confirmed) == 1


def test_wrong_words_show_the_receipt_again_whole(client: FlaskClient, doors: FakeDoors, page: str) -> None:
    answer = client.post("/receipt", data={**seen.hidden(page), "word_2": "rover", "word_5": "piano"})
    assert answer.status_code == 400
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert "Not the same yet." in seen.text(answer.text)
    assert seen.field(answer.text, "word_2")["value"] == "rover"
    assert "You get an answer by tomorrow, 10:00 AM." in seen.text(answer.text)
    # But for the number of the file that may follow, which each page draws anew.
    assert {**seen.hidden(answer.text), "number": ""} == {**seen.hidden(page), "number": ""}
    assert not doors.confirmed


def test_words_no_longer_held_cannot_be_checked_and_the_page_says_so(
    client: FlaskClient, doors: FakeDoors, page: str
) -> None:
    doors.words_held = False
    answer = client.post("/receipt", data={**seen.hidden(page), "word_2": "river", "word_5": "piano"})
    assert answer.status_code == 200
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert "We can't check them any more." in seen.text(answer.text)


def test_the_exit_and_the_numbers_stand_before_the_gate(page: str) -> None:
    assert page.index('id="exit"') < page.index("tel:911") < page.index('id="gate-h"')


@pytest.mark.parametrize(
    "broken",
    [
        {"submission": "x"},
        {"words": "<script>alert(1)</script>"},
        {"words": "maple river"},
        {"gate": "2,9"},
        {"gate": ""},
    ],
)
def test_a_form_that_is_not_ours_shows_nothing_of_it(
    client: FlaskClient, page: str, broken: dict[str, str]
) -> None:
    answer = client.post("/receipt", data={**seen.hidden(page), **broken})
    assert answer.status_code == 400
    assert "alert" not in answer.text


def test_an_odd_due_time_is_left_out(client: FlaskClient, page: str) -> None:
    for due in ("", "x", "9999999999", "-5"):
        answer = client.post("/receipt", data={**seen.hidden(page), "due": due, "word_2": "no"})
        assert answer.status_code == 400
        assert tuple(seen.receipt(answer.text)) == WORDS


def test_help_while_waiting_is_for_the_one_in_trouble_and_apart_for_a_friend(page: str) -> None:
    said = seen.lines(page)
    you, friend = said.index("If this is about you"), said.index("If this is about a friend")
    assert said.index("While you wait") < you < friend
    assert any("988" in line for line in said[you:friend])
    assert any("911" in line for line in said[friend:])


def test_paper_carries_a_short_address(page: str) -> None:
    assert "localhost/return" in seen.text(page)
