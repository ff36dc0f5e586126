"""WEB by text: a link that is used once, six words, one conversation, and the earlier texts once somebody could open them."""

import re
import secrets
from typing import Any

import pytest

from reporting.cases.refusals import LinkDead
from reporting.model.thread import Channel

SAM, KIM = "+12025550161", "+12025550162"
LUNCH = "someone keeps stealing my lunch"
GUN = "my friend has a gun in his backpack and says tomorrow is the day"


@pytest.fixture
def unlocked(founded_house: Any) -> Any:
    founded_house.unlock("north_too")
    assert founded_house.keep_watch()
    return founded_house


@pytest.fixture
def unlocked_on_each(founded_house_on_each: Any) -> Any:
    founded_house_on_each.unlock("north_too")
    assert founded_house_on_each.keep_watch()
    return founded_house_on_each


def link(house: Any, phone: str = SAM, word: str = "WEB", **more: Any) -> str:
    (answer,) = house.text(phone, word, **more)
    return re.search(r"/go/([\w-]{22})", answer)[1]


def crosses(house: Any, token: str | None = None, submission: bytes | None = None, lang: str = "en") -> Any:
    return house.house.going_on.go_on(token or link(house), submission or secrets.token_bytes(16), lang)


def of(house: Any, channel: Channel) -> Any:
    return next(one for one in house.threads() if one.channel is channel)


def comes_back(house: Any, receipted: Any) -> Any:
    return house.house.web_return.open(" ".join(receipted.words))


def said(view: Any) -> list[tuple[str, str]]:
    return [(one.author, one.text) for one in view.messages if one.text]


def test_the_answer_is_a_link_that_names_nothing_and_warns_of_the_texts_on_the_phone(unlocked: Any) -> None:
    unlocked.text(SAM, LUNCH)
    (answer,) = unlocked.text(SAM, " web ")
    assert "lunch" not in answer
    assert "stay on this phone" in answer
    assert "10 minutes" in answer
    assert len(unlocked.threads()) == 1  # WEB is no word of the student


def test_six_words_open_a_thread_that_goes_on_and_texts_appear_when_somebody_could_open_them(
    unlocked_on_each: Any, at: Any
) -> None:
    house = unlocked_on_each
    house.text(SAM, LUNCH)
    texted = of(house, Channel.SMS)
    at(house, "north", texted.reference).replies("Which day was it?")
    receipted = crosses(house)
    assert len(receipted.words) == 6
    assert said(comes_back(house, receipted)) == [("reporter", "I go on here from my text messages.")]

    house.unlock("north")
    view = comes_back(house, receipted)
    assert said(view) == [
        ("reporter", LUNCH),
        ("staff", "Which day was it?"),
        ("reporter", "I go on here from my text messages."),
    ]
    assert all(one.verified for one in view.messages)
    house.unlock("north")
    assert comes_back(house, receipted).messages == view.messages  # once, however often somebody comes by


def test_who_cannot_open_the_texts_brings_nothing_over(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    receipted = crosses(house)
    house.unlock("south_too")
    assert len(said(comes_back(house, receipted))) == 1


def test_what_comes_later_in_the_old_thread_is_brought_over_too(unlocked: Any, at: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    receipted = crosses(house)
    house.unlock("north")
    at(house, "north", next(one for one in house.threads() if one.channel is Channel.SMS).reference).replies(
        "Sent to the phone."
    )
    house.unlock("north")
    assert ("staff", "Sent to the phone.") in said(comes_back(house, receipted))


def test_staff_see_one_conversation_in_both_threads_with_the_reasons_of_the_texts(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, GUN)
    receipted = crosses(house)
    assert receipted.words
    old, new = of(house, Channel.SMS), of(house, Channel.WEB)
    house.unlock("north")
    later = house.read("north", new.reference)
    assert later.continues == (old.reference,)
    assert house.read("north", old.reference).goes_on == (new.reference,)
    assert later.severity == "urgent"
    assert any("gun" in one.quote for one in later.because)
    first = later.messages[0]
    assert (first.author, first.text, first.code) == ("reporter", GUN, "earlier")


def test_a_link_works_once_and_the_same_press_again_shows_the_same_words(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    token, press = link(house), secrets.token_bytes(16)
    first = crosses(house, token, press)
    again = crosses(house, token, press)
    assert again.words == first.words
    with pytest.raises(LinkDead):
        crosses(house, token)
    assert len(house.threads()) == 2


def test_after_ten_minutes_it_is_dead_and_a_made_up_one_never_lived(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    token = link(house)
    house.clock.advance(minutes=10)
    for dead in (token, "A" * 22, "\ud800"):
        with pytest.raises(LinkDead):
            crosses(house, dead)
    assert len(house.threads()) == 1


def test_a_redelivery_gets_the_same_link_and_not_a_second_one(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    assert link(house, sid="SM7") == link(house, sid="SM7")
    assert link(house, sid="SM8") != link(house, sid="SM7")


def test_five_links_an_hour_and_then_silence(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    for _ in range(5):
        assert house.text(SAM, "WEB")
    assert house.text(SAM, "WEB") == ()
    assert house.text(KIM, "WEB")
    house.clock.advance(minutes=61)
    assert house.text(SAM, "WEB")


def test_a_phone_that_never_wrote_is_answered_alike_and_has_nothing_to_go_on_from(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    (known,), (unknown,) = house.text(SAM, "WEB"), house.text(KIM, "WEB")
    assert re.sub(r"/go/\S+", "", known) == re.sub(r"/go/\S+", "", unknown)
    assert crosses(house, link(house, KIM)) is None
    assert len(house.threads()) == 1


def test_after_a_restart_before_anybody_signed_in_it_says_so_and_stores_no_word_of_it(
    founded_house: Any,
) -> None:
    house = founded_house
    house.unlock("north_too")
    house.text(SAM, LUNCH)
    house.restart()
    (answer,) = house.text(SAM, "WEB")
    assert "does not work right now" in answer
    assert len(house.threads()) == 1


def test_in_spanish(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "hola, alguien me quita la comida en la escuela")
    (answer,) = house.text(SAM, "pagina")
    assert "abre esto" in answer
    receipted = crosses(house, lang="es")
    assert said(comes_back(house, receipted))[-1][1].startswith("Sigo aquí")


def test_what_is_kept_from_somebody_stays_kept_from_them(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "Ms Ruiz the counselor pulls my hair")
    assert house.references("north") == set()
    crosses(house)
    house.unlock("north")
    assert house.references("north") == set()
    house.unlock("designee")
    assert len(house.references("designee")) == 2
    new = of(house, Channel.WEB)
    assert house.name("north") in {one.name for one in house.read("designee", new.reference).excluded}


def test_what_was_promised_stays_promised_once(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    promised = of(house, Channel.SMS).due_minute
    receipted = crosses(house)
    assert of(house, Channel.WEB).due_minute == promised
    assert receipted.due is not None
    assert of(house, Channel.SMS).due_minute is None


def test_an_answer_in_the_new_thread_ends_the_reminders_of_the_page_that_the_texts_began(
    unlocked: Any, at: Any
) -> None:
    house = unlocked
    house.text(SAM, GUN)
    house.work(1)
    old = of(house, Channel.SMS)
    at(house, "north_too", old.reference).does("acknowledge")
    assert house.read("north_too", old.reference).page.reply_by is not None
    crosses(house)
    at(house, "north_too", of(house, Channel.WEB).reference).replies("Where is he now?")
    assert house.read("north_too", old.reference).page.reply_by is None


def test_a_text_after_it_joins_the_new_thread_and_is_answered_by_text_again(unlocked: Any, at: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    receipted = crosses(house)
    new = of(house, Channel.WEB)
    at(house, "north", new.reference).replies("On the page alone.")
    house.work()
    assert SAM not in [to for to, _ in house.carrier.texts]
    house.text(SAM, "it was Max")
    assert ("reporter", "it was Max") in said(comes_back(house, receipted))
    assert house.read("north", new.reference).phone == "texted"
    at(house, "north", new.reference).replies("Thank you.")
    house.work()
    assert [body for to, body in house.carrier.texts if to == SAM] == ["Thank you."]
    assert ("staff", "Thank you.") in said(comes_back(house, receipted))


def test_a_threat_that_began_by_text_and_ends_on_the_page_is_read_as_one(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, "i am going to kill")
    receipted = crosses(house)
    house.unlock("north")
    view = comes_back(house, receipted)
    house.house.web_return.reply(view.token, bytes.fromhex(view.submission), "myself")
    assert of(house, Channel.WEB).severity == "urgent"


def test_hidden_words_are_hidden_with_those_that_were_brought_over(unlocked: Any) -> None:
    house = unlocked
    house.text(SAM, LUNCH)
    receipted = crosses(house)
    house.unlock("north")
    view = comes_back(house, receipted)
    hidden = house.house.web_return.hide(view.token, bytes.fromhex(view.submission))
    assert said(hidden) == []
    assert not hidden.own_words
