"""A picture of a text is asked of the carrier's own host alone, and our credentials go nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from notify.media import TOO_LARGE, MediaName, NotOurs
from notify.ports import Busy, CarrierError, Misconfigured, Refused
from notify.twilio import TwilioCarrier
from notify.twilio_media import TwilioMedia

ACCOUNT, TEXT, MEDIA = "AC" + "5" * 32, "MM" + "1" * 32, "ME" + "2" * 32
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{TEXT}/Media/{MEDIA}"
API, STORE = "https://api.twilio.com", "https://mms.twiliocdn.com"
NAME = MediaName(TEXT, MEDIA)
JPEG = b"\xff\xd8\xff a picture"


class Answer(SimpleNamespace):
    def iter_content(self, size: int) -> Iterator[bytes]:
        yield from (self.content[at : at + size] for at in range(0, len(self.content), size))

    def close(self) -> None:
        """Nothing is open."""


class Net:
    """Answers by address and remembers what was asked, with which credentials."""

    def __init__(self, **answers: Any) -> None:
        self.answers = answers
        self.asked: list[tuple[str, Any]] = []

    def get(self, address: str, *, auth: Any, timeout: Any, allow_redirects: bool, stream: bool) -> Answer:
        assert timeout
        assert stream
        assert allow_redirects is False
        self.asked.append((address, auth))
        status, more = self.answers["first" if len(self.asked) == 1 else "then"]
        content, location = (more, "") if isinstance(more, bytes) else (b"", more)
        return Answer(status_code=status, content=content, headers={"Location": location})


@contextmanager
def store(net: Net | None = None) -> Iterator[TwilioMedia]:
    carrier = TwilioCarrier(
        account=ACCOUNT, user="SKkey", secret="hush", public_url="https://quietline.example"
    )
    media = TwilioMedia(carrier)
    if net is not None:
        media.session = net  # type: ignore[assignment]  # as much of a session as is used
    yield media
    carrier.close()


@pytest.mark.parametrize(
    "address",
    [
        f"http://api.twilio.com{PATH}",
        f"https://api.twilio.com.example{PATH}",
        f"https://user@api.twilio.com{PATH}",
        f"https://api.twilio.com:8443{PATH}",
        f"https://evil.example/?{API}{PATH}",
        f"{API}{PATH}/../../../../../Balance.json",
        f"{API}{PATH}?next=https://evil.example",
        f"{API}{PATH}.json",
        f"{API}{PATH}\n",
        f"{API}{PATH}".replace("5" * 32, "6" * 32),
        "",
    ],
)
def test_an_address_that_is_not_one_of_our_account_names_nothing(address: str) -> None:
    with store() as media:
        assert media.name(address) is None


def test_the_address_that_is_asked_is_made_of_its_ids_alone() -> None:
    net = Net(first=(200, JPEG))
    with store(net) as media:
        assert media.name(API + PATH) == NAME
        assert media.fetch(NAME, 100) == JPEG
    assert net.asked == [(API + PATH, ("SKkey", "hush"))]


def test_the_carriers_own_store_is_followed_without_our_credentials() -> None:
    net = Net(first=(307, f"{STORE}/{ACCOUNT}/x?Signature=y"), then=(200, JPEG))
    with store(net) as media:
        assert media.fetch(NAME, 100) == JPEG
    assert net.asked[1] == (f"{STORE}/{ACCOUNT}/x?Signature=y", None)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/x",
        "https://mms.twiliocdn.com.evil.example/x",
        "https://eviltwiliocdn.com/x",
        "http://mms.twiliocdn.com/x",
        "https://mms.twiliocdn.com:8443/x",
        "https://a:b@mms.twiliocdn.com/x",
        "https://s3-external-1.amazonaws.com/another-bucket/x",
        "https://169.254.169.254/latest/meta-data",
        "/relative",
        "https://[broken",
        "",
    ],
)
def test_no_other_way_is_followed(location: str) -> None:
    net = Net(first=(307, location))
    with store(net) as media, pytest.raises(NotOurs):
        media.fetch(NAME, 100)
    assert len(net.asked) == 1


def test_a_way_that_never_ends_is_left() -> None:
    net = Net(first=(307, f"{STORE}/x"), then=(307, f"{STORE}/x"))
    with store(net) as media, pytest.raises(NotOurs):
        media.fetch(NAME, 100)
    assert len(net.asked) == 3


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    read: list[int] = []

    class Endless(Answer):
        def iter_content(self, size: int) -> Iterator[bytes]:
            while True:
                read.append(size)
                yield b"x" * size

    net = Net(first=(200, b""))
    net.get = lambda *_args, **_more: Endless(status_code=200, headers={})  # type: ignore[method-assign]
    with store(net) as media, pytest.raises(Refused) as refused:
        media.fetch(NAME, 3 * 64 * 1024)
    assert refused.value.code == TOO_LARGE
    assert len(read) == 4


def test_a_file_that_comes_too_slowly_is_left_for_later() -> None:
    with store(Net(first=(200, JPEG))) as media:
        media.whole_s = -1
        with pytest.raises(Busy):
            media.fetch(NAME, 100)


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, Misconfigured), (403, Misconfigured), (404, Refused), (429, Busy), (503, Busy)],
)
def test_whatever_else_the_carrier_says_has_a_name(status: int, error: type[CarrierError]) -> None:
    with store(Net(first=(status, b""))) as media, pytest.raises(error):
        media.fetch(NAME, 100)


def test_a_broken_connection_says_no_address() -> None:
    with store() as media:
        media.carrier.base_url = "http://127.0.0.1:9"
        with pytest.raises(Busy) as busy:
            media.fetch(NAME, 100)
    assert MEDIA not in repr(busy.value) + str(busy.value.__cause__)
    assert busy.value.__suppress_context__
