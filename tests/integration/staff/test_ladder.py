"""The page of a ladder and the button of a mail, over a house in memory: what is shown, escaped, refused, in two languages."""

from typing import Any

from notify.policy import Policy
from reporting.people.ladder_form import StepForm, written
from reporting.staff.ladder_view import ROWS, LadderLine, Rehearsed

PATH = "/on-call/policy/cc"
TOKEN = "1" * 40


def test_a_ladder_is_told_in_words_and_drawn_for_those_who_see(ana: Any) -> None:
    page = ana.get(PATH)
    for words in (
        "0:00",
        "text to Ana Ruiz",
        "1:30",
        "call to Ana Ruiz, Ben Osei",
        "2:30",
        "again and again",
    ):
        assert words in page.text
    assert '<div class="ladder-drawn" aria-hidden="true">' in page.text
    assert "style=" not in page.text  # the policy of the site refuses it


def test_it_is_told_in_spanish_too(ana: Any) -> None:
    page = ana.get(f"{PATH}?lang=es")
    assert "mensaje a Ana Ruiz" in page.text
    assert "Después todo el equipo a la vez" in page.text


def test_who_may_not_change_it_reads_it_without_a_form(ana: Any, house: Any) -> None:
    house.may_tell = False
    page = ana.get(PATH)
    assert "<fieldset" not in page.text
    assert "text to Ana Ruiz" in page.text


def test_looking_keeps_nothing_and_asks_no_password(ana: Any, house: Any) -> None:
    page = ana.get(PATH).post(f"{PATH}/look", **sent(step0_wait="2:00"))
    assert "text to Carla Díaz" in page.text
    assert "nothing is kept yet" in page.text
    assert house.acts == []


def test_what_was_typed_is_escaped_and_kept_after_a_refusal(ana: Any, house: Any) -> None:
    page = ana.get(PATH).post(PATH, **sent(agency_name="<b>County", step0_wait="<i>"))
    assert page.status == 422
    assert "&lt;b&gt;County" in page.text
    assert "<i>" not in page.text.replace("<i class", "")
    assert 'value="&lt;i&gt;" aria-invalid="true" aria-describedby="steps-wrong"' in page.text
    assert page.text.count('aria-invalid="true"') == 1
    assert house.acts == []


def test_the_password_in_the_form_keeps_it_and_a_wrong_one_does_not(ana: Any, house: Any) -> None:
    page = ana.get(PATH)
    page.post(PATH, **sent(step0_wait="2:00"), password="a wrong one of mine")
    assert page.status == 422
    assert house.acts == []
    page.post(PATH, **sent(step0_wait="2:00"), password="correct horse battery")
    ((act, value, form),) = house.acts
    assert (act, value, form.steps[0]) == ("keep", "cc", StepForm("push", "2:00"))
    assert "Kept. It counts from the next page on" in page.text


def test_places_that_do_not_fit_a_line_of_the_drawing_are_left_in_it() -> None:
    lines = (LadderLine(0, "person", "sms", ("Ana",)), LadderLine(7200, "person", "voice", ("Ana", "Ben")))
    shown = Rehearsed(lines, None)
    assert shown.length_s == 7230
    assert shown.lanes == ("Ana", "Ben")


def test_a_scanner_of_mails_takes_no_page_and_a_person_does(visitor: Any, house: Any) -> None:
    for _ in range(2):
        page = visitor.get(f"/ack/{TOKEN}")
        assert "I have it" in page.text
        assert "7KQ2BC" in page.text
    assert house.acts == []
    page.post(f"/ack/{TOKEN}")
    assert house.acts == [("take", TOKEN)]
    assert "You have it" in page.text
    assert 'href="/threads/7KQ2BC/now"' in page.text


def test_a_button_that_stood_too_long_is_shown_again_and_takes_nothing(visitor: Any, house: Any) -> None:
    page = visitor.get(f"/ack/{TOKEN}").post(f"/ack/{TOKEN}", csrf_token="an old one")
    assert page.status == 403
    assert "Nobody has it yet: press the button again." in page.text
    assert house.acts == []


def test_a_late_button_says_who_has_it_and_one_that_nobody_was_sent_says_nothing(
    visitor: Any, house: Any
) -> None:
    house.page_holder = "Ben Osei"
    page = visitor.get(f"/ack/{TOKEN}")
    assert "Ben Osei has it" in page.text
    assert "<button" not in page.text.split("<main")[1]
    page = visitor.get("/ack/" + "9" * 40)
    assert page.status == 404
    assert "7KQ2BC" not in page.text
    assert "Ben Osei se encarga" in visitor.get(f"/ack/{TOKEN}?lang=es").text


def sent(**changed: str) -> dict[str, str]:
    """The shipped ladder as a browser sends it."""
    form = written(Policy(), None, ROWS)
    fields = {"repeats": "1", "agency_lang": "en"}
    for name, steps in (("step", form.steps), ("everyone", form.everyone), ("agency", form.agency)):
        for row, step in enumerate(steps):
            fields |= {f"{name}{row}_channel": step.channel, f"{name}{row}_wait": step.wait}
    return fields | changed
