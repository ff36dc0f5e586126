"""Every page that a student can be shown, in one language."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from reporting.cases.nudge_words import Wrong
from reporting.cases.reporter_view import SentFile
from reporting.guard.guarded_app import GuardedFlask
from tests.integration.web import seen
from tests.integration.web.fake_doors import FACTS, NOON, OAK, WORDS, FakeDoors, message
from tests.integration.web.made_up_help import made_up_help

RIGHT = " ".join(WORDS)
PROBLEMS = (
    "too_large",
    "too_many_pixels",
    "unknown_type",
    "locked",
    "empty",
    "too_many",
    "busy",
    "no_room",
    "unreadable",
)
CODES = ("seen", "unreached", "reached", "late", "closed", "reopened", "read_note")


def every_page(  # noqa: PLR0915 -- one line a page
    make_app: Callable[..., GuardedFlask], doors: FakeDoors, lang: str
) -> Iterator[str]:
    client = make_app(returns_per_hour=1000).test_client()

    def post(path: str, **fields: object) -> str:
        return client.post(f"{path}?lang={lang}", data=fields).text

    def get(path: str) -> str:
        return client.get(f"{path}?lang={lang}").text

    yield from map(get, ("/", "/return", "/nothing"))
    yield from _help(get, post, doors)
    first = post("/", body="hi", submission="ab" * 16)
    yield first
    form = seen.hidden(first)
    yield post("/receipt", **form, word_2="no")
    yield post("/receipt", **form, act="skip")
    yield post("/receipt", **form, word_2="river", word_5="piano")
    yield post("/questions", token="token")
    yield post("/questions", token="token", at="2")
    yield post("/questions", token="token", act="stop", answer="in the gym")
    yield post("/questions", token="token", act="stop")
    yield post("/questions", token="old", act="stop", answer="in the gym")
    yield post("/receipt")
    yield from _crossing(get, post)
    doors.words_held = False
    yield post("/receipt", **form)
    yield post("/", body="hi", submission="ab" * 16)
    doors.words_held = True
    for body in ("", "a\0b", "x" * 200_000, "x" * 6_000_000):
        yield post("/", body=body)
        yield post("/return/reply", body=body, token="token")
    yield make_app(tips_per_hour=0).test_client().post(f"/?lang={lang}", data={"body": "hi"}).text
    yield (
        make_app(returns_per_hour=0).test_client().post(f"/return?lang={lang}", data={"receipt": RIGHT}).text
    )
    for words in ("", "rivr", "apple " * 6):
        yield post("/return", receipt=words)
    yield post("/return/reply", body="hi", token="")
    doors.thread += [message("", "system", code=code) for code in CODES]
    yield post("/return", receipt=RIGHT)
    doors.thread += [message("", "staff", at=NOON - timedelta(days=days)) for days in (0, 1, 3, 30)]
    doors.thread.append(message("", "staff", verified=False))
    doors.read = NOON - timedelta(days=1)
    doors.due = NOON - timedelta(days=2)
    yield post("/return", receipt=RIGHT)
    doors.closed, doors.due = True, None
    yield post("/return", receipt=RIGHT)
    yield from _with_files(make_app, doors, lang)
    yield from _phones(post, doors)
    yield from _pressed(post, doors)
    doors.facts = replace(FACTS, monitored=False, hotline="+1 555 010 0123")
    yield get("/")
    yield post("/", body="hi")
    doors.facts = replace(FACTS, accepting=False)
    yield get("/")
    yield post("/", body="hi")
    doors.store_is_full, doors.facts = True, FACTS
    yield post("/", body="hi")
    yield post("/return/reply", body="hi", token="token")
    doors.facts_fail = True
    yield get("/")


def _pressed(post: Callable[..., str], doors: FakeDoors) -> Iterator[str]:
    """After the buttons of the thread page."""
    yield post("/return/rate", token="token", rating="some")
    yield post("/return", receipt=RIGHT)
    yield post("/return/rate", token="old")
    yield post("/return/phrase", token="token", phrase="short")
    yield post("/return/phrase", token="token", phrase="long enough", again="and another")
    yield post("/return/phrase", token="token", phrase="long enough", again="long enough")
    yield post("/return", receipt=RIGHT)
    yield post("/return", receipt=RIGHT, phrase="wrong one")
    yield post("/return/reply", receipt=RIGHT, body="hi", token="")
    doors.phrase = ""
    yield post("/return/delete", token="token")
    doors.urgent = True
    yield post("/return/delete", token="token", sure="1")
    yield post("/return", receipt=RIGHT)
    doors.urgent = False
    yield post("/return/hide", token="token")
    yield post("/return/delete", token="token", sure="1")
    doors.refuses = True
    yield post("/return/rate", token="token", rating="some")


def _help(get: Callable[..., str], post: Callable[..., str], doors: FakeDoors) -> Iterator[str]:
    yield post("/help", need="legal")
    doors.directory = made_up_help()
    yield get("/help")
    yield post("/help", need="grief", age="14", school=OAK.value)


def _crossing(get: Callable[[str], str], post: Callable[..., str]) -> Iterator[str]:
    """Behind a link in a text."""
    yield get("/go/link")
    for token in ("link", "dead", "unknown"):
        yield post(f"/go/{token}", submission="cd" * 16)


def _phones(post: Callable[..., str], doors: FakeDoors) -> Iterator[str]:
    """A number given, proved and taken back; and what is wrong with one."""
    nudge = {"token": "token", "phone": "312 555 0101", "words": "hi", "begins": "16", "ends": "20"}
    yield post("/return/texts", **nudge)
    yield post("/return/texts", token="token", phone="1")
    yield post("/return/code", token="token", what="texts", code="000000")
    for what in ("texts", "nudge"):
        yield post(f"/return/{what}", **nudge)
        yield post("/return/code", token="token", what=what, code="123456")
        yield post(f"/return/{what}/end", token="token")
    for wrong in Wrong:
        doors.words_wrong = wrong
        yield post("/return/nudge", **nudge)
    doors.words_wrong = None


def _with_files(make_app: Callable[..., GuardedFlask], doors: FakeDoors, lang: str) -> Iterator[str]:
    client = make_app().test_client()

    def post(path: str, **fields: object) -> str:
        return client.post(f"{path}?lang={lang}", data=fields).text

    doors.thread.append(
        replace(message("", "reporter"), files=tuple(SentFile(kind, 9) for kind in ("photo", "video", "pdf")))
    )
    for at in ("thread", "kept"):
        yield post("/return/file", token="token", at=at, files=(BytesIO(b"x"), "a.jpg"))
    for problem in PROBLEMS:
        doors.file_refused = problem
        yield post("/return/file", token="token", at="kept")
    doors.file_refused = ""
    yield post("/return/file", token="")
    yield client.post(f"/return/file?lang={lang}", **seen.multipart({"token": "token"}, bytes(27 << 20))).text
    yield make_app(files_per_hour=0).test_client().post(f"/return/file?lang={lang}", data={"at": "kept"}).text
