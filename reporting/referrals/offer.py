"""Referrals as the messages of a thread tell them: what staff proposed, what the student said, what was sent. Pure.

Staff and student read the same messages, so that both pages say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from reporting.cases.opened_message import OpenedMessage
from reporting.model.help.words import Barrier, SharedField
from reporting.model.ids import MemberId, OrganizationId, PacketId, ServiceId, SideId
from reporting.model.kind import Kind
from reporting.vault.notation import HASH_LENGTH, ID_LENGTH, sha256
from reporting.vault.payload import Payload

PROPOSED = "referral_proposed"
AGREED, REFUSED, WITHDRAWN, MET = "referral_agreed", "referral_refused", "referral_withdrawn", "referral_met"
SENT = "referral_sent"
# A person of staff took it back for the student: the system's word, which the student reads, and beside it a note for
# staff alone with the reason.
TAKEN_BACK = "referral_taken_back"
# A phone was asked whether it worked out: the text, as staff sent it.
ASKED_MET = "referral_asked_met"
# The student lets the partner write to them; the school holds no key to what is written.
SIDE = "referral_side"
# A student's word that came by text: the system notes how it understood it, with its own signature.
BY_TEXT = "text"
# Raised with every change of what a student is told before the button: which text was agreed to.
CONSENT_TEXT = "1"
# The same for what is asked by text.
CONSENT_BY_TEXT = "text-1"

Age = Literal["yes", "no", "unsaid"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What staff proposed, in the words that the student reads. `fields`: what may be asked for; `days`: how long it can
    be read; `barriers`: what staff think would make it hard; `answered`: what the service has an answer to;
    `words`: the message that it came with; `beside`: student and partner may write to each other.
    """

    id: str
    organization: OrganizationId
    service: ServiceId
    party: str
    service_name: str
    purpose: str
    about: str
    fields: tuple[SharedField, ...]
    days: int
    at: datetime
    member: MemberId | None = None
    barriers: tuple[Barrier, ...] = ()
    answered: tuple[Barrier, ...] = ()
    words: str = ""
    beside: bool = True

    def __repr__(self) -> str:
        return "Offer(<sealed>)"

    def params(self) -> dict[str, str]:
        return {
            "organization": self.organization.hex(),
            "service": self.service.hex(),
            "party": self.party,
            "service_name": self.service_name,
            "purpose": self.purpose,
            "about": self.about,
            "fields": " ".join(self.fields),
            "days": str(self.days),
            "barriers": " ".join(self.barriers),
            "answered": " ".join(self.answered),
            **({} if self.beside else {"beside": "no"}),
        }


@dataclass(frozen=True, slots=True)
class Consent:
    """Each agreed field with what is shared of it. `age`: whether the student says to be as old as the state's rule asks;
    `side`: the side thread that they opened with their yes, as `side_mark` writes it; `barriers`: what they say would
    make it hard, for the partner to know. `by_text`: each answer was a text of the phone, whoever held it.
    """

    values: Mapping[SharedField, str]
    age: Age
    at: datetime
    lang: str = "en"
    side: str = ""
    barriers: tuple[Barrier, ...] = ()
    by_text: bool = False

    def __repr__(self) -> str:
        return "Consent(<sealed>)"

    def params(self, offer: Offer) -> dict[str, str]:
        return self.record(offer.id, offer.purpose, offer.party, offer.days)

    def record(self, offer: str, purpose: str, party: str, days: int) -> dict[str, str]:
        """With what 34 CFR 99.30(b) asks of a consent: which records, for what, to whom; the message has day and proof."""
        return {
            "offer": offer,
            "age": self.age,
            "text": CONSENT_BY_TEXT if self.by_text else CONSENT_TEXT,
            "purpose": purpose,
            "party": party,
            "days": str(days),
            **({"side": self.side} if self.side else {}),
            **({"barriers": " ".join(self.barriers)} if self.barriers else {}),
            **{f"field_{name}": value for name, value in self.values.items()},
        }


@dataclass(frozen=True, slots=True)
class Referral:
    """`packet` and `answer_key` once it was sent. `mets`: what the student said of being seen, in turn: yes, not_yet or no;
    `met`: what they said last. `side`: the newest side thread that they opened, with the hash of their keys. `by_staff`:
    a person here took it back for them; `why`: their reason, for staff alone, and `who` wrote it.
    """

    offer: Offer
    consent: Consent | None = None
    refused: bool = False
    withdrawn: bool = False
    packet: PacketId | None = None
    answer_key: bytes = b""
    sent: datetime | None = None
    mets: tuple[str, ...] = ()
    side: tuple[SideId, bytes] | None = None
    by_staff: bool = False
    why: str = ""
    who: MemberId | None = None

    def __repr__(self) -> str:
        return "Referral(<sealed>)"

    @property
    def met(self) -> str | None:
        return self.mets[-1] if self.mets else None

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """What staff or the student named."""
        said = self.consent.barriers if self.consent else ()
        return tuple(one for one in Barrier if one in self.offer.barriers or one in said)

    @property
    def open(self) -> bool:
        """Whether the student may still say yes or no."""
        return self.consent is None and not self.withdrawn

    @property
    def sendable(self) -> bool:
        return self.consent is not None and not self.withdrawn and self.packet is None


@dataclass(slots=True)
class _Found:
    referrals: dict[str, Referral] = field(default_factory=dict)

    def read(self, one: OpenedMessage, payload: Payload) -> None:
        kind, code, params = one.stored.kind, payload.code, payload.params
        if (kind is Kind.STAFF_REPLY and code == PROPOSED) or _is_copy(one, payload):
            offer = _offer(one, params, payload.at)
            if offer is not None:
                self.referrals[offer.id] = Referral(offer)
            return
        known = self.referrals.get(params.get("offer", ""))
        if known is None:
            return
        if kind is Kind.WEB or (kind is Kind.SYSTEM and params.get("by") == BY_TEXT):
            self.referrals[known.offer.id] = _said(known, payload)
        elif kind is Kind.SYSTEM and code == SENT:
            packet, key = _hex(params.get("packet", "")), _hex(params.get("answer_key", ""))
            if len(packet) == 16 and len(key) == 32:  # noqa: PLR2004 - an id and a key
                at = datetime.fromtimestamp(payload.at, UTC)
                self.referrals[known.offer.id] = replace(
                    known, packet=PacketId(packet), answer_key=key, sent=at
                )
        elif kind is Kind.SYSTEM and code == TAKEN_BACK and known.consent is not None:
            self.referrals[known.offer.id] = replace(known, withdrawn=True, by_staff=True)
        elif kind is Kind.NOTE and code == TAKEN_BACK:
            self.referrals[known.offer.id] = replace(known, why=payload.text or "", who=one.member)


def referrals_of(opened: Iterable[OpenedMessage]) -> tuple[Referral, ...]:
    """In the order of their proposals. Only from messages whose proof holds."""
    found = _Found()
    for one in opened:
        if one.failure is None and one.payload is not None and one.payload.code is not None:
            found.read(one, one.payload)
    return tuple(found.referrals.values())


def _said(known: Referral, payload: Payload) -> Referral:
    code, params = payload.code, payload.params
    if code == AGREED and known.open:
        values = {name: params[f"field_{name}"] for name in known.offer.fields if params.get(f"field_{name}")}
        said = params.get("age", "")
        age: Age = "yes" if said == "yes" else "no" if said == "no" else "unsaid"
        at = datetime.fromtimestamp(payload.at, UTC)
        mark = params.get("side", "")
        by_text = params.get("by") == BY_TEXT
        lang = params.get("lang", "en") if by_text else payload.lang or "en"
        consent = Consent(values, age, at, lang, mark, barriers_of(params), by_text)
        return replace(known, consent=consent, refused=False, side=read_side_mark(mark))
    if code == REFUSED and known.open:
        return replace(known, refused=True)
    if code == WITHDRAWN and known.consent is not None:
        return replace(known, withdrawn=True)
    if code == SIDE and known.consent is not None:
        return replace(known, side=read_side_mark(params.get("side", "")) or known.side)
    if code == MET and known.packet is not None:
        return replace(known, mets=(*known.mets, params.get("met", "")))
    return known


def side_mark(side: SideId, public: bytes) -> str:
    """How a message of the student names a side thread and their own keys of it."""
    return f"{side.hex()}.{sha256(public).hex()}"


def read_side_mark(text: str) -> tuple[SideId, bytes] | None:
    side, _, known = text.partition(".")
    found, digest = _hex(side), _hex(known)
    return (SideId(found), digest) if (len(found), len(digest)) == (ID_LENGTH, HASH_LENGTH) else None


def _offer(one: OpenedMessage, params: Mapping[str, str], at: int) -> Offer | None:
    organization, service = _hex(params.get("organization", "")), _hex(params.get("service", ""))
    days = params.get("days", "")
    if not (organization and service and days.isdecimal()):
        return None
    named = set(params.get("fields", "").split())
    return Offer(
        params.get("copy_of") or one.stored.id.hex(),
        OrganizationId(organization),
        ServiceId(service),
        params.get("party", ""),
        params.get("service_name", ""),
        params.get("purpose", ""),
        params.get("about", ""),
        tuple(name for name in SharedField if name in named),
        int(days),
        datetime.fromtimestamp(at, UTC),
        one.member,
        barriers_of(params),
        barriers_of(params, "answered"),
        (one.payload.text or "") if one.payload else "",
        params.get("beside") != "no",
    )


def _is_copy(one: OpenedMessage, payload: Payload) -> bool:
    """Of a proposal in texts that go on by web: the same one, with the system's word for it."""
    return one.stored.kind is Kind.SYSTEM and payload.params.get("was") == PROPOSED


def barriers_of(params: Mapping[str, str], name: str = "barriers") -> tuple[Barrier, ...]:
    said = set(params.get(name, "").split())
    return tuple(one for one in Barrier if one in said)


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
