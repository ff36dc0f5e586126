"""WEB and FORGET by text. Neither is stored as words of the student; each is answered in the same request, or by silence.

Whoever asks, the answers are the same: a phone of which nothing is known learns nothing by them.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.codes import Codes, Sparingly
from reporting.cases.commands import CODE_DIGITS, Command, code_in, command, said_in
from reporting.cases.forgetting import Forgetting, KeptForNow
from reporting.cases.ground import Ground
from reporting.cases.numbers import Numbers, Phone
from reporting.cases.web_links import TOKEN_BYTES, WebLinks
from reporting.model.clock import day_of
from reporting.store import webhooks

MOST_AN_HOUR = 5
MOST_KNOWN = 5_000


@dataclass(frozen=True, slots=True)
class Said:
    """A text of `text_wording`, with what stands in it. `lang`: that of the command, None where it has none."""

    name: str
    lang: str | None = None
    link: str = ""
    code: str = ""

    def __repr__(self) -> str:
        return f"Said({self.name!r})"


class TextedCommands:
    def __init__(
        self,
        ground: Ground,
        numbers: Numbers,
        *,
        links: WebLinks,
        forgetting: Forgetting,
        codes: Codes,
        address: Callable[[str], str],
    ) -> None:
        """`address`: of a token's page."""
        self._ground = ground
        self._numbers = numbers
        self._links = links
        self._forgetting = forgetting
        self._codes = codes
        self._address = address
        self._sparingly = Sparingly(MOST_AN_HOUR, ground.clock)
        # By the carrier's id, for a redelivery; dropped with the process, as the codes and links are.
        self._answered: OrderedDict[bytes, tuple[Said, ...]] = OrderedDict()

    def answer(self, phone: Phone, body: str, sid: bytes) -> tuple[Said, ...] | None:
        """None: it is no command, and goes on as words. Raises StoreError."""
        known = self._answered.get(sid)
        if known is not None:
            return known
        said = self._asked(phone, body, sid)
        if said is not None:
            self._answered[sid] = said
            while len(self._answered) > MOST_KNOWN:
                self._answered.popitem(last=False)
        return said

    def _asked(self, phone: Phone, body: str, sid: bytes) -> tuple[Said, ...] | None:
        meant = command(body)
        if meant is None:
            code = code_in(body)
            return self._forget(phone, code, sid) if code else None
        self._note(sid)
        if not self._sparingly.may(phone.key):
            return ()
        lang = said_in(body)
        if self._numbers.thread_of(phone) is None and not self._numbers.knows:
            # After a restart nobody can be found by a number before somebody of staff has signed in.
            return (Said("not_now", lang),)
        if meant is Command.WEB:
            token = self._links.make(self._ground.random(TOKEN_BYTES), phone.number, phone.line)
            return (Said("web", lang, link=self._address(token)),)
        code = new_code(self._ground.random)
        self._codes.ask(phone.key, code, (lang or "").encode())
        return (Said("forget", lang, code=code),)

    def _forget(self, phone: Phone, code: str, sid: bytes) -> tuple[Said, ...] | None:
        """Six digits that nobody asked for are words."""
        asked = self._codes.given_back(phone.key, code)
        if asked is None:
            return (Said("forgotten"),) if self._was_done(sid) else None
        lang = asked.decode() or None
        if not self._numbers.knows:
            return (Said("not_now", lang),)
        try:
            self._forgetting.of_phone(phone, sid)
        except KeptForNow:
            return (Said("kept_for_now", lang),)
        self._codes.done(phone.key)
        return (Said("forgotten", lang),)

    def _was_done(self, sid: bytes) -> bool:
        """A carrier that comes again after a restart must not make a code into words of the student."""
        with self._ground.database.read() as conn:
            return webhooks.was_noted(conn, self._ground.district, sid)

    def _note(self, sid: bytes) -> None:
        """So that the carrier's copy of the text is deleted there: it will never lie in a thread."""
        ground, day = self._ground, day_of(self._ground.clock())

        def unit(conn: Connection) -> None:
            webhooks.is_first(conn, ground.district, sid, day)

        ground.database.write(unit)


def new_code(random: Callable[[int], bytes]) -> str:
    return f"{int.from_bytes(random(8), 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"
