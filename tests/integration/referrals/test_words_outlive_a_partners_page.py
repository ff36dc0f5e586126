"""Whoever writes longer than a page or a session lives finds the words again: after the PIN, the sign-in, the six words."""

import html
import re

from reporting.app.sites import public_site
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.test_a_partner_signs_in import MAY, PASSWORD, Organized, Pages
from tests.integration.referrals.test_a_side_thread import Beside, beside
from tests.integration.referrals.test_a_side_threads_pages import Partner, Student, hidden

LONG = "canary-long We have time on Tuesday.\n\nBring a friend if you like, <b>or</b> come alone."
KEPT = "Your words are still here."


def field(page: str, name: str = "body") -> str:
    """What stands in the field, as a browser reads it."""
    found = re.search(rf'<textarea [^>]*name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def told(there: Beside) -> list[str]:
    """What stands in the side thread, as the student reads it."""
    page = Student(there, public_site(there.harbor.house.house).test_client()).side()
    return re.findall(r'<p class="said">(.*?)</p>', page, re.DOTALL)


def test_behind_a_link_the_words_come_along_with_the_pin_and_are_sent_by_a_press(harbor: Referred) -> None:
    there = beside(harbor)
    partner = Partner(there, public_site(harbor.house.house).test_client())
    partner.press()
    harbor.house.clock.advance(minutes=31)
    page = partner.press(act="write", body=LONG)
    assert KEPT in page
    assert field(page) == LONG
    wrong = partner.browse.post(partner.link, data={"pin": "00000000", "body": LONG}).text
    assert field(wrong) == LONG
    partner.page = partner.browse.post(partner.link, data={"pin": there.pin, "body": field(wrong)}).text
    assert field(partner.page) == LONG
    shown = partner.press(body=field(partner.page))
    assert field(shown) == LONG
    assert not any("canary-long" in one for one in told(there))
    partner.press(act="write", body=field(shown))
    assert any("canary-long" in one for one in told(there))
    assert field(partner.page) == ""


def test_after_signing_in_again_a_partner_is_where_they_were_with_their_words(harbor: Referred) -> None:
    pages = Pages(Organized(harbor, {}))
    clock, (packet, _) = harbor.house.clock, side_page(pages)
    typed = {name: pages.hidden(name) for name in ("session", "token", "side", "submission", "packet")}
    assert typed["packet"] == packet
    clock.advance(minutes=16)
    over = pages.press("/partners/packet/side", **typed, act="write", body=LONG).page
    assert "You are signed out." in over
    assert KEPT in over
    assert field(sign_in(pages, password="not this one", body=field(over), packet=packet)) == LONG
    back = sign_in(pages, body=LONG, packet=packet)
    assert "Write with the student" in back
    assert field(back) == LONG
    session = {"session": pages.hidden("session"), "packet": pages.hidden("packet")}
    side = {"token": pages.hidden("token"), "side": pages.hidden("side")}
    assert field(pages.press("/partners/packet/side", **session, **side, body=LONG).page) == LONG
    # The session lives on, and it is the page that stood too long.
    typed = {name: pages.hidden(name) for name in ("session", "token", "side", "submission", "packet")}
    for _ in range(3):
        clock.advance(minutes=11)
        pages.press("/partners", session=session["session"])
    old = pages.press("/partners/packet/side", **typed, act="write", body=LONG).page
    assert field(old) == LONG
    again = pages.press("/partners/packet", **session, body=field(old)).page
    assert field(again) == LONG
    side = {"token": pages.hidden("token"), "side": pages.hidden("side")}
    pages.press("/partners/packet/side", **session, **side, body=LONG)
    number = pages.hidden("submission")
    sent = pages.press(
        "/partners/packet/side", **session, **side, submission=number, act="write", body=LONG
    ).page
    assert sent.count("canary-long") == 1
    assert field(sent) == ""


def test_words_for_a_referral_that_is_gone_stand_on_the_list_to_be_copied(harbor: Referred) -> None:
    pages = Pages(Organized(harbor, {}))
    packet, offer = side_page(pages)
    harbor.withdraw(offer)
    gone = sign_in(pages, body=LONG, packet=packet)
    assert "That is not there any more." in gone
    assert LONG in gone


def test_a_student_who_wrote_for_long_types_six_words_and_the_school_reads_nothing(harbor: Referred) -> None:
    there = beside(harbor)
    student = Student(there, public_site(harbor.house.house).test_client())
    student.side()
    harbor.house.clock.advance(minutes=31)
    page = student.press("/return/side/say", act="write", body=LONG)
    assert "Your words are still here." in page
    assert field(page) == LONG
    form = {name: hidden(page, name) for name in ("offer", "submission", "act")}
    site, path = student.browse, "/return/side/say"
    wrong = site.post(path, data={**form, "body": LONG, "receipt": "apple " * 6}).text
    assert field(wrong) == LONG
    sent = site.post(path, data={**form, "body": field(wrong), "receipt": " ".join(harbor.words)}).text
    assert sent.count("canary-long") == 1
    view = harbor.house.read("north", harbor.reference)
    assert not any("canary-long" in one.text for one in view.messages)


def side_page(pages: Pages) -> tuple[str, str]:
    """Signed in, and in front of the field. The numbers of packet and offer."""
    pages.there.first()
    offer = pages.there.refer(side=True)
    sign_in(pages)
    session, packet = pages.hidden("session"), pages.hidden("packet")
    pages.press("/partners/packet", session=session, packet=packet)
    side = {"token": pages.hidden("token"), "side": pages.hidden("side")}
    pages.press("/partners/packet/side", session=session, packet=packet, **side)
    return packet, offer


def sign_in(pages: Pages, **more: str) -> str:
    given = {"email": MAY, "password": PASSWORD, "code": pages.code(), **more}
    return pages.press("/partners", **given).page
