"""A student's phone on their page: the warning first, a code, a button that ends it; offered only where there is a number."""

import pytest
from flask.testing import FlaskClient

from reporting.cases.nudge_words import SUGGESTED, Wrong
from reporting.cases.reporter_view import Offers
from tests.integration.web import seen
from tests.integration.web.fake_doors import WORDS, FakeDoors

RIGHT = " ".join(WORDS)
NUDGE = {
    "token": "token",
    "phone": "312 555 0101",
    "suggested": SUGGESTED["en"][0],
    "begins": "16",
    "ends": "20",
}


def thread(client: FlaskClient) -> str:
    return client.post("/return", data={"receipt": RIGHT}).text


def test_the_page_asks_first_who_else_reads_the_phone(client: FlaskClient) -> None:
    page = seen.text(thread(client))
    for offer, warning in (
        ("Get a nudge by text", "Does someone at home read that phone?"),
        ("Get answers by text too", "Does someone else read that phone?"),
    ):
        assert page.index(offer) < page.index(warning) < page.index("Phone number", page.index(offer))


def test_without_a_number_of_the_districts_nothing_is_offered(client: FlaskClient, doors: FakeDoors) -> None:
    doors.offers = Offers()
    page = thread(client)
    assert "nudge" not in page.lower()
    assert "by text too" not in page


def test_after_sending_it_is_offered_too(client: FlaskClient) -> None:
    form = seen.hidden(client.post("/", data={"body": "hi"}).text)
    assert "Get a nudge by text" in client.post("/receipt", data=form | {"act": "skip"}).text


def test_own_words_go_before_a_suggestion(client: FlaskClient, doors: FakeDoors) -> None:
    client.post("/return/nudge", data=NUDGE)
    client.post("/return/nudge", data=NUDGE | {"words": "Pizza on Friday?"})
    assert [form.words for form in doors.nudges] == [SUGGESTED["en"][0], "Pizza on Friday?"]
    assert (doors.nudges[0].begins, doors.nudges[0].ends) == (16, 20)


@pytest.mark.parametrize(
    ("path", "what", "said"),
    [
        ("/return/nudge", "nudge", "The nudge is on."),
        ("/return/texts", "texts", "Answers come by text too from now on."),
    ],
)
def test_a_code_is_asked_for_and_then_it_is_on_until_a_button_ends_it(
    client: FlaskClient, doors: FakeDoors, path: str, what: str, said: str
) -> None:
    asked = client.post(path, data=NUDGE)
    assert asked.status_code == 200
    wrong = client.post("/return/code", data=seen.hidden(asked.text) | {"code": "000000"})
    assert wrong.status_code == 400
    assert "This is not the code" in wrong.text
    done = client.post("/return/code", data=seen.hidden(wrong.text) | {"code": "123456"})
    assert said in done.text
    assert doors.phones == {what}
    assert f'action="{path}/end"' in done.text
    ended = client.post(f"{path}/end", data={"token": "token"})
    assert "forgotten" in seen.text(ended.text)
    assert doors.phones == set()


@pytest.mark.parametrize("wrong", list(Wrong))
def test_refused_words_change_nothing_and_the_page_says_why(
    client: FlaskClient, doors: FakeDoors, wrong: Wrong
) -> None:
    doors.words_wrong = wrong
    page = client.post("/return/nudge", data=NUDGE)
    assert page.status_code == 400
    assert "Nothing was changed" in page.text


@pytest.mark.parametrize(
    ("more", "said"), [({"phone": "12"}, "not a phone number"), ({"token": "old"}, "six words")]
)
def test_what_does_not_fit_is_said(client: FlaskClient, more: dict[str, str], said: str) -> None:
    for path in ("/return/nudge", "/return/texts"):
        assert said in client.post(path, data=NUDGE | more).text


def test_the_number_stands_in_no_page_and_no_address(client: FlaskClient) -> None:
    asked = client.post("/return/nudge", data=NUDGE)
    done = client.post("/return/code", data=seen.hidden(asked.text) | {"code": "123456"})
    for page in (asked, done):
        assert "555" not in page.text
        assert SUGGESTED["en"][0] not in page.text
