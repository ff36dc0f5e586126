"""A caring adult asks for help for a student: the same way as a student, and staff see that an adult writes."""

import re
from typing import Any

import pytest

from reporting.app.sites import public_site
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import referred
from tests.integration.web import seen

WORRY = "canary-worry my neighbour's son in ninth grade has stopped eating and looks very thin"
GUN = "My neighbour's son has a gun in his backpack and says he will shoot people at school tomorrow"


@pytest.fixture
def site(founded_house: Any) -> Any:
    return public_site(founded_house.house).test_client()


@pytest.fixture
def staff(founded_house: Any) -> Browser:
    app = staff_app(founded_house.doors, founded_house.house.foundation)
    return Browser(app, founded_house.cookies["north"])


def write(site: Any, house: Any, body: str, lang: str = "en") -> tuple[str, ...]:
    """From the link on the first page to six words."""
    first = site.get(f"/?lang={lang}").text
    assert f'href="/adult?lang={lang}"' in first
    page = site.get(f"/adult?lang={lang}").text
    fields = {**seen.hidden(page), "body": body, "school": house.school(0).hex()}
    return tuple(seen.receipt(site.post(f"/?lang={lang}", data=fields).text))


def only(house: Any) -> str:
    (row,) = house.threads()
    return str(row.reference)


def test_an_adult_gets_six_words_and_staff_see_who_writes_in_the_row_and_above_the_thread(
    founded_house: Any, site: Any, staff: Browser
) -> None:
    assert len(write(site, founded_house, WORRY)) == 6
    assert "An adult writes" in staff.get("/inbox").text
    page = staff.get(f"/threads/{only(founded_house)}").text
    assert '<b id="writer">An adult writes</b>' in page
    assert "Answer the adult" in page
    assert "<b>Adult</b>" in page
    assert "They were told: a counselor has read this." in page
    assert "The student was told:" not in page
    assert "Referral to a partner" not in page


def test_a_students_thread_says_nothing_of_an_adult(founded_house: Any, staff: Browser) -> None:
    founded_house.tip("I have not eaten for days")
    assert "An adult writes" not in staff.get("/inbox").text
    page = staff.get(f"/threads/{only(founded_house)}").text
    assert 'id="writer"' not in page
    assert "Answer the student" in page


def test_a_later_urgent_message_raises_the_thread_and_the_row_still_says_who_writes(
    founded_house: Any, site: Any, staff: Browser
) -> None:
    words = write(site, founded_house, WORRY)
    page = site.post("/return", data={"receipt": " ".join(words)}).text
    site.post("/return/reply", data={**seen.hidden(page), "body": GUN})
    inbox = staff.get("/inbox").text
    assert 'data-severity="urgent"' in inbox
    assert "An adult writes" in inbox


def test_what_an_adult_writes_of_somebody_else_is_paged_like_any_message(
    founded_house: Any, site: Any
) -> None:
    write(site, founded_house, GUN)
    (row,) = founded_house.threads()
    assert row.severity == "urgent"
    founded_house.work()
    assert founded_house.carrier.texts or founded_house.carrier.calls


def test_a_refused_form_comes_back_in_the_same_words_and_still_from_an_adult(
    founded_house: Any, site: Any
) -> None:
    page = site.get("/adult?lang=es").text
    assert "¿Le preocupa un estudiante?" in page
    again = site.post("/?lang=es", data={**seen.hidden(page), "body": " "}).text
    assert "¿Le preocupa un estudiante?" in again
    assert seen.hidden(again)["writer"] == "adult"
    assert "¿Le preocupa un estudiante?" not in site.get("/?lang=es").text


def test_an_answer_reaches_the_adult_and_carries_a_sheet_by_one_tap(
    founded_house: Any, site: Any, staff: Browser
) -> None:
    words = write(site, founded_house, WORRY)
    path = f"/threads/{only(founded_house)}"
    page = staff.get(path).text
    assert page.index('value="sheet-4"') < page.index('value="sheet-1"')  # about eating: it comes first
    assert "eating-first" not in page  # speaks to the student whom it happens to
    said = staff.post(f"{path}/say", say="sheet-4", body="Thank you.").text
    body = re.search(r'<textarea[^>]+id="reply"[^>]*>([^<]+)<', said)
    assert body is not None
    assert body[1].startswith("Thank you.")
    assert "/help/pack/4?lang=en" in body[1]
    number = re.search(r'name="submission" value="([0-9a-f]{32})"', said)
    assert number is not None
    staff.post(f"{path}/reply", submission=number[1], body=body[1], seen=seen.hidden(said).get("seen", ""))
    back = site.post("/return", data={"receipt": " ".join(words)}).text
    assert 'href="/help/pack/4"' in back


def test_a_phone_is_sent_no_sheet(founded_house: Any, staff: Browser) -> None:
    founded_house.text("+12025550142", "i feel sad and cant sleep, north high")
    founded_house.unlock("designee")
    for role in ("north", "designee"):
        for reference in founded_house.references(role):
            thread = founded_house.read(role, reference)
            assert thread.channel.value == "sms"
    app = staff_app(founded_house.doors, founded_house.house.foundation)
    reader = Browser(app, founded_house.cookies["designee"])
    assert "sheet-1" not in reader.get(f"/threads/{only(founded_house)}").text


def test_nobody_is_asked_to_say_yes_for_a_student(founded_house: Any, site: Any, staff: Browser) -> None:
    harbor = referred(founded_house)
    write(site, founded_house, WORRY)
    reference = next(one.reference for one in founded_house.threads() if one.reference != harbor.reference)
    page = staff.get(f"/threads/{reference}/referral").text
    assert "Nobody agrees to a referral for a student" in page


def test_that_an_adult_wrote_lies_nowhere_in_clear(
    founded_house: Any, site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    write(site, founded_house, WORRY)
    home = founded_house.house.foundation.settings.home
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert kept
    for canary in (b"canary-worry", b'"writer"', b"adult"):
        assert canary not in kept, canary
    assert "adult" not in caplog.text
