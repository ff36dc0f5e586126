"""Who does what with a partner: a page as data, printed as an annex, reviewed on its day."""

from typing import Any

OAK = (b"p" * 16).hex()
CLINIC = (b"c" * 16).hex()


def test_the_annex_says_who_does_what_how_fast_and_what_is_shared(ana: Any, house: Any) -> None:
    assert 'href="/partnerships"' in ana.get("/directory").text
    page = ana.get(f"/partnerships/{OAK}").text
    for said in (
        "Short-term support",
        "Clinical care",
        "A referral is answered within 72 hours.",
        "A first visit is offered within 14 days.",
        "reminded after 3, 7 and 14 days",
        "First name",
        "The partner can read it for 30 days.",
        "On call, 555-0199",
    ):
        assert said in page


def test_a_review_that_is_near_is_seen_in_the_list_and_noted_with_its_next_day(ana: Any, house: Any) -> None:
    assert "review it:" in ana.get("/partnerships").text
    ana.get(f"/partnerships/{OAK}")
    page = ana.post(f"/partnerships/{OAK}/reviewed", review="2020-01-01")
    assert page.status == 422
    assert "Choose a day to come." in page.text
    assert "Reviewed." in ana.post(f"/partnerships/{OAK}/reviewed", review="2027-06-30").text
    assert "review it:" not in ana.get("/partnerships").text


def test_a_new_agreement_begins_with_what_most_say_and_keeps_what_was_typed(ana: Any, house: Any) -> None:
    page = ana.get(f"/partnerships/new/change?organization={CLINIC}")
    assert "Short-term and academic support" in page.text
    page = ana.post(
        "/partnerships/new/change", state="in_force", purpose="For grade 9", review="", shared=["grade"]
    )
    assert page.status == 422
    assert "An agreement in force needs this." in page.text
    assert "For grade 9" in page.text
    given = {"duties_school": "A", "duties_partner": "B", "people_danger": "C", "review": "2027-06-30"}
    page = ana.post("/partnerships/new/change", state="in_force", shared=["grade", "about"], **given)
    assert "Kept." in page.text
    assert "Grade" in page.text


def test_who_leads_nothing_reads_and_changes_nothing(ana: Any, house: Any) -> None:
    house.help.may = False
    assert "Clinical care" in ana.get(f"/partnerships/{OAK}").text
    assert ana.get(f"/partnerships/{OAK}/change").status == 403
    ana.get(f"/partnerships/{OAK}")
    assert ana.post(f"/partnerships/{OAK}/change", purpose="x").status == 403
