"""A student texts a picture: it is fetched from the carrier, cleaned, sealed into the thread, and deleted there."""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select, update

from reporting.cases.fetching import WAITS_S
from reporting.cases.kept_texts import kept_texts
from reporting.store.files import CHUNK
from reporting.store.waiting_media import WAITING_MEDIA
from tests.integration.cases.picture_phone import PLACE, SAM, WORDS, Phone, opened, phone_before, photo


@pytest.fixture
def phone(founded_house: Any) -> Iterator[Phone]:
    with phone_before(founded_house) as made:
        yield made


@pytest.fixture
def phone_on_each(founded_house_on_each: Any) -> Iterator[Phone]:
    with phone_before(founded_house_on_each) as made:
        yield made


def test_staff_see_the_picture_without_where_it_was_taken_and_the_carrier_has_it_no_more(
    phone_on_each: Phone,
) -> None:
    phone, sent = phone_on_each, photo()
    assert PLACE.encode() in sent
    answer = phone.sends(WORDS, sent)[-1]
    assert "not even as proof: tell us in words" in answer
    assert phone.files() == []
    assert phone.lies_there() == 1
    assert phone.fetched() == 1
    (file,) = phone.files()
    data = opened(phone, file)
    assert Image.open(BytesIO(data)).size == (120, 120)
    assert PLACE.encode() not in data
    assert phone.lies_there() == 0
    assert phone.waits() == []


def test_a_picture_without_a_word_opens_a_thread_and_several_come_one_by_one(phone: Phone) -> None:
    phone.sends("", photo(), photo(80))
    assert phone.thread().messages[0].enclosed == 2
    assert phone.fetched() == 2
    assert [file.kind for file in phone.files()] == ["photo", "photo"]
    assert phone.fetched() == 0


def test_a_picture_pages_nobody_and_says_no_word(phone: Phone) -> None:
    phone.sends("someone keeps stealing my lunch", photo())
    before = phone.thread().because
    phone.fetched()
    assert phone.thread().because == before
    assert phone.thread().severity == "routine"
    assert phone.house.house.ground.paging.of_thread(phone.house.threads()[0].id) == []


def test_the_same_text_delivered_twice_brings_its_picture_once(phone_on_each: Phone) -> None:
    phone = phone_on_each
    phone.sends(WORDS, photo())
    heard = phone.simulator.account.records.all()[-1]
    address = phone.address(heard.sid, heard.media[0].sid)
    phone.house.text(SAM, WORDS, sid=heard.sid, enclosed=(address,))
    assert phone.fetched() == 1
    phone.house.text(SAM, WORDS, sid=heard.sid, enclosed=(address,))
    assert phone.fetched() == 0
    assert len(phone.files()) == 1


def test_the_program_ends_before_it_was_fetched_and_the_next_one_fetches_it(phone_on_each: Phone) -> None:
    phone = phone_on_each
    phone.sends(WORDS, photo())
    phone.house.restart()
    phone.house.unlock("north")
    assert phone.fetched() == 1
    assert len(phone.files()) == 1
    assert phone.lies_there() == 0


def test_a_worker_that_died_between_sealing_and_deleting_leaves_one_picture(phone_on_each: Phone) -> None:
    phone = phone_on_each
    phone.sends(WORDS, photo())
    (row,) = phone.waits()
    phone.fetched()
    database = phone.house.house.foundation.database
    database.write(lambda conn: conn.execute(WAITING_MEDIA.insert().values(row._mapping)).rowcount)
    (heard,) = phone.simulator.account.records.all()
    restored = phone.simulator.account.records
    from notify.simulator.records import Media

    name = phone.house.house.fetching._enclosing.lying(_as_waiting(row)).name
    restored.change(heard.sid, media=(Media(name.media, "image/jpeg", photo()),))
    assert phone.fetched() == 1
    assert len(phone.files()) == 1
    assert phone.waits() == []
    with database.read() as conn:
        assert len({piece.id for piece in conn.execute(select(CHUNK)).all()}) == 1


def _as_waiting(row: Any) -> Any:
    from reporting.store.waiting_media import Waiting

    return Waiting(row.id, row.message, row.place, row.phone, row.thread, row.tries)


def test_a_carrier_that_is_down_is_asked_again_and_not_for_ever(phone: Phone) -> None:
    phone.sends(WORDS, photo())
    phone.simulator.behave(carrier="down")
    for wait in WAITS_S:
        assert phone.fetched() == 1
        assert phone.fetched() == 0
        phone.house.clock.advance(seconds=wait)
    assert phone.waits()
    assert phone.fetched() == 1
    assert phone.waits() == []
    assert phone.codes().count("media_lost") == 1
    assert len([body for body in phone.told() if "could not open the picture" in body]) == 1


def test_a_carrier_that_comes_back_brings_it_after_all(phone: Phone) -> None:
    phone.sends(WORDS, photo())
    phone.simulator.behave(carrier="down")
    assert phone.fetched() == 1
    phone.simulator.behave(carrier="well")
    phone.house.clock.advance(seconds=WAITS_S[0])
    assert phone.fetched() == 1
    assert len(phone.files()) == 1
    assert not [body for body in phone.told() if "could not open" in body]


def test_what_is_no_picture_is_said_to_staff_and_once_to_the_student_and_does_not_stay_there(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    # Its type is what it is, not what the carrier calls it.
    with caplog.at_level(logging.INFO):
        phone.sends("", b"BEGIN:VCARD canary", b"GIF89a canary", declared="image/jpeg")
        assert phone.fetched() == 2
    assert phone.codes().count("media_lost") == 2
    (asked,) = [body for body in phone.told() if "could not open" in body]
    assert "not even as proof" in asked
    assert phone.lies_there() == 0
    assert phone.files() == []
    assert "canary" not in caplog.text
    assert SAM not in caplog.text


def test_after_a_restart_the_thread_says_that_the_student_was_not_told(phone: Phone) -> None:
    phone.sends(WORDS, b"BEGIN:VCARD")
    phone.house.restart()
    phone.house.unlock("north")
    phone.fetched()
    assert "media_lost_untold" in phone.codes()
    assert not [body for body in phone.told() if "could not open" in body]


@pytest.mark.parametrize(
    "address",
    [
        "https://quietline.example/2010-04-01/Accounts/AC{}/Messages/MM{}/Media/ME{}",
        "https://api.twilio.com.example/2010-04-01/Accounts/AC{}/Messages/MM{}/Media/ME{}",
        "",
    ],
)
def test_an_address_that_is_not_the_carriers_is_asked_for_nothing(phone: Phone, address: str) -> None:
    asked: list[str] = []
    real = phone.house.media.session.get
    phone.house.media.session.get = lambda url, **more: asked.append(url) or real(url, **more)
    phone.house.text(SAM, WORDS, enclosed=(address.format("5" * 32, "1" * 32, "2" * 32),))
    assert phone.fetched() == 1
    assert asked == []
    assert "media_lost" in phone.codes()


def test_a_text_is_not_deleted_at_the_carrier_before_its_picture_is_kept(phone_on_each: Phone) -> None:
    phone = phone_on_each
    phone.sends(WORDS, photo())
    (heard,) = phone.simulator.account.records.all()
    stored = kept_texts(phone.house.house.ground.district)
    database = phone.house.house.foundation.database
    with database.read() as conn:
        assert stored(conn, [heard.sid]) == frozenset()
    phone.fetched()
    with database.read() as conn:
        assert stored(conn, [heard.sid]) == {heard.sid}


def test_a_row_that_somebody_changed_leads_nowhere(phone: Phone) -> None:
    phone.sends(WORDS, photo(), photo(80))
    first, second = phone.waits()
    database = phone.house.house.foundation.database
    database.write(
        lambda conn: (
            conn.execute(
                update(WAITING_MEDIA).where(WAITING_MEDIA.c.id == first.id).values(place=second.place)
            ).rowcount
        )
    )
    assert phone.fetched() == 2
    assert len(phone.files()) == 1


def test_neither_picture_nor_its_address_lies_on_the_disk_or_in_the_log(
    phone: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        phone.sends(WORDS, sent := photo())
        (heard,) = phone.simulator.account.records.all()
        on_disk(phone, heard.sid, heard.media[0].sid, SAM[1:], sent)
        phone.fetched()
        (file,) = phone.files()
        on_disk(phone, heard.sid, heard.media[0].sid, SAM[1:], sent, opened(phone, file)[-300:])
    said = caplog.text
    assert not [each for each in (heard.sid, heard.media[0].sid, SAM, WORDS, PLACE) if each in said]


def on_disk(phone: Phone, *canaries: str | bytes) -> None:
    """None of these stands in any file of the home."""
    looked = [each.encode() if isinstance(each, str) else each[-300:] for each in canaries]
    home = phone.house.house.foundation.settings.home
    files = [each for each in home.rglob("*") if each.is_file()]
    assert [each for each in files if each.name == "quietline.db"]
    for each in files:
        data = each.read_bytes()
        assert not [canary for canary in looked if canary in data], each.name
