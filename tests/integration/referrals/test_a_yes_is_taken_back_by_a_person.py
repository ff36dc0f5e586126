"""Whoever had their number forgotten can text no BACK any more: a person of staff takes the referral back for them."""

import html
import re
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.cases.refusals import NothingOpens
from reporting.model.help.words import SharedField
from reporting.model.referral import ReferralState
from reporting.store import audit_entries, packets
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import NAME as FIRST_NAME
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.texting import Texting, texting
from tests.integration.web import seen

WHY = "canary-why they came to my office and were afraid of it"
FOR_THEM = "Take it back for the student"
AT_THEIR_WORD = "The student asked you to take it back"


def takes_back(browse: Browser, reference: str, offer: str, **more: str) -> str:
    path = f"/threads/{reference}/referral"
    number = re.findall(r'name="submission" value="([0-9a-f]+)"', browse.get(path).text)
    form = {"offer": offer, "submission": number[0] if number else "ab" * 16, **more}
    return html.unescape(browse.post(f"{path}/back", **form).text)


def forgets(phone: Texting) -> None:
    phone.text("FORGET")
    phone.text(re.findall(r"\b\d{6}\b", phone.got[-1])[0])


def state_of(harbor: Referred, reference: str) -> ReferralState | None:
    (shown,) = harbor.doors.staff.desk(harbor.counselor, reference).referrals
    state: ReferralState | None = shown.standing.state
    return state


@pytest.mark.parametrize("opened", [True, pytest.param(False, marks=pytest.mark.nightly)])
def test_once_a_number_is_forgotten_a_person_ends_what_was_sent_and_says_what_was_seen(
    founded_house: Any, *, opened: bool
) -> None:
    phone = texting(founded_house)
    offer = phone.propose()
    phone.agrees()
    slip = phone.send(offer)
    token, partner = slip.link.rsplit("/", 1)[-1], phone.harbor.doors.partner
    if opened:
        partner.open(token, slip.pin)
    browse, path = phone.browse(), f"/threads/{phone.reference}/referral"
    assert FOR_THEM not in browse.get(path).text
    forgets(phone)
    page = html.unescape(browse.get(path).text)
    assert FOR_THEM in page
    assert ("has opened it: what they read, they know" in page) is opened
    assert "Write why you take it back" in takes_back(phone.browse(), phone.reference, offer, back_reason=" ")
    assert not phone.known().withdrawn
    done = takes_back(phone.browse(), phone.reference, offer, back_reason=WHY)
    assert "The partner can open nothing any more" in done
    assert ("cannot be undone" in done) is opened
    assert ("They only know that a student was to come." in done) is not opened
    assert WHY in done
    assert FOR_THEM not in done
    assert state_of(phone.harbor, phone.reference) is ReferralState.WITHDRAWN
    with pytest.raises(NothingOpens):
        partner.open(token, slip.pin)
    packet = phone.known().packet
    assert packet is not None
    ground = phone.house.house.ground
    assert ground.shred.find_many([(packet, 0)]) == {}
    with ground.database.read() as conn:
        row = packets.by_id(conn, ground.district, packet)
        assert audit_entries.done_to(conn, ground.district, "referral_taken_back", 0)
    assert row is not None
    assert not row.core
    thread = browse.get(f"/threads/{phone.reference}").text
    assert WHY in thread
    assert "The referral was taken back for the student:" in thread
    # A press that comes twice, or later, changes nothing.
    again = takes_back(phone.browse(), phone.reference, offer, back_reason=WHY)
    assert "There is no open yes to send" in again


@pytest.mark.nightly
def test_a_yes_that_was_never_sent_can_be_ended_too(founded_house: Any) -> None:
    phone = texting(founded_house)
    offer = phone.propose()
    phone.agrees()
    forgets(phone)
    assert "Nothing had been sent." in takes_back(phone.browse(), phone.reference, offer, back_reason=WHY)
    assert phone.known().withdrawn


def test_where_the_student_can_do_it_a_person_does_it_only_at_their_word(harbor: Referred) -> None:
    offer = harbor.propose(SharedField.FIRST_NAME)
    harbor.agree(offer, {SharedField.FIRST_NAME: FIRST_NAME})
    slip = harbor.send(offer)
    house, path = harbor.house, f"/threads/{harbor.reference}/referral"
    browse = Browser(staff_app(house.doors, house.house.foundation), house.cookies["north"])
    page = html.unescape(browse.get(path).text)
    assert AT_THEIR_WORD in page
    assert FOR_THEM not in page
    assert "They can do it on their page" in page
    refused = takes_back(browse, harbor.reference, offer, back_reason=WHY)
    assert "only if they asked for it" in refused
    assert WHY in refused  # nothing typed is lost
    assert harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    takes_back(browse, harbor.reference, offer, back_reason=WHY, asked="yes")
    with pytest.raises(NothingOpens):
        harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    # The student reads it, and nothing of the reason.
    site = public_site(harbor.house.house).test_client()
    told = site.post("/return", data={"receipt": " ".join(harbor.words)}).text
    assert "We took back what you agreed to." in told
    form = {"token": seen.hidden(told)["token"], "offer": offer}
    its = html.unescape(site.post("/return/referral", data=form).text)
    assert "We took it back for you." in its
    assert FIRST_NAME in its  # it had been opened: what they know stands there
    assert WHY not in told + its


def test_who_texts_back_after_that_is_told_so_and_it_is_counted_once(founded_house: Any) -> None:
    phone = texting(founded_house)
    offer = phone.propose()
    back = phone.agrees()
    phone.send(offer)
    counted: list[Any] = []
    counter = phone.harbor.doors.counter
    before = counter.count
    counter.count = lambda *given: (counted.extend(given[3]), before(*given))  # what reaches the figures
    takes_back(phone.browse(), phone.reference, offer, back_reason=WHY, asked="yes")
    phone.text(f"{back} BACK")
    assert phone.got[-1] == "Taken back. They had not opened it, and now they can't."
    assert counted == ["taken_back"]


def test_the_question_waits_for_nobody_in_a_thread_that_goes_on_by_web(founded_house: Any) -> None:
    phone = texting(founded_house)
    phone.propose()
    phone.agrees()
    phone.text("WEB")
    token = phone.got[-1].split("/go/")[1].split()[0]
    phone.house.house.going_on.go_on(token, b"w" * 16, "en")
    forgets(phone)
    browse, path = phone.browse(), f"/threads/{phone.reference}/referral"
    assert FOR_THEM not in browse.get(path).text
