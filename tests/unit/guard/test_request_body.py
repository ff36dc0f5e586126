import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.received_text import received_text
from reporting.guard.request_body import STUDENT_TEXT, install_body_limits

KIB = 1024


@pytest.fixture
def app() -> Flask:
    app = GuardedFlask("small", static_folder=None)
    install_body_limits(app, {"text": STUDENT_TEXT})

    @app.post("/text", endpoint="text")
    @app.post("/other", endpoint="other")
    def body() -> dict[str, object]:
        got = received_text(request.form.get("body", ""))
        return {"text": got.text, "damaged": got.damaged, "fields": len(request.form)}

    @app.post("/file", endpoint="text_file")
    def file() -> dict[str, object]:
        return {"kept_in": type(request.files["files"].stream).__name__}

    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def multipart(value: bytes) -> dict[str, object]:
    body = b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n' + value + b"\r\n--b--\r\n"
    return {"data": body, "content_type": "multipart/form-data; boundary=b"}


def urlencoded(value: bytes) -> dict[str, object]:
    return {"data": b"body=" + value, "content_type": "application/x-www-form-urlencoded"}


def test_an_upload_never_becomes_a_file(app: Flask, client: FlaskClient) -> None:
    install_body_limits(app, {"text_file": STUDENT_TEXT})
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="me.jpg"\r\n\r\n'
    body = head + b"x" * 2_000_000 + b"\r\n--b--\r\n"
    answer = client.post("/file", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.json == {"kept_in": "BytesIO"}


@pytest.mark.parametrize(
    "kwargs",
    [
        multipart("ich weiß 🎈".encode()),
        urlencoded(b"ich+wei%C3%9F+%F0%9F%8E%88"),
        urlencoded("ich weiß 🎈".encode()),
    ],
)
def test_words_arrive_as_they_were_typed(client: FlaskClient, kwargs: dict[str, object]) -> None:
    assert client.post("/text", **kwargs).json == {"text": "ich weiß 🎈", "damaged": False, "fields": 1}


@pytest.mark.parametrize(
    "kwargs",
    [multipart(b"me lastim\xf3 ayer"), urlencoded(b"me+lastim%F3+ayer"), urlencoded(b"me lastim\xf3 ayer")],
)
def test_bytes_that_are_no_utf_8_are_marked_and_nothing_else_is_lost(
    client: FlaskClient, kwargs: dict[str, object]
) -> None:
    assert client.post("/text", **kwargs).json == {
        "text": "me lastim\ufffd ayer",
        "damaged": True,
        "fields": 1,
    }


@pytest.mark.parametrize("kwargs", [multipart(b"a\0b"), urlencoded(b"a%00b"), urlencoded(b"a\0b")])
def test_nuls_vanish_and_are_said(client: FlaskClient, kwargs: dict[str, object]) -> None:
    assert client.post("/text", **kwargs).json == {"text": "ab", "damaged": True, "fields": 1}


def test_a_replacement_character_that_was_typed_is_no_damage() -> None:
    assert not received_text("a \ufffd b").damaged


def test_line_ends_become_one_kind() -> None:
    assert received_text("a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_a_part_cannot_choose_its_own_charset(client: FlaskClient) -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="body"\r\nContent-Type: text/plain; charset=ascii\r\n\r\n'
        + "señal".encode()
        + b"\r\n--b--\r\n"
    )
    answer = client.post("/text", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.json["text"] == "señal"


def test_a_million_emoji_are_taken_where_students_write(client: FlaskClient) -> None:
    assert client.post("/text", **multipart("😢".encode() * 1_000_000)).json["text"] == "😢" * 1_000_000


def test_elsewhere_sixty_four_kilobytes_are_the_end(client: FlaskClient) -> None:
    assert client.post("/other", **urlencoded(b"x" * (60 * KIB))).status_code == 200
    assert client.post("/other", **urlencoded(b"x" * (65 * KIB))).status_code == 413
    assert client.post("/other", **multipart(b"x" * (65 * KIB))).status_code == 413


def test_a_thousand_fields_are_too_many_for_a_small_form(client: FlaskClient) -> None:
    fields = b"&".join(b"f%d=1" % number for number in range(1000))
    assert (
        client.post("/other", data=fields, content_type="application/x-www-form-urlencoded").status_code
        == 413
    )


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=b"),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b"),
        (b"%", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_a_broken_body_is_an_empty_form_or_a_refusal_but_no_error(
    client: FlaskClient, data: bytes, content_type: str
) -> None:
    assert client.post("/text", data=data, content_type=content_type).status_code in {200, 400, 413}
