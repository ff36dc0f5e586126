"""A student adds a photo to what they said: staff see it, cleaned; nobody else can, and a repeat stores nothing twice."""

import secrets
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from reporting.cases.attaching import WebFiles
from reporting.cases.file_keeping import MOST_FILES
from reporting.cases.refusals import FileUnreadable, NoSuchThread, NothingStored
from reporting.files.refusals import FileRefused
from reporting.store.errors import StoreFull
from reporting.store.files import ATTACHMENT, CHUNK

PLACE = "Canary Street 7"


def photo(side: int = 300) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    out = BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def number() -> bytes:
    return secrets.token_bytes(16)


def told(house: Any, body: str = "Somebody keeps stealing my lunch.") -> str:
    token: str = house.tip(body).token
    assert token
    return token


def files_of(house: Any, role: str = "north") -> list[Any]:
    (reference,) = house.references(role)
    thread = house.doors.desk.read(house.sessions[role], reference)
    return [file for message in thread.messages for file in message.files]


def opened(house: Any, file: Any, role: str = "north") -> tuple[Any, bytes]:
    (reference,) = house.references("north")
    found, pieces = house.doors.files.read(house.sessions[role], reference, file.id)
    return found, b"".join(pieces())


def rows(house: Any, table: Any) -> int:
    with house.house.foundation.database.read() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())


def test_staff_see_the_photo_without_where_it_was_taken(founded_house_on_each: Any) -> None:
    house = founded_house_on_each
    sent = photo()
    assert PLACE.encode() in sent
    view = house.house.web_files.attach(told(house), number(), sent)
    assert [file.kind for message in view.messages for file in message.files] == ["photo"]
    (file,) = files_of(house)
    found, data = opened(house, file)
    assert Image.open(BytesIO(data)).size == (300, 300)
    assert PLACE.encode() not in data
    assert found.type == "image/jpeg"
    assert found.name.startswith(found.reference)


def test_the_same_photo_twice_is_one(founded_house: Any) -> None:
    token, once = told(founded_house), number()
    for _ in range(2):
        view = founded_house.house.web_files.attach(token, once, photo())
    assert sum(len(message.files) for message in view.messages) == 1
    assert rows(founded_house, ATTACHMENT) == 1
    assert len(files_of(founded_house)) == 1


def test_a_photo_pages_nobody_and_stays_urgent_where_it_was(founded_house: Any) -> None:
    token = told(founded_house, "my friend has a gun in his backpack and says tomorrow is the day")
    before = rows_of_pages(founded_house)
    founded_house.house.web_files.attach(token, number(), photo())
    assert rows_of_pages(founded_house) == before > 0
    (reference,) = founded_house.references("north")
    assert founded_house.doors.desk.read(founded_house.sessions["north"], reference).severity == "urgent"


def rows_of_pages(house: Any) -> int:
    with house.house.foundation.database.read() as conn:
        return int(conn.exec_driver_sql("SELECT count(*) FROM notify_escalation").scalar_one())


def test_who_may_not_know_of_the_thread_learns_nothing_of_its_files(founded_house: Any) -> None:
    founded_house.house.web_files.attach(told(founded_house), number(), photo())
    (file,) = files_of(founded_house)
    for role in ("south", "administrator"):
        with pytest.raises(NoSuchThread):
            opened(founded_house, file, role)


def test_a_file_of_another_thread_is_not_given_out_under_this_one(founded_house: Any) -> None:
    founded_house.house.web_files.attach(told(founded_house), number(), photo())
    (reference,) = founded_house.references("north")
    with pytest.raises(NoSuchThread):
        founded_house.doors.files.read(founded_house.sessions["north"], reference, "00" * 16)


@pytest.mark.parametrize("which", ["changed", "cut"])
def test_a_piece_that_was_changed_or_taken_away_gives_nothing_out(founded_house: Any, which: str) -> None:
    founded_house.house.web_files.attach(told(founded_house), number(), photo(900))
    (file,) = files_of(founded_house)
    database = founded_house.house.foundation.database
    last = rows(founded_house, CHUNK) - 1
    assert last > 1
    if which == "cut":
        database.write(lambda conn: conn.execute(CHUNK.delete().where(CHUNK.c.i == last)).rowcount)
    else:
        database.write(
            lambda conn: (
                conn.execute(update(CHUNK).where(CHUNK.c.i == last).values(ct=b"\0" * (65_536 + 16))).rowcount
            )
        )
    (reference,) = founded_house.references("north")
    _, pieces = founded_house.doors.files.read(founded_house.sessions["north"], reference, file.id)
    with pytest.raises(FileUnreadable):
        pieces()


def test_a_thread_holds_twenty_files_and_says_so(founded_house: Any) -> None:
    token = told(founded_house)
    founded_house.house.web_files.attach(token, number(), photo(20))
    database, district = founded_house.house.foundation.database, founded_house.house.ground.district

    def more(conn: Any) -> None:
        (thread,) = conn.execute(select(ATTACHMENT.c.thread)).scalars().all()
        for _ in range(MOST_FILES - 1):
            conn.execute(
                ATTACHMENT.insert(),
                {
                    "district": district,
                    "id": number(),
                    "thread": thread,
                    "chunks": 1,
                    "core": b"",
                    "recipients": b"",
                },
            )

    database.write(more)
    with pytest.raises(FileRefused, match="too_many"):
        founded_house.house.web_files.attach(token, number(), photo(20))


def test_what_could_not_be_stored_leaves_no_piece_behind(
    founded_house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: WebFiles = founded_house.house.web_files
    token = told(founded_house)

    def full(*_: object) -> None:
        raise StoreFull

    monkeypatch.setattr(files._follow_ups, "add", full)
    with pytest.raises(NothingStored):
        files.attach(token, number(), photo())
    assert rows(founded_house, CHUNK) == 0
    assert rows(founded_house, ATTACHMENT) == 0


def test_pieces_of_a_file_that_never_got_its_message_go_after_a_day(founded_house: Any) -> None:
    founded_house.house.web_files.attach(told(founded_house), number(), photo())
    whole = rows(founded_house, CHUNK)
    database = founded_house.house.foundation.database
    database.write(lambda conn: conn.execute(ATTACHMENT.delete()).rowcount)
    assert founded_house.house.keeping.sweep() == 0
    founded_house.clock.advance(days=1, hours=2)
    assert founded_house.house.keeping.sweep() == whole
    assert rows(founded_house, CHUNK) == 0


def test_files_that_are_whole_are_never_swept(founded_house: Any) -> None:
    founded_house.house.web_files.attach(told(founded_house), number(), photo())
    founded_house.clock.advance(days=3)
    assert founded_house.house.keeping.sweep() == 0


def test_a_full_disk_takes_words_and_no_files(founded_house: Any) -> None:
    files: WebFiles = founded_house.house.web_files
    token = told(founded_house)
    files._room = lambda: False
    with pytest.raises(FileRefused, match="no_room"):
        files.attach(token, number(), photo())
    assert founded_house.tip("Words are always taken.").words
