"""A partner learns what the student ticked, and nothing else; a no sends nothing, and a yes can be taken back."""

from pathlib import Path
from typing import Any

import pytest

from reporting.cases.refusals import NotAllowed
from reporting.model.help.words import SharedField
from reporting.model.ids import PacketId
from reporting.model.referral import ReferralState
from reporting.referrals.deciding import Decided, FieldEmpty, NoSuchOffer
from reporting.referrals.referral_desk import BasisMissing, NotSendable
from reporting.store import packets
from reporting.store.shred import ShredKeyMissing
from tests.integration.referrals.conftest import ABOUT, NAME, PURPOSE, REACH, Referred

F = SharedField


def rows(harbor: Referred) -> list[Any]:
    house = harbor.house.house
    with house.foundation.database.read() as conn:
        ids = conn.execute(packets.PACKET.select()).mappings().all()
    return list(ids)


def test_only_what_was_ticked_stands_in_the_packet_and_the_student_sees_it_sent(
    harbor_on_each: Referred,
) -> None:
    harbor = harbor_on_each
    offer = harbor.propose()
    page = harbor.come_back()
    assert [one.params["party"] for one in page.messages if one.code == "referral_proposed"] == [
        "Harbor House"
    ]
    view = harbor.agree(offer, {F.FIRST_NAME: f" {NAME} ", F.ABOUT: "whatever the browser says"})
    assert dict(view.standing.referral.consent.values) == {F.FIRST_NAME: NAME, F.ABOUT: ABOUT}
    assert rows(harbor) == []
    slip = harbor.send(offer)
    assert len(slip.pin) == 8
    assert slip.phone == "+12025550177"
    (row,) = rows(harbor)
    assert row["state"] == ReferralState.SENT
    later = harbor.doors.student.look(harbor.come_back().token, offer)
    assert later.standing.state is ReferralState.SENT
    assert not later.standing.opened
    assert any(one.code == "referral_sent" for one in harbor.come_back().messages)


def test_nothing_is_asked_for_beyond_the_proposal_and_an_empty_tick_sends_nothing(harbor: Referred) -> None:
    offer = harbor.propose(F.FIRST_NAME)
    with pytest.raises(FieldEmpty):
        harbor.agree(offer, {F.FIRST_NAME: "  "})
    assert harbor.doors.student.look(harbor.come_back().token, offer).standing.referral.open
    view = harbor.agree(offer, {F.FIRST_NAME: NAME, F.CONTACT: REACH})
    assert dict(view.standing.referral.consent.values) == {F.FIRST_NAME: NAME}


def test_a_yes_with_no_field_is_a_yes(harbor: Referred) -> None:
    offer = harbor.propose()
    assert dict(harbor.agree(offer, {}).standing.referral.consent.values) == {}
    harbor.send(offer)
    assert len(rows(harbor)) == 1


def test_a_no_sends_nothing_and_can_become_a_yes(harbor: Referred) -> None:
    offer = harbor.propose()
    view = harbor.come_back()
    number = bytes.fromhex(view.submission)
    said = harbor.doors.student.refuse(view.token, number, offer, "No, thank you")
    assert said.standing.referral.refused
    with pytest.raises(NotSendable):
        harbor.send(offer)
    assert rows(harbor) == []
    assert harbor.agree(offer, {}).standing.referral.sendable


def test_staff_send_nothing_without_a_yes_nor_twice(harbor: Referred) -> None:
    offer = harbor.propose()
    with pytest.raises(NotSendable):
        harbor.send(offer)
    harbor.agree(offer, {F.GRADE: "9"})
    harbor.send(offer)
    with pytest.raises(NotSendable):
        harbor.send(offer)
    assert len(rows(harbor)) == 1


def test_a_yes_taken_back_before_it_was_sent_is_never_sent(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {F.FIRST_NAME: NAME})
    view = harbor.withdraw(offer)
    assert view.standing.referral.withdrawn
    with pytest.raises(NotSendable):
        harbor.send(offer)
    with pytest.raises(Decided):
        harbor.agree(offer, {})


def test_taken_back_after_it_was_sent_its_links_and_its_key_are_gone(harbor_on_each: Referred) -> None:
    harbor = harbor_on_each
    offer = harbor.propose()
    harbor.agree(offer, {F.FIRST_NAME: NAME})
    harbor.send(offer)
    (row,) = rows(harbor)
    house = harbor.house.house
    assert house.ground.shred.get(row["id"], 0)
    view = harbor.withdraw(offer)
    assert view.standing.state is ReferralState.WITHDRAWN
    assert not view.standing.opened
    (after,) = rows(harbor)
    assert after["core"] == b""
    with pytest.raises(ShredKeyMissing):
        house.ground.shred.get(row["id"], 0)
    with house.foundation.database.read() as conn:
        assert not packets.has_link(conn, house.ground.district, PacketId(row["id"]))
    with pytest.raises(NotSendable):
        harbor.doors.staff.new_link(harbor.counselor, harbor.reference, offer)


def test_who_deletes_their_thread_takes_it_back_as_well(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {F.FIRST_NAME: NAME})
    harbor.send(offer)
    view = harbor.come_back()
    harbor.house.house.web_return.delete(view.token, bytes.fromhex(view.submission))
    (row,) = rows(harbor)
    assert (row["state"], row["core"]) == (ReferralState.WITHDRAWN, b"")


def test_a_cry_for_help_in_a_field_is_read_like_any_message(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {F.CONTACT: "no use, I will kill myself tonight"})
    (row,) = harbor.house.threads()
    assert row.severity == "urgent"


def test_the_rule_of_the_state_asks_why_where_the_student_is_not_old_enough(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {F.FIRST_NAME: NAME}, age="no")
    with pytest.raises(BasisMissing):
        harbor.send(offer, basis="  ")
    assert rows(harbor) == []


def test_nobody_else_proposes_and_nothing_that_is_not_listed(harbor: Referred) -> None:
    with pytest.raises(NoSuchOffer):
        harbor.agree("00" * 16, {})
    harbor.service = harbor.service.__class__(b"x" * 16)
    with pytest.raises(NotAllowed):
        harbor.propose()


def test_nothing_of_a_referral_is_readable_on_the_disk(harbor: Referred) -> None:
    offer = harbor.propose()
    harbor.agree(offer, {F.FIRST_NAME: NAME, F.CONTACT: REACH, F.ABOUT: ""})
    slip = harbor.send(offer)
    harbor.house.house.foundation.database.write(lambda conn: None)
    home: Path = harbor.house.house.foundation.settings.home
    token = slip.link.rsplit("/", 1)[-1]
    assert len(token) > 40
    secrets_ = [word.encode() for word in (NAME, REACH, ABOUT, PURPOSE, slip.pin, token, "intake@harbor")]
    read = [file.read_bytes() for file in home.rglob("*") if file.is_file()]
    assert sum(map(len, read)) > 100_000
    assert not [word for word in secrets_ for data in read if word in data]
