import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from reporting.cases.tip import SchoolChoice
from reporting.guard.guarded_app import GuardedFlask
from tests.integration.web import seen
from tests.integration.web.fake_doors import FACTS, OAK, STAFF, WORDS, FakeDoors

Send = Callable[..., object]
BODY = "someone keeps stealing my lunch"


def fill(client: FlaskClient, **fields: object) -> dict[str, object]:
    return {**seen.hidden(client.get("/").text), "body": BODY, **fields}


def test_six_words_come_back(client: FlaskClient, doors: FakeDoors) -> None:
    answer = client.post("/", data=fill(client))
    assert answer.status_code == 200
    assert tuple(seen.receipt(answer.text)) == WORDS
    assert doors.tips[0].body == BODY
    assert "Set-Cookie" not in answer.headers


def test_the_form_works_as_browsers_and_scripts_send_it(client: FlaskClient, doors: FakeDoors) -> None:
    client.post("/", data=fill(client), content_type="multipart/form-data")
    client.post("/", data=fill(client), content_type="application/x-www-form-urlencoded")
    assert [tip.body for tip in doors.tips] == [BODY, BODY]


def test_a_double_tap_stores_once_and_shows_the_same_words(client: FlaskClient, doors: FakeDoors) -> None:
    form = fill(client)
    first, second = client.post("/", data=form), client.post("/", data=form)
    assert seen.receipt(first.text) == seen.receipt(second.text)
    assert len(doors.tips) == 1
    assert doors.tips[0].submission.hex() == form["submission"]


def test_words_that_are_no_longer_held_are_not_pretended(client: FlaskClient, doors: FakeDoors) -> None:
    form = fill(client)
    client.post("/", data=form)
    doors.words_held = False
    answer = client.post("/", data=form)
    assert answer.status_code == 200
    assert 'id="receipt"' not in answer.text
    assert "we can't show them again" in seen.text(answer.text)


def test_all_that_was_chosen_arrives(client: FlaskClient, doors: FakeDoors) -> None:
    client.post(
        "/?lang=es",
        data=fill(client, school=OAK.value, about=" Sam, 8th ", not_staff=[one.value for one in STAFF]),
    )
    tip = doors.tips[0]
    assert tip.school is not None
    assert tip.school.hex() == OAK.value
    assert tip.school_choice is SchoolChoice.KNOWN
    assert tip.about == "Sam, 8th"
    assert {member.hex() for member in tip.excluded} == {one.value for one in STAFF}
    assert tip.lang == "es"
    assert len(tip.limiter_key) == 8
    assert not tip.held


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ("other", SchoolChoice.OTHER),
        ("unknown", SchoolChoice.UNKNOWN),
        ("", SchoolChoice.UNKNOWN),
        ("ff" * 16, SchoolChoice.UNKNOWN),
        ("known", SchoolChoice.UNKNOWN),
    ],
)
def test_a_message_without_a_known_school_is_taken(
    client: FlaskClient, doors: FakeDoors, value: str, choice: SchoolChoice
) -> None:
    assert client.post("/", data=fill(client, school=value)).status_code == 200
    assert (doors.tips[0].school, doors.tips[0].school_choice) == (None, choice)


def test_a_made_up_member_of_staff_costs_nothing(client: FlaskClient, doors: FakeDoors) -> None:
    assert client.post("/", data=fill(client, not_staff=["zz", "ff" * 16, STAFF[0].value])).status_code == 200
    assert [member.hex() for member in doors.tips[0].excluded] == [STAFF[0].value]


def test_a_form_without_a_number_is_taken(client: FlaskClient, doors: FakeDoors) -> None:
    for number in ("", "nonsense", "AB" * 16, "é"):
        assert client.post("/", data={"body": BODY, "submission": number}).status_code == 200
    assert client.post("/", data={"body": BODY}).status_code == 200
    assert len({tip.submission for tip in doors.tips}) == 5


def test_over_sixty_an_hour_a_message_is_held_and_never_dropped(
    make_app: Callable[..., GuardedFlask], doors: FakeDoors
) -> None:
    client = make_app(tips_per_hour=2).test_client()
    answers = [client.post("/", data={"body": BODY}) for _ in range(4)]
    assert [tip.held for tip in doors.tips] == [False, False, True, True]
    assert all(seen.receipt(answer.text) == list(WORDS) for answer in answers)
    assert "Many are coming in, so it may take longer. In danger? Call 911." in seen.text(answers[3].text)
    assert "Many are coming in" not in answers[0].text


def test_another_address_is_not_held(make_app: Callable[..., GuardedFlask], doors: FakeDoors) -> None:
    client = make_app(tips_per_hour=1).test_client()
    for address in ("203.0.113.1", "203.0.113.1", "203.0.113.2"):
        client.post("/", data={"body": BODY}, environ_base={"REMOTE_ADDR": address})
    assert [tip.held for tip in doors.tips] == [False, True, False]


def kept(answer: object, status: int, problem: str, body: str = BODY) -> None:
    """The words are in the form, the page says what is the matter, and it stands before the form."""
    assert answer.status_code == status  # type: ignore[attr-defined]
    page = answer.text  # type: ignore[attr-defined]
    assert seen.area(page) == body
    assert problem in seen.text(page)
    assert page.index('id="problem"') < page.index("<textarea")


def test_an_empty_message_asks_for_a_word(client: FlaskClient) -> None:
    kept(client.post("/", data=fill(client, body=" ")), 400, "Write something first.", " ")


def test_too_long_comes_back_whole_with_the_limit(client: FlaskClient, doors: FakeDoors) -> None:
    long = "😢" * 40_000
    kept(client.post("/", data=fill(client, body=long)), 413, "Keep it under 32500 letters", long)
    assert not doors.tips


def test_a_million_emoji_come_back_in_the_form(client: FlaskClient) -> None:
    million = "😢" * 1_000_000
    body = b'--b\r\nContent-Disposition: form-data; name="body"\r\n\r\n' + million.encode() + b"\r\n--b--\r\n"
    answer = client.post("/", data=body, content_type="multipart/form-data; boundary=b")
    kept(answer, 413, "This is too long to send in one go.", million)


def test_beyond_all_measure_there_is_a_clear_page(client: FlaskClient, doors: FakeDoors) -> None:
    answer = client.post(
        "/", data=b"body=" + b"x" * 6_000_000, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "Press Back in your browser: your words should still be there." in seen.text(answer.text)
    assert not doors.tips


@pytest.mark.parametrize(
    ("raw", "left"), [(b"me lastim%F3", "me lastim\ufffd"), (b"a%00b", "ab"), (b"%FF%FE", "\ufffd\ufffd")]
)
def test_damaged_text_is_shown_first_and_taken_the_second_time(
    client: FlaskClient, doors: FakeDoors, raw: bytes, left: str
) -> None:
    answer = client.post("/", data=b"body=" + raw, content_type="application/x-www-form-urlencoded")
    kept(answer, 400, "Some letters did not come through.", left)
    assert not doors.tips
    assert client.post("/", data={"body": seen.area(answer.text)}).status_code == 200
    assert doors.tips[0].body == left


def test_text_is_text_and_never_markup(client: FlaskClient, doors: FakeDoors) -> None:
    doors.store_is_full = True
    body = '</textarea><script>alert(1)</script>"><b>'
    answer = client.post("/", data=fill(client, body=body, about=body))
    kept(answer, 503, "Not sent yet.", body)
    assert "<script>alert" not in answer.text


def test_a_leading_line_end_survives(client: FlaskClient, doors: FakeDoors) -> None:
    doors.store_is_full = True
    kept(client.post("/", data=fill(client, body="\nsecond line")), 503, "Not sent yet.", "\nsecond line")


def test_a_full_store_keeps_the_words_and_everything_chosen(client: FlaskClient, doors: FakeDoors) -> None:
    doors.store_is_full = True
    form = fill(client, school="other", about="Sam", not_staff=STAFF[1].value)
    answer = client.post("/", data=form)
    kept(answer, 503, "Not sent yet. Your words are still here.")
    assert "Call or text 988" in seen.text(answer.text)
    assert seen.hidden(answer.text)["submission"] == form["submission"]
    assert seen.field(answer.text, "about")["value"] == "Sam"
    assert [tag["value"] for tag in seen.tags(answer.text, "option") if "selected" in tag] == ["other"]
    assert [tag["value"] for tag in seen.tags(answer.text, "input") if "checked" in tag] == [STAFF[1].value]
    doors.store_is_full = False
    assert client.post("/", data=form).status_code == 200


def test_an_unforeseen_fault_keeps_the_words_and_logs_none_of_them(
    client: FlaskClient, doors: FakeDoors, caplog: pytest.LogCaptureFixture
) -> None:
    doors.breaks = True
    with caplog.at_level(logging.DEBUG):
        kept(client.post("/", data=fill(client)), 503, "Not sent yet.")
    assert all(BODY not in record.getMessage() for record in caplog.records)


def test_a_store_that_is_gone_altogether_keeps_the_words(client: FlaskClient, doors: FakeDoors) -> None:
    form = fill(client)
    doors.facts_fail = True
    kept(client.post("/", data=form), 503, "Not sent yet.")


def test_a_line_that_closes_while_somebody_types_keeps_the_words(
    client: FlaskClient, doors: FakeDoors
) -> None:
    form = fill(client)
    doors.facts = replace(FACTS, accepting=False)
    kept(client.post("/", data=form), 503, "Not sent. No one can read messages here yet.")


def test_another_site_cannot_send_in_a_students_name(client: FlaskClient, doors: FakeDoors) -> None:
    answer = client.post("/", data={"body": BODY}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not doors.tips
