"""A student gives a phone number on their page: for answers by text as well, or for a nudge. A code proves who holds it.

Without the code, anybody could have short words of their own sent to anybody's phone. Until it comes back the number is
in RAM alone, sealed; then it lies in the thread for staff, who alone can open it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from reporting.cases import text_wording
from reporting.cases.certified import ThreadSwapped, certified
from reporting.cases.codes import LIFE, Codes, Sparingly
from reporting.cases.contact import NUDGE
from reporting.cases.forgetting import Forgetting, KeptForNow
from reporting.cases.ground import Ground
from reporting.cases.mark_pen import MarkPen
from reporting.cases.nudge_form import For, NudgeForm
from reporting.cases.nudge_hours import NudgeHours
from reporting.cases.nudge_words import nudge_words
from reporting.cases.nudges import LIFE as NUDGE_LIFE
from reporting.cases.nudges import Nudges
from reporting.cases.numbers import Numbers
from reporting.cases.open_words import OpenWords
from reporting.cases.own_mark import NUDGED, TEXTED, UNNUDGED, UNTEXTED
from reporting.cases.refusals import CodeWrong, NothingStored, NotOffered, NumberRefused
from reporting.cases.reporter_view import ReporterView
from reporting.cases.returned_thread import Returned, ReturnedThreads
from reporting.cases.sealing import Place, stamp
from reporting.cases.texted_commands import new_code
from reporting.model.clock import day_of
from reporting.model.kind import Kind
from reporting.people.phones import e164
from reporting.people.refused import Refused as PhoneRefused
from reporting.store import messages, nudges, sms_tags, threads
from reporting.store.messages import Draft
from reporting.store.nudges import Nudge
from reporting.store.shred import ShredKey, ShredKeyTaken
from reporting.vault.authorship import NoAuth
from reporting.vault.chain import core_hash
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, label, lp, sha256
from reporting.vault.payload import Payload
from triage.decision import Severity

MOST_CODES_A_THREAD = 5
MOST_CODES_A_NUMBER = 3


@dataclass(frozen=True, slots=True)
class OurLines:
    """`students`: whence answers go, None while texting is not open; `ours`: numbers of ours, which are nobody's phone."""

    students: Callable[[], str | None]
    ours: frozenset[str]


class GivenNumbers:
    def __init__(
        self,
        ground: Ground,
        opened: ReturnedThreads,
        *,
        numbers: Numbers,
        nudges: Nudges,
        forgetting: Forgetting,
        codes: Codes,
        lines: OurLines,
        cache_key: bytes,
    ) -> None:
        self._ground = ground
        self._threads = opened
        self._numbers = numbers
        self._nudges = nudges
        self._forgetting = forgetting
        self._codes = codes
        self._lines = lines
        self._key = cache_key
        self._marks = MarkPen(ground)
        self._open_words = OpenWords(ground)
        self._of_thread = Sparingly(MOST_CODES_A_THREAD, ground.clock)
        self._of_number = Sparingly(MOST_CODES_A_NUMBER, ground.clock, timedelta(days=1))

    def give_number(self, token: str, number: str, lang: str) -> ReporterView:
        """Texts a code from the students' number. Raises NotOffered, NumberRefused, TokenExpired, NothingStored."""
        line = self._lines.students()
        if line is None:
            raise NotOffered
        return self._ask(token, For.TEXTS, number, line=line, asked={}, lang=lang)

    def give_nudge(self, token: str, form: NudgeForm, lang: str) -> ReporterView:
        """The same from the number that nudges. Raises NudgeWordsRefused as well."""
        line = self._nudges.line
        if line is None:
            raise NotOffered
        words = nudge_words(form.words, self._open_words.names(), self._open_words.speak_of)
        try:
            hours = NudgeHours(form.begins, form.ends)
        except ValueError:
            raise NotOffered from None
        asked = {"words": words, "begins": hours.begins, "ends": hours.ends}
        return self._ask(token, For.NUDGE, form.number, line=line, asked=asked, lang=lang)

    def confirm(self, token: str, submission: bytes, what: str, code: str) -> ReporterView:
        """The code came back. Raises CodeWrong, TokenExpired, NothingStored."""
        opened = self._threads.by_token(token)
        wanted = For.NUDGE if what == For.NUDGE else For.TEXTS
        place = _place(opened, wanted)
        sealed = self._codes.given_back(place, "".join(one for one in code if one.isdecimal()))
        if sealed is None:
            raise CodeWrong
        try:
            given: dict[str, Any] = json.loads(gcm_open(self._key, sealed, place))
        except Unreadable:
            raise CodeWrong from None
        if wanted is For.NUDGE:
            self._keep_nudge(opened, submission, given)
        else:
            self._keep_number(opened, submission, given)
        self._codes.done(place)
        return self._threads.view(self._threads.by_token(token))

    def end_texts(self, token: str, submission: bytes) -> ReporterView:
        """Answers show on the page alone from now on. Raises TokenExpired, NothingStored."""
        opened = self._threads.by_token(token)
        self._marks.mark(opened, submission, UNTEXTED)
        try:
            self._forgetting.of_thread(opened.thread.id)
        except KeptForNow:
            raise NothingStored from None
        return self._threads.view(self._threads.by_token(token))

    def end_nudge(self, token: str, submission: bytes) -> ReporterView:
        """Raises TokenExpired, NothingStored."""
        opened = self._threads.by_token(token)
        self._marks.mark(opened, submission, UNNUDGED)
        self._nudges.end(opened.thread.id)
        return self._threads.view(self._threads.by_token(token))

    def _ask(
        self, token: str, what: For, number: str, *, line: str, asked: dict[str, Any], lang: str
    ) -> ReporterView:
        ground, opened = self._ground, self._threads.by_token(token)
        to = self._number(number)
        place = _place(opened, what)
        # Silence beyond the limits: the page of one student tells nothing of what another did.
        if self._of_thread.may(opened.thread.id) and self._of_number.may(sha256(to.encode())):
            code = new_code(ground.random)
            given = {"number": to, "line": line, **({NUDGE: asked} if asked else {})}
            self._codes.ask(place, code, gcm_seal(self._key, json.dumps(given).encode(), place))
            self._text(to, line, text_wording.text("code", lang, code=code))
        return self._threads.view(opened)

    def _text(self, number: str, line: str, body: str) -> None:
        ground, now, row = self._ground, self._ground.clock(), self._ground.id()

        def unit(conn: Connection) -> None:
            ground.paging.note(
                conn,
                row=row,
                number=number,
                line=line,
                body=body,
                about=row,
                now=now,
                not_before=now,
                not_after=now + LIFE,
            )

        ground.database.write(unit)

    def _number(self, typed: str) -> str:
        try:
            number = e164(typed)
        except PhoneRefused:
            raise NumberRefused from None
        if number in self._lines.ours:
            raise NumberRefused
        return number

    def _keep_number(self, opened: Returned, submission: bytes, given: dict[str, Any]) -> None:
        ground, now, thread = self._ground, self._ground.clock(), opened.thread.id
        phone = self._numbers.phone(given["number"], given["line"])
        draft = self._contact(opened, {"number": given["number"], "line": given["line"]}, now)

        def effect(conn: Connection) -> None:
            nudge = nudges.of_thread(conn, ground.district, thread)
            messages.empty(
                conn,
                ground.district,
                thread,
                Kind.CONTACT,
                core_hash,
                but=nudge.message if nudge is not None else None,
            )
            sms_tags.drop_of_thread(conn, ground.district, thread)
            messages.append(conn, ground.district, thread, [draft], ground.chain.of(thread))
            before = self._numbers.move(conn, phone, thread, now)
            if before is not None and threads.by_id(conn, ground.district, before) is not None:
                threads.add_continuation(conn, ground.district, thread, before)

        self._marks.mark(opened, submission, TEXTED, effect=effect)
        self._numbers.hold(phone, thread)

    def _keep_nudge(self, opened: Returned, submission: bytes, given: dict[str, Any]) -> None:
        ground, now, thread = self._ground, self._ground.clock(), opened.thread.id
        draft = self._contact(opened, given, now)
        tag = self._numbers.tag_of(self._numbers.phone(given["number"], given["line"]))
        new = Nudge(thread, draft.id, tag, day_of(now + NUDGE_LIFE))

        def effect(conn: Connection) -> None:
            old = nudges.of_thread(conn, ground.district, thread)
            if old is not None:
                self._nudges.clear(conn, old, now)
            messages.append(conn, ground.district, thread, [draft], ground.chain.of(thread))
            nudges.put(conn, ground.district, new)

        self._marks.mark(opened, submission, NUDGED, effect=effect)

    def _contact(self, opened: Returned, given: dict[str, Any], now: datetime) -> Draft:
        """For staff alone, under the thread's key for numbers. Raises NothingStored."""
        ground, thread = self._ground, opened.thread
        try:
            case = certified(thread).case
        except ThreadSwapped:
            raise NothingStored from None
        exact = thread.severity == Severity.URGENT.value
        return Place(ground.district, thread.id, self._part(thread.id)).seal(
            ground.id(),
            Kind.CONTACT,
            Payload(stamp(now, exact=exact), more=given),
            [case],
            NoAuth(),
            now=now,
            exact=exact,
        )

    def _part(self, thread: bytes) -> bytes:
        shred = self._ground.shred
        known = shred.find_many([(thread, 1)]).get((thread, 1))
        if known is not None:
            return known
        made = self._ground.random(32)
        try:
            shred.put([ShredKey(thread, 1, made)])
        except ShredKeyTaken:
            return shred.get(thread, 1)
        return made


def _place(opened: Returned, what: For) -> bytes:
    return sha256(lp(label("given-number"), what.encode(), opened.thread.id))[:16]
