"""Pictures that came by text, in the thread by web that goes on from them: the same files, under keys of the new thread."""

import re
import secrets
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from reporting.cases.bringing_over import BringingOver
from reporting.cases.refusals import NoSuchThread
from reporting.model.thread import Channel
from tests.integration.cases.picture_phone import SAM, WORDS, Phone, phone_before, photo


class Bridge:
    """A phone that sends pictures, and the page on which its student goes on."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.house = phone, phone.house

    def texts(self, body: str, *files: bytes) -> None:
        self.phone.sends(body, *files)
        assert self.phone.fetched() == len(files)

    def goes_on(self) -> None:
        (answer,) = self.house.text(SAM, "WEB")
        token = re.search(r"/go/([\w-]{22})", answer)[1]
        self.words = " ".join(self.house.house.going_on.go_on(token, secrets.token_bytes(16), "en").words)

    def brings(self, *, at_once: int = 10**6, room: bool = True) -> int:
        """One request of a counselor; in how many threads something appeared."""
        bringing = BringingOver(self.house.house.ground, lambda: room, at_once)
        return bringing.run(self.house.sessions["north"])

    def row(self, channel: Channel) -> Any:
        (row,) = (one for one in self.house.threads() if one.channel is channel)
        return row

    def files(self, channel: Channel = Channel.WEB) -> list[Any]:
        thread = self.house.doors.desk.read(self.house.sessions["north"], self.row(channel).reference)
        return [file for message in thread.messages for file in message.files]

    def opened(self, file: Any, channel: Channel = Channel.WEB) -> bytes:
        reference = self.row(channel).reference
        return b"".join(self.house.doors.files.read(self.house.sessions["north"], reference, file.id)[1]())

    def shown(self) -> list[tuple[str, str, list[str]]]:
        """What the student's own page says of what was brought over."""
        view = self.house.house.web_return.open(self.words)
        return [
            (one.author, one.text, [file.kind for file in one.files])
            for one in view.messages
            if one.code == "earlier" and one.verified
        ]


@pytest.fixture
def bridge(founded_house: Any) -> Iterator[Bridge]:
    with phone_before(founded_house) as phone:
        yield Bridge(phone)


@pytest.fixture
def bridge_on_each(founded_house_on_each: Any) -> Iterator[Bridge]:
    with phone_before(founded_house_on_each) as phone:
        yield Bridge(phone)


def test_a_picture_by_text_is_in_the_thread_by_web_and_lives_without_the_old_one(
    bridge_on_each: Bridge,
) -> None:
    bridge = bridge_on_each
    bridge.texts(WORDS, photo())
    bridge.goes_on()
    assert bridge.shown() == []
    assert bridge.brings() == 1
    assert bridge.shown() == [("reporter", WORDS, []), ("reporter", "", ["photo"])]
    (file,), (old,) = bridge.files(), bridge.files(Channel.SMS)
    assert file.id != old.id
    data = bridge.opened(old, Channel.SMS)
    assert bridge.opened(file) == data
    assert Image.open(BytesIO(data)).size == (120, 120)
    # Once, however often somebody comes by.
    assert bridge.brings() == 0
    assert len(bridge.files()) == 1
    # Under keys of its own: what erases the texts leaves the page whole, and the other way round.
    ground = bridge.house.house.ground
    ground.shred.erase([bridge.row(Channel.SMS).id])
    assert bridge.opened(file) == data


def test_what_erases_the_page_leaves_the_texts_whole(bridge: Bridge) -> None:
    bridge.texts(WORDS, photo())
    bridge.goes_on()
    bridge.brings()
    (file,), (old,) = bridge.files(), bridge.files(Channel.SMS)
    with pytest.raises(NoSuchThread):
        bridge.opened(file, Channel.SMS)
    bridge.house.house.ground.shred.erase([bridge.row(Channel.WEB).id])
    assert Image.open(BytesIO(bridge.opened(old, Channel.SMS))).size == (120, 120)


def test_a_picture_that_was_still_at_the_carrier_comes_over_after_it(bridge: Bridge) -> None:
    bridge.phone.sends(WORDS, photo())
    bridge.goes_on()
    assert bridge.brings() == 1
    assert bridge.files() == []
    assert bridge.phone.fetched() == 1
    assert bridge.brings() == 1
    assert len(bridge.files()) == 1


def test_words_come_first_and_files_as_many_as_a_page_can_wait_for(bridge: Bridge) -> None:
    bridge.texts(WORDS, photo(), photo(80))
    bridge.texts("and one more thing")
    bridge.goes_on()
    bridge.brings(at_once=1)
    assert bridge.shown() == [
        ("reporter", WORDS, []),
        ("reporter", "", ["photo"]),
        ("reporter", "and one more thing", []),
    ]
    bridge.brings(at_once=1)
    assert len(bridge.files()) == 2
    assert [words for _, words, _ in bridge.shown()] == [WORDS, "", "and one more thing", ""]
    assert bridge.brings(at_once=1) == 0


def test_without_room_on_the_disk_words_come_over_and_files_stay_where_they_are(bridge: Bridge) -> None:
    bridge.texts(WORDS, photo())
    bridge.goes_on()
    assert bridge.brings(room=False) == 1
    assert bridge.shown() == [("reporter", WORDS, [])]
    assert len(bridge.files(Channel.SMS)) == 1


def test_a_covered_picture_stays_covered(bridge: Bridge) -> None:
    bridge.texts("he says he will post my nudes if i dont pay him", photo())
    bridge.goes_on()
    bridge.brings()
    (file,) = bridge.files()
    session, reference = bridge.house.sessions["north"], bridge.row(Channel.WEB).reference
    assert bridge.house.doors.files.look(session, reference, file.id).covered
