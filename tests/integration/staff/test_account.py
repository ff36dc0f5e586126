"""One's own account: codes, the password, the language."""

from typing import Any


def test_codes_are_turned_on_by_a_picture_a_code_and_the_password(ana: Any, house: Any) -> None:
    page = ana.get("/account/codes").text
    assert 'src="/account/codes.svg"' in page
    picture = ana.get("/account/codes.svg")
    assert picture.answer.mimetype == "image/svg+xml"
    assert "style=" not in picture.text
    ana.get("/account/codes").post("/account/codes", code="000000", password="correct horse battery")
    assert ana.status == 422
    ana.post("/account/codes", code="123 456", password="correct horse battery")
    assert house.acts == [("enrol", b"x" * 20)]
    assert "Codes are on." in ana.text


def test_the_picture_is_only_for_the_session_that_asked(ana: Any, app: Any, at_browser: Any) -> None:
    ana.get("/account/codes")
    assert at_browser(app).sign_in().get("/account/codes.svg").status == 404


def test_a_wrong_password_turns_nothing_off(ana: Any, house: Any) -> None:
    house.totp = True
    ana.get("/account").post("/account/codes/end", password="wrong")
    assert ana.status == 422
    assert house.totp
    ana.post("/account/codes/end", password="correct horse battery")
    assert not house.totp


def test_changing_the_password_gives_a_new_session(ana: Any, house: Any) -> None:
    before = ana.client.get_cookie("s").value
    ana.get("/account").post(
        "/account/password",
        old="correct horse battery",
        new="a whole new sentence",
        again="a whole new sentence",
    )
    assert house.acts == [("change_password", "a whole new sentence")]
    assert ana.client.get_cookie("s").value != before
    assert "Other sessions have ended." in ana.text


def test_passwords_never_come_back_in_a_page(ana: Any) -> None:
    ana.get("/account").post(
        "/account/password", old="wrong secret one", new="new secret two!", again="new secret 3!"
    )
    assert ana.status == 422
    for secret in ("wrong secret one", "new secret two!", "new secret 3!"):
        assert secret not in ana.text


def test_the_language_is_kept_for_pages_and_texts(ana: Any, house: Any) -> None:
    ana.get("/account").post("/account/language", lang="es")
    assert house.lang == "es"
    assert '<html lang="es">' in ana.get("/inbox").text
    assert "Bandeja" in ana.text


def test_the_sign_in_page_speaks_the_browsers_language_or_the_chosen_one(visitor: Any) -> None:
    assert '<html lang="es">' in visitor.get("/sign-in", **{"Accept-Language": "es-MX,es;q=0.9"}).text
    visitor.get("/language/en?next=/sign-in")
    assert '<html lang="en">' in visitor.get("/sign-in", **{"Accept-Language": "es-MX,es;q=0.9"}).text
    assert visitor.get("/language/xx?next=//evil.example").answer.headers["Location"] == "/sign-in"
