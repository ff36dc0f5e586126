"""A thread about to be stored: sealed in full before any lock is held, so that a unit of work only inserts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from reporting.cases.first_writer import sealed_writer
from reporting.cases.placing import Placement
from reporting.cases.receipt_pool import PreparedThread
from reporting.cases.sealing import EPOCH, Place, stamp
from reporting.cases.sketch import sketch_of
from reporting.cases.triage_record import Standing, TriageRecord, summary_of
from reporting.model.clock import minute_of
from reporting.model.ids import DistrictId, MemberId, MessageId, QueueId, SchoolId, TeamId
from reporting.model.kind import Kind
from reporting.model.queue import QueueKind
from reporting.model.thread import Channel
from reporting.model.tie import Tie
from reporting.model.writer import Writer
from reporting.store.messages import Draft
from reporting.store.receipts import Receipt
from reporting.store.threads import Thread
from reporting.store.wraps import Wrap
from reporting.vault.authorship import ByReporter, BySystem, NoAuth
from reporting.vault.payload import File, Payload
from reporting.vault.signing import SigningKey
from reporting.vault.thread_keys import wrap_case_root
from reporting.vault.xwing import PublicKey
from triage.decision import Severity


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What was written, by which channel. `number` and `line` only for texts (E.164). `files` lie in the store
    already. `asked`: the questions that the
    paragraphs of `body` answer, one each; triage reads the answers alone. `code` and `params`: what a form says beside
    the words. `writer`: who began the thread; `tie`: to whose thread a guardian's belongs.
    """

    message: MessageId
    body: str
    lang: str
    channel: Channel
    number: str | None = None
    line: str | None = None
    media: int = 0
    files: tuple[File, ...] = ()
    asked: tuple[str, ...] = ()
    code: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    writer: Writer = Writer.STUDENT
    tie: Tie | None = None

    def __post_init__(self) -> None:
        # Half a surrogate pair is nothing that UTF-8 can hold; the rest of the message must not be lost for it.
        object.__setattr__(self, "body", self.body.encode("utf-8", "replace").decode())

    def __repr__(self) -> str:
        return "FirstWords(<sealed>)"


@dataclass(frozen=True, slots=True)
class NewThread:
    """Rows for the store. `holders`: under whom it is listed; `able`: who is woken for it, `excluded`: who is not.

    `missing`: the queues that it belongs into and could not be put into; `sampled`: whether a lead is given it as well.
    """

    thread: Thread
    messages: tuple[Draft, ...]
    wraps: tuple[Wrap, ...]
    lookup: bytes
    receipt: Receipt
    holders: tuple[bytes, ...]
    page_team: TeamId | None
    excluded: frozenset[MemberId]
    able: frozenset[MemberId]
    missing: tuple[QueueKind, ...]
    sampled: bool = False

    def __repr__(self) -> str:
        return f"NewThread({self.thread.reference!r})"


Reader = tuple[Literal["queue", "member"], bytes, PublicKey]


@dataclass(frozen=True, slots=True)
class Readers:
    """Public keys by queue and by member, as the roster has them."""

    queues: Mapping[QueueId, PublicKey]
    members: Mapping[MemberId, PublicKey]

    def of_holders(self, holders: Iterable[bytes]) -> list[PublicKey]:
        """The keys of the queues and single members under whom a thread is listed, as far as they are known."""
        found = (self.queues.get(QueueId(one)) or self.members.get(MemberId(one)) for one in holders)
        return [key for key in found if key is not None]

    def of(self, placement: Placement) -> list[Reader]:
        """(kind of target, id, key) of each reader of this placement whose key is known."""
        found: list[Reader] = [
            ("queue", queue.id, self.queues[queue.id])
            for queue in placement.queues
            if queue.id in self.queues
        ]
        found += [("member", one, self.members[one]) for one in placement.members if one in self.members]
        return found


class ThreadSealer:
    """Seals a whole new thread: the words, the decision, the summary, the number, a wrap for each reader."""

    def __init__(self, district: DistrictId, system: SigningKey) -> None:
        self._district = district
        self._system = system

    def seal(
        self,
        prepared: PreparedThread,
        words: FirstWords,
        record: TriageRecord,
        placement: Placement,
        readers: Sequence[Reader],
        *,
        ids: Sequence[bytes],
        shred_keys: Sequence[bytes],
        reference: str,
        school: SchoolId | None,
        due: datetime | None,
        now: datetime,
        sampled: Sequence[PublicKey] = (),
    ) -> NewThread:
        """`ids`: three random message ids; `shred_keys`: those of part 0 and part 1; `sampled`: leads who read the
        words and what triage said of them, and nothing else of the thread. Raises TooLarge.
        """
        exact = record.decision.severity is Severity.URGENT
        place = Place(self._district, prepared.thread, shred_keys[0])
        messages = [
            self._first(place, prepared, words, sampled, now=now, exact=exact),
            triage_draft(
                place,
                self._system,
                record,
                [prepared.keys.case.public, *sampled],
                ids[0],
                now=now,
                exact=exact,
            ),
            summary_draft(
                place, record, words.body, [key for _, _, key in readers], ids[1], now=now, exact=exact
            ),
        ]
        if words.number is not None:
            messages.append(
                self._contact(
                    Place(self._district, prepared.thread, shred_keys[1]),
                    prepared,
                    words,
                    ids[2],
                    now=now,
                    exact=exact,
                )
            )
        thread = Thread(
            district=self._district,
            id=prepared.thread,
            reference=reference,
            school=school,
            queue=placement.queue.id,
            severity=record.decision.severity.value,
            channel=words.channel,
            talk_pk=prepared.keys.talk.public.raw,
            case_pk=prepared.keys.case.public.raw,
            created_minute=messages[0].minute,
            changed_minute=messages[0].minute,
            due_minute=minute_of(due, exact=True) if due else None,
        )
        return NewThread(
            thread=thread,
            messages=tuple(messages),
            wraps=tuple(self._wrap(prepared, reader) for reader in readers),
            lookup=prepared.lookup,
            receipt=Receipt(prepared.thread, EPOCH, prepared.receipt),
            holders=tuple(target for _, target, _ in readers),
            page_team=placement.page_team,
            excluded=placement.not_woken,
            able=placement.able,
            missing=placement.missing,
            sampled=bool(sampled),
        )

    def _wrap(self, prepared: PreparedThread, reader: Reader) -> Wrap:
        kind, target, key = reader
        sealed = wrap_case_root(self._district, prepared.thread, EPOCH, key, prepared.keys.case_root)
        return Wrap(prepared.thread, EPOCH, key.kid, kind, target, sealed)

    def _first(
        self,
        place: Place,
        prepared: PreparedThread,
        words: FirstWords,
        sampled: Sequence[PublicKey],
        *,
        now: datetime,
        exact: bool,
    ) -> Draft:
        by_web = words.channel is Channel.WEB
        more = {**({"media": words.media} if words.media else {}), **sealed_writer(words.writer, words.tie)}
        return place.seal(
            words.message,
            Kind.WEB if by_web else Kind.SMS,
            Payload(stamp(now, exact=exact), words.body, words.lang, more=more),
            [prepared.keys.talk.public, *sampled],
            ByReporter(prepared.keys.talk_seed) if by_web else NoAuth(),
            now=now,
            exact=exact,
        )

    def _contact(
        self,
        place: Place,
        prepared: PreparedThread,
        words: FirstWords,
        message: bytes,
        *,
        now: datetime,
        exact: bool,
    ) -> Draft:
        payload = Payload(stamp(now, exact=exact), more={"number": words.number, "line": words.line})
        return place.seal(
            message, Kind.CONTACT, payload, [prepared.keys.case.public], NoAuth(), now=now, exact=exact
        )


def summary_draft(
    place: Place,
    record: TriageRecord,
    body: str,
    readers: Sequence[PublicKey],
    message: bytes,
    *,
    now: datetime,
    exact: bool,
    standing: Standing | None = None,
) -> Draft:
    """What a list shows of a thread. The severity is repeated inside: who lowers it in the database is seen.

    `standing`: where a person put it, if that is not where triage did.
    """
    stands = standing or Standing(record.decision.severity, record.decision.category)
    more: dict[str, Any] = {"category": stands.category, "severity": stands.severity.value}
    if record.tried is not None:
        more["tried"] = record.tried.severity.value
    more |= sealed_writer(record.writer)
    text = summary_of([body])
    if text != body:
        # Of what its first words do not say, that messages about one thing can be found beside each other.
        more |= sketch_of(body).member()
    payload = Payload(stamp(now, exact=exact), text, record.lang, more=more)
    return place.seal(message, Kind.SUMMARY, payload, readers, NoAuth(), now=now, exact=exact)


def triage_draft(
    place: Place,
    system: SigningKey,
    record: TriageRecord,
    readers: Sequence[PublicKey],
    message: bytes,
    *,
    now: datetime,
    exact: bool,
) -> Draft:
    """What triage said, signed by the system: for the case key, so that six words never open it."""
    payload = Payload(stamp(now, exact=exact), lang=record.lang, more=record.members())
    return place.seal(message, Kind.TRIAGE, payload, readers, BySystem(system), now=now, exact=exact)
