"""A student's phone at the simulated carrier, which sends pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import select

from notify.simulator import Simulator
from notify.twilio import TwilioCarrier
from notify.twilio_media import TwilioMedia
from reporting.store.waiting_media import WAITING_MEDIA

SAM, STUDENTS = "+12025550161", "+12025550100"
PLACE = "Canary Street 7"
WORDS = "he put this on everyones phone"


def photo(side: int = 120) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    out = BytesIO()
    Image.effect_noise((side, side), 50).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


class Phone:
    """A student's phone at the simulated carrier, and the house that its texts are brought to."""

    def __init__(self, house: Any, simulator: Simulator) -> None:
        self.house, self.simulator = house, simulator

    def sends(self, body: str, *files: bytes, declared: str = "image/jpeg") -> tuple[str, ...]:
        """The texts that answer at once."""
        self.simulator.text(SAM, STUDENTS, body, files=[(declared, each) for each in files])
        heard = self.simulator.account.records.all()[-1]
        texts: tuple[str, ...] = self.house.text(
            SAM,
            body,
            sid=heard.sid,
            enclosed=tuple(self.address(heard.sid, each.sid) for each in heard.media),
        )
        return texts

    def address(self, text: str, media: str) -> str:
        account = f"{self.simulator.base_url}/2010-04-01/Accounts/{self.simulator.account_sid}"
        return f"{account}/Messages/{text}/Media/{media}"

    def fetched(self) -> int:
        """One turn of the worker; how many were tried."""
        tried: int = self.house.house.fetching.tick()
        return tried

    def lies_there(self) -> int:
        return sum(len(record.media) for record in self.simulator.account.records.all())

    def told(self) -> list[str]:
        self.house.work(1)
        return [body for to, body in self.house.carrier.texts if to == SAM]

    def thread(self, role: str = "north") -> Any:
        (row,) = self.house.threads()
        return self.house.doors.desk.read(self.house.sessions[role], row.reference)

    def files(self) -> list[Any]:
        return [file for message in self.thread().messages for file in message.files]

    def codes(self) -> list[str]:
        """What the service itself wrote into the thread."""
        return [message.code for message in self.thread().messages if message.author == "system"]

    def waits(self) -> list[Any]:
        with self.house.house.foundation.database.read() as conn:
            return list(conn.execute(select(WAITING_MEDIA)).all())


@contextmanager
def phone_before(house: Any) -> Iterator[Phone]:
    # Nobody listens behind this address: what the phone sends is handed to the house by `Phone` itself.
    simulator = Simulator("http://127.0.0.1:9", [STUDENTS], house.clock, threaded=False)
    simulator.start()
    carrier = TwilioCarrier(
        account=simulator.account_sid,
        user=simulator.account_sid,
        secret=simulator.token,
        public_url="http://127.0.0.1:9",
        base_url=simulator.base_url,
    )
    texting = house.brings(TwilioMedia(carrier))
    texting.unlock("north_too")
    yield Phone(texting, simulator)
    texting.house.close()
    simulator.stop()


def opened(phone: Phone, file: Any) -> bytes:
    house = phone.house
    (row,) = house.threads()
    return b"".join(house.doors.files.read(house.sessions["north"], row.reference, file.id)[1]())
