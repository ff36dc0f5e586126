"""The page that says whether texting is open: what is wrong, how it is mended, what to file, who may look."""

from dataclasses import replace
from typing import Any

import pytest

from notify.account_facts import Help
from reporting.model.telephone import shown
from reporting.people.refused import Refused
from reporting.staff.texting_view import FindingRow
from reporting.staff.texting_wording import FINDING
from tests.integration.staff.made_up_texting import HOTLINE, PAGER, closed

PATH = "/places/texting"


def test_an_account_in_order_says_so_and_names_the_number(ana: Any) -> None:
    page = ana.get(PATH)
    assert f"The students' page names {shown(HOTLINE)}" in page.text
    assert "everything is as it should be" in page.text
    assert "With our own text and crisis numbers" in page.text


def test_what_is_wrong_stands_with_its_remedy_and_what_closes_texting_is_marked(ana: Any, house: Any) -> None:
    house.texting = closed(house.texting)
    page = ana.get(PATH)
    assert f"{HOTLINE} has no A2P 10DLC registration: carriers block every text from it." in page.text
    assert "Approval takes days to weeks." in page.text
    assert page.text.count(">mend this<") == 3
    assert page.text.count(">good to know<") == 1
    assert "it says that texting is not open" in page.text


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("code", FINDING)
def test_every_finding_has_its_sentence_in_both_languages(ana: Any, house: Any, code: str, lang: str) -> None:
    row = FindingRow(code, HOTLINE, "https://x.example/sms", stops=True)
    house.texting = replace(closed(house.texting), found=(row,))
    page = ana.get(f"{PATH}?lang={lang}").text
    wrong, mend = (str(one) for one in FINDING[code])
    names = {"about": HOTLINE, "value": "https://x.example/sms"}
    for sentence in (wrong % names, mend % names):
        shown = sentence.replace("'", "&#39;") in page
        assert shown == (lang == "en"), sentence


@pytest.mark.parametrize("helped", list(Help))
def test_the_page_stands_whatever_became_of_help(ana: Any, house: Any, helped: Help) -> None:
    now = house.clock()
    house.texting = replace(closed(house.texting), help=helped.value, asked=now, seen=now)
    assert ana.get(PATH).status == 200


def test_the_texts_to_file_are_there_to_paste(ana: Any) -> None:
    page = ana.get(PATH).text
    for words in ("K12_EDUCATION", "Oak Line: a person at school reads what you text here.", "AYUDA"):
        assert words in page


@pytest.mark.parametrize(
    ("path", "act", "said"),
    [
        ("check", "looked", "The account was looked at."),
        ("help", "texted_help", "HELP was texted."),
    ],
)
def test_a_button_does_it_and_says_so(ana: Any, house: Any, path: str, act: str, said: str) -> None:
    page = ana.get(PATH).post(f"{PATH}/{path}")
    assert said in page.text
    assert house.acts == [(act,)]


def test_seeing_the_answer_on_a_phone_counts_only_with_the_tick(ana: Any, house: Any) -> None:
    page = ana.get(PATH).post(f"{PATH}/help/seen")
    assert page.status == 422
    assert "then tick the box" in page.text
    assert house.acts == []
    page.post(f"{PATH}/help/seen", seen="yes")
    assert house.acts == [("confirmed_help",)]


@pytest.mark.parametrize("code", ["carrier_silent", "carrier_refused_help", "one_number"])
def test_a_carrier_that_does_not_play_along_is_said_on_the_page(ana: Any, house: Any, code: str) -> None:
    page = ana.get(PATH)
    house.refuse_next = Refused(code, "No.")
    page.post(f"{PATH}/help")
    assert page.status == 422
    assert 'role="alert"' in page.text
    assert "Texts to file with Twilio" in page.text


def test_who_is_no_registrar_reads_it_without_buttons(ana: Any, house: Any) -> None:
    house.texting = replace(house.texting, may=False)
    page = ana.get(PATH).text
    assert f'action="{PATH}/' not in page
    assert "A registrar can look again." in page


def test_without_a_number_or_an_account_it_says_what_to_do(ana: Any, house: Any) -> None:
    house.texting = replace(house.texting, number=None, staff=None, account=False, open=False)
    assert "quietline hotline" in ana.get(PATH).text
    house.texting = replace(house.texting, number=HOTLINE, staff=PAGER)
    page = ana.get(PATH).text
    assert "There is no account to look at." in page
    assert f'action="{PATH}/' not in page


def test_one_number_cannot_text_itself_so_the_phone_is_offered(ana: Any, house: Any) -> None:
    house.texting = replace(house.texting, staff=HOTLINE)
    page = ana.get(PATH).text
    assert f'action="{PATH}/help"' not in page
    assert f'action="{PATH}/help/seen"' in page


def test_the_places_lead_to_it(ana: Any) -> None:
    assert f'href="{PATH}"' in ana.get("/places").text
