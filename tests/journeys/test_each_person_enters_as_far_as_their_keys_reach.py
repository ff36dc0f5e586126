"""Signing in, with a code too; and what an administrator who holds no key is shown."""

from tests.journeys.town import LUNCH, Town


def test_a_password_and_a_code_open_the_inbox_and_the_password_alone_does_not(town: Town) -> None:
    erin = town.person("Erin")
    halfway = erin.signs_in()
    assert halfway.get("/inbox").url.split("?")[0].endswith("/sign-in/code")

    assert "Inbox" in town.with_code("Erin").get("/inbox").plain


def test_an_administrator_without_keys_reads_nothing_and_the_page_says_so(town: Town) -> None:
    town.tells(LUNCH, school=town.northside)
    reference = next(iter(town.person("Ana").looks().rows()))

    farid = town.person("Farid")
    inbox = farid.looks()
    assert LUNCH not in inbox.text
    assert reference not in inbox.rows()
    assert farid.looks(f"/threads/{reference}").status == 404
    assert "You cannot read this queue. You hold no key of it." in farid.looks("/people").plain


def test_a_wrong_password_opens_nothing(town: Town) -> None:
    visitor = town.person("Ana").signs_in()
    visitor.jar.clear()
    visitor.get("/sign-in").post(
        "/sign-in", {"email": town.person("Ana").email, "password": "meadow-copper-tunnel-59"}
    )
    assert visitor.status == 401
    assert visitor.get("/inbox").url.split("?")[0].endswith("/sign-in")
