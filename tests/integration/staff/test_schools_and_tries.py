"""The page of a school and the page that tries a sentence, over a house in memory."""

from typing import Any

from reporting.people.refused import Refused


def test_a_school_is_told_as_it_was_typed(ana: Any, house: Any) -> None:
    page = ana.get("/places/school/aa")
    assert "la cancha de abajo" in page.text
    page.post(
        "/places/school/aa", places="the pit", mon_opens="07:30", mon_closes="14:00", off="", everywhere="yes"
    )
    ((act, value, form),) = house.acts
    assert (act, value, form.places, form.opens[0], form.closes[0], form.opens[6]) == (
        "tell",
        "aa",
        "the pit",
        "07:30",
        "14:00",
        "",
    )
    assert form.everywhere


def test_a_refusal_that_belongs_to_no_field_is_a_page_of_its_own(ana: Any, house: Any) -> None:
    ana.get("/places/school/aa")
    house.refuse_next = Refused("not_allowed", "Registrars change this.")
    assert ana.post("/places/school/aa", places="the pit").status == 403


def test_whoever_may_not_change_a_school_reads_it(ana: Any, house: Any) -> None:
    house.may_tell = False
    page = ana.get("/places/school/aa")
    assert "<textarea" not in page.text
    assert "Monday: 08:00 – 15:00" in page.text  # noqa: RUF001 -- as the page shows it
    assert "2026-12-24" in page.text


def test_a_sentence_is_shown_with_its_words_marked_and_escaped(ana: Any) -> None:
    page = ana.get("/rules/try").post("/rules/try", body="<gun> at school", channel="web", school="aa")
    assert page.status == 200
    assert '<mark class="mark">&lt;gun</mark>' in page.text
    assert "Speaks of a gun at school" in page.text
    assert "it stands in another part of the sentence" in page.text
    assert "Ana Ruiz" in page.text
    assert "The automatic answer" not in page.text
    page.post("/rules/try", body="a gun", channel="sms")
    assert "The automatic answer says that a person is being called now." in page.text


def test_the_sentence_is_in_no_address_and_the_answer_is_kept_nowhere(ana: Any) -> None:
    page = ana.get("/rules/try").post("/rules/try", body="canary", channel="web", follow=False)
    assert page.status == 200
    assert "Location" not in page.answer.headers
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert ana.get("/rules/try?body=canary").text.count("canary") == 0


def test_the_check_says_what_to_mend_first(ana: Any) -> None:
    text = ana.get("/rules/try").text
    assert text.index("Southside on-call") < text.index("Southside Middle</b>: its everyday messages")
    assert text.count("mend this") == 1


def test_the_phone_is_changed_after_the_password(ana: Any, house: Any) -> None:
    assert ana.get("/account/phone").status == 303
    ana.step_up()
    page = ana.get("/account/phone")
    assert "rings nobody until you have proved it by a code" in page.text
    page.post("/account/phone", phone=" +1 312 555 0101 ")
    page.get("/account/phone").post("/account/phone", phone="")
    assert house.acts == [("set_phone", "+1 312 555 0101"), ("set_phone", None)]


def test_a_number_that_is_none_is_said_at_its_field(ana: Any, house: Any) -> None:
    ana.step_up()
    ana.get("/account/phone")
    house.refuse_next = Refused("phone", "Write it like +1 …")
    page = ana.post("/account/phone", phone="twelve")
    assert page.status == 422
    assert 'value="twelve"' in page.text


def test_a_registrar_vouches_for_a_number_and_renews_a_link_after_the_password(ana: Any, house: Any) -> None:
    ana.step_up()
    person = ana.get("/people").text.split("/people/member/")[1].split('"')[0]
    page = ana.get(f"/people/member/{person}")
    page.post(f"/people/member/{person}/phone", phone="+13125550101")
    page.get(f"/people/member/{person}").post(f"/people/member/{person}/renew")
    assert "http://localhost/join/again" in page.text
    assert house.acts == [("declare_phone", person, "+13125550101"), ("renew", person)]
