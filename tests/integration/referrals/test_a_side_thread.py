"""What a student and a partner write to each other: nobody at the school opens it, and what is urgent wakes both."""

import itertools
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from notify.ports import Channel
from notify.tables import Outbox
from reporting.cases.desk_thread import Desks
from reporting.cases.keyring import Keyring
from reporting.cases.refusals import NothingOpens
from reporting.model.help.words import SharedField
from reporting.model.kind import Kind
from reporting.referrals.answer import Answer
from reporting.referrals.side_alarm import SideClock
from reporting.referrals.side_partner import PartnerSide
from reporting.referrals.side_post import SidePost
from reporting.referrals.side_student import SideView
from reporting.referrals.side_thread import (
    LinkInWords,
    NoSuchSide,
    NothingGiven,
    NoVideoAddress,
    PartnerAbsent,
)
from reporting.store import packets, sides
from reporting.vault.base64url import decode_key
from reporting.vault.notation import Unreadable, new_key
from reporting.vault.packets import answer_key, link_key
from reporting.vault.sides import (
    Party,
    SideKeys,
    SidePlace,
    open_message,
    open_partner_seed,
    open_student_seed,
)
from reporting.vault.xwing import PrivateKey
from tests.integration.referrals.conftest import Referred

HELLO = "canary-hello how are the nights now"
QUIET = "canary-quiet a bit better since monday"
CRY = "canary-cry I will kill myself tonight"
ROOM = "https://video.example/canary-room"
LAST = "Canarylast"


@dataclass
class Beside:
    """A referral that was sent, with a side thread; the partner has come in by link and PIN."""

    harbor: Referred
    offer: str
    link: str
    pin: str

    @property
    def student(self) -> Any:
        return self.harbor.doors.sides

    @property
    def partner(self) -> Any:
        return self.harbor.doors.partner.sides

    def enter(self) -> tuple[str, str]:
        """(token of the packet, token of the partner's key)."""
        view = self.harbor.doors.partner.open(self.link, self.pin)
        assert view.side is not None
        return view.token, view.side.token

    def partner_writes(self, body: str = HELLO) -> PartnerSide:
        view: PartnerSide = self.partner.write(*self.enter(), secrets.token_bytes(16), body)
        return view

    def student_writes(self, body: str = QUIET) -> SideView:
        view: SideView = self.student.write(
            self.harbor.come_back().token, secrets.token_bytes(16), self.offer, body
        )
        return view

    def student_looks(self) -> SideView:
        view: SideView = self.student.look(self.harbor.come_back().token, self.offer)
        return view

    def row(self) -> sides.Side:
        ground = self.harbor.house.house.ground
        with ground.database.read() as conn:
            (packet,) = conn.execute(select(packets.PACKET.c.id)).scalars()
            found = sides.of_packet(conn, ground.district, packet)
        assert found is not None
        return found

    def stored(self) -> tuple[sides.SideMessage, ...]:
        ground = self.harbor.house.house.ground
        with ground.database.read() as conn:
            return sides.messages(conn, ground.district, self.row().id)


def beside(harbor: Referred) -> Beside:
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.LANGUAGE: "English"}, side=True)
    slip = harbor.send(offer)
    found = Beside(harbor, offer, slip.link.rsplit("/", 1)[-1], slip.pin)
    found.enter()
    return found


@pytest.fixture
def there(harbor: Referred) -> Beside:
    return beside(harbor)


@pytest.fixture
def there_on_each(harbor_on_each: Referred) -> Beside:
    return beside(harbor_on_each)


def outbox(harbor: Referred, channel: Channel) -> list[str]:
    """The bodies of what waits to leave."""
    house = harbor.house.house
    asked = select(Outbox.row, Outbox.body).where(Outbox.channel == channel, Outbox.sealer == "service")
    with house.ground.database.read() as conn:
        rows = conn.execute(asked.order_by(Outbox.created_at)).all()
    return [house.people.service.open(body, row).decode() for row, body in rows]


def mailing(there: Beside) -> SidePost:
    """A service whose mail leaves, as the production has."""
    house = there.harbor.house.house
    post = SidePost(house.people.ground, house.people.service, house.help, mailed=True, sender="+12025550100")
    there.student._post = post
    there.student._alarm._post = post
    return post


def test_each_reads_what_the_other_wrote(there_on_each: Beside) -> None:
    there = there_on_each
    there.partner_writes()
    assert [one.text for one in there.student_looks().said] == [HELLO]
    there.student_writes()
    view = there.partner.look(*there.enter())
    assert [(one.party, one.text) for one in view.said] == [(Party.PARTNER, HELLO), (Party.STUDENT, QUIET)]


def every_key(there: Beside) -> Iterator[PrivateKey]:
    """All that a session of staff opens anything with: its own, its queues', the thread's, and the packet's seed."""
    harbor = there.harbor
    ground, session = harbor.house.house.ground, harbor.counselor
    thread = Desks(ground).load(session, harbor.reference)
    assert thread.keys is not None
    yield from Keyring(session).queue_keys()
    yield thread.keys.case
    yield thread.keys.talk
    yield PrivateKey(packet_seed(there))


def packet_seed(there: Beside) -> bytes:
    harbor = there.harbor
    ground = harbor.house.house.ground
    thread = Desks(ground).load(harbor.counselor, harbor.reference)
    assert thread.keys is not None
    (secret,) = ground.opener.open(
        thread.place,
        thread.stored,
        (thread.keys.case,),
        talk_seed=None,
        kinds=frozenset({Kind.REFERRAL_SECRET}),
    )
    assert secret.payload is not None
    return bytes.fromhex(secret.payload.more["seed"])


def test_no_key_of_a_session_of_staff_opens_a_word_of_it(there_on_each: Beside) -> None:
    there = there_on_each
    there.partner_writes()
    there.student_writes()
    ground, row = there.harbor.house.house.ground, there.row()
    shred_key, seed = ground.shred.get(row.id, 0), packet_seed(there)
    assert row.packet is not None
    known, keys = answer_key(seed, row.packet), list(every_key(there))
    assert len(keys) > 4
    with ground.database.read() as conn:
        links = conn.execute(packets.LINK.select()).mappings().all()
    for key, one in itertools.product(keys, there.stored()):
        place = SidePlace(ground.district, row.id, one.id, one.seq, Party(one.party))
        with pytest.raises(Unreadable):
            open_message(place, one.core, one.recipients, shred_key, key, known)
    for key in keys:
        # Nor the seeds by which the two open it.
        for wrap in (key.seed, seed, known):
            with pytest.raises(Unreadable):
                open_student_seed(wrap, ground.district, row.id, row.student_seed)
        for link in links:
            with pytest.raises(Unreadable):
                open_partner_seed(key, ground.district, row.id, link["side"])
    # The same calls open it for who has the link and the PIN: the test asks in the right way.
    key = link_key(decode_key(there.link), there.pin, row.packet)
    partner = SideKeys(open_partner_seed(key, ground.district, row.id, links[0]["side"]), row.id)
    for one in there.stored():
        place = SidePlace(ground.district, row.id, one.id, one.seq, Party(one.party))
        assert b"canary" in open_message(place, one.core, one.recipients, shred_key, partner.read, known)


def test_the_school_sees_that_they_write_and_in_which_week(there: Beside) -> None:
    there.partner_writes()
    (shown,) = there.harbor.doors.staff.desk(there.harbor.counselor, there.harbor.reference).referrals
    assert shown.side is not None
    assert shown.side.week is not None
    assert shown.side.week.weekday() == 6
    assert (shown.side.urgent, shown.side.taken) == (False, False)
    assert not any("canary" in str(value) for value in vars_of(shown.side))


def vars_of(thing: Any) -> list[Any]:
    return [getattr(thing, name) for name in thing.__dataclass_fields__]


def test_something_urgent_wakes_the_partner_and_the_school_and_tells_neither_a_word(
    there_on_each: Beside,
) -> None:
    there = there_on_each
    harbor, ground = there.harbor, there.harbor.house.house.ground
    mailing(there)
    assert harbor.house.house.ground.paging.of_thread(row_of(there).id) == []
    view = there.student_writes(CRY)
    assert view.woken
    (page,) = ground.paging.of_thread(row_of(there).id)
    assert page.state == "open"
    ((address, body),) = harbor.mails()
    assert address == "intake@harbor.example"
    assert "URGENT" in body
    (text,) = outbox(harbor, Channel.SMS)
    assert "I have it" in text
    staff = harbor.house.read("north", harbor.reference)
    assert [one.code for one in staff.messages if one.code == "side_urgent"] == ["side_urgent"]
    everything = repr([(one.text, one.params) for one in staff.messages]) + repr(staff.because) + body + text
    assert "canary-cry" not in everything
    assert "kill" not in everything
    assert staff.severity == "urgent"
    assert [one.code for one in harbor.come_back().messages if one.code == "side_urgent"] == ["side_urgent"]


def row_of(there: Beside) -> Any:
    (row,) = there.harbor.house.threads()
    return row


def test_the_partner_is_called_until_somebody_has_it_and_the_school_climbs_on(there: Beside) -> None:
    harbor = there.harbor
    post = mailing(there)
    clock = SideClock(harbor.house.house.people.ground, post)
    there.student_writes(CRY)
    clock.call_again()
    assert len(harbor.mails()) == 1
    harbor.house.clock.advance(minutes=10)
    clock.call_again()
    clock.call_again()
    assert len(harbor.mails()) == 2
    tokens = there.enter()
    assert there.partner.look(*tokens).urgent
    assert not there.partner.take(*tokens).urgent
    assert (there.row().alert_minute, there.row().taken) == (None, True)
    harbor.house.clock.advance(minutes=30)
    clock.call_again()
    assert len(harbor.mails()) == 2
    (page,) = harbor.house.house.ground.paging.of_thread(row_of(there).id)
    assert page.state == "open"
    (shown,) = harbor.doors.staff.desk(harbor.counselor, harbor.reference).referrals
    assert shown.side is not None
    assert (shown.side.urgent, shown.side.taken) == (True, True)


def test_after_two_hours_the_partner_is_written_to_no_more(there: Beside) -> None:
    clock = SideClock(there.harbor.house.house.people.ground, mailing(there))
    there.student_writes(CRY)
    for _ in range(40):
        there.harbor.house.clock.advance(minutes=10)
        clock.call_again()
    assert len(there.harbor.mails()) == 12
    assert there.row().alert_minute is None


def test_whoever_is_named_in_the_words_is_not_woken_for_them(there: Beside) -> None:
    harbor = there.harbor
    named = harbor.house.member("north")
    there.student_writes(f"{CRY} because of {harbor.house.name('north')}")
    for _ in range(4):
        harbor.house.work()
        harbor.house.clock.advance(minutes=10)
    called = harbor.house.house.ground.paging.called(row_of(there).id)
    assert called
    assert named not in called


def test_a_quiet_word_wakes_nobody_and_the_partner_is_written_to_once_until_they_look(there: Beside) -> None:
    harbor = there.harbor
    mailing(there)
    there.student_writes()
    there.student_writes(f"{QUIET} and more")
    ((_, body),) = harbor.mails()
    assert "canary" not in body
    assert harbor.house.house.ground.paging.of_thread(row_of(there).id) == []
    assert outbox(harbor, Channel.SMS) == []
    there.partner.look(*there.enter())
    there.student_writes(f"{QUIET} again")
    assert len(harbor.mails()) == 2


def test_the_call_to_the_partner_leaves_by_text_to_the_number_on_record(there: Beside) -> None:
    mailing(there)
    there.student_writes(CRY)
    there.harbor.house.work()
    texts = dict(there.harbor.house.carrier.texts)
    assert "URGENT" in texts["+12025550177"]
    assert "canary" not in repr(texts)


def test_a_video_link_is_shown_once_the_student_asked_and_stands_in_no_other_message(there: Beside) -> None:
    tokens = there.enter()
    number = secrets.token_bytes(16)
    for wrong in (
        "http://video.example/a",
        "https://me:pw@video.example/a",
        "https://localhost",
        "video",
        "",
    ):
        with pytest.raises(NoVideoAddress):
            there.partner.offer_video(*tokens, number, wrong)
    with pytest.raises(LinkInWords):
        there.partner.write(*tokens, number, f"come to {ROOM}")
    there.partner.offer_video(*tokens, number, ROOM)
    view = there.student_looks()
    (video,) = view.said
    assert video.id not in view.released
    seen = there.student.see_video(
        view.thread.token, secrets.token_bytes(16), there.offer, video.id, "I want to see the video link."
    )
    assert video.id in seen.released
    assert video.id in there.partner.look(*there.enter()).released


def test_a_partners_answer_carries_no_link_either(there: Beside) -> None:
    view = there.harbor.doors.partner.open(there.link, there.pin)
    with pytest.raises(LinkInWords):
        there.harbor.doors.partner.say(view.token, "accepted", "", Answer(ROOM))


def test_a_name_is_told_one_thing_at_a_time_and_nothing_unasked(there: Beside) -> None:
    view = there.student_looks()
    token, number = view.thread.token, secrets.token_bytes(16)
    with pytest.raises(NothingGiven):
        there.student.give(token, number, there.offer, "last_name", "  ", "")
    with pytest.raises(NothingGiven):
        there.student.give(token, number, there.offer, "shoe_size", "9", "")
    there.student.give(token, number, there.offer, "last_name", LAST, f"Last name: {LAST}")
    known = there.partner.look(*there.enter())
    assert dict(known.given) == {"last_name": LAST}


def test_a_cry_in_a_field_for_a_name_is_read_like_any_message(there: Beside) -> None:
    view = there.student_looks()
    said = there.student.give(
        view.thread.token, secrets.token_bytes(16), there.offer, "phone", CRY, f"Phone number: {CRY}"
    )
    assert said.woken


def test_the_same_form_sent_twice_is_one_message(there: Beside) -> None:
    number = secrets.token_bytes(16)
    for _ in range(2):
        there.student.write(there.harbor.come_back().token, number, there.offer, QUIET)
        there.partner.write(*there.enter(), number[::-1], HELLO)
    assert len(there.stored()) == 2


def test_taken_back_it_ends_for_both_and_its_key_is_gone(there_on_each: Beside) -> None:
    there = there_on_each
    there.partner_writes()
    tokens, row = there.enter(), there.row()
    ground = there.harbor.house.house.ground
    there.harbor.withdraw(there.offer)
    with ground.database.read() as conn:
        assert sides.by_id(conn, ground.district, row.id) is None
        assert sides.messages(conn, ground.district, row.id) == ()
    assert ground.shred.find_many([(row.id, 0)]) == {}
    with pytest.raises(NothingOpens):
        there.partner.look(*tokens)
    assert not there.student_looks().open


def test_its_time_over_it_ends_with_the_packet(there: Beside) -> None:
    there.partner_writes()
    row, ground = there.row(), there.harbor.house.house.ground
    there.harbor.pass_days(40)
    there.harbor.doors.clock.sweep()
    with ground.database.read() as conn:
        assert sides.by_id(conn, ground.district, row.id) is None
    assert ground.shred.find_many([(row.id, 0)]) == {}


def test_the_student_ends_it_and_may_begin_anew(there: Beside) -> None:
    there.partner_writes()
    row, ground = there.row(), there.harbor.house.house.ground
    view = there.student.end(there.harbor.come_back().token, there.offer)
    assert (view.open, view.ended) == (False, True)
    assert ground.shred.find_many([(row.id, 0)]) == {}
    back = there.harbor.come_back()
    there.harbor.doors.student.open_side(
        back.token, bytes.fromhex(back.submission), there.offer, "They may write to me here."
    )
    assert there.student_looks().open
    there.partner_writes("canary-anew")
    assert [one.text for one in there.student_looks().said] == ["canary-anew"]


def test_nobody_writes_to_a_student_who_did_not_say_so(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {})
    slip = harbor.send(offer)
    assert harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin).side is None
    assert not harbor.doors.sides.look(harbor.come_back().token, offer).open


def test_a_link_renewed_by_the_partner_reads_on_and_one_of_the_school_begins_anew(there: Beside) -> None:
    harbor = there.harbor
    there.partner_writes()
    visits, _ = harbor.mailed()
    harbor.pass_days(16)
    visits.renew(there.link, there.pin)
    there.link = re.findall(r"/partner/([\w-]+)", harbor.mails()[-1][1])[0]
    assert [one.text for one in there.partner.look(*there.enter()).said] == [HELLO]
    slip = harbor.doors.staff.new_link(harbor.counselor, harbor.reference, there.offer)
    there.link, there.pin = slip.link.rsplit("/", 1)[-1], slip.pin
    there.partner_writes("canary-later")
    view = there.partner.look(*there.enter())
    assert [(one.readable, one.text) for one in view.said] == [(False, ""), (True, "canary-later")]
    student = there.student_looks()
    assert [one.text for one in student.said] == [HELLO, "canary-later"]
    assert (student.turns, student.kept_back) == (2, True)


def new_link_of_the_school(there: Beside) -> None:
    harbor = there.harbor
    slip = harbor.doors.staff.new_link(harbor.counselor, harbor.reference, there.offer)
    there.link, there.pin = slip.link.rsplit("/", 1)[-1], slip.pin
    there.enter()


def test_what_was_said_before_a_new_link_is_read_once_the_student_shows_it(there_on_each: Beside) -> None:
    there = there_on_each
    there.partner_writes()
    there.student_writes()
    new_link_of_the_school(there)
    there.partner_writes("canary-later")
    assert [one.text for one in there.partner.look(*there.enter()).said] == ["", "", "canary-later"]
    shown = there.student.show_before(there.harbor.come_back().token, there.offer)
    assert not shown.kept_back
    view = there.partner.look(*there.enter())
    # By whom, in which order and that nobody changed it is seen as before.
    assert [(one.party, one.text) for one in view.said] == [
        (Party.PARTNER, HELLO),
        (Party.STUDENT, QUIET),
        (Party.PARTNER, "canary-later"),
    ]
    assert [one.text for one in there.student_looks().said] == [HELLO, QUIET, "canary-later"]
    # Not for good: who comes by yet another link is not thereby the one it was shown to.
    new_link_of_the_school(there)
    assert {one.text for one in there.partner.look(*there.enter()).said} == {""}
    assert there.student_looks().kept_back


def test_nothing_is_shown_to_a_key_that_the_database_was_given(there: Beside) -> None:
    there.partner_writes()
    ground, row = there.harbor.house.house.ground, there.row()
    forged = SideKeys(new_key(), row.id)
    ground.database.write(
        lambda conn: conn.execute(sides.SIDE.update().values(partner=forged.public, turns=2))
    )
    before = there.stored()
    assert not there.student_looks().kept_back
    with pytest.raises(PartnerAbsent):
        there.student.show_before(there.harbor.come_back().token, there.offer)
    assert there.stored() == before


@pytest.mark.parametrize("sent", [True, False])
def test_who_deletes_their_thread_deletes_what_stands_beside_it(harbor: Referred, *, sent: bool) -> None:
    """Also before the referral was sent, when no packet names it yet."""
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.LANGUAGE: "English"}, side=True)
    if sent:
        slip = harbor.send(offer)
        there = Beside(harbor, offer, slip.link.rsplit("/", 1)[-1], slip.pin)
        there.partner_writes()
    ground, back = harbor.house.house.ground, harbor.come_back()
    with ground.database.read() as conn:
        assert len(conn.execute(select(sides.SIDE.c.id)).all()) == 1
    harbor.house.house.web_return.delete(back.token, bytes.fromhex(back.submission))
    with ground.database.read() as conn:
        assert conn.execute(select(sides.SIDE.c.id)).all() == []
        assert conn.execute(select(sides.MESSAGE.c.seq)).all() == []


def test_nothing_is_shown_to_the_link_before_when_another_was_used_in_that_moment(there: Beside) -> None:
    there.partner_writes()
    ground, row = there.harbor.house.house.ground, there.row()
    new_link_of_the_school(there)
    with pytest.raises(sides.SideMoved):
        ground.database.write(lambda conn: sides.address_anew(conn, ground.district, row, {1: b""}))
    assert there.stored()[0].recipients


def test_a_side_thread_whose_key_is_not_the_one_the_student_named_is_not_given_to_the_partner(
    harbor: Referred,
) -> None:
    """Who writes the database puts a key of theirs in place of the student's before the referral is sent."""
    offer = harbor.propose()
    harbor.agree(offer, {SharedField.LANGUAGE: "English"}, side=True)
    ground = harbor.house.house.ground
    with ground.database.read() as conn:
        (side,) = conn.execute(select(sides.SIDE.c.id)).scalars()
    forged = SideKeys(new_key(), side).public
    ground.database.write(lambda conn: conn.execute(sides.SIDE.update().values(student=forged)))
    slip = harbor.send(offer)
    assert harbor.doors.partner.open(slip.link.rsplit("/", 1)[-1], slip.pin).side is None
    with ground.database.read() as conn:
        row = sides.by_id(conn, ground.district, side)
    assert row is not None
    assert (row.packet, row.student_mac) == (None, None)


def test_a_phrase_added_later_still_opens_it(there: Beside) -> None:
    there.partner_writes()
    view, phrase = there.harbor.come_back(), "blue kettle on tuesdays"
    house = there.harbor.house.house
    house.web_return.add_phrase(view.token, bytes.fromhex(view.submission), phrase, phrase)
    back = house.web_return.open(" ".join(there.harbor.words), phrase)
    assert [one.text for one in there.student.look(back.token, there.offer).said] == [HELLO]


def test_a_key_that_the_database_was_given_is_written_to_by_nobody(there: Beside) -> None:
    """A thief who writes the database puts in keys of their own: neither side seals to them."""
    ground, row = there.harbor.house.house.ground, there.row()
    forged = SideKeys(new_key(), row.id).public
    ground.database.write(
        lambda conn: conn.execute(sides.SIDE.update().values(partner=forged, student=forged))
    )
    assert not there.student_looks().here
    with pytest.raises(PartnerAbsent):
        there.student_writes()
    # The partner's link holds no key of that: it makes its own anew, and still writes to no forged student.
    with pytest.raises(NoSuchSide):
        there.partner_writes()
    assert there.stored() == ()


def test_not_a_word_of_it_lies_on_the_disk_or_in_a_log(
    there: Beside, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    mailing(there)
    there.partner_writes()
    there.student_writes(CRY)
    there.partner.offer_video(*there.enter(), secrets.token_bytes(16), ROOM)
    view = there.student_looks()
    there.student.give(
        view.thread.token, secrets.token_bytes(16), there.offer, "last_name", LAST, f"Last name: {LAST}"
    )
    there.harbor.house.work()
    home: Path = there.harbor.house.house.foundation.settings.home
    read = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    assert sum(map(len, read)) > 100_000
    words = [word.encode() for word in (HELLO, "canary-cry", "canary-room", LAST)]
    assert not [word for word in words for data in read if word in data]
    assert not [word for word in words if word.decode() in caplog.text]
