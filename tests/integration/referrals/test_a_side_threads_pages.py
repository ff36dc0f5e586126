"""The pages of a side thread over HTTP, without a script: the student's, the partner's, and the one of who is woken."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.model.help.partnership import Partnership, People
from reporting.model.help.service import Schedule
from reporting.model.help.words import AgreementState
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import Referred
from tests.integration.referrals.test_a_side_thread import (
    CRY,
    HELLO,
    QUIET,
    ROOM,
    Beside,
    beside,
    new_link_of_the_school,
)


@pytest.fixture
def there(harbor: Referred) -> Beside:
    return beside(harbor)


@pytest.fixture
def browse(there: Beside) -> Any:
    return public_site(there.harbor.house.house).test_client()


def hidden(page: str, name: str) -> str:
    found = re.findall(rf'name="{name}" value="([^"]+)"', page)
    return html.unescape(found[0])


class Student:
    """Presses one button after the other, as a browser without scripts does."""

    def __init__(self, there: Beside, browse: Any, lang: str = "") -> None:
        self.browse, self.there, self.lang = browse, there, lang
        self.page = browse.post(f"/return{lang}", data={"receipt": " ".join(there.harbor.words)}).text

    def press(self, path: str, **fields: str) -> str:
        data = {
            "token": hidden(self.page, "token"),
            "submission": hidden(self.page, "submission"),
            "offer": self.there.offer,
            **fields,
        }
        self.page = self.browse.post(f"{path}{self.lang}", data=data).text
        return self.page

    def side(self) -> str:
        return self.press("/return/side")


class Partner:
    def __init__(self, there: Beside, browse: Any) -> None:
        self.browse, self.link = browse, f"/partner/{there.link}"
        self.page = browse.post(self.link, data={"pin": there.pin}).text

    def press(self, **fields: str) -> str:
        data = {name: hidden(self.page, name) for name in ("token", "side")}
        if 'name="submission"' in self.page:
            data["submission"] = hidden(self.page, "submission")
        self.page = self.browse.post(f"{self.link}/side", data={**data, **fields}).text
        return self.page


def test_before_the_first_word_the_student_reads_who_is_woken_and_when_the_partner_is_there(
    there: Beside, browse: Any
) -> None:
    page = Student(there, browse).side()
    before, _, after = page.partition('<textarea id="body"')
    assert after
    assert "A computer checks what you write," in before
    assert "wake the people on call at your school" in before
    assert "They are not there day and night." in before.replace("&#39;", "'")
    assert 'href="tel:988"' in before.partition("<main")[2]
    assert "We don't know their hours." in html.unescape(before)


def agree_hours(there: Beside) -> None:
    """An agreement with Harbor House, in force."""
    harbor = there.harbor
    house = harbor.house.house
    made = Partnership(
        b"p" * 16,  # type: ignore[arg-type]  # an id
        harbor.organization,
        state=AgreementState.IN_FORCE,
        hours="Mondays to Fridays, nine to five",
        people=People("Front desk", "Dr. Vega, 202-555-0188", "The principal, 202-555-0199"),
    )
    house.partnerships._put(harbor.house.sessions["administrator"], made, "changed_agreement")


def test_the_hours_are_those_of_the_agreement(there: Beside, browse: Any) -> None:
    agree_hours(there)
    assert "Mondays to Fridays, nine to five" in Student(there, browse).side()


def test_without_an_agreement_they_are_those_of_the_directory(there: Beside, browse: Any) -> None:
    harbor = there.harbor
    (organization,) = harbor.house.house.help.read().organizations
    schedules = (Schedule(opens="09:00", closes="17:00", days="MO,TU"),)
    service = replace(organization.services[0], schedules=schedules)
    ada = harbor.house.sessions["administrator"]
    harbor.house.house.help.put(ada, [replace(organization, services=(service,))])
    assert "Mon, Tue" in Student(there, browse).side()
    harbor.house.house.help.put(ada, [replace(organization, services=(replace(service, any_hour=True),))])
    assert "They are not there day and night." not in Student(there, browse).side()


def test_a_message_goes_there_and_back_without_a_script(there: Beside, browse: Any) -> None:
    partner = Partner(there, browse)
    assert "You and the student can write to each other." in partner.page
    partner.press()
    partner.press(act="write", body=HELLO)
    student = Student(there, browse)
    assert "They wrote something new to you." in student.page
    assert HELLO in student.side()
    assert QUIET in student.press("/return/side/say", act="write", body=QUIET)
    assert "They wrote something new to you." not in Student(there, browse).page
    again = Partner(there, browse)
    assert "The student wrote something new." in again.page
    assert QUIET in again.press()


def test_a_video_link_is_on_the_students_page_only_after_they_asked(there: Beside, browse: Any) -> None:
    partner = Partner(there, browse)
    partner.press()
    assert "a link can't stand in a message" in html.unescape(partner.press(act="write", body=f"see {ROOM}"))
    partner.press(act="video", address=ROOM)
    student = Student(there, browse)
    page = student.side()
    assert ROOM not in page
    assert "may see your internet address" in page
    page = student.press("/return/side/say", act="see", video=hidden(page, "video"))
    assert f'href="{ROOM}" rel="noreferrer noopener"' in page
    assert "The student wanted to see it." in Partner(there, browse).press()


def test_a_box_that_was_not_ticked_tells_nothing(there: Beside, browse: Any) -> None:
    student = Student(there, browse)
    student.side()
    page = student.press("/return/side/say", act="give", name="last_name", value="Reyes")
    assert "Nothing was told." in page
    assert "Reyes" not in Partner(there, browse).press()
    student.press("/return/side/say", act="give", name="last_name", value="Reyes", sure="1")
    assert "Last name:</strong> Reyes" in Partner(there, browse).press()


def test_who_is_woken_reads_whom_to_call_and_not_what_was_written(there: Beside, browse: Any) -> None:
    agree_hours(there)
    student = Student(there, browse)
    student.side()
    page = student.press("/return/side/say", act="write", body=CRY)
    assert "wake the people on call here" in page
    partner = Partner(there, browse)
    assert "may be urgent" in partner.page
    assert "The principal, 202-555-0199" in partner.press()
    house = there.harbor.house
    desk = Browser(staff_app(house.doors, house.house.foundation), house.cookies["north"])
    shown = desk.get(f"/threads/{there.harbor.reference}/now").text
    assert "Call Harbor House now" in shown
    assert 'href="tel:+12025550177"' in shown
    assert "202-555-0188" in shown
    assert "Nobody there has said yet to have it." in shown
    assert "canary" not in shown
    partner.press(act="take")
    shown = desk.get(f"/threads/{there.harbor.reference}/now").text
    assert "Somebody there says to have it." in shown


def test_in_spanish_every_sentence_of_both_pages_is_spanish(there: Beside, browse: Any) -> None:
    student = Student(there, browse, "?lang=es")
    page = student.side()
    assert "Quién puede leerlo:" in page
    assert "Diles quién eres, una cosa a la vez" in page
    partner = Partner(there, browse)
    data = {name: hidden(partner.page, name) for name in ("token", "side")}
    assert "Escriban al estudiante" in browse.post(f"{partner.link}/side?lang=es", data=data).text


def test_a_page_that_stood_too_long_says_so_to_either(there: Beside, browse: Any) -> None:
    student, partner = Student(there, browse), Partner(there, browse)
    student.side()
    partner.press()
    there.harbor.house.clock.advance(minutes=31)
    assert "This page opens nothing any more." in partner.press(act="write", body=HELLO)
    assert 'id="receipt"' in student.press("/return/side/say", act="write", body=QUIET)


def test_the_student_shows_what_was_said_before_a_new_link_from_their_page(
    there: Beside, browse: Any
) -> None:
    there.partner_writes()
    new_link_of_the_school(there)
    student = Student(there, browse)
    assert "you can show it to them" in student.side()
    page = student.press("/return/side/say", act="show")
    assert "Tick the box first" in page
    partner = Partner(there, browse)
    assert "The student can show it to you." in partner.press()
    page = student.press("/return/side/say", act="show", sure="1")
    assert "They can read what was said before." in page
    assert HELLO in Partner(there, browse).press()
