"""Sentences that staff wrote in their own words about a decision, sealed to the people who lead the rules.

Each is an envelope outside of any thread, signed by its author, under a shred key of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reporting.cases.ground import Ground
from reporting.cases.refusals import NobodyLeads, NoSuchThread
from reporting.cases.rule_leads import keys_of, leads_but, must_lead
from reporting.cases.sealing import Place, stamp
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId, ThreadId
from reporting.model.kind import Kind
from reporting.people.staff_session import StaffSession
from reporting.store import rule_examples
from reporting.store.rule_examples import Example
from reporting.store.shred import ShredKey
from reporting.vault.authorship import ByMember, SeenMember, verify_member
from reporting.vault.envelope import Envelope, open_envelope
from reporting.vault.notation import ID_LENGTH, Unreadable
from reporting.vault.payload import Payload

PART = Kind.NOTE.part


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a rule's test needs. `label`: how soon it must be seen; `rules`: those that fired on what it stands for."""

    text: str
    label: str
    category: str
    lang: str
    rules: tuple[str, ...]

    def __repr__(self) -> str:
        return "Sentence(<sealed>)"


@dataclass(frozen=True, slots=True)
class ExampleView:
    value: str
    sentence: Sentence
    by: str
    at: datetime

    def __repr__(self) -> str:
        return "ExampleView(<sealed>)"


class RuleExamples:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def seal(
        self, session: StaffSession, sentence: Sentence, excluded: Iterable[MemberId], now: datetime
    ) -> Example:
        """Its key is kept when this returns; the caller stores the row. Raises NobodyLeads, StoreError."""
        ground = self._ground
        readers = keys_of(ground, leads_but(ground, excluded))
        if not readers:
            raise NobodyLeads
        example, key = ground.id(), ground.random(32)
        payload = Payload(
            stamp(now, exact=False),
            sentence.text,
            sentence.lang,
            roster=ground.roll.roster_entry(),
            more={"label": sentence.label, "category": sentence.category, "rules": list(sentence.rules)},
        )
        author = ByMember(session.member, session.unlocked.ed)
        draft = self._place(example, key).seal(
            example, Kind.NOTE, payload, readers, author, now=now, exact=False
        )
        ground.shred.put([ShredKey(example, PART, key)])
        return Example(example, draft.minute, draft.core, draft.recipients)

    def listed(self, session: StaffSession) -> tuple[ExampleView, ...]:
        """Those that this lead can open, the newest first. Raises NotAllowed."""
        must_lead(session)
        with self._ground.database.read() as conn:
            found = rule_examples.newest(conn, self._ground.district)
        keys = self._ground.shred.find_many([(one.id, PART) for one in found]) if found else {}
        views = (self._opened(session, one, keys) for one in found)
        return tuple(view for view in views if view is not None)

    def put_away(self, session: StaffSession, value: str) -> None:
        """For good, and for all leads: it has served. Raises NotAllowed, NoSuchThread."""
        must_lead(session)
        ground = self._ground
        example = id_of(value)
        with ground.database.read() as conn:
            found = rule_examples.one(conn, ground.district, example)
        keys = ground.shred.find_many([(example, PART)])
        if found is None or self._opened(session, found, keys) is None:
            raise NoSuchThread
        # The hourly sweep erases its key, which belongs to nothing from here on.
        ground.database.write(lambda conn: rule_examples.drop(conn, ground.district, example))

    def _opened(
        self, session: StaffSession, example: Example, keys: Mapping[tuple[bytes, int], bytes]
    ) -> ExampleView | None:
        key = keys.get((example.id, PART))
        if key is None:
            return None
        where = self._place(example.id, key).context(example.id, Kind.NOTE)
        try:
            envelope = Envelope(example.core, example.recipients)
            opened = open_envelope(where, envelope, key, session.unlocked.x)
            payload = Payload.from_bytes(opened.payload)
            if not isinstance(opened.auth, SeenMember) or payload.roster is None:
                return None
            # A database writer can seal to a public key, but not sign: nobody else's sentence becomes a test.
            ed = self._ground.roll.believed().member_ed(opened.auth.member, payload.roster)
            verify_member(where.encoded(), opened.payload, opened.auth, opened.auth.member, ed)
        except Unreadable:
            return None
        by = self._ground.roll.staff_name(opened.auth.member)
        return ExampleView(example.id.hex(), _sentence(payload), by, moment_of(example.minute))

    def _place(self, example: bytes, key: bytes) -> Place:
        return Place(self._ground.district, ThreadId(example), key)


def id_of(value: str) -> bytes:
    """An id from an address. Raises NoSuchThread."""
    try:
        found = bytes.fromhex(value)
    except ValueError:
        raise NoSuchThread from None
    if len(found) != ID_LENGTH or found.hex() != value:
        raise NoSuchThread
    return found


def _sentence(payload: Payload) -> Sentence:
    more: Mapping[str, Any] = payload.more
    rules = more.get("rules")
    return Sentence(
        payload.text or "",
        str(more.get("label", "")),
        str(more.get("category", "")),
        payload.lang or "",
        tuple(str(one) for one in rules) if isinstance(rules, list) else (),
    )
