"""People: who may open what, how one comes in and leaves."""

from typing import Any

from reporting.people.refused import AdmissionRefused, LeavingRefused


def test_an_administrator_without_a_key_is_told_that_they_cannot_read_the_queue(ana: Any, house: Any) -> None:
    house.mine_queue = False
    page = ana.get("/people").text
    assert page.count("You cannot read this queue. You hold no key of it.") == 3
    assert "you hold its key" not in page


def test_it_shows_who_holds_each_key_and_where_one_person_is_too_few(ana: Any) -> None:
    page = ana.get("/people").text
    assert "Only one person can open it. Invite a second one." in page
    assert "Nobody holds its key." in page
    assert "no verified phone" in page


def test_an_invitation_gives_a_link_that_is_shown_once(ana: Any, house: Any) -> None:
    ana.step_up().get("/people/invite")
    ana.post(
        "/people/invite",
        name="Carla Díaz",
        email="carla@oak.example",
        title="Counselor",
        queues="q1",
        lead="yes",
    )
    assert ana.text.count("http://localhost:8081/join/" + "t" * 40) == 1
    form = house.acts[0][1]
    assert (form.name, form.queues, form.lead, form.registrar) == ("Carla Díaz", ("q1",), True, False)
    assert "http://localhost:8081/join/" not in ana.get("/people").text


def test_a_wrong_invitation_keeps_what_was_typed_and_points_at_the_field(ana: Any, house: Any) -> None:
    ana.step_up().get("/people/invite")
    ana.post("/people/invite", name="Carla Díaz", email="carla", title="Counselor", queues="q1")
    assert ana.status == 422
    assert 'value="Carla Díaz"' in ana.text
    assert 'aria-describedby="f-email-error"' in ana.text
    assert not house.acts


def test_whoever_may_not_invite_is_not_offered_it(ana: Any, house: Any) -> None:
    house.people_may_invite = False
    page = ana.get("/people").text
    assert "/people/invite" not in page
    assert "/people/member/" not in page


def test_the_invited_person_chooses_a_password_and_is_told_what_comes_next(visitor: Any, house: Any) -> None:
    link = "/join/" + "t" * 40
    visitor.get(link).post(link, password="four quiet words here", again="four quiet words here")
    assert house.joined == [("t" * 40, "four quiet words here")]
    assert "a registrar lets you in" in visitor.text


def test_looking_at_a_link_changes_nothing_since_mail_scanners_do(visitor: Any, house: Any) -> None:
    for _ in range(3):
        assert visitor.get("/join/" + "t" * 40).status == 200
    assert not house.joined


def test_two_passwords_that_differ_and_a_short_one_are_refused_with_the_reason(
    visitor: Any, house: Any
) -> None:
    link = "/join/" + "t" * 40
    visitor.get(link).post(link, password="four quiet words here", again="four quiet word here")
    assert "The two passwords differ." in visitor.text
    visitor.post(link, password="short", again="short")
    assert "at least 12 characters" in visitor.text
    assert "four quiet" not in visitor.text
    assert not house.joined


def test_a_dead_link_says_so_and_no_more(visitor: Any) -> None:
    assert visitor.get("/join/nonsense").status == 422
    assert "This link has expired." in visitor.text
    assert "Carla" not in visitor.text


def test_the_second_step_of_a_new_person_is_shown_once_as_a_picture(visitor: Any) -> None:
    link = "/join/" + "t" * 40
    visitor.get(link).post(
        link, password="four quiet words here", again="four quiet words here", two_step="yes"
    )
    assert '<div class="qr"><svg' in visitor.text
    assert "JBSWY3DPEHPK3PXP" in visitor.text


def test_admitting_and_confirming_are_two_steps_that_ask_for_the_password(ana: Any, house: Any) -> None:
    ana.get("/people/waiting").post("/people/waiting/admit", value="w1")
    assert not house.acts
    ana.step_up().get("/people/waiting").post("/people/waiting/admit", value="w1")
    ana.post("/people/waiting/confirm", value="w3")
    assert house.acts == [("admit", "w1"), ("confirm", "w3")]


def test_a_step_is_offered_only_to_who_may_take_it(ana: Any) -> None:
    page = ana.get("/people/waiting").text
    assert 'name="value" value="w1"' in page
    assert 'name="value" value="w2"' not in page
    assert "You hold no key of this queue, so you cannot hand it on." in page


def test_a_refused_admission_says_what_to_do(ana: Any, house: Any) -> None:
    ana.step_up().get("/people/waiting")
    house.refuse_next = AdmissionRefused("mac", "Do not admit.")
    ana.post("/people/waiting/admit", value="w1")
    assert "cannot be verified" in ana.text


def test_leaving_a_queue_and_the_district(ana: Any, house: Any) -> None:
    ana.step_up().get("/people/member/aa").post("/people/member/aa/leave", queue="q1")
    ana.get("/people/member/bb").post("/people/member/bb/remove")
    assert house.acts == [("leave_queue", "aa", "q1"), ("remove", "bb")]


def test_the_last_registrar_stays_and_the_page_says_why(ana: Any, house: Any) -> None:
    ana.step_up().get("/people/member/bb")
    house.refuse_next = LeavingRefused("last_registrar", "One stays.")
    ana.post("/people/member/bb/remove")
    assert "One registrar must stay." in ana.text


def test_somebody_who_is_not_there_is_not_found(ana: Any) -> None:
    assert ana.step_up().get("/people/member/zz").status == 404


def test_schools_teams_and_queues_at_a_glance(ana: Any) -> None:
    page = ana.get("/places").text
    assert "Southside Middle" in page
    assert "everyday messages go to the district" in page
    assert "Northside on-call" in page


def test_alarms_say_the_remedy_and_lead_to_the_thread(ana: Any) -> None:
    page = ana.get("/alarms").text
    assert "Invite a second one." in page
    assert 'href="/threads/7KQ2BC"' in page


def test_the_audit_page_goes_on_to_older_entries_and_names_no_words(ana: Any) -> None:
    page = ana.get("/audit").text
    assert "read a thread" in page
    assert "/audit?cursor=c2" in page
    assert "cursor=" not in ana.get("/audit?cursor=c2").text


def test_a_new_district_sees_what_is_missing_until_its_line_opens(ana: Any, house: Any) -> None:
    house.opened = False
    assert "This line is not open yet. See what is missing." in ana.get("/inbox").text
    page = ana.step_up().get("/getting-ready").text
    assert "Has not used the link yet." in page
    assert "Open the line" not in page
    ana.post("/getting-ready/keys", share="s2")
    ana.post("/getting-ready/registrar", member="m3")
    ana.post("/getting-ready/open")
    assert house.acts == [("make_keys", ("s2",)), ("make_registrar", "m3"), ("open_line",)]
    assert "The line is open" in ana.text


def test_making_keys_and_opening_ask_for_the_password(ana: Any, house: Any) -> None:
    house.opened = False
    ana.get("/getting-ready")
    for path in ("keys", "open", "registrar"):
        ana.post(f"/getting-ready/{path}", follow=False)
        assert ana.answer.headers["Location"] == "/step-up?next=/getting-ready"
        ana.get("/getting-ready")
    assert not house.acts
