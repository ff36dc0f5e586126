"""A referral as FHIR R4: valid, of the agreed fields alone, for the partner behind link and PIN and for staff of the thread."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from reporting.app.sites import public_site
from reporting.model.help.words import SharedField
from reporting.model.referral import Decline, ReferralState
from reporting.referrals.fhir import STATUS, bundle
from reporting.store import audit_entries
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.conftest import password_of
from tests.integration.referrals.conftest import ABOUT, NAME, PURPOSE, REACH, SAD, Referred
from tests.integration.referrals.test_a_partner_opens_one_packet import sent


@pytest.fixture
def browse(harbor: Referred) -> Any:
    """A browser at a service whose mail leaves."""
    house = harbor.house.house
    partner, _ = harbor.mailed()
    return public_site(replace(house, referring=replace(house.referring, partner=partner))).test_client()


def resources(said: Any) -> dict[str, Any]:
    Bundle.model_validate(said)
    return {one["resource"]["resourceType"]: one["resource"] for one in said["entry"]}


def taken_by_partner(browse: Any, token: str, pin: str) -> Any:
    page = browse.post(f"/partner/{token}", data={"pin": pin}).text
    known = re.findall(r'name="token" value="([^"]+)"', page)[0]
    assert f'action="/partner/{token}/fhir"' in page
    return browse.post(f"/partner/{token}/fhir", data={"token": known})


def test_a_partner_takes_what_the_page_shows_and_nothing_of_the_thread(harbor: Referred, browse: Any) -> None:
    _, token, pin = sent(harbor)
    answer = taken_by_partner(browse, token, pin)
    assert answer.content_type == "application/fhir+json"
    assert (answer.headers["Cache-Control"], answer.status_code) == ("no-store", 200)
    found = resources(answer.json)
    request, task, consent = found["ServiceRequest"], found["Task"], found["Consent"]
    assert (request["status"], task["status"]) == ("active", "received")
    assert task["businessStatus"]["coding"][0]["code"] == "viewed"
    assert request["reasonCode"][0]["text"] == PURPOSE
    (rule,) = consent["provision"]["provision"]
    assert (consent["status"], rule["type"]) == ("active", "permit")
    items = {one["linkId"]: one["answer"][0]["valueString"] for one in found["QuestionnaireResponse"]["item"]}
    assert [one["text"] for one in rule["code"]] == list(items)
    assert NAME in items.values()
    written = answer.text
    assert SAD not in written
    # A word or two of the receipt may be a word of FHIR.
    assert not all(word in written for word in harbor.words)
    assert harbor.reference not in written
    assert "basis" not in written


def test_the_subject_is_a_number_of_this_one_referral(harbor: Referred, browse: Any) -> None:
    numbers = []
    for _ in range(2):
        _, token, pin = sent(harbor)
        found = resources(taken_by_partner(browse, token, pin).json)
        subjects = {
            one["identifier"]["value"]
            for one in (found["ServiceRequest"]["subject"], found["Task"]["for"], found["Consent"]["patient"])
        }
        assert len(subjects) == 1
        assert "reference" not in found["ServiceRequest"]["subject"]
        numbers += subjects
    assert len(set(numbers)) == 2


def test_nothing_that_was_not_agreed_is_in_it(harbor: Referred, browse: Any) -> None:
    offer = harbor.propose(SharedField.FIRST_NAME, SharedField.CONTACT, SharedField.ABOUT)
    harbor.agree(offer, {SharedField.ABOUT: ""})
    slip = harbor.send(offer)
    token = slip.link.rsplit("/", 1)[-1] if slip.link else None
    if token is None:
        pytest.fail("without a mail server the slip holds the link")
    written = taken_by_partner(public_site(harbor.house.house).test_client(), token, slip.pin).text
    assert ABOUT in written
    assert NAME not in written
    assert REACH not in written


def test_what_was_taken_back_gives_no_file_any_more(harbor: Referred, browse: Any) -> None:
    offer, token, pin = sent(harbor)
    page = browse.post(f"/partner/{token}", data={"pin": pin}).text
    known = re.findall(r'name="token" value="([^"]+)"', page)[0]
    harbor.withdraw(offer)
    answer = browse.post(f"/partner/{token}/fhir", data={"token": known})
    assert answer.status_code == 404
    assert NAME not in answer.text
    assert browse.post(f"/partner/{token}/fhir", data={"token": "x"}).status_code == 404


def staff(harbor: Referred, role: str) -> Browser:
    house = harbor.house
    return Browser(staff_app(house.doors, house.house.foundation), house.cookies[role])


def test_staff_of_the_thread_save_it_after_the_password_and_the_audit_says_so(harbor: Referred) -> None:
    offer, _, _ = sent(harbor)
    page = staff(harbor, "north")
    path = f"/threads/{harbor.reference}/referral/{offer}/fhir"
    assert f'href="{path}"' in page.get(f"/threads/{harbor.reference}/referral").text
    harbor.house.clock.advance(minutes=4)
    page.get(path)
    harbor.house.clock.advance(minutes=2)
    page.get(path)
    page.post(path)
    assert (page.status, "resourceType" in page.text) == (422, False)
    page.post(path, password=password_of("north"))
    found = resources(json.loads(page.text))
    assert found["Task"]["status"] == "requested"
    assert NAME in page.text
    assert SAD not in page.text
    house = harbor.house.house
    with house.foundation.database.read() as conn:
        assert audit_entries.done_to(conn, house.ground.district, "referral_exported", 0)


def test_who_cannot_open_the_thread_saves_nothing(harbor: Referred) -> None:
    offer, _, _ = sent(harbor)
    page = staff(harbor, "south")
    path = f"/threads/{harbor.reference}/referral/{offer}/fhir"
    page.get("/account")
    assert page.post(path).status == 404
    assert NAME not in page.text
    other = staff(harbor, "north")
    other.get(path)
    assert other.post(f"/threads/{harbor.reference}/referral/{'ab' * 16}/fhir").status == 422


def test_every_state_has_its_words_in_fhir(harbor: Referred, browse: Any) -> None:
    _, token, pin = sent(harbor)
    partner, _ = harbor.mailed()
    shared = partner.shared(partner.open(token, pin).token)
    assert set(STATUS) == set(ReferralState)
    for state in ReferralState:
        declined = Decline.NO_CAPACITY if state is ReferralState.DECLINED else None
        found = resources(bundle(replace(shared, state=state, declined=declined)))
        task = found["Task"]
        assert task["businessStatus"]["coding"][0]["code"] == state.value.replace("_", "-")
        assert ("statusReason" in task) == (state is ReferralState.DECLINED)
    empty = resources(bundle(replace(shared, fields={})))
    assert "QuestionnaireResponse" not in empty
    assert empty["Consent"]["provision"]["provision"][0]["code"] == [{"text": "none"}]
