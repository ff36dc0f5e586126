"""A student who only texts is asked one thing at a time, over the carrier's signed webhook, and takes it back by text."""

import html
import re
import secrets
from dataclasses import replace
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.cases.desk_thread import Desks
from reporting.cases.refusals import NotAllowed, NothingOpens, TooLong
from reporting.model.help.words import SharedField
from reporting.model.kind import Kind
from reporting.model.referral import ReferralState
from reporting.referrals.answer import Answer
from reporting.referrals.deciding import Decision
from reporting.referrals.offer import referrals_of
from reporting.referrals.referral_desk import OnTheWeb
from reporting.referrals.text_consent import AtNight, LookFirst, NoPhone, WordsTell
from reporting.store import packets, text_askings
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import ABOUT
from tests.integration.referrals.texting import NAME, WHAT_FOR, Texting, texting
from tests.integration.sms.conftest import Carrier

CRY = "I will kill myself tonight"


@pytest.fixture
def phone(founded_house: Any) -> Texting:
    return texting(founded_house)


@pytest.fixture
def phone_on_each(founded_house_on_each: Any) -> Texting:
    return texting(founded_house_on_each)


def test_a_yes_by_text_holds_what_one_by_web_holds_and_reaches_the_partner(phone_on_each: Texting) -> None:
    phone = phone_on_each
    offer = phone.propose()
    assert phone.known().open
    back = phone.agrees()
    assert f"{back} BACK" in phone.got[-1]
    known = phone.known()
    assert known.consent is not None
    assert known.consent.by_text
    assert dict(known.consent.values) == {SharedField.FIRST_NAME: NAME}
    # The record itself: which fields with which content, what for, to whom, how long, which words, by which texts.
    ground = phone.house.house.ground
    thread = Desks(ground).load(phone.harbor.counselor, phone.reference)
    (record,) = [one for one in thread.opened if one.payload and one.payload.code == "referral_agreed"]
    assert record.failure is None
    assert record.payload is not None
    params = dict(record.payload.params)
    texts = [one.stored.id.hex() for one in thread.opened if one.stored.kind is Kind.SMS]
    assert params.pop("answers").split() == texts[1:]
    assert params == {
        "offer": offer,
        "by": "text",
        "lang": "en",
        "age": "unsaid",
        "text": "text-1",
        "purpose": WHAT_FOR,
        "party": "Harbor House",
        "days": "30",
        "field_first_name": NAME,
    }
    slip = phone.send(offer)
    view = phone.harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    assert view.more["fields"] == {"first_name": NAME}


def test_taken_back_by_text_nothing_opens_and_it_is_said_what_was_seen(phone_on_each: Texting) -> None:
    phone = phone_on_each
    offer = phone.propose()
    back = phone.agrees()
    slip = phone.send(offer)
    phone.harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    phone.text("BACK")
    assert phone.got[-1] == f"To take it back, text {back} BACK."
    assert not phone.known().withdrawn
    phone.text(f"{back} back")
    assert "They had opened it before" in phone.got[-1]
    assert phone.known().withdrawn
    with pytest.raises(NothingOpens):
        phone.harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin)
    (packet,) = [one for one in (phone.known().packet,) if one]
    ground = phone.house.house.ground
    assert ground.shred.find_many([(packet, 0)]) == {}
    with ground.database.read() as conn:
        row = packets.by_id(conn, ground.district, packet)
        assert row is not None
        assert row.state is ReferralState.WITHDRAWN
        assert not packets.has_link(conn, ground.district, packet)
    # What comes later changes nothing.
    phone.text(f"{back} BACK")
    assert "nothing was changed" in phone.got[-1]


def test_taken_back_before_it_was_sent_it_cannot_be_sent(phone: Texting) -> None:
    offer = phone.propose()
    back = phone.agrees()
    phone.text(f"{back} BACK")
    assert phone.got[-1] == "Taken back. Nothing was sent."
    assert not phone.known().sendable
    offer = phone.propose()
    phone.answers("YES")
    phone.text(f"{phone.back} BACK")
    assert "Nothing is sent" in phone.got[-1]
    shown = phone.staff.desk(phone.harbor.counselor, phone.reference).referrals
    assert next(one for one in shown if one.standing.referral.offer.id == offer).standing.referral.refused


def test_what_goes_is_what_was_looked_at_and_says_no_topic_and_no_word_of_the_student(phone: Texting) -> None:
    said = phone.proposal()
    looked = phone.staff.texts(phone.harbor.counselor, phone.reference, said).texts
    with pytest.raises(LookFirst):
        phone.staff.propose(
            phone.harbor.counselor, phone.reference, secrets.token_bytes(16), replace(said, purpose="Another")
        )
    assert phone.house.carrier.texts == []
    phone.propose()
    gone = [phone.got[0], phone.answers("YES"), phone.answers("YES"), phone.answers(f"YES {NAME}")]
    gone += [phone.answers("YES English"), phone.answers("YES")]
    bare = [re.sub(r"\d\d ", "", one) for one in gone]
    assert bare == [re.sub(r"\d\d ", "", one) for one in looked]
    everything = " ".join(gone)
    for word in (NAME, "English", "awake", "fun", ABOUT, "Ana", "North", "Oakfield", "Counseling"):
        assert word not in everything
    assert SharedField.ABOUT not in phone.known().consent.values  # type: ignore[union-attr]  # it is there


def test_words_that_tell_what_it_is_about_go_by_browser_alone(phone: Texting) -> None:
    for purpose in ("A talk about your depression", "A therapist for you", "Talk with Ana Ruiz first"):
        with pytest.raises(WordsTell):
            phone.proposal(purpose=purpose)
    with pytest.raises(TooLong):
        phone.proposal(purpose="a walk " * 20)
    (only,) = phone.staff.texts(
        phone.harbor.counselor, phone.reference, phone.proposal("web", "A therapist for you")
    ).texts
    assert "text WEB" in only
    assert "Harbor" not in only


def test_the_word_web_leads_to_the_same_proposal_and_a_yes_there_counts(phone: Texting) -> None:
    offer = phone.propose("web")
    assert "Harbor" not in phone.got[0]
    phone.text("WEB")
    token = phone.got[-1].split("/go/")[1].split()[0]
    house = phone.house
    words = house.house.going_on.go_on(token, secrets.token_bytes(16), "en").words
    house.unlock("north")
    harbor = replace(phone.harbor, words=words)
    view = harbor.come_back()
    agreed = harbor.doors.student.agree(
        view.token,
        bytes.fromhex(view.submission),
        offer,
        Decision({SharedField.ABOUT: ""}),
        lambda _: "Yes, what it is about",
    )
    assert dict(agreed.standing.referral.consent.values) == {SharedField.ABOUT: ABOUT}
    # The old thread sends nothing any more: one packet, not two.
    assert phone.staff.desk(harbor.counselor, phone.reference).refusal == OnTheWeb.code
    with pytest.raises(OnTheWeb):
        phone.propose()
    new = next(one for one in house.threads() if one.reference not in {phone.reference, harbor.reference})
    phone.reference = new.reference
    assert phone.known().sendable
    phone.send(offer)


def test_what_was_said_by_text_stands_on_the_page_too_and_what_stalls_is_told_of_there_alone(
    phone: Texting,
) -> None:
    offer = phone.propose()
    phone.agrees()
    slip = phone.send(offer)
    partner, token = phone.harbor.doors.partner, slip.link.rsplit("/", 1)[-1]
    partner.say(partner.open(token, slip.pin).token, "declined", "no_capacity", Answer())
    rounds = phone.harbor.doors.rounds
    told = [one.reference for one in rounds.look(phone.harbor.counselor, 5.0, anew=True).found]
    assert told == [phone.reference]
    phone.text("WEB")
    link = phone.got[-1].split("/go/")[1].split()[0]
    words = phone.house.house.going_on.go_on(link, secrets.token_bytes(16), "en").words
    phone.house.unlock("north")
    harbor = replace(phone.harbor, words=words)
    view = harbor.doors.student.look(harbor.come_back().token, offer)
    assert dict(view.standing.referral.consent.values) == {SharedField.FIRST_NAME: NAME}
    assert view.standing.opened
    told = [one.reference for one in rounds.look(phone.harbor.counselor, 5.0, anew=True).found]
    assert len(told) == 1
    assert told != [phone.reference]
    assert harbor.withdraw(offer).standing.state is ReferralState.WITHDRAWN
    with pytest.raises(NothingOpens):
        partner.open(token, slip.pin)


def test_a_text_that_the_carrier_brings_twice_is_one_answer_and_gets_the_same_back(
    phone_on_each: Texting,
) -> None:
    phone = phone_on_each
    phone.propose()
    phone.answers("YES")
    sid = f"SM{secrets.token_hex(16)}"
    number = phone.n
    once = phone.text(f"{number} YES", sid)
    assert "first name" in once[-1]
    assert phone.text(f"{number} YES", sid) == once
    # Also from a process that has never heard of it.
    beside = phone.house.beside()
    beside.unlock("north")
    phone.carrier, mine = Carrier(public_site(beside.house), "token"), phone.carrier
    assert phone.text(f"{number} YES", sid)[-1] == once[-1]
    phone.carrier = mine
    assert phone.said().count(f"{number} YES") == 1
    (row,) = phone.rows()
    assert row["turn"] == 2


def test_an_answer_to_an_older_question_or_one_too_late_changes_nothing_and_says_so(phone: Texting) -> None:
    phone.propose()
    first = phone.n
    phone.answers("YES")
    who = phone.n
    assert "nothing was changed" in phone.text(f"{first} NO")[-1]
    assert "first name" in phone.text(f"{who} YES")[-1]
    name = phone.n
    # Another proposal takes the place of this one: its questions are over.
    phone.propose()
    newest = phone.n
    assert "nothing was changed" in phone.text(f"{name} YES {NAME}")[-1]
    phone.house.clock.advance(days=7, minutes=1)
    assert "nothing was changed" in phone.text(f"{newest} YES")[-1]
    shown = phone.staff.desk(phone.house.sign_in_as("north"), phone.reference).referrals
    assert not any(one.standing.referral.consent or one.standing.referral.refused for one in shown)


def test_triage_reads_an_answer_like_any_text_and_whoever_may_be_in_danger_is_asked_nothing(
    phone: Texting,
) -> None:
    phone.propose()
    phone.answers("YES")
    phone.answers("YES")
    asked = phone.got[-1]
    ground = phone.house.house.ground
    (row,) = [one for one in phone.house.threads() if one.reference == phone.reference]
    assert ground.paging.of_thread(row.id) == []
    phone.text(f"{phone.n} YES {CRY}")
    assert "911" in " ".join(phone.got)
    assert not any("May they" in one for one in phone.got)
    (page,) = ground.paging.of_thread(row.id)
    assert page.state == "open"
    assert phone.house.read("north", phone.reference).severity == "urgent"
    assert "first name" in asked


def test_a_word_without_its_number_changes_nothing(phone: Texting) -> None:
    phone.propose()
    question = phone.got[-1]
    for word in ("YES", "yes.", "no"):
        assert phone.text(word)[-1] == f"Please text the number too. {question}"
        assert not any("texts from us again" in one for one in phone.got)
    number = phone.n
    assert phone.text("no one listens to me") == ()
    phone.text(f"{number} YES")
    phone.answers("YES")
    assert phone.answers("YES").startswith("Something is missing after YES.")
    assert phone.answers("ask").startswith("Sure, ask us here.")
    assert phone.known().open


def test_a_no_ends_it_and_a_person_sees_it(phone: Texting) -> None:
    phone.propose()
    assert phone.answers("NO") == "All right. Nothing is sent. You can write here any time."
    assert phone.known().refused


def test_a_phone_is_asked_nothing_by_night_and_nothing_once_it_cannot_be_reached(phone: Texting) -> None:
    phone.house.clock.advance(hours=14)
    phone.house.sessions["north"] = phone.house.sign_in_as("north")
    with pytest.raises(AtNight):
        phone.propose()
    phone.house.clock.advance(hours=10)
    phone.house.sessions["north"] = phone.house.sign_in_as("north")
    said = phone.proposal()
    phone.text("STOP")
    assert phone.staff.desk(phone.harbor.counselor, phone.reference).refusal == NoPhone.code
    with pytest.raises(NoPhone):
        phone.staff.propose(phone.harbor.counselor, phone.reference, secrets.token_bytes(16), said)


def test_a_forgotten_number_takes_its_questions_along_and_its_yes_is_not_sent(phone: Texting) -> None:
    offer = phone.propose()
    phone.agrees()
    phone.text("FORGET")
    code = re.findall(r"\b\d{6}\b", phone.got[-1])[0]
    phone.text(code)
    assert phone.rows() == []
    # It could not be taken back by text any more.
    with pytest.raises(NotAllowed):
        phone.send(offer)


def test_the_row_of_a_question_says_nothing_and_opens_for_its_phone_alone(phone: Texting) -> None:
    phone.propose()
    phone.answers("YES")
    phone.answers("YES")
    phone.answers(f"YES {NAME}")
    (row,) = phone.rows()
    assert not any(word.encode() in row["sealed"] for word in (NAME, "Harbor", WHAT_FOR))
    with phone.house.house.ground.database.read() as conn:
        threads = {bytes(one.id) for one in phone.house.threads()}
        tags = {bytes(one) for one in conn.exec_driver_sql("select tag from sms_tag").scalars()}
    assert bytes(row["tag"]) not in tags | threads
    # A thief of the database gives it to another phone: it opens for none.
    numbers = phone.house.house.numbers
    other = numbers.asking_keys(numbers.phone("+12025550162", "+12025550100"))
    ground = phone.house.house.ground
    ground.database.write(lambda conn: conn.execute(text_askings.ASKING.update().values(tag=other.tag)))
    form = {"MessageSid": "SM9", "From": "+12025550162", "To": "+12025550100", "NumMedia": "0"}
    phone.carrier.post("/sms", {**form, "Body": "hello there"})
    answer = phone.carrier.post("/sms", {**form, "MessageSid": "SM8", "Body": f"{phone.n} YES"})
    assert "They would know" not in answer.text
    # And past its day it goes.
    ground.database.write(lambda conn: conn.execute(text_askings.ASKING.update().values(ends_day=10)))
    phone.harbor.doors.clock.sweep()
    assert phone.rows() == []


def test_a_record_that_only_the_database_holds_is_no_yes(phone: Texting) -> None:
    """Whoever writes the database without the system's key makes no consent: the record's signature does not hold."""
    phone.propose()
    phone.agrees()
    ground = phone.house.house.ground
    thread = Desks(ground).load(phone.harbor.counselor, phone.reference)
    forged = [
        replace(one, failure="unverified") if one.stored.kind is Kind.SYSTEM else one for one in thread.opened
    ]
    assert referrals_of(thread.opened)[0].consent is not None
    assert referrals_of(forged)[0].consent is None


def test_the_counselor_sees_every_text_before_the_first_one_goes(phone: Texting) -> None:
    house = phone.house
    browse = Browser(staff_app(house.doors, house.house.foundation), house.cookies["north"])
    path = f"/threads/{phone.reference}/referral"
    page = browse.get(path).text
    assert "See the texts first" in page
    assert "Propose it to the student" not in page
    form = {
        "service": phone.harbor.service.hex(),
        "body": "May I ask them?",
        "purpose": WHAT_FOR,
        "field": "first_name",
        "how": "text",
    }
    assert "Look at the texts first" in browse.post(path, **form, act="send").text
    page = html.unescape(browse.post(path, **form, act="look").text)
    shown = re.findall(r'<li class="mb-1"><span class="words d-block" dir="auto">(.*?)</span>', page)
    assert len(shown) == 5
    assert "Harbor House could be there for you: A first talk on a Tuesday." in shown[1]
    seen = re.findall(r'name="seen" value="([0-9a-f]+)"', page)[0]
    number = re.findall(r'name="submission" value="([0-9a-f]+)"', page)[0]
    assert house.carrier.texts == []
    done = browse.post(path, **form, act="send", seen=seen, submission=number).text
    assert "The first text leaves now." in done
    house.work()
    ((_, body),) = house.carrier.texts
    assert re.sub(r"\d\d ", "", body) == re.sub(r"\d\d ", "", shown[0])
