"""Seal a later message with what triage says of it. What is urgent is sealed to the queues directly as well:
a crisis queue may hold no wrap of an older thread, and nobody else could give it one tonight.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reporting.cases.certified import CertifiedKeys
from reporting.cases.new_thread import FirstWords, summary_draft, triage_draft
from reporting.cases.sealing import Place, stamp
from reporting.cases.triage_record import TriageRecord
from reporting.model.ids import DistrictId
from reporting.model.kind import Kind
from reporting.model.thread import Channel
from reporting.store.messages import Draft
from reporting.store.shred import ShredStore
from reporting.store.threads import Thread
from reporting.vault.authorship import Auth, ByReporter, NoAuth
from reporting.vault.payload import Payload, Seen
from reporting.vault.signing import SigningKey
from reporting.vault.xwing import PublicKey
from triage.decision import Severity


@dataclass(frozen=True, slots=True)
class LaterMessage:
    """`talk_seed` for who holds the six words, None by text; `seen`: what the writer was shown last."""

    words: FirstWords
    talk_seed: bytes | None = None
    seen: Seen | None = None

    def __repr__(self) -> str:
        return "LaterMessage(<sealed>)"


class LaterSealer:
    def __init__(
        self, district: DistrictId, system: SigningKey, shred: ShredStore, new_id: Callable[[], bytes]
    ) -> None:
        self._district = district
        self._system = system
        self._shred = shred
        self._id = new_id

    def seal(
        self,
        thread: Thread,
        keys: CertifiedKeys,
        message: LaterMessage,
        record: TriageRecord,
        readers: Sequence[PublicKey],
        *,
        now: datetime,
        urgent: bool,
        summarise: bool,
    ) -> list[Draft]:
        """The message first, then what triage says, then summary and number where they are due. Raises TooLarge."""
        talk, case = keys.talk, keys.case
        place = Place(self._district, thread.id, self._shred.get(thread.id, 0))
        direct = list(readers) if urgent else []
        # In a thread that is urgent already every minute counts, and its other times are exact too.
        exact = urgent or thread.severity == Severity.URGENT.value
        drafts = [
            self._words(place, message, [talk, *direct], now=now, exact=exact),
            triage_draft(place, self._system, record, [case, *direct], self._id(), now=now, exact=exact),
        ]
        if summarise and readers:
            body = message.words.body
            drafts.append(summary_draft(place, record, body, readers, self._id(), now=now, exact=exact))
        # Who texts into a thread by web is answered by text from then on, and not on its page alone.
        if message.words.number is not None and (urgent or thread.channel is Channel.WEB):
            drafts.append(self._contact(thread, message.words, [case, *direct], now=now, exact=exact))
        return drafts

    def _words(
        self, place: Place, message: LaterMessage, to: Sequence[PublicKey], *, now: datetime, exact: bool
    ) -> Draft:
        words = message.words
        more: dict[str, Any] = {"media": words.media} if words.media else {}
        if words.asked:
            more = {**more, "asked": list(words.asked)}
        auth: Auth = ByReporter(message.talk_seed) if message.talk_seed else NoAuth()
        return place.seal(
            words.message,
            Kind.WEB if words.channel is Channel.WEB else Kind.SMS,
            Payload(
                stamp(now, exact=exact),
                words.body,
                words.lang,
                seen=message.seen,
                files=words.files,
                code=words.code,
                params=words.params,
                more=more,
            ),
            to,
            auth,
            now=now,
            exact=exact,
        )

    def _contact(
        self, thread: Thread, words: FirstWords, to: Sequence[PublicKey], *, now: datetime, exact: bool
    ) -> Draft:
        place = Place(self._district, thread.id, self._shred.get(thread.id, 1))
        payload = Payload(stamp(now, exact=exact), more={"number": words.number, "line": words.line})
        return place.seal(self._id(), Kind.CONTACT, payload, to, NoAuth(), now=now, exact=exact)
