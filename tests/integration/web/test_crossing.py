"""The page behind a link in a text: it shows nothing before the button, spends nothing on a look, and works once."""

import pytest
from flask.testing import FlaskClient

from tests.integration.web import seen
from tests.integration.web.fake_doors import FakeDoors


def test_a_look_spends_nothing_and_is_the_same_page_for_every_token(
    client: FlaskClient, doors: FakeDoors
) -> None:
    pages = {token: client.get(f"/go/{token}") for token in ("link", "made-up")}
    bare = {
        page.text.replace(seen.hidden(page.text)["submission"], "").replace(f"/go/{token}", "")
        for token, page in pages.items()
    }
    assert len(bare) == 1
    assert doors.crossed == []
    assert all(page.status_code == 200 and not page.headers.getlist("Set-Cookie") for page in pages.values())
    assert pages["link"].headers["Cache-Control"] == "no-store"


def test_the_button_gives_six_words_and_again_the_same(client: FlaskClient, doors: FakeDoors) -> None:
    form = seen.hidden(client.get("/go/link").text)
    for _ in range(2):
        page = client.post("/go/link", data=form)
        assert page.status_code == 200
        assert " ".join(doors.words) in page.text
        assert "You can go on here." in page.text
    assert client.post("/receipt", data=seen.hidden(page.text) | {"act": "skip"}).status_code == 200


def test_another_press_finds_a_dead_link(client: FlaskClient) -> None:
    client.post("/go/link", data={"submission": "aa" * 16})
    page = client.post("/go/link", data={"submission": "bb" * 16})
    assert page.status_code == 404
    assert "Text WEB again" in page.text


def test_words_that_are_no_longer_held_are_not_shown_again(client: FlaskClient, doors: FakeDoors) -> None:
    doors.words_held = False
    assert "so we can&#39;t show them again" in client.post("/go/link").text.replace("can't", "can&#39;t")


def test_a_phone_that_never_wrote_is_led_to_the_form(client: FlaskClient) -> None:
    page = client.post("/go/unknown")
    assert page.status_code == 200
    assert 'href="/"' in page.text


@pytest.mark.parametrize("fault", ["store_is_full", "breaks"])
def test_what_breaks_leaves_the_button_there(client: FlaskClient, doors: FakeDoors, fault: str) -> None:
    setattr(doors, fault, True)
    page = client.post("/go/link")
    assert page.status_code == 503
    assert "That did not work." in page.text
    setattr(doors, fault, False)
    assert client.post("/go/link", data=seen.hidden(page.text)).status_code == 200
